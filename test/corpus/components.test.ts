// What a solution consists of: an exported solution has no finding, and each thing that is taken out of it has exactly its own.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Config, DEFAULT_CONFIG, SolutionFiles } from '../../server/src/core/index.ts';
import { SolutionIndex } from '../../server/src/core/solution/overview/solutionIndex.ts';
import { analyzer } from '../harness/check.ts';
import { corpusFolder, hasCorpus, skipNote } from './load.ts';

const RULES = new Set([
  'child-flow-missing',
  'environment-variable-type-mismatch',
  'environment-variable-undefined',
  'flow-not-registered',
  'managed-solution-as-source',
  'root-component-missing',
  'secret-environment-variable-as-parameter',
]);

/** The others do not run: what they find is not counted. */
const CONFIG: Config = {
  ...DEFAULT_CONFIG,
  rules: Object.fromEntries(
    analyzer.rules.filter(({ id }) => !RULES.has(id)).map(({ id }) => [id, 'off' as const]),
  ),
};

type Texts = ReadonlyMap<string, string>;

interface Loaded {
  readonly files: SolutionFiles;
  readonly index: SolutionIndex;
  readonly flows: readonly (readonly [uri: string, text: string])[];
}

function load(texts: Texts): Loaded {
  const files = new SolutionFiles();
  const index = new SolutionIndex();
  for (const [uri, text] of texts) if (SolutionFiles.wants(uri)) files.set(uri, text);
  const flows = [...texts].filter(([uri, text]) => /\.json$/i.test(uri) && analyzer.mayBeFlow(text));
  return { files, index, flows };
}

/** Findings of the rules by id; flows are told apart by their files. */
function told(texts: Texts): Record<string, number> {
  const { files, index, flows } = load(texts);
  const counts: Record<string, number> = {};
  const count = (ruleId: string): void => {
    if (RULES.has(ruleId)) counts[ruleId] = (counts[ruleId] ?? 0) + 1;
  };
  for (const [uri, text] of flows) {
    const options = { config: CONFIG, solution: index, solutionModel: files.solutionOf(uri) };
    const analysis = analyzer.check({ uri, text }, options);
    expect(analysis.failures).toEqual([]);
    for (const finding of analysis.findings) count(finding.ruleId);
  }
  for (const solution of files.solutions()) {
    const analysis = analyzer.checkSolution(solution, { config: CONFIG, solution: index });
    expect(analysis.failures).toEqual([]);
    for (const finding of analysis.findings) count(finding.ruleId);
  }
  return counts;
}

describe.skipIf(!hasCorpus)(`parts of solutions of the corpus${skipNote}`, { timeout: 120_000 }, () => {
  const texts = new Map<string, string>();
  /** The unpacked solution with the most flows, alone. */
  let largest = new Map<string, string>();
  let manifest = '';
  let registered: readonly string[] = [];

  beforeAll(() => {
    for (const name of readdirSync(corpusFolder, { recursive: true, encoding: 'utf8' })) {
      const file = path.join(corpusFolder, name);
      const uri = pathToFileURL(file).href;
      if (/\.json$/i.test(name) || SolutionFiles.wants(uri)) texts.set(uri, readFileSync(file, 'utf8'));
    }
    const unpacked = load(texts)
      .files.solutions()
      .filter((one) => one.layout === 'unpacked')
      .sort((a, b) => b.flows.length - a.flows.length)[0]!;
    expect(unpacked.flows.length).toBeGreaterThan(50);
    largest = new Map([...texts].filter(([uri]) => uri.startsWith(`${unpacked.root}/`)));
    manifest = unpacked.manifests[0]!.uri;
    registered = unpacked.flows.map((one) => one.uri!);
  });

  const changed = (change: (copy: Map<string, string>) => void): Record<string, number> => {
    const copy = new Map(largest);
    change(copy);
    return told(copy);
  };
  const edit = (copy: Map<string, string>, uri: string, from: RegExp, to: string): void => {
    const before = copy.get(uri)!;
    copy.set(uri, before.replace(from, to));
    expect(copy.get(uri), uri).not.toBe(before);
  };
  /** The definition that most flows take. */
  const definition = (): string => {
    const uses = (uri: string): number => {
      const name = uri.split('/').at(-2)!;
      return registered.filter((flow) => largest.get(flow)!.includes(`"schemaName": "${name}"`)).length;
    };
    const all = [...largest.keys()].filter((uri) => uri.endsWith('/environmentvariabledefinition.xml'));
    return all.sort((a, b) => uses(b) - uses(a))[0]!;
  };

  it('are all there: no error, and the only warnings are of managed exports', () => {
    const { 'managed-solution-as-source': managed, ...others } = told(texts);
    expect(others).toEqual({});
    const models = load(texts).files.solutions();
    const alone = models.filter(
      (one) => one.managed === 'managed' && !one.isElsewhere('unmanagedSolution', one.name!),
    );
    expect(managed).toBe(alone.length);
    expect(alone.length).toBeGreaterThan(5);
  });

  it('say so when a flow loses its entry, its file or its place in the list', () => {
    const flow = registered[0]!;
    expect(changed((copy) => copy.delete(`${flow}.data.xml`))).toEqual({ 'flow-not-registered': 1 });
    expect(changed((copy) => copy.delete(flow))).toEqual({ 'flow-not-registered': 1 });
    const id = /[0-9a-f-]{36}(?=\.json$)/i.exec(flow)![0].toLowerCase();
    expect(
      changed((copy) => edit(copy, manifest, new RegExp(` *<RootComponent[^>]*\\{${id}\\}[^>]*>\\s*`), '')),
    ).toEqual({ 'root-component-missing': 1 });
  });

  it('say so when a child flow is gone', () => {
    const calls = registered.flatMap((flow) => [
      ...largest.get(flow)!.matchAll(/"workflowReferenceName": "([0-9a-f-]{36})"/g),
    ]);
    const child = calls[0]![1]!;
    const callers = registered.filter(
      (flow) => largest.get(flow)!.includes(child) && !flow.toLowerCase().includes(child),
    );
    const found = changed((copy) => {
      for (const uri of largest.keys()) if (uri.toLowerCase().includes(child)) copy.delete(uri);
      edit(copy, manifest, new RegExp(` *<RootComponent[^>]*\\{${child}\\}[^>]*>\\s*`), '');
    });
    expect(found).toEqual({ 'child-flow-missing': callers.length });
  });

  it('say so when a variable is gone, turns secret or changes its type', () => {
    const uri = definition();
    const name = uri.split('/').at(-2)!;
    const users = registered.filter((flow) => largest.get(flow)!.includes(`"schemaName": "${name}"`)).length;
    expect(users).toBeGreaterThan(5);
    expect(changed((copy) => copy.delete(uri))).toEqual({ 'environment-variable-undefined': users });
    const typed = (type: number) => changed((copy) => edit(copy, uri, /<type>\d+/, `<type>${type}`));
    expect(typed(100000005)).toEqual({ 'secret-environment-variable-as-parameter': users });
    expect(typed(100000002)).toEqual({ 'environment-variable-type-mismatch': users });
  });
});
