// Packs the extension as a release would and looks into the package.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED } from '../../scripts/bundles.mjs';
import { packedSample, SAMPLE } from '../../scripts/sample.mjs';
import { packages } from '../ci/support/packed.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-vsix-'));
let vsix: string;
let files: Map<string, Buffer>;

/** Files of a zip archive by name, read off its central directory. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const result = new Map<string, Buffer>();
  const end = archive.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const nameLength = archive.readUInt16LE(at + 28);
    const rest = archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    const local = archive.readUInt32LE(at + 42);
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(start, start + size);
    if (!name.endsWith('/')) result.set(name, method === 0 ? bytes : inflateRawSync(bytes));
    at += 46 + nameLength + rest;
  }
  return result;
}

beforeAll(() => {
  vsix = packages().vsix;
  files = unzip(readFileSync(vsix));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed extension', () => {
  it('holds its bundles, documents, texts, schemas, snippets and media, and nothing else', () => {
    const free = /^extension\/(schemas\/.+\.json|snippets\/.+|client\/media\/.+)$/;
    expect([...files.keys()].filter((name) => !free.test(name)).sort()).toEqual([
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/ThirdPartyNotices.txt',
      'extension/changelog.md',
      ...[...SHIPPED.extension, SAMPLE].map((name) => `extension/dist/${name}`).sort(),
      'extension/l10n/bundle.l10n.json',
      'extension/package.json',
      'extension/package.nls.json',
      'extension/readme.md',
    ]);
  });

  it('holds the sample solution, packed so that no scanner takes its planted secrets for real ones', () => {
    const packed = files.get(`extension/dist/${SAMPLE}`)!;
    expect(packed.equals(packedSample())).toBe(true);
    const texts = JSON.parse(gunzipSync(packed).toString('utf8')) as Record<string, string>;
    for (const name of ['README.md', 'src/Other/Solution.xml'])
      expect(texts[name]).toBe(readFileSync(path.join(root, 'samples', name), 'utf8'));
    expect(Object.keys(texts).filter((name) => name.startsWith('src/Workflows/')).length).toBeGreaterThan(10);
  });

  it('has every file its manifest points to', () => {
    const manifest = JSON.parse(files.get('extension/package.json')!.toString('utf8'));
    const named =
      JSON.stringify(manifest).match(/"\.?\/?(dist|schemas|snippets|client\/media)\/[^"]+"/g) ?? [];
    expect(named.length).toBeGreaterThan(2);
    const missing = named
      .map((one) => path.posix.normalize(`extension/${JSON.parse(one)}`))
      .filter((name) => !files.has(name));
    expect(missing).toEqual([]);
  });

  it('carries no build scripts, no source maps and at most 1.5 MB', () => {
    const manifest = JSON.parse(files.get('extension/package.json')!.toString('utf8'));
    expect(manifest).not.toHaveProperty('scripts');
    expect(manifest).not.toHaveProperty('devDependencies');
    for (const [name, bytes] of files)
      if (name.endsWith('.js')) expect(bytes.includes('sourceMappingURL'), name).toBe(false);
    expect(statSync(vsix).size).toBeLessThanOrEqual(1_500_000);
  });

  it('runs its command line tool with nothing but the servers beside it', () => {
    const target = path.join(folder, 'unpacked');
    mkdirSync(target);
    for (const name of ['cli.js', 'core.js', 'pages.js', 'server.js'])
      writeFileSync(path.join(target, name), files.get(`extension/dist/${name}`)!);
    const said = execFileSync(process.execPath, ['cli.js', '--help'], { cwd: target, encoding: 'utf8' });
    expect(said).toContain('lockkeeper');
    const rules = execFileSync(process.execPath, ['cli.js', 'rules'], { cwd: target, encoding: 'utf8' });
    expect(rules).toContain('hardcoded-secret');
    const page = execFileSync(process.execPath, ['cli.js', 'explain', 'signed-url'], { cwd: target });
    expect(page.toString('utf8')).toContain('When to ignore it');
  });

  it('has scripts of ASCII alone, which load faster, and the pages of the rules once', () => {
    const scripts = [...files].filter(([name]) => /^extension\/dist\/.+\.js$/.test(name));
    expect(scripts.length).toBeGreaterThan(5);
    const texts = scripts.map(([name, bytes]): [string, string] => [
      path.basename(name),
      bytes.toString('latin1'),
    ]);
    expect(texts.filter(([, text]) => /[^\0-\x7f]/.test(text)).map(([name]) => name)).toEqual([]);
    const heading = '## When to ignore it';
    expect(texts.filter(([, text]) => text.includes(heading)).map(([name]) => name)).toEqual(['pages.js']);
  });
});
