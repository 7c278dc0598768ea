import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { eachXmlText } from './texts.ts';

function texts(xml: string, least = 1): string[] {
  const found: string[] = [];
  eachXmlText(xml, least, ({ span, element, attribute, plain }) => {
    const where = attribute === undefined ? element : `${element}@${attribute}`;
    found.push(`${where}${plain ? '!' : ''}=${xml.slice(span.start, span.end)}`);
  });
  return found;
}

describe('eachXmlText', () => {
  it('visits attributes, text, CDATA and comments in order', () => {
    const xml = `<?xml version="1.0"?><!DOCTYPE x><a one='1' t:two = "b>c"><!--note--><b/>text<c d="e"/>more<![CDATA[<raw>]]></a>`;
    expect(texts(xml)).toEqual([
      'a@one=1',
      'a@t:two=b>c',
      'a!=note',
      'b=text',
      'c@d=e',
      'c=more',
      'c=more<![CDATA[<raw>]]>',
      'c!=<raw>',
    ]);
  });

  it('leaves out what is shorter', () => {
    expect(texts('<a b="123">1234</a>', 4)).toEqual(['a=1234']);
  });

  it('reads damaged files as far as they make sense, and never fails', () => {
    expect(texts('<a b="1">x<c d="open')).toEqual(['a@b=1', 'a=x']);
    const text = fc.string({
      unit: fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '=',
        '/',
        '!',
        '?',
        ' ',
        'a',
        '<!--',
        '-->',
        '<![CDATA[',
        ']]>',
      ),
    });
    fc.assert(
      fc.property(text, (xml) => {
        for (const one of texts(xml)) expect(one).toContain('=');
      }),
    );
  });

  it.each(['<', '<a ', '<a b="', '<!--', '<![CDATA[', "<a b='", '<a>', '&'])(
    'stays linear on %j a million times',
    (piece) => {
      expectLinear((size) => texts(piece.repeat(size / piece.length), 20), 50_000);
    },
  );
});
