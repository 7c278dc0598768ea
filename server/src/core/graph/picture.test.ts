import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import {
  callWith,
  compose,
  flowText,
  foreach,
  getSecret,
  ifElse,
  inOrder,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
  secured,
} from '../../../../test/harness/flowBuilder.ts';
import { expectSound, graphOf, stepOf } from '../../../../test/harness/graphs.ts';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { HOSTILE_NAME } from '../../../../test/harness/hostileNames.ts';
import { flowGraphs } from './flowGraph.ts';
import { flowMermaid } from './mermaid.ts';
import { startFolded } from './picture/fold.ts';
import { layOut } from './picture/layout.ts';
import { flowSvg } from './picture/svg.ts';
import type { FlowGraph, GraphLane, GraphStep } from './picture/types.ts';

const EVERYTHING: Steps = inOrder({
  Get_secret: secured(getSecret(), 'outputs'),
  Keep: compose("@outputs('Get_secret')?['body/value']"),
  Is_it: ifElse({ Call: callWith("@{outputs('Keep')}") }),
  Each: foreach('@triggerBody()', {
    Try: scope({ Send: compose(1) }),
    Catch: { ...compose(1), runAfter: { Try: ['Failed', 'TimedOut'] } },
  }),
});

/** A graph without a flow: `nesting` of each step says how many of the steps before it are left, and so where it stands. */
function madeUp(
  steps: readonly { readonly up: number; readonly lanes: number; readonly after: number }[],
): FlowGraph {
  const made: GraphStep[] = [];
  const lanes: (GraphLane & {
    readonly steps: number[];
    readonly edges: { from: number; to: number; label: string }[];
  })[] = [{ label: '', owner: -1, steps: [], edges: [] }];
  for (const [id, { up, lanes: count, after }] of steps.entries()) {
    let lane = lanes.length - 1;
    for (let left = up; left > 0 && lane > 0; left--) lane = made[lanes[lane]!.owner]!.lane;
    const beside = lanes[lane]!.steps;
    if (beside.length > 0 && after > 0) {
      lanes[lane]!.edges.push({
        from: beside[beside.length - Math.min(after, beside.length)]!,
        to: id,
        label: '',
      });
      if (after > 2) lanes[lane]!.edges.push({ from: id, to: beside[0]!, label: 'failed' });
    }
    beside.push(id);
    const own: number[] = [];
    for (let at = 0; at < count; at++) {
      own.push(lanes.length);
      lanes.push({ label: count === 1 ? '' : `Case ${at}`, owner: id, steps: [], edges: [] });
    }
    made.push({
      ...{
        name: `Step ${id}`,
        what: '',
        type: '',
        kind: 'data',
        pointer: '',
        span: [0, 0],
        nameSpan: [0, 0],
      },
      ...{ lane, lanes: own, errors: id % 3, warnings: 0, infos: 0, findings: [] },
    });
  }
  return { name: 'made up', steps: made, lanes, secrets: [] };
}

const STEPS = fc.array(
  fc.record({ up: fc.nat(3), lanes: fc.constantFrom(0, 0, 0, 0, 1, 2, 12), after: fc.nat(4) }),
  { maxLength: 120 },
);

describe('a layout', () => {
  it('keeps steps apart and inside of what holds them, whatever the flow is', () => {
    fc.assert(
      fc.property(STEPS, fc.nat(), (steps, seed) => {
        const graph = madeUp(steps);
        expectSound(graph);
        expectSound(graph, new Set(steps.flatMap((_, id) => ((id * 7 + seed) % 3 === 0 ? [id] : []))));
      }),
      { numRuns: 60 },
    );
  });

  it('has each step below those that it runs after', () => {
    const graph = graphOf({ actions: EVERYTHING });
    const { steps, edges } = expectSound(graph);
    const boxes = new Map(steps.map(({ step, box }) => [step, box]));
    expect(edges.length).toBe(5);
    for (const { from, to } of edges)
      expect(boxes.get(to)!.y).toBeGreaterThan(boxes.get(from)!.y + boxes.get(from)!.height);
  });

  it('has True left of False at one height, and many cases in several rows in their order', () => {
    const cases = Object.fromEntries(
      Array.from({ length: 29 }, (_, at) => [
        `Case_${at}`,
        { case: at, actions: { [`In_${at}`]: compose(1) } },
      ]),
    );
    const graph = graphOf({
      actions: { Is_it: ifElse({ Yes: compose(1) }, { No: compose(1) }), Many: { type: 'Switch', cases } },
    });
    const { lanes, width } = expectSound(graph);
    const boxOf = (lane: number) => lanes.find((one) => one.lane === lane)!.box;
    const [yes, no] = stepOf(graph, 'Is it').lanes.map(boxOf);
    expect([yes!.y, yes!.x < no!.x]).toEqual([no!.y, true]);
    const many = stepOf(graph, 'Many').lanes.map(boxOf);
    for (const [at, box] of many.slice(1).entries())
      expect(box.y > many[at]!.y || box.x > many[at]!.x, `lane ${at + 1}`).toBe(true);
    expect(new Set(many.map(({ y }) => y)).size).toBeGreaterThan(2);
    expect(width).toBeLessThan(3000);
  });

  it('leads a way around the steps that stand between', () => {
    const actions = { A: compose(1), B: runsAfter(compose(1), 'A'), C: runsAfter(compose(1), 'A', 'B') };
    const { edges, steps } = expectSound(graphOf({ actions }));
    const long = edges.filter(({ points }) => points.track !== undefined);
    expect(long.length).toBe(1);
    for (const { box } of steps) expect(long[0]!.points.track).toBeGreaterThan(box.x + box.width);
  });

  it('starts folded below the second level in large flows alone', () => {
    const actions = (count: number): Steps => ({
      Outer: scope({
        Inner: scope(
          inOrder(Object.fromEntries(Array.from({ length: count }, (_, at) => [`S${at}`, compose(1)]))),
        ),
      }),
    });
    expect(startFolded(graphOf({ actions: actions(10) })).size).toBe(0);
    const large = graphOf({ actions: actions(90) });
    const folded = startFolded(large);
    expect([...folded]).toEqual([stepOf(large, 'Inner').id]);
    const { steps } = expectSound(large, folded);
    expect(steps.at(-1)?.card.lines).toEqual([{ kind: 'note', text: '90 steps inside' }]);
  });

  it('takes time in proportion to the size', () => {
    const graphs = new Map<number, FlowGraph>();
    expectLinear((size) => {
      let graph = graphs.get(size);
      if (graph === undefined) {
        graph = madeUp(
          Array.from({ length: size }, (_, at) => ({
            up: at % 2,
            lanes: at % 5 === 0 ? 2 : 0,
            after: (at % 3) + 1,
          })),
        );
        graphs.set(size, graph);
      }
      expect(layOut(graph, new Set()).steps.length).toBe(size);
    }, 1000);
  });

  it('of ten thousand levels overflows nothing, open or folded', () => {
    let text = '{"type":"Compose","inputs":1}';
    const depth = 10_000;
    text = `${Array.from({ length: depth }, (_, at) => `{"type":"Scope","actions":{"S${at}":`).join('')}${text}${'}}'.repeat(depth)}`;
    const graph = graphOfText(text);
    expect(graph.steps.length).toBe(depth + 2);
    expect(layOut(graph, new Set()).steps.length).toBe(depth + 2);
    expect(layOut(graph, startFolded(graph)).steps.length).toBeLessThan(10);
    expect(flowSvg(graph).length).toBeLessThan(20_000);
    expect(flowMermaid(graph).split('\n').length).toBeGreaterThan(depth);
  });
});

function graphOfText(step: string): FlowGraph {
  const marker = '"the step"';
  const text = flowText({ actions: { Outer: 'the step' as unknown as StepJson } });
  const [graph] = flowGraphs(check(text.replace(marker, () => step)), 'Deep');
  return graph!;
}

describe('an SVG file', () => {
  const golden = (name: string): string => path.join(import.meta.dirname, 'goldens', name);
  const expectGolden = (name: string, text: string): void => {
    if (process.env.UPDATE) writeFileSync(golden(name), text);
    expect(text).toBe(readFileSync(golden(name), 'utf8'));
  };

  it('is the one that was looked at', () => {
    expectGolden('everything.svg', flowSvg(graphOf({ actions: EVERYTHING }), { secret: 0 }));
  });

  it('and the Mermaid text as well', () => {
    expectGolden('everything.mmd', flowMermaid(graphOf({ actions: EVERYTHING })));
  });

  it('is well-formed, has a name and a description, and reaches nowhere', () => {
    const graph = graphOf({
      actions: {
        [HOSTILE_NAME]: compose(1),
        '</title><script>alert(1)</script>': compose(1),
        '" onload="x': { type: '<b>', cases: {} },
        Is: { type: 'Switch', cases: { '<a href="x">\ud800': { actions: { A: compose(1) } } } },
        'javascript:url(http://x.example)': { ...compose(1), runAfter: { Is: ['<i>'] } },
      },
    });
    const svg = flowSvg(graph);
    const root = parseXml(svg).root!;
    expect(root.attributes.role).toBe('img');
    const names = new Set<string>();
    const attributes = new Set<string>();
    const visit = (element: XmlElement): void => {
      names.add(element.name);
      for (const name of Object.keys(element.attributes)) attributes.add(name);
      for (const child of element.children) if (child instanceof XmlElement) visit(child);
    };
    visit(root);
    expect([...names].sort()).toEqual(['desc', 'g', 'path', 'rect', 'style', 'svg', 'text', 'title']);
    expect([...attributes].filter((name) => /^on|href|^style$|^src/.test(name))).toEqual([]);
    expect(/<style>[^<]*(?:url|@import|http)/.test(svg)).toBe(false);
    expect(svg).toContain('<title id="lk-title">Sample flow</title>');
    expect(svg).toContain('A flow of 6 steps');
  });
});

it('Mermaid text holds no mark of a name that ends a label', () => {
  const graph = graphOf({
    actions: { 'a"]\n  click s1 "x"': compose(1), 'b`%%{init}%%;': scope({ '</div>|': compose(1) }) },
  });
  for (const line of flowMermaid(graph).trimEnd().split('\n')) {
    expect(line).toMatch(
      /^(?:flowchart TD|\s+classDef [\w :#,;-]+|\s+(?:subgraph )?[sl]\d+\["[^"[\]`<>{}|%]*"\]|\s+end|\s+s\d+ (?:-->|-\.->\|"[^"|<>]*"\|) s\d+|\s+class [s\d,]+ \w+)$/,
    );
  }
});
