// When a repair reaches into other flows, which of them it changes, and what it says of those that it leaves.

import { describe, expect, it } from 'vitest';
import { fixesWith, holdAcross, viewOf } from '../../../../../test/harness/acrossFlows.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  connector,
  type FlowSpec,
  flowText,
  getSecret,
  inOrder,
  type Steps,
} from '../../../../../test/harness/flowBuilder.ts';
import { applyFix, checkIn, solutionFilesOf, type Workspace } from '../../../../../test/harness/repairs.ts';
import { withoutReferences } from '../../../../../test/harness/solutionFlows.ts';
import { unnamed } from '../../../../../test/harness/titles.ts';
import type { Config } from '../../config/index.ts';
import type { Fix, FlowFinding } from '../../finding.ts';
import { type Analysis, createAnalyzer, DEFAULT_CONFIG, type FlowTexts } from '../../index.ts';
import { DEFINITION, UNPACKED, uriOf } from '../../solution/testing.ts';

const KEY = FAKES.hex32!;
const OTHER_KEY = FAKES.functionKey!;
const NAME = 'API key (abc_ApiKey)';
const READ = `parameters('${NAME}')`;

const idOf = (at: number): string => `0A1B2C3D-1111-2222-3333-44445555${6660 + at}`;
const uris: Record<string, string> = {};
for (const [at, name] of ['Own', 'Second', 'Third'].entries())
  uris[name] = uriOf(`src/Workflows/${name}-${idOf(at)}.json`);
const { Own, Second, Third } = uris as { Own: string; Second: string; Third: string };

/** The solution of the solution tests with other flows: the builder's references to connectors are left out. */
function workspaceOf(
  flows: Readonly<Record<string, FlowSpec | string>>,
  more: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const workspace = new Map<string, string>();
  for (const [path, text] of Object.entries({ ...UNPACKED, ...more }))
    if (!path.includes('/Workflows/')) workspace.set(uriOf(path), text);
  for (const [name, flow] of Object.entries(flows))
    workspace.set(uris[name]!, typeof flow === 'string' ? flow : withoutReferences(flowText(flow)));
  return workspace;
}

const variable = (type = '100000000', name = 'abc_ApiKey'): Record<string, string> => ({
  [`src/environmentvariabledefinitions/${name}/environmentvariabledefinition.xml`]: DEFINITION.replaceAll(
    'abc_ApiUrl',
    name,
  )
    .replaceAll('API address', 'API key')
    .replace('100000000', type)
    .replace(
      /<defaultvalue>.*<\/defaultvalue>/,
      type === '100000000' ? `<defaultvalue>${KEY}</defaultvalue>` : '',
    ),
});

const taking = (actions: Steps, more: Partial<FlowSpec> = {}, name = NAME): FlowSpec => ({
  actions,
  parameters: { [name]: { defaultValue: KEY, type: 'String', metadata: { schemaName: 'abc_ApiKey' } } },
  ...more,
});
const calling = (value = KEY): FlowSpec => ({ actions: { Call: callWith(value) } });
const polling = (value: string): FlowSpec['triggers'] => ({
  Poll: { ...callWith(value), recurrence: { frequency: 'Day', interval: 1 } },
});

interface Asked {
  readonly analysis: Analysis;
  readonly finding: FlowFinding;
  readonly fixes: readonly Fix[];
}

function ask(workspace: Workspace, rule = 'hardcoded-secret', config: Config = DEFAULT_CONFIG): Asked {
  const files = solutionFilesOf(workspace);
  const analysis = checkIn(workspace, Own, files, config, viewOf(workspace, config));
  const finding = analysis.findings.find((one) => one.ruleId === rule)!;
  return { analysis, finding, fixes: fixesWith(analysis, finding, workspace) };
}
const titles = ({ fixes }: { fixes: readonly (Fix | Fix)[] }): string[] =>
  fixes.map(({ title }) => unnamed(title));
const named = ({ fixes }: Asked, title: string): Fix => {
  const fix = fixes.find((one) => unnamed(one.title) === title);
  if (fix === undefined) throw new Error(`not offered: ${titles({ fixes }).join(' | ')}`);
  return fix;
};
const BOTH = 'in both flows';
const VAULT = 'Read from Azure Key Vault';

describe('a literal in several flows', () => {
  it('is offered to be replaced in all of them, after each repair of this flow', () => {
    const workspace = workspaceOf({ Own: calling(), Second: calling(), Third: calling(OTHER_KEY) });
    expect(titles(ask(workspace))).toEqual([
      VAULT,
      `${VAULT} ${BOTH}`,
      'Read from a new secret variable',
      `Read from a new secret variable ${BOTH}`,
    ]);
  });

  it('is replaced in this flow alone while the others are not known, hold another one, or are left out', () => {
    const alone = [VAULT, 'Read from a new secret variable'];
    const workspace = workspaceOf({ Own: calling(), Second: calling() });
    const unknown = checkIn(workspace, Own);
    expect(titles({ fixes: unknown.fixesFor(unknown.findings[0]!) })).toEqual(alone);
    expect(titles(ask(workspaceOf({ Own: calling(), Second: calling(OTHER_KEY) })))).toEqual(alone);
    // The rule is off for no flow: then nobody points at it here either. A flow in another form holds it elsewhere.
    const inTrigger: FlowSpec = { actions: {}, triggers: polling(KEY)! };
    expect(titles(ask(workspaceOf({ Own: calling(), Second: inTrigger })))).toEqual(alone);
  });

  it('that is plain is not the same as a secret of that text', () => {
    const workspace = workspaceOf({ Own: calling(), Second: calling() });
    const [literal] = viewOf(workspace).flowsAt(Own)[0]!.literals!;
    const [same] = viewOf(workspace).flowsAt(Second)[0]!.literals!;
    expect(literal).toEqual({ hash: same!.hash, replaceable: true });
    expect(JSON.stringify(viewOf(workspace).flowsAt(Own))).not.toContain(KEY);
  });

  it('counts for no stamp: typing in it sets off no check of the solution', () => {
    const before = workspaceOf({ Own: calling(), Second: calling() });
    const index = viewOf(before);
    const model = solutionFilesOf(before).solutionOf(Own)!;
    const stamp = index.stampOf(model);
    const after = workspaceOf({ Own: calling(OTHER_KEY), Second: calling() });
    index.update(Own, checkIn(after, Own).summary);
    expect(index.stampOf(model)).toBe(stamp);
  });

  it('stays where it cannot be replaced, and the note says where', () => {
    const workspace = workspaceOf({
      Own: calling(),
      Second: calling(),
      Third: { actions: { Call: callWith(KEY) }, triggers: polling(KEY)! },
    });
    const fix = named(ask(workspace), `${VAULT} ${BOTH}`);
    const { changed } = holdAcross(workspace, fix, [KEY]);
    expect(changed).toEqual([Own, Second]);
    expect(fix.note).toMatch(
      / It changes "Second" as well\. It stays in "Third": there it cannot be replaced exactly\.$/,
    );
  });

  it.each<[string, string | null]>([
    ['cannot be read', null],
    ['is damaged', '{"properties":'],
    [
      'says something twice',
      flowText(calling()).replace('"contentVersion"', '"$schema": "x", "contentVersion"'),
    ],
    ['is no flow any more', '{}'],
  ])('stays in a flow that %s by now; with no other left nothing is changed', (_, text) => {
    const workspace = workspaceOf({ Own: calling(), Second: calling(), Third: calling() });
    const { analysis, finding } = ask(workspace);
    const title = `${VAULT} in all 3 flows`;
    const withTexts = (...texts: [string, string | null][]): Fix =>
      analysis.fixesFor(finding, new Map(texts)).find((one) => unnamed(one.title) === title)!;
    const second = workspace.get(Second)!;
    const one = withTexts([Second, second], [Third, text]);
    expect(one.refused).toBeUndefined();
    expect(one.note).toContain('It stays in "Third"');
    expect(one.changes.map(({ uri }) => uri)).not.toContain(Third);
    const none = withTexts([Second, text], [Third, text]);
    expect(none.refused).toMatch(
      /^No other flow of the solution can take the change\. It stays in "Second" and "Third"/,
    );
    expect(none.changes).toEqual([]);
    // One text is not enough.
    expect(withTexts([Second, second]).reads).toEqual([Second, Third]);
  });

  it('that is gone by now is left alone without a word', () => {
    const workspace = workspaceOf({ Own: calling(), Second: calling(), Third: calling() });
    const { analysis, finding } = ask(workspace);
    const texts: FlowTexts = new Map([
      [Second, workspace.get(Second)!],
      [Third, workspace.get(Third)!.replace(KEY, OTHER_KEY)],
    ]);
    const fix = analysis
      .fixesFor(finding, texts)
      .find((one) => unnamed(one.title) === `${VAULT} in all 3 flows`)!;
    expect(fix.note).not.toContain('Third');
    expect(applyFix(workspace, fix).get(Third)).toBe(workspace.get(Third));
  });

  it('is read through the connection of each flow, and the note says which', () => {
    const own = flowText(calling()).replaceAll('abc_keyvault', 'abc_own_vault');
    const workspace = workspaceOf({ Own: own, Second: flowText(calling()) });
    const fix = named(ask(workspace), `${VAULT} ${BOTH}`);
    expect(holdAcross(workspace, fix, [KEY]).fresh).toEqual([]);
    expect(fix.note).toContain('through the connection reference "abc_own_vault"');
    expect(fix.note).toContain('"Second" reads through "abc_keyvault".');
  });

  it('is secured on its whole way through each flow', () => {
    const second: FlowSpec = {
      actions: inOrder({
        Orders_API_key: compose(KEY),
        Again: compose("@outputs('Orders_API_key')"),
        Call: callWith("@outputs('Again')"),
      }),
    };
    const workspace = workspaceOf({ Own: calling(), Second: second });
    const fix = named(ask(workspace), `${VAULT} ${BOTH}`);
    const { after, fresh } = holdAcross(workspace, fix, [KEY]);
    expect(fresh).toEqual([]);
    const { Again } = JSON.parse(after.get(Second)!).properties.definition.actions;
    expect(Again.runtimeConfiguration).toEqual({ secureData: { properties: ['inputs'] } });
  });

  it('is taken from a read that another flow has already', () => {
    const read = { ...getSecret(), runtimeConfiguration: { secureData: { properties: ['outputs'] } } };
    const mine = JSON.parse(JSON.stringify(read).replace('contoso-api-key', 'call-x-api-key'));
    const second = flowText({ actions: inOrder({ Mine: mine, Call: callWith(KEY) }) });
    const workspace = workspaceOf({ Own: flowText(calling()), Second: second });
    const { after } = holdAcross(workspace, named(ask(workspace), `${VAULT} ${BOTH}`), [KEY]);
    const steps = JSON.parse(after.get(Second)!).properties.definition.actions;
    expect(Object.keys(steps)).toEqual(['Mine', 'Call']);
  });

  it('is read from the parameter that a flow has already, whatever it is called there', () => {
    const site = 'https://fabrikam.sharepoint.com/sites/orders';
    const list = {
      type: 'OpenApiConnection',
      inputs: {
        host: {
          connectionName: 'shared_sharepointonline',
          operationId: 'GetItems',
          apiId: '/providers/Microsoft.PowerApps/apis/shared_sharepointonline',
        },
        parameters: { dataset: site, table: 'Orders' },
        authentication: "@parameters('$authentication')",
      },
    };
    const known = {
      'src/environmentvariabledefinitions/abc_Site/environmentvariabledefinition.xml': DEFINITION.replaceAll(
        'abc_ApiUrl',
        'abc_Site',
      ).replace(/<defaultvalue>.*<\/defaultvalue>/, `<defaultvalue>${site}</defaultvalue>`),
    };
    const second: FlowSpec = {
      actions: inOrder({ Use: compose("@parameters('Mine')"), List: list }),
      parameters: { Mine: { defaultValue: site, type: 'String', metadata: { schemaName: 'ABC_SITE' } } },
    };
    const workspace = workspaceOf(
      { Own: flowText({ actions: { List: list } }), Second: flowText(second) },
      known,
    );
    const asked = ask(workspace, 'hardcoded-environment-url');
    const fix = named(asked, `Replace with environment variable "abc_Site" ${BOTH}`);
    const { after } = holdAcross(workspace, fix, [site]);
    const definition = JSON.parse(after.get(Second)!).properties.definition;
    expect(definition.actions.List.inputs.parameters.dataset).toBe("@parameters('Mine')");
    expect(Object.keys(definition.parameters)).toEqual(
      Object.keys(JSON.parse(flowText(second)).properties.definition.parameters),
    );
    expect(fix.changes.map(({ uri }) => uri)).toEqual([Own, Second]);
  });

  it('keeps the list of repairs, whether the solution can take them or not', () => {
    const flows = { Own: calling(), Second: calling() };
    for (const path of ['src/Other/Solution.xml', 'src/Other/Customizations.xml']) {
      const workspace = workspaceOf(flows, { [path]: UNPACKED[path]!.slice(0, -30) });
      for (const fix of ask(workspace).fixes) expect(fix.refused === undefined, fix.title).toBe(true);
    }
  });
});

describe('a variable that becomes a secret', () => {
  const TURN = 'Turn "abc_ApiKey" into a secret variable';
  const RULE = 'secret-in-parameter-default';

  it('is read at run time in all flows, on every way through them', () => {
    const parallel = taking({ A: callWith(`@${READ}`), B: callWith(`@${READ}`) });
    const other = taking({ A: callWith("@parameters('Mine')") }, {}, 'Mine');
    const workspace = workspaceOf({ Own: parallel, Second: other, Third: calling() }, variable());
    const fix = named(ask(workspace, RULE), `${TURN}, read at run time in both flows`);
    const { after, changed, fresh } = holdAcross(workspace, fix, [KEY]);
    expect(changed).toEqual([Own, Second]);
    expect(fresh).toEqual([]);
    expect(after.get(Own)!.match(/RetrieveEnvironmentVariableSecretValue/g)).toHaveLength(2);
    expect(after.get(Own)!.match(/"shared_commondataserviceforapps": /g)).toHaveLength(1);
    for (const uri of changed) expect(after.get(uri)).not.toContain('"schemaName"');
    // This flow alone would stop the other one.
    expect(titles(ask(workspace, RULE))).not.toContain(`${TURN}, read at run time`);
  });

  it('is refused where one flow cannot be rewritten: it would not turn on', () => {
    const own = taking({ A: callWith(`@${READ}`) });
    const stuck = taking({}, { triggers: polling(`@${READ}`)! });
    const workspace = workspaceOf({ Own: own, Second: own, Third: stuck }, variable());
    const fix = named(ask(workspace, RULE), `${TURN}, read at run time in all 3 flows`);
    expect(fix.refused).toBe(
      '"Third" would not turn on any more: the change cannot be made exactly in it. Change that flow first, or choose another repair.',
    );
    // The flow goes on with the variable as it is beside a new one.
    const beside = ask(workspace, RULE).fixes.filter(({ title }) => /new secret variable/.test(title));
    expect(beside.length).toBeGreaterThan(0);
    for (const one of beside) expect(one.refused, one.title).toBeUndefined();
  });

  it('that is one already is read in this flow, or in all', () => {
    const flow = taking({ A: callWith(`@${READ}`) });
    const workspace = workspaceOf({ Own: flow, Second: flow }, variable('100000005'));
    const asked = ask(workspace, 'secret-environment-variable-as-parameter');
    const title = 'Read the secret variable "abc_ApiKey" at run time';
    expect(titles(asked)).toEqual([title, `${title} in both flows`]);
    expect(named(asked, title).note).toContain('Other flows');
    const fix = named(asked, `${title} in both flows`);
    expect(fix.note).not.toContain('Other flows');
    const { changed, fresh } = holdAcross(workspace, fix, [KEY]);
    expect([changed, fresh]).toEqual([[Own, Second], []]);
  });

  it('says nothing of other flows when none takes it', () => {
    const workspace = workspaceOf(
      { Own: taking({ A: callWith(`@${READ}`) }), Second: calling() },
      variable(),
    );
    const asked = ask(workspace, RULE);
    expect(named(asked, `${TURN}, read at run time`).note).not.toContain('ther flow');
  });

  it('takes two parameters of one variable together', () => {
    const twice: FlowSpec = {
      actions: inOrder({ A: callWith(`@${READ}`), B: callWith("@parameters('Mine')") }),
      parameters: {
        ...taking({}).parameters,
        Between: { type: 'String', defaultValue: '' },
        Mine: { defaultValue: '', type: 'String', metadata: { schemaName: 'abc_apikey' } },
      },
    };
    const workspace = workspaceOf({ Own: twice }, variable());
    const fix = named(ask(workspace, RULE), `${TURN}, read at run time`);
    const { after } = holdAcross(workspace, fix, [KEY]);
    expect(Object.keys(JSON.parse(after.get(Own)!).properties.definition.parameters)).toContain('Between');
    expect(after.get(Own)!.match(/RetrieveEnvironmentVariableSecretValue/g)).toHaveLength(1);
    expect(after.get(Own)!.toLowerCase()).not.toContain('"schemaname": "abc_apikey"');
  });
});

/** A step that reads the row of a variable, and one that takes `value`. */
function rowsOf(name: string, value: string): Steps {
  return inOrder({
    Key_row: connector('commondataserviceforapps', 'ListRecords', {
      entityName: 'environmentvariablevalues',
      $filter: `EnvironmentVariableDefinitionId/schemaname eq '${name}'`,
    }),
    Call: callWith(value),
  });
}

const textsOf = (workspace: Workspace): FlowTexts =>
  new Map([...workspace].filter(([uri]) => uri.includes('/Workflows/')));

describe('the same from the definition of the variable', () => {
  const analyzer = createAnalyzer();
  const solutionFixes = (workspace: Workspace, texts?: FlowTexts, known = true): readonly Fix[] => {
    const [model] = solutionFilesOf(workspace).solutions();
    const view = viewOf(workspace);
    const analysis = analyzer.checkSolution(model!, {
      config: DEFAULT_CONFIG,
      ...(known ? { solution: view } : {}),
    });
    const finding = analysis.findings.find(({ ruleId }) => ruleId === 'secret-in-environment-variable')!;
    return analysis.fixesFor(finding, texts);
  };
  const TURN = 'Turn "abc_ApiKey" into a secret variable';
  const flow = taking({ A: callWith(`@${READ}`) });

  it('rewrites the flows, once their texts are there', () => {
    const workspace = workspaceOf({ Own: flow, Second: flow, Third: calling() }, variable());
    const [listed] = solutionFixes(workspace);
    expect(listed).toMatchObject({
      title: `${TURN}, read at run time in both flows`,
      changes: [],
    });
    expect(listed?.reads).toEqual([Own, Second]);
    const [fix] = solutionFixes(workspace, new Map(listed!.reads!.map((uri) => [uri, workspace.get(uri)!])));
    expect(fix?.reads).toBeUndefined();
    expect(fix?.note).toMatch(/It changes "Own" and "Second"\.$/);
    const asFix = fix!;
    const { changed, fresh } = holdAcross(workspace, asFix, [KEY]);
    expect([changed, fresh]).toEqual([[Own, Second], []]);
  });

  it('names what reads it out of the tables in another way, and says that environments keep the old value', () => {
    const rows = (name: string): FlowSpec => ({ actions: rowsOf(name, "@outputs('Key_row')") });
    const around = { Own: flow, Second: rows('ABC_ApiKey'), Third: rows('abc_ApiKey2') };
    const workspace = workspaceOf(around, variable());
    const [listed] = solutionFixes(workspace, textsOf(workspace));
    expect(listed?.note).toContain('each environment, which keeps the old plain value until then.');
    expect(listed?.note).toContain('exactly there: "Second". A flow that takes a secret variable');
    expect(listed?.note).toContain('one that reads its row gets the path of the secret');
    const [alone] = solutionFixes(workspaceOf({ Own: calling(), Third: rows('abc_ApiKey2') }, variable()));
    expect(alone?.note).toContain('keeps the old plain value');
    expect(alone?.note).not.toContain('tables');
    const both = { ...flow, actions: { ...flow.actions, ...rows('abc_apikey').actions } };
    const [, turned] = ask(
      workspaceOf({ Own: both, Second: rows('abc_ApiKey') }, variable()),
      'secret-in-parameter-default',
    ).fixes;
    expect(turned?.title).toContain(TURN);
    expect(turned?.note).toContain('"Key_row" still reads the row of "abc_ApiKey" and gets the path');
    expect(turned?.note).toContain('keeps the old plain value');
  });

  it.each([
    "@first(outputs('Key_row')?['body/value'])?['value']",
    "@outputs('Key_row')?['body/value'][0]?['value']",
    "@first(body('Key_row')?['value'])['value']",
  ])('rewrites what reads the value of its row: %s', (value) => {
    const own = { ...flow, actions: { ...flow.actions } };
    const row: FlowSpec = { actions: rowsOf('abc_apikey', value) };
    const workspace = workspaceOf({ Own: own, Second: flowText(row) }, variable());
    const [fix] = solutionFixes(workspace, textsOf(workspace));
    expect(fix?.note).toMatch(/It changes "Own" and "Second"\.$/);
    const after = applyFix(workspace, fix!).get(Second)!;
    const { Key_row, Call } = JSON.parse(after).properties.definition.actions;
    expect(Key_row.inputs.host.operationId).toBe('PerformUnboundAction');
    expect(Key_row.inputs.parameters).toEqual({
      actionName: 'RetrieveEnvironmentVariableSecretValue',
      'item/EnvironmentVariableName': 'abc_ApiKey',
    });
    expect(Key_row.runtimeConfiguration.secureData.properties).toEqual(['outputs']);
    expect(Call.inputs.headers['x-api-key']).toBe(
      "@outputs('Key_row')?['body/EnvironmentVariableSecretValue']",
    );
    const { findings } = checkIn(new Map(workspace).set(Second, after), Second);
    // The flow builder's connections are declared nowhere.
    expect(findings.filter(({ ruleId }) => !ruleId.startsWith('connection-'))).toEqual([]);
  });

  it.each<[string, Steps]>([
    ['its row is read for more', rowsOf('abc_ApiKey', "@first(outputs('Key_row')?['body/value'])?['id']")],
    ['more rows are asked for', rowsOf("abc_ApiKey' or schemaname eq 'abc_Other", "@outputs('Key_row')")],
    [
      'the rows are counted as well',
      rowsOf(
        'abc_ApiKey',
        "@concat(first(outputs('Key_row')?['body/value'])?['value'], length(outputs('Key_row')?['body/value']))",
      ),
    ],
    ['nothing reads it', { Key_row: rowsOf('abc_ApiKey', '').Key_row! }],
  ])('leaves a flow where %s', (_, actions) => {
    const workspace = workspaceOf({ Own: flow, Second: { actions } }, variable());
    const [fix] = solutionFixes(workspace, textsOf(workspace));
    expect(fix?.changes.map(({ uri }) => uri)).not.toContain(Second);
    expect(fix?.note).toContain('exactly there: "Second".');
  });

  it('is refused where all flows that take it would stop', () => {
    const workspace = workspaceOf({ Own: taking({}, { triggers: polling(`@${READ}`)! }) }, variable());
    for (const fix of solutionFixes(workspace, textsOf(workspace))) {
      expect(fix.refused, fix.title).toMatch(/(?:^No flow of the solution can take the change\. .*|^)"Own"/);
      expect(fix.changes, fix.title).toEqual([]);
    }
  });

  it('leaves the plain one beside a new secret one, which the flows read then', () => {
    const more = taking({}, { triggers: polling(`@${READ}`)! });
    const workspace = workspaceOf({ Own: flow, Second: flow, Third: more }, variable());
    const title = 'Read a new secret variable "abc_APIKeySecret" instead';
    const [, fix] = solutionFixes(workspace, textsOf(workspace));
    expect(fix).toMatchObject({ title: `${title} in all 3 flows`, cures: 'readers' });
    expect(fix?.note).toContain('"abc_ApiKey" stays with its old plain value, in the files and in each');
    expect(fix?.note).toContain('exactly there: "Third". They go on with "abc_ApiKey".');
    const { changed, fresh, after } = holdAcross(workspace, fix!, [KEY]);
    expect([changed, fresh]).toEqual([[Own, Second], []]);
    const definition = [...after].filter(([uri]) => uri.includes('definitions/abc_'));
    const typeOf = (name: string) =>
      /<type>(\d+)</.exec(
        definition.find(([uri]) => uri.includes(`/${name}/environmentvariabledefinition`))![1],
      );
    expect(typeOf('abc_APIKeySecret')?.[1]).toBe('100000005');
    expect(typeOf('abc_ApiKey')?.[1]).toBe('100000000');
    expect(after.get(Own)).toContain('"item/EnvironmentVariableName": "abc_APIKeySecret"');

    // From a flow that takes it: in this one, and in all.
    const asked = ask(workspaceOf({ Own: flow, Second: flow }, variable()), 'secret-in-parameter-default');
    const unnamedTitle = unnamed(title);
    expect(titles(asked).slice(-2)).toEqual([unnamedTitle, `${unnamedTitle} in both flows`]);
    const own = holdAcross(workspaceOf({ Own: flow, Second: flow }, variable()), named(asked, unnamedTitle), [
      KEY,
    ]);
    expect([own.changed, own.fresh]).toEqual([[Own], []]);
  });

  it('is refused where it would leave one that takes it', () => {
    const workspace = workspaceOf(
      { Own: flow, Second: taking({}, { triggers: polling(`@${READ}`)! }) },
      variable(),
    );
    const texts: FlowTexts = new Map([
      [Own, workspace.get(Own)!],
      [Second, workspace.get(Second)!],
    ]);
    const [fix] = solutionFixes(workspace, texts);
    expect(fix?.refused).toMatch(/^"Second" would not turn on any more/);
    expect(fix?.changes).toEqual([]);
  });

  it('changes the definition alone when no flow takes it, or the flows are not known', () => {
    const workspace = workspaceOf({ Own: calling() }, variable());
    const [fix] = solutionFixes(workspace);
    expect(fix?.title).toBe(TURN);
    expect(fix?.note).toMatch(/No flow of the solution takes it as a parameter\.$/);
    const taken = workspaceOf({ Own: flow }, variable());
    const [unknown] = solutionFixes(taken, undefined, false);
    expect(unknown?.title).toBe(TURN);
    expect(unknown?.note).toContain('A flow cannot take a secret variable as a parameter');
  });
});
