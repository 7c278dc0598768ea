import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LineIndex } from './lineIndex.ts';

const text = fc.string({
  unit: fc.constantFrom('a', '"', '\n', '\r', '\r\n', '\u2028', '\u0085', '𝄞', '\uFEFF', '\t'),
});

describe('LineIndex', () => {
  it('counts lines as the language server protocol does', () => {
    fc.assert(
      fc.property(text, (source) => {
        const index = new LineIndex(source);
        const document = TextDocument.create('file:///a.json', 'json', 1, source);
        expect(index.lineCount).toBe(document.lineCount);
        for (let offset = -1; offset <= source.length + 1; offset++) {
          expect(index.positionAt(offset)).toEqual(document.positionAt(offset));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds offsets again, and clamps what lies outside', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: -2, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        (source, line, character) => {
          const index = new LineIndex(source);
          const document = TextDocument.create('file:///a.json', 'json', 1, source);
          expect(index.offsetAt({ line, character })).toBe(document.offsetAt({ line, character }));
          for (let offset = 0; offset <= source.length; offset++) {
            const position = index.positionAt(offset);
            // The place between CR and LF is no position of the protocol.
            const inBreak = source[offset - 1] === '\r' && source[offset] === '\n';
            if (!inBreak) expect(index.offsetAt(position)).toBe(offset);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('knows where lines start', () => {
    const index = new LineIndex('a\r\nb\rc\n');
    expect([0, 1, 2, 3, 4].map((line) => index.lineStart(line))).toEqual([0, 3, 5, 7, 7]);
    expect(index.rangeOf({ start: 3, end: 6 })).toEqual({
      start: { line: 1, character: 0 },
      end: { line: 2, character: 1 },
    });
    expect(new LineIndex('').positionAt(0)).toEqual({ line: 0, character: 0 });
  });
});
