// Packs the command line for npm as a release would, installs it where nothing else is, and runs it.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED } from '../../scripts/bundles.mjs';
import { offline } from '../ci/support/npm.ts';
import { packages } from '../ci/support/packed.ts';
import { untar } from './untar.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-npm-'));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
let tarball: string;

let files: Map<string, Buffer>;

beforeAll(() => {
  tarball = packages().tarball;
  files = untar(readFileSync(tarball));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package for npm', () => {
  it('holds what the command line needs, and nothing else', () => {
    expect([...files.keys()].sort()).toEqual(
      [
        'LICENSE',
        'README.md',
        'ThirdPartyNotices.txt',
        'package.json',
        'schemas/flow-owners.schema.json',
        'schemas/lockkeeper-config.schema.json',
        ...SHIPPED.npm.map((name) => `dist/${name}`),
      ]
        .map((name) => `package/${name}`)
        .sort(),
    );
    for (const [name, bytes] of files)
      if (name.endsWith('.js')) expect(bytes.includes('sourceMappingURL'), name).toBe(false);
    expect(readFileSync(tarball).length).toBeLessThanOrEqual(1_500_000);
  });

  it('has a manifest of its own: a program, no scripts, nothing to install with it', () => {
    const manifest = JSON.parse(files.get('package/package.json')!.toString('utf8'));
    expect(manifest).toMatchObject({
      name: 'lockkeeper',
      version,
      license: 'MIT',
      bin: { lockkeeper: 'dist/cli.js' },
      engines: { node: expect.stringMatching(/^>=20/) },
    });
    const allowed = [
      'name',
      'version',
      'description',
      'keywords',
      'license',
      'repository',
      'bin',
      'files',
      'engines',
    ];
    expect(Object.keys(manifest).filter((key) => !allowed.includes(key))).toEqual([]);
    expect(Object.keys(manifest.engines)).toEqual(['node']);
  });

  it('is the same, byte for byte, when it is packed again', () => {
    const out = path.join(folder, 'again');
    execFileSync(process.execPath, ['scripts/package.mjs', '--npm', `--out=${out}`], {
      cwd: root,
      stdio: 'pipe',
    });
    const hash = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(hash(path.join(out, path.basename(tarball)))).toBe(hash(tarball));
  });
});

describe('installed in an empty folder, without network', () => {
  const home = path.join(folder, 'home');
  /** The program without npx, which takes longer than it. */
  const installed = (...args: string[]) =>
    offline(path.join(home, 'node_modules/.bin/lockkeeper'), args, home);

  beforeAll(async () => {
    mkdirSync(home);
    writeFileSync(path.join(home, 'package.json'), '{ "private": true }');
    cpSync(path.join(root, 'samples/src'), path.join(home, 'src'), { recursive: true });
    const { code, said } = await offline('npm', ['install', '--no-audit', '--no-fund', tarball], home);
    expect(code, said).toBe(0);
  });

  it('checks flows by npx', async () => {
    const { code, said } = await offline(
      'npx',
      ['lockkeeper', 'check', 'src', '--rule', 'hardcoded-secret'],
      home,
    );
    expect(said).toContain('hardcoded-secret');
    expect(code, said).toBe(1);
    expect((await installed('check', 'src', '--fail-on', 'never')).code).toBe(0);
  });

  it('explains rules, whose pages it brings', async () => {
    const { code, said } = await installed('explain', 'hardcoded-secret');
    expect(said).toMatch(/^# hardcoded-secret\n/);
    expect(code).toBe(0);
  });

  it('starts the language server', async () => {
    const program = path.join(home, 'node_modules/lockkeeper/dist/cli.js');
    const server = spawn(process.execPath, [program, 'lsp', '--stdio'], { cwd: home });
    const params = { processId: null, rootUri: null, capabilities: {} };
    const request = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
    try {
      server.stdin.write(`Content-Length: ${request.length}\r\n\r\n${request}`);
      let said = '';
      for await (const chunk of server.stdout) {
        said += String(chunk);
        if (said.includes('"capabilities"')) break;
      }
      expect(said).toContain('"capabilities"');
    } finally {
      server.kill();
    }
  });
});
