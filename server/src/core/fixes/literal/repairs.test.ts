import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  flowText,
  foreach,
  http,
  ifElse,
  initialize,
  inOrder,
  response,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
  sendMail,
  setVariable,
} from '../../../../../test/harness/flowBuilder.ts';
import { checkIn, holdRepair, solutionFilesOf } from '../../../../../test/harness/repairs.ts';
import {
  applied,
  appliedTo,
  FLOW_URI,
  type Made,
  secretFindings,
  solutionWith,
} from '../../../../../test/harness/solutionFlows.ts';
import { unnamed } from '../../../../../test/harness/titles.ts';
import { maskedFixes } from '../../rules/masked.ts';
import { DEFINITION, UNPACKED, uriOf } from '../../solution/testing.ts';
import { literalFixes } from './index.ts';

const KEY = FAKES.hex32!;
const VAULT = 'Read from Azure Key Vault';
const SECRET = 'Read from a new secret variable';
const PLAIN = 'Replace with a new environment variable';

type Flow = {
  properties: {
    connectionReferences: Record<string, { connection: { connectionReferenceLogicalName: string } }>;
    definition: { parameters: Record<string, unknown>; actions: Record<string, Record<string, never>> };
  };
};
const flowOf = (flow: unknown): Flow['properties'] => (flow as Flow).properties;
const one = (step: StepJson): FlowSpec => ({ actions: { Call: step } });
const titles = (made: Made): string[] =>
  made.analysis.fixesFor(secretFindings(made)[0]!).map(({ title }) => unnamed(title));

describe('what is offered', () => {
  it('is a vault and a secret variable, in this order, and never a plain one', () => {
    expect(titles(solutionWith(one(callWith(KEY))))).toEqual([VAULT, SECRET]);
  });

  it('is nothing without a solution, in a managed one, and in triggers', () => {
    const made = solutionWith(one(callWith(KEY)));
    const bare = checkIn(new Map([[FLOW_URI, made.workspace.get(FLOW_URI)!]]), FLOW_URI);
    expect(bare.findings.map(({ ruleId, fix }) => [ruleId, fix])).toEqual([['hardcoded-secret', null]]);
    const managed = {
      'src/Other/Solution.xml': UNPACKED['src/Other/Solution.xml']!.replace('<Managed>0', '<Managed>1'),
    };
    expect(secretFindings(solutionWith(one(callWith(KEY)), managed))).toEqual([]);
    const trigger = solutionWith({
      actions: {},
      triggers: { Poll: { ...callWith(KEY), recurrence: { frequency: 'Day', interval: 1 } } },
    });
    expect(trigger.analysis.findings.map(({ fix }) => fix)).toContain(null);
    expect(secretFindings(trigger)).toEqual([]);
  });

  const handling = (statuses: string[], name = 'Call') => ({
    type: 'Compose',
    inputs: 'failed',
    runAfter: { [name]: statuses },
  });

  it('tells which handlers of a failure do not run when the read fails, or lets them run', () => {
    const made = solutionWith({
      actions: {
        Call: callWith(KEY),
        Notify: handling(['Failed', 'TimedOut']),
        Log: handling(['Failed', 'Skipped']),
      },
    });
    const handled = ', with failure handlers';
    expect(titles(made)).toEqual([VAULT, VAULT + handled, SECRET, SECRET + handled]);
    for (const title of [VAULT, SECRET]) {
      const { fix, flow } = applied(made, title);
      expect(fix.note).toContain('When the read fails, "Call" is skipped');
      expect(fix.note).toContain('does not run: "Notify".');
      const { Notify } = flowOf(flow).definition.actions;
      expect(Notify?.runAfter).toEqual({ Call: ['Failed', 'TimedOut'] });
      const other = applied(made, title + handled);
      expect(other.fix.note).not.toContain('When the read fails');
      const after = flowOf(other.flow).definition.actions;
      expect(after.Notify?.runAfter).toEqual({ Call: ['Failed', 'TimedOut', 'Skipped'] });
      expect(after.Log?.runAfter).toEqual({ Call: ['Failed', 'Skipped'] });
    }
    const quiet = solutionWith(one(callWith(KEY)));
    expect(quiet.analysis.fixesFor(secretFindings(quiet)[0]!)[0]?.note).not.toContain('When the read fails');
  });

  it('leaves handlers alone where something else skips the step, and names those of every step', () => {
    const made = solutionWith({
      actions: {
        First: compose(1),
        Call: runsAfter(callWith(KEY), 'First'),
        Notify: handling(['Failed']),
        Send: runsAfter(callWith(KEY), 'Call'),
        Report: handling(['FAILED'], 'Send'),
      },
    });
    expect(titles(made).filter((title) => title.includes('handles'))).toEqual([]);
    const [vault] = made.analysis.fixesFor(secretFindings(made)[0]!);
    expect(vault?.note).toContain('"Call", "Send" are skipped');
    expect(vault?.note).toContain('their failure does not run: "Notify", "Report".');
  });

  it('is nothing where nothing is evaluated', () => {
    const made = solutionWith({
      actions: {
        Choose: {
          type: 'Switch',
          expression: "@triggerOutputs()?['headers']?['x-api-key']",
          cases: { One: { case: KEY, actions: {} } },
        },
      },
    });
    const found = made.analysis.findings.filter(({ ruleId }) => ruleId === 'hardcoded-secret');
    expect(found.map(({ fix }) => fix)).toEqual([null]);
  });

  it('keeps the promise of the finding when a file of the solution is damaged', () => {
    for (const path of ['src/Other/Solution.xml', 'src/Other/Customizations.xml']) {
      const made = solutionWith(one(callWith(KEY)), { [path]: UNPACKED[path]!.slice(0, -30) });
      for (const finding of made.analysis.findings) {
        expect(made.analysis.fixesFor(finding).length > 0, path).toBe(finding.fix !== null);
      }
    }
  });

  it('takes no part in a damaged file, but the flow that needs none of it', () => {
    const text = flowText(one(callWith(KEY)));
    const made = solutionWith(text, { 'src/Other/Solution.xml': '<ImportExportXml>' });
    // The flow has a reference to the vault already.
    expect(titles(made)).toEqual([VAULT]);
  });
});

describe('the connection', () => {
  it('of the flow is taken first: no other file changes', () => {
    const { fix, flow } = applied(solutionWith(flowText(one(callWith(KEY)))), VAULT);
    expect(fix.others ?? []).toEqual([]);
    expect(Object.keys(flowOf(flow).connectionReferences)).toHaveLength(7);
    expect(fix.note).toContain('"abc_keyvault"');
  });

  it('of the solution is taken into the flow', () => {
    const path = 'src/Other/Customizations.xml';
    const declared = `<connectionreference connectionreferencelogicalname="abc_Vault">
      <connectionreferencedisplayname>Vault</connectionreferencedisplayname>
      <connectorid>/providers/Microsoft.PowerApps/apis/shared_keyvault</connectorid>
    </connectionreference>
  </connectionreferences>`;
    const more = { [path]: UNPACKED[path]!.replace('</connectionreferences>', declared) };
    const { fix, flow } = applied(solutionWith(one(callWith(KEY)), more), VAULT);
    expect(fix.others ?? []).toEqual([]);
    expect(flowOf(flow).connectionReferences.shared_keyvault?.connection.connectionReferenceLogicalName).toBe(
      'abc_Vault',
    );
  });

  it('is new in both, and in the settings, where there is none; the second repair takes it', () => {
    const spec: FlowSpec = {
      actions: {
        A: callWith(KEY),
        B: runsAfter(http({ headers: { 'x-functions-key': FAKES.functionKey! } }), 'A'),
      },
    };
    const made = solutionWith(spec);
    const { fix, after, flow } = applied(made, VAULT);
    expect(fix.changes.map(({ uri }) => uri)).toEqual([
      FLOW_URI,
      uriOf('src/Other/Customizations.xml'),
      uriOf('config/deploymentSettings.json'),
    ]);
    const again: Made = { workspace: after, analysis: checkIn(after, FLOW_URI) };
    const second = applied(again, VAULT);
    expect(second.fix.others ?? []).toEqual([]);
    expect(Object.keys(flowOf(second.flow).connectionReferences)).toEqual(
      Object.keys(flowOf(flow).connectionReferences),
    );
  });

  it('gets a key of its own beside one that runs as the invoker', () => {
    const raw = JSON.parse(flowText(one(callWith(KEY))));
    raw.properties.connectionReferences.shared_keyvault.runtimeSource = 'invoker';
    const { flow } = applied(solutionWith(JSON.stringify(raw)), VAULT);
    expect(Object.keys(flowOf(flow).connectionReferences)).toContain('shared_keyvault_1');
  });
});

describe('a read that is there already', () => {
  const read = (secretName: string): StepJson => ({
    type: 'OpenApiConnection',
    inputs: {
      host: {
        connectionName: 'shared_keyvault',
        operationId: 'GetSecret',
        apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      },
      parameters: { secretName },
    },
    runtimeConfiguration: { secureData: { properties: ['outputs'] } },
  });

  it('of the same secret is used when it has surely run', () => {
    const { fix, flow } = applied(
      solutionWith(flowText({ actions: inOrder({ Mine: read('Call-X-Api-Key'), Call: callWith(KEY) }) })),
      `${VAULT}, with step "Mine"`,
    );
    expect(Object.keys(flowOf(flow).definition.actions)).toEqual(['Mine', 'Call']);
    expect(fix.note).toContain('"Mine" reads already');
    // Hidden by its outputs alone; the repair sees to it.
    expect(editsOf(fix, FLOW_URI).length).toBeLessThanOrEqual(2);
  });

  it('is not used when it may not have run, or reads another one', () => {
    const flows: Steps[] = [
      { Mine: read('call-x-api-key'), Call: callWith(KEY) },
      inOrder({ Box: ifElse({ Mine: read('call-x-api-key') }), Call: callWith(KEY) }),
      inOrder({ Call: callWith(KEY), Mine: read('call-x-api-key') }),
      inOrder({ Mine: read('other'), Call: callWith(KEY) }),
    ];
    for (const actions of flows) {
      const { flow } = applied(solutionWith(flowText({ actions })), VAULT);
      expect(Object.keys(flowOf(flow).definition.actions)).toContain('Get_secret_-_Call_x_api_key');
    }
  });
});

describe('variables', () => {
  it('of type Secret with this name come before a new one', () => {
    const folder = 'src/environmentvariabledefinitions/abc_CallXApiKey/environmentvariabledefinition.xml';
    const secret = DEFINITION.replaceAll('abc_ApiUrl', 'abc_CallXApiKey')
      .replaceAll('API address', 'Key')
      .replace('100000000', '100000005')
      .replace(/\s*<defaultvalue>.*<\/defaultvalue>/, '');
    const made = solutionWith(one(callWith(KEY)), { [folder]: secret });
    expect(titles(made)).toEqual([
      VAULT,
      'Read from the secret variable "abc_CallXApiKey"',
      'Read from a new secret variable',
    ]);
    const { fix } = applied(made, 'Read from the secret variable "abc_CallXApiKey"');
    expect(fix.changes.some((change) => 'create' in change)).toBe(false);
    const created = applied(made, 'Read from a new secret variable');
    expect([...created.after.keys()].some((uri) => uri.includes('abc_CallXApiKey2/'))).toBe(true);
  });

  it('that hold the value are offered for a plain text, when they are texts', () => {
    const value = 'https://dev.contoso.example/?a=1&b=2';
    const fixes = (type: string): string[] => {
      const path = 'src/environmentvariabledefinitions/abc_Other/environmentvariabledefinition.xml';
      const other = DEFINITION.replaceAll('abc_ApiUrl', 'abc_Other').replace('100000000', type);
      const { workspace, analysis } = solutionWith(one(compose(value)), { [path]: other });
      const flow = analysis.document.flows[0]!;
      const step = flow.actions[0]!;
      const literal = {
        node: step.inputs,
        span: { start: 0, end: value.length },
        secret: false,
        step,
        name: 'URL',
      };
      return literalFixes(flow, solutionFilesOf(workspace).solutionOf(FLOW_URI), literal).map(({ title }) =>
        unnamed(title),
      );
    };
    expect(fixes('100000000')).toEqual(['Replace with environment variable "abc_Other"', PLAIN]);
    expect(fixes('100000003')).toEqual([PLAIN]);
  });

  it('bound to a parameter already are read through that one, whatever its case', () => {
    const value = 'https://test.contoso.example/"x"';
    const parameters = {
      Address: { type: 'String', defaultValue: 'x', metadata: { schemaName: 'ABC_APIURL' } },
    };
    const made = solutionWith({ ...one(compose(value)), parameters });
    const flow = made.analysis.document.flows[0]!;
    const step = flow.actions[0]!;
    const literal = {
      node: step.inputs,
      span: { start: 0, end: value.length },
      secret: false,
      step,
      name: 'URL',
    };
    const files = solutionFilesOf(made.workspace);
    const [first] = literalFixes(flow, files.solutionOf(FLOW_URI), literal);
    expect(unnamed(first!.title)).toBe('Replace with environment variable "abc_ApiUrl"');
    expect(first?.edits).toHaveLength(1);
    expect(first?.edits[0]?.newText).toBe("@parameters('Address')");
  });
});

describe('a secret that goes on', () => {
  const tail = (more: Steps): FlowSpec => ({ actions: inOrder({ Orders_API_key: compose(KEY), ...more }) });

  it('is secured on its whole way, as far as safe fixes can', () => {
    const ways: FlowSpec[] = [
      tail({ Call: callWith("@outputs('Orders_API_key')") }),
      tail({ Again: compose("@outputs('Orders_API_key')"), Call: callWith("@outputs('Again')") }),
      tail({ Loop: foreach('@body()', { Call: callWith("@outputs('Orders_API_key')") }) }),
      tail({ Box: scope({ Call: http({ body: "@{outputs('Orders_API_key')}" }) }) }),
    ];
    for (const spec of ways) {
      for (const title of [VAULT, SECRET]) expect(applied(solutionWith(spec), title).fresh).toEqual([]);
    }
  });

  /**
   * What a repair cannot keep from being said: the secret went there before as well, but as a literal, which one finding
   * told for all; now each place where it comes out is told. They are errors of their own, and each names what to do.
   */
  it.each<[string, FlowSpec, readonly string[]]>([
    [
      'into a variable that is read where nobody can say what it holds',
      {
        actions: inOrder({
          Init: initialize('OrdersKey', KEY),
          Call: callWith("@variables('OrdersKey')"),
          Set: setVariable('OrdersKey', 'none'),
        }),
      },
      ['secret-in-variable'],
    ],
    ['to the caller', one(response({ apiKey: KEY })), ['secret-in-response']],
    ['into a mail', one(sendMail(`The key: apiKey=${KEY}`)), ['secret-in-notification']],
    [
      'into the query of a URL',
      one(http({ uri: `https://x.example/a?api_key=${KEY}` })),
      ['credentials-in-url'],
    ],
    // Told before as well: the literal was followed there.
    ['on to a mail', tail({ Mail: sendMail("@{outputs('Orders_API_key')}") }), []],
  ])('%s is told in another way', (_, spec, fresh) => {
    const made = solutionWith(withMail(spec));
    const known = secretFindings(made)[0]!;
    for (const title of [VAULT, SECRET]) {
      const result = appliedTo(made, known, title);
      expect([...new Set(result.fresh)].sort()).toEqual(fresh);
    }
  });
});

const doubled = (text: string): string => text.replaceAll("'", "''");

/** A flow that may use the mail connector and nothing else. */
function withMail(spec: FlowSpec): string {
  const raw = JSON.parse(flowText(spec));
  const { shared_office365 } = raw.properties.connectionReferences;
  raw.properties.connectionReferences = { shared_office365 };
  return JSON.stringify(raw, undefined, 2);
}

describe('random literals', () => {
  const text = fc
    .array(
      fc.constantFrom("'", '"', '\\', '{', '}', '@', '@{', '%2F', 'é', '🔑', '\n', ' ', 'abc', 'Xyz', '0'),
      {
        minLength: 1,
        maxLength: 10,
      },
    )
    .map((parts) => `${parts.join('')}q7`);
  /** A step with the literal in it, and how it is written there. */
  const places: readonly ((literal: string) => readonly [StepJson, string])[] = [
    (literal) => [http({ headers: { a: `q${literal}` } }), `q${literal}`],
    (literal) => [http({ body: { deep: [`k=${literal}&x=@{triggerBody()}`] } }), literal],
    (literal) => [compose(`@concat('a', '${doubled(literal)}')`), doubled(literal)],
  ];

  it('are taken out of any place by any repair, and the flow means the same', () => {
    let cases = 0;
    fc.assert(
      fc.property(text, fc.constantFrom(...places), fc.boolean(), (literal, place, secret) => {
        const [step, written] = place(literal);
        const made = solutionWith({ actions: { First: compose(1), Call: runsAfter(step, 'First') } });
        const files = solutionFilesOf(made.workspace);
        const analysis = checkIn(made.workspace, FLOW_URI, files);
        const flow = analysis.document.flows[0]!;
        const user = flow.actionsByName.get('call')!;
        const strings = Array.from(
          { length: flow.tree.after(user.inputs) - user.inputs },
          (_, at) => user.inputs + at,
        );
        const node = strings.find((at) => flow.tree.string(at).includes(written))!;
        const start = flow.tree.string(node).indexOf(written);
        const span = { start, end: start + written.length };
        const found = { node, span, secret, step: user, name: 'Some key' };
        for (const fix of maskedFixes(literalFixes(flow, files.solutionOf(FLOW_URI), found), FLOW_URI)) {
          holdRepair(made.workspace, files, analysis, { label: 'random', node, span }, fix);
          cases++;
        }
      }),
      { numRuns: 60 },
    );
    expect(cases).toBeGreaterThan(60);
  });
});
