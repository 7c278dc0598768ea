import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EditedText } from './composeEdits.ts';
import { hashText } from './hash.ts';
import { touches } from './span.ts';
import { applyEdits, overlaps, sortEdits, type TextEdit } from './textEdit.ts';

const edit = (start: number, end: number, newText: string): TextEdit => ({ span: { start, end }, newText });

/** Edits that do not touch each other, for a text of this length, in any order. */
function editsFor(length: number, cuts: readonly number[], texts: readonly string[]): TextEdit[] {
  const places = [...new Set(cuts.map((cut) => cut % (length + 1)))].sort((a, b) => a - b);
  const edits: TextEdit[] = [];
  for (let index = 0; index + 1 < places.length; index += 2) {
    edits.push(edit(places[index]!, places[index + 1]!, texts[index % Math.max(1, texts.length)] ?? ''));
  }
  return edits.reverse();
}

const round = fc.tuple(
  fc.array(fc.nat({ max: 200 }), { maxLength: 8 }),
  fc.array(fc.string({ maxLength: 4 }), { maxLength: 4 }),
);

describe('applyEdits', () => {
  it('replaces, inserts and removes, in any order of the edits', () => {
    expect(applyEdits('abcdef', [edit(4, 5, ''), edit(0, 0, '>'), edit(1, 3, 'XYZ')])).toBe('>aXYZdf');
    expect(applyEdits('abc', [])).toBe('abc');
    expect(applyEdits('abc', [edit(3, 3, '!')])).toBe('abc!');
  });

  it('refuses what would damage the text', () => {
    expect(() => applyEdits('abc', [edit(0, 2, ''), edit(1, 3, '')])).toThrow(RangeError);
    expect(() => applyEdits('abc', [edit(2, 4, '')])).toThrow(RangeError);
  });

  it('keeps everything outside the edits', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), round, (text, [cuts, texts]) => {
        const edits = sortEdits(editsFor(text.length, cuts, texts));
        let expected = '';
        let at = 0;
        for (const { span, newText } of edits) {
          expected += text.slice(at, span.start) + newText;
          at = span.end;
        }
        expect(applyEdits(text, edits)).toBe(expected + text.slice(at));
      }),
    );
  });
});

describe('overlaps', () => {
  it.each([
    [edit(0, 2, ''), edit(1, 3, ''), true],
    [edit(0, 2, ''), edit(2, 3, ''), false],
    [edit(2, 2, 'a'), edit(2, 2, 'b'), true],
    [edit(0, 4, ''), edit(2, 2, 'b'), true],
    [edit(0, 2, ''), edit(2, 2, 'b'), false],
  ])('%j %j', (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });

  it('edits that do not overlap can be applied together', () => {
    const any = fc
      .tuple(fc.nat({ max: 10 }), fc.nat({ max: 4 }))
      .map(([start, length]) => edit(start, Math.min(10, start + length), 'x'));
    fc.assert(
      fc.property(any, any, (a, b) => {
        if (!overlaps(a, b)) expect(() => applyEdits('0123456789', [a, b])).not.toThrow();
      }),
    );
  });
});

describe('EditedText', () => {
  it('tells several rounds as edits against the first text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.array(round, { maxLength: 6 }), (original, rounds) => {
        const edited = new EditedText(original);
        let text = original;
        for (const [cuts, texts] of rounds) {
          const edits = editsFor(text.length, cuts, texts);
          edited.apply(edits);
          text = applyEdits(text, edits);
        }
        const edits = edited.edits();
        expect(applyEdits(original, edits)).toBe(text);
        const clash = edits.some((one, index) =>
          edits.some((other, at) => at > index && overlaps(one, other)),
        );
        expect(clash).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('an insertion that is taken back leaves nothing', () => {
    const edited = new EditedText('abc');
    edited.apply([edit(1, 1, 'xyz')]);
    edited.apply([edit(1, 4, '')]);
    expect(edited.edits()).toEqual([]);
  });

  it('tells what each edit was made for, over all rounds', () => {
    const edited = new EditedText('0123456789');
    edited.apply([
      { ...edit(1, 3, ''), marks: ['a'] },
      { ...edit(6, 7, 'xy'), marks: ['b'] },
    ]);
    // 03 45 xy 789: into what the first round has made, and beside it.
    edited.apply([
      { ...edit(5, 6, 'z'), marks: ['a', 'c'] },
      { ...edit(6, 7, ''), marks: ['d'] },
    ]);
    expect(edited.edits()).toEqual([
      { ...edit(1, 3, ''), marks: ['a'] },
      { ...edit(6, 8, 'xz'), marks: ['b', 'a', 'c', 'd'] },
    ]);
    edited.apply([{ ...edit(1, 1, '12'), marks: ['e'] }]);
    expect(edited.edits()[0]).toEqual({ ...edit(1, 3, '12'), marks: ['e', 'a'] });
  });

  it('an edit that is taken back leaves no mark on the next one', () => {
    const edited = new EditedText('abc');
    edited.apply([{ ...edit(1, 1, 'xyz'), marks: ['a'] }]);
    edited.apply([{ ...edit(1, 4, ''), marks: ['b'] }]);
    edited.apply([{ ...edit(3, 3, '!'), marks: ['c'] }]);
    expect(edited.edits()).toEqual([{ ...edit(3, 3, '!'), marks: ['c'] }]);
  });

  it('untouched text stays out of the edits', () => {
    const edited = new EditedText('0123456789');
    edited.apply([edit(2, 3, 'AA'), edit(7, 8, '')]);
    edited.apply([edit(3, 4, 'B')]);
    expect(edited.edits()).toEqual([edit(2, 3, 'AB'), edit(7, 8, '')]);
  });
});

describe('small helpers', () => {
  it('hashes are stable and tell texts apart', () => {
    expect(hashText('a')).toBe(hashText('a'));
    expect(hashText('a')).toMatch(/^[0-9a-f]{14}$/);
    const seen = new Set(Array.from({ length: 20_000 }, (_, index) => hashText(`rule\n\n${index}`)));
    expect(seen.size).toBe(20_000);
  });

  it('a span touches both its ends', () => {
    expect([1, 2, 4, 5].map((offset) => touches({ start: 2, end: 4 }, offset))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});
