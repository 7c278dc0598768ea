import path from 'node:path';
import { expect, it } from 'vitest';
import { createAnalyzer, DEFAULT_CONFIG, SolutionFiles } from '../../server/src/core/index.ts';
import { SolutionIndex } from '../../server/src/core/solution/overview/solutionIndex.ts';
import {
  filesBelow,
  isObject,
  type JsonObject,
  member,
  readJsonText,
  readText,
  samplesRoot,
  schemaFile,
  schemaForWrapper,
} from './support.ts';

// The table in samples/README.md is the expectation: each row is one finding, and there is no other one.

interface Row {
  readonly flow: string;
  /** Step, trigger, or beginning of a parameter's name. */
  readonly place: string;
  readonly rule: string;
}

const rows: Row[] = readText(path.join(samplesRoot, 'README.md'))
  .split('\n')
  .filter((line) => /^\| [A-Z][a-z]+ [a-z ]/.test(line))
  .map((line) => {
    const [, flow = '', place = '', rule = ''] = line.split('|').map((cell) => cell.trim());
    const bare = (cell: string) => /`([^`]+)`/.exec(cell)?.[1] ?? '';
    return { flow: flow.replace(' (package)', ''), place: bare(place), rule: bare(rule) };
  });

const analyzer = createAnalyzer();
const known = new Set(analyzer.rules.map((rule) => rule.id));

/** The step, trigger or parameter a pointer leads to. */
function placeOf(pointer: string): string {
  const keys = pointer.split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const at = Math.max(
    keys.lastIndexOf('actions'),
    keys.lastIndexOf('triggers'),
    keys[3] === 'parameters' ? 3 : -1,
  );
  return (at === -1 ? keys.at(-1) : keys[at + 1]) ?? '';
}

function nameOf(file: string, root: JsonObject): string {
  const display = member(root, 'properties').displayName;
  return typeof display === 'string'
    ? display
    : (/ Name="([^"]+)"/.exec(readText(`${file}.data.xml`))?.[1] ?? '');
}

it('names rules that exist', () => {
  const schema = JSON.parse(readText(schemaFile('lockkeeper-config'))) as JsonObject;
  const ids = Object.keys(member(schema, 'properties', 'rules', 'properties'));
  expect(rows.length).toBeGreaterThanOrEqual(20);
  for (const { rule } of rows) expect(ids).toContain(rule);
});

it('finds what the README says is planted, and nothing else', () => {
  const found: string[] = [];
  const solutions = new SolutionFiles();
  const solution = new SolutionIndex();
  for (const file of filesBelow(samplesRoot)) {
    const uri = `file://${file}`;
    if (SolutionFiles.wants(uri)) solutions.set(uri, SolutionFiles.needsText(uri) ? readText(file) : '');
  }
  for (const file of filesBelow(samplesRoot)) {
    if (!file.endsWith('.json')) continue;
    const text = readJsonText(file);
    const root: unknown = JSON.parse(text);
    if (!isObject(root) || schemaForWrapper(root) === undefined) continue;
    const uri = `file://${file}`;
    const solutionModel = solutions.solutionOf(uri);
    const analysis = analyzer.check({ uri, text }, { config: DEFAULT_CONFIG, solution, solutionModel });
    expect(analysis.failures).toEqual([]);
    solution.update(uri, analysis.summary);
    for (const finding of analysis.findings)
      found.push(`${nameOf(file, root)} / ${placeOf(finding.place.pointer)} / ${finding.ruleId}`);
  }
  for (const model of solutions.solutions()) {
    const { findings, failures } = analyzer.checkSolution(model, { config: DEFAULT_CONFIG, solution });
    expect(failures).toEqual([]);
    for (const { ruleId, place } of findings)
      found.push(`Environment variable / ${path.basename(path.dirname(place.uri))} / ${ruleId}`);
  }
  const expected = rows
    .filter((row) => known.has(row.rule))
    .map((row) => `${row.flow} / ${row.place} / ${row.rule}`);
  // A parameter's name goes on with its schema name.
  const short = found.map((line) => line.replace(/ \(\w+\) \/ /, ' / '));
  expect(short.sort()).toEqual(expected.sort());
});
