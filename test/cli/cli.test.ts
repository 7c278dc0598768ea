import { spawn } from 'node:child_process';
import { chmod, copyFile, mkdir, open, readFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshBundle } from '../harness/bundles.ts';
import { CLEAN, HARDCODED, LEAKY, PLANTED_KEY, pretty } from './support/flows.ts';
import { folderWith } from './support/folder.ts';
import { sarifProblems } from './support/sarifSchema.ts';
import { CLI, builtLockkeeper as lockkeeper, lockkeeper as lockkeeperHere, ROOT } from './support/spawn.ts';

// The built bundle in processes of its own, once for each thing that only a process shows (exit codes, streams, what the bundle
// holds); all else runs in this process, with the real rules.

interface JsonReport {
  version: number;
  tool: { name: string; version: string };
  files: number;
  flows: number;
  findings: {
    ruleId: string;
    severity: string;
    file: string;
    pointer: string;
    range: { start: { line: number; character: number }; end: { line: number; character: number } };
    related: { file: string; pointer: string; range: object; message: string }[];
    fingerprint: string;
    fix: string | null;
    docs: string;
  }[];
  problems: { file: string; message: string }[];
}

const NAME = 'Workflows/Bestellung prüfen 漢字-0A1B2C3D-1111-2222-3333-444455556666.json';

async function report(cwd: string, ...args: string[]): Promise<JsonReport> {
  const { stdout, stderr } = await lockkeeperHere(['check', '--format', 'json', ...args], cwd);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as JsonReport;
}

/** Text of a file under a 0-based range. */
function under(text: string, { start, end }: JsonReport['findings'][number]['range']): string {
  const lines = text.split('\n');
  expect(start.line).toBe(end.line);
  return lines[start.line]!.slice(start.character, end.character);
}

beforeAll(async () => {
  await freshBundle('cli.js');
});

describe('exit codes', () => {
  it('0: nothing at or above --fail-on', async () => {
    const cwd = await folderWith({ 'a.json': pretty(CLEAN) });
    expect(await lockkeeper(['check'], cwd)).toEqual({
      code: 0,
      stdout: 'Nothing found in 1 flow\n',
      stderr: '',
    });
    const leaky = await folderWith({ 'a.json': pretty(LEAKY) });
    expect((await lockkeeperHere(['check', '--fail-on', 'never'], leaky)).code).toBe(0);
  });

  it('1: something', async () => {
    const cwd = await folderWith({ 'a.json': pretty(LEAKY) });
    expect((await lockkeeper(['check'], cwd)).code).toBe(1);
    expect((await lockkeeperHere(['check', '--fail-on', 'warning', 'a.json'], cwd)).code).toBe(1);
  });

  it('2: wrong call or config', async () => {
    const cwd = await folderWith({
      'a.json': pretty(LEAKY),
      'bad.json': '{\n  "rulez": {},\n  "rules": { "secret-read-unsecure": "off" }\n}',
    });
    expect(await lockkeeper(['check', '--config', 'bad.json'], cwd)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'bad.json:2:3: "rulez" is not a setting. Did you mean "rules"?\n' +
        'bad.json:3:14: There is no rule "secret-read-unsecure". Did you mean "secret-read-unsecured"?\n',
    });
    expect((await lockkeeperHere(['check', 'missing'], cwd)).stderr).toBe('missing does not exist.\n');
    for (const args of [[], ['chek'], ['check', '--wrong'], ['explain', 'nothing'], ['check', 'missing']])
      expect((await lockkeeperHere(args, cwd)).code).toBe(2);
  });

  it('3: no flow found', async () => {
    const cwd = await folderWith({ 'package.json': '{}', 'x/readme.txt': '' });
    const { code, stderr } = await lockkeeper(['check'], cwd);
    expect({ code, stderr }).toEqual({ code: 3, stderr: 'No flow was found in . (1 JSON file read).\n' });
    expect((await lockkeeperHere(['fix', 'x'], cwd)).code).toBe(3);
  });

  it('4: internal error', async () => {
    // Beside it a server that does not start.
    const core = JSON.stringify(join(ROOT, 'dist/core.js'));
    const cwd = await folderWith({
      'server.js': `exports.startOnNode = () => { throw new Error('planted'); };`,
      'core.js': `module.exports = require(${core});`,
    });
    await copyFile(CLI, join(cwd, 'cli.js'));
    const { code, stderr } = await lockkeeper(['lsp', '--stdio'], cwd, { cli: join(cwd, 'cli.js') });
    expect(code).toBe(4);
    expect(stderr).toMatch(/^Internal error, a defect of Lockkeeper: Error\. Set LOCKKEEPER_DEBUG=1/);
  });
});

describe('check', () => {
  it('writes the JSON report with exactly the documented keys', async () => {
    const cwd = await folderWith({ [NAME]: pretty(LEAKY) });
    const { stdout } = await lockkeeper(['check', '--format', 'json'], cwd);
    const json = JSON.parse(stdout) as JsonReport;
    expect(Object.keys(json)).toEqual([
      'version',
      'tool',
      'files',
      'flows',
      'configs',
      'skipped',
      'findings',
      'ignored',
      'problems',
    ]);
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(json.tool).toEqual({ name: 'lockkeeper', version });
    const finding = json.findings.find((one) => one.ruleId === 'secret-read-unsecured')!;
    expect(Object.keys(finding)).toEqual([
      'ruleId',
      'category',
      'severity',
      'confidence',
      'message',
      'hint',
      'file',
      'pointer',
      'range',
      'related',
      'fingerprint',
      'fix',
      'docs',
    ]);
    expect(finding).toMatchObject({
      category: 'exposure',
      severity: 'error',
      file: NAME,
      pointer: expect.stringMatching(/^\/properties\/definition\/actions\/Get_secret/) as string,
      fix: 'safe',
      docs: 'vscode://lockkeeper.lockkeeper/rules/secret-read-unsecured',
    });
  });

  it.each<[string, string]>([
    ['indented', pretty(HARDCODED)],
    ['CRLF', pretty(HARDCODED, '\r\n')],
    ['a byte order mark', `\uFEFF${pretty(HARDCODED)}`],
    ['one line', JSON.stringify(HARDCODED)],
    ['one line with a byte order mark', `\uFEFF${JSON.stringify(HARDCODED)}`],
  ])('gives exact positions: %s', async (_, text) => {
    const cwd = await folderWith({ 'a.json': text });
    const { findings } = await report(cwd, '--rule', 'hardcoded-secret');
    const marked = findings.map((finding) => under(text, finding.range).replaceAll('"', ''));
    // In the header, and inside JSON that is written as text with escaped quotes.
    expect(marked).toEqual([PLANTED_KEY, PLANTED_KEY]);
  });

  it('shows no secret in any format', async () => {
    const cwd = await folderWith({ 'a.json': pretty(HARDCODED) });
    for (const format of ['text', 'json', 'sarif']) {
      const { stdout, stderr } = await lockkeeperHere(
        ['check', '--format', format, '--profile', 'pedantic'],
        cwd,
      );
      expect(stdout).toContain('hardcoded-secret');
      expect(stdout + stderr).not.toContain(PLANTED_KEY);
    }
  });

  it('writes valid SARIF with regions that hit', async () => {
    const cwd = await folderWith({
      [NAME]: pretty(LEAKY),
      'b.json': pretty(HARDCODED),
      'c.json': '{"definition',
    });
    const { stdout } = await lockkeeperHere(['check', '--format', 'sarif'], cwd);
    const log = JSON.parse(stdout) as import('sarif').Log;
    expect(sarifProblems(log)).toEqual([]);
    const run = log.runs[0]!;
    for (const result of run.results!) {
      expect(run.tool.driver.rules![result.ruleIndex!]!.id).toBe(result.ruleId);
      const { artifactLocation, region } = result.locations![0]!.physicalLocation!;
      const text = await readFile(join(cwd, decodeURIComponent(artifactLocation!.uri!)), 'utf8');
      const lines = text.split('\n');
      const offset = (line: number, column: number) =>
        lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
      expect(offset(region!.startLine!, region!.startColumn!)).toBe(region!.charOffset);
      expect(offset(region!.endLine!, region!.endColumn!)).toBe(region!.charOffset! + region!.charLength!);
    }
    const fixes = run.results!.find((result) => result.ruleId === 'secret-read-unsecured')!.fixes!;
    const inserted = fixes[0]!.artifactChanges[0]!.replacements.map((one) => one.insertedContent?.text);
    expect(inserted.join('')).toContain('secureData');
  });

  it('writes to a file what it would have printed', async () => {
    const cwd = await folderWith({ [NAME]: pretty(LEAKY) });
    const printed = await lockkeeperHere(['check', 'Workflows'], cwd);
    const env = { FORCE_COLOR: '1' };
    const written = await lockkeeper(['check', 'Workflows', '--output', 'out.txt'], cwd, { env });
    expect(written).toMatchObject({ code: 1, stdout: '' });
    expect(written.stderr).toMatch(/^Wrote \d+ findings? in 1 flow to out\.txt\.\n$/);
    expect(await readFile(join(cwd, 'out.txt'), 'utf8')).toBe(printed.stdout);
    expect((await lockkeeper(['check'], cwd, { env })).stdout).toContain('\u001b[');
  });

  it.skipIf(process.platform === 'win32')('ends quietly when the reader goes away', async () => {
    const files = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`${n}.json`, pretty(LEAKY)]));
    const cwd = await folderWith(files);
    const command = `"${process.execPath}" "${CLI}" check --format json | head -c 10`;
    const child = spawn('sh', ['-c', command], { cwd });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.stdout.resume();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('bad input', () => {
  it('reports each and loses nothing', async () => {
    const cwd = await folderWith({
      'binary.json': new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]),
      'broken.json': pretty(LEAKY).slice(0, 900),
      'good.json': pretty(LEAKY),
      'utf16.json': Buffer.from(`\uFEFF${pretty(LEAKY)}`, 'utf16le'),
      'sub/good.json': pretty(LEAKY),
    });
    const big = await open(join(cwd, 'big.json'), 'w');
    await big.truncate(50 * 1_048_576);
    await big.close();
    await symlink('..', join(cwd, 'sub/loop'));
    await symlink('nowhere', join(cwd, 'dangling.json'));
    const json = await report(cwd);
    expect(json.problems).toEqual([
      {
        file: 'big.json',
        message: 'This file cannot be read: it is too large (50 MB; the limit is 20 MB).',
      },
      {
        file: 'binary.json',
        message: 'This file cannot be read: it holds NUL bytes and is no text.',
      },
      { file: 'dangling.json', message: 'This symbolic link leads nowhere.' },
    ]);
    const files = [...new Set(json.findings.map((finding) => finding.file))];
    expect(files).toEqual(expect.arrayContaining(['good.json', 'sub/good.json', 'utf16.json']));
    expect(json.findings.some((one) => one.file === 'broken.json' && one.ruleId === 'invalid-json')).toBe(
      true,
    );
  });

  it.skipIf(process.getuid?.() === 0)(
    'reports unreadable files and folders (needs a user other than root)',
    async () => {
      const cwd = await folderWith({
        'a.json': pretty(LEAKY),
        'b.json': pretty(LEAKY),
        'c/d.json': pretty(LEAKY),
      });
      await chmod(join(cwd, 'a.json'), 0);
      await chmod(join(cwd, 'c'), 0);
      const json = await report(cwd);
      await chmod(join(cwd, 'c'), 0o755);
      expect(json.problems.map((problem) => problem.file)).toEqual(['a.json', 'c']);
      expect(json.findings.map((finding) => finding.file)).toContain('b.json');
    },
  );

  it('takes JSON that is nested without end', async () => {
    const deep = `{"definition":{"triggers":${'{"a":['.repeat(100_000)}`;
    const cwd = await folderWith({ 'deep.json': deep, 'good.json': pretty(LEAKY) });
    const json = await report(cwd);
    expect(json.problems).toEqual([]);
    expect(json.findings.map((finding) => finding.file)).toContain('good.json');
  });
});

describe('fix', () => {
  it.each<[string, string]>([
    ['LF', pretty(LEAKY)],
    ['CRLF and a byte order mark', `\uFEFF${pretty(LEAKY, '\r\n')}`],
    ['one line', JSON.stringify(LEAKY)],
  ])('repairs once, in the style of the file: %s', async (_, text) => {
    const cwd = await folderWith({ [NAME]: text, 'clean.json': pretty(CLEAN) });
    const path = join(cwd, NAME);
    const before = await stat(join(cwd, 'clean.json'));
    const dry = await lockkeeperHere(['fix', '--dry-run', '.'], cwd);
    expect(dry.stdout).toContain(`--- a/${NAME}\n+++ b/${NAME}\n@@ `);
    expect(await readFile(path, 'utf8')).toBe(text);
    const done = await lockkeeperHere(['fix'], cwd);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain(`${NAME}: `);
    const repaired = await readFile(path, 'utf8');
    expect(repaired).toContain('secureData');
    expect(repaired.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
    expect(repaired.split('\r\n').length === repaired.split('\n').length).toBe(
      text.split('\r\n').length === text.split('\n').length,
    );
    expect(JSON.parse(repaired.replace('\uFEFF', ''))).toBeTypeOf('object');
    expect((await report(cwd)).findings.filter((one) => one.fix === 'safe')).toEqual([]);
    expect((await lockkeeperHere(['fix'], cwd)).stdout).toMatch(/^Nothing to repair\./);
    expect(await readFile(path, 'utf8')).toBe(repaired);
    expect((await stat(join(cwd, 'clean.json'))).mtimeMs).toBe(before.mtimeMs);
  });

  it('keeps to the rules of --rule', async () => {
    const cwd = await folderWith({ 'a.json': pretty(LEAKY) });
    const { stdout, code } = await lockkeeper(['fix', '--rule', 'secret-in-trigger'], cwd);
    expect({ stdout, code }).toEqual({ stdout: 'Nothing to repair.\n', code: 0 });
    expect(await readFile(join(cwd, 'a.json'), 'utf8')).toBe(pretty(LEAKY));
  });
});

describe('the small commands', () => {
  it('lists and explains every rule', async () => {
    const cwd = await folderWith({});
    const { stdout } = await lockkeeperHere(['rules', '--format', 'json'], cwd);
    const { rules } = JSON.parse(stdout) as { rules: { id: string }[] };
    expect(rules.length).toBeGreaterThan(5);
    const text = await lockkeeperHere(['rules'], cwd);
    for (const { id } of rules) expect(text.stdout).toContain(`  ${id} `);
    const page = await lockkeeper(['explain', 'secret-read-unsecured'], cwd);
    expect(page).toMatchObject({ code: 0, stderr: '' });
    expect(page.stdout).toMatch(/^# /);
    expect(page.stdout).toContain('```json');
  });

  it('starts the language server', async () => {
    await freshBundle('server.js');
    const cwd = await folderWith({});
    await mkdir(join(cwd, 'sub'));
    const child = spawn(process.execPath, [CLI, 'lsp', '--stdio'], { cwd });
    const send = (message: object) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...message });
      child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    let output = '';
    const answered = new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (data) => {
        output += data;
        if (output.includes('"capabilities"')) resolve();
      });
      child.on('close', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    await answered;
    child.kill();
    expect(output).toContain('"textDocumentSync"');
  });
});
