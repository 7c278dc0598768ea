import { expect, it } from 'vitest';
import { type Around, packedSolution, situationOf, unpackCommand } from './situation.ts';

/** An archive as far as its list of entries goes. */
const archive = (...names: string[]): Uint8Array =>
  new TextEncoder().encode(
    `PK\u0003\u0004${'x'.repeat(500_000)}${names.map((name) => `PK\u0001\u0002${name}`).join('')}`,
  );

function around(files: Record<string, Uint8Array | undefined>): Around<string> {
  const kinds = new Map([
    ['**/*.zip', /\.zip$/],
    [
      '**/{*.msapp,CanvasApps/*,Workflows/*.xaml,workflows/*.xaml}',
      /\.msapp$|CanvasApps\/|orkflows\/.*\.xaml$/,
    ],
  ]);
  return {
    find: async (glob, most) =>
      Object.keys(files)
        .filter((file) => kinds.get(glob)!.test(file))
        .slice(0, most),
    read: async (file) => files[file],
  };
}

it('tells a packed solution from other archives, and from files that cannot be read', async () => {
  const solution = archive('[Content_Types].xml', 'solution.xml', 'Workflows/a.json');
  const files = { 'logs.zip': archive('a.txt', 'resolution.xml'), 'large.zip': undefined };
  expect(await situationOf(around(files))).toBe('none');
  expect(await situationOf(around({ ...files, 'dist/Orders.zip': solution }))).toBe('packed');
  expect(await packedSolution(around({ ...files, 'dist/Orders.zip': solution }))).toBe('dist/Orders.zip');
});

it('knows folders with canvas apps or classic workflows alone', async () => {
  const none = new Uint8Array();
  expect(await situationOf(around({ 'CanvasApps/a_DocumentUri.msapp': none }))).toBe('other');
  expect(await situationOf(around({ 'Workflows/Old-1.xaml': none }))).toBe('other');
  expect(await situationOf(around({}))).toBe('none');
});

it('writes no name into a command that a shell would read as more', () => {
  expect(unpackCommand('dist/Orders_1_0 (2).zip')).toBe(
    'pac solution unpack --zipfile "dist/Orders_1_0 (2).zip" --folder "dist/Orders_1_0 (2)"',
  );
  for (const name of [
    'a"; rm -rf ~; ".zip',
    '$(id).zip',
    '`id`.zip',
    '%PATH%.zip',
    '--x.zip',
    'a/-b.zip',
    'a\nb.zip',
  ])
    expect(unpackCommand(name), name).toBe(
      'pac solution unpack --zipfile "SOLUTION.zip" --folder "SOLUTION"',
    );
});
