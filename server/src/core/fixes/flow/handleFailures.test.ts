import { describe, expect, it } from 'vitest';
import { flowText, type Steps } from '../../../../../test/harness/flowBuilder.ts';
import { expectSameRuns } from '../../../../../test/harness/sameRuns.ts';
import { openDocument } from '../../flow/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { handleFailures } from './handleFailures.ts';

const DO = { type: 'Compose', runAfter: {}, inputs: 'x' };
const behind = (step: object, ...names: string[]) => ({
  ...step,
  runAfter: Object.fromEntries(names.map((name) => [name, ['Succeeded']])),
});
const INIT = {
  type: 'InitializeVariable',
  runAfter: {},
  inputs: { variables: [{ name: 'a', type: 'string' }] },
};

const open = (text: string): FlowModel => openDocument({ uri: 'file:///a.json', text }).flows[0]!;
const flowOf = (actions: object, indent?: number): FlowModel =>
  open(flowText({ actions: actions as Steps }, indent));

function handled(flow: FlowModel): FlowModel {
  const edits = handleFailures(flow)?.edits;
  expect(edits).toBeDefined();
  const text = applyEdits(flow.tree.text, edits!);
  expect(() => JSON.parse(text)).not.toThrow();
  return open(text);
}

describe('handleFailures', () => {
  it('puts the steps into a scope, and initialises variables before it', () => {
    const before = flowOf({
      B: behind(DO, 'A', 'Init'),
      Init: INIT,
      A: DO,
      C: behind(DO, 'Init'),
      Last: behind(INIT, 'Init'),
    });
    const flow = handled(before);
    expect(flow.topLevel.steps.map(({ name }) => name)).toEqual(['Init', 'Last', 'Try', 'Catch']);
    const runAfter = flow.actions.map(
      ({ name, runAfter }) => `${name}: ${runAfter.map((one) => `${one.name} ${one.statuses}`)}`,
    );
    expect(runAfter.slice(0, 6)).toEqual([
      'Init: ',
      'Last: Init succeeded',
      'Try: Last succeeded',
      'B: A succeeded',
      'A: ',
      'C: ',
    ]);
    expectSameRuns('plain', before, flow);
  });

  it('ends the run as failed, and shows name, status and code alone', () => {
    const before = flowOf({ A: DO, B: behind(DO, 'A') });
    const { tree, actionsByName } = handled(before);
    expect(actionsByName.get('catch')!.runAfter.map(({ statuses }) => statuses)).toEqual([
      ['failed', 'timedout'],
    ]);
    const list = actionsByName.get('list_outcomes')!;
    expect([...list.secured]).toEqual(['inputs']);
    expect(tree.toValue(list.inputs)).toEqual({
      from: "@result('Try')",
      select: { name: "@item()?['name']", status: "@item()?['status']", code: "@item()?['code']" },
    });
    expect(tree.stringAt(actionsByName.get('end_as_failed')!.inputs, 'runStatus')).toBe('Failed');
  });

  it('runs what ran when a step fails, what ignores failures included', () => {
    const If = {
      type: 'If',
      expression: '@true',
      actions: { C: DO, D: behind(DO, 'C') },
      else: { actions: { E: DO } },
    };
    const before = flowOf({
      A: DO,
      B: behind(DO, 'A'),
      If: behind(If, 'A'),
      Go_on: { ...DO, runAfter: { If: ['Succeeded', 'Failed', 'Skipped', 'TimedOut'] } },
      Beside: DO,
    });
    expectSameRuns('branches', before, handled(before));
  });

  it('takes names that nothing has', () => {
    const before = flowOf({ try: DO, Catch_1: behind(DO, 'try'), CATCH: behind(DO, 'Catch_1') });
    expect(handled(before).topLevel.steps.map(({ name }) => name)).toEqual(['Try_1', 'Catch_2']);
  });

  it.each([
    ['on one line', undefined],
    ['with tabs', '\t'],
    ['with CRLF', '\r\n'],
  ])('keeps the form of a file %s', (_, form) => {
    const spec = { actions: { Init: INIT, A: behind(DO, 'Init'), B: behind(DO, 'A') } as Steps };
    const plain = JSON.stringify(
      JSON.parse(flowText(spec)),
      undefined,
      form === '\t' ? '\t' : form === undefined ? undefined : 2,
    );
    const text = form === '\r\n' ? plain.replaceAll('\n', '\r\n') : plain;
    const flow = open(text);
    const changed = applyEdits(text, handleFailures(flow)!.edits);
    const again = JSON.stringify(
      JSON.parse(changed),
      undefined,
      form === '\t' ? '\t' : form === undefined ? undefined : 2,
    );
    expect(changed).toBe(form === '\r\n' ? again.replaceAll('\n', '\r\n') : again);
  });

  it('keeps the text of what moves as it is written', () => {
    const text = flowText({ actions: { A: { ...DO, inputs: 1 }, B: behind(DO, 'A') } as Steps }).replace(
      '"inputs": 1',
      '"inputs": [1.0, "\\u0061"]',
    );
    expect(applyEdits(text, handleFailures(open(text))!.edits)).toContain('"inputs": [1.0, "\\u0061"]');
  });

  it.each([
    ['a variable that is initialised late', { A: DO, Init: behind(INIT, 'A') }],
    [
      'a variable that is initialised after a failure',
      { Init: INIT, Last: { ...INIT, runAfter: { Init: ['Failed'] } }, A: DO },
    ],
    [
      'a step that runs when no variable could be initialised',
      { Init: INIT, A: { ...DO, runAfter: { Init: ['Failed'] } } },
    ],
    [
      'an answer',
      { A: DO, Answer: behind({ type: 'Response', kind: 'Http', inputs: { statusCode: 200 } }, 'A') },
    ],
    ['a run-after that names nothing', { A: DO, B: behind(DO, 'C') }],
    ['a circle', { A: behind(DO, 'B'), B: behind(DO, 'A') }],
    ['variables alone', { Init: INIT }],
  ])('refuses %s', (_, actions) => {
    expect(handleFailures(flowOf(actions))).toBeUndefined();
  });

  it('refuses what would be nested too deep', () => {
    const nested = (levels: number): object =>
      levels === 0 ? DO : { type: 'Scope', runAfter: {}, actions: { [`S${levels}`]: nested(levels - 1) } };
    expect(handleFailures(flowOf({ A: nested(7) }))).toBeDefined();
    expect(handleFailures(flowOf({ A: nested(8) }))).toBeUndefined();
  });
});
