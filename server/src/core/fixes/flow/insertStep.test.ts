import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compose,
  flowModel,
  flowText,
  foreach,
  ifElse,
  inOrder,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
} from '../../../../../test/harness/flowBuilder.ts';
import { openDocument } from '../../flow/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { RunOrder } from '../../flow/order.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { commonAnchor } from './anchor.ts';
import { insertStepBefore, operationMetadataId, uniqueStepName } from './insertStep.ts';

const BODY = { type: 'Compose', inputs: 1 };

function modelOf(text: string): FlowModel {
  return openDocument({ uri: 'file:///Workflows/Sample.json', text }).flows[0]!;
}

/** Inserts "New" for the users; holds that it has run before each of them, in no loop. Undefined when there is no place. */
function insertInto(text: string, users: readonly string[]): { text: string; flow: FlowModel } | undefined {
  const flow = modelOf(text);
  const steps = users.map((name) => flow.actionsByName.get(name.toLowerCase())!);
  const anchor = commonAnchor(flow, steps);
  if (anchor === undefined) return undefined;
  const edits = insertStepBefore(flow, anchor, 'New', BODY)!;
  const after = applyEdits(text, edits);
  JSON.parse(after.replace(/^\uFEFF/, ''));
  const changed = modelOf(after);
  const inserted = changed.actionsByName.get('new')!;
  const order = new RunOrder();
  expect(order.loopsOf(inserted)).toEqual([]);
  for (const name of users) {
    expect(order.certainBefore(inserted, changed.actionsByName.get(name.toLowerCase())!), name).toBe(true);
  }
  return { text: after, flow: changed };
}

const insert = (actions: Steps, ...users: readonly string[]): FlowModel | undefined =>
  insertInto(flowText({ actions }), users)?.flow;

/** `A:succeeded B:failed,skipped` */
function runAfterOf(flow: FlowModel | undefined, name: string): string | undefined {
  const step = flow?.actionsByName.get(name.toLowerCase());
  return step?.runAfter.map((one) => `${one.name}:${one.statuses.join(',')}`).join(' ');
}
const placeOf = (flow: FlowModel | undefined, name: string): string | undefined => {
  const branch = flow?.actionsByName.get(name.toLowerCase())?.branch;
  return branch && `${branch.owner?.name ?? ''}/${branch.kind}${branch.name === '' ? '' : ` ${branch.name}`}`;
};

const following = (step: StepJson, runAfter: Record<string, readonly string[]>): StepJson => ({
  ...step,
  runAfter,
});
const use = compose('x');

describe('a new step before a step', () => {
  it('comes first when the step was first', () => {
    for (const first of [{ ...use, runAfter: {} }, use]) {
      const flow = insert({ A: first, B: runsAfter(use, 'A') }, 'A');
      expect(runAfterOf(flow, 'New')).toBe('');
      expect(runAfterOf(flow, 'A')).toBe('New:succeeded');
      expect(runAfterOf(flow, 'B')).toBe('A:succeeded');
    }
  });

  it('takes over several predecessors, failures and all', () => {
    const flow = insert(
      {
        A: use,
        B: use,
        C: following(use, { A: ['Succeeded'], B: ['Failed', 'TimedOut'] }),
        D: runsAfter(use, 'A'),
      },
      'C',
    );
    expect(runAfterOf(flow, 'New')).toBe('A:succeeded B:failed,timedout');
    expect(runAfterOf(flow, 'C')).toBe('New:succeeded');
    expect(runAfterOf(flow, 'D')).toBe('A:succeeded');
  });

  it('stays in the branch of a scope, a condition, a switch', () => {
    const user = { User: use };
    const switched = (cases: StepJson, rest: Steps): StepJson => ({
      type: 'Switch',
      expression: '@body()',
      cases,
      default: { actions: rest },
    });
    const places: readonly (readonly [StepJson, string])[] = [
      [scope(user), 'Box/actions'],
      [ifElse(user), 'Box/actions'],
      [ifElse({}, user), 'Box/else'],
      [switched({ One: { case: 1, actions: user } }, {}), 'Box/case One'],
      [switched({}, user), 'Box/default'],
      [scope({ Inner: ifElse({}, user) }), 'Inner/else'],
    ];
    for (const [box, place] of places) {
      const flow = insert({ First: use, Box: runsAfter(box, 'First') }, 'User');
      expect(placeOf(flow, 'New')).toBe(place);
      expect(runAfterOf(flow, 'Box')).toBe('First:succeeded');
    }
  });

  it('stands before the outermost of all loops, in the branch of that loop', () => {
    const until = (actions: Steps): StepJson => ({ type: 'Until', expression: '@true', actions });
    const loops = foreach("@body('A')", { Inner: until({ Deep: foreach('@b', { User: use }) }) });
    const flow = insert({ A: use, Box: runsAfter(scope({ Outer: loops }), 'A') }, 'User');
    expect(placeOf(flow, 'New')).toBe('Box/actions');
    expect(runAfterOf(flow, 'Outer')).toBe('New:succeeded');
    expect(runAfterOf(flow, 'User')).toBe('');
  });

  it('stands before a loop whose own list or condition needs it', () => {
    const flow = insert({ A: use, Loop: runsAfter(foreach('@x', { B: use }), 'A') }, 'Loop');
    expect(placeOf(flow, 'New')).toBe('/root');
    const inner = insert({ Outer: foreach('@x', { Loop: foreach('@y', {}) }) }, 'Loop');
    expect(runAfterOf(inner, 'Outer')).toBe('New:succeeded');
  });

  it('is refused where run-after has another form, and for triggers', () => {
    for (const runAfter of [[], 'A', null, 1]) {
      const flow = flowModel({ actions: { A: { ...use, runAfter } } });
      expect(insertStepBefore(flow, flow.actions[0]!, 'New', BODY)).toBeUndefined();
    }
    const flow = flowModel({ actions: { A: use } });
    expect(commonAnchor(flow, [flow.triggers[0]!])).toBeUndefined();
    expect(commonAnchor(flow, [])).toBeUndefined();
    expect(insertStepBefore(flow, flow.triggers[0]!, 'New', BODY)).toBeUndefined();
  });

  it('is written in the style of the file', () => {
    const lf = flowText({ actions: { A: { ...use, runAfter: {} }, B: runsAfter(use, 'A') } });
    const result = (text: string): string => insertInto(text, ['B'])!.text;
    const expected = result(lf);
    expect(expected).toContain(
      '        "New": {\n          "runAfter": {\n            "A": [\n              "Succeeded"\n            ]\n          },\n          "type": "Compose",\n          "inputs": 1\n        },\n        "B": {',
    );
    expect(result(lf.replaceAll('\n', '\r\n'))).toBe(expected.replaceAll('\n', '\r\n'));
    expect(result(`\uFEFF${lf}`)).toBe(`\uFEFF${expected}`);
    const flat = result(JSON.stringify(JSON.parse(lf)));
    expect(flat).toBe(JSON.stringify(JSON.parse(expected)));
    const tabs = result(JSON.stringify(JSON.parse(lf), undefined, '\t'));
    expect(tabs).toBe(JSON.stringify(JSON.parse(expected), undefined, '\t'));
  });
});

describe('a new step before several steps', () => {
  it('stands before the first of a row', () => {
    const flow = insert(inOrder({ A: use, B: use, C: use, D: use }), 'D', 'B');
    expect(runAfterOf(flow, 'B')).toBe('New:succeeded');
    expect(runAfterOf(flow, 'New')).toBe('A:succeeded');
  });

  it('stands before the last step that all of them follow', () => {
    const flow = insert(
      {
        A: use,
        B: runsAfter(use, 'A'),
        C: runsAfter(use, 'B'),
        D: runsAfter(use, 'B'),
        E: runsAfter(use, 'A'),
      },
      'C',
      'D',
    );
    expect(runAfterOf(flow, 'B')).toBe('New:succeeded');
  });

  it('stands before what holds them when they are in different branches', () => {
    const box = ifElse({ X: use }, { Y: use });
    const flow = insert(inOrder({ A: use, Box: box }), 'X', 'Y');
    expect(placeOf(flow, 'New')).toBe('/root');
    expect(runAfterOf(flow, 'Box')).toBe('New:succeeded');
    const looped = insert(inOrder({ A: use, Loop: foreach('@x', inOrder({ X: use, Y: use })) }), 'X', 'Y');
    expect(runAfterOf(looped, 'Loop')).toBe('New:succeeded');
  });

  it('stays in a branch that holds them all', () => {
    const flow = insert({ Box: ifElse(inOrder({ X: use, Y: scope({ Z: use }) })) }, 'X', 'Z');
    expect(placeOf(flow, 'New')).toBe('Box/actions');
  });

  it('has no place on parallel ways from the trigger', () => {
    expect(insert({ A: use, B: use }, 'A', 'B')).toBeUndefined();
  });

  it('does not trust a step that may have been skipped', () => {
    const steps = { A: use, B: runsAfter(use, 'A'), C: following(use, { B: ['Skipped', 'Succeeded'] }) };
    expect(insert(steps, 'B', 'C')).toBeUndefined();
    // A failure is a start as well.
    const failed = insert({ A: use, B: runsAfter(use, 'A'), C: following(use, { B: ['Failed'] }) }, 'B', 'C');
    expect(runAfterOf(failed, 'B')).toBe('New:succeeded');
  });

  it('is certain in random flows', () => {
    const status = fc.subarray(['Succeeded', 'Failed', 'Skipped', 'TimedOut'], { minLength: 1 });
    let placed = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('step', 'scope', 'if', 'loop', 'end'), fc.nat(2), status), {
          minLength: 2,
          maxLength: 14,
        }),
        fc.nat(),
        fc.nat(),
        (plan, first, second) => {
          const actions = randomSteps(plan);
          const names = modelOf(flowText({ actions })).actions.map((step) => step.name);
          const users = [names[first % names.length]!, names[second % names.length]!];
          if (insert(actions, ...new Set(users)) !== undefined) placed++;
        },
      ),
      { numRuns: 400 },
    );
    expect(placed).toBeGreaterThan(100);
  });
});

/** Steps by a plan: kinds open and close containers, the number says how far back run-after points. */
function randomSteps(plan: readonly (readonly [string, number, readonly string[]])[]): Steps {
  const root: Record<string, StepJson> = {};
  const stack: Record<string, StepJson>[] = [root];
  plan.forEach(([kind, back, statuses], index) => {
    const here = stack.at(-1)!;
    if (kind === 'end') {
      if (stack.length > 1) stack.pop();
      return;
    }
    const before = Object.keys(here);
    const runAfter = back === 0 || before.length === 0 ? {} : { [before.at(-back) ?? before[0]!]: statuses };
    const actions: Record<string, StepJson> = {};
    const name = `S${index}`;
    if (kind === 'step') here[name] = { ...use, runAfter };
    else {
      const box =
        kind === 'scope' ? scope(actions) : kind === 'if' ? ifElse(actions) : foreach('@x', actions);
      here[name] = { ...box, runAfter };
      stack.push(actions);
    }
  });
  // A flow of nothing but ends.
  if (Object.keys(root).length === 0) root.S = use;
  return root;
}

describe('names', () => {
  const flow = flowModel({
    actions: { 'Get_secret_-_Key': use, Box: scope({ 'get_secret_-_Other': use }) },
    triggers: { 'Get_secret_-_Trigger': { type: 'Recurrence' } },
  });

  it('are unique in the whole flow, triggers included, without case', () => {
    expect(uniqueStepName(flow, 'Get secret - New')).toBe('Get_secret_-_New');
    expect(uniqueStepName(flow, 'Get secret - key')).toBe('Get_secret_-_key_1');
    expect(uniqueStepName(flow, 'Get_secret_-_Other')).toBe('Get_secret_-_Other_1');
    expect(uniqueStepName(flow, 'Get_secret_-_trigger')).toBe('Get_secret_-_trigger_1');
  });

  it('are names that the platform takes', () => {
    expect(uniqueStepName(flow, 'A <b>% "c" d?/#:')).toBe('A_b_c_d');
    expect(uniqueStepName(flow, '@{x}')).toBe('x');
    expect(uniqueStepName(flow, '///')).toBe('Get_secret');
    expect(uniqueStepName(flow, 'x'.repeat(200))).toHaveLength(76);
    expect(uniqueStepName(flow, `${'x'.repeat(75)}🔑`)).not.toMatch(/[\ud800-\udbff]$/);
  });
});

describe('operationMetadataId', () => {
  it('has the form of a GUID, the same for the same step', () => {
    const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(operationMetadataId('a')).toMatch(form);
    expect(operationMetadataId('a')).toBe(operationMetadataId('a'));
    expect(operationMetadataId('a')).not.toBe(operationMetadataId('b'));
  });
});
