// ThirdPartyNotices.txt against what esbuild says that it bundles.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build, type Metafile } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundles } from '../../scripts/bundles.mjs';
import { bundledPackages, noticesText, writeNotices } from '../../scripts/notices.mjs';
import { read, repoRoot } from '../meta/sources.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-notices-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Packages that the text tells of, as `name version`. */
const told = (text: string): string[] =>
  [...text.matchAll(/^-{80}\n(\S+ \S+) \([^()]+\)\n-{80}\n/gm)].map((match) => match[1]!);

const metafile = (...inputs: readonly string[]): Metafile => ({
  inputs: Object.fromEntries(inputs.map((input) => [input, { bytes: 1, imports: [] }])),
  outputs: {},
});

describe('the notices in the repository', () => {
  const notices = read('ThirdPartyNotices.txt').replaceAll('\r\n', '\n');
  /** Folders of packages, found without the code under test. */
  let folders: readonly string[];
  /** Folders of bundled data. */
  const data = new Set<string>();

  beforeAll(async () => {
    const found = new Set<string>();
    for (const bundle of bundles()) {
      const { metafile } = await build({ ...bundle, absWorkingDir: repoRoot, metafile: true, write: false });
      for (const input of Object.keys(metafile.inputs)) {
        if (/\.txt$/.test(input)) data.add(path.posix.dirname(input));
        const parts = input.split('/');
        const at = parts.lastIndexOf('node_modules') + 1;
        if (at > 0) found.add(parts.slice(0, at + (parts[at]!.startsWith('@') ? 2 : 1)).join('/'));
      }
    }
    folders = [...found];
  });

  it('tell of every bundled package in its version, and of no other', () => {
    const bundled = folders.map((one) => JSON.parse(read(`${one}/package.json`)));
    expect(bundled.length).toBeGreaterThan(10);
    // Data whose source is not named fails here.
    expect(data.size).toBeGreaterThan(0);
    bundled.push(...[...data].map((one) => JSON.parse(read(`${one}/source.json`))));
    const expected = new Set(bundled.map(({ name, version }) => `${name} ${version}`));
    expect(told(notices).sort()).toEqual([...expected].sort());
  });

  it('hold the licence text of each', () => {
    const files = ['LICENSE', 'LICENSE.md', 'License.txt'];
    const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
    const all = squeeze(notices);
    const without = [...folders, ...data].filter((one) => {
      const file = files.map((name) => path.join(repoRoot, one, name)).find((name) => existsSync(name));
      return file === undefined || !all.includes(squeeze(readFileSync(file, 'utf8')));
    });
    expect(without).toEqual([]);
  });

  it('hold no address to download a package from', () => {
    expect(notices).not.toMatch(/https?:\/\/\S+\.tgz|npmjs/);
  });
});

describe('the notices of a build', () => {
  const install = (at: string, manifest: unknown, files: Readonly<Record<string, string>>): void => {
    mkdirSync(path.join(folder, at), { recursive: true });
    writeFileSync(path.join(folder, at, 'package.json'), JSON.stringify(manifest));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, at, name), text);
  };
  const license = 'MIT';

  beforeAll(() => {
    install('node_modules/b', { name: 'b', version: '1.0.0', license }, { LICENSE: 'Text of b\r\n' });
    install(
      'node_modules/@a/a',
      { name: '@a/a', version: '2.0.0', license },
      { 'license.md': '\nText of a\n\n' },
    );
    install(
      'node_modules/@a/a/node_modules/b',
      { name: 'b', version: '0.9.0', license },
      { LICENCE: 'Older text' },
    );
    install(
      'node_modules/silent',
      { name: 'silent', version: '1.0.0', license },
      { 'README.md': 'No licence' },
    );
    mkdirSync(path.join(folder, 'src/data'), { recursive: true });
    const source = { name: 'd/data', version: '4f5e', license };
    writeFileSync(path.join(folder, 'src/data/source.json'), JSON.stringify(source));
    writeFileSync(path.join(folder, 'src/data/LICENSE'), 'Text of data');
    install('node_modules/vague', { name: 'vague', version: '1.0.0' }, { LICENSE: 'Some text' });
  });

  it('are sorted, tell each package once and each version apart, with line feeds alone', () => {
    const packages = bundledPackages(
      [
        metafile('node_modules/b/index.js', 'src/own.ts', 'node_modules/@a/a/node_modules/b/x/y.js'),
        metafile('node_modules/@a/a/main.js', 'node_modules/b/other.js'),
      ],
      folder,
    );
    const text = noticesText(packages);
    expect(told(text)).toEqual(['@a/a 2.0.0', 'b 0.9.0', 'b 1.0.0']);
    for (const part of ['\n\nText of a\n\n---', '\n\nOlder text\n\n---', '\n\nText of b\n'])
      expect(text).toContain(part);
    expect(text).not.toContain('\r');
  });

  it('tell of data made from the work of others', () => {
    const packages = bundledPackages([metafile('src/data/table.txt', 'src/own.ts')], folder);
    expect(told(noticesText(packages))).toEqual(['d/data 4f5e']);
    expect(noticesText(packages)).toContain('\n\nText of data\n');
  });

  it.each(['silent', 'vague'])('are refused for a package without a licence: %s', (name) => {
    expect(() => bundledPackages([metafile(`node_modules/${name}/index.js`)], folder)).toThrow(/licence/);
  });

  it('are not written again when they say the same', () => {
    const file = path.join(folder, 'ThirdPartyNotices.txt');
    writeNotices(file, 'one\ntwo\n');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
    // As a checkout with other line ends leaves it.
    writeFileSync(file, 'one\r\ntwo\r\n');
    utimesSync(file, 1000, 1000);
    writeNotices(file, 'one\ntwo\n');
    expect(statSync(file).mtimeMs).toBe(1_000_000);
    writeNotices(file, 'one\n');
    expect(readFileSync(file, 'utf8')).toBe('one\n');
  });
});
