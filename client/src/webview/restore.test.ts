import { describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { fileInside, keptIn, shownIn } from './restore.ts';

/** As VS Code compares: by scheme, host and the beginning of the path. */
const folderOf = ({ scheme, authority, path }: URI): true | undefined =>
  (scheme === 'file' && authority === '' && path.startsWith('/repo/flows/')) || undefined;
const inside = (text: string): string | undefined =>
  fileInside(text, (one) => URI.parse(one, true), folderOf)?.toString();

describe('what a page kept', () => {
  it('is a text, and nothing else', () => {
    expect(shownIn({ shows: 'file:///repo/flows/a.json', kept: {} })).toBe('file:///repo/flows/a.json');
    for (const state of [undefined, null, 7, 'x', [], {}, { shows: {} }, { shows: ['x'] }, { uri: 'x' }])
      expect(shownIn(state)).toBeUndefined();
  });
});

describe('what its reader had chosen', () => {
  it('is an object, and nothing else', () => {
    expect(keptIn({ shows: 'x', kept: { repair: 'One' } })).toEqual({ repair: 'One' });
    for (const state of [undefined, null, 7, 'x', {}, { kept: null }, { kept: 'x' }, { repair: 'One' }])
      expect(keptIn(state)).toEqual({});
  });
});

describe('a file that comes back', () => {
  it('stands in a folder of the workspace', () => {
    const uri = 'file:///repo/flows/Workflows/a..b-%23.json';
    expect(inside(uri)).toBe(uri);
  });

  it.each([
    'file:///etc/passwd',
    'file://host/repo/flows/a.json',
    'file:///repo/flows/../../etc/passwd',
    'file:///repo/flows/%2e%2e/%2E%2E/etc/passwd',
    'file:///repo/flows/..%2f..%2fetc/passwd',
    'file:///repo/flows/..%5c..%5csecret.json',
    'file:///repo/flows/./a.json',
    'git:/repo/flows/a.json',
    'https://example.com/repo/flows/a.json',
    'command:workbench.action.quit',
    '/repo/flows/a.json',
    'no uri at all',
    '%',
    '',
  ])('%s does not', (uri) => {
    expect(inside(uri)).toBeUndefined();
  });
});
