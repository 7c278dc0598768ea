import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../../../test/harness/acrossFlows.ts';
import { evaluate } from '../../../../../test/harness/evaluator.ts';
import { flowText } from '../../../../../test/harness/flowBuilder.ts';
import { expectGoldenPatch } from '../../../../../test/harness/goldenPatch.ts';
import { checkIn, solutionFilesOf, type Workspace } from '../../../../../test/harness/repairs.ts';
import { expectWellFormed } from '../../../../../test/harness/sameFlow.ts';
import { openDocument } from '../../flow/index.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { crlf, DEFINITION, UNPACKED, uriOf, YAML } from '../../solution/testing.ts';
import { applyEdits } from '../../text/textEdit.ts';
import {
  type FlowText,
  placeOfVariable,
  renamableInFile,
  renamableInFlow,
  renameRefusal,
  renameVariable,
  type VariableRename,
} from './index.ts';

const OLD = 'abc_ApiUrl';
const KEY = 'API address (abc_ApiUrl)';
const READ = `parameters('${KEY}')`;
const DEFINITION_PATH = 'src/environmentvariabledefinitions/abc_ApiUrl/environmentvariabledefinition.xml';
const DEFINITION_URI = uriOf(DEFINITION_PATH);
const uri = (name: string, at: number): string =>
  uriOf(`src/Workflows/${name}-0A1B2C3D-1111-2222-3333-44445555${6660 + at}.json`);
const FIRST = uri('First', 0);
const SECOND = uri('Second', 1);
const THIRD = uri('Third', 2);

const parameter = (schemaName = OLD) => ({
  defaultValue: 'https://dev.contoso.example',
  type: 'String',
  metadata: { schemaName, description: '' },
});
const first = flowText({
  parameters: { [KEY]: parameter() },
  triggers: {
    Poll: {
      type: 'Http',
      recurrence: { frequency: 'Day', interval: 1 },
      inputs: { method: 'GET', uri: `@${READ}` },
    },
  },
  actions: {
    A: { type: 'Compose', inputs: `@concat(Parameters( 'api ADDRESS (abc_apiurl)' ), '/x')`, runAfter: {} },
    B: { type: 'Compose', inputs: { [`@{${READ}}`]: `Say "@{${READ}}" and @{${READ}}` }, runAfter: {} },
  },
});
// Another name of the parameter, which is the author's.
const second = flowText({
  parameters: { Mine: parameter('ABC_APIURL') },
  actions: { A: { type: 'Compose', inputs: "@parameters('Mine')", runAfter: {} } },
});
const third = flowText({ actions: { A: { type: 'Compose', inputs: 'nothing of it', runAfter: {} } } });

function workspaceOf(
  flows: Readonly<Record<string, string>> = { [FIRST]: first, [SECOND]: second, [THIRD]: third },
  more: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const workspace = new Map<string, string>();
  const manifest = UNPACKED['src/Other/Solution.xml']!.replace(
    '    </RootComponents>',
    '      <RootComponent type="380" schemaName="abc_apiurl" behavior="0" />\n    </RootComponents>',
  );
  for (const [path, text] of Object.entries({ ...UNPACKED, 'src/Other/Solution.xml': manifest, ...more }))
    if (!path.includes('/Workflows/')) workspace.set(uriOf(path), text);
  for (const [name, text] of Object.entries(flows)) workspace.set(name, text);
  return workspace;
}
const modelOf = (workspace: Workspace): SolutionModel => solutionFilesOf(workspace).solutions()[0]!;
const flowsOf = (workspace: Workspace): FlowText[] =>
  [...workspace]
    .filter(([name]) => name.includes('/Workflows/') && name.endsWith('.json'))
    .map(([name, text]) => ({ uri: name, text }));

function rename(workspace: Workspace, typed: string): VariableRename {
  const result = renameVariable(modelOf(workspace), OLD, typed, flowsOf(workspace));
  if ('refused' in result) throw new Error(result.refused);
  return result;
}
const refusal = (workspace: Workspace, typed: string): string | undefined => {
  const result = renameVariable(modelOf(workspace), OLD, typed, flowsOf(workspace));
  return 'refused' in result ? result.refused : undefined;
};

function applied(workspace: Workspace, { changes, move }: VariableRename): Map<string, string> {
  const after = new Map(workspace);
  for (const change of changes) {
    if (!('edits' in change)) throw new Error('makes no file');
    after.set(change.uri, applyEdits(after.get(change.uri)!, change.edits));
    expectWellFormed(change.uri, change.uri, after.get(change.uri)!);
  }
  if (move === undefined) return after;
  return new Map([...after].map(([name, text]) => [name.replace(`${move.from}/`, `${move.to}/`), text]));
}

describe('a new name', () => {
  it.each<[typed: string, displayName: string, schemaName: string]>([
    ['Order API URL', 'Order API URL', 'abc_OrderAPIURL'],
    ['  Order API URL ', 'Order API URL', 'abc_OrderAPIURL'],
    // A display name that somebody chose stays.
    ['abc_OrderUrl', 'API address', 'abc_OrderUrl'],
    ['ABC_OrderUrl', 'API address', 'ABC_OrderUrl'],
    ['Where it is (abc_OrderUrl)', 'Where it is', 'abc_OrderUrl'],
    ['Where it is (here)', 'Where it is (here)', 'abc_WhereItIsHere'],
    // Letters alone: the schema name stays.
    ['Api Url', 'Api Url', OLD],
    [`The address (${OLD})`, 'The address', OLD],
    ['Straße & "Ort"', 'Straße & "Ort"', 'abc_StrasseOrt'],
  ])('%j', (typed, displayName, schemaName) => {
    expect(rename(workspaceOf(), typed).name).toEqual({ displayName, schemaName });
  });

  it.each(['Api url', OLD])('takes a display name along that was made from the schema name: %s', (made) => {
    const definition = { [DEFINITION_PATH]: DEFINITION.replaceAll('API address', made) };
    expect(rename(workspaceOf(undefined, definition), 'abc_OrderUrl').name.displayName).toBe('Order url');
  });

  it('of the schema name alone, and back, leaves the files as they were', () => {
    const workspace = workspaceOf();
    const after = applied(workspace, rename(workspace, 'abc_OrderUrl'));
    const back = renameVariable(modelOf(after), 'abc_OrderUrl', OLD, flowsOf(after));
    if ('refused' in back) throw new Error(back.refused);
    const restored = applied(after, back);
    expect(restored.get(DEFINITION_URI)).toBe(workspace.get(DEFINITION_URI));
    expect(restored.get(FIRST)).toBe(
      first.replace('ADDRESS (abc_apiurl)', 'address (abc_ApiUrl)').replace("'api ", "'API "),
    );
  });

  it.each<[string, RegExp]>([
    ['', /^Type a display name/],
    [KEY, /has this name already/],
    ['x'.repeat(101), /at most 100 characters/],
    [`abc_${'x'.repeat(100)}`, /cannot be a schema name|at most 100/],
    ['a\u0000b', /characters that a display name cannot have/],
    ['Other (abc_Other)', /already has an environment variable "abc_Other"/],
  ])('%j is refused', (typed, reason) => {
    const other = {
      'src/environmentvariabledefinitions/abc_Other/environmentvariabledefinition.xml': DEFINITION.replaceAll(
        OLD,
        'abc_Other',
      ),
    };
    expect(refusal(workspaceOf(undefined, other), typed)).toMatch(reason);
  });
});

describe('a variable is renamed', () => {
  it('in its definition, its folder, the manifest, the settings and all flows, and each means the same', () => {
    const workspace = workspaceOf();
    const result = rename(workspace, 'Order API URL');
    expect(result.move).toEqual({
      from: uriOf('src/environmentvariabledefinitions/abc_ApiUrl'),
      to: uriOf('src/environmentvariabledefinitions/abc_OrderAPIURL'),
    });
    const after = applied(workspace, result);
    expectGoldenPatch(
      `${import.meta.dirname}/fixtures/rename.patch`,
      workspace,
      new Map([...after].filter(([name]) => workspace.has(name))),
      'file:///repo/',
    );
    const model = modelOf(after);
    const variable = model.environmentVariable('abc_OrderAPIURL')!;
    expect(variable.definition?.displayName?.value).toBe('Order API URL');
    expect(variable.values).toHaveLength(1);
    expect(model.environmentVariable(OLD)).toBeUndefined();
    expect(model.rootComponents.map((one) => one.schemaName?.value)).toContain('abc_OrderAPIURL');
    expect(model.deploymentSettings[0]!.environmentVariables[0]!.schemaName.value).toBe('abc_OrderAPIURL');
    for (const text of after.values()) expect(text.toLowerCase()).not.toMatch(/\babc_apiurl\b/);
    // The parameter of the author keeps its name.
    expect(JSON.parse(after.get(SECOND)!).properties.definition.parameters.Mine.metadata.schemaName).toBe(
      'abc_OrderAPIURL',
    );
    expect(after.get(THIRD)).toBe(third);
    const stubs = (name: string) => ({
      parameters: new Map([[name.toLowerCase(), 'VALUE']]),
      outputs: new Map(),
    });
    const [old, now] = [workspace, after].map((one) => JSON.parse(one.get(FIRST)!).properties.definition);
    for (const step of ['A', 'B'])
      for (const [at, text] of Object.values<unknown>(
        [old.actions[step].inputs].flatMap((one) =>
          typeof one === 'string' ? [one] : Object.entries(one).flat(),
        ),
      ).entries()) {
        const next = [now.actions[step].inputs].flatMap((one) =>
          typeof one === 'string' ? [one] : Object.entries(one).flat(),
        )[at];
        expect(evaluate(next as string, stubs('Order API URL (abc_OrderAPIURL)'))).toEqual(
          evaluate(text as string, stubs(KEY)),
        );
      }
    expect(now.triggers.Poll.inputs.uri).toBe("@parameters('Order API URL (abc_OrderAPIURL)')");
    // Nothing new to say of any flow.
    const [before, then] = [workspace, after].map((one) =>
      [FIRST, SECOND, THIRD].map((flow) =>
        checkIn(one, flow, solutionFilesOf(one), undefined, viewOf(one)).findings.map(({ ruleId }) => ruleId),
      ),
    );
    expect(then).toEqual(before);
    // And back again.
    const back = renameVariable(model, 'abc_OrderAPIURL', KEY, flowsOf(after));
    expect('refused' in back).toBe(false);
    const again = applied(after, back as VariableRename);
    for (const [name, text] of workspace)
      if (!name.includes('Workflows') && !name.endsWith('Solution.xml'))
        expect(again.get(name), name).toBe(text);
  });

  it('by its display name alone: folder, manifest and settings stay', () => {
    const workspace = workspaceOf();
    const result = rename(workspace, `Where it's <"at"> (${OLD})`);
    expect(result.move).toBeUndefined();
    expect(result.note).toBe(`Changes the display name from "API address" to "Where it's <"at">".`);
    expect(result.changes.map((one) => one.uri)).toEqual([DEFINITION_URI, FIRST]);
    const after = applied(workspace, result);
    expect(after.get(FIRST)).toContain("@parameters('Where it''s <\\\"at\\\"> (abc_ApiUrl)')");
    const [flow] = openDocument({ uri: FIRST, text: after.get(FIRST)! }).flows;
    const names = flow!.expressions.flatMap((one) =>
      one.references.flatMap((two) => (two.kind === 'parameter' ? [two.name] : [])),
    );
    expect(new Set(names)).toEqual(new Set([`Where it's <"at"> (abc_ApiUrl)`]));
    expect(modelOf(after).environmentVariable(OLD)?.definition?.displayName?.value).toBe(`Where it's <"at">`);
  });

  it('in any form of the files, and nothing else changes', () => {
    const plain = workspaceOf();
    const result = applied(plain, rename(plain, 'abc_New'));
    const variants: ((text: string) => string)[] = [
      crlf,
      (text) => (text.startsWith('\ufeff') ? text : `\ufeff${text}`),
    ];
    for (const change of variants) {
      const other = new Map([...plain].map(([name, text]) => [name, change(text)]));
      const after = applied(other, rename(other, 'abc_New'));
      for (const [name, text] of result) expect(after.get(name), name).toBe(change(text));
    }
    const line = new Map(plain).set(FIRST, JSON.stringify(JSON.parse(first)));
    expect(applied(line, rename(line, 'abc_New')).get(FIRST)).toBe(
      JSON.stringify(JSON.parse(result.get(FIRST)!)),
    );
  });

  it('where a step reads it as a secret, and tells of texts that name it', () => {
    const reading = flowText({
      actions: {
        Get: {
          type: 'OpenApiConnection',
          runAfter: {},
          inputs: {
            host: {
              connectionName: 'shared_commondataserviceforapps',
              operationId: 'PerformUnboundAction',
              apiId: '/providers/Microsoft.PowerApps/apis/shared_commondataserviceforapps',
            },
            parameters: {
              actionName: 'RetrieveEnvironmentVariableSecretValue',
              'item/EnvironmentVariableName': OLD,
            },
          },
        },
        Tell: { type: 'Compose', inputs: `the value of ${OLD}, not of ${OLD}2`, runAfter: {} },
      },
    });
    const workspace = workspaceOf({ [FIRST]: reading });
    const result = rename(workspace, 'abc_New');
    expect(result.note).toMatch(
      /^An environment that has "abc_ApiUrl" keeps it, and gets "abc_New" beside it, without its value: set the value there\. "abc_ApiUrl" still stands in texts of "First-.*"\.$/,
    );
    expect(applied(workspace, result).get(FIRST)).toContain('"item/EnvironmentVariableName": "abc_New"');
    const document = openDocument({ uri: FIRST, text: reading });
    const at = reading.indexOf(`"${OLD}"`) + 3;
    expect(renamableInFlow(document, at)).toMatchObject({ schemaName: OLD, placeholder: OLD });
    expect(placeOfVariable(document, 'ABC_apiurl')).toEqual({ start: at - 2, end: at - 2 + OLD.length });
  });

  it('beside a parameter that is called as it will be', () => {
    const both = flowText({
      parameters: { 'New (abc_New)': { type: 'String', defaultValue: '' }, [KEY]: parameter() },
      actions: { A: { type: 'Compose', inputs: `@${READ}`, runAfter: {} } },
    });
    const workspace = workspaceOf({ [FIRST]: both });
    expect(applied(workspace, rename(workspace, 'New (abc_New)')).get(FIRST)).toContain(
      "@parameters('New (abc_New) 2')",
    );
  });

  it.each<[string, string, RegExp]>([
    ['is damaged', first.slice(0, -20), /is damaged\. Repair it first\.$/],
    [
      'computes a name',
      first.replace("Parameters( 'api ADDRESS (abc_apiurl)' )", "parameters(variables('x'))"),
      /at run time, which may be this one\.$/,
    ],
    [
      'uses it in an expression that does not parse',
      first.replace("@concat(Parameters( 'api ADDRESS (abc_apiurl)' ), '/x')", `@concat(${READ}`),
      /an expression that does not parse\.$/,
    ],
  ])('in no file when a flow %s', (_, text, reason) => {
    expect(refusal(workspaceOf({ [FIRST]: text, [SECOND]: second }), 'abc_New')).toMatch(reason);
  });

  it('in no file when a flow cannot be read', () => {
    const workspace = workspaceOf();
    const flows = flowsOf(workspace).map((one) => (one.uri === THIRD ? { ...one, text: null } : one));
    expect(renameVariable(modelOf(workspace), OLD, 'abc_New', flows)).toEqual({
      refused: expect.stringContaining('cannot be read'),
    });
  });

  it('although a damaged flow beside it has nothing to do with it', () => {
    expect(refusal(workspaceOf({ [FIRST]: first, [THIRD]: third.slice(0, -20) }), 'abc_New')).toBeUndefined();
  });
});

describe('whether it can be renamed', () => {
  const model = modelOf(workspaceOf());
  it.each<[string, string | undefined, RegExp | undefined]>([
    ['in an unmanaged solution, as long as all flows are known', renameRefusal(model, OLD, []), undefined],
    ['not without a solution', renameRefusal(undefined, OLD, []), /belongs to no solution/],
    ['not while flows are not known', renameRefusal(model, OLD, undefined), /Not all flows/],
    [
      'not where another solution defines it',
      renameRefusal(model, 'abc_Else', []),
      /does not define "abc_Else"/,
    ],
    [
      'not in a managed solution',
      renameRefusal(
        modelOf(
          workspaceOf(undefined, {
            'src/Other/Solution.xml': UNPACKED['src/Other/Solution.xml']!.replace('<Managed>0', '<Managed>1'),
          }),
        ),
        OLD,
        [],
      ),
      /is managed/,
    ],
    [
      'not beside a damaged manifest',
      renameRefusal(
        modelOf(
          workspaceOf(undefined, {
            'src/Other/Solution.xml': UNPACKED['src/Other/Solution.xml']!.slice(0, -30),
          }),
        ),
        OLD,
        [],
      ),
      /Solution\.xml is damaged/,
    ],
    [
      'not in source control in YAML',
      renameRefusal(
        modelOf(new Map(Object.entries(YAML).map(([path, text]) => [uriOf(path), text]))),
        OLD,
        [],
      ),
      /unpacked or unzipped/,
    ],
  ])('%s', (_, reason, expected) => {
    if (expected === undefined) expect(reason).toBeUndefined();
    else expect(reason).toMatch(expected);
  });
});

describe('where it can be renamed', () => {
  const document = openDocument({ uri: FIRST, text: first });
  const at = (needle: string, behind = 0) => renamableInFlow(document, first.indexOf(needle) + behind);
  const told = (found: ReturnType<typeof at>): string | undefined =>
    found && first.slice(found.span.start, found.span.end);

  it('in a flow: key, schema name, and every reference', () => {
    expect(at(`"${KEY}"`, 1)).toMatchObject({ schemaName: OLD, placeholder: KEY });
    expect(told(at(`"${KEY}"`, 1))).toBe(KEY);
    expect(told(at(`"${KEY}"`, KEY.length + 1))).toBe(KEY);
    expect(told(at('"schemaName": "', 16))).toBe(OLD);
    expect(told(at("Parameters( 'api", 15))).toBe('api ADDRESS (abc_apiurl)');
    expect(at("Parameters( 'api", 15)).toMatchObject({ schemaName: OLD, placeholder: KEY });
    for (const nothing of [at('"defaultValue": "https', 18), at("'/x'", 1), at('"$connections"', 2)])
      expect(nothing).toBeUndefined();
    for (const offset of [-1, Number.NaN, 1e9]) expect(renamableInFlow(document, offset)).toBeUndefined();
    expect(placeOfVariable(document, OLD)).toEqual(at(`"${KEY}"`, 1)!.span);
  });

  it('in the definition: both names', () => {
    const model = modelOf(workspaceOf());
    const here = (needle: string, behind = 1) =>
      renamableInFile(model, DEFINITION_URI, DEFINITION.indexOf(needle) + behind);
    expect(here('"abc_ApiUrl"')).toMatchObject({ schemaName: OLD, placeholder: OLD });
    expect(here('"API address"')).toMatchObject({ schemaName: OLD, placeholder: 'API address' });
    expect(here('<label description="API', 21)).toMatchObject({ placeholder: 'API address' });
    expect(here('Where the API is')).toBeUndefined();
    expect(renamableInFile(model, uriOf('src/Other/Solution.xml'), 5)).toBeUndefined();
  });
});
