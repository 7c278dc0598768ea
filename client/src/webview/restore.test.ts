import { describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { fileInside, shownIn } from './restore.ts';

/** As VS Code compares: by scheme, host and the beginning of the path. */
const folderOf = ({ scheme, authority, path }: URI): true | undefined =>
  (scheme === 'file' && authority === '' && path.startsWith('/work/flows/')) || undefined;
const inside = (text: string): string | undefined =>
  fileInside(text, (one) => URI.parse(one, true), folderOf)?.toString();

describe('what a page kept', () => {
  it('is a text, and nothing else', () => {
    expect(shownIn({ shows: 'file:///work/flows/a.json', kept: {} })).toBe('file:///work/flows/a.json');
    for (const state of [undefined, null, 7, 'x', [], {}, { shows: {} }, { shows: ['x'] }, { uri: 'x' }])
      expect(shownIn(state)).toBeUndefined();
  });
});

describe('a file that comes back', () => {
  it('stands in a folder of the workspace', () => {
    const uri = 'file:///work/flows/Workflows/a..b-%23.json';
    expect(inside(uri)).toBe(uri);
  });

  it.each([
    'file:///etc/passwd',
    'file://host/work/flows/a.json',
    'file:///work/flows/../../etc/passwd',
    'file:///work/flows/%2e%2e/%2E%2E/etc/passwd',
    'file:///work/flows/..%2f..%2fetc/passwd',
    'file:///work/flows/..%5c..%5csecret.json',
    'file:///work/flows/./a.json',
    'git:/work/flows/a.json',
    'https://example.com/work/flows/a.json',
    'command:workbench.action.quit',
    '/work/flows/a.json',
    'no uri at all',
    '%',
    '',
  ])('%s does not', (uri) => {
    expect(inside(uri)).toBeUndefined();
  });
});
