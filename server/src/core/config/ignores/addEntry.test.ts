import fc from 'fast-check';
import { type ParseError, parse } from 'jsonc-parser';
import { expect, it } from 'vitest';
import { applyEdits } from '../../text/textEdit.ts';
import { DEFAULT_CONFIG } from '../types.ts';
import { addIgnoreEntry, newConfigText } from './addEntry.ts';

const ENTRY = { rule: 'r', file: 'a.json', pointer: '/a', reason: 'why' };
const LINE = '{ "rule": "r", "file": "a.json", "pointer": "/a", "reason": "why" }';

function added(text: string): string | undefined {
  const edits = addIgnoreEntry(text, ENTRY);
  return edits && applyEdits(text, edits);
}

const spread = (indent: string, unit = '  ', eol = '\n'): string =>
  [
    '{',
    `${indent}${unit}"rule": "r",`,
    `${indent}${unit}"file": "a.json",`,
    `${indent}${unit}"pointer": "/a",`,
    `${indent}${unit}"reason": "why"`,
    `${indent}}`,
  ].join(eol);

it.each<[what: string, before: string, after: string]>([
  [
    'no list yet',
    '{\n  "profile": "default"\n}\n',
    `{\n  "profile": "default",\n  "ignore": [\n    ${spread('    ')}\n  ]\n}\n`,
  ],
  ['nothing at all', '{}', `{\n  "ignore": [\n    ${spread('    ')}\n  ]\n}`],
  ['an empty file', '', `{\n  "ignore": [\n    ${spread('    ')}\n  ]\n}\n`],
  ['a byte order mark alone', '\uFEFF', `\uFEFF{\n  "ignore": [\n    ${spread('    ')}\n  ]\n}\n`],
  ['an empty list', '{\n\t"ignore": []\n}', `{\n\t"ignore": [\n\t\t${spread('\t\t', '\t')}\n\t]\n}`],
  [
    'entries of one line each',
    '{\n  "ignore": [\n    { "rule": "x" }\n  ]\n}',
    `{\n  "ignore": [\n    { "rule": "x" },\n    ${LINE}\n  ]\n}`,
  ],
  [
    'entries of many lines, with tabs and CRLF',
    '{\r\n\t"ignore": [\r\n\t\t{\r\n\t\t\t"rule": "x"\r\n\t\t}\r\n\t]\r\n}',
    `{\r\n\t"ignore": [\r\n\t\t{\r\n\t\t\t"rule": "x"\r\n\t\t},\r\n\t\t${spread('\t\t', '\t', '\r\n')}\r\n\t]\r\n}`,
  ],
  ['everything on one line', '{"ignore": [{"rule": "x"}]}', `{"ignore": [{"rule": "x"}, ${LINE}]}`],
  ['one line without a list', '{"profile": "default"}', `{"profile": "default", "ignore": [${LINE}]}`],
  [
    'brackets beside braces',
    '{\n  "ignore": [{\n    "rule": "x"\n  }]\n}',
    `{\n  "ignore": [{\n    "rule": "x"\n  }, ${spread('  ')}]\n}`,
  ],
  [
    'a comma behind the last entry',
    '{\n  "ignore": [\n    { "rule": "x" },\n  ],\n}',
    `{\n  "ignore": [\n    { "rule": "x" },\n    ${LINE},\n  ],\n}`,
  ],
  [
    'a comment behind the last entry',
    '{\n  "ignore": [\n    { "rule": "x" } // old\n    // the end\n  ]\n}',
    `{\n  "ignore": [\n    { "rule": "x" }, // old\n    ${LINE}\n    // the end\n  ]\n}`,
  ],
  [
    'a comment behind a comma',
    '{\n  "ignore": [\n    { "rule": "x" }, // old\n  ]\n}',
    `{\n  "ignore": [\n    { "rule": "x" }, // old\n    ${LINE},\n  ]\n}`,
  ],
  [
    'a comment in an empty list',
    '{\n  "ignore": [\n    // nothing yet\n  ]\n}',
    `{\n  "ignore": [\n    // nothing yet\n    ${spread('    ')}\n  ]\n}`,
  ],
  [
    'a comment behind the last setting',
    '{\n    "profile": "default" // quiet\n}',
    `{\n    "profile": "default", // quiet\n    "ignore": [\n        ${spread('        ', '    ')}\n    ]\n}`,
  ],
])('adds to %s', (_what, before, after) => {
  expect(added(before)).toBe(after);
});

it.each([
  '[]',
  '5',
  '{ "ignore": {} }',
  '{ "ignore": [',
  '{ "a": 1 "b": 2 }',
  '// only this',
  '{"a":'.repeat(50_000),
])('leaves %.20s alone', (text) => {
  expect(added(text)).toBeUndefined();
});

it('leaves out what the entry does not restrict', () => {
  const edits = addIgnoreEntry('{"ignore":[{}]}', { rule: 'r', reason: 'why' });
  expect(applyEdits('{"ignore":[{}]}', edits!)).toBe('{"ignore":[{}, { "rule": "r", "reason": "why" }]}');
});

it('adds exactly one entry to any config, and changes nothing else of it', () => {
  const space = fc.constantFrom(
    '',
    ' ',
    '\n',
    '\n  ',
    '\r\n\t',
    ' /* c */ ',
    ' // c\n',
    '\n// "ignore": [\n',
  );
  const entry = fc.constantFrom('{ "rule": "x" }', '{\n "rule": "x"\n}', '{"rule":"y","reason":"a // b"}');
  const list = fc
    .tuple(fc.array(fc.tuple(space, entry, space), { maxLength: 3 }), fc.boolean(), space)
    .map(([items, comma, end]) => {
      const joined = items.map(([a, one, b]) => a + one + b).join(',');
      return `"ignore"${end}:[${joined}${comma && items.length > 0 ? ',' : ''}${end}]`;
    });
  const config = fc
    .tuple(space, fc.option(list), fc.option(fc.constant('"profile": "default"')), space, fc.boolean(), space)
    .map(([a, ignore, profile, b, comma, end]) => {
      const parts = [profile, ignore].filter((one) => one !== null);
      return `${a}{${b}${parts.join(`,${b}`)}${comma && parts.length > 0 ? ',' : ''}${end}}${a}`;
    });
  fc.assert(
    fc.property(config, (text) => {
      const edits = addIgnoreEntry(text, ENTRY);
      expect(edits).toBeDefined();
      const errors: ParseError[] = [];
      const value = parse(applyEdits(text, edits!), errors, { allowTrailingComma: true });
      expect(errors).toEqual([]);
      const before = parse(text, [], { allowTrailingComma: true });
      expect(value).toEqual({ ...before, ignore: [...(before.ignore ?? []), ENTRY] });
      // Only white space goes: everything that was written is still there, in its order.
      const solid = (one: string): string => one.replace(/\s+/g, '');
      let at = 0;
      const result = solid(applyEdits(text, edits!));
      for (const unit of solid(text)) {
        at = result.indexOf(unit, at) + 1;
        expect(at).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});

it('writes a new config that says what the settings said', () => {
  expect(newConfigText(DEFAULT_CONFIG, { rule: 'r', reason: 'why' })).toBe(
    '{\n  "ignore": [\n    {\n      "rule": "r",\n      "reason": "why"\n    }\n  ]\n}\n',
  );
  const settings = { profile: 'pedantic', rules: { x: 'off' }, include: ['a'], exclude: ['b'] } as const;
  expect(JSON.parse(newConfigText(settings, ENTRY))).toEqual({ ...settings, ignore: [ENTRY] });
});
