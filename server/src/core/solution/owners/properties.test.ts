import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../text/textEdit.ts';
import { isRefused } from '../index.ts';
import { parseJsonWithComments } from '../readers/jsonWithComments.ts';
import { applied, eachFact, raws } from '../testing.ts';
import { ownersOf, placesFor, recordOwner, startOwnershipFile } from './index.ts';
import { type Folder, factsIn, load, ROOT, SOLUTION, uriOf } from './testing.ts';

/** All fixtures of this folder, as one workspace each. */
const root = path.join(import.meta.dirname, 'fixtures');
const folders = readdirSync(root)
  .filter((name) => !name.endsWith('.golden.txt') && name !== 'damaged')
  .map((name) => {
    const own: Record<string, string> = {};
    for (const entry of readdirSync(path.join(root, name), { recursive: true, withFileTypes: true })) {
      const full = path.join(entry.parentPath, entry.name);
      if (entry.isFile())
        own[path.relative(path.join(root, name), full).replaceAll(path.sep, '/')] = readFileSync(
          full,
          'utf8',
        );
    }
    return { own, folder: name === 'package' ? own : { ...SOLUTION, ...own } };
  });

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '//',
  '/*',
  '*/',
  '\r\n',
  '\t',
  '#',
  '@',
  '\u{1f600}',
  '\ud800',
  '\0',
];

const broken = fc
  .record({
    which: fc.nat(),
    file: fc.nat(),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 30 }),
    put: fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 4 })), { maxLength: 4 }),
  })
  .map(({ which, file, from, length, put }): Folder => {
    const { own, folder } = folders[which % folders.length]!;
    const paths = Object.keys(own);
    const damaged = paths[file % paths.length]!;
    const text = own[damaged]!;
    const at = Math.floor(from * text.length);
    return { ...folder, [damaged]: text.slice(0, at) + put.join('') + text.slice(at + length) };
  });

describe('any damage to a file', { timeout: 60_000 }, () => {
  it('throws nowhere, keeps places in their files and edits well-formed', () => {
    let facts = 0;
    let edits = 0;
    fc.assert(
      fc.property(broken, (folder) => {
        for (const model of load(folder).solutions()) {
          const textOf = (uri: string): string => folder[decodeURIComponent(uri.slice(ROOT.length + 1))]!;
          for (const fact of eachFact(model))
            expect(raws(fact, textOf(fact.uri))).toContain(String(fact.value));
          for (const { uri, span } of model.problems) {
            expect(span.start).toBeLessThanOrEqual(span.end);
            expect(span.end).toBeLessThanOrEqual(textOf(uri).length);
          }
          const owners = ownersOf(model, factsIn(folder));
          const all = [...owners.flows, ...owners.connections].flatMap((one) => one.facts);
          for (const { source, principal } of all) {
            const raw = textOf(source.uri).slice(source.span.start, source.span.end);
            if (!/[\\"{}\s]/.test(raw)) expect(raw.toLowerCase()).toContain(principal.name.toLowerCase());
            facts++;
          }
          const flow = model.flows[0];
          if (flow === undefined) continue;
          const jane = { owner: 'jane.doe@contoso.example' };
          const results = [
            startOwnershipFile(model),
            ...placesFor(model).map((place) => recordOwner(model, flow, jane, { place })),
          ];
          for (const edit of results) {
            if (isRefused(edit)) continue;
            for (const change of edit) {
              if ('delete' in change) throw new Error('owners are recorded, and no file goes');
              const text = 'create' in change ? change.create : applyEdits(textOf(change.uri), change.edits);
              expect(parseJsonWithComments(text).damage).toBeUndefined();
              edits++;
            }
          }
        }
      }),
      { numRuns: 700 },
    );
    expect(facts).toBeGreaterThan(500);
    expect(edits).toBeGreaterThan(500);
  });
});

describe('an ownership file of any style', () => {
  it('takes a new entry that is read back, and keeps comments', () => {
    const blank = fc.constantFrom(
      '',
      ' ',
      '\n',
      '\r\n  ',
      '\n\t// x\n',
      ' // y\n  ',
      '/* z */',
      '/* a\n b */',
    );
    const entry = fc.tuple(
      blank,
      fc.constantFrom('{"flow":"a"}', '{ "flow": "b*", "owner": "Sales" }'),
      blank,
    );
    const entries = fc.tuple(fc.array(entry, { maxLength: 3 }), fc.boolean(), blank);
    fc.assert(
      fc.property(entries, blank, ([list, comma, end], start) => {
        const inner =
          list.map((parts) => parts.join('')).join(',') + (comma && list.length > 0 ? ',' : '') + end;
        const text = `${start}{ "flows": [${inner}] }`;
        const folder = { ...SOLUTION, 'flow-owners.json': text };
        const [model] = load(folder).solutions();
        const edit = recordOwner(model!, model!.flows[0]!, { owner: 'jane.doe@contoso.example' });
        const after = applied(folder, edit);
        const [again] = load(after).solutions();
        expect(again!.problems.filter((one) => !one.message.includes('entry above'))).toEqual([]);
        expect(again!.ownerSources.flowOwners[0]!.entries.some((one) => one.by === 'id')).toBe(true);
        const comments = (one: string): number =>
          one.match(/\/\/ [xy]$|\/\* (?:z|a\r?\n b) \*\//gm)?.length ?? 0;
        expect(comments(after['flow-owners.json']!)).toBe(comments(text));
        expect(uriOf('flow-owners.json')).toBe(again!.ownerSources.flowOwners[0]!.uri);
      }),
      { numRuns: 400 },
    );
  });
});
