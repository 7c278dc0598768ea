import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ZipItem, type ZipOptions, zipOf } from '../../../../test/harness/zipWriter.ts';
import { Archive } from './archive.ts';
import { MAX_ENTRIES } from './limits.ts';
import { sourceOf } from './sources.ts';

const FLOW = 'Workflows/X.json';
const MB = 1_048_576;

/** What is told of an archive and its files: texts of files, or why they are not read. */
async function told(
  bytes: Uint8Array,
): Promise<{ problems: readonly string[]; files: Record<string, string> }> {
  const archive = await Archive.open(sourceOf(bytes));
  archive.verify(bytes);
  const files: [string, string][] = [];
  const folders = [''];
  for (const folder of folders)
    for (const { name, kind } of archive.names(folder)!) {
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder') folders.push(path);
      else
        files.push([
          path,
          await archive.read(path, sourceOf(bytes)).then(
            (content) => new TextDecoder().decode(content.subarray(0, 100)),
            (error: Error) => error.message,
          ),
        ]);
    }
  return { problems: archive.problems, files: Object.fromEntries(files) };
}

/** What is told of one entry beside one that is fine, which must stay readable. */
async function oneBad(bad: ZipItem): Promise<string | undefined> {
  const { problems, files } = await told(zipOf([bad, { name: 'fine.json', content: '{}' }]));
  expect(files['fine.json']).toBe('{}');
  return files[String(bad.name)] ?? problems[0];
}

const opened = (bytes: Uint8Array): Promise<string> =>
  Archive.open(sourceOf(bytes)).then(
    () => 'opened',
    (error: Error) => error.message,
  );

describe('an archive', () => {
  it.each<[string, ZipItem, ZipOptions]>([
    ['deflated', {} as ZipItem, {}],
    ['stored', { stored: true } as ZipItem, {}],
    ['with sizes behind the content', { streamed: true } as ZipItem, {}],
    ['with a comment', {} as ZipItem, { comment: 'PK made by hand' }],
    ['in the form of large ones', { large: true } as ZipItem, { large: true }],
  ])('is read: %s', async (_, item, options) => {
    const bytes = zipOf([{ ...item, name: FLOW, content: '{"ä":"漢"}' }], options);
    expect(await told(bytes)).toEqual({ problems: [], files: { [FLOW]: '{"ä":"漢"}' } });
  });

  it('may be empty, and names folders that no entry names', async () => {
    expect(await told(zipOf({}))).toEqual({ problems: [], files: {} });
    const bytes = zipOf([
      { name: 'a/' },
      { name: 'a/b/c.xml', content: '1' },
      { name: 'x/y.png', content: '2' },
    ]);
    expect(await told(bytes)).toEqual({ problems: [], files: { 'a/b/c.xml': '1' } });
  });

  it('names entries in UTF-8, said or not, and else in the code page of DOS', async () => {
    const names = [Buffer.from('ä b#%!.json'), Buffer.from([0x84, 0x2e, 0x78, 0x6d, 0x6c])];
    const bytes = zipOf(names.map((name) => ({ name, content: '1', flags: 0 })));
    expect(Object.keys((await told(bytes)).files)).toEqual(['ä b#%!.json', 'ä.xml']);
  });

  it('takes the separator of Windows, and parts that mean nothing', async () => {
    const bytes = zipOf({ 'Workflows\\X.json': '1', './a//b.json': '2' });
    expect((await told(bytes)).files).toEqual({ 'Workflows/X.json': '1', 'a/b.json': '2' });
  });

  it.each([
    ['../X.json', 'leads out of the archive'],
    ['a\\..\\..\\X.json', 'leads out of the archive'],
    ['/etc/X.json', 'is absolute'],
    ['\\\\server\\X.json', 'is absolute'],
    ['C:\\X.json', 'begins with a drive letter'],
    ['a\0.json', 'holds control characters'],
    ['a\u001b[31m.json', 'holds control characters'],
    [`${'x'.repeat(1001)}.json`, 'is longer than 1000 characters'],
  ])('refuses the name %j', async (name, reason) => {
    expect(await oneBad({ name, content: '{}' })).toBe(`the name of its entry "${name}" ${reason}`);
  });

  it('tells entries of which one would hide the other', async () => {
    const twice = await told(
      zipOf([
        { name: FLOW, content: '1' },
        { name: FLOW, content: '2' },
        { name: 'workflows/x.JSON', content: '3' },
        { name: 'a.json', content: '4' },
        { name: 'a.json/b.json', content: '5' },
      ]),
    );
    expect(twice.problems).toEqual([
      `it holds two entries "${FLOW}"`,
      `its entries "${FLOW}" and "workflows/x.JSON" differ in case alone`,
      'its entry "a.json" is a file and a folder',
    ]);
  });

  it('shows none of our own files', async () => {
    const own = ['lockkeeper.config.json', 'a/LockKeeper.Baseline.json', '.git/config.json'];
    const bytes = zipOf(Object.fromEntries([...own, 'b.json'].map((name) => [name, '{}'])));
    expect(await told(bytes)).toEqual({ problems: [], files: { 'b.json': '{}' } });
  });

  const zeros = deflateRawSync(Buffer.alloc(50 * MB));
  const SIZE = 'its content is damaged, or has another size than the archive says';
  it.each<[string, Partial<ZipItem>, string]>([
    ['an encrypted entry', { flags: 0x801 }, 'it is encrypted'],
    ['a strongly encrypted entry', { flags: 0x841 }, 'it is encrypted'],
    ['an unknown compression', { method: 14 }, 'it is compressed in a way that is not known (method 14)'],
    ['a link', { mode: 0o120777 }, 'it is a symbolic link, which is not followed in an archive'],
    ['a pipe', { mode: 0o010666 }, 'it is no regular file'],
    ['a wrong checksum', { crc: 1 }, 'its checksum is wrong: the content is damaged'],
    ['a content longer than promised', { data: zeros, size: 10 }, SIZE],
    ['a content shorter than promised', { size: 100 }, SIZE],
    ['a damaged content', { data: Buffer.from([7, 7, 7, 7]) }, SIZE],
    [
      'a stored entry of two sizes',
      { stored: true, size: 5 },
      'its two sizes differ although it is not compressed',
    ],
    ['another name in front of the content', { localName: 'Y.json' }, 'it has two names in the archive'],
    ['another size in front of the content', { localSize: 8 }, 'it has two sizes in the archive'],
    ['no header in front of the content', { offset: 3 }, 'its content is not in the archive'],
    ['an end behind that of the archive', { compressedSize: 9_999 }, 'its content is not in the archive'],
    ['a size beyond the limit', { size: 65 * MB }, 'it takes 65 MB unpacked; more than 64 MB are not read'],
    [
      'a bomb',
      { data: zeros, size: 50 * MB },
      'it takes 50 MB unpacked, which is more than 200 times what it takes in the archive',
    ],
  ])('tells %s, and reads the others', async (_, item, reason) => {
    const bad = { name: FLOW, content: '{"a":1}', ...item };
    const { problems, files } = await told(zipOf([{ name: 'fine.json', content: '{}' }, bad]));
    expect(problems).toEqual([]);
    expect(files[FLOW]).toBe(reason);
    expect(files['fine.json']).toBe('{}');
  });

  it('has no entries that share bytes', async () => {
    const content = 'x'.repeat(100);
    const items = ['a.json', 'b.json'].map((name) => ({ name, content, localName: 'a.json' }));
    const { files } = await told(zipOf([items[0]!, { ...items[1]!, offset: 0 }]));
    expect(files).toEqual({
      'a.json': 'it shares bytes with another entry',
      'b.json': 'it shares bytes with another entry',
    });
  });

  it('is not read at all where it is none, or not whole', async () => {
    const whole = zipOf({ [FLOW]: '{}' });
    const prefix = Buffer.from('MZ extracts itself');
    expect(await opened(new Uint8Array())).toBe('it is an empty file');
    expect(await opened(Buffer.from('<html>'))).toBe('it is no zip archive');
    expect(await opened(Buffer.from('version https://git-lfs.github.com/spec/v1\noid'))).toBe(
      'a pointer of Git LFS stands in its place: run "git lfs pull"',
    );
    for (const length of [4, 20, 60, whole.length - 1])
      expect(await opened(whole.subarray(0, length)), String(length)).toBe('the archive is cut off');
    const inFront = 'something stands in front of the archive, as in one that extracts itself';
    expect(await opened(zipOf({ [FLOW]: '{}' }, { prefix }))).toBe(inFront);
    expect(await opened(zipOf({ [FLOW]: '{}' }, { prefix, adjusted: true }))).toBe(inFront);
    expect(await opened(Buffer.concat([whole, whole]))).toBe(inFront);
    expect(await opened(zipOf({ [FLOW]: '{}' }, { count: 0 }))).toBe('it lists other entries than it counts');
    expect(await opened(zipOf({ [FLOW]: '{}' }, { count: 2 }))).toBe('its list of entries is damaged');
    expect(await opened(zipOf({ [FLOW]: '{}' }, { disk: 1 }))).toContain('split over several files');
  });

  it('says when it is too large to be read', async () => {
    const open = (items: readonly ZipItem[]) => Archive.open(sourceOf(zipOf(items)));
    const large = Array.from({ length: 9 }, (_, at) => ({ name: `${at}.json`, size: 60 * MB }));
    expect((await open(large)).tooLarge()).toBe(
      'its files take 540 MB unpacked; more than 500 MB are not read',
    );
    // What is never read may be as large as it wants.
    expect((await open([{ name: 'film.mp4', size: 900 * MB }])).tooLarge()).toBeUndefined();
    const many = Array.from({ length: MAX_ENTRIES + 1 }, (_, at) => ({ name: `${at}`, stored: true }));
    expect((await open(many)).tooLarge()).toBe('it holds 20001 entries; more than 20000 are not read');
  });

  it.each([
    ['solution.xml', true],
    ['src/Other/Customizations.xml', true],
    ['WORKFLOWS\\x.json', true],
    ['Microsoft.Flow/flows/1/definition.json', true],
    ['../Workflows/x.json', true],
    ['package.json', false],
    ['docs/Workflows/readme.md', false],
  ])('is of interest with %s: %s', async (name, expected) => {
    expect((await Archive.open(sourceOf(zipOf({ [name]: '' })))).isOfInterest).toBe(expected);
  });

  it('survives any damage of one byte', async () => {
    const whole = zipOf({ [FLOW]: '{"a":1}', 'b/solution.xml': '<a/>' }, { comment: 'c' });
    let differs = 0;
    for (let at = 0; at < whole.length; at++) {
      const bytes = whole.slice();
      bytes[at] = bytes[at]! ^ 0xff;
      const result = await told(bytes).catch((error: Error) => error.message);
      if (JSON.stringify(result) !== JSON.stringify(await told(whole))) differs++;
    }
    expect(differs).toBeGreaterThan(whole.length / 2);
  });
});
