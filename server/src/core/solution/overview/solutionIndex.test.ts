import { describe, expect, it } from 'vitest';
import type { SignInInput } from '../../exposure/surroundings.ts';
import type { FlowSummary } from '../flowSummary.ts';
import type { SolutionModel } from '../index.ts';
import { SolutionIndex } from './solutionIndex.ts';
import type { FlowOverview } from './types.ts';

const flow = (uri: string, name: string): FlowOverview => ({
  uri,
  flowId: undefined,
  name,
  wrapper: 'solution',
  trigger: undefined,
  connections: [],
  http: [],
  variables: [],
  children: [],
  answers: false,
  steps: 0,
  names: [],
  secured: [],
  secrets: [],
  failures: { handlers: [], report: undefined },
  owners: [],
  whole: true,
});

const summary = (uri: string, name = 'x', more: Partial<FlowSummary> = {}): FlowSummary => ({
  flowId: undefined,
  secretAnswers: [],
  secretCalls: [],
  calls: [],
  shared: [],
  flows: [flow(uri, name)],
  ...more,
});

const solution = (...uris: string[]) => ({ flows: uris.map((uri) => ({ uri })) }) as unknown as SolutionModel;

describe('SolutionIndex', () => {
  it('knows the flows of a solution only when it knows all of them', () => {
    const index = new SolutionIndex();
    const model = solution('a', 'b', 'c');
    index.update('a', summary('a', 'A'));
    index.update('b', summary('b', 'B'));
    expect(index.flowsOf(model)).toBeUndefined();
    expect(index.stampOf(model)).toBeUndefined();
    expect(index.isNone('c').overview).toBe(true);
    expect(index.isNone('c').overview).toBe(false);
    expect(index.flowsOf(model)?.map((one) => one.name)).toEqual(['A', 'B']);
    index.remove('c');
    expect(index.flowsOf(model)).toBeUndefined();
    index.update('c', summary('c', 'C'));
    expect(index.flowsOf(model)?.map((one) => one.name)).toEqual(['A', 'B', 'C']);
  });

  it('tells whether a flow shows something else than before', () => {
    const index = new SolutionIndex();
    expect(index.update('a', summary('a', 'A'))).toEqual({ dependents: [], overview: true, sharers: [] });
    expect(index.update('a', summary('a', 'A')).overview).toBe(false);
    const before = index.stampOf(solution('a'));
    expect(index.update('a', summary('a', 'B')).overview).toBe(true);
    expect(index.stampOf(solution('a'))).not.toBe(before);
    expect(index.remove('a').overview).toBe(true);
    expect(index.remove('a').overview).toBe(false);
    expect(index.flowsAt('a')).toEqual([]);
  });

  it('names the callers of a flow whose answer changes', () => {
    const index = new SolutionIndex();
    const id = '0a1b2c3d-1111-2222-3333-444455556666';
    index.update('parent', summary('parent', 'P', { calls: [id] }));
    const child = (secretAnswers: readonly (readonly string[])[]) =>
      index.update('child', summary('child', 'C', { flowId: id, secretAnswers })).dependents;
    // That it is there at all is news for who calls it.
    expect(child([])).toEqual(['parent']);
    expect(child([])).toEqual([]);
    expect(child([['body', 'key']])).toEqual(['parent']);
    expect(child([['body', 'key']])).toEqual([]);
    expect(index.secretAnswersOf(id.toUpperCase())).toEqual([['body', 'key']]);
    expect(index.remove('child').dependents).toEqual(['parent']);
    expect(index.secretAnswersOf(id)).toBeUndefined();
  });

  it('names the callers of a flow that signs in with another input', () => {
    const index = new SolutionIndex();
    const id = '0a1b2c3d-1111-2222-3333-444455556666';
    index.update('parent', summary('parent', 'P', { calls: [id] }));
    const child = (...signInInputs: SignInInput[]) =>
      index.update('child', summary('child', 'C', { flowId: id, signInInputs })).dependents;
    expect(child()).toEqual(['parent']);
    expect(child({ input: 'text', name: 'Key' })).toEqual(['parent']);
    expect(child({ input: 'text', name: 'Key' })).toEqual([]);
    expect(index.signInInputsOf(id.toUpperCase())).toEqual([{ input: 'text', name: 'Key' }]);
    expect(child()).toEqual(['parent']);
  });

  it('names those who call a flow when it takes, answers or needs something else, and nobody else', () => {
    const index = new SolutionIndex();
    const [top, middle, id] = ['aa', 'bb', 'cc'];
    index.update('other', summary('other', 'O'));
    index.update('top', summary('top', 'T', { flowId: top, calls: [middle] }));
    index.update('middle', summary('middle', 'M', { flowId: middle, calls: [id] }));
    const trigger = { type: 'request', kind: 'button' } as FlowOverview['trigger'];
    const child = (more: Partial<FlowOverview>) =>
      index.update(
        'child',
        summary('child', 'C', { flowId: id, flows: [{ ...flow('child', 'C'), ...more }] }),
      ).dependents;
    expect(child({ trigger })).toEqual(['middle', 'top']);
    expect(child({ trigger, steps: 9 })).toEqual([]);
    expect(child({ trigger, answers: true })).toEqual(['middle']);
    const inputs = [{ key: 'text', title: 'Case number', required: true }];
    expect(child({ trigger: { ...trigger!, inputs }, answers: true })).toEqual(['middle']);
    // Policies look at the connectors of all flows below.
    expect(child({ trigger: { ...trigger!, inputs }, answers: true, builtIns: ['http'] })).toEqual([
      'middle',
      'top',
    ]);
    expect(index.overviewOf('CC', undefined)?.answers).toBe(true);
    expect(index.remove('child').dependents).toEqual(['middle', 'top']);
    expect(index.overviewOf('CC', undefined)).toBeUndefined();
  });

  it('names the child flow to which a secret is passed, and by whom', () => {
    const index = new SolutionIndex();
    const id = '0a1b2c3d-1111-2222-3333-444455556666';
    const call = (input: string) => ({ flowId: id, input });
    index.update('child', summary('child', 'C', { flowId: id }));
    const parent = (uri: string, name: string, ...inputs: string[]) =>
      index.update(uri, summary(uri, name, { calls: [id], secretCalls: inputs.map(call) })).dependents;
    expect(parent('second', 'Second', 'text', 'text_1')).toEqual(['child']);
    expect(parent('second', 'Second', 'text', 'text_1')).toEqual([]);
    expect(parent('first', 'First', 'text')).toEqual(['child']);
    expect(index.secretInputsOf(id.toUpperCase())).toEqual([
      { input: 'text', parent: 'First' },
      { input: 'text_1', parent: 'Second' },
    ]);
    expect(parent('second', 'Second', 'text')).toEqual(['child']);
    expect(index.remove('first').dependents).toEqual(['child']);
    expect(index.secretInputsOf(id)).toEqual([{ input: 'text', parent: 'Second' }]);
    expect(parent('second', 'Second')).toEqual(['child']);
    expect(index.secretInputsOf(id)).toEqual([]);
  });

  it('says nothing of what a flow passes to itself', () => {
    const index = new SolutionIndex();
    const id = '0a1b2c3d-1111-2222-3333-444455556666';
    const own = summary('a', 'A', { flowId: id, calls: [id], secretCalls: [{ flowId: id, input: 'text' }] });
    expect(index.update('a', own).dependents).toEqual([]);
    expect(index.secretInputsOf(id)).toEqual([]);
  });

  it('names the first of the flows that share a cause which is new or gone, and the others', () => {
    const index = new SolutionIndex();
    const at = (fingerprint: string, line = 0) => {
      const place = { line, character: 0 };
      const range = { start: place, end: place };
      return { cause: 'c', fingerprint, range, span: { start: 0, end: 1 }, pointer: '/a', message: 'm' };
    };
    const update = (uri: string, ...shared: ReturnType<typeof at>[]) =>
      index.update(uri, summary(uri, uri, { shared })).sharers;
    expect(update('b', at('1'))).toEqual([]);
    expect(update('c', at('2'))).toEqual([{ uri: 'b', isFirst: true }]);
    expect(update('a', at('3'))).toEqual([
      { uri: 'b', isFirst: true },
      { uri: 'c', isFirst: false },
    ]);
    expect(index.sharing('c').map(({ uri }) => uri)).toEqual(['a', 'b', 'c']);
    expect(update('a', at('3', 7))).toEqual([]);
    expect(index.sharing('c')[0]!.range.start.line).toBe(7);
    expect(update('c').map(({ uri }) => uri)).toEqual(['a', 'b']);
    expect(index.remove('a').sharers).toEqual([{ uri: 'b', isFirst: true }]);
    expect(index.sharing('other')).toEqual([]);
  });

  it('names the flows that call one, and tells when they change, where the one asked for them', () => {
    const index = new SolutionIndex();
    const id = '0a1b2c3d-1111-2222-3333-444455556666';
    const parent = (name: string, calls: readonly string[]) =>
      index.update('parent', summary('parent', name, { calls })).dependents;
    const child = (asksParents: boolean) =>
      index.update('child', summary('child', 'C', { flowId: id, asksParents }));
    child(false);
    expect(parent('P', [id])).toEqual([]);
    expect(index.parentsOf(id.toUpperCase())).toEqual(['P']);
    child(true);
    expect(parent('P', [id])).toEqual([]);
    expect(parent('Q', [id])).toEqual(['child']);
    expect(parent('Q', [])).toEqual(['child']);
    expect(index.parentsOf(id)).toEqual([]);
    expect(parent('Q', [id])).toEqual(['child']);
    expect(index.remove('parent').dependents).toEqual(['child']);
  });
});
