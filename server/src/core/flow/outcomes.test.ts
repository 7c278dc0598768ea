import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowModel, type Steps } from '../../../../test/harness/flowBuilder.ts';
import type { Branch, FlowModel } from './model.ts';
import { BranchOutcomes, mayBlock } from './outcomes.ts';

const STATUSES = ['Succeeded', 'Failed', 'TimedOut', 'Skipped'];

type RunAfterOf = Readonly<Record<string, readonly string[]>>;

const step = (runAfter: RunAfterOf, type = 'Compose') => ({ type, inputs: 1, runAfter });

function unreachableIn(flow: FlowModel): string[] {
  return new BranchOutcomes(flow.tree, flow.topLevel).unreachable().map(({ name }) => name);
}

/** Every outcome of every step, one after the other, as the platform goes through them. */
function runsSomewhere({ steps }: Branch): Set<string> {
  const ran = new Set<string>();
  const walk = (at: number, ends: ReadonlyMap<string, string>): void => {
    const one = steps[at];
    if (one === undefined) return;
    const runs = one.runAfter.every(({ name, statuses }) => statuses.includes(ends.get(name)!));
    if (runs) ran.add(one.name);
    for (const end of runs ? ['succeeded', 'failed', 'timedout'] : ['skipped']) {
      if (runs && one.lowerType === 'terminate' && end === 'succeeded') continue;
      walk(at + 1, new Map(ends).set(one.name, end));
    }
  };
  walk(0, new Map());
  return ran;
}

const entries = (earlier: readonly string[]) =>
  fc
    .uniqueArray(
      fc.tuple(fc.constantFrom(...earlier), fc.subarray(STATUSES, { minLength: 1, maxLength: 2 })),
      { selector: ([name]) => name, maxLength: 3 },
    )
    .map((all) => Object.fromEntries(all));

const flows = fc
  .tuple(
    ...['A', 'B', 'C', 'D', 'E', 'F'].map((_, at, names) =>
      fc.tuple(
        at === 0 ? fc.constant({}) : entries(names.slice(0, at)),
        fc.constantFrom('Compose', 'Compose', 'Terminate'),
      ),
    ),
  )
  .map((all) => Object.fromEntries(all.map(([runAfter, type], at) => ['ABCDEF'[at]!, step(runAfter, type)])));

describe('steps that never run', () => {
  it('are those that no combination of outcomes lets run, and not all behind them', () => {
    fc.assert(
      fc.property(flows, (actions: Steps) => {
        const flow = flowModel({ actions });
        const ran = runsSomewhere(flow.topLevel);
        const never = flow.actions.filter(({ name }) => !ran.has(name));
        const told = unreachableIn(flow);
        for (const name of told) expect(ran).not.toContain(name);
        // The rest of them waits, at any distance, for one that is told.
        const causes = new Set(told);
        for (const one of flow.actions)
          if (one.runAfter.some(({ name }) => causes.has(name))) causes.add(one.name);
        for (const { name } of never) expect(causes).toContain(name);
        if (never.length > 0) expect(mayBlock(flow.topLevel)).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('are none in a circle, behind unknown names and where statuses are not known', () => {
    const unreachable = (actions: Steps): string[] => unreachableIn(flowModel({ actions }));
    const end = step({}, 'Terminate');
    expect(unreachable({ T: end, A: step({ T: ['Succeeded'] }) })).toEqual(['A']);
    expect(
      unreachable({ T: end, A: step({ T: ['Succeeded'], B: ['Failed'] }), B: step({ A: ['Failed'] }) }),
    ).toEqual([]);
    expect(unreachable({ T: end, A: step({ T: ['Succeeded'], Gone: ['Failed'] }) })).toEqual([]);
    expect(unreachable({ T: end, A: step({ T: ['Succeeded', 'Done'] }) })).toEqual([]);
    expect(unreachable({ T: end, A: step({ T: [] }) })).toEqual([]);
    const skipped = (more: Steps[string]): Steps => ({
      A: { ...step({}), ...more },
      B: step({ A: ['Skipped'] }),
    });
    expect(unreachable(skipped({}))).toEqual(['B']);
    expect(unreachable(skipped({ type: 'Scope', actions: {} }))).toEqual([]);
    expect(
      unreachable(skipped({ runtimeConfiguration: { secureData: { properties: ['inputs'] } } })),
    ).toEqual(['B']);
    expect(unreachable(skipped({ runtimeConfiguration: { staticResult: { name: 'A0' } } }))).toEqual([]);
  });

  it('are not looked for where each step can run', () => {
    const may = (actions: Steps): boolean => mayBlock(flowModel({ actions }).topLevel);
    const end = step({}, 'Terminate');
    const first = { A: step({}), B: step({ A: ['Failed'] }) };
    expect(may(first)).toBe(false);
    expect(may({ ...first, C: step({ A: ['Succeeded', 'Skipped'] }), T: end })).toBe(false);
    expect(may({ A: step({}), B: step({}), C: step({ A: ['Succeeded'], B: ['Succeeded', 'Failed'] }) })).toBe(
      false,
    );
    expect(may({ ...first, C: step({ A: ['Succeeded'], B: ['Succeeded'] }) })).toBe(true);
    expect(may({ ...first, C: step({ A: ['Skipped', 'Skipped'] }) })).toBe(true);
    expect(may({ T: end, C: step({ t: ['Succeeded'] }) })).toBe(true);
  });

  it('are looked for with bounds: what takes too many ways to tell counts as reachable', () => {
    const last = (clauses: number): string[] => {
      const actions: Record<string, Steps[string]> = { U: step({}), A: step({}), B: step({}) };
      actions.E1 = step({ U: ['Succeeded'] });
      actions.E2 = step({ U: ['Failed'] });
      const wanted: Record<string, readonly string[]> = { E1: ['Succeeded'], E2: ['Succeeded'] };
      // Each can be skipped in two ways, and that E1 and E2 exclude each other shows behind all of them.
      for (let at = 0; at < clauses; at++) {
        actions[`C${at}`] = step({ A: ['Succeeded'], B: ['Succeeded'] });
        wanted[`C${at}`] = ['Skipped'];
      }
      return unreachableIn(flowModel({ actions: { ...actions, Last: step(wanted) } }));
    };
    expect(last(3)).toEqual(['Last']);
    expect(last(300)).toEqual([]);
  });
});
