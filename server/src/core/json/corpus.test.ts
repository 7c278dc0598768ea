import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { corpusFolder as corpus, hasCorpus, skipNote } from '../../../../test/corpus/folder.mjs';
import { parseJson } from './parse.ts';

describe('real files', () => {
  it.skipIf(!hasCorpus)(
    `every JSON file of the corpus has the value that JSON.parse gives it${skipNote}`,
    () => {
      let files = 0;
      for (const name of readdirSync(corpus, { recursive: true, encoding: 'utf8' })) {
        if (!/\.json$/i.test(name)) continue;
        const text = readFileSync(path.join(corpus, name), 'utf8');
        const tree = parseJson(text);
        let value: unknown;
        let valid = true;
        try {
          value = JSON.parse(text.replace(/^\uFEFF/, ''));
        } catch {
          valid = false;
        }
        expect(tree.problems.length === 0, name).toBe(valid);
        if (!valid) continue;
        expect(tree.duplicates, name).toEqual([]);
        expect(rebuild(tree, tree.root), name).toEqual(value);
        files++;
      }
      expect(files).toBeGreaterThan(400);
    },
  );
});

/** The value as the tree's own accessors tell it, not by another `JSON.parse`. */
function rebuild(tree: ReturnType<typeof parseJson>, node: number): unknown {
  if (tree.isObject(node))
    return Object.fromEntries(tree.children(node).map((child) => [tree.key(child), rebuild(tree, child)]));
  if (tree.isArray(node)) return tree.children(node).map((child) => rebuild(tree, child));
  return tree.isString(node) ? tree.string(node) : tree.toValue(node);
}
