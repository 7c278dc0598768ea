import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  expose,
  foreach,
  getSecret,
  http,
  ifElse,
  initialize,
  inOrder,
  runsAfter,
  type StepJson,
  type Steps,
  secured,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';

const SECRET = "@body('Get_secret')?['value']";
const read: Steps = { Get_secret: secured(getSecret(), 'outputs') };
const use = http({ body: "@variables('k')" });

/** Steps that show the variable, in the order of the file. */
function readers(actions: Steps): readonly string[] {
  return expose({ actions }).shown.filter((slot) => !slot.startsWith('Get_secret'));
}

describe('variables', () => {
  it('are told at the assignment; its readers are listed', () => {
    const actions = inOrder({ Init: initialize('k'), ...read, Set: setVariable('k', SECRET), Use: use });
    expect(expose({ actions }).problems).toEqual(['variable k in Set: Use.inputs']);
  });

  it('every writing step counts, names are compared without case', () => {
    const set = (type: string): StepJson => ({ type, inputs: { name: 'K', value: SECRET } });
    for (const type of ['SetVariable', 'AppendToArrayVariable', 'AppendToStringVariable']) {
      const actions = inOrder({ Init: initialize('k'), ...read, Set: set(type), Use: use });
      expect(expose({ actions }).problems, type).toEqual(['variable K in Set: Use.inputs']);
    }
    const actions = inOrder({ ...read, Init: initialize('k', SECRET), Use: use });
    expect(expose({ actions }).problems).toEqual(['variable k in Init: Use.inputs']);
  });

  it('objects keep their properties', () => {
    const with_ = (value: string): readonly string[] =>
      readers(
        inOrder({
          ...read,
          Init: initialize('k', { key: SECRET, name: 'a' }, 'object'),
          Use: http({ body: value }),
        }),
      );
    expect(with_("@variables('k')?['key']")).toEqual(['Init.outputs', 'Use.inputs']);
    expect(with_("@variables('k')?['name']")).toEqual(['Init.outputs']);
    expect(with_("@variables('k')")).toEqual(['Init.outputs', 'Use.inputs']);
  });

  it('what is appended is an element of the list, with its properties', () => {
    const append: StepJson = {
      type: 'AppendToArrayVariable',
      inputs: { name: 'k', value: { key: SECRET, name: 'a' } },
    };
    const with_ = (steps: Steps): readonly string[] =>
      readers(inOrder({ Init: initialize('k', [], 'array'), ...read, Append: append, ...steps }));
    const each = (value: string): Steps => ({
      Each: foreach("@variables('k')", { Use: http({ body: value }) }),
    });
    expect(with_(each("@items('Each')?['key']"))).toContain('Use.inputs');
    expect(with_(each("@items('Each')"))).toContain('Use.inputs');
    expect(with_(each("@items('Each')?['name']"))).not.toContain('Use.inputs');
    const direct = (body: string): readonly string[] => with_({ Use: http({ body }) });
    expect(direct("@first(variables('k'))?['key']")).toContain('Use.inputs');
    expect(direct("@variables('k')[0]['name']")).not.toContain('Use.inputs');
    expect(direct("@body('Append')?['value']?['key']")).toContain('Use.inputs');
  });

  it('the writing step answers with the value', () => {
    const actions = inOrder({
      Init: initialize('k'),
      ...read,
      Set: setVariable('k', SECRET),
      Use: http({ body: "@body('Set')?['value']" }),
      Other: http({ body: "@body('Set')?['name']" }),
    });
    expect(expose({ actions }).problems).toEqual(['variable k in Set: Use.inputs']);
  });

  it('a variable fed by another one, and by a Compose', () => {
    const actions = inOrder({
      Init: initialize('k'),
      Init_2: initialize('m'),
      ...read,
      Keep: compose(SECRET),
      Set: setVariable('k', "@outputs('Keep')"),
      Set_2: setVariable('m', "@variables('k')"),
      Use: http({ body: "@variables('m')" }),
    });
    expect(expose({ actions }).problems).toEqual(['variable k in Set: Use.inputs']);
  });

  it('a variable outranks the Compose that reads it', () => {
    const actions = inOrder({
      Init: initialize('k'),
      ...read,
      Set: setVariable('k', SECRET),
      Keep: compose("@variables('k')"),
      Use: http({ body: "@outputs('Keep')" }),
    });
    expect(expose({ actions }).problems).toEqual([
      'variable k in Set: Keep.inputs, Keep.outputs, Use.inputs',
    ]);
  });

  it('an item of a secured list: the variable shows it for sure', () => {
    const rows = secured(
      connector('commondataserviceforapps', 'ListRecords', {
        entityName: 'environmentvariablevalues',
        $filter: "EnvironmentVariableDefinitionId/schemaname eq 'abc_ApiKey'",
      }),
      'outputs',
    );
    const loop = { Set: setVariable('k', "@items('Each')?['value']") };
    const actions = inOrder({
      Init: initialize('k'),
      Rows: rows,
      Each: foreach("@outputs('Rows')?['body/value']", loop),
      Use: use,
    });
    expect(expose({ actions }).problems).toEqual(['variable k in Set: Use.inputs']);
  });

  it('an array in a loop: the item is known to be shown', () => {
    const actions = inOrder({
      ...read,
      Init: initialize('k', [SECRET], 'array'),
      Each: foreach("@variables('k')", { Use: http({ body: "@items('Each')" }) }),
    });
    expect(expose({ actions }).problems).toEqual(['variable k in Init: Each.inputs, Use.inputs']);
  });
});

describe('which assignment a read can see', () => {
  const init = { Init: initialize('k') };
  const set = setVariable('k', SECRET);
  const clear = setVariable('k', '');

  it('read before it is written', () => {
    expect(readers(inOrder({ ...init, ...read, Use: use, Set: set }))).toEqual(['Set.outputs']);
  });

  it('overwritten before it is read', () => {
    expect(readers(inOrder({ ...init, ...read, Set: set, Clear: clear, Use: use }))).toEqual(['Set.outputs']);
  });

  it('overwritten on one of two branches only', () => {
    const steps = { ...init, ...read, Set: set, Check: ifElse({ Clear: clear }), Use: use };
    expect(readers(inOrder(steps))).toEqual(['Set.outputs', 'Use.inputs']);
  });

  it('overwritten only if a step succeeds', () => {
    const steps = inOrder({ ...init, ...read, Set: set, Clear: clear });
    const handler = { ...use, runAfter: { Clear: ['Failed', 'Succeeded'] } };
    expect(readers({ ...steps, Use: handler })).toEqual(['Set.outputs', 'Use.inputs']);
  });

  it('overwritten further up, with steps in between that have run in any case', () => {
    const steps = inOrder({ ...init, ...read, Set: set, Clear: clear, Call: http({}) });
    expect(readers({ ...steps, Use: { ...use, runAfter: { Call: ['Failed', 'TimedOut'] } } })).toEqual([
      'Set.outputs',
    ]);
    expect(readers({ ...steps, Use: { ...use, runAfter: { Call: ['Skipped'] } } })).toEqual([
      'Set.outputs',
      'Use.inputs',
    ]);
  });

  it('appending does not overwrite', () => {
    const append: StepJson = { type: 'AppendToStringVariable', inputs: { name: 'k', value: 'x' } };
    expect(readers(inOrder({ ...init, ...read, Set: set, Append: append, Use: use }))).toContain(
      'Use.inputs',
    );
  });

  it('in the other branch of a condition', () => {
    expect(readers(inOrder({ ...init, ...read, Check: ifElse({ Set: set }, { Use: use }) }))).toEqual([
      'Set.outputs',
    ]);
    const cases = {
      type: 'Switch',
      expression: '@1',
      cases: { A: { case: 1, actions: { Set: set } }, B: { case: 2, actions: { Use: use } } },
      default: { actions: {} },
    };
    expect(readers(inOrder({ ...init, ...read, Which: cases }))).toEqual(['Set.outputs']);
  });

  it('behind the condition', () => {
    expect(readers(inOrder({ ...init, ...read, Check: ifElse({ Set: set }), Use: use }))).toEqual([
      'Set.outputs',
      'Use.inputs',
    ]);
  });

  it('in parallel: any order', () => {
    const steps = inOrder({ ...init, ...read });
    expect(
      readers({ ...steps, Set: runsAfter(set, 'Get_secret'), Use: runsAfter(use, 'Get_secret') }),
    ).toEqual(['Set.outputs', 'Use.inputs']);
  });

  it('in a loop: the next round reads what this one wrote', () => {
    const loop = (more: StepJson): readonly string[] =>
      readers(
        inOrder({
          ...init,
          ...read,
          Each: foreach('@createArray(1, 2)', inOrder({ Use: use, Set: set }), more),
        }),
      );
    expect(loop({})).toEqual(['Use.inputs', 'Set.outputs']);
    const until = { type: 'Until', expression: '@false', actions: inOrder({ Use: use, Set: set }) };
    expect(readers(inOrder({ ...init, ...read, Loop: until }))).toEqual(['Use.inputs', 'Set.outputs']);
  });

  it('in a loop: cleared in the same round, unless rounds run at once', () => {
    const loop = (more: StepJson): readonly string[] =>
      readers(
        inOrder({
          ...init,
          ...read,
          Each: foreach('@createArray(1, 2)', inOrder({ Set: set, Clear: clear, Use: use }), more),
        }),
      );
    expect(loop({})).toEqual(['Set.outputs']);
    expect(loop({ runtimeConfiguration: { concurrency: { repetitions: 1 } } })).toEqual(['Set.outputs']);
    expect(loop({ operationOptions: 'Sequential' })).toEqual(['Set.outputs']);
    expect(loop({ runtimeConfiguration: { concurrency: { repetitions: 20 } } })).toEqual([
      'Set.outputs',
      'Use.inputs',
    ]);
  });

  it('in nested loops: cleared in the inner one only', () => {
    const inner = foreach('@createArray(1)', { Clear: clear });
    const steps = inOrder({ Set: set, Inner: inner, Use: use });
    expect(readers(inOrder({ ...init, ...read, Outer: foreach('@createArray(1)', steps) }))).toEqual([
      'Set.outputs',
      'Use.inputs',
    ]);
  });

  it('feeds back through a loop over two variables', () => {
    const actions = inOrder({
      Init: initialize('k'),
      Init_2: initialize('m'),
      ...read,
      Loop: {
        type: 'Until',
        expression: '@false',
        actions: inOrder({
          Use: use,
          Copy: setVariable('k', "@variables('m')"),
          Set: setVariable('m', SECRET),
        }),
      },
    });
    expect(expose({ actions }).problems).toEqual(['variable m in Set: Use.inputs']);
  });
});
