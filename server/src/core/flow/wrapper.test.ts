import { describe, expect, it } from 'vitest';
import { openDocument } from './index.ts';
import { isPowerAutomate } from './wrapper.ts';

type Json = Record<string, unknown>;

const definition = (parts: Json = {}): Json => ({
  $schema:
    'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
  triggers: { manual: { type: 'Request', kind: 'Http', inputs: {} } },
  actions: {},
  ...parts,
});
const action = (type: string, inputs: Json, more: Json = {}): Json => ({
  actions: { A: { type, inputs, runAfter: {}, ...more } },
});
const trigger = (kind: string): Json => ({ triggers: { manual: { type: 'Request', kind, inputs: {} } } });
const host = (apiId: string): Json => ({ host: { connectionName: 'one', operationId: 'Get', apiId } });

const WRAPPERS: Readonly<Record<string, (inner: Json) => Json>> = {
  bare: (inner) => inner,
  code: (inner) => ({ definition: inner }),
  standard: (inner) => ({ definition: inner, kind: 'Stateful' }),
  solution: (inner) => ({ properties: { definition: inner } }),
  package: (inner) => ({ type: 'Microsoft.Flow/flows', properties: { definition: inner } }),
  template: (inner) => ({
    resources: [{ type: 'Microsoft.Logic/workflows', properties: { definition: inner } }],
  }),
};

const judged = (wrapper: string, inner: Json): boolean => {
  const text = JSON.stringify(WRAPPERS[wrapper]!(inner));
  return isPowerAutomate(openDocument({ uri: 'file:///f.json', text }).flows[0]!);
};

const CLOUD_FLOWS: readonly (readonly [string, Json])[] = [
  ['the parameter $authentication', { parameters: { $authentication: { type: 'SecureObject' } } }],
  ['a step of an OpenAPI connection', action('OpenApiConnection', { host: { connectionName: 'x' } })],
  [
    'a connector of Power Apps',
    action('ApiConnection', host('/providers/Microsoft.PowerApps/apis/shared_x')),
  ],
  [
    'a step that takes $authentication',
    action('ApiConnection', { authentication: "@parameters('$authentication')" }),
  ],
  ['a child flow', action('Workflow', { host: { workflowReferenceName: 'id' } })],
  ['an answer to an agent', action('Response', { body: {} }, { kind: 'Skills' })],
  ...[
    'PowerApp',
    'PowerAppV2',
    'Button',
    'ApiConnection',
    'Skills',
    'VirtualAgent',
    'PowerVirtualAgents',
  ].map((kind) => [`a trigger of kind ${kind}`, trigger(kind)] as const),
];

describe('cloud flows and workflows of Logic Apps', () => {
  it.each(CLOUD_FLOWS)('%s makes a cloud flow of any wrapper that people make up', (_, parts) => {
    for (const wrapper of ['bare', 'code', 'standard', 'solution'])
      expect(judged(wrapper, definition(parts)), wrapper).toBe(true);
  });

  it('a definition that says nothing is a cloud flow only in the wrapper of one', () => {
    const told = Object.keys(WRAPPERS).filter((wrapper) => judged(wrapper, definition()));
    expect(told).toEqual(['solution', 'package']);
  });

  it.each([
    ['a service provider', action('ServiceProvider', {})],
    ['a managed identity', action('Http', { authentication: { type: 'ManagedServiceIdentity' } })],
    [
      'a connection by reference name',
      action('ApiConnection', { host: { connection: { referenceName: 'x' } } }),
    ],
  ])('%s belongs to Logic Apps, also among properties', (_, parts) => {
    for (const wrapper of ['bare', 'code', 'standard', 'solution', 'template'])
      expect(judged(wrapper, definition(parts)), wrapper).toBe(false);
  });

  it('a connector named by an Azure subscription says nothing for a cloud flow', () => {
    const parts = action('OpenApiConnection', host('/subscriptions/1/providers/Microsoft.Web/x'));
    expect(judged('code', definition(parts))).toBe(false);
  });

  it('a template names its product', () => {
    for (const [, parts] of CLOUD_FLOWS) expect(judged('template', definition(parts))).toBe(false);
  });
});
