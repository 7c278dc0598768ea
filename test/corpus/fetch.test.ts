// How the corpus is fetched, with repositories on this machine in place of the public ones.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const FLOW = '\uFEFF{\r\n  "properties": {}\r\n}\r\n';
let folder = '';
let commit = '';

/** Files with their texts by name; deflated, as exports are. */
function zipOf(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function fetchAt(at: string): { readonly status: number | null; readonly out: string; readonly err: string } {
  const list = path.join(folder, 'list.json');
  const url = `file://${path.join(folder, 'owner/flows')}`;
  writeFileSync(list, JSON.stringify({ repositories: [{ url, commit: at }] }));
  const args = ['scripts/corpus.mjs', '--list', list, '--into', path.join(folder, 'corpus')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

const filesIn = (below: string): string[] =>
  readdirSync(below, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(below, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();

describe('the corpus', () => {
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'corpus-'));
    const source = path.join(folder, 'owner/flows');
    mkdirSync(path.join(source, 'Workflows'), { recursive: true });
    const write = (name: string, bytes: string | Buffer): void =>
      writeFileSync(path.join(source, name), bytes);
    write('Workflows/Plain.json', FLOW);
    write('build.js', 'throw new Error()');
    const inner = zipOf({ 'Workflows/Inner.json': FLOW, 'picture.png': 'x' });
    write('solution.zip', zipOf({ 'solution.xml': '<x />', 'inner.zip': inner, '../../../out.json': 'out' }));
    write('damaged.zip', 'no archive');
    const git = (...args: string[]): string =>
      execFileSync(
        'git',
        ['-c', 'user.name=x', '-c', 'user.email=x@contoso.example', '-c', 'core.autocrlf=false', ...args],
        {
          cwd: source,
          encoding: 'utf8',
        },
      ).trim();
    git('init', '--quiet');
    git('config', 'uploadpack.allowFilter', 'true');
    git('add', '.');
    git('commit', '--quiet', '-m', 'x');
    commit = git('rev-parse', 'HEAD');
    write('Workflows/Plain.json', 'changed later');
    git('commit', '--quiet', '-am', 'y');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is fetched at its commit, data only, its archives unpacked, byte for byte', () => {
    expect(fetchAt(commit)).toMatchObject({ status: 0, err: '' });
    const fetched = path.join(folder, 'corpus');
    expect(filesIn(fetched)).toEqual([
      '.complete',
      'owner__flows/.commit',
      'owner__flows/Workflows/Plain.json',
      'owner__flows/solution.zip.unzipped/inner.zip.unzipped/Workflows/Inner.json',
      'owner__flows/solution.zip.unzipped/solution.xml',
    ]);
    for (const name of [
      'Workflows/Plain.json',
      'solution.zip.unzipped/inner.zip.unzipped/Workflows/Inner.json',
    ])
      expect(readFileSync(path.join(fetched, 'owner__flows', name), 'utf8')).toBe(FLOW);
    expect(existsSync(path.join(folder, 'out.json'))).toBe(false);
    expect(fetchAt(commit).out).not.toContain('Fetching');
  });

  it('is not there before all of it is', () => {
    const { status, err } = fetchAt('0'.repeat(40));
    expect(status).toBe(1);
    expect(err).toContain('Not fetched: file://');
    expect(filesIn(path.join(folder, 'corpus'))).toEqual([]);
    expect(fetchAt('main').err).toContain('is no repository with its commit');
  });
});

it('lists the repositories of the corpus, each with an address, a commit and a licence', () => {
  const { repositories } = JSON.parse(
    readFileSync(path.join(root, 'test/corpus/repositories.json'), 'utf8'),
  ) as { repositories: { url: string; commit: string; licence: string }[] };
  expect(repositories.length).toBeGreaterThan(5);
  for (const { url, commit: at, licence } of repositories) {
    expect(url).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
    expect(at).toMatch(/^[0-9a-f]{40}$/);
    expect(licence).toBe('MIT');
  }
});
