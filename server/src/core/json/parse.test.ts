import { describe, expect, it } from 'vitest';
import { parseJson } from './parse.ts';
import { Kind, NONE } from './tree.ts';

/** `message @ text`, so that a failure reads well. */
function problems(text: string): string[] {
  return parseJson(text).problems.map(
    ({ message, span }) => `${message} @ ${text.slice(span.start, span.end)}`,
  );
}

describe('valid JSON', () => {
  it.each([
    'null',
    'true',
    'false',
    '0',
    '-0.5e+10',
    '1E5',
    '""',
    '"a\\u0041\\n"',
    '[]',
    '{}',
    ' [ 1 , [ ] , { } ] ',
    '{"a":{"b":[true,false,null]}}',
    '\uFEFF{"a":1}',
    '{\r\n\t"a" : 1\r\n}',
  ])('%j', (text) => {
    const tree = parseJson(text);
    expect(tree.problems).toEqual([]);
    expect(tree.duplicates).toEqual([]);
    expect(tree.toValue(tree.root)).toEqual(JSON.parse(text.replace(/^\uFEFF/, '')));
  });
});

describe('damaged JSON', () => {
  it.each<[string, string[]]>([
    ['', ['the file is empty @ ']],
    ['  \n', ['the file is empty @   \n']],
    ['{"a": 1', ['the text ends before this "{" is closed @ {']],
    ['{"a":', ['the text ends before this "{" is closed @ {']],
    ['[1, 2', ['the text ends before this "[" is closed @ [']],
    ['{"a": 1 "b": 2}', ['a comma is missing here @ "']],
    ['{"a": 1, }', ['nothing follows this comma @ ,']],
    ['[1, ]', ['nothing follows this comma @ ,']],
    ['[1,, 2]', ['a value is missing here @ ,,']],
    ['{"a": 1,, "b": 2}', ['there is one comma too many @ ,']],
    ['{"a": }', ['a value is missing here @  }']],
    ['{"a" 1}', ['a colon and a value are missing after this property name @ "a"']],
    ['{a: 1}', ['a property name in double quotes is expected here @ a']],
    ["{'a': 1}", ["a property name in double quotes is expected here @ 'a'"]],
    ['{"a": b}', ['this is no JSON value: text needs double quotes @ b']],
    ['{"a": True}', ['this is no JSON value: text needs double quotes @ True']],
    ['{"a": truely}', ['this is no JSON value: text needs double quotes @ truely']],
    ['[01]', ['this is no JSON value: text needs double quotes @ 01']],
    ['[1.]', ['this is no JSON value: text needs double quotes @ 1.']],
    ['{"a": "x\\q"}', ['this escape is not known to JSON @ \\q']],
    ['{"a": "x\\u12g4"}', ['this escape is not known to JSON @ \\u']],
    ['{"a": "tab\there"}', ['a control character in a text must be escaped @ \t']],
    ['{"a": 1]', ['nothing is open that "]" could close @ ]', 'the text ends before this "{" is closed @ {']],
    ['{"a": [1}', ['"}" does not fit: an inner bracket is not closed @ }']],
    ['{} {}', ['text follows after the end of the JSON value @ {}']],
    ['{} // note', ['JSON has no comments @ // note']],
    ['/* note */ {}', ['JSON has no comments @ /* note */']],
    ['{"a":: 1}', ['a colon has no place here @ :']],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it('an unclosed text ends with its line, before a comma', () => {
    const text = '{\n  "a": "open,\n  "b": 2\n}';
    expect(problems(text)).toEqual(['this text is not closed: a double quote is missing @ "open']);
    const tree = parseJson(text);
    expect(tree.string(tree.child(tree.root, 'a'))).toBe('open');
    expect(tree.kind(tree.child(tree.root, 'b'))).toBe(Kind.Number);
  });

  it('a backslash at the end of a line escapes nothing', () => {
    const text = '{\n  "a": "open\\\n  "b": 2\n}';
    expect(problems(text)[1]).toBe('this text is not closed: a double quote is missing @ "open\\');
    const tree = parseJson(text);
    expect(tree.child(tree.root, 'b')).not.toBe(NONE);
  });

  it('what follows the damage is still there', () => {
    const tree = parseJson('{"a": [1, {"x": }, 3], "b": {"c": "d"}}');
    expect(tree.string(tree.descend(tree.root, 'b', 'c'))).toBe('d');
    expect(tree.children(tree.child(tree.root, 'a'))).toHaveLength(3);
  });

  it('tells a bounded number of problems', () => {
    expect(parseJson(`[${'x '.repeat(5000)}]`).problems.length).toBeLessThanOrEqual(100);
  });
});

describe('duplicate keys', () => {
  const found = (text: string): string[][] => {
    const tree = parseJson(text);
    return tree.duplicates.map(({ node, first }) => [
      tree.key(node),
      String(tree.toValue(first)),
      String(tree.toValue(node)),
    ]);
  };

  it('are told with the first one; the last one counts', () => {
    expect(found('{"a": 1, "b": 2, "a": 3}')).toEqual([['a', '1', '3']]);
    const tree = parseJson('{"a": 1, "a": 3}');
    expect(tree.toValue(tree.child(tree.root, 'a'))).toBe(3);
  });

  it('are compared as they are read, not as they are written', () => {
    expect(found('{"runAfter": 1, "run\\u0041fter": 2}')).toEqual([['runAfter', '1', '2']]);
    expect(found('{"a/b": 1, "a\\/b": 2}')).toEqual([['a/b', '1', '2']]);
  });

  it('are found in large objects too', () => {
    const many = Array.from({ length: 40 }, (_, index) => `"k${index}": ${index}`);
    expect(found(`{${[...many, '"k3": 100', '"k\\u0033": 200', '"k39": 300'].join(', ')}}`)).toEqual([
      ['k3', '3', '100'],
      ['k3', '3', '200'],
      ['k39', '39', '300'],
    ]);
  });

  it('case tells keys apart, and so does the object', () => {
    expect(found('{"a": 1, "A": 2, "b": {"a": 3}}')).toEqual([]);
    expect(found('[1, 2, 1]')).toEqual([]);
  });

  it('__proto__ and friends are plain keys', () => {
    expect(found('{"__proto__": 1, "constructor": 2, "__proto__": 3}')).toEqual([['__proto__', '1', '3']]);
  });
});
