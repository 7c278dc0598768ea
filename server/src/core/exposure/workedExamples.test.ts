import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  flowText,
  getSecret,
  getToken,
  http,
  initialize,
  inOrder,
  secured,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';

/** `rule-id Step` for every finding of the default profile. */
function findings(spec: FlowSpec): string[] {
  const analysis = check(flowText({ ...spec, spareConnections: false }));
  expect(analysis.failures).toEqual([]);
  const flow = analysis.document.flows[0]!;
  return analysis.findings.map((finding) => {
    const owner = [...flow.triggers, ...flow.actions].findLast(
      (step) => finding.place.node >= step.node && finding.place.node < flow.tree.after(step.node),
    );
    return `${finding.ruleId} ${owner?.name ?? flow.tree.path(finding.place.node).join('/')}`;
  });
}

const SECRET = "@{outputs('Get_secret')?['body/value']}";

describe('worked examples of the exposure specification', () => {
  it('a secret goes straight into a header: one finding at the read, none once its outputs are secured', () => {
    expect(findings({ actions: inOrder({ Get_secret: getSecret(), Call: callWith(SECRET) }) })).toEqual([
      'secret-read-unsecured Get_secret',
    ]);
    const repaired = inOrder({ Get_secret: secured(getSecret(), 'outputs'), Call: callWith(SECRET) });
    expect(findings({ actions: repaired })).toEqual([]);
  });

  it('a secured secret passes a Compose: one finding there, none once the consumer is secured', () => {
    const steps = {
      Get_secret: secured(getSecret(), 'outputs'),
      Compose: compose("@outputs('Get_secret')?['body/value']"),
      Call: callWith("@{outputs('Compose')}"),
    };
    expect(findings({ actions: inOrder(steps) })).toEqual(['secret-through-compose Compose']);
    expect(findings({ actions: inOrder({ ...steps, Call: secured(steps.Call, 'inputs') }) })).toEqual([]);
  });

  it('a secured secret passes a variable: one finding at the assignment, whatever is secured behind it', () => {
    const steps = {
      Initialize_key: initialize('key'),
      Get_secret: secured(getSecret(), 'outputs'),
      Set_key: setVariable('key', "@outputs('Get_secret')?['body/value']"),
      Call: callWith("@{variables('key')}"),
    };
    expect(findings({ actions: inOrder(steps) })).toEqual(['secret-in-variable Set_key']);
    expect(findings({ actions: inOrder({ ...steps, Call: secured(steps.Call, 'inputs') }) })).toEqual([
      'secret-in-variable Set_key',
    ]);
  });

  it('a parameter goes into a token request: one finding for the inputs, one for the outputs, one for the file', () => {
    const spec: FlowSpec = {
      parameters: {
        'Client secret (abc_ClientSecret)': {
          type: 'String',
          defaultValue: FAKES.hex32!,
          metadata: { schemaName: 'abc_ClientSecret' },
        },
      },
      actions: {
        Get_token: getToken(
          "grant_type=client_credentials&client_secret=@{parameters('Client secret (abc_ClientSecret)')}",
        ),
      },
    };
    const all = findings(spec);
    expect(all.filter((one) => one.endsWith('Get_token')).sort()).toEqual([
      'secret-consumer-unsecured Get_token',
      'secret-read-unsecured Get_token',
    ]);
    expect(all).toHaveLength(3);
    // One press offers both settings.
    const analysis = check(flowText({ ...spec, spareConnections: false }));
    for (const rule of ['secret-consumer-unsecured', 'secret-read-unsecured']) {
      const finding = analysis.findings.find((one) => one.ruleId === rule)!;
      expect(analysis.fixesFor(finding).map((fix) => fix.title)).toContain(
        'Secure inputs and outputs of "Get_token"',
      );
    }
  });

  it('the lifetime of a token is no secret, the whole answer is', () => {
    const steps = (inputs: string) =>
      inOrder({
        Get_token: secured(getToken(), 'outputs'),
        Note: compose(inputs),
        Call: http({ body: "@{outputs('Note')}" }),
      });
    for (const harmless of ['expires_in', 'token_type', 'scope'])
      expect(findings({ actions: steps(`@body('Get_token')?['${harmless}']`) }), harmless).toEqual([]);
    expect(findings({ actions: steps("@body('Get_token')") })).toEqual(['secret-through-compose Note']);
  });

  it('the length of a secret in a condition is no secret', () => {
    const actions = inOrder({
      Get_secret: secured(getSecret(), 'outputs'),
      Check: {
        type: 'If',
        expression: { greater: ["@length(outputs('Get_secret')?['body/value'])", 0] },
        actions: {},
      },
    });
    expect(findings({ actions })).toEqual([]);
  });

  it('an Authorization header with a secured token', () => {
    const actions = inOrder({
      Get_token: secured(getToken(), 'outputs'),
      Call: http({ headers: { Authorization: "Bearer @{body('Get_token')?['access_token']}" } }),
    });
    expect(findings({ actions })).toEqual([]);
  });
});
