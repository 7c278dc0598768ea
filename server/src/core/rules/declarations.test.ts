// What the repairs of missing variables and parameters, and of variables that come too late, write.
import { describe, expect, it } from 'vitest';
import { check, ids } from '../../../../test/harness/check.ts';
import { editsOf } from '../../../../test/harness/fixes.ts';
import { flowText, type Json, type Steps } from '../../../../test/harness/flowBuilder.ts';
import { applyFix, checkIn } from '../../../../test/harness/repairs.ts';
import { applyEdits } from '../text/textEdit.ts';

const ran = (...names: string[]) => Object.fromEntries(names.map((name) => [name, ['Succeeded']]));
const note = (inputs: Json, ...names: string[]) => ({ type: 'Compose', inputs, runAfter: ran(...names) });
const initialise = (type: string, value: Json, ...names: string[]) => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name: 'x', type, value }] },
  runAfter: ran(...names),
});

/** The fixes of the first finding, by kind, each with the definition that it leaves. */
function repairs(actions: Steps): Map<string, { title: string; actions: unknown; left: string[] }> {
  const text = flowText({ actions, spareConnections: false });
  const analysis = check(text);
  const [finding] = analysis.findings;
  return new Map(
    analysis.fixesFor(finding!).map((fix) => {
      const after = applyEdits(text, editsOf(fix));
      const { definition } = JSON.parse(after).properties;
      const plain = JSON.parse(JSON.stringify(definition.actions), (key, one) =>
        key === 'metadata' ? undefined : one,
      );
      return [fix.kind, { title: fix.title, actions: plain, left: ids(check(after)) }];
    }),
  );
}

describe('a variable that is missing', () => {
  it.each<[string, Json, string, Json, Steps]>([
    ['is read', "@variables('x')", 'string', '', {}],
    ['counts', "@variables('x')", 'integer', 0, { B: { type: 'IncrementVariable', inputs: { name: 'x' } } }],
    ['takes a fraction', "@variables('x')", 'float', 0, { B: setting(1.5) }],
    ['takes elements', "@variables('x')", 'array', [], { B: adding('AppendToArrayVariable') }],
    ['takes a text', "@variables('x')", 'string', '', { B: setting('a @{utcNow()}') }],
    ['takes an object', "@variables('x')", 'object', {}, { B: setting({ a: 1 }) }],
    ['takes what nobody knows', "@variables('x')", 'string', '', { B: setting('@json(utcNow())') }],
    ['takes what a function gives', "@variables('x')", 'boolean', false, { B: setting('@equals(1, 2)') }],
    ['takes what a run gives', "@variables('x')", 'string', '', { B: setting('@triggerOutputs()') }],
    [
      'takes a list or an object',
      "@variables('x')[0]",
      'array',
      [],
      { B: setting('@union(json(1), json(2))') },
    ],
    ['counts by fractions', "@variables('x')", 'float', 0, { B: counting('@mul(2, 0.5)'), C: counting(1) }],
    ['counts by whole numbers', "@variables('x')", 'integer', 0, { B: counting('@length(utcNow())') }],
    ['is read below a name', "@variables('x')?['a']", 'object', {}, { B: setting('@json(utcNow())') }],
    [
      'is read as a list',
      1,
      'array',
      [],
      { B: { type: 'Query', inputs: { from: "@variables('x')", where: '@true' } } },
    ],
  ])('is initialised before all others with the type of its uses: it %s', (_, read, type, value, more) => {
    const actions = { A: note(read), ...more };
    const found = repairs(actions).get('declare-variable');
    const others = Object.fromEntries(
      Object.entries(actions).map(([name, step]) => [name, { ...step, runAfter: ran('Initialize_x') }]),
    );
    expect(found).toMatchObject({
      title: 'Initialise "x" at the beginning of the flow',
      actions: { Initialize_x: initialise(type, value), ...others },
      left: [],
    });
  });

  it.each<[string, Steps]>([
    ['nobody reads it', { A: setting(1) }],
    ['the step that sets it reads it', { A: setting("@add(variables('x'), 1)") }],
    ['its uses go with no type', { A: note("@variables('x')"), B: setting(1), C: setting('a') }],
  ])('is not initialised where %s', (_, actions) => {
    expect(repairs(actions).has('declare-variable')).toBe(false);
  });
});

function setting(value: Json) {
  return { type: 'SetVariable', inputs: { name: 'x', value }, runAfter: {} };
}

function counting(value: Json) {
  return { type: 'IncrementVariable', inputs: { name: 'x', value }, runAfter: {} };
}

function adding(type: string) {
  return { type, inputs: { name: 'x', value: 1 }, runAfter: {} };
}

describe('a variable that is initialised too late', () => {
  it('is initialised before, where both start at once', () => {
    const actions = { A: note("@variables('x')"), Start: initialise('string', '') };
    expect([...repairs(actions)]).toEqual([
      [
        'add-run-after',
        {
          title: 'Run "A" after "Start"',
          actions: { ...actions, A: note("@variables('x')", 'Start') },
          left: [],
        },
      ],
    ]);
  });

  it('moves up, where the step that uses it comes first', () => {
    const actions = {
      A: note("@variables('x')"),
      B: note(1, 'A'),
      Start: initialise('string', '', 'B'),
      C: note(2, 'Start'),
    };
    expect([...repairs(actions)]).toEqual([
      [
        'initialise-at-top-level',
        {
          title: 'Move "Start" up, before "A"',
          actions: {
            Start: initialise('string', ''),
            A: note("@variables('x')", 'Start'),
            B: note(1, 'A'),
            C: note(2, 'B'),
          },
          left: [],
        },
      ],
    ]);
  });

  it('stays where its value reads a step in between', () => {
    const start = initialise('string', "@{outputs('B')}", 'B');
    expect([...repairs({ A: note("@variables('x')"), B: note(1, 'A'), Start: start })]).toEqual([]);
  });
});

const VARIABLE = `<environmentvariabledefinition schemaname="abc_Limit">
  <displayname default="Limit"><label description="Limit" languagecode="1033" /></displayname>
  <introducedversion>1.0.0.0</introducedversion>
  <type>TYPE</type>
</environmentvariabledefinition>
`;

/** The declaration that the repair adds in a solution whose environment variable has that type. */
function declared(name: string, type: string): unknown {
  const uri = 'file:///s/Workflows/A-1A1B2C3D-1111-2222-3333-444455556666.json';
  const folder = 'file:///s/environmentvariabledefinitions/abc_limit';
  const workspace = new Map([
    [
      'file:///s/Other/Solution.xml',
      '<ImportExportXml><SolutionManifest><UniqueName>S</UniqueName></SolutionManifest></ImportExportXml>',
    ],
    [`${folder}/environmentvariabledefinition.xml`, VARIABLE.replace('TYPE', type)],
    [uri, flowText({ actions: { A: note(`@parameters('${name}')`) }, spareConnections: false })],
  ]);
  const analysis = checkIn(workspace, uri);
  const finding = analysis.findings.find((one) => one.ruleId === 'unknown-parameter');
  const fix = analysis.fixesFor(finding!).find(({ kind }) => kind === 'declare-parameter');
  expect(finding!.fix).toBe(fix === undefined ? null : 'review');
  if (fix === undefined) return undefined;
  const after = applyFix(workspace, fix);
  expect(checkIn(after, uri).findings.map(({ ruleId }) => ruleId)).not.toContain('unknown-parameter');
  return JSON.parse(after.get(uri)!).properties.definition.parameters[name];
}

describe('a parameter that is missing', () => {
  const metadata = { schemaName: 'abc_Limit', description: '' };
  it.each<[string, string, unknown]>([
    ['What', '100000000', { defaultValue: '', type: 'String' }],
    ['Other (abc_Other)', '100000000', { defaultValue: '', type: 'String' }],
    ['Limit (abc_limit)', '100000000', { defaultValue: '', type: 'String', metadata }],
    ['Limit (abc_Limit)', '100000001', { defaultValue: 0, type: 'Float', metadata }],
    ['Limit (abc_Limit)', '100000002', { defaultValue: false, type: 'Bool', metadata }],
    ['Limit (abc_Limit)', '100000005', undefined],
    ['$other', '100000000', undefined],
  ])('%s, where the variable is of type %s', (name, type, expected) => {
    expect(declared(name, type)).toEqual(expected);
  });
});
