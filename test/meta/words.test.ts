// The project speaks of itself alone, and its documents point at what exists.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists, ownFiles, repoRoot } from './sources.ts';

const files = ownFiles();
const isText = (name: string): boolean => !/\.(?:png|jpe?g|gif|ico|zip|vsix|woff2?)$/i.test(name);
const contents = new Map(
  files.filter(isText).map((name) => [name, readFileSync(path.join(repoRoot, name), 'utf8')]),
);

/** Put together here, so that this file does not hold what it looks for. */
const join = (...parts: readonly string[]): string => parts.join('');
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a path of one machine',
    new RegExp(join('(?<![\\w.])/wo', 'rk/|/ho', 'me/\\w|/Us', 'ers/\\w|[A-Z]:\\\\Us', 'ers\\\\')),
  ],
  [
    'a package registry',
    new RegExp(join('regis', 'try\\.[a-z-]+\\.[a-z]|artifac', 'tory|nex', 'us\\.|ver', 'daccio'), 'i'),
  ],
  [
    'another helper at work',
    new RegExp(
      join('\\bcla', 'ude\\b|chat', 'gpt|\\bll', 'ms?\\b|\\bAI[- ]gen', 'erated|co-auth', 'ored-by'),
      'i',
    ),
  ],
];
/** Where such a word means something of the subject itself. */
const ALLOWED: readonly (readonly [file: RegExp, pattern: RegExp])[] = [
  // Home folders in texts about paths that users write.
  [/^server\/src\/.*\.test\.ts$/, /^\/home\/\w/],
];

describe('words', () => {
  it.each(FORBIDDEN)('no file names %s', (_, pattern) => {
    const found: string[] = [];
    for (const [name, text] of contents) {
      const match = pattern.exec(text);
      if (match === null) continue;
      if (ALLOWED.some(([file, word]) => file.test(name) && word.test(match[0]))) continue;
      const line = text.slice(0, match.index).split('\n').length;
      found.push(`${name}:${line}: ${match[0]}`);
    }
    expect(found).toEqual([]);
  });

  it('no work is left as a note in the sources', () => {
    const note = new RegExp(join('\\b(?:TO', 'DO|FIX', 'ME|X', 'XX)\\b(?!["\'`])'));
    const own = [...contents].filter(([name]) => /^(?:client|server|scripts)\/.*\.(?:ts|mjs)$/.test(name));
    expect(
      own.filter(([, text]) => new RegExp(`//.*${note.source}`).test(text)).map(([name]) => name),
    ).toEqual([]);
  });
});

describe('documents', () => {
  const documents = [...contents].filter(([name]) => name.endsWith('.md'));

  it('link to files that exist', () => {
    const broken = documents.flatMap(([name, text]) =>
      [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)|<img[^>]+src="([^"]+)"/g)]
        .map((match) => (match[1] ?? match[2])!)
        .filter((link) => !/^(?:https?:|mailto:|#|command:|vscode:)/.test(link))
        .map((link) => decodeURI(link.replace(/#.*$/, '')))
        .filter((link) => !exists(path.posix.join(path.posix.dirname(name), link)))
        .map((link) => `${name}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it('name folders and files of the project that exist', () => {
    const broken = documents
      .filter(([name]) => !name.includes('/'))
      .flatMap(([name, text]) =>
        [...text.matchAll(/`((?:client|server|test|scripts|schemas|snippets|samples)\/[\w./-]*)`/g)]
          .map((match) => match[1]!)
          .filter((file) => !exists(file))
          .map((file) => `${name}: ${file}`),
      );
    expect(broken).toEqual([]);
  });

  it('name commands that package.json has', () => {
    const { scripts } = JSON.parse(contents.get('package.json')!) as { scripts: Record<string, string> };
    const unknown = documents.flatMap(([name, text]) =>
      [...text.matchAll(/npm run ([a-z][\w:-]*)/g)]
        .filter((match) => !(match[1]! in scripts))
        .map((match) => `${name}: npm run ${match[1]}`),
    );
    expect(unknown).toEqual([]);
  });
});
