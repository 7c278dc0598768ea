// `npm run test:desktop` says in plain words why it cannot run, and what to do. Programs that stand for VS Code say what it would.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { read, repoRoot } from './sources.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-desktop-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where nothing listens: what would be downloaded is refused, on any machine. */
const REFUSED = 'http://127.0.0.1:9';

function desktop(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['test/vscode/desktop.mjs', ...args], {
    cwd: repoRoot,
    encoding: 'utf8',
    env: {
      ...process.env,
      LOCKKEEPER_VSCODE: '',
      npm_config_proxy: REFUSED,
      npm_config_https_proxy: REFUSED,
      DISPLAY: ':0',
      ...env,
    },
  });
  return { status, stdout, stderr };
}

/** A program that says some lines and ends. */
function program(name: string, lines: readonly string[], code: number): string {
  const file = path.join(folder, name);
  const said = lines.map((line) => `echo '${line}'`).join('\n');
  writeFileSync(file, `#!/bin/sh\n${said}\nexit ${code}\n`, { mode: 0o755 });
  return file;
}
const told = (state: string): string => `@lockkeeper-test {"state":"${state}","title":"One","ms":1}`;

describe('npm run test:desktop', () => {
  it('is a command of its own, and no part of npm test', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> };
    expect(scripts['test:desktop']).toBe('node test/vscode/desktop.mjs');
    expect(read('scripts/test.mjs')).not.toContain('desktop');
  });

  it('says that VS Code could not be downloaded, and how to name one that is installed', () => {
    const { status, stderr } = desktop([]);
    expect(stderr).toMatch(
      /^VS Code could not be downloaded \(ECONNREFUSED\)\. Name a VS Code that is installed: /,
    );
    expect(stderr).toContain('npm run test:desktop -- --vscode=FILE, or LOCKKEEPER_VSCODE=FILE');
    expect(stderr.trim().split('\n').length).toBe(1);
    expect(status).toBe(1);
  });

  it('says that the program which is named is not there', () => {
    const gone = path.join(folder, 'gone');
    for (const result of [desktop([`--vscode=${gone}`]), desktop([], { LOCKKEEPER_VSCODE: gone })]) {
      expect(result.stderr).toContain(`There is no ${gone}. Name a VS Code`);
      expect(result.status).toBe(1);
    }
  });

  it.skipIf(process.platform !== 'linux')('says that a display is missing', () => {
    const { stderr } = desktop(['--vscode=/bin/true'], { DISPLAY: '', WAYLAND_DISPLAY: '' });
    expect(stderr).toMatch(/needs a display: run this below xvfb-run/);
  });

  it.skipIf(process.platform === 'win32')('counts what the suite reports, and fails where it does', () => {
    const good = desktop(['--no-build', `--vscode=${program('good', [told('passed'), told('skipped')], 0)}`]);
    expect(good.stdout).toMatch(/\+ One \(1 ms\)\n.*- One \(1 ms\)\n1 passed, 0 failed, 1 skipped\n/);
    expect(good.status, good.stderr).toBe(0);
    const bad = desktop(['--no-build', `--vscode=${program('bad', [told('passed'), told('failed')], 1)}`]);
    expect(bad.stdout).toContain('1 passed, 1 failed, 0 skipped');
    expect(bad.status).toBe(1);
    const none = desktop(['--no-build', `--vscode=${program('none', ['a word'], 0)}`]);
    expect(none.stderr).toContain('VS Code ended with code 0 before any test ran.');
    expect(none.status).toBe(1);
  });
});
