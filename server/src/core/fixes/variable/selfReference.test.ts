import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { flowText, type Json, type Steps } from '../../../../../test/harness/flowBuilder.ts';
import { applyEdits } from '../../text/textEdit.ts';

function flowOf(type: string, step: Steps[string], reads: Steps = {}): string {
  const start = {
    type: 'InitializeVariable',
    inputs: { variables: [{ name: "It's", type }] },
    runAfter: {},
  };
  return flowText({ actions: { ...reads, Start: start, Set: step }, spareConnections: false });
}

const set = (value: Json, more: Steps[string] = {}) => ({
  type: 'SetVariable',
  inputs: { name: "It's", value },
  runAfter: { Start: ['Failed'] },
  ...more,
});

/** The steps behind the first one, after the repair; undefined where none is offered. */
function repaired(text: string): Record<string, Record<string, Json>> | undefined {
  const analysis = check(text);
  const finding = analysis.findings.find((one) => one.ruleId === 'variable-self-reference');
  expect(finding).toBeDefined();
  const [fix] = analysis.fixesFor(finding!);
  expect(finding!.fix).toBe(fix === undefined ? null : 'review');
  if (fix === undefined) return undefined;
  const { Start: _, ...steps } = JSON.parse(applyEdits(text, editsOf(fix))).properties.definition.actions;
  return steps;
}

describe('setting a variable without reading it', () => {
  it.each<[string, string, string, Json]>([
    ['integer', "@add(variables('IT''S'), 2)", 'IncrementVariable', 2],
    ['float', "@add( 0.5, variables('It''s'))", 'IncrementVariable', 0.5],
    ['integer', "@add(variables('It''s'), length( 'a'))", 'IncrementVariable', "@length( 'a')"],
    ['integer', "@sub(variables('It''s'), -1)", 'DecrementVariable', -1],
    ['string', "@concat(variables('It''s'), 'a', ', ')", 'AppendToStringVariable', 'a, '],
    ['string', "@concat(variables('It''s'), utcNow())", 'AppendToStringVariable', '@{utcNow()}'],
    ['string', "@concat(variables('It''s'), '@a')", 'AppendToStringVariable', "@{'@a'}"],
    ['string', "@{variables('It''s')}\n@{utcNow()} b", 'AppendToStringVariable', '\n@{utcNow()} b'],
    ['string', "@{variables('It''s')}@{utcNow()}", 'AppendToStringVariable', '@{utcNow()}'],
  ])('changes %s %s into a step that adds to it', (type, value, expected, by) => {
    expect(repaired(flowOf(type, set(value)))).toEqual({
      Set: { ...set(by), type: expected },
    });
  });

  it.each<[string, Json, Json]>([
    ['integer', "@sub(2, variables('It''s'))", "@sub(2, outputs('Read_Its'))"],
    ['integer', "@mul(variables('It''s'), 2)", "@mul(outputs('Read_Its'), 2)"],
    [
      'integer',
      "@add(variables('It''s'), variables('It''s'))",
      "@add(outputs('Read_Its'), outputs('Read_Its'))",
    ],
    ['string', "@add(variables('It''s'), 1)", "@add(outputs('Read_Its'), 1)"],
    ['string', "@concat('a', variables('It''s'))", "@concat('a', outputs('Read_Its'))"],
    ['string', "@{variables('It''s')}@@a", "@{outputs('Read_Its')}@@a"],
    ['string', "@{variables('It''s')}", "@{outputs('Read_Its')}"],
    ['array', ["@variables('It''s')"], ["@outputs('Read_Its')"]],
  ])('reads it in a step before in %s %j', (type, value, expected) => {
    const { Read_Its: read, Set: step } = repaired(flowOf(type, set(value)))!;
    const { metadata: _, ...rest } = read!;
    expect(rest).toEqual({ runAfter: { Start: ['Failed'] }, type: 'Compose', inputs: "@variables('It''s')" });
    expect(step).toEqual(set(expected, { runAfter: { Read_Its: ['Succeeded'] } }));
  });

  it('shows no value that is secured', () => {
    const secured = { runtimeConfiguration: { secureData: { properties: ['inputs'] } } };
    expect(repaired(flowOf('string', set("a @{variables('It''s')}", secured)))).toBeUndefined();
  });
});
