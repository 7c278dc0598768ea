import { describe, expect, it } from 'vitest';
import { flowText } from '../../../../../test/harness/flowBuilder.ts';
import { openDocument } from '../../flow/index.ts';
import { overviewsOf, stampOf } from './index.ts';

const URI = 'file:///s/Workflows/Notifyteam-0A1B2C3D-1111-2222-3333-444455556666.json';

const call = (connectionName: string, operationId: string, parameters = {}) => ({
  type: 'OpenApiConnection',
  runAfter: {},
  inputs: {
    host: { apiId: `/x/${connectionName.replace(/_\d$/, '')}`, connectionName, operationId },
    parameters,
  },
});

function overview(text: string) {
  const [only] = overviewsOf(openDocument({ uri: URI, text }));
  return only!;
}

const TEXT = flowText({
  parameters: { 'Api (abc_Api)': { type: 'String', metadata: { schemaName: 'abc_Api' } } },
  triggers: { manual: { type: 'Request', kind: 'Http', inputs: { schema: {} } } },
  actions: {
    Send: call('shared_office365', 'SendEmailV2'),
    Scope: {
      type: 'Scope',
      runAfter: {},
      actions: {
        Call: { type: 'Http', runAfter: {}, inputs: { method: 'POST', uri: 'https://contoso.example/x' } },
        Child: {
          type: 'Workflow',
          runAfter: {},
          inputs: { host: { workflowReferenceName: 'AAAAAAAA-1111-2222-3333-444455556666' } },
          runtimeConfiguration: { secureData: { properties: ['inputs'] } },
        },
        List: call('Shared_Office365', 'GetItems_V2'),
      },
    },
    Lost: call('shared_nowhere', 'PostItem'),
    Request: call('shared_sharepointonline', 'HttpRequest', { 'parameters/method': 'GET' }),
  },
});

describe('overviewsOf', () => {
  const flow = overview(TEXT);
  const at = ({ start, end }: { start: number; end: number }) => TEXT.slice(start, end);

  it('names the flow, its id, and who starts it', () => {
    expect(flow).toMatchObject({ name: 'Notifyteam', flowId: '0a1b2c3d-1111-2222-3333-444455556666' });
    expect(flow.trigger).toMatchObject({ name: 'manual', type: 'request', kind: 'http', caller: 'anyone' });
    expect(at(flow.trigger!.span)).toBe('"manual"');
    expect(flow.steps).toBe(8);
  });

  it('lists connections with the steps that use them, at every level and whatever the case of the key', () => {
    const mail = flow.connections.find((one) => one.key === 'shared_office365')!;
    expect(mail).toMatchObject({ declared: true, binding: 'reference', source: 'embedded' });
    expect(mail.logicalName).toBe('abc_office365');
    expect(at(mail.logicalNameSpan!)).toBe('"abc_office365"');
    expect(at(mail.span)).toBe('"shared_office365"');
    expect(mail.steps.map(({ name, what, effect }) => ({ name, what, effect }))).toEqual([
      { name: 'Send', what: 'Send an email (V2)', effect: 'writes' },
      { name: 'List', what: 'Get items', effect: 'reads' },
    ]);
  });

  it('keeps keys that no step uses, and keys that steps name without a declaration', () => {
    expect(flow.connections.find((one) => one.key === 'shared_teams')?.steps).toEqual([]);
    const lost = flow.connections.find((one) => one.key === 'shared_nowhere')!;
    expect(lost).toMatchObject({ declared: false, binding: 'nothing', apiName: 'shared_nowhere' });
    expect(at(lost.span)).toBe('"Lost"');
  });

  it('goes by the method of a request that the maker wrote', () => {
    const site = flow.connections.find((one) => one.key === 'shared_sharepointonline')!;
    expect(site.steps[0]).toMatchObject({ name: 'Request', effect: 'reads' });
    expect(flow.http.map((one) => `${one.name} ${one.effect}`)).toEqual(['Call writes']);
  });

  it('tells variables, child flows and secured steps', () => {
    expect(flow.variables).toMatchObject([{ schemaName: 'abc_Api', parameter: 'Api (abc_Api)' }]);
    expect(flow.children).toMatchObject([{ flowId: 'aaaaaaaa-1111-2222-3333-444455556666', step: 'Child' }]);
    expect(flow.secured.map((one) => one.name)).toEqual(['Child']);
    expect(flow.whole).toBe(true);
  });

  it('says how older connections are bound', () => {
    const bound = (connection: object) =>
      overview(
        JSON.stringify({
          properties: {
            connectionReferences: { shared_x: connection },
            definition: { $schema: 's/workflowdefinition.json#', triggers: {}, actions: {} },
          },
        }),
      ).connections[0]!.binding;
    expect(
      bound({ connectionName: 'shared-x-1', id: '/providers/x/apis/shared_x', source: 'Embedded' }),
    ).toBe('connection');
    expect(bound({ connection: { name: 'shared-x-1' }, api: { name: 'shared_x' } })).toBe('connection');
    expect(bound({ connection: {}, api: { name: 'shared_x' } })).toBe('nothing');
  });

  it('marks a flow that damage hides a part of', () => {
    const cut = TEXT.slice(0, TEXT.lastIndexOf('"Request"'));
    const [only] = overviewsOf(openDocument({ uri: URI, text: cut, declaredAsFlow: true }));
    expect(only?.whole ?? false).toBe(false);
  });
});

describe('stampOf', () => {
  it('does not see where things stand, and sees what they are', () => {
    const stamp = (text: string) => stampOf([overview(text)]);
    expect(stamp(TEXT.replaceAll('  ', '\t'))).toBe(stamp(TEXT));
    expect(stamp(TEXT.replace('contoso.example/x', 'contoso.example/y'))).toBe(stamp(TEXT));
    expect(stamp(TEXT.replace('SendEmailV2', 'SendEmailV3'))).not.toBe(stamp(TEXT));
    expect(stamp(TEXT.replace('abc_Api"', 'abc_Other"'))).not.toBe(stamp(TEXT));
  });
});
