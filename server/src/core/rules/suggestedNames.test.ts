// The name that a repair writes in place of a wrong one can be used where it then stands.
import { describe, expect, it } from 'vitest';
import { check, FLOW_URI } from '../../../../test/harness/check.ts';
import { editsOf } from '../../../../test/harness/fixes.ts';
import { flowText, type StepJson } from '../../../../test/harness/flowBuilder.ts';
import { applyEdits } from '../text/textEdit.ts';

const note = (inputs: StepJson['inputs'], after?: string): StepJson => ({
  type: 'Compose',
  inputs,
  runAfter: after === undefined ? {} : { [after]: ['Succeeded'] },
});
const group = (actions: Record<string, StepJson>, after?: string): StepJson => ({
  type: 'Scope',
  actions,
  runAfter: after === undefined ? {} : { [after]: ['Succeeded'] },
});
const initialize = (name: string, type: string, after?: string): StepJson => ({
  ...note({ variables: [{ name, type }] }, after),
  type: 'InitializeVariable',
});
const step = (type: string, inputs: StepJson['inputs'], after?: string): StepJson => ({
  ...note(inputs, after),
  type,
});

/** Of the first finding of a rule: the titles of the repairs that write a name, and what each brings that was not there. */
function written(ruleId: string, actions: Record<string, StepJson>): string[] {
  const text = flowText({ actions });
  const analysis = check(text);
  const finding = analysis.findings.find((one) => one.ruleId === ruleId);
  if (finding === undefined) return ['no such finding'];
  const before = new Set(analysis.findings.map((one) => one.ruleId));
  return analysis
    .fixesFor(finding)
    .filter(({ kind }) => kind === 'correct-name')
    .map((fix) => {
      const after = check(applyEdits(text, [...editsOf(fix, FLOW_URI)])).findings;
      const brought = after.filter((one) => !before.has(one.ruleId)).map((one) => one.ruleId);
      return [fix.title, ...brought].join(', brings ');
    });
}

describe('a step that is named in place of an unknown one', () => {
  it.each<[string, Record<string, StepJson>, string[]]>([
    ['is not the step itself', { Compose: note("@outputs('Compos')") }, []],
    ['is none that comes later', { First: note("@outputs('Get_item')"), Get_items: note(1, 'First') }, []],
    [
      'is one that comes before, though a later one is as near',
      {
        Now: note("@outputs('Get_item_1')", 'Get_item_11'),
        Get_item_12: note(1, 'Now'),
        Get_item_11: note(1),
      },
      ['Name "Get_item_11" in place of "Get_item_1"'],
    ],
    [
      'is none within',
      {
        Each: {
          ...note(1),
          type: 'Foreach',
          foreach: "@outputs('Get_item')",
          actions: { Get_items: note(1) },
        },
      },
      [],
    ],
    ['is none around', { Group: group({ A: note("@actions('Grou')") }) }, []],
    [
      'holds steps where its results are asked for',
      { Try_item: note(1), Try_items: group({}, 'Try_item'), A: note("@result('Try_ite')", 'Try_items') },
      ['Name "Try_items" in place of "Try_ite"'],
    ],
    [
      'may be the trigger',
      { A: note("@outputs('Recurence')") },
      ['Name "Recurrence" in place of "Recurence"'],
    ],
  ])('%s', (_, actions, expected) => {
    expect(written('unknown-action-reference', actions)).toEqual(expected);
  });
});

describe('a variable that is named in place of an unknown one', () => {
  it.each<[string, Record<string, StepJson>, string[]]>([
    ['is initialised before', { A: note("@variables('coun')"), V: initialize('count', 'integer', 'A') }, []],
    [
      'has a type that the step goes with',
      {
        V: initialize('counts', 'string'),
        W: initialize('county', 'integer', 'V'),
        A: step('IncrementVariable', { name: 'count' }, 'W'),
      },
      ['Name "county" in place of "count"'],
    ],
    [
      'is not the one that the step sets',
      {
        V: initialize('total', 'integer'),
        A: step('SetVariable', { name: 'total', value: "@add(variables('totl'), 1)" }, 'V'),
      },
      [],
    ],
    [
      'is not the one that the step reads',
      {
        V: initialize('total', 'integer'),
        A: step('SetVariable', { name: 'totl', value: "@add(variables('total'), 1)" }, 'V'),
      },
      [],
    ],
  ])('%s', (_, actions, expected) => {
    expect(written('unknown-variable', actions)).toEqual(expected);
  });
});

describe('a step to run after', () => {
  it.each<[string, Record<string, StepJson>, string[]]>([
    ['does not run after the step', { Beta: note(1, 'Gamm'), Gamma: note(1, 'Beta') }, []],
    [
      'is the one around a step that was moved into it',
      { Try: group({ Filter: note(1) }), Mail: note("@outputs('Filter')", 'Filter') },
      ['Name "Try" in place of "Filter"'],
    ],
    [
      'is none that the step runs after already',
      {
        Try: group({ Filter: note(1) }),
        Mail: { ...note(1), runAfter: { Filter: ['Succeeded'], Try: ['Succeeded'] } },
      },
      [],
    ],
    ['is none around the step', { Filter: note(1), Try: group({ Mail: note(1, 'Filter') }, 'Filter') }, []],
    [
      'is none around a step that runs later',
      { Mail: note(1, 'Filter'), Try: group({ Filter: note(1) }, 'Mail') },
      [],
    ],
  ])('%s', (_, actions, expected) => {
    expect(written('run-after-unknown', actions)).toEqual(expected);
  });
});
