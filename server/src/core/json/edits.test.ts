import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { addElements, addProperties, removeNode, removeNodes, replaceValue } from './edits.ts';
import { parseJson } from './parse.ts';
import { nodeAtPointer, pointerOf } from './pointer.ts';
import type { JsonTree, NodeId } from './tree.ts';

/** An object or a list of plain JSON. */
type Parent = Record<string | number, unknown>;
type Build = (tree: JsonTree, node: NodeId) => TextEdit[];

/** Applies the edits built at a pointer and checks that the result is JSON. */
function edit(text: string, pointer: string, build: Build): string {
  const tree = parseJson(text);
  const result = applyEdits(text, build(tree, nodeAtPointer(tree, pointer)));
  expect(parseJson(result).problems, result).toEqual([]);
  return result;
}

const secure = { secureData: { properties: ['inputs'] } };
const add: Build = (tree, node) => addProperties(tree, node, [['runtimeConfiguration', secure]]);
const remove: Build = (tree, node) => removeNode(tree, node);

describe('adding properties', () => {
  it('on several lines', () => {
    expect(edit('{\n  "a": {\n    "b": 1\n  }\n}', '/a', add)).toBe(
      '{\n  "a": {\n    "b": 1,\n    "runtimeConfiguration": {\n      "secureData": {\n        "properties": [\n          "inputs"\n        ]\n      }\n    }\n  }\n}',
    );
  });

  it('with tabs and CRLF', () => {
    expect(edit('{\r\n\t"a": {\r\n\t\t"b": 1\r\n\t}\r\n}\r\n', '/a', add)).toBe(
      '{\r\n\t"a": {\r\n\t\t"b": 1,\r\n\t\t"runtimeConfiguration": {\r\n\t\t\t"secureData": {\r\n\t\t\t\t"properties": [\r\n\t\t\t\t\t"inputs"\r\n\t\t\t\t]\r\n\t\t\t}\r\n\t\t}\r\n\t}\r\n}\r\n',
    );
  });

  it('on one line, with and without blanks', () => {
    expect(edit('{"a":{"b":1}}', '/a', add)).toBe(
      '{"a":{"b":1,"runtimeConfiguration":{"secureData":{"properties":["inputs"]}}}}',
    );
    expect(edit('{"a": {"b": 1, "c": 2}}', '/a', add)).toBe(
      '{"a": {"b": 1, "c": 2, "runtimeConfiguration": {"secureData": {"properties": ["inputs"]}}}}',
    );
  });

  it('behind a byte order mark', () => {
    expect(edit('\uFEFF{"a":{"b":1}}', '/a', (tree, node) => addProperties(tree, node, [['c', 2]]))).toBe(
      '\uFEFF{"a":{"b":1,"c":2}}',
    );
  });

  it('to an empty object', () => {
    expect(
      edit('{\n  "a": {}\n}', '/a', (tree, node) =>
        addProperties(tree, node, [
          ['b', 1],
          ['c', []],
        ]),
      ),
    ).toBe('{\n  "a": {\n    "b": 1,\n    "c": []\n  }\n}');
    expect(edit('{"a":{}}', '/a', add)).toBe(
      '{"a":{"runtimeConfiguration":{"secureData":{"properties":["inputs"]}}}}',
    );
    expect(edit('{\n  "a": {\n  }\n}', '/a', (tree, node) => addProperties(tree, node, [['b', 1]]))).toBe(
      '{\n  "a": {\n    "b": 1\n  }\n}',
    );
    expect(edit('{}', '', (tree, node) => addProperties(tree, node, [['b', 1]]))).toBe('{"b": 1}');
    expect(edit('[\n  {}\n]', '/0', (tree, node) => addProperties(tree, node, [['b', 1]]))).toBe(
      '[\n  {\n    "b": 1\n  }\n]',
    );
  });

  it('to an object on one line of a file with many', () => {
    expect(
      edit('{\n  "a": { "b": 1 },\n  "c": 2\n}', '/a', (tree, node) => addProperties(tree, node, [['d', 3]])),
    ).toBe('{\n  "a": { "b": 1, "d": 3 },\n  "c": 2\n}');
  });

  it('with blanks inside the braces where the line has them', () => {
    expect(edit('{\n  "a": { "b": 1, "rc": {} }\n}', '/a', add)).toBe(
      '{\n  "a": { "b": 1, "rc": {}, "runtimeConfiguration": { "secureData": { "properties": ["inputs"] } } }\n}',
    );
    expect(
      edit('{\n  "a": { "b": 1, "rc": {} }\n}', '/a/rc', (tree, node) =>
        addProperties(tree, node, [['c', {}]]),
      ),
    ).toBe('{\n  "a": { "b": 1, "rc": { "c": {} } }\n}');
  });

  it('to an empty root, also when a line break stands before it', () => {
    expect(JSON.parse(edit('\n{}\n', '', (tree, node) => addProperties(tree, node, [['b', 1]])))).toEqual({
      b: 1,
    });
  });

  it('names and values that need escapes', () => {
    const result = edit('{"a":{}}', '/a', (tree, node) =>
      addProperties(tree, node, [['x"\\', 'line\n"q" \u2028']]),
    );
    expect(JSON.parse(result)).toEqual({ a: { 'x"\\': 'line\n"q" \u2028' } });
  });

  it('to something else than an object does nothing', () => {
    const tree = parseJson('{"a": [1]}');
    expect(addProperties(tree, nodeAtPointer(tree, '/a'), [['b', 1]])).toEqual([]);
    expect(addProperties(tree, tree.root, [])).toEqual([]);
    expect(addElements(tree, tree.root, [1])).toEqual([]);
    expect(addElements(tree, nodeAtPointer(tree, '/a'), [])).toEqual([]);
  });
});

describe('adding elements', () => {
  it.each([
    ['{"a":["x"]}', '{"a":["x","y"]}'],
    ['{"a": ["x"]}', '{"a": ["x", "y"]}'],
    ['{"a": []}', '{"a": ["y"]}'],
    ['{\n  "a": [\n    "x"\n  ]\n}', '{\n  "a": [\n    "x",\n    "y"\n  ]\n}'],
    ['{\n  "a": []\n}', '{\n  "a": [\n    "y"\n  ]\n}'],
    ['{\n  "a": ["x"]\n}', '{\n  "a": ["x", "y"]\n}'],
  ])('%j', (text, expected) => {
    expect(edit(text, '/a', (tree, node) => addElements(tree, node, ['y']))).toBe(expected);
  });
});

describe('replacing a value', () => {
  it.each([
    ['{"a":1}', '{"a":["x","y"]}'],
    ['{\n  "a": 1\n}', '{\n  "a": [\n    "x",\n    "y"\n  ]\n}'],
    ['{\r\n\t"a": {"old": [1]}\r\n}', '{\r\n\t"a": [\r\n\t\t"x",\r\n\t\t"y"\r\n\t]\r\n}'],
  ])('%j', (text, expected) => {
    expect(edit(text, '/a', (tree, node) => replaceValue(tree, node, ['x', 'y']))).toBe(expected);
  });
});

describe('removing', () => {
  it.each([
    ['{"a":1,"b":2,"c":3}', '/a', '{"b":2,"c":3}'],
    ['{"a":1,"b":2,"c":3}', '/b', '{"a":1,"c":3}'],
    ['{"a":1,"b":2,"c":3}', '/c', '{"a":1,"b":2}'],
    ['{"a":1}', '/a', '{}'],
    ['{ "a": 1, "b": 2 }', '/a', '{ "b": 2 }'],
    ['{\n  "a": 1,\n  "b": 2\n}', '/a', '{\n  "b": 2\n}'],
    ['{\n  "a": 1,\n  "b": 2\n}', '/b', '{\n  "a": 1\n}'],
    ['{\r\n\t"a": 1,\r\n\t"b": 2,\r\n\t"c": 3\r\n}', '/b', '{\r\n\t"a": 1,\r\n\t"c": 3\r\n}'],
    ['[\n  1,\n  2\n]', '/0', '[\n  2\n]'],
    ['[1 , 2]', '/1', '[1]'],
  ])('%j %s', (text, pointer, expected) => {
    expect(edit(text, pointer, remove)).toBe(expected);
  });

  it('parents that become empty go too, up to the one that stays', () => {
    const text =
      '{\n  "step": {\n    "type": "Http",\n    "rc": {\n      "sd": {\n        "p": [\n          "x"\n        ]\n      }\n    }\n  }\n}';
    const prune = (pointer: string) =>
      edit(text, '/step/rc/sd/p/0', (tree, node) => removeNode(tree, node, nodeAtPointer(tree, pointer)));
    expect(prune('/step')).toBe('{\n  "step": {\n    "type": "Http"\n  }\n}');
    expect(JSON.parse(prune('/step/rc'))).toEqual({ step: { type: 'Http', rc: {} } });
    expect(JSON.parse(prune('/step/rc/sd/p'))).toEqual({ step: { type: 'Http', rc: { sd: { p: [] } } } });
  });

  it('a parent that holds more stays', () => {
    const result = edit('{"a":{"b":{"c":1},"d":2}}', '/a/b/c', (tree, node) =>
      removeNode(tree, node, tree.root),
    );
    expect(JSON.parse(result)).toEqual({ a: { d: 2 } });
  });

  it('pruning ends at the root', () => {
    expect(edit('{"a":{"b":1}}', '/a/b', (tree, node) => removeNode(tree, node, -2))).toBe('{}');
  });

  it('several at once', () => {
    const list = (text: string, indexes: number[]) =>
      edit(text, '', (tree) =>
        removeNodes(
          tree,
          indexes.map((index) => tree.children(tree.root)[index]!),
        ),
      );
    expect(list('[1, 2, 3, 4]', [0, 1])).toBe('[3, 4]');
    expect(list('[1, 2, 3, 4]', [1, 2])).toBe('[1, 4]');
    expect(list('[1, 2, 3, 4]', [0, 2, 3])).toBe('[2]');
    expect(list('[\n  1,\n  2\n]', [0, 1])).toBe('[]');
    expect(list('[1]', [])).toBe('[1]');
  });

  it('several at once, with the parents that become empty', () => {
    const text = '{"step":{"type":"Http","rc":{"a":1,"b":{"c":2}},"m":{"d":3}}}';
    const gone = (pointers: string[], keep: string[]) =>
      edit(text, '', (tree) => {
        const nodes = (list: string[]) => list.map((pointer) => nodeAtPointer(tree, pointer));
        return removeNodes(tree, nodes(pointers), new Set(nodes(keep)));
      });
    expect(gone(['/step/rc/a', '/step/rc/b/c'], ['/step'])).toBe('{"step":{"type":"Http","m":{"d":3}}}');
    expect(gone(['/step/rc/b/c', '/step/rc/a', '/step/m/d'], ['/step'])).toBe('{"step":{"type":"Http"}}');
    expect(gone(['/step/m/d'], ['/step', '/step/m'])).toBe(
      '{"step":{"type":"Http","rc":{"a":1,"b":{"c":2}},"m":{}}}',
    );
    expect(gone(['/step/rc', '/step/rc/a'], ['/step'])).toBe('{"step":{"type":"Http","m":{"d":3}}}');
    expect(gone(['/step/type', '/step/rc', '/step/m'], [])).toBe('{}');
  });
});

describe('properties', () => {
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.constantFrom(null, true, 1, 'text', 'q"uote'),
      fc.array(tie('json'), { maxLength: 4 }),
      fc.dictionary(
        fc.string({ minLength: 1, maxLength: 5 }).filter((key) => key !== '__proto__'),
        tie('json'),
        { maxKeys: 4 },
      ),
    ),
  }));
  const written = fc
    .tuple(
      fc.oneof(
        fc.array(json, { minLength: 1 }),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), json, { minKeys: 1 }),
      ),
      fc.constantFrom(undefined, '  ', '\t'),
      fc.boolean(),
    )
    .map(([value, space, crlf]) => {
      const body = JSON.stringify(value, undefined, space);
      return crlf ? body.replaceAll('\n', '\r\n') : body;
    });

  /** The value at a pointer, changed in a copy. */
  function change(
    value: unknown,
    path: readonly (string | number)[],
    apply: (parent: Parent, key: string | number) => void,
  ): unknown {
    const copy = structuredClone(value) as Parent;
    let parent = copy;
    for (const token of path.slice(0, -1)) parent = parent[token] as Parent;
    apply(parent, path.at(-1)!);
    return copy;
  }

  it("the result has the value that was asked for, and keeps the file's line ends", () => {
    fc.assert(
      fc.property(written, fc.nat(), json, (text, pick, value) => {
        const tree = parseJson(text);
        const before: unknown = JSON.parse(text);
        const node = 1 + (pick % Math.max(1, tree.count - 1));
        const path = tree.path(node);
        const put = (edits: readonly TextEdit[]): unknown => {
          const result = applyEdits(text, edits);
          if (!text.includes('\r')) expect(result).not.toContain('\r');
          else expect(result.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
          if (!text.includes('\n')) expect(result).not.toContain('\n');
          return JSON.parse(result);
        };
        expect(put(replaceValue(tree, node, value))).toEqual(
          change(before, path, (parent, key) => (parent[key] = value)),
        );
        expect(put(removeNode(tree, node))).toEqual(
          change(before, path, (parent, key) =>
            Array.isArray(parent) ? parent.splice(key as number, 1) : delete parent[key],
          ),
        );
        if (tree.isObject(node)) {
          expect(put(addProperties(tree, node, [['new key', value]]))).toEqual(
            change(before, path, (parent, key) => ((parent[key] as Parent)['new key'] = value)),
          );
        }
        if (tree.isArray(node)) {
          expect(put(addElements(tree, node, [value, 1]))).toEqual(
            change(before, path, (parent, key) => (parent[key] as unknown[]).push(value, 1)),
          );
        }
      }),
      { numRuns: 600 },
    );
  });

  it('nothing outside the edited place changes', () => {
    fc.assert(
      fc.property(written, fc.nat(), (text, pick) => {
        const tree = parseJson(text);
        const node = 1 + (pick % Math.max(1, tree.count - 1));
        const parent = tree.parent(node);
        for (const edits of [
          removeNode(tree, node),
          replaceValue(tree, node, 1),
          tree.isObject(node) ? addProperties(tree, node, [['k', 1]]) : [],
        ]) {
          for (const { span } of edits) {
            expect(span.start).toBeGreaterThanOrEqual(tree.start(parent));
            expect(span.end).toBeLessThanOrEqual(tree.end(parent));
          }
          const result = applyEdits(text, edits);
          expect(result.startsWith(text.slice(0, tree.start(parent)))).toBe(true);
          expect(result.endsWith(text.slice(tree.end(parent)))).toBe(true);
        }
        expect(pointerOf(tree, node).startsWith('/')).toBe(true);
      }),
    );
  });
});
