import fc from 'fast-check';
import { type Node, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { decodeEscapes, encodeString, sourceOffsets } from './escapes.ts';
import { parseJson } from './parse.ts';
import { nodeAtPointer, pointerOf } from './pointer.ts';
import { type JsonTree, Kind, type NodeId } from './tree.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', '\\', '@', '{', '/', '\n', '𝄞', '\ud800') }),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    text,
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'length', '')), tie('json'), { maxKeys: 12 }),
  ),
}));
const layout = fc.constantFrom(undefined, '  ', '\t');
const written = fc.tuple(json, layout, fc.boolean(), fc.boolean()).map(([value, space, crlf, mark]) => {
  const body = JSON.stringify(value, undefined, space);
  return (mark ? '\uFEFF' : '') + (crlf ? body.replaceAll('\n', '\r\n') : body);
});

/** Kinds, keys, values and offsets agree with jsonc-parser's tree. */
function compare(tree: JsonTree, node: NodeId, other: Node): void {
  expect(tree.start(node)).toBe(other.offset);
  expect(tree.end(node)).toBe(other.offset + other.length);
  switch (other.type) {
    case 'object': {
      expect(tree.kind(node)).toBe(Kind.Object);
      const properties = tree.children(node);
      expect(properties).toHaveLength(other.children!.length);
      for (const [index, child] of properties.entries()) {
        const [key, value] = other.children![index]!.children!;
        expect(tree.key(child)).toBe(key!.value);
        expect(tree.keySpan(child)).toEqual({ start: key!.offset, end: key!.offset + key!.length });
        compare(tree, child, value!);
      }
      return;
    }
    case 'array': {
      expect(tree.kind(node)).toBe(Kind.Array);
      const elements = tree.children(node);
      expect(elements).toHaveLength(other.children!.length);
      for (const [index, child] of elements.entries()) compare(tree, child, other.children![index]!);
      return;
    }
    case 'string':
      expect(tree.isString(node)).toBe(true);
      expect(tree.string(node)).toBe(other.value);
      return;
    default:
      expect(tree.toValue(node)).toEqual(other.value);
  }
}

/** What holds for every tree, however damaged the text is. */
function checkSpans(tree: JsonTree): void {
  const { length } = tree.text;
  for (let node = 0; node < tree.count; node++) {
    const start = tree.start(node);
    const end = tree.end(node);
    const key = tree.keySpan(node);
    expect(0 <= key.start && key.start <= start && start <= end && end <= length, `node ${node}`).toBe(true);
    expect(tree.after(node)).toBeGreaterThan(node);
    expect(tree.after(node)).toBeLessThanOrEqual(tree.count);
    const parent = tree.parent(node);
    if (node > 0) {
      expect(parent).toBeLessThan(node);
      expect(tree.after(node)).toBeLessThanOrEqual(tree.after(parent));
      expect(key.start).toBeGreaterThanOrEqual(tree.start(parent));
      expect(end).toBeLessThanOrEqual(tree.end(parent));
    }
    tree.key(node);
    tree.toValue(node);
    if (tree.isString(node)) {
      const value = tree.string(node);
      const inside = tree.spanInString(node, { start: 0, end: value.length });
      expect(start <= inside.start && inside.start <= inside.end && inside.end <= end).toBe(true);
      expect(tree.offsetInString(node, inside.end)).toBe(value.length);
    }
  }
  for (const { span } of tree.problems)
    expect(0 <= span.start && span.start <= span.end && span.end <= length).toBe(true);
  for (let offset = 0; offset <= Math.min(length, 60); offset++) tree.nodeAt(offset);
}

describe('properties', () => {
  it('every JSON text is read as jsonc-parser reads it', () => {
    fc.assert(
      fc.property(written, (source) => {
        const tree = parseJson(source);
        expect(tree.problems).toEqual([]);
        expect(tree.duplicates).toEqual([]);
        // jsonc-parser takes the mark as an unknown character: its offsets are compared without it.
        const mark = source.startsWith('\uFEFF') ? 1 : 0;
        const other = parseTree(source.slice(mark), undefined, { disallowComments: true })!;
        expect(tree.toValue(tree.root)).toEqual(JSON.parse(source.slice(mark)));
        if (mark === 0) compare(tree, tree.root, other);
        else compare(parseJson(source.slice(1)), tree.root, other);
        checkSpans(tree);
        for (let node = 0; node < tree.count; node++) {
          const found = nodeAtPointer(tree, pointerOf(tree, node));
          expect(found).toBe(node);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('damaged text never throws, and spans stay sane', () => {
    const junk = fc.string({ unit: fc.constantFrom(...'{}[]",:\\/*\'@ntrue0-.\n\r\t \uFEFF\ud800\u0000') });
    const damaged = fc
      .tuple(written, fc.nat(), fc.nat({ max: 6 }), junk)
      .map(([source, at, drop, insert]) => {
        const cut = at % (source.length + 1);
        return source.slice(0, cut) + insert + source.slice(cut + drop);
      });
    fc.assert(
      fc.property(fc.oneof(damaged, junk, fc.string({ unit: 'binary' })), (source) => {
        const tree = parseJson(source);
        checkSpans(tree);
        let valid = true;
        try {
          JSON.parse(source.replace(/^\uFEFF/, ''));
        } catch {
          valid = false;
        }
        expect(tree.problems.length === 0, JSON.stringify(source)).toBe(valid);
      }),
      { numRuns: 1500 },
    );
  });

  it('offsets inside a string go there and back', () => {
    fc.assert(
      fc.property(text, (value) => {
        const source = `["${encodeString(value)}"]`;
        const tree = parseJson(source);
        expect(tree.string(1)).toBe(value);
        for (let offset = 0; offset <= value.length; offset++) {
          const { start } = tree.spanInString(1, { start: offset, end: offset });
          expect(tree.offsetInString(1, start)).toBe(offset);
        }
      }),
    );
  });

  it('each unit of a decoded string has its place in the source', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\\', 'u', '0', '4', '1', 'n', 'q', '"', 'x') }),
        (raw) => {
          const decoded = decodeEscapes(raw);
          const map = sourceOffsets(raw);
          expect(map).toHaveLength(decoded.length + 1);
          expect(map.at(-1)).toBe(raw.length);
          for (let index = 0; index < decoded.length; index++) {
            expect(map[index + 1]!).toBeGreaterThan(map[index]!);
            expect(decodeEscapes(raw.slice(map[index]!, map[index + 1]!))).toBe(decoded[index]);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
