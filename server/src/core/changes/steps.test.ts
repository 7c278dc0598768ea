import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  flowText,
  foreach,
  http,
  ifElse,
  initialize,
  inOrder,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';
import { changeLinesOfFlow, changesOfFlow } from './testing.ts';

const text = (actions: Steps): string => flowText({ actions });
const between = (base: Steps, head: Steps): string[] => changeLinesOfFlow(text(base), text(head));
const withId = (step: StepJson, id: string): StepJson => ({ ...step, metadata: { operationMetadataId: id } });
const A = compose('first of all');
const B = http({ method: 'GET', uri: 'https://contoso.example/orders' });
const C = compose("@body('B')");

describe('a step', () => {
  it('that is the same is not told', () => {
    expect(between(inOrder({ A, B, C }), inOrder({ A, B, C }))).toEqual([]);
  });

  it('inserted or removed is told with its neighbours, and theirs are not told', () => {
    expect(between(inOrder({ A, B }), inOrder({ A, X: compose(1), B }))).toEqual([
      '+ X (Compose), between after A before B',
    ]);
    expect(between(inOrder({ A, X: compose(1), B }), inOrder({ A, B }))).toEqual([
      '- X (Compose), between after A before B',
    ]);
    expect(between(inOrder({ A, B }), inOrder({ X: compose(1), A, B }))).toEqual([
      '+ X (Compose), start before A',
    ]);
    expect(
      between(inOrder({ A, B }), inOrder({ A, B, X: compose(1), Y: compose(2), Z: compose(3) })),
    ).toEqual(['+ X (Compose), 3 end after B', '+ Y (Compose), next', '+ Z (Compose), next']);
    expect(between({}, inOrder({ A, X: compose(1) }))).toEqual([
      '+ A (Compose), 2 alone',
      '+ X (Compose), next',
    ]);
  });

  it('beside others has no one behind it', () => {
    expect(between(inOrder({ A, B }), { ...inOrder({ A, B }), X: runsAfter(compose(1), 'A') })).toEqual([
      '+ X (Compose), beside after A',
    ]);
  });

  it('under another name is found by its id, and what refers to it follows', () => {
    const base = inOrder({ A, Get_orders: withId(B, 'one'), C: compose("@body('Get_orders')?['x']") });
    const head = inOrder({ A, List_all: withId(B, 'one'), C: compose("@body('List_all')?['x']") });
    expect(between(base, head)).toEqual(['→ List all (HTTP), was Get orders', 'followed 1']);
  });

  it('without an id is found by what it does, and is probably the same', () => {
    const mail = connector('office365', 'SendEmailV2', {
      'emailMessage/To': 'a@contoso.example',
      'emailMessage/Body': 'Hello there',
    });
    const base = inOrder({ A, Send_mail: mail, C: compose("@outputs('Send_mail')") });
    const head = inOrder({ A, Send_the_mail: mail, C: compose("@outputs('Send_the_mail')") });
    expect(between(base, head)).toEqual([
      '→ Send the mail (Send an email (V2)), was Send mail (probably)',
      'followed 1',
    ]);
  });

  it('is not guessed where two are as alike', () => {
    const base = inOrder({ A, Old: compose('something to say') });
    const head = inOrder({ A, New_one: compose('something to say'), New_two: compose('something to say') });
    expect(between(base, head)).toEqual([
      '- Old (Compose), end after A',
      '+ New one (Compose), 2 end after A',
      '+ New two (Compose), next',
    ]);
  });

  it('whose id stands on two added steps is the more similar one; the other is a copy', () => {
    const row = (flow: string): StepJson =>
      withId(
        connector('commondataserviceforapps', 'CreateRecord', {
          entityName: 'sessions',
          'item/kind': flow,
          'item/name': 'a session of today',
        }),
        'one',
      );
    const base = inOrder({ A, Add_row: row('desktop') });
    const head = inOrder({ A, Add_row_cloud: row('cloud and more words'), Add_row_desktop: row('desktop') });
    expect(between(base, head)).toEqual([
      '+ Add row cloud (Add a new row), between after A before Add row desktop, copy of Add row desktop',
      '→ Add row desktop (Add a new row), was Add row',
    ]);
  });

  it('pasted from one that is still there is a copy of it', () => {
    const base = inOrder({ A, B: withId(B, 'two') });
    const head = inOrder({ A, B: withId(B, 'two'), B_2: withId(B, 'two') });
    expect(between(base, head)).toEqual(['+ B 2 (HTTP), end after B, copy of B']);
  });

  it('of the same name and another type took its own place', () => {
    expect(between(inOrder({ A, B }), inOrder({ A, B: compose(1) }))).toEqual([
      '± B (Compose), replaces B (HTTP)',
    ]);
  });
});

describe('a container', () => {
  it('around steps that were there wraps them', () => {
    const base = inOrder({ A, B, C, D: compose(4) });
    const head = { A, Try: runsAfter(scope(inOrder({ B, C })), 'A'), D: runsAfter(compose(4), 'Try') };
    expect(between(base, head)).toEqual([
      '+ Try (Scope), between after A before D, wraps 2',
      '  added actions',
      '    → B (HTTP), moved into from top to Try',
      '    → C (Compose), moved into from top to Try',
    ]);
  });

  it('that is a new loop repeats what moved into it', () => {
    const base = inOrder({ A, B });
    const head = { A, Each: runsAfter(foreach("@body('List')?['value']", { B }), 'A') };
    expect(between(base, head)).toEqual([
      '+ Each (Apply to each), end after A, wraps 1',
      '  added actions',
      '    → B (HTTP), moved into from top to Each, repeated value',
    ]);
  });

  it('that was there takes in a step, or lets go of one', () => {
    const one = { A, S: runsAfter(scope({ X: compose(1) }), 'A'), B: runsAfter(B, 'S') };
    const other = { A, S: runsAfter(scope(inOrder({ X: compose(1), B })), 'A') };
    expect(between(one, other)).toEqual(['→ B (HTTP), in S, moved into from top to S, end after X']);
    expect(between(other, one)).toEqual(['→ B (HTTP), moved outOf from S to top, end after S']);
  });

  it('that went is told with the steps that went with it', () => {
    const base = { A, S: runsAfter(scope(inOrder({ X: compose(1), Y: compose(2) })), 'A') };
    expect(between(base, { A, Y: runsAfter(compose(2), 'A') })).toEqual([
      '- S (Scope), end after A',
      '  removed actions',
      '    - X (Compose), start before Y',
      '→ Y (Compose), moved outOf from S to top, end after A',
    ]);
  });

  it('in the place of another asks about the same value', () => {
    const value = "@outputs('A')?['body/type']";
    const choose: StepJson = {
      type: 'Switch',
      expression: value,
      cases: { Desktop: { case: 6, actions: { B } }, Cloud: { case: 5, actions: { X: compose(1) } } },
      default: { actions: {} },
    };
    const base = { A, Check: runsAfter(ifElse({ B }, {}, { equals: [value, 6] }), 'A') };
    const head = { A, Choose: runsAfter(choose, 'A') };
    expect(between(base, head)).toEqual([
      '± Choose (Switch), replaces Check (Condition) same value',
      '  added Case Desktop (6)',
      '    → B (HTTP), moved between from Check to Choose, alone',
      '  added Case Cloud (5)',
      '    + X (Compose), alone',
    ]);
  });

  it('with another condition and another name around the same steps took the place of the other one', () => {
    const asks = (name: string, value: string) => ({ equals: [`@variables('${name}')`, value] });
    const inside = { B: C, D: setVariable('x', 'y'), E: compose('e') };
    const base = inOrder({ A, Is_it_late: ifElse(inside, {}, asks('state', 'late')) });
    const more = { ...inside, F: compose('f') };
    const head = inOrder({ A, Done: ifElse(more, {}, { not: { less: ["@length(body('B'))", 7] } }) });
    expect(between(base, head)).toEqual([
      '± Done (Condition), replaces Is it late (Condition)',
      '  If yes',
      '    + F (Compose), beside',
    ]);
  });

  it('with another condition, another name and other steps in it is another one', () => {
    const base = inOrder({ A, Condition: ifElse({ B }, {}, { equals: ["@body('A')?['x']", 'one'] }) });
    const head = inOrder({ A, Condition_2: ifElse({ X: C }, {}, { equals: ["@body('A')?['y']", 'two'] }) });
    expect(between(base, head).slice(0, 1)).toEqual(['- Condition (Condition), end after A']);
  });

  it('keeps its cases by their values, whatever they are called', () => {
    const choose = (cases: Record<string, { case: string; actions: Steps }>): StepJson => ({
      type: 'Switch',
      expression: '@variables(1)',
      cases,
      default: { actions: {} },
    });
    const base = {
      S: choose({ Case: { case: 'a', actions: { A } }, Case_2: { case: 'b', actions: { B } } }),
    };
    const head = {
      S: choose({ Case: { case: 'b', actions: { B } }, Orders: { case: 'a', actions: { A } } }),
    };
    expect(between(base, head)).toEqual(['~ S (Switch)', '  Case Orders (a) was Case a']);
    expect(changesOfFlow(text(base), text(head)).flows[0]?.counts).toMatchObject({
      added: 0,
      removed: 0,
      moved: 0,
    });
  });
});

describe('names', () => {
  it('of variables follow the step that initialises them', () => {
    const base = inOrder({
      Init: initialize('total', 1, 'integer'),
      Set: setVariable('total', "@add(variables('total'), 1)"),
    });
    const head = inOrder({
      Init: initialize('sum', 1, 'integer'),
      Set: setVariable('sum', "@add(variables('sum'), 1)"),
    });
    expect(between(base, head)).toEqual(['variable total -> sum', 'followed 2']);
  });

  it('in other letters mean the same', () => {
    expect(
      between(inOrder({ A, C: compose("@outputs('A')") }), inOrder({ A, C: compose("@outputs('a')") })),
    ).toEqual(['left out: form 1']);
  });
});

describe('counts', () => {
  it('are those of all levels', () => {
    const base = inOrder({ A, B, C });
    const head = { A, Try: runsAfter(scope({ B_new: withId(B, 'x') }), 'A'), C: runsAfter(C, 'Try') };
    const from = { ...base, B: withId(base.B!, 'x') };
    expect(changesOfFlow(text(from), text(head)).flows[0]?.counts).toMatchObject({
      ...{ added: 1, removed: 0, moved: 1, renamed: 1, movedAndRenamed: 1, reordered: 0 },
      ...{ inputs: 1, stepsWithInputs: 1 },
    });
  });

  it('of steps that are the same below one that is told', () => {
    const loop = (name: string): Steps => ({ [name]: withId(scope(inOrder({ A, B: C })), 'x') });
    const [flow] = changesOfFlow(text(loop('One')), text(loop('Two'))).flows;
    expect(flow?.steps[0]).toMatchObject({ kind: 'renamed', inside: 2, unchangedInside: 2 });
  });
});

describe('the graph', () => {
  it('has what changed with one neighbour on each side', () => {
    const base = inOrder({ Far: compose(0), A, B, Away: compose(9) });
    const head = inOrder({ Far: compose(0), A, X: compose(1), B, Away: compose(9) });
    const graph = changesOfFlow(text(base), text(head)).flows[0]!.graph!;
    expect(graph.nodes.map(({ label, state }) => [label, state])).toEqual([
      ['X', 'added'],
      ['A', 'same'],
      ['B', 'same'],
    ]);
    const labels = new Map(graph.nodes.map(({ id, label }) => [id, label]));
    expect(graph.edges.map(({ from, to, state }) => [labels.get(from), labels.get(to), state])).toEqual([
      ['A', 'X', 'added'],
      ['X', 'B', 'added'],
      ['A', 'B', 'removed'],
    ]);
    expect(graph.left).toBe(0);
  });

  it('is left out where a step came that has nobody beside it', () => {
    const flow = changesOfFlow(text(inOrder({ A, B })), text({ ...inOrder({ A, B }), X: compose(1) }));
    expect(flow.flows[0]!.graph).toBeUndefined();
  });

  it('is left out where inputs alone changed, and has at most 40 nodes', () => {
    expect(changesOfFlow(text({ A }), text({ A: compose(2) })).flows[0]?.graph).toBeUndefined();
    const many = inOrder(
      Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`S${index}`, compose(index)])),
    );
    const graph = changesOfFlow(text({}), text(many)).flows[0]!.graph!;
    expect([graph.nodes.length, graph.left]).toEqual([40, 20]);
  });
});
