import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInProcess } from '../../../test/cli/support/environment.ts';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { FAKES } from '../../../test/harness/fakes.ts';
import { linksFor } from './links.ts';

const terminal = { isTTY: true, columns: 80, write: () => undefined };
const cwd = process.platform === 'win32' ? 'C:\\work' : '/work';
const link = (env: Record<string, string>, output = terminal) => linksFor({ env, cwd }, output);
const KNOWN = { TERM: 'xterm-256color', TERM_PROGRAM: 'vscode' };

describe('links', () => {
  it('lead to files and pages of rules', () => {
    expect(link(KNOWN)('a b.json', { file: 'src/a b.json' })).toMatch(
      /^\u001b\]8;;file:\/\/\/.*work\/src\/a%20b\.json\u001b\\a b\.json\u001b\]8;;\u001b\\$/,
    );
    expect(link(KNOWN)('x', { rule: 'signed-url' })).toContain('/rules/signed-url');
  });

  it.each<Record<string, string>>([
    { TERM: 'xterm-256color' },
    { ...KNOWN, NO_COLOR: '1' },
    { ...KNOWN, CI: 'true' },
    { ...KNOWN, TERM: 'dumb' },
    { ...KNOWN, TMUX: '/tmp/tmux' },
    { TERM: 'xterm-256color', VTE_VERSION: '4602' },
    {},
  ])('are left out with %j', (env) => {
    expect(link(env)('x', { file: 'x' })).toBe('x');
  });

  it.each<Record<string, string>>([
    { TERM: 'xterm-256color', VTE_VERSION: '6003' },
    { TERM: 'xterm-kitty' },
    { WT_SESSION: '1' },
  ])('are shown with %j', (env) => {
    expect(link(env)('x', { file: 'x' })).not.toBe('x');
  });

  it('are left out where no terminal is', () => {
    expect(link(KNOWN, { ...terminal, isTTY: false })('x', { file: 'x' })).toBe('x');
  });

  it('hold nothing of a name that ends them or hides', () => {
    for (const file of [
      'a\u001b\\b',
      'a\u0007b',
      'a\u009cb',
      'a\nb',
      'a\u202eb',
      `${FAKES.githubToken}.json`,
      'a.zip/b.json',
    ]) {
      const shown = link(KNOWN)('text', { file });
      expect(shown, JSON.stringify(file)).toBe('text');
    }
    const plain = /^\u001b\]8;;[!-~]+\u001b\\text\u001b\]8;;\u001b\\$/;
    for (const file of ['é.json', 'a;b.json', 'a%1b.json', '漢字.json'])
      expect(link(KNOWN)('text', { file })).toMatch(plain);
  });
});

it('the report and the list of rules show them', async () => {
  const folder = await folderWith({ 'a.json': '{ "flow": 1, "leak": true }' });
  const shown = async (env: Record<string, string>, ...args: string[]): Promise<string> =>
    (await runInProcess(args, { cwd: folder, terminal: true, env })).stdout;
  const report = await shown(KNOWN, 'check', 'a.json');
  expect(report).toContain(encodeURI(join(folder, 'a.json').replaceAll('\\', '/')));
  expect(report).toContain('/rules/fake-leak');
  const rules = await shown(KNOWN, 'rules');
  expect(rules).toContain('/rules/fake-leak');
  const bare = (text: string): string => text.replace(/\u001b\]8;;[^\u001b]*\u001b\\/g, '');
  const without = { TERM: 'xterm-256color' };
  expect(bare(report)).toBe(await shown(without, 'check', 'a.json'));
  expect(bare(rules)).toBe(await shown(without, 'rules'));
});
