import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BaselineEntry, baselineText, compareBaseline, KnownFindings, parseBaseline } from './index.ts';

const entry = (file: string, fingerprint: string, rule = 'insecure-url'): BaselineEntry => ({
  file,
  rule,
  fingerprint,
});
const FLOW = 'src/Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';
const MOVED = 'solution/workflows/orders-0a1b2c3d-1111-2222-3333-444455556666.json';

/** Problems with the text that each one marks. */
function read(text: string) {
  const { entries, problems } = parseBaseline(text);
  return {
    entries,
    marked: problems.map(({ span, message }) => [text.slice(span.start, span.end), message]),
  };
}

describe('the file', () => {
  it('has one line for each finding, sorted', () => {
    const text = baselineText([
      entry('b.json', '2'),
      entry('a.json', '3', 'z'),
      entry('a.json', '1', 'a'),
      entry('b.json', '2'),
    ]);
    expect(text).toBe(
      [
        '{',
        '  "version": 1,',
        '  "findings": [',
        '    { "file": "a.json", "rule": "a", "fingerprint": "1" },',
        '    { "file": "a.json", "rule": "z", "fingerprint": "3" },',
        '    { "file": "b.json", "rule": "insecure-url", "fingerprint": "2" },',
        '    { "file": "b.json", "rule": "insecure-url", "fingerprint": "2" }',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
    expect(baselineText([])).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it('is read as it was written, whatever the order', () => {
    const text = fc.string({ minLength: 1, unit: 'grapheme' });
    const one = fc.record({ file: text, rule: text, fingerprint: text });
    fc.assert(
      fc.property(fc.array(one), (entries) => {
        const written = baselineText(entries);
        const { entries: again, problems } = parseBaseline(written);
        expect(problems).toEqual([]);
        expect(baselineText(again)).toBe(written);
        expect(baselineText([...entries].reverse())).toBe(written);
        expect(again).toHaveLength(entries.length);
        expect(parseBaseline(`\uFEFF${written.replaceAll('\n', '\r\n')}`).entries).toEqual(again);
      }),
    );
  });

  it.each([
    ['', '', 'This is not valid JSON: a value is missing.'],
    ['{"version": 1, "findings": [}', '}', 'This is not valid JSON'],
    ['[]', '[]', 'The baseline must be an object with "version" and "findings".'],
    ['{"findings": []}', '{"findings": []}', '"version" must be 1.'],
    ['{"version": 2, "findings": []}', '2', 'A newer version of Lockkeeper wrote this baseline.'],
    ['{"version": "1", "findings": []}', '"1"', '"version" must be 1.'],
    ['{"version": 1, "findings": {}}', '{}', '"findings" must be a list.'],
    [
      '{"version": 1, "findings": [7]}',
      '7',
      'An entry must have the texts "file", "rule" and "fingerprint"; this is 7.',
    ],
    [
      '{"version": 1, "findings": [{"file": "a", "rule": "b"}]}',
      '{"file": "a", "rule": "b"}',
      'this is one without.',
    ],
    ['{"version": 1, "findings": [\n<<<<<<< HEAD\n]}', '<<<<<<<', 'an unsolved merge conflict'],
  ])('tells where %j is damaged, and knows nothing then', (text, place, message) => {
    const { entries, marked } = read(text);
    expect(entries).toEqual([]);
    expect(marked[0]).toEqual([place, expect.stringContaining(message)]);
  });

  it('survives hostile nesting', () => {
    expect(parseBaseline(`{"version":1,"findings":${'['.repeat(100_000)}`).problems).not.toEqual([]);
  });
});

describe('known findings', () => {
  const known = new KnownFindings([
    entry(FLOW, '1'),
    entry(FLOW, '1'),
    entry(FLOW, '2'),
    entry('a/workflow.json', '1'),
  ]);
  const among = (file: string, ...fingerprints: string[]): number[] => {
    const findings = fingerprints.map((fingerprint, index) => ({ fingerprint, index }));
    return [...known.among(file, findings)].map((one) => one.index);
  };

  it('are those of the file, each as often as it stands there', () => {
    expect(among(FLOW, '1', '2', '3')).toEqual([0, 1]);
    expect(among(FLOW, '1', '1', '1')).toEqual([0, 1]);
    expect(among('other.json', '1')).toEqual([]);
  });

  it('move with a flow that has its id in its name, and with no other file', () => {
    expect(among(MOVED, '1', '2')).toEqual([0, 1]);
    expect(among('b/workflow.json', '1')).toEqual([]);
  });
});

describe('a finding with several places', () => {
  const known = new KnownFindings([entry(FLOW, '1'), entry(FLOW, '2'), entry('b/Workflows/Other.json', '3')]);
  const isKnown = (...places: { fingerprint: string; file?: string }[]): boolean =>
    known.among(FLOW, [{ fingerprint: 'of the set', places }]).size === 1;
  const [one, two, three] = ['1', '2', '3'].map((fingerprint) => ({ fingerprint }));

  it('is known when all of them are, also to a baseline that told of each by itself', () => {
    expect(isKnown(one!, two!)).toBe(true);
    expect(isKnown(two!, one!)).toBe(true);
    expect(isKnown(one!, { ...three!, file: 'b/Workflows/Other.json' })).toBe(true);
  });

  it('is new with one place more, or one in another file', () => {
    expect(isKnown(one!, two!, { fingerprint: '4' })).toBe(false);
    expect(isKnown(one!, one!)).toBe(false);
    expect(isKnown(one!, three!)).toBe(false);
  });

  it('that is new takes nothing from what is known of others', () => {
    const alone = { fingerprint: '1' };
    const set = { fingerprint: 'set', places: [one!, { fingerprint: '4' }] };
    expect([...known.among(FLOW, [set, alone])]).toEqual([alone]);
  });
});

describe('a comparison', () => {
  const files = (entries: readonly BaselineEntry[]): string[] =>
    entries.map((one) => `${one.fingerprint} ${one.file}`);

  it('tells what is gone', () => {
    const entries = [entry('a.json', '1'), entry('a.json', '1'), entry('b.json', '2')];
    const { gone, left } = compareBaseline(entries, [entry('a.json', '1'), entry('c.json', '9')]);
    expect(files(gone)).toEqual(['1 a.json', '2 b.json']);
    expect(files(left)).toEqual(['1 a.json']);
  });

  it('leaves entries alone of which the run says nothing', () => {
    const entries = [entry('a.json', '1'), entry('b.json', '2')];
    const { gone, left } = compareBaseline(entries, [], ({ file }) => file === 'a.json');
    expect(files(gone)).toEqual(['1 a.json']);
    expect(files(left)).toEqual(['2 b.json']);
  });

  it('finds a flow again that has moved; of a copy that is gone, the entries go', () => {
    expect(compareBaseline([entry(FLOW, '1')], [entry(MOVED, '1')]).gone).toEqual([]);
    const { gone, left } = compareBaseline([entry(FLOW, '1'), entry(MOVED, '1')], [entry(MOVED, '1')]);
    expect(files(gone)).toEqual([`1 ${FLOW}`]);
    expect(files(left)).toEqual([`1 ${MOVED}`]);
  });

  it('every entry is gone or left; against what was written nothing is gone and all is known', () => {
    const one = fc.record({
      file: fc.constantFrom('a.json', 'b.json', FLOW),
      rule: fc.constantFrom('r', 's'),
      fingerprint: fc.constantFrom('1', '2', '3'),
    });
    fc.assert(
      fc.property(fc.array(one), fc.array(one), (entries, found) => {
        const { gone, left } = compareBaseline(entries, found);
        expect(gone.length + left.length).toBe(entries.length);
        expect(compareBaseline(entries, entries).gone).toEqual([]);
        for (const file of new Set(entries.map((each) => each.file))) {
          const ofFile = entries.filter((each) => each.file === file);
          expect(new KnownFindings(entries).among(file, ofFile).size).toBe(ofFile.length);
        }
      }),
    );
  });
});
