import { describe, expect, it } from 'vitest';
import { parseJson } from './parse.ts';
import { nodeAtPointer, pointerOf } from './pointer.ts';
import { type JsonTree, NONE } from './tree.ts';

const slice = (tree: JsonTree, span: { start: number; end: number }): string =>
  tree.text.slice(span.start, span.end);

describe('spans', () => {
  const shapes: Record<string, string> = {
    'several lines': '{\n  "a": {\n    "b c": [1, "x"]\n  }\n}',
    CRLF: '{\r\n  "a": {\r\n    "b c": [1, "x"]\r\n  }\r\n}',
    'one line': '{"a":{"b c":[1,"x"]}}',
    'byte order mark': '\uFEFF{"a": {"b c": [1, "x"]}}',
  };
  it.each(Object.entries(shapes))('%s', (_, text) => {
    const tree = parseJson(text);
    expect(tree.problems).toEqual([]);
    const list = tree.descend(tree.root, 'a', 'b c');
    expect(slice(tree, tree.keySpan(list))).toBe('"b c"');
    expect(slice(tree, tree.valueSpan(list)).replaceAll(/\s/g, '')).toBe('[1,"x"]');
    expect(slice(tree, tree.propertySpan(list))).toMatch(/^"b c": ?\[1, ?"x"\]$/);
    const [one, x] = tree.children(list);
    expect(slice(tree, tree.valueSpan(one!))).toBe('1');
    expect(slice(tree, tree.keySpan(x!))).toBe('"x"');
    expect(tree.start(tree.root)).toBe(text.indexOf('{'));
    expect(tree.end(tree.root)).toBe(text.length);
  });

  it('elements and the root have no key', () => {
    const tree = parseJson('[1]');
    expect(tree.key(tree.root)).toBe('');
    expect(tree.hasKey(1)).toBe(false);
    expect(tree.keySpan(1)).toEqual(tree.valueSpan(1));
  });

  it('missing nodes answer with nothing', () => {
    const tree = parseJson('{"a": "x"}');
    expect(tree.child(tree.root, 'b')).toBe(NONE);
    expect(tree.child(NONE, 'b')).toBe(NONE);
    expect(tree.descend(tree.root, 'a', 'b', 'c')).toBe(NONE);
    expect(tree.string(NONE)).toBe('');
    expect(tree.stringAt(tree.root, 'b')).toBeUndefined();
    expect(tree.toValue(NONE)).toBeUndefined();
    expect(tree.firstChild(NONE)).toBe(NONE);
    expect(parseJson('').root).toBe(NONE);
  });
});

describe('nodeAt', () => {
  const text = '{ "a": { "b": [1, 22] }, "c": "x" }';
  const tree = parseJson(text);
  it.each([
    ['"a"', '/a'],
    ['"b"', '/a/b'],
    ['22', '/a/b/1'],
    ['x', '/c'],
  ])('%s', (needle, pointer) => {
    expect(pointerOf(tree, tree.nodeAt(text.indexOf(needle) + 1))).toBe(pointer);
  });
  it('white space belongs to the object around it', () => {
    expect(tree.nodeAt(1)).toBe(tree.root);
    expect(tree.nodeAt(text.length)).toBe(tree.root);
    expect(parseJson('').nodeAt(0)).toBe(NONE);
  });
});

describe('pointers', () => {
  it('go there and back, also through names with slashes, tildes and dots', () => {
    const tree = parseJson('{"a/b": {"~c": [{"d.e": 1}]}, "": 2, "0": 3}');
    for (let node = 0; node < tree.count; node++)
      expect(nodeAtPointer(tree, pointerOf(tree, node))).toBe(node);
    expect(pointerOf(tree, tree.count - 3)).toBe('/a~1b/~0c/0/d.e');
    for (const bad of ['a', '/x', '/a~1b/~0c/1', '/a~1b/~0c/00', '/a~1b/~0c/-']) {
      expect(nodeAtPointer(tree, bad)).toBe(NONE);
    }
  });
});

describe('offsets inside strings', () => {
  it('map through escapes, surrogate pairs and invalid escapes', () => {
    const inside = String.raw`a\n\u0041\ud83d\ude00\q𝄞\"z`;
    const text = `{"k": "${inside}"}`;
    const tree = parseJson(text);
    const node = tree.child(tree.root, 'k');
    const decoded = tree.string(node);
    expect(decoded).toBe('a\nA\u{1F600}q𝄞"z');
    const at = (part: string, length = part.length) => {
      const start = decoded.indexOf(part);
      return slice(tree, tree.spanInString(node, { start, end: start + length }));
    };
    expect(at('a')).toBe('a');
    expect(at('\n')).toBe('\\n');
    expect(at('A')).toBe('\\u0041');
    expect(at('\u{1F600}')).toBe('\\ud83d\\ude00');
    expect(at('q')).toBe('\\q');
    expect(at('𝄞')).toBe('𝄞');
    expect(at('"')).toBe('\\"');
    expect(at('z')).toBe('z');
    expect(slice(tree, tree.spanInString(node, { start: 0, end: decoded.length }))).toBe(inside);
    for (let offset = 0; offset <= decoded.length; offset++) {
      const { start } = tree.spanInString(node, { start: offset, end: offset });
      expect(tree.offsetInString(node, start)).toBe(offset);
    }
  });

  it('are clamped to the string', () => {
    const tree = parseJson('{"k": "abc", "e": "a\\tc"}');
    for (const key of ['k', 'e']) {
      const node = tree.child(tree.root, key);
      const { end } = tree.spanInString(node, { start: 0, end: 99 });
      expect(tree.text[end]).toBe('"');
      expect(tree.offsetInString(node, 0)).toBe(0);
      expect(tree.offsetInString(node, 999)).toBe(3);
    }
  });

  it('work for keys', () => {
    const tree = parseJson('{"a\\u0040{x}": 1, bare: 2}');
    const [node, bare] = tree.children(tree.root);
    expect(tree.key(node!)).toBe('a@{x}');
    expect(slice(tree, tree.spanInKey(node!, { start: 1, end: 3 }))).toBe('\\u0040{');
    expect(slice(tree, tree.spanInKey(bare!, { start: 0, end: 4 }))).toBe('bare');
  });

  it('an unclosed string loses nothing', () => {
    const tree = parseJson('{"k": "abc');
    const node = tree.child(tree.root, 'k');
    expect(tree.string(node)).toBe('abc');
    expect(slice(tree, tree.spanInString(node, { start: 0, end: 3 }))).toBe('abc');
  });
});
