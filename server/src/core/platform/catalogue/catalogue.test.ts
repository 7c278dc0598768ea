import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openDocument } from '../../flow/index.ts';
import { connectorInfo } from '../connectors.ts';
import text from './data/operations.txt';
import { decodeConnector, sectionsOf } from './decode.ts';
import { catalogueOperation } from './index.ts';
import { operationsOf } from './usedOperations.ts';

describe('an operation', () => {
  it('is found without case, by connector, path or connection key', () => {
    const found = catalogueOperation('shared_office365', 'SendEmailV2');
    expect(found).toMatchObject({ id: 'SendEmailV2', title: 'Send an email (V2)', visibility: 'important' });
    expect(catalogueOperation('Shared_Office365_1', 'sendemailv2')).toBe(found);
    expect(catalogueOperation('/providers/Microsoft.PowerApps/apis/shared_office365', 'SENDEMAILV2')).toBe(
      found,
    );
  });

  it('is not found in another connector, or where a name is one of every object', () => {
    expect(catalogueOperation('shared_sql', 'SendEmailV2')).toBeUndefined();
    expect(catalogueOperation('shared_office365', 'constructor')).toBeUndefined();
    expect(catalogueOperation('__proto__', 'toString')).toBeUndefined();
    expect(catalogueOperation('shared_office365', '')).toBeUndefined();
    expect(catalogueOperation('', 'SendEmailV2')).toBeUndefined();
    // A custom connector may well have an operation of that name.
    expect(catalogueOperation('shared_contoso-5foffice365-5f0123', 'SendEmailV2')).toBeUndefined();
  });

  it('tells of its parameters', () => {
    const parameters = catalogueOperation('shared_office365', 'SendEmailV2')!.parameters;
    expect(parameters[0]).toEqual({
      path: 'emailMessage/To',
      title: 'To',
      isRequired: true,
      values: [],
      isDynamic: false,
    });
    expect(parameters.find((one) => one.path === 'emailMessage/Importance')?.values).toEqual([
      'Low',
      'Normal',
      'High',
    ]);
    const item = catalogueOperation('shared_sharepointonline', 'PostItem')!.parameters.find(
      (one) => one.isDynamic,
    );
    expect(item).toMatchObject({ path: 'item/', title: 'item', isDynamic: true, isRequired: false });
    expect(catalogueOperation('shared_office365', 'SendEmail')?.isDeprecated).toBe(true);
  });

  it('that only flows tell of has no title, and nothing required', () => {
    const found = catalogueOperation('shared_webcontents', 'InvokeHttp');
    expect(found).toMatchObject({ title: undefined, isFromFlows: true });
    expect(found?.parameters.map((one) => one.path)).toContain('request/url');
  });
});

describe('the text of the catalogue', () => {
  const sections = sectionsOf(text);
  const operations = [...sections].flatMap(([apiName, section]) =>
    [...decodeConnector(text.slice(...section)).values()].map((operation) => ({ apiName, ...operation })),
  );

  it('is read to the last line', () => {
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('>'));
    expect(operations).toHaveLength(lines.length);
    expect(operations.length).toBeGreaterThan(500);
  });

  it('is sorted, and holds each connector and operation once', () => {
    const ids = operations.map(({ apiName, id }) => `${apiName} ${id}`);
    expect(new Set(ids.map((id) => id.toLowerCase())).size).toBe(ids.length);
    expect([...sections.keys()]).toEqual([...sections.keys()].sort());
  });

  it('weighs at most 32 KB in the package', () => {
    expect(gzipSync(text, { level: 9 }).length).toBeLessThanOrEqual(32_768);
  });

  it('learns from flows only of public connectors, and no name that a maker chose', () => {
    const learnt = operations.filter((one) => one.isFromFlows);
    expect(learnt.length).toBeGreaterThan(20);
    expect(learnt.filter(({ apiName }) => connectorInfo(apiName) === undefined)).toEqual([]);
    const own = learnt.flatMap(({ parameters }) =>
      parameters.filter(({ path, isDynamic }) => path.startsWith('item/') && !isDynamic),
    );
    expect(own).toEqual([]);
    expect(
      learnt.flatMap(({ parameters }) => parameters.filter((one) => one.isRequired || one.values.length)),
    ).toEqual([]);
  });
});

describe('operations of flows', () => {
  const flow = (...steps: readonly unknown[]) =>
    openDocument({
      uri: 'file:///flow.json',
      text: JSON.stringify({
        properties: {
          definition: {
            $schema:
              'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
            triggers: {},
            actions: Object.fromEntries(steps.map((step, index) => [`Step_${index}`, step])),
          },
        },
      }),
    }).flows;
  const call = (operationId: string, parameters: unknown, type = 'OpenApiConnection') => ({
    type,
    inputs: { host: { apiId: '/apis/shared_contoso', connectionName: 'c', operationId }, parameters },
  });

  it('are told once, with the keys of all their steps', () => {
    const flows = [
      ...flow(call('GetOrder', { id: 1, 'item/b@odata.bind': 2 }), call('getorder', { ID: 2, $top: 5 })),
      ...flow(call('AddOrder', undefined), call('GetOrder', { constructor: 1 })),
    ];
    expect(operationsOf(flows)).toEqual([
      { apiName: 'shared_contoso', operationId: 'AddOrder', keys: [] },
      {
        apiName: 'shared_contoso',
        operationId: 'GetOrder',
        keys: ['$top', 'constructor', 'id', 'item/b@odata.bind'],
      },
    ]);
  });

  it('are not told where a key is an expression, the parameters are one, or the form is the old one', () => {
    const flows = flow(
      call('GetOrder', { "@{outputs('Name')}": 1 }),
      call('AddOrder', "@outputs('Order')"),
      call('OldOrder', { id: 1 }, 'ApiConnection'),
      { type: 'Compose', inputs: { host: { operationId: 'x' } } },
    );
    expect(operationsOf(flows).map((one) => [one.operationId, ...one.keys])).toEqual([
      ['AddOrder'],
      ['GetOrder'],
    ]);
    expect(operationsOf([])).toEqual([]);
  });
});
