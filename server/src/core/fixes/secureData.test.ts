import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, holdFixInvariants } from '../../../../test/harness/check.ts';
import { openDocument } from '../flow/index.ts';
import type { Side } from '../flow/model.ts';
import { stepAt } from '../flow/stepAt.ts';
import { parseJson } from '../json/parse.ts';
import { NONE } from '../json/tree.ts';
import { refusesSecure } from '../platform/secureData.ts';
import { applyEdits } from '../text/textEdit.ts';
import { isCalledTrigger, readSecureData, rewriteEdits, sideOf, sidesText } from './secureData.ts';

const $schema =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';

const TYPES = [
  'Http',
  'Compose',
  'ParseJson',
  'Response',
  'Select',
  'SetVariable',
  'Scope',
  'Wait',
  'Workflow',
  'Odd',
];
const entry = fc.constantFrom(
  'inputs',
  'outputs',
  'Inputs',
  'OUTPUTS',
  'output',
  ' inputs ',
  'body',
  '',
  7,
  null,
);
const list = fc.array(entry, { maxLength: 5 });
const secureData = fc.oneof(
  list.map((properties): unknown => ({ properties })),
  list as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>('inputs', 'inputs, outputs', true, null, {}, { properties: 'outputs' }),
  fc.constantFrom<unknown>({ properties: { inputs: true } }, { property: ['inputs'] }, { properties: true }),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const stepParts = fc.record({
  type: fc.constantFrom(...TYPES),
  right: maybe(secureData),
  cased: maybe(secureData),
  direct: maybe(secureData),
  inInputs: maybe(secureData),
  inMetadata: maybe(secureData),
  otherSetting: fc.boolean(),
  tracked: fc.boolean(),
  order: fc.boolean(),
});
type Parts = typeof stepParts extends fc.Arbitrary<infer T> ? T : never;

function step(parts: Parts): Record<string, unknown> {
  const configuration = {
    ...(parts.otherSetting ? { requestOptions: { timeout: 'PT1M' } } : {}),
    ...(parts.right === undefined ? {} : { secureData: parts.right }),
    ...(parts.cased === undefined ? {} : { SecureData: parts.cased }),
  };
  const inputs = { method: 'GET', ...(parts.inInputs === undefined ? {} : { secureData: parts.inInputs }) };
  const settings = Object.keys(configuration).length > 0 ? { runtimeConfiguration: configuration } : {};
  return {
    ...(parts.order ? settings : {}),
    type: parts.type,
    inputs,
    ...(parts.direct === undefined ? {} : { secureData: parts.direct }),
    ...(parts.inMetadata === undefined ? {} : { metadata: { secureData: parts.inMetadata } }),
    ...(parts.tracked ? { trackedProperties: { run: '@utcNow()' } } : {}),
    ...(parts.order ? {} : settings),
    runAfter: {},
  };
}

function flow(steps: Record<string, unknown>, kind = 'Button', trigger: unknown = undefined): string {
  const manual = {
    type: 'Request',
    kind,
    inputs: { schema: { type: 'object', properties: { text: { type: 'string' } } } },
    ...(trigger === undefined ? {} : { runtimeConfiguration: { secureData: trigger } }),
  };
  const definition = { $schema, triggers: { manual }, actions: steps };
  return JSON.stringify({ properties: { connectionReferences: {}, definition } }, undefined, 2);
}

const OURS = new Set(['secure-data-unsupported', 'secure-data-malformed', 'secure-inputs-on-called-trigger']);

describe('whatever stands in secureData', () => {
  it('each fix removes its finding and makes no new one; fix-all leaves only what the platform takes', () => {
    fc.assert(
      fc.property(
        fc.array(stepParts, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('Button', 'PowerAppV2', 'PowerPages', 'Http'),
        maybe(secureData),
        (steps, kind, trigger) => {
          const named = Object.fromEntries(steps.map((parts, index) => [`Step_${index}`, step(parts)]));
          const text = flow(named, kind, trigger);
          const analysis = check(text);
          expect(analysis.failures).toEqual([]);
          const places = analysis.findings.filter((one) => OURS.has(one.ruleId));
          // One problem is told once: a step has one finding of the two rules about the form and the type.
          const form = places.filter((one) => one.ruleId !== 'secure-inputs-on-called-trigger');
          const owners = form.map((one) => one.place.pointer.split('/').slice(0, 5).join('/'));
          expect(new Set(owners).size).toBe(owners.length);
          holdFixInvariants(text);
          // What is left over needs a decision, and is still told.
          const after = check(applyEdits(text, analysis.fixAll()));
          const [fixed] = after.document.flows;
          for (const one of [...fixed!.triggers, ...fixed!.actions]) {
            if (![...one.secured].some((side) => refusesSecure(one, side))) continue;
            const told = after.findings.filter((finding) => stepAt(fixed!, finding.place.node) === one);
            expect(told.map(({ ruleId, fix }) => [ruleId, fix])).toContainEqual([
              'secure-data-unsupported',
              null,
            ]);
            expect(one.trackedProperties, one.type).not.toBe(NONE);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('nothing that is hidden becomes visible, and every other setting stays', () => {
    fc.assert(
      fc.property(stepParts, (parts) => {
        const text = flow({ Step: step(parts) });
        const before = check(text).document.flows[0]!.actions[0]!;
        const fixed = applyEdits(text, check(text).fixAll());
        const after = check(fixed).document.flows[0]!.actions[0]!;
        for (const side of before.secured) {
          if (!refusesSecure(before, side)) expect(after.secured.has(side)).toBe(true);
        }
        const value = JSON.parse(fixed) as ReturnType<typeof JSON.parse>;
        const repaired = value.properties.definition.actions.Step;
        expect(repaired.inputs.method).toBe('GET');
        expect(repaired.type).toBe(parts.type);
        if (parts.otherSetting)
          expect(repaired.runtimeConfiguration.requestOptions).toEqual({ timeout: 'PT1M' });
      }),
      { numRuns: 300 },
    );
  });
});

describe('reading', () => {
  const facts = (value: Record<string, unknown>) => {
    const { flows } = openDocument({ uri: 'file:///a.json', text: flow({ Step: value }) });
    return readSecureData(flows[0]!.tree, flows[0]!.actions[0]!);
  };

  it('tells what was meant', () => {
    const meant = (secure: unknown) =>
      facts({ type: 'Http', runtimeConfiguration: { secureData: secure } })?.intended;
    expect(meant({ properties: ['outputs', 'inputs'] })).toEqual(['inputs', 'outputs']);
    expect(meant({ properties: ['Output'] })).toEqual(['outputs']);
    expect(meant('inputs,outputs')).toEqual(['inputs', 'outputs']);
    expect(meant(true)).toEqual(['inputs', 'outputs']);
    expect(meant({ properties: { inputs: false, outputs: true } })).toEqual(['outputs']);
    expect(meant({ properties: ['body'] })).toEqual([]);
    expect(facts({ type: 'Http' })).toBeUndefined();
    expect(facts({ type: 'Compose', inputs: { secureData: true } })).toBeUndefined();
  });

  it('a word names one side or none', () => {
    expect(['inputs', ' INPUT', 'Outputs', 'out', 'inputs outputs', 'x'.repeat(5000)].map(sideOf)).toEqual([
      'inputs',
      'inputs',
      'outputs',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('triggers that others call', () => {
    const called = (kind: string, steps: Record<string, unknown> = {}) => {
      const [model] = openDocument({ uri: 'file:///a.json', text: flow(steps, kind) }).flows;
      return isCalledTrigger(model!, model!.triggers[0]!);
    };
    const answer = { Respond: { type: 'Response', kind: 'PowerApp', inputs: {}, runAfter: {} } };
    expect(
      ['PowerApp', 'powerappv2', 'PowerPages', 'Button', 'Http', 'Skills'].map((kind) => called(kind)),
    ).toEqual([true, true, true, false, false, false]);
    expect(called('Button', answer)).toBe(true);
    expect(called('Http', answer)).toBe(false);
  });
});

describe('rewriting', () => {
  const rewrite = (properties: string, sides: readonly Side[]): string => {
    const text = flow({}).replace(
      '"actions": {}',
      `"actions": { "A": { "type": "Http", "runtimeConfiguration": { "secureData": { "properties": ${properties} } } } }`,
    );
    const { flows, tree } = openDocument({ uri: 'file:///a.json', text });
    const one = flows[0]!.actions[0]!;
    const edits = rewriteEdits(tree, one, readSecureData(tree, one)!, sides);
    const result = applyEdits(text, edits ?? []);
    expect(parseJson(result).problems).toEqual([]);
    return /"properties": (\[[^\]]*\]|"[^"]*") }/.exec(result)?.[1] ?? '';
  };

  it.each<[string, readonly Side[], string]>([
    ['["Inputs", "outputs"]', ['inputs', 'outputs'], '["inputs", "outputs"]'],
    ['["outputs", "outputs"]', ['outputs'], '["outputs"]'],
    ['["body", "outputs", "INPUTS"]', ['inputs', 'outputs'], '["outputs", "inputs"]'],
    ['["outputs"]', ['inputs'], '["inputs"]'],
    ['["inputs"]', ['inputs', 'outputs'], '["inputs", "outputs"]'],
    ['"inputs"', ['inputs'], '["inputs"]'],
    ['["body"]', [], ''],
  ])('%s, %j', (properties, sides, expected) => {
    expect(rewrite(properties, sides)).toBe(expected);
  });

  it('sides in words', () => {
    expect([sidesText([]), sidesText(['outputs']), sidesText(['outputs', 'inputs'])]).toEqual([
      '',
      'outputs',
      'inputs and outputs',
    ]);
  });
});
