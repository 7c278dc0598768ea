// Invariants 1 and 2 of ARCHITECTURE.md: what may know what.
import { describe, expect, it } from 'vitest';
import { importsOf, read, sourcesBelow, withoutComments } from './sources.ts';

const CORE = 'server/src/core';
const sources = [...sourcesBelow('server/src'), ...sourcesBelow('client/src')];
const below = (folder: string): string[] => sources.filter((file) => file.startsWith(`${folder}/`));

/** Imports that break a rule, one line each; none is the aim. */
function offending(
  files: readonly string[],
  allowed: (target: string, typeOnly: boolean, file: string) => boolean,
): string[] {
  expect(files.length).toBeGreaterThan(0);
  return files.flatMap((file) =>
    importsOf(file)
      .filter(({ target, typeOnly }) => !allowed(target, typeOnly, file))
      .map(({ specifier }) => `${file} imports ${specifier}`),
  );
}

/** Modules that import each other, directly or by others: the strongly connected ones (Tarjan), each list of two or more. */
function circles(files: readonly string[]): string[][] {
  const known = new Set(files);
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    open.push(file);
    for (const { target } of importsOf(file)) {
      if (!known.has(target)) continue;
      if (!order.has(target)) visit(target);
      if (open.includes(target)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(target)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = open.splice(open.indexOf(file));
    if (circle.length > 1) found.push(circle);
  };
  for (const file of files) if (!order.has(file)) visit(file);
  return found;
}

describe('core', () => {
  /** Libraries that read or write text and nothing else; they run in a worker. */
  const LIBRARIES = ['jsonc-parser', 'yaml', '@rgrove/parse-xml', 'diff'];

  it('imports nothing from outside, but libraries without IO', () => {
    const pure = (target: string, typeOnly: boolean): boolean =>
      typeOnly || target.startsWith(`${CORE}/`) || LIBRARIES.includes(target);
    expect(offending(below(CORE), pure)).toEqual([]);
  });

  it('names nothing of a host: the types of node and of the browser are not there to check against', () => {
    const config = JSON.parse(read(`${CORE}/tsconfig.json`)) as { compilerOptions?: Record<string, unknown> };
    const base = JSON.parse(read('tsconfig.base.json')) as { compilerOptions: Record<string, unknown> };
    const options = { ...base.compilerOptions, ...config.compilerOptions };
    expect(options.types).toEqual([]);
    expect(options.lib).toEqual(['es2023']);
    const hosted =
      /(?<![.\w$'"`])(?:process|console|window|globalThis|require|Buffer|fetch|setTimeout)\s*[.(]/;
    expect(below(CORE).filter((file) => hosted.test(withoutComments(read(file))))).toEqual([]);
  });

  it('declares no global of its own, but the text encoder that every host has', () => {
    const declared = below(CORE).flatMap((file) =>
      [
        ...withoutComments(read(file)).matchAll(/^\s*declare\s+(?:const|let|var|function|global)\s+(\w+)/gm),
      ].map((match) => `${file} declares ${match[1]}`),
    );
    expect(declared).toEqual([`${CORE}/json/units.ts declares TextEncoder`]);
  });

  /** Imports of values and of types point to rooms further up in this list only. */
  const ROOMS = [
    ...['text', 'json', 'expressions', 'flow', 'secrets', 'platform', 'exposure', 'callers'],
    ...['config', 'solution', 'fixes', 'changes', 'rules', 'workspace', 'editor', 'graph', 'preview'],
    'report',
    ...['describe', 'assistants'],
  ];

  it('has these rooms, and they depend on each other downwards only, types included', () => {
    const roomOf = (file: string): string => file.slice(CORE.length + 1).split('/')[0]!;
    const files = below(CORE).filter((file) => file.slice(CORE.length + 1).includes('/'));
    expect([...new Set(files.map(roomOf))].sort()).toEqual([...ROOMS].sort());
    const shared = new Set(['finding.ts', 'place.ts', 'ruleMeta.ts', 'assets.d.ts']);
    const downwards = (target: string, _typeOnly: boolean, file: string): boolean =>
      !target.startsWith(`${CORE}/`) ||
      shared.has(roomOf(target)) ||
      (ROOMS.includes(roomOf(target)) && ROOMS.indexOf(roomOf(target)) <= ROOMS.indexOf(roomOf(file)));
    expect(offending(files, downwards)).toEqual([]);
  });

  it('says name by name what it offers', () => {
    expect(withoutComments(read(`${CORE}/index.ts`))).not.toContain('export *');
  });

  it('the drawing of pictures imports nothing but itself: pages of the editor take it as it is', () => {
    const files = below(`${CORE}/graph/picture`);
    expect(offending(files, (target) => target.startsWith(`${CORE}/graph/picture/`))).toEqual([]);
  });

  it('no rule looks into another one', () => {
    const folderOf = (file: string): string | undefined =>
      new RegExp(`^${CORE}/rules/([^/]+)/`).exec(file)?.[1];
    const own = (target: string, typeOnly: boolean, file: string): boolean =>
      typeOnly || folderOf(file) === undefined || [undefined, folderOf(file)].includes(folderOf(target));
    expect(offending(below(`${CORE}/rules`), own)).toEqual([]);
  });
});

describe('front ends', () => {
  const viaIndex = (target: string): boolean =>
    !target.startsWith(`${CORE}/`) || target === `${CORE}/index.ts`;

  /** What the arguments and the help of the command line are made of, before the core is loaded. */
  const LIGHT = ['config/nearest.ts', 'report/options.ts', 'ruleMeta.ts'].map((file) => `${CORE}/${file}`);

  for (const folder of ['files', 'git', 'lsp', 'cli', 'mcp', 'action', 'node', 'browser']) {
    it(`${folder} knows core through its index alone`, () => {
      const allowed = (target: string): boolean =>
        viaIndex(target) || (folder === 'cli' && LIGHT.includes(target));
      expect(offending(below(`server/src/${folder}`), allowed)).toEqual([]);
    });
  }

  it('what the command line reads before the core is loaded stands by itself', () => {
    expect(offending(LIGHT, (_target, typeOnly) => typeOnly)).toEqual([]);
  });

  it('server and command line do not know each other, nor the client', () => {
    const apart = (other: string) => (target: string) =>
      !target.startsWith(`server/src/${other}/`) && !target.startsWith('client/');
    expect(offending(below('server/src/lsp'), apart('cli'))).toEqual([]);
    // `lockkeeper lsp` starts the server.
    const cli = below('server/src/cli').filter((file) => file !== 'server/src/cli/main.ts');
    expect(offending(cli, apart('lsp'))).toEqual([]);
    expect(offending(cli, apart('action'))).toEqual([]);
    expect(offending(below('server/src/action'), apart('lsp'))).toEqual([]);
  });

  it('the server for assistants stands on the command line, which does not know it', () => {
    expect(
      offending(below('server/src/mcp'), (target) => !/^(?:server\/src\/lsp|client)\//.test(target)),
    ).toEqual([]);
    const others = ['files', 'cli', 'lsp'].flatMap((folder) => below(`server/src/${folder}`));
    expect(offending(others, (target) => !/server\/src\/mcp\/|modelcontextprotocol/.test(target))).toEqual(
      [],
    );
  });

  it('the way to files knows neither of them', () => {
    const apart = (target: string) => !/^server\/src\/(?:lsp|cli|node|browser)\//.test(target);
    expect(offending(below('server/src/files'), apart)).toEqual([]);
  });

  it('git stands on the way to files and knows nothing else; what needs node is in a folder of its own', () => {
    const files = below('server/src/git');
    const apart = (target: string) => !/^server\/src\/(?!git\/|files\/)/.test(target);
    expect(offending(files, apart)).toEqual([]);
    const free = (target: string) => !target.startsWith('node:') && !/^server\/src\/\w+\/node\//.test(target);
    const shared = files.filter((file) => !file.startsWith('server/src/git/node/'));
    expect(offending(shared, free)).toEqual([]);
  });

  it('the language server is free of node, so that it runs in a worker', () => {
    const onNode = 'server/src/files/node/';
    const shared = below('server/src/files').filter((file) => !file.startsWith(onNode));
    const free = (target: string) => !target.startsWith('node:') && !target.startsWith(onNode);
    expect(offending([...below('server/src/lsp'), ...shared], free)).toEqual([]);
  });

  /**
   * One table of characters that mislead, and one test of what may be a flow, for the server and for the client by itself; the test
   * reads letters that are written by number.
   */
  const SHARED = [`${CORE}/text/shown.ts`, `${CORE}/flow/mayBeFlow.ts`, `${CORE}/json/plainLetters.ts`];

  it('the client takes nothing from the server but types of the protocol, how texts are shown, what may be a flow and the drawing of pictures', () => {
    const allowed = (target: string, typeOnly: boolean): boolean =>
      !target.startsWith('server/') ||
      (typeOnly && target === 'server/src/protocol.ts') ||
      SHARED.includes(target) ||
      target.startsWith(`${CORE}/graph/picture/`);
    expect(offending(below('client/src'), allowed)).toEqual([]);
    expect(offending(SHARED, (target) => SHARED.includes(target))).toEqual([]);
  });

  it('the client runs in a browser: node only below client/src/node', () => {
    const shared = below('client/src').filter((file) => !file.startsWith('client/src/node/'));
    expect(offending(shared, (target) => !target.startsWith('node:') && !target.endsWith('/node'))).toEqual(
      [],
    );
  });
});

describe('files', () => {
  const lines = (file: string): number => read(file).trimEnd().split('\n').length;

  it('entries only build an environment: under 40 lines', () => {
    const entries = [
      'client/src/node/extension.ts',
      'client/src/browser/extension.ts',
      'server/src/node/main.ts',
      'server/src/browser/main.ts',
      'server/src/action/main.ts',
    ];
    expect(entries.filter((file) => lines(file) >= 40)).toEqual([]);
  });

  /** Long because they list facts. */
  const TABLES: readonly string[] = [];

  it('are at most 350 lines long, tables apart', () => {
    const long = sources.filter((file) => lines(file) > 350 && !TABLES.includes(file));
    expect(long.map((file) => `${file}: ${lines(file)}`)).toEqual([]);
  });
});

describe('all modules', () => {
  it('import each other in no circle, types included', () => {
    expect(circles(sources).map((modules) => modules.sort().join(' '))).toEqual([]);
  });
});
