// Every expression of real flows laid out over lines and back: byte by byte what it was, and after an edit all but the edit.
import { describe, expect, it } from 'vitest';
import { peekSaved, peekText } from '../../server/src/core/editor/peek/index.ts';
import { holesIn, type PeekForm, piecesOf } from '../../server/src/core/editor/peek/pieces.ts';
import { openDocument } from '../../server/src/core/flow/index.ts';
import { corpusFiles, hasCorpus, skipNote } from './load.ts';

/** A document with one more argument in its first call that has some, on a line of its own. */
function withArgument(text: string, form: PeekForm): string | undefined {
  const pieces = piecesOf(text.slice(0, -1), form);
  const at = pieces?.findIndex(({ kind }, index) => kind === 'open' && pieces[index + 2]?.kind !== 'close');
  if (pieces === undefined || at === undefined || at === -1) return undefined;
  const before = pieces.slice(0, at + 1).reduce((sum, { source }) => sum + source.length, 0);
  return `${text.slice(0, before)}\n -77,\n${text.slice(before)}`;
}

describe.skipIf(!hasCorpus)(`expressions in an editor of their own${skipNote}`, () => {
  it('come back as they were', () => {
    const wrong: string[] = [];
    let count = 0;
    let longest = 0;
    for (const file of corpusFiles()) {
      for (const flow of openDocument(file).flows) {
        const { tree } = flow;
        for (const { node, inKey, template } of flow.expressions) {
          if (inKey || template.kind === 'literal') continue;
          const source = tree.string(node);
          longest = Math.max(longest, source.length);
          for (const hole of [null, ...holesIn(source).keys()]) {
            count++;
            const place = { pointer: '', hole, source };
            const text = peekText(place)!;
            const crlf = text.replaceAll('\n', '\r\n');
            const back = peekSaved(tree, node, place, crlf);
            if (back?.kind !== 'edits' || back.edits.length > 0) wrong.push(`${file.name}: unchanged`);
            const edited = withArgument(text, hole === null ? 'whole' : 'hole');
            if (edited === undefined) continue;
            const after = peekSaved(tree, node, place, edited);
            // One argument more, and nothing else.
            const isOne = after?.kind === 'edits' && after.edits.length === 1;
            if (!isOne || !/^\s*-77,\s*$/.test(after.edits[0]!.newText)) wrong.push(`${file.name}: edited`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(1000);
    expect(longest).toBeGreaterThan(4000);
  }, 240_000);
});
