// Which files the server reads, and what it tells of those that it does not: links, encodings, sizes, pipes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import type { Status } from '../../server/src/protocol.ts';
import { codes, LspClient, type StartOptions, TempFolder } from '../harness/lspClient.ts';
import { unnamed } from '../harness/titles.ts';
import { flow, METADATA } from './fixtures.ts';
import { KEY, literalFlow, MANIFEST, ORDERS, writeSolution } from './solutionFixtures.ts';

const LEAK = 'secret-read-unsecured';
const UNREAD = 'unreadable-flow';
const ERROR = 1;
const CHANGED = 2;
const DELETED = 3;

let folder: TempFolder;
let elsewhere: TempFolder;
let client: LspClient;

beforeEach(() => {
  folder = new TempFolder();
  elsewhere = new TempFolder();
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
  elsewhere.dispose();
});

async function start(options: StartOptions = {}): Promise<Status> {
  client = await LspClient.start({ folders: [folder.uri], ...options });
  return client.request('lockkeeper/rescan', {});
}

const changed = (uri: string, type: number): Promise<void> =>
  client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
const shown = (uri: string): string[] => codes(client.shown(uri));
const message = (uri: string): string => String(client.shown(uri)[0]?.message ?? '');

function link(target: string, name: string): string {
  const file = path.join(folder.path, name);
  mkdirSync(path.dirname(file), { recursive: true });
  symlinkSync(target, file);
  return folder.uriOf(name);
}

function pipe(name: string): string {
  const file = path.join(folder.path, name);
  mkdirSync(path.dirname(file), { recursive: true });
  execFileSync('mkfifo', [file]);
  return folder.uriOf(name);
}

describe('the walk', () => {
  it('reads folders with a leading dot, and none of tools', async () => {
    const pipeline = folder.write('.pipeline/Workflows/Flow.json', flow());
    const left = ['.git', 'node_modules', '.VS', 'part/node_modules/x'].map((name) =>
      folder.write(`${name}/Workflows/Flow.json`, flow()),
    );
    const status = await start();
    expect(shown(pipeline)).toEqual([LEAK]);
    for (const uri of left) expect(shown(uri), uri).toEqual([]);
    expect(status).toMatchObject({ flows: 1, limitCount: 0 });
    const log = client.log.join('\n');
    for (const name of ['node_modules', '.VS', 'part/node_modules'])
      expect(log).toContain(`Skipped ${folder.uriOf(name)}: it belongs to a tool.`);
    // Every repository has a .git.
    expect(log).toContain('skipped 3 places.');
    await changed(left[1]!, CHANGED);
    await changed(pipeline, CHANGED);
    // Looked at in the editor and closed: left alone again.
    await client.open(left[1]!, flow());
    await client.current(left[1]!);
    await client.close(left[1]!);
    await client.diagnostics(left[1]!, (found) => found.length === 0);
    await client.request('lockkeeper/rescan', {});
    expect(shown(left[1]!)).toEqual([]);
  });

  it('follows no link that leads out, and tells of one at the place of a flow', async () => {
    elsewhere.write('Workflows/Flow.json', flow());
    const own = folder.write('src/Workflows/Own.json', flow());
    link('/', 'root');
    link(elsewhere.path, 'outside');
    const out = link(path.join(elsewhere.path, 'Workflows/Flow.json'), 'src/Workflows/Out.json');
    const nowhere = link('nowhere.json', 'src/Workflows/Nowhere.json');
    const loop = link(folder.path, 'src/circle');
    const alias = link(path.join(folder.path, 'src/Workflows/Own.json'), 'src/Workflows/Alias.json');
    const status = await start();
    expect(shown(own)).toEqual([LEAK]);
    expect(shown(alias)).toEqual([]);
    expect(shown(out)).toEqual([UNREAD]);
    expect(client.shown(out)[0]).toMatchObject({
      severity: ERROR,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    });
    expect(message(out)).toContain('it is a symbolic link that leads out of the folder');
    expect(shown(nowhere)).toEqual([UNREAD]);
    expect(message(nowhere)).toContain('it is a symbolic link that leads nowhere');
    expect(status).toMatchObject({ flows: 1, errors: 3, limitCount: 0 });
    expect(client.published.every(({ uri }) => uri.startsWith(folder.uri))).toBe(true);
    expect(client.published.some(({ uri }) => uri.startsWith(loop))).toBe(false);
    folder.delete('src/Workflows/Out.json');
    await changed(out, DELETED);
    await client.diagnostics(out, (found) => found.length === 0);
  });

  it('starts at a folder that is a link itself, and reads what links inside lead to', async () => {
    elsewhere.write('solution/hidden/Flow.json', flow());
    symlinkSync(path.join(elsewhere.path, 'solution'), path.join(folder.path, 'opened'));
    symlinkSync('hidden/Flow.json', path.join(elsewhere.path, 'solution/Alias.json'));
    const status = await start({ folders: [folder.uriOf('opened')] });
    expect(shown(folder.uriOf('opened/hidden/Flow.json'))).toEqual([LEAK]);
    expect(status).toMatchObject({ flows: 1, limitCount: 0 });
  });

  it('tells folders that cannot be read in the status', async () => {
    folder.write('Workflows/Flow.json', flow());
    const status = await start({ folders: [folder.uri, elsewhere.uriOf('gone')] });
    expect(status.limits).toEqual([
      { kind: 'unreadable', uri: elsewhere.uriOf('gone'), reason: 'it does not exist' },
    ]);
  });
});

describe('texts', () => {
  it.each([
    ['UTF-16 LE without mark', Buffer.from(flow(), 'utf16le')],
    ['UTF-16 LE with mark', Buffer.from(`\uFEFF${flow()}`, 'utf16le')],
    ['UTF-16 BE without mark', Buffer.from(flow(), 'utf16le').swap16()],
    ['UTF-16 BE with mark', Buffer.from(`\uFEFF${flow()}`, 'utf16le').swap16()],
  ])('are decoded: %s', async (_, bytes) => {
    const plain = folder.write('Workflows/Plain.json', flow());
    const uri = folder.write('Workflows/Flow.json', bytes);
    await start();
    expect(client.shown(uri)).toHaveLength(1);
    expect(client.shown(uri)[0]?.range).toEqual(client.shown(plain)[0]?.range);
  });

  it('that are none are told at the place of a flow: an error, until the file is mended', async () => {
    const files = {
      'Workflows/Nul.json': Buffer.from(flow().replace('Get_secret', 'Get\0secret')),
      'Workflows/Latin.json': Buffer.from(flow().replace('service', 'sérvice'), 'latin1'),
      'Workflows/Big.json': `${flow()}${' '.repeat(300_000)}`,
      // Declared by the metadata beside it, whose name differs in case.
      'elsewhere/Declared.json': Buffer.from('{}\0'),
    };
    folder.write('elsewhere/Declared.JSON.data.xml', METADATA);
    folder.write('elsewhere/Other.json', Buffer.from('{}\0'));
    for (const [name, content] of Object.entries(files)) folder.write(name, content);
    const status = await start({ settings: { maxFileSize: 0.2 } });
    const reasons = [
      'it holds NUL bytes and is no text',
      'it is not valid UTF-8',
      'it is too large (0.3 MB; the limit is 0.2 MB)',
      'it holds NUL bytes and is no text',
    ];
    Object.keys(files).forEach((name, index) => {
      expect(shown(folder.uriOf(name)), name).toEqual([UNREAD]);
      expect(message(folder.uriOf(name))).toContain(`This file was not checked: ${reasons[index]}.`);
    });
    expect(status).toMatchObject({ flows: 0, errors: 4, limitCount: 1 });
    expect(status.limits).toMatchObject([{ kind: 'unreadable', uri: folder.uriOf('elsewhere/Other.json') }]);
    const mended = folder.write('Workflows/Nul.json', flow());
    await changed(mended, CHANGED);
    await client.diagnostics(mended, (found) => codes(found).join() === LEAK);
    // Open, and still too large.
    const big = folder.uriOf('Workflows/Big.json');
    await client.open(big, files['Workflows/Big.json']);
    await client.current(big);
    expect(shown(big)).toEqual([UNREAD]);
    expect(await client.codeActions(big, client.rangeOf(big, 'Get_secret'))).toBeInstanceOf(Array);
  });

  it('that were not read are ignored, rated and left out as other findings are', async () => {
    const bytes = Buffer.from('{}\0');
    const rated = folder.write('a/Workflows/Flow.json', bytes);
    const ignored = folder.write('b/Workflows/Flow.json', bytes);
    const left = folder.write('c/Workflows/Flow.json', bytes);
    const known = folder.write('d/Workflows/Flow.json', bytes);
    const config = folder.write(
      'lockkeeper.config.json',
      JSON.stringify({
        rules: { [UNREAD]: 'warning' },
        exclude: ['c/**'],
        ignore: [{ rule: UNREAD, file: 'b/**', reason: 'a sample of damage' }],
      }),
    );
    await start();
    const finding = client.shown(known)[0] as unknown as { data: { fingerprint: string } };
    folder.write(
      'lockkeeper.baseline.json',
      JSON.stringify({
        version: 1,
        findings: [{ fingerprint: finding.data.fingerprint, rule: UNREAD, file: 'd/Workflows/Flow.json' }],
      }),
    );
    const status = await client.request<Status>('lockkeeper/rescan', {});
    expect(client.shown(rated).map((one) => one.severity)).toEqual([2]);
    expect(shown(ignored)).toEqual([]);
    expect(shown(left)).toEqual([]);
    expect(client.shown(known).map((one) => one.severity)).toEqual([4]);
    expect(status).toMatchObject({ errors: 0, warnings: 1 });
    expect(shown(config)).toEqual([]);
  });
});

describe('pipes', () => {
  it('in the place of flows, configs, baselines and policies hang nothing', async () => {
    const uri = folder.write('Workflows/Flow.json', flow());
    pipe('Workflows/Pipe.json');
    const config = folder.write('lockkeeper.config.json', '{ "policy": { "dlp": "dlp.json" } }');
    pipe('dlp.json');
    const baseline = pipe('lockkeeper.baseline.json');
    pipe('part/lockkeeper.config.json');
    const part = folder.write('part/Workflows/Flow.json', flow());
    const status = await start();
    expect(shown(uri)).toEqual([LEAK]);
    expect(shown(part)).toEqual([LEAK]);
    expect(message(config)).toContain('"dlp.json" cannot be read, so "dlp-policy" does not run');
    expect(message(config)).toContain('it is no regular file');
    expect(status.limits.map((limit) => limit.uri).sort()).toEqual(
      [folder.uriOf('dlp.json'), baseline, folder.uriOf('part/lockkeeper.config.json')].sort(),
    );
    expect(client.log.join('\n')).toContain(`${baseline} was not read: it is no regular file.`);
    // Named by a client all the same.
    await changed(folder.uriOf('Workflows/Pipe.json'), CHANGED);
    await client.diagnostics(folder.uriOf('Workflows/Pipe.json'), (found) => codes(found).join() === UNREAD);
  });
});

describe('configs', () => {
  const CONFIG = 'lockkeeper.config.json';
  const setting = (severity: string): string => JSON.stringify({ rules: { [LEAK]: severity } });
  const severities = (uri: string): unknown[] => client.shown(uri).map((one) => one.severity);
  const DLP = '{ "displayName": "P", "defaultConnectorsClassification": "Blocked", "connectorGroups": [] }';

  it('count for the files that they are nearest to, up to the topmost repository', async () => {
    folder.write('.git/HEAD', 'x');
    folder.write('open/.git', 'gitdir: ../elsewhere');
    folder.write(CONFIG, setting('hint'));
    const outer = folder.write('open/Workflows/Flow.json', flow());
    const inner = folder.write('open/part/deep/Workflows/Flow.json', flow());
    const config = folder.write(`open/part/${CONFIG}`, setting('info'));
    folder.write('open/part/deep/lockkeeper.baseline.json', '<<<<<<< damaged');
    await start({ folders: [folder.uriOf('open')] });
    expect(severities(outer)).toEqual([4]);
    expect(severities(inner)).toEqual([3]);
    expect(client.shown(folder.uriOf('open/part/deep/lockkeeper.baseline.json'))).toHaveLength(1);
    // Open text wins; typing counts at once.
    await client.open(config, setting('warning'));
    await client.diagnostics(inner, (found) => found[0]?.severity === 2);
    expect(severities(outer)).toEqual([4]);
    await client.change(config, '{ "colour": 1 }');
    await client.diagnostics(config, (found) => found.length === 1);
    await client.close(config);
    await client.diagnostics(inner, (found) => found[0]?.severity === 3);
    folder.delete(`open/part/${CONFIG}`);
    await changed(config, DELETED);
    await client.diagnostics(inner, (found) => found[0]?.severity === 4);
    await client.diagnostics(config, (found) => found.length === 0);
  });

  it('are judged one by one: what is unused in one of them', async () => {
    const entry = (file: string): object => ({ rule: LEAK, file, reason: 'a test' });
    const outer = folder.write(CONFIG, JSON.stringify({ ignore: [entry('Workflows/**'), entry('part/**')] }));
    const inner = folder.write(`part/${CONFIG}`, JSON.stringify({ ignore: [entry('Workflows/**')] }));
    folder.write('Workflows/Flow.json', flow());
    folder.write('part/Workflows/Flow.json', flow());
    const status = await start();
    expect(status).toMatchObject({ flows: 2, errors: 0 });
    await client.diagnostics(outer, (found) => codes(found).join() === 'ignore-unused');
    expect(client.shown(inner)).toEqual([]);
  });

  it('lead nowhere outside of the repository, unless the user says so', async () => {
    folder.write('repository/.git/HEAD', 'x');
    folder.write('dlp.json', DLP);
    const uri = folder.write('repository/Workflows/Flow.json', flow());
    const config = folder.write(`repository/${CONFIG}`, '{ "policy": { "dlp": "../dlp.json" } }');
    await start({ folders: [folder.uriOf('repository')] });
    expect(message(config)).toContain(
      '"../dlp.json" cannot be read, so "dlp-policy" does not run: it lies outside of the repository.',
    );
    expect(shown(uri)).not.toContain('dlp-policy');
    client.settings = { allowPathsOutsideRepository: true };
    await client.notify('workspace/didChangeConfiguration', { settings: null });
    await client.diagnostics(uri, (found) => codes(found).includes('dlp-policy'));
    await client.diagnostics(config, (found) => found.length === 0);
  });

  it('are not read through a link that leads out, nor are policies', async () => {
    elsewhere.write('config.json', setting('off'));
    elsewhere.write('dlp.json', DLP);
    const linked = link(path.join(elsewhere.path, 'config.json'), `part/${CONFIG}`);
    const part = folder.write('part/Workflows/Flow.json', flow());
    const config = folder.write(CONFIG, '{ "policy": { "dlp": "dlp.json" } }');
    link(path.join(elsewhere.path, 'dlp.json'), 'dlp.json');
    const status = await start();
    expect(shown(part)).toEqual([LEAK]);
    expect(message(config)).toContain('it is a symbolic link that leads out of the folder');
    expect(status.limits.map((limit) => limit.uri)).toContain(linked);
    expect(client.log.join('\n')).toContain(`${linked} was not read`);
  });
});

describe('repairs', () => {
  it('of the workspace leave out what is reached through a link', async () => {
    folder.write('real/Flow.txt', flow());
    const linked = link('../real/Flow.txt', 'Workflows/Linked.json');
    const own = folder.write('Workflows/Own.json', flow());
    const status = await start();
    expect(status.flows).toBe(2);
    const { edit, files } = await client.request<{
      edit: { documentChanges: TextDocumentEdit[] };
      files: number;
    }>('lockkeeper/fixWorkspace', {});
    expect(shown(linked)).toEqual([LEAK]);
    expect(files).toBe(1);
    expect(edit.documentChanges.map((change) => change.textDocument.uri)).toEqual([own]);
  });

  it('over several files name the one that is', async () => {
    writeSolution(folder);
    const manifest = path.join(folder.path, MANIFEST);
    const real = path.join(folder.path, 'manifest.txt');
    execFileSync('mv', [manifest, real]);
    symlinkSync(real, manifest);
    const uri = folder.uriOf(ORDERS);
    await start({ initializationOptions: { repairPreview: true } });
    await client.open(uri, literalFlow());
    await client.current(uri);
    const actions = await client.codeActions(uri, client.rangeOf(uri, KEY));
    const action = actions.find(
      (one) => unnamed(one.title) === 'Read from a new secret variable',
    ) as CodeAction;
    const [target] = action.command?.arguments ?? [];
    const result = await client.request<{ kind: string; reason?: string }>('lockkeeper/repair', target);
    expect(result).toEqual({
      kind: 'refused',
      reason:
        '"Solution.xml" is reached through a symbolic link, and Lockkeeper does not write through links.',
    });
  });
});
