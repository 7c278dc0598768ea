// What is too large for a fixture.
import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { flowText, type StepJson } from '../../../../../test/harness/flowBuilder.ts';

const note = (inputs: StepJson['inputs'] = 1): StepJson => ({ type: 'Compose', inputs, runAfter: {} });
const initialize = (at: number): StepJson => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name: `variable ${at}`, type: 'string' }] },
  runAfter: {},
});
const many = (count: number, make: (at: number) => StepJson): Record<string, StepJson> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`Step_${at}`, make(at)]));

function told(text: string): string[] {
  return check(text)
    .findings.filter(({ ruleId }) => ruleId === 'limit-exceeded')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

describe('the limits of a flow', () => {
  it.each([
    [449, []],
    [450, ['warning: The flow has 450 of the 500 actions that it may have.']],
    [500, ['warning: The flow has 500 of the 500 actions that it may have.']],
    [501, ['error: The flow has 501 actions, and 500 is the limit.']],
  ])('counts %i actions', (count, expected) => {
    expect(told(flowText({ actions: many(count, () => note()) }))).toEqual(expected);
  });

  it('counts actions at all levels', () => {
    const group: StepJson = { type: 'Scope', actions: many(500, () => note()), runAfter: {} };
    expect(told(flowText({ actions: { Group: group } }))).toEqual([
      'error: The flow has 501 actions, and 500 is the limit.',
    ]);
  });

  it.each([
    [224, []],
    [225, ['warning: The flow has 225 of the 250 variables that it may have.']],
    [251, ['error: The flow has 251 variables, and 250 is the limit.']],
  ])('counts %i variables', (count, expected) => {
    expect(told(flowText({ actions: many(count, initialize) }))).toEqual(expected);
  });

  it('says nothing of a logic app', () => {
    const text = flowText({ actions: many(501, () => note()) });
    const { definition } = (JSON.parse(text) as { properties: { definition: { parameters?: object } } })
      .properties;
    delete definition.parameters;
    expect(told(JSON.stringify({ definition, kind: 'Stateful' }))).toEqual([]);
  });
});

describe('the limit of an expression', () => {
  /** `length('aaa…')`, of a length. */
  const call = (length: number): string => `length('${'a'.repeat(length - 10)}')`;

  it('is for each alone, not for the text around several', () => {
    const text = `@{${call(4000)}} and @{${call(4000)}} and @{${call(4000)}}`;
    expect(told(flowText({ actions: { A: note(text) } }))).toEqual([]);
  });

  it.each([
    [7372, []],
    [7373, ['warning: "A" has an expression of 7,373 of the 8,192 characters that it may have.']],
    [8192, ['warning: "A" has an expression of 8,192 of the 8,192 characters that it may have.']],
    [8193, ['error: "A" has an expression of 8,193 characters, and 8,192 is the limit.']],
  ])('takes one of %i characters', (length, expected) => {
    expect(told(flowText({ actions: { A: note(`@${call(length)}`) } }))).toEqual(expected);
    expect(told(flowText({ actions: { A: note({ a: [`text @{${call(length)}}`] }) } }))).toEqual(expected);
  });

  it('does not count what only the file needs', () => {
    const escaped = flowText({ actions: { A: note(`@length('${'"'.repeat(5000)}')`) } });
    expect(escaped.length).toBeGreaterThan(10_000);
    expect(told(escaped)).toEqual([]);
  });

  it('holds in keys as well', () => {
    const found = check(flowText({ actions: { A: note({ [`a@{${call(9000)}}`]: 1 }) } })).findings;
    expect(found.map(({ ruleId }) => ruleId)).toContain('limit-exceeded');
  });
});

describe('the limit of tracked properties', () => {
  const tracking = (length: number): string =>
    flowText({ actions: { A: { ...note(), trackedProperties: { a: 'b'.repeat(length - 8) } } } });

  it('does not count the blanks between them', () => {
    expect(told(tracking(16_000))).toEqual([]);
    expect(told(tracking(16_001))).toEqual([
      'error: The tracked properties of "A" have 16,001 characters, and 16,000 is the limit.',
    ]);
  });
});
