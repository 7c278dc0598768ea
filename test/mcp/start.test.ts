// How the server starts, and what it says where it may only speak the protocol.
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../cli/support/environment.ts';
import { LEAKY, pretty } from '../cli/support/flows.ts';
import { folderWith } from '../cli/support/folder.ts';
import { freshBundle } from '../harness/bundles.ts';

let cli: string;

beforeAll(async () => {
  await freshBundle('mcp.js');
  cli = await freshBundle('cli.js');
});

/** The built command with these lines as its input, which then ends. */
function spoken(args: readonly string[], cwd: string, lines: readonly unknown[], env = {}) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...process.env, ...env } });
    const out = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (data) => {
        out[name] += data;
        // All was answered: the input ends, and with it the server.
        if (name === 'stdout' && out.stdout.split('\n').length > answers(lines)) child.stdin.end();
      });
    child.once('close', (code) => resolve({ code, ...out }));
    for (const line of lines)
      child.stdin.write(typeof line === 'string' ? `${line}\n` : `${JSON.stringify(line)}\n`);
    if (answers(lines) === 0) child.stdin.end();
  });
}

const answers = (lines: readonly unknown[]): number =>
  lines.filter((one) => typeof one === 'object' && one !== null && 'id' in one).length;

const request = (id: number, method: string, params: unknown) => ({ jsonrpc: '2.0', id, method, params });
const INITIALIZE = request(1, 'initialize', {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'test', version: '1' },
});

describe('the built server', () => {
  it('answers initialize, says nothing but protocol, and ends with its input', async () => {
    const cwd = await folderWith({ 'flow.json': pretty(LEAKY), 'damaged.json': '{ "definition": ' });
    const { code, stdout, stderr } = await spoken(['mcp'], cwd, [
      INITIALIZE,
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      'no JSON at all',
      request(2, 'tools/call', { name: 'check_solution', arguments: { path: '.' } }),
      request(3, 'tools/call', { name: 'check_flow', arguments: { path: 'none.json' } }),
    ]);
    expect(code).toBe(0);
    const messages = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(messages.map((one) => one.id)).toEqual([1, 2, 3]);
    expect(messages[0].result).toMatchObject({
      protocolVersion: '2025-06-18',
      serverInfo: { name: 'lockkeeper' },
      capabilities: { tools: {}, resources: {} },
    });
    expect(messages[1].result.structuredContent.flows).toBe(1);
    expect(messages[2].result.isError).toBe(true);
    expect(stderr).toBe('The client sent what cannot be used: SyntaxError.\n');
  });

  it('refuses a root that is no folder, before it serves', async () => {
    const cwd = await folderWith({ 'a.json': '{}' });
    for (const [root, message] of [
      ['none', 'The root none does not exist.'],
      ['a.json', 'The root a.json is no folder.'],
    ] as const) {
      const { code, stdout, stderr } = await runInProcess(['mcp', '--root', root], { cwd });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(message);
    }
  });

  it('looks into the working directory, or into all folders that are named', async () => {
    const cwd = await folderWith({ 'a/x.json': '', 'b/x.json': '' });
    const usual = await runInProcess(['mcp'], { cwd });
    expect(usual.assistantsStarted?.map((one) => one.named)).toEqual([cwd]);
    const named = await runInProcess(['mcp', '--root', 'a', '--root=b'], { cwd });
    expect(named.assistantsStarted?.map((one) => one.named)).toEqual([join(cwd, 'a'), join(cwd, 'b')]);
    expect(named.code).toBeUndefined();
  });
});

describe('lockkeeper check', () => {
  it('loads nothing of the server for assistants', async () => {
    const cwd = await folderWith({ 'flow.json': pretty(LEAKY) });
    // Tells at the end which modules were loaded.
    const spy = join(cwd, 'spy.cjs');
    const list = join(cwd, 'loaded.txt');
    await writeFile(
      spy,
      `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, Object.keys(require.cache).join('\\n')));`,
    );
    const loaded = async (args: string[], lines: readonly unknown[]): Promise<string[]> => {
      await spoken(args, cwd, lines, { NODE_OPTIONS: `--require ${JSON.stringify(spy)}` });
      return (await readFile(list, 'utf8')).split('\n').map((path) => path.replace(/.*[/\\]/, ''));
    };
    const checked = await loaded(['check', 'flow.json'], []);
    expect(checked).toContain('core.js');
    expect(checked).not.toContain('mcp.js');
    expect(checked).not.toContain('pages.js');
    // Nor anything of the core, where a call needs none.
    for (const args of [['--version'], ['--help'], ['diff', '--help']])
      expect(await loaded(args, []), args.join(' ')).not.toContain('core.js');
    expect(await loaded(['mcp'], [INITIALIZE])).toContain('mcp.js');
  });
});
