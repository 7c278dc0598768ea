import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../text/textEdit.ts';
import { attribute, childNamed, nameOf, readXml, textOf } from './document.ts';
import { insertChild, removeElement, replaceText } from './edit.ts';
import { decodeContent, escapeAttribute, escapeText, isUnwritable, unescapeXml } from './escape.ts';
import { outline } from './outline.ts';

describe('readXml', () => {
  it('keeps places behind a byte order mark and behind characters beyond the basic plane', () => {
    const text =
      '\ufeff<a>\r\n  <b x="\u{1f600}">\u{1f511} key</b>\r\n  <c Y=\'z\'/>\r\n</a>\r\n<!-- \u{1f600} -->';
    const { root, problem } = readXml(text);
    expect(problem).toBeUndefined();
    expect(text.slice(root!.start, root!.end)).toBe(text.slice(1, text.indexOf('</a>') + 4));
    const b = childNamed(root, 'B')!;
    expect(text.slice(b.start, b.end)).toBe('<b x="\u{1f600}">\u{1f511} key</b>');
    expect(textOf(text, b)).toEqual({
      value: '\u{1f511} key',
      span: { start: b.openEnd, end: b.closeStart },
    });
    const x = attribute(text, b, 'X')!;
    expect([x.value, text.slice(x.span.start, x.span.end)]).toEqual(['\u{1f600}', '\u{1f600}']);
    const c = childNamed(root, 'c')!;
    expect(c.selfClosing).toBe(true);
    expect(attribute(text, c, 'y')?.value).toBe('z');
  });

  it('calls half a pair of units damage, and tells where it stands', () => {
    for (const half of ['\ud83d', '\udc11']) {
      const text = `\ufeff<a>\u{1f600}<b>x${half}</b></a>`;
      const { root, problem } = readXml(text);
      expect(root).toBeUndefined();
      expect(problem?.span.start).toBe(text.indexOf(half, 8));
    }
  });

  it('parses a file once while somebody holds it, and each part of it apart', () => {
    const text = '<a><b>1</b></a>';
    const whole = readXml(text);
    const part = readXml(text, { start: 3, end: 11 });
    expect(part.root!.name).toBe('b');
    expect(readXml(`${'<a><b>1'}</b></a>`)).toBe(whole);
    expect(readXml(text, { start: 3, end: 11 })).toBe(part);
    expect(readXml('<a><b>2</b></a>').text).toBe('<a><b>2</b></a>');
  });

  it('finds attributes over several lines and past others that look alike', () => {
    const text = `<a\n  data-name = "no>"\n  name='it &amp; "that"'\n/>`;
    const { root } = readXml(text);
    expect(attribute(text, root!, 'name')?.value).toBe('it & "that"');
    expect(attribute(text, root!, 'ame')).toBeUndefined();
  });

  it('says what is wrong, without quoting the file', () => {
    const text = `<a><password>${'hun' + 'ter2'}</b></a>`;
    const { root, problem } = readXml(text);
    expect(root).toBeUndefined();
    expect(problem!.message).toBe('This XML is not well-formed: the end tag of "password" is missing.');
    expect(text.slice(problem!.span.start)).toBe('</b></a>');
  });

  it.each([
    ['an open end', (value: string) => `<a><v>${value}</v></a>`],
    ['a tag', (value: string) => `<a><v>${value}>x</v></a>`],
    [
      'a tag with attributes',
      (value: string) => `<a><v>${value} x="1" ${value.slice(3)}="1" ${value.slice(3)}="2"></v></a>`,
    ],
  ])('does not take a part of a value that looks like %s for a name', (_, make) => {
    const value = `Pa<${'ssw' + 'ord'}`;
    const { problem } = readXml(make(value));
    expect(problem!.message).toMatch(/^This XML is not well-formed: [a-z ]+\.$/);
    expect(problem!.message).not.toContain(value.slice(3));
  });

  it.each([
    ['<a b="R&D">x</a>', '&D">x</a>', 'an "&" that begins no reference must be written as "&amp;"'],
    ['<a>R & D</a>', '& D</a>', 'an "&" that begins no reference must be written as "&amp;"'],
    [
      '<a>R &#xD800; D</a>',
      '&#xD800; D</a>',
      'a character reference names a character that XML does not allow',
    ],
    ['<a>x < y</a>', '< y</a>', 'a "<" that begins no tag must be written as "&lt;"'],
    ['<a>x<y</a>', '<y</a>', 'a start tag is not closed'],
    ['<a b="x<y"></a>', '<y"></a>', 'a "<" in the value of an attribute must be written as "&lt;"'],
    [
      '<!-- note -->\n<?xml version="1.0"?><a/>',
      '<?xml version="1.0"?><a/>',
      'the XML declaration "<?xml" must be the first thing in the file, before any comment or blank',
    ],
    ['<a>1 -- 2<!-- 1 -- 2 --></a>', '-- 2 --></a>', 'a comment must not hold "--"'],
    ['<a b="1" b="2"/>', '/>', 'an attribute is written twice'],
    ['<a/><b/>', '<b/>', 'something stands behind the last end tag'],
    ['<a>\n<<<<<<< HEAD\n</a>', '<<<<<<< HEAD\n</a>', 'a "<" that begins no tag must be written as "&lt;"'],
  ])('shows in %j what is wrong', (text, rest, reason) => {
    const { problem } = readXml(text);
    expect(problem!.message).toBe(`This XML is not well-formed: ${reason}.`);
    expect(text.slice(problem!.span.start)).toBe(rest);
  });

  it('never writes a known word in another way', () => {
    for (const text of [
      '<?xml version=""?><a/>',
      '<?xml encoding="x"?><a/>',
      '<a><![CDATA[x</a>',
      ' <?xml?><a/>',
    ]) {
      const { message } = readXml(text).problem!;
      expect(message).not.toMatch(/xML|isn't|`/);
    }
  });

  it('names an element wherever its start tag stands', () => {
    for (const text of ['<abc>', '<a>\n  <abc x="1">\n</a>', '<a><b/><abc></a>'])
      expect(readXml(text).problem!.message).toContain('the end tag of "abc" is missing');
    expect(readXml('<a><abc/>x<ab></a>').problem!.message).toContain('an end tag is missing.');
  });

  it.each([
    '',
    ' ',
    '<',
    '<a',
    '<a><',
    '&',
    '<!DOCTYPE',
    '<?xml',
    '\ufeff',
    '<a b=>',
    '<a>&#xD800;</a>',
    '\ud800',
  ])('reads damaged text %j as a problem', (text) => {
    expect(readXml(text).problem).toBeDefined();
  });

  it('does not expand entities and survives deep nesting', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy"><!ENTITY z "&x;&x;&x;">]><a>&z;</a>';
    expect(textOf(bomb, readXml(bomb).root)?.value).toBe('&z;');
    const deep = '<a>'.repeat(200_000);
    expect(readXml(deep).problem).toBeDefined();
    expect(outline(deep).problem).toBeDefined();
  });

  it('reads CDATA, comments and references as one text', () => {
    const text = '<a> x<!-- no --><![CDATA[<&>]]>&lt;\r\n </a>';
    expect(textOf(text, readXml(text).root)?.value).toBe(' x<&><\n ');
    const { value, span } = nameOf(text, readXml(text).root)!;
    expect([value, text.slice(span.start, span.end)]).toEqual(['x<&><', 'x<!-- no --><![CDATA[<&>]]>&lt;']);
  });
});

describe('escapes', () => {
  it.each(['plain', 'a & b < c > d', '"quoted" \'text\'', 'line\nbreak\ttab', '\u{1f511}'])(
    'keep %j',
    (text) => {
      expect(unescapeXml(escapeAttribute(text))).toBe(text);
      expect(decodeContent(escapeText(text))).toBe(text);
    },
  );

  it('leave what is no reference', () => {
    expect(unescapeXml('a & b &nope; &#0; &#x110000; &amp &amp;amp; &#65;&#x42;')).toBe(
      'a & b &nope; &#0; &#x110000; &amp &amp; AB',
    );
    expect([isUnwritable('a\u0001'), isUnwritable('\ud83d'), isUnwritable('ok \u{1f511}\n')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('outline', () => {
  it('finds the children of the root past comments, CDATA and quoted marks', () => {
    const text =
      '\ufeff<?xml version="1.0"?><!-- <x> --><r a="/>"><a><![CDATA[</r>]]><!-- </a> --></a><b q=\'>\' /><c></c></r>';
    const found = outline(text);
    expect(found.problem).toBeUndefined();
    expect(found.sections.map(({ name, start, end }) => [name, text.slice(start, end)])).toEqual([
      ['a', '<a><![CDATA[</r>]]><!-- </a> --></a>'],
      ['b', "<b q='>' />"],
      ['c', '<c></c>'],
    ]);
    expect(text.slice(found.closeStart)).toBe('</r>');
  });

  it('keeps the sections before the damage', () => {
    const found = outline('<r><a>1</a><b><c></b>');
    expect(found.sections.map((one) => one.name)).toEqual(['a']);
    expect(found.problem?.message).toContain('not well-formed');
  });
});

describe('edits', () => {
  const insert = (text: string, place: 'first' | 'last' = 'last'): string => {
    const { root } = readXml(text);
    const list = childNamed(root, 'list')!;
    const element = {
      name: 'item',
      attributes: [['n', 'x']] as const,
      children: [{ name: 'v', text: '<1>' }],
    };
    const before = place === 'first' ? list.children[0] : undefined;
    return applyEdits(text, [insertChild(text, list, element, { before })]);
  };

  it.each([
    [
      '<r>\n  <list />\n</r>',
      '<r>\n  <list>\n    <item n="x">\n      <v>&lt;1&gt;</v>\n    </item>\n  </list>\n</r>',
    ],
    [
      '<r>\r\n\t<list/>\r\n</r>',
      '<r>\r\n\t<list>\r\n\t\t<item n="x">\r\n\t\t\t<v>&lt;1&gt;</v>\r\n\t\t</item>\r\n\t</list>\r\n</r>',
    ],
    [
      '<r>\n  <list></list>\n</r>',
      '<r>\n  <list>\n    <item n="x">\n      <v>&lt;1&gt;</v>\n    </item>\n  </list>\n</r>',
    ],
    [
      '<r>\n  <list>\n    <!-- c -->\n  </list>\n</r>',
      '<r>\n  <list>\n    <!-- c -->\n    <item n="x">\n      <v>&lt;1&gt;</v>\n    </item>\n  </list>\n</r>',
    ],
    [
      '<r>\n  <list>\n     <item />\n  </list>\n</r>',
      '<r>\n  <list>\n     <item />\n     <item n="x">\n        <v>&lt;1&gt;</v>\n     </item>\n  </list>\n</r>',
    ],
    ['<r><list/></r>', '<r><list><item n="x"><v>&lt;1&gt;</v></item></list></r>'],
    ['<r><list><item /></list></r>', '<r><list><item /><item n="x"><v>&lt;1&gt;</v></item></list></r>'],
  ])('insert into %j', (before, after) => {
    expect(insert(before)).toBe(after);
    expect(readXml(after).problem).toBeUndefined();
  });

  it('insert before the first', () => {
    expect(insert('<r>\n  <list>\n    <item />\n  </list>\n</r>', 'first')).toBe(
      '<r>\n  <list>\n    <item n="x">\n      <v>&lt;1&gt;</v>\n    </item>\n    <item />\n  </list>\n</r>',
    );
  });

  it.each([
    ['<r>\n  <a />\n  <b />\n</r>', '<r>\n  <b />\n</r>'],
    ['<r>\r\n  <a>1</a>  \r\n</r>', '<r>\r\n</r>'],
    ['<r><a>1</a><b /></r>', '<r><b /></r>'],
    ['<r>\n  <a /><b />\n</r>', '<r>\n  <b />\n</r>'],
  ])('remove from %j', (before, after) => {
    const a = childNamed(readXml(before).root, 'a')!;
    expect(applyEdits(before, [removeElement(before, a)])).toBe(after);
  });

  it.each([
    ['<r><a>1</a></r>', '<r><a>x &amp; y</a></r>'],
    ['<r><a /></r>', '<r><a>x &amp; y</a></r>'],
  ])('replace text in %j', (before, after) => {
    const a = childNamed(readXml(before).root, 'a')!;
    expect(applyEdits(before, [replaceText(before, a, 'x & y')])).toBe(after);
  });
});
