// The cost of parsing and checking, as a multiple of `JSON.parse` over the same texts.
import { parseTree } from 'jsonc-parser';
import { getLanguageService, TextDocument } from 'vscode-json-languageservice';
import { type Config, createAnalyzer, DEFAULT_CONFIG } from '../../server/src/core/index.ts';
import { parseJson } from '../../server/src/core/json/parse.ts';
import { SolutionIndex } from '../../server/src/core/solution/overview/solutionIndex.ts';
import type { CorpusFile } from '../corpus/load.ts';
import { measure, type Task, table } from './measure.ts';

const ROUNDS = 9;
const WARM_UP = 4;
/** What the whole check may cost. */
const TARGET = 5;

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);

export function benchCheck(files: readonly CorpusFile[], say: (line: string) => void): void {
  const valid = files.filter(({ text }) => isJson(text));
  const analyzer = createAnalyzer();
  const flows = valid.filter(
    ({ uri, text }) =>
      analyzer.mayBeFlow(text) &&
      analyzer.check({ uri, text }, { config: DEFAULT_CONFIG }).document.kind === 'flow',
  );
  report(
    'Flow files',
    flows,
    tasksOver(flows, (file) => file.declaredAsFlow || true),
    say,
  );
  // Here the check may skip what cannot be a flow, as the tools do.
  const may = (file: CorpusFile): boolean => file.declaredAsFlow || analyzer.mayBeFlow(file.text);
  report('All JSON files, with the cheap test for flows', valid, tasksOver(valid, may), say);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(withoutMark(text));
    return true;
  } catch {
    return false;
  }
}

function tasksOver(files: readonly CorpusFile[], wanted: (file: CorpusFile) => boolean): Task[] {
  const service = getLanguageService({});
  const analyzer = createAnalyzer();
  const texts = files.map(({ text }) => withoutMark(text));
  const check = (config: Config) => () => {
    const solution = new SolutionIndex();
    let findings = 0;
    for (const file of files) {
      if (!wanted(file)) continue;
      const analysis = analyzer.check(file, { config, solution });
      solution.update(file.uri, analysis.summary);
      findings += analysis.findings.length;
    }
    return findings;
  };
  const each = (parse: (text: string) => unknown) => () => {
    let last: unknown;
    for (const text of texts) last = parse(text);
    return last ?? null;
  };
  return [
    { name: 'JSON.parse', run: each((text) => JSON.parse(text)) },
    { name: 'Lockkeeper, parsing only', run: each(parseJson) },
    { name: 'jsonc-parser, parseTree', run: each((text) => parseTree(text)) },
    {
      name: 'vscode-json-languageservice, parsing only',
      run: each((text) => service.parseJSONDocument(TextDocument.create('file:///a.json', 'json', 1, text))),
    },
    { name: 'Lockkeeper, whole check, default profile', run: check(DEFAULT_CONFIG) },
    {
      name: 'Lockkeeper, whole check, pedantic profile',
      run: check({ ...DEFAULT_CONFIG, profile: 'pedantic' }),
    },
  ];
}

function report(
  title: string,
  files: readonly CorpusFile[],
  tasks: readonly Task[],
  say: (line: string) => void,
): void {
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  say(`\n${title}: ${files.length} files, ${(characters / 1e6).toFixed(1)} million characters`);
  const timings = measure(tasks, ROUNDS, WARM_UP);
  const base = timings[0]!;
  const rows = timings.map((one) => [
    one.name,
    (one.median / base.median).toFixed(2),
    (one.best / base.best).toFixed(2),
    `${one.median.toFixed(0)} ms`,
  ]);
  say(table([['', 'median', 'best', 'median'], ...rows]));
  say(`Target for the whole check: at most ${TARGET.toFixed(1)}`);
}
