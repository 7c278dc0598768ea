import { describe, expect, it } from 'vitest';
import { compileGlobs } from '../config/files.ts';
import { namesInArchive, pathInArchive, shownInArchive } from './archivePath.ts';

describe('a path in an archive', () => {
  it.each([
    ['a.zip!/Workflows/X.json', 'a.zip!Workflows/X.json'],
    ['p/A.ZIP!/q/b.zip!/X!.json', 'p/A.ZIP!q/b.zip!X!.json'],
    ['a b#%ä.zip!/c d#%ä!.json', 'a b#%ä.zip!c d#%ä!.json'],
    ['a!/b.json', 'a!/b.json'],
    ['a.zip', 'a.zip'],
  ])('%s is shown as %s, and found by that', (path, shown) => {
    expect(shownInArchive(path)).toBe(shown);
    expect(pathInArchive(shown)).toBe(path);
    expect(pathInArchive(path)).toBe(path);
  });

  it('of the inside itself is the archive', () => {
    expect(shownInArchive('a.zip!')).toBe('a.zip');
    expect(shownInArchive('a.zip!/b.zip!')).toBe('a.zip!b.zip');
  });

  it('is meant by globs in every way to write it, and by those of the archive', () => {
    const path = 'old/a.zip!/b.zip!/Workflows/X.json';
    expect(namesInArchive('old/a.json')).toEqual(['old/a.json']);
    const globs = [
      'old/**',
      'old/a.zip',
      '**/*.zip',
      '**/Workflows/*.json',
      'old/a.zip!b.zip!Workflows/X.json',
      'old/a.zip!b.zip',
      'old/a.zip!/b.zip!/Workflows/*',
    ];
    for (const glob of globs)
      for (const written of [path, shownInArchive(path)])
        expect(compileGlobs([glob])!(written), `${glob} ${written}`).toBe(true);
    for (const glob of ['a.zip', 'old/b.zip', 'Workflows/*.json', 'old/*.json'])
      expect(compileGlobs([glob])!(path), glob).toBe(false);
  });
});
