import { describe, expect, it } from 'vitest';
import { compose, flowText, type Json, type Steps } from '../../../../../test/harness/flowBuilder.ts';
import { openDocument } from '../../flow/index.ts';
import { namesOf } from '../../flow/names/index.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { renameVariable } from './renameVariable.ts';

const initialise = (name: string): Steps[string] => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name, type: 'string', value: 'a' }] },
});
const write = (type: string, name: Json, value: Json = 'b') => ({ type, inputs: { name, value } });

function result(text: string, from: string, to: string): string | { readonly text: string } {
  const flow = openDocument({ uri: 'file:///Workflows/Sample.json', text }).flows[0]!;
  const edits = renameVariable(flow, namesOf(flow).variable(from)[0]!, to);
  return typeof edits === 'string' ? edits : { text: applyEdits(text, edits) };
}
function renamed(text: string, from: string, to: string): string {
  const made = result(text, from, to);
  if (typeof made === 'string') throw new Error(made);
  return made.text;
}
const actionsOf = (text: string) => JSON.parse(text).properties.definition.actions;

const NAME = `It's "Ünï" (1)`;

describe('a variable is renamed', () => {
  const text = flowText({
    actions: {
      Init: initialise('total'),
      Set: write('SetVariable', 'total', "@concat('total', outputs('Note'))"),
      Append: write('AppendToStringVariable', 'TOTAL'),
      Note: compose({ "@{variables('total')}x": "Say \"@{variables( 'total' )?['total']}\" and total" }),
      Until: {
        type: 'Until',
        expression: "@equals(variables('Total'), variables('totals'))",
        limit: { count: 60, timeout: 'PT1H' },
        actions: { Increment: write('IncrementVariable', 'totals', 1) },
      },
      Init_totals: initialise('totals'),
    },
  });

  it('with all that reads and sets it, each in its quoting', () => {
    const actions = actionsOf(renamed(text, 'total', NAME));
    const quoted = `'It''s "Ünï" (1)'`;
    expect(actions.Init.inputs.variables[0].name).toBe(NAME);
    expect(actions.Set.inputs).toEqual({ name: NAME, value: "@concat('total', outputs('Note'))" });
    expect(actions.Append.inputs.name).toBe(NAME);
    expect(actions.Note.inputs).toEqual({
      [`@{variables(${quoted})}x`]: `Say "@{variables( ${quoted} )?['total']}" and total`,
    });
    expect(actions.Until.expression).toBe(`@equals(variables(${quoted}), variables('totals'))`);
    expect(actions.Until.actions.Increment.inputs.name).toBe('totals');
  });

  it('and back, which gives the same bytes', () => {
    const same = text.replaceAll('TOTAL', 'total').replaceAll('Total', 'total');
    for (const name of [NAME, 'Total', 'a.b'])
      expect(renamed(renamed(same, 'total', name), name, 'total')).toBe(same);
  });

  it('not at all where it has that name', () => {
    expect(renamed(text, 'total', 'total')).toBe(text);
  });

  it.each([
    ['', 'Type a name'],
    ['a'.repeat(81), 'at most 80 characters'],
    [' a', 'cannot begin or end with a blank'],
    ['a\tb', 'line breaks or tabs'],
    ["@variables('x')", 'cannot be an expression'],
    ['TOTALS', 'has a variable "TOTALS" already'],
  ])('not to %j', (name, reason) => {
    expect(result(text, 'total', name)).toContain(reason);
  });

  it.each<[string, Steps, string]>([
    ['is worked out', { A: compose("@variables(outputs('x'))") }, 'works out the name of a variable'],
    [
      'is put together',
      { A: compose("@variables(concat('to', 'tal'))") },
      'works out the name of a variable',
    ],
    [
      'is set by an expression',
      { A: write('SetVariable', "@{'total'}") },
      'works out the name of a variable',
    ],
    ['stands in a broken expression', { A: compose("@concat(variables('total')") }, 'does not parse'],
    ['is initialised twice', { A: initialise('Total') }, 'in several steps'],
    ['would be that of another use', { A: compose("@variables('Sum')") }, 'refers to "sum" already'],
    ['would be that of another write', { A: write('SetVariable', 'SUM') }, 'refers to "sum" already'],
    ['is in code', { A: { type: 'JavaScriptCode', inputs: { code: "v('total')" } } }, 'runs code'],
  ])('not where its name %s', (_, more, reason) => {
    expect(result(flowText({ actions: { Init: initialise('total'), ...more } }), 'total', 'sum')).toContain(
      reason,
    );
  });

  it('where names that can be worked out are others', () => {
    const fine = flowText({
      actions: {
        Init: initialise('total'),
        A: compose("@variables(concat('tot', 'als'))"),
        B: compose("@concat(variables('totals')"),
      },
    });
    // An expression that does not parse and holds the letters is left to a person.
    expect(result(fine, 'total', 'sum')).toContain('does not parse');
    expect(actionsOf(renamed(fine.replace("variables('totals')", 'x('), 'total', 'sum')).A.inputs).toContain(
      'tot',
    );
  });

  it('in every escape of its name', () => {
    const escaped = text.replace('"name": "total"', '"name": "\\u0074otal"');
    expect(escaped).not.toBe(text);
    expect(actionsOf(renamed(escaped, 'total', 'sum')).Init.inputs.variables[0].name).toBe('sum');
  });
});
