import { expect, it } from 'vitest';
import { folderOf, parentOf } from './uris.ts';

it.each<[string, string | undefined]>([
  ['file:///home/flows', 'file:///home'],
  ['file:///home', 'file:///'],
  ['file:///', undefined],
  ['file:///c%3A/home/flows', 'file:///c%3A/home'],
  ['file:///c%3A/home', 'file:///c%3A'],
  ['file:///c%3A', undefined],
  ['file://server/share/flows', 'file://server/share'],
  ['file://server/share', undefined],
  ['vscode-vfs://github/contoso/flows/src', 'vscode-vfs://github/contoso/flows'],
  ['vscode-vfs://github/', undefined],
])('around %s is %s', (folder, parent) => {
  expect(parentOf(folder)).toBe(parent);
});

it.each([
  ['file:///home/flows/a.json', 'file:///home/flows'],
  ['file:///a.json', 'file:///'],
  ['file:///c%3A/a.json', 'file:///c%3A'],
  ['vscode-vfs://github/a.json', 'vscode-vfs://github/'],
  ['untitled:Untitled-1', ''],
])('%s is in %s', (key, folder) => {
  expect(folderOf(key)).toBe(folder);
});
