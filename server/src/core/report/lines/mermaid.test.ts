// The text of a graph against the part of Mermaid's grammar that it uses: whatever steps are called, nothing else is there.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COMMAND_LINK, HIDDEN, HOSTILE_NAME } from '../../../../../test/harness/hostileNames.ts';
import type { ChangeGraph, GraphNode } from '../../changes/index.ts';
import { mermaidOf } from './mermaid.ts';

const STATES = ['added', 'removed', 'changed', 'same'] as const;
/** A quoted label: letters and some signs, and references for the rest; nothing that begins something in Markdown. */
const LABEL = /^(?!\s|[-+*>]|\d+[.)])(?:[\p{L}\p{N} ,()'?=/…~−-]|#\d+;)*$/u;
const LINES = [
  /^ {2}classDef (?:added|removed|changed) [a-z0-9:#,\- ]+$/,
  /^ +class s\d+ (?:added|removed|changed)$/,
  /^ {2}s\d+ (?:-->|==>|-\.->) s\d+$/,
  /^ {2}more\["and \d+ more"\]$/,
];

/** Throws where a text is anything but a flowchart of ours. */
function hold(text: string): void {
  const [first, ...lines] = text.split('\n');
  expect(first).toBe('flowchart TD');
  const ids = new Set<string>();
  let open = 0;
  for (const line of lines) {
    const box = /^ +(subgraph )?(s\d+)\["(.*)"\]$/.exec(line);
    if (box !== null) {
      const [, group, id, label] = box;
      expect(ids.has(id!), `${id} is there once`).toBe(false);
      ids.add(id!);
      expect(label).toMatch(LABEL);
      if (group !== undefined) open++;
    } else if (/^ +end$/.test(line)) open--;
    else
      expect(
        LINES.some((one) => one.test(line)),
        line,
      ).toBe(true);
    expect(open).toBeGreaterThanOrEqual(0);
  }
  expect(open).toBe(0);
  for (const [, from, to] of text.matchAll(/^ {2}(s\d+) \S+ (s\d+)$/gm))
    expect([ids.has(from!), ids.has(to!)]).toEqual([true, true]);
}

const NAMES = [
  ...[HOSTILE_NAME, COMMAND_LINK, ...Object.values(HIDDEN)],
  ...[
    'end',
    '1. First',
    '1) First',
    '- x',
    '+ x',
    '* x',
    '> x',
    '# x',
    '~~~',
    '```',
    '    code',
    'www.evil.example',
  ],
  ...[
    '"] --> x',
    'a"]; click s0 href "x"',
    '%%{init: {}}%%',
    '#quot;',
    '#35;',
    '`md`',
    '<b>',
    'fa:fa-car',
    ':::added',
  ],
  ...[
    'https://evil.example',
    'a\nclass s0 removed',
    'subgraph',
    'graph TD',
    '|x|',
    '{{x}}',
    '@{ shape: x }',
    '$$x$$',
  ],
];

const graph: fc.Arbitrary<ChangeGraph> = fc
  .array(
    fc.record({
      label: fc.oneof(fc.constantFrom(...NAMES), fc.string({ unit: 'grapheme' })),
      state: fc.constantFrom(...STATES),
      around: fc.nat(30),
    }),
    { minLength: 1, maxLength: 50 },
  )
  .chain((boxes) => {
    const nodes = boxes.map(
      ({ label, state, around }, index): GraphNode => ({
        ...{ id: `n${index}`, label, state },
        inside: around < index ? `n${around}` : undefined,
      }),
    );
    const edge = fc.record({
      from: fc.constantFrom(...nodes.map(({ id }) => id)),
      to: fc.constantFrom(...nodes.map(({ id }) => id), 'n999'),
      state: fc.constantFrom('added', 'removed', 'same'),
    });
    return fc.record({
      nodes: fc.constant(nodes),
      edges: fc.array(edge, { maxLength: 20 }),
      left: fc.nat(3),
    }) as fc.Arbitrary<ChangeGraph>;
  });

it('is a flowchart of ours, whatever steps are called', () => {
  fc.assert(
    fc.property(graph, (one) => hold(mermaidOf(one))),
    { numRuns: 200 },
  );
});

it('shows names that Markdown would read', () => {
  for (const label of NAMES)
    for (const state of STATES)
      hold(mermaidOf({ nodes: [{ id: 'n0', label, state, inside: undefined }], edges: [], left: 0 }));
});
