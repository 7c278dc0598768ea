import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Exposed,
  expose,
  type FlowSpec,
  getSecret,
  getToken,
  type StepJson,
  type Steps,
  secured,
} from '../../../../test/harness/flowBuilder.ts';
import { maySecure } from '../platform/secureData.ts';

const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
const VARIABLES = ['v', 'w'];

const name = fc.constantFrom(...NAMES);
const variable = fc.constantFrom(...VARIABLES);
const property = fc.constantFrom('value', 'access_token', 'name', 'k');

/** An expression without its `@`. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    name.map((one) => `outputs('${one}')`),
    fc.tuple(name, property).map(([one, key]) => `body('${one}')?['${key}']`),
    fc.tuple(name, property).map(([one, key]) => `outputs('${one}')?['body/${key}']`),
    name.map((one) => `actions('${one}')`),
    name.map((one) => `result('${one}')`),
    name.map((one) => `items('${one}')`),
    variable.map((one) => `variables('${one}')`),
    fc.constantFrom('item()', "parameters('Key')", "triggerBody()?['password']", "'text'", '1'),
    fc
      .tuple(
        fc.constantFrom('concat', 'length', 'createArray', 'json', 'union', 'coalesce', 'first'),
        tie('expression'),
      )
      .map(([call, inner]) => `${call}(${inner})`),
    fc.tuple(tie('expression'), property).map(([inner, key]) => `${inner}?['${key}']`),
    fc
      .tuple(tie('expression'), property, tie('expression'))
      .map(([object, key, value]) => `setProperty(${object}, '${key}', ${value})`),
  ),
}));
const value = fc.oneof(
  expression.map((one) => `@${one}`),
  expression.map((one) => `text @{${one}}`),
  fc.constant('plain'),
);

const { step } = fc.letrec<{ step: StepJson; steps: Steps }>((tie) => ({
  steps: fc
    .array(fc.tuple(fc.constantFrom('X', 'Y', 'Z'), fc.nat(99), tie('step')), { maxLength: 3 })
    .map((list) => Object.fromEntries(list.map(([key, index, one]) => [`${key}${index}`, one]))),
  step: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(getSecret(), getToken()),
    value.map((inputs): StepJson => ({ type: 'Compose', inputs })),
    value.map((content): StepJson => ({ type: 'ParseJson', inputs: { content } })),
    fc.tuple(value, value).map(([from, select]): StepJson => ({ type: 'Select', inputs: { from, select } })),
    value.map((from): StepJson => ({ type: 'Query', inputs: { from, where: '@true' } })),
    value.map((from): StepJson => ({ type: 'Table', inputs: { from, format: 'CSV' } })),
    value.map((body): StepJson => ({ type: 'Http', inputs: { uri: 'https://a.contoso.example', body } })),
    value.map((body): StepJson => ({ type: 'Response', inputs: { body } })),
    fc
      .tuple(fc.constantFrom('SetVariable', 'AppendToArrayVariable'), variable, value)
      .map(([type, one, given]): StepJson => ({ type, inputs: { name: one, value: given } })),
    fc
      .tuple(value, tie('steps'))
      .map(([foreach, actions]): StepJson => ({ type: 'Foreach', foreach, actions })),
    fc.tuple(tie('steps'), tie('steps')).map(
      ([actions, other]): StepJson => ({
        type: 'If',
        expression: '@true',
        actions,
        else: { actions: other },
      }),
    ),
    tie('steps').map((actions): StepJson => ({ type: 'Scope', actions })),
  ),
}));

const statuses = fc.subarray(['Succeeded', 'Failed', 'Skipped'], { minLength: 1 });
const sides = fc.subarray(['inputs', 'outputs'] as const);

const flow: fc.Arbitrary<FlowSpec> = fc
  .array(fc.tuple(step, fc.array(fc.tuple(name, statuses), { maxLength: 2 }), sides), {
    minLength: 2,
    maxLength: NAMES.length,
  })
  .map((list) => ({
    parameters: { Key: { type: 'SecureString' } },
    triggers: {
      manual: { type: 'Request', inputs: { schema: { properties: { password: { type: 'string' } } } } },
    },
    actions: Object.fromEntries(
      list.map(([one, runAfter, own], index) => [
        NAMES[index]!,
        { ...(own.length > 0 ? secured(one, ...own) : one), runAfter: Object.fromEntries(runAfter) },
      ]),
    ),
  }));

/** The same flow with every side secured that a fix may secure. */
function secureAll(spec: FlowSpec): FlowSpec {
  const secureSteps = (steps: Steps): Steps =>
    Object.fromEntries(
      Object.entries(steps).map(([key, one]) => {
        const nested = { ...one } as Record<string, unknown>;
        if (nested.actions) nested.actions = secureSteps(nested.actions as Steps);
        const other = nested.else as { actions: Steps } | undefined;
        if (other) nested.else = { actions: secureSteps(other.actions) };
        const allowed = (['inputs', 'outputs'] as const).filter((side) =>
          maySecure({ lowerType: String(one.type).toLowerCase() }, side),
        );
        return [key, allowed.length > 0 ? secured(nested as StepJson, ...allowed) : (nested as StepJson)];
      }),
    );
  return { ...spec, triggers: secureSteps(spec.triggers ?? {}), actions: secureSteps(spec.actions) };
}

const runs = { numRuns: 400 };

describe('random flows', () => {
  it('never throw, and every problem stands on something that is shown', () => {
    fc.assert(
      fc.property(flow, (spec) => {
        const { exposure } = expose(spec);
        for (const problem of exposure.problems) {
          const plan = exposure.repairPlan(problem);
          for (const { step: one, side } of plan.sides) expect(maySecure(one, side)).toBe(true);
          if (problem.kind === 'read' || problem.kind === 'trigger')
            expect(exposure.slot(problem.step, 'outputs').exposed).toBe(true);
          if (problem.kind === 'data') expect(problem.exposed.length).toBeGreaterThan(0);
          if ('entries' in problem) expect(problem.entries.length).toBeGreaterThan(0);
        }
      }),
      runs,
    );
  });

  it('secured as far as possible show a secret only where the type refuses', () => {
    fc.assert(
      fc.property(flow, (spec) => {
        const { flow: model, exposure } = expose(secureAll(spec));
        for (const one of [...model.triggers, ...model.actions]) {
          for (const side of ['inputs', 'outputs'] as const) {
            if (exposure.slot(one, side).exposed)
              expect(maySecure(one, side), `${one.name}.${side}`).toBe(false);
          }
        }
        const kinds = exposure.problems.map((problem) => problem.kind);
        expect(kinds).not.toContain('read');
        expect(kinds).not.toContain('trigger');
      }),
      runs,
    );
  });

  it('show no more when more is secured', () => {
    fc.assert(
      fc.property(flow, (spec) => {
        const shown = ({ shown: list }: Exposed): Set<string> => new Set(list);
        const before = shown(expose(spec));
        for (const slot of shown(expose(secureAll(spec)))) expect(before.has(slot), slot).toBe(true);
      }),
      runs,
    );
  });

  it('give the same answer whatever the order of their steps in the file', () => {
    fc.assert(
      fc.property(flow, (spec) => {
        const reversed = { ...spec, actions: Object.fromEntries(Object.entries(spec.actions).reverse()) };
        expect([...expose(reversed).carrying].sort()).toEqual([...expose(spec).carrying].sort());
      }),
      runs,
    );
  });
});
