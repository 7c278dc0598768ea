// Names and values as a hostile repository may have them: whatever they are, a report stays what it is, at every size.
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf, flowChange, inputChange, stepChange } from '../../../../../test/harness/changes.ts';
import { ANY_HIDDEN, COMMAND_LINK, HIDDEN, HOSTILE_NAME } from '../../../../../test/harness/hostileNames.ts';
import type { StepChange } from '../../changes/index.ts';
import { LEAST_SIZE } from '../options.ts';
import { measure } from './cut.ts';
import { type ChangeRisk, type ChangesReport, toChanges } from './index.ts';

interface Token {
  readonly type: string;
  readonly tag: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
}
// It comes with the packager, without types: an oracle that knows links, HTML and tables.
const MarkdownIt = createRequire(import.meta.url)('markdown-it') as new (
  options: object,
) => { parse(text: string, env: object): Token[] };
const parser = new MarkdownIt({ html: true, linkify: true });

const NASTY = [
  ...[HOSTILE_NAME, COMMAND_LINK, ...Object.values(HIDDEN)],
  ...[
    '@admin',
    'a @org/team',
    '#12',
    'GH-7',
    '!3',
    '::error::x',
    '##[error]x',
    '##vso[task.x]y',
    '| a |',
    '|---|',
  ],
  ...[
    '```',
    '`',
    '``x',
    '~~~',
    '-->',
    '<!--',
    '</details>',
    '<script>',
    '<details>',
    '&lt;b&gt;',
    '![x](http://y.z)',
  ],
  ...[
    '[x](javascript:1)',
    '[x]: http://y.z',
    'https://evil.example',
    'www.evil.example',
    'a@b.example',
    '***',
  ],
  ...[
    '# x',
    '> x',
    '- x',
    '+ x',
    '1. x',
    '    x',
    '\t',
    '',
    ' ',
    '\\',
    '\\|',
    '\n\n# x',
    '\r\n```\r\n',
    '$x$',
    ':smile:',
  ],
  ...['"]', '"];', '#quot;', '%%{init: {}}%%', 'click s0 "http://x"', 'end', 'style', '--> x'],
];
const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.tuple(fc.constantFrom(...NASTY), fc.constantFrom(...NASTY)).map((pair) => pair.join('')),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constant('@long '.repeat(120)),
);

const step: fc.Arbitrary<StepChange> = fc
  .record({ name: nasty, other: nasty, type: nasty, value: nasty, path: nasty })
  .chain(({ name, other, type, value, path }) =>
    fc.constantFrom(
      stepChange({ kind: 'added', name, type, about: value, copyOf: other }),
      stepChange({
        ...{ kind: 'removed', name, type },
        place: { kind: 'between', after: [other], before: [name], count: 1 },
      }),
      stepChange({
        ...{ kind: 'changed', name },
        inputs: [inputChange([path], value, other), inputChange([path, path], undefined, value)],
        settings: [{ id: 'other', name: path, was: value, now: other, lost: false }],
      }),
      stepChange({ kind: 'renamed', name, renamed: { was: other, sure: false } }),
      stepChange({
        ...{ kind: 'moved', name },
        container: { step: other, branch: 'case', label: path },
        moved: {
          ...{ from: { step: name, branch: 'else', label: other }, how: 'between', repeated: value },
          to: { step: other, branch: 'case', label: path },
        },
      }),
    ),
  );

const report: fc.Arbitrary<ChangesReport> = fc
  .record({
    flows: fc.array(fc.record({ name: nasty, steps: fc.array(step, { maxLength: 5 }), label: nasty }), {
      ...{ minLength: 1, maxLength: 7 },
    }),
    risks: fc.array(nasty, { maxLength: 25 }),
    key: nasty,
  })
  .map(({ flows, risks, key }) => ({
    ...{
      tool: { name: 'lockkeeper', version: '1' },
      base: key,
      head: key,
      everything: `lockkeeper diff ${key}`,
    },
    fileOf: (uri: string) => uri,
    fixed: [{ ruleId: 'a', flow: key, isSecret: true, isGone: false }],
    risks: risks.map(
      (message): ChangeRisk => ({
        ...{
          kind: 'new',
          ruleId: 'hardcoded-secret',
          severity: 'error',
          uri: key,
          flow: key,
          message,
          hint: key,
        },
      }),
    ),
    changes: changesOf({
      noise: [{ kind: 'keyOrder', count: 1, unit: 'step', names: [key] }],
      flows: flows.map(({ name, steps, label }) =>
        flowChange({
          ...{ name, steps, counts: { added: steps.length } },
          renamed: { was: label, now: name },
          connections: [
            {
              ...{ kind: 'reference', key, connector: name, connectorWas: undefined, was: label, now: key },
              ...{ runsAs: undefined, usedBy: [name], pointers: { base: undefined, head: undefined } },
            },
          ],
          small: [{ subject: name, was: label, now: key }],
          graph: {
            nodes: [
              { id: 'n0', label: name, state: 'added', inside: undefined },
              { id: 'n1', label, state: 'removed', inside: 'n0' },
            ],
            edges: [{ from: 'n0', to: 'n1', state: 'same' }],
            left: 0,
          },
        }),
      ),
    }),
  }));

const OWN_HTML =
  /^(?:<!-- lockkeeper-diff -->|<\/?sub>|<\/details>|<details><summary>(?:<[bi]>|<\/[bi]>|<code>|<\/code>|[^<>])*<\/summary>)$/;

function flat(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);
}

/** What a host makes of it is what we wrote: no link, no picture, no HTML, heading or code block of the data's own. */
function holds(text: string): void {
  const tokens = flat(parser.parse(text, {}));
  const of = (type: string): Token[] => tokens.filter((one) => one.type === type);
  expect([...of('link_open'), ...of('image'), ...of('code_block'), ...of('hr')]).toEqual([]);
  for (const { content } of [...of('html_inline'), ...of('html_block')])
    expect(content.trim()).toMatch(OWN_HTML);
  expect(of('heading_open').map(({ tag }) => tag)).toEqual(['h3']);
  // Opened and closed, also where it was cut.
  const count = (mark: RegExp): number => [...text.matchAll(mark)].length;
  expect(count(/^<details>/gm)).toBe(count(/^<\/details>$/gm));
  expect(of('fence')).toHaveLength(count(/^```mermaid$/gm));
  for (const { content } of of('fence')) {
    expect(content).toMatch(/^flowchart TD\n/);
    expect(content).not.toContain('%%');
    for (const line of content.trim().split('\n'))
      expect(line).toMatch(
        /^ *(?:flowchart TD|classDef .*|class s\d+ \w+|(?:subgraph )?(?:s\d+|more)\["[^"]*"\]|end|s\d+ \S+ s\d+)$/,
      );
  }
  for (const row of of('tr_open')) expect(row).toBeDefined();
  const rows = of('tbody_open').length + of('thead_open').length + of('tr_open').length;
  if (rows > 0) expect(of('td_open').length % 4).toBe(0);
  // Nobody is notified, and no issue is linked, outside of code.
  for (const { content } of of('text')) expect(content).not.toMatch(/@\w|[#!]\d|\bGH-\d/i);
  expect(text).not.toMatch(/^\s*::|##\[|##vso\[/im);
  expect(text.replaceAll('\n', '')).not.toMatch(ANY_HIDDEN);
}

describe('a report of changes in hostile files', () => {
  it('is Markdown of our own making', () => {
    fc.assert(
      fc.property(report, fc.boolean(), (one, all) =>
        holds(toChanges('markdown', one, { all, most: undefined })),
      ),
      { numRuns: 60 },
    );
  });

  it('is whole and short enough at every size, and tells how many risks there are', () => {
    fc.assert(
      fc.property(report, fc.integer({ min: LEAST_SIZE, max: 12_000 }), (one, most) => {
        const text = toChanges('markdown', one, { all: false, most });
        holds(text);
        expect(measure(text)).toBe(new TextEncoder().encode(text).length);
        expect(measure(text)).toBeLessThanOrEqual(most);
        const told = one.risks.length === 0 ? 'no new risks' : `${one.risks.length} new risk`;
        expect(text).toContain(told);
      }),
      { numRuns: 50 },
    );
  });

  it('is text that hides nothing and gives no orders', () => {
    fc.assert(
      fc.property(report, (one) => {
        const text = toChanges('text', one, { all: true, most: undefined });
        expect(text.replaceAll('\n', '')).not.toMatch(ANY_HIDDEN);
        expect(text).not.toMatch(/^\s*::\w|##\[|##vso\[/im);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a report that is too long', () => {
  const steps = Array.from({ length: 20 }, (_, at) =>
    stepChange({
      ...{ kind: 'changed', name: `Step ${at}` },
      inputs: Array.from({ length: 5 }, (_one, input) =>
        inputChange([`Input ${input}`], 'a'.repeat(80), 'b'),
      ),
    }),
  );
  const flows = Array.from({ length: 40 }, (_, at) =>
    flowChange({
      ...{ name: `Flow ${at}`, steps, counts: { inputs: 100 } },
      small: [{ subject: 'Note', was: 'x', now: 'y' }],
      graph: {
        nodes: [{ id: 'n0', label: 'A', state: 'added', inside: undefined }],
        ...{ edges: [], left: 0 },
      },
    }),
  );
  const risk: ChangeRisk = {
    ...{ kind: 'new', ruleId: 'hardcoded-secret', severity: 'error', flow: 'Flow 3', hint: '' },
    ...{ uri: flows[3]!.head!.uri, message: 'A secret.' },
  };
  const whole: ChangesReport = {
    ...{
      tool: { name: 'lockkeeper', version: '1' },
      base: 'a',
      head: 'b',
      everything: 'lockkeeper diff a b --all',
    },
    ...{ fixed: [], changes: changesOf({ flows }), risks: [risk], fileOf: (uri: string) => uri },
  };
  const at = (most: number | undefined): string => toChanges('markdown', whole, { all: false, most });
  const has = (text: string) => ({
    graphs: text.includes('```mermaid'),
    small: text.includes('Small changes'),
    inputs: text.includes('Input 4'),
    steps: text.includes('Step 19'),
    flows: [...text.matchAll(/Flow \d+(?:\*\*|<)/g)].length,
    more: /and (\d+) more flow/.exec(text)?.[1],
  });

  it('tells what changed in as many flows as there is room for, those with risks first', () => {
    for (const most of [30_000, 50_000]) {
      const text = at(most);
      const told = text.split('Step 19').length - 1;
      expect(measure(text)).toBeLessThanOrEqual(most);
      expect(measure(text)).toBeGreaterThan(most * 0.7);
      expect(told).toBeGreaterThan(1);
      expect(text.indexOf('Step 19')).toBeGreaterThan(text.indexOf('**Flow 3**'));
      expect(has(text).flows).toBe(40);
    }
  });

  it('loses first what tells least: graphs, small changes, inputs, steps, flows', () => {
    const size = measure(at(undefined));
    const levels = [size, size - 1, size * 0.96, size * 0.9, 40_000, 3000, 1200].map((most) =>
      has(at(Math.floor(most))),
    );
    expect(levels).toMatchInlineSnapshot(`
      [
        {
          "flows": 40,
          "graphs": true,
          "inputs": true,
          "more": undefined,
          "small": true,
          "steps": true,
        },
        {
          "flows": 40,
          "graphs": false,
          "inputs": true,
          "more": undefined,
          "small": true,
          "steps": true,
        },
        {
          "flows": 40,
          "graphs": false,
          "inputs": false,
          "more": undefined,
          "small": false,
          "steps": true,
        },
        {
          "flows": 40,
          "graphs": false,
          "inputs": false,
          "more": undefined,
          "small": false,
          "steps": true,
        },
        {
          "flows": 40,
          "graphs": false,
          "inputs": false,
          "more": undefined,
          "small": false,
          "steps": true,
        },
        {
          "flows": 40,
          "graphs": false,
          "inputs": false,
          "more": undefined,
          "small": false,
          "steps": false,
        },
        {
          "flows": 28,
          "graphs": false,
          "inputs": false,
          "more": "12",
          "small": false,
          "steps": false,
        },
      ]
    `);
    expect(at(1200)).toContain('All of it: `lockkeeper diff a b --all`');
  });

  it('lists twenty risks at most, and says how many there are', () => {
    const risks = Array.from({ length: 23 }, (_, at) => ({ ...risk, message: `A secret ${at}.` }));
    const text = toChanges('markdown', { ...whole, risks }, { all: false, most: 60_000 });
    expect(text).toContain('> - and 3 more risks');
    expect([...text.matchAll(/^> - \*\*/gm)]).toHaveLength(20);
    const same = toChanges(
      'markdown',
      { ...whole, risks: [...risks, risk, risk] },
      { all: false, most: 60_000 },
    );
    expect(same).toContain('and 5 more risks');
    expect(toChanges('markdown', { ...whole, risks }, { all: false, most: LEAST_SIZE })).toMatch(
      /23 new risks[\s\S]*and \d+ more risks/,
    );
  });
});
