// Invariant 8 for names: a token that stands in a name appears in nothing that the tool says, and a finding tells it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allRows, workspaceOf } from '../../server/src/core/editor/views/testing.ts';
import { createAnalyzer, DEFAULT_CONFIG, hoverAt, inlaysIn, lensesOf } from '../../server/src/core/index.ts';
import { REPORT_FORMATS } from '../../server/src/core/report/options.ts';
import { load, uriOf } from '../../server/src/core/solution/testing.ts';
import { runInProcess } from '../cli/support/environment.ts';
import { folderWith } from '../cli/support/folder.ts';
import { FAKES } from '../harness/fakes.ts';
import { part } from '../harness/part.ts';
import { connect } from '../mcp/support/client.ts';
import { type Place, placesIn, planted } from './plant.ts';
import { FLOW, SOLUTION } from './solution.ts';

const TOKEN = FAKES.githubToken!;
/** Repairs of one kind that an assistant applies. */
const EACH_KIND = 3;
/** Masks keep this much of a secret. */
const KEPT = 4;
const PIECE = 8;
const PIECES = Array.from({ length: TOKEN.length - KEPT - PIECE + 1 }, (_, at) =>
  TOKEN.slice(KEPT + at, KEPT + at + PIECE),
);

/** What is left of the token in a text, with what stands around it. */
function leakIn(text: string): string | undefined {
  const piece = PIECES.find((one) => text.includes(one));
  return piece === undefined
    ? undefined
    : text.slice(Math.max(0, text.indexOf(piece) - 80), text.indexOf(piece) + 50);
}

const ALL = Object.entries(SOLUTION).flatMap(([file, text]) => placesIn(file, text));

/** Without one of these keys the file is no flow, and nobody looks into it. */
const RECOGNISED = /^key properties(?:\/definition(?:\/(?:triggers|actions))?)?$/;

/** The solution with the token at some places. */
function solutionWith(places: readonly Place[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SOLUTION).map(([file, text]) => {
      const here = places.filter((one) => one.file === file);
      return [file, planted(text, here, TOKEN)];
    }),
  );
}

/** Several places at a time: far from each other, and none that changes what the others are. */
const TOGETHER: readonly (readonly Place[])[] = [true, false].flatMap((structure) => {
  const places = ALL.filter((one) => one.structure === structure);
  const groups = Math.ceil(places.length / 12);
  return Array.from({ length: groups }, (_, group) =>
    places.filter((_one, index) => index % groups === group),
  );
});

/** A name that is changed wherever it stands, as the designer does it. */
function renamed(name: string, to: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(SOLUTION).map(([file, text]) => [file, text.replaceAll(name, to)]),
  );
}

const RENAMED = [
  'Get_secret',
  'Keep',
  'Send',
  'Parse',
  'Decide',
  'manual',
  'shared_keyvault',
  'abc_vault',
  'x-more',
  'Kept',
].map((name) => renamed(name, `${name}_${TOKEN}`));

const SOLUTIONS = [...TOGETHER.map(solutionWith), ...RENAMED];

/** All of them in one folder, each in a folder of its own. */
function side(solutions: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  return Object.fromEntries(
    solutions.flatMap((files, index) =>
      Object.entries(files).map(([path, text]) => [`s${index}/${path}`, text]),
    ),
  );
}

async function run(command: string, cwd: string): Promise<string> {
  const { stdout, stderr, code } = await runInProcess(command.split(' '), {
    cwd,
    analyzer: createAnalyzer(),
  });
  expect(stdout.length, `${command}: ${stderr}`).toBeGreaterThan(20);
  expect(code).toBeLessThan(2);
  expect(leakIn(stdout) ?? leakIn(stderr), command).toBeUndefined();
  return stdout;
}

/** A report in each format, of one check. */
const REPORTS = REPORT_FORMATS.map((format) => [format, `report.${format}`] as const);
const ALL_FORMATS = `check ${REPORTS.map(([format, file]) => `--format ${format}=${file}`).join(' ')}`;

const COMMANDS: readonly string[] = [
  'check --format text --profile pedantic',
  'fix --dry-run',
  ...['text', 'json', 'csv', 'markdown'].flatMap((format) => [
    `inventory --format ${format}`,
    `inventory --connections --format ${format}`,
  ]),
  'report --format markdown',
  'report --format html',
  'baseline write',
];

interface Told {
  readonly findings: readonly { readonly file: string; readonly range: unknown; readonly category: string }[];
}

describe('a token in a name', () => {
  it('is told where the name is given', async () => {
    expect(ALL.length).toBeGreaterThan(150);
    const cwd = await folderWith(side(ALL.map((place) => solutionWith([place]))));
    const { findings } = JSON.parse(await run('check --format json', cwd)) as Told;
    const told = new Set(
      findings
        .filter((one) => one.category === 'secrets')
        .map(({ file, range }) => `${file} ${JSON.stringify(range)}`),
    );
    const untold = ALL.filter((place, index) => {
      const range = rangeOf(solutionWith([place])[place.file]!, place.at + 1);
      return (
        !place.expression &&
        !RECOGNISED.test(place.what) &&
        !told.has(`s${index}/${place.file} ${JSON.stringify(range)}`)
      );
    });
    expect(untold.map(({ file, what }) => `${file} ${what}`)).toEqual([]);
  });

  it('is masked by check, in every format', async () => {
    const cwd = await folderWith(side(SOLUTIONS));
    const { code, stdout, stderr } = await runInProcess([...ALL_FORMATS.split(' '), '.'], {
      cwd,
      analyzer: createAnalyzer(),
    });
    expect(code, stderr).toBe(1);
    expect(leakIn(stdout) ?? leakIn(stderr)).toBeUndefined();
    for (const [format, file] of REPORTS) {
      const text = await readFile(join(cwd, file), 'utf8');
      expect(text.length, format).toBeGreaterThan(1000);
      expect(leakIn(text), format).toBeUndefined();
    }
  });

  it.each(COMMANDS)('is masked by %s', async (command) => {
    const cwd = await folderWith(side(SOLUTIONS));
    await run(`${command} .`, cwd);
    if (command === 'baseline write')
      expect(leakIn(await readFile(join(cwd, 'lockkeeper.baseline.json'), 'utf8'))).toBeUndefined();
  });

  it('is masked by every tool for assistants', async () => {
    const cwd = await folderWith(side(SOLUTIONS));
    const { client, call } = await connect([cwd]);
    const leaks = new Set<string>();
    const tried = new Map<string, number>();
    let answers = 0;
    const look = async (tool: string, args: Record<string, unknown>) => {
      // Some texts are no flow any more without the files around them: what is said then counts as well.
      const answer = await client.callTool({ name: tool, arguments: args });
      answers += answer.isError === true ? 0 : 1;
      const leak = leakIn(JSON.stringify(answer));
      if (leak !== undefined) leaks.add(`${tool}: ${leak}`);
      return answer;
    };
    await look('check_solution', { path: '.', profile: 'pedantic', limit: 200 });
    for (const files of part(SOLUTIONS, 2)) {
      const index = SOLUTIONS.indexOf(files);
      await look('check_solution', { path: `s${index}`, profile: 'pedantic', limit: 200 });
      // Both as a file with a solution around it, and as a text alone.
      for (const flow of [{ path: `s${index}/${FLOW}` }, { text: files[FLOW]! }]) {
        await look('check_flow', { ...flow, profile: 'pedantic', limit: 200 });
        await look('list_fixes', { ...flow, profile: 'pedantic', limit: 200 });
        await look('describe_flow', flow);
        await look('apply_fix', { ...flow, all_safe: true });
        await look('diff', { ...flow, base_text: files[FLOW]!.replace('"Succeeded"', '"Failed"') });
      }
      const { structured } = await call('list_fixes', { path: `s${index}/${FLOW}` });
      const fixes = (structured.findings as { fixes: { id: string; title: string }[] }[]).flatMap(
        (one) => one.fixes,
      );
      for (const { id, title } of fixes) {
        // One kind of repair says the same of every flow but for its names: some of each are enough.
        const kind = `${id.replace(/\..*$/, '')} ${title.replace(/"[^"]*"/g, '"…"')}`;
        tried.set(kind, (tried.get(kind) ?? 0) + 1);
        if (tried.get(kind)! <= EACH_KIND)
          await look('apply_fix', { path: `s${index}/${FLOW}`, fixes: [id] });
      }
    }
    expect([...leaks]).toEqual([]);
    expect(answers).toBeGreaterThan(part(SOLUTIONS, 2).length * 6);
  }, 300_000);

  it('is told once where a step is named, and not where it is referred to', () => {
    const folder = renamed('Get_secret', `Get_secret_${TOKEN}`);
    const { findings, document } = createAnalyzer().check(
      { uri: uriOf(FLOW), text: folder[FLOW]! },
      { config: DEFAULT_CONFIG },
    );
    const told = findings.filter((one) => one.ruleId === 'secret-in-text');
    expect(told.map((one) => document.tree.path(one.place.node).at(-1))).toEqual([`Get_secret_${TOKEN}`]);
  });

  it('is masked as well where only the name itself calls it a password', async () => {
    const cwd = await folderWith(side([renamed('Get_secret', `Get password=${FAKES.password}`)]));
    for (const command of [...REPORT_FORMATS.map((format) => `check --format ${format}`), ...COMMANDS]) {
      const { stdout, stderr } = await runInProcess([...command.split(' '), '.'], {
        cwd,
        analyzer: createAnalyzer(),
      });
      expect(stdout + stderr, command).not.toContain(FAKES.password!.slice(4));
    }
  });

  it('is masked in everything that an editor shows', () => {
    const analyzer = createAnalyzer();
    const leaks = new Set<string>();
    for (const folder of SOLUTIONS) {
      const look = (what: string, text: string | undefined): void => {
        const leak = leakIn(text ?? '');
        if (leak !== undefined) leaks.add(`${what}: ${leak}`);
      };
      const workspace = workspaceOf(folder);
      for (const tree of ['connections', 'owners', 'checklist'] as const)
        for (const [, row] of allRows(workspace, tree)) look(`${tree} tree`, JSON.stringify(row));
      const model = load(folder).solutions()[0]!;
      const analysis = analyzer.check(
        { uri: uriOf(FLOW), text: folder[FLOW]! },
        { config: { ...DEFAULT_CONFIG, profile: 'pedantic' }, solutionModel: model },
      );
      const { tree, text } = analysis.document;
      for (const { message, hint, related, fingerprint } of analysis.findings)
        look('finding', JSON.stringify([message, hint, fingerprint, related.map((one) => one.message)]));
      for (const finding of analysis.findings)
        for (const { title, note } of analysis.fixesFor(finding)) look('fix', JSON.stringify([title, note]));
      for (let node = 0; node < tree.count; node++) {
        const offsets = [tree.start(node), ...(tree.hasKey(node) ? [tree.keySpan(node).start + 1] : [])];
        for (const offset of offsets) look('hover', decoded(hoverAt(analysis, offset)?.markdown));
      }
      for (const { label, tooltip } of inlaysIn(analysis, { start: 0, end: text.length }))
        look('inlay', decoded(label + tooltip));
      for (const { title } of lensesOf(analysis)) look('lens', title);
      const beside = analyzer.checkSolution(model, { config: DEFAULT_CONFIG });
      for (const finding of beside.findings) {
        look(
          'finding',
          JSON.stringify([finding.message, finding.hint, finding.related.map((one) => one.message)]),
        );
        for (const { title, note } of beside.fixesFor(finding)) look('fix', JSON.stringify([title, note]));
      }
    }
    expect([...leaks]).toEqual([]);
  });
});

/** Markdown of ours writes special characters as numbers. */
function decoded(markdown = ''): string {
  return markdown.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

/** Of the token that begins at `at`. */
function rangeOf(text: string, at: number): unknown {
  const position = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)!.length };
  };
  return { start: position(at), end: position(at + TOKEN.length) };
}
