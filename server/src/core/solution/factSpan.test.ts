import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanInFact } from './factSpan.ts';
import { decodeAttribute, decodeContent, escapeText } from './xml/escape.ts';
import { rawSpan } from './xml/offsets.ts';

/** The raw text that a decoded part comes from. */
function cut(raw: string, part: string): string {
  const start = decodeContent(raw).indexOf(part);
  const span = rawSpan(raw, { start, end: start + part.length });
  return raw.slice(span.start, span.end);
}

describe('places within XML values', () => {
  it.each([
    ['plain text', 'text', 'text'],
    ['a=1&amp;key=abc&amp;b', 'abc', 'abc'],
    ['a=1&amp;key=abc&amp;b', '&key', '&amp;key'],
    ['&lt;x&gt;', 'x', 'x'],
    ['&#x41;bc', 'A', '&#x41;'],
    ['&unknown;abc', 'abc', 'abc'],
    ['& abc', 'abc', 'abc'],
    ['<![CDATA[a & b]]> c', 'b', 'b'],
    ['<![CDATA[a\r\nb]]> c', 'b', 'b'],
    ['x<!-- note -->yz', 'yz', 'yz'],
    ['x\r\ny', 'y', 'y'],
    ['x\r\ny', '\n', '\r\n'],
    ['a&#128512;b', 'b', 'b'],
  ])('%j: %j', (raw, part, expected) => {
    expect(cut(raw, part)).toBe(expected);
  });

  it('finds every part of every text again', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '&', '<', '>', '"', '\n', ';', '#', 'é', '😀') });
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (value, a, b) => {
        const raw = escapeText(value, '\r\n');
        const start = value.length === 0 ? 0 : a % value.length;
        const end = value.length === 0 ? 0 : start + (b % (value.length - start + 1));
        const span = rawSpan(raw, { start, end });
        const found = raw.slice(span.start, span.end);
        // Half a character reference or line break has no place of its own.
        if (end > start) expect(decodeContent(found)).toBe(value.slice(start, end));
        expect(decodeAttribute(raw.slice(0, span.start)).length).toBe(start);
      }),
    );
  });

  it('never fails on damaged text', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '&', '<', '<![CDATA[', ']]>', '<!--', '-->', '&amp;', ';', '\r\n'),
    });
    fc.assert(
      fc.property(text, fc.nat(40), fc.nat(40), (raw, start, length) => {
        const span = rawSpan(raw, { start, end: start + length });
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeLessThanOrEqual(raw.length);
      }),
    );
  });
});

describe('places within facts', () => {
  it('counts the escapes of JSON', () => {
    const text = '{"value": "a\\"b\\u0041c"}';
    const fact = { uri: 'file:///x.JSON', value: 'a"bAc', span: { start: 11, end: text.length - 2 } };
    const span = spanInFact(text, fact, { start: 3, end: 5 });
    expect(text.slice(span.start, span.end)).toBe('\\u0041c');
  });

  it('counts the references of XML', () => {
    const text = '<v>a&amp;b</v>';
    const span = spanInFact(
      text,
      { uri: 'x.xml', value: 'a&b', span: { start: 3, end: 10 } },
      { start: 2, end: 3 },
    );
    expect(text.slice(span.start, span.end)).toBe('b');
  });
});
