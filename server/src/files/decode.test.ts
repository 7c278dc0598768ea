import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, type Encoding, encode, withoutMark } from './decode.ts';

const ENCODINGS: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be'];
const JSON_TEXT = '{"ä": "漢😀"}\r\n';

describe('decode', () => {
  it.each(ENCODINGS)('reads %s with a mark, and keeps it', (encoding) => {
    const text = `\uFEFF${JSON_TEXT}`;
    expect(decode(encode(text, encoding))).toEqual({ kind: 'text', text, encoding });
  });

  it.each(ENCODINGS)('reads %s without a mark', (encoding) => {
    for (const text of [JSON_TEXT, '<Workflow>\n</Workflow>', '{}'])
      expect(decode(encode(text, encoding))).toEqual({ kind: 'text', text, encoding });
  });

  it('reads nothing at all as UTF-8', () => {
    expect(decode(new Uint8Array())).toEqual({ kind: 'text', text: '', encoding: 'utf-8' });
  });

  it('tells NUL characters, in every encoding', () => {
    for (const encoding of ENCODINGS)
      expect(decode(encode('\uFEFF{ "a": "\0" }', encoding))).toEqual({
        kind: 'undecodable',
        reason: 'it holds NUL bytes and is no text',
      });
  });

  it('tells what is not valid, instead of putting signs in its place', () => {
    expect(decode(new Uint8Array([0x7b, 0xff, 0x7d]))).toMatchObject({ reason: 'it is not valid UTF-8' });
    expect(decode(new Uint8Array([0xff, 0xfe, 0x7b, 0x01, 0xd8]))).toMatchObject({ kind: 'undecodable' });
    // A high surrogate alone
    expect(decode(new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x7b, 0x01]))).toMatchObject({
      kind: 'undecodable',
    });
  });

  it('gives the same bytes again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...ENCODINGS),
        fc.boolean(),
        (body, encoding, mark) => {
          const bytes = encode(`${mark ? '\uFEFF' : ''}{"x":"${body.replaceAll('\0', '')}"}`, encoding);
          const decoded = decode(bytes);
          if (decoded.kind === 'text')
            expect([...encode(decoded.text, decoded.encoding)]).toEqual([...bytes]);
        },
      ),
    );
  });
});

it('a mark is no part of what an editor shows', () => {
  expect(withoutMark('\uFEFF{}')).toBe('{}');
  expect(withoutMark('{}\uFEFF')).toBe('{}\uFEFF');
});
