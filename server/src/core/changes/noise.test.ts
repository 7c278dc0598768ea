// What means nothing is left out, and counted by kind.
import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  flowText,
  type StepJson,
  sendMail,
} from '../../../../test/harness/flowBuilder.ts';
import { changeLinesOfFlow, changesOfFlow } from './testing.ts';

// biome-ignore lint/suspicious/noExplicitAny: parts of a parsed flow
type Loose = Record<string, any>;

const BASE = flowText({
  triggers: {
    When_a_row_is_added: connector('commondataserviceforapps', 'SubscribeWebhookTrigger', {
      'subscriptionRequest/message': 1,
      'subscriptionRequest/entityname': 'account',
      'subscriptionRequest/name': 'a1b2',
    }),
  },
  parameters: { Site: { type: 'String', defaultValue: 'x', metadata: { description: 'Where it is' } } },
  actions: {
    Mail: {
      ...sendMail('Hello'),
      metadata: { operationMetadataId: 'one', 'a/b.txt': '/Shared/b.txt' },
    } as StepJson,
    Loop: {
      type: 'Until',
      expression: '@equals(1, 2)',
      limit: { count: 60, timeout: 'PT1H' },
      actions: { A: compose({ b: 1, c: 2 }) },
      runAfter: { Mail: ['Succeeded'] },
    },
  },
});

/** The flow with some of its parts changed. */
function withChange(change: (definition: Loose, properties: Loose, root: Loose) => void): string {
  const root = JSON.parse(BASE) as Loose;
  change(root.properties.definition, root.properties, root);
  return JSON.stringify(root, undefined, 2);
}

const authentication = (value: unknown) => (definition: Loose) => {
  definition.actions.Mail.inputs.authentication = value;
};
const RAW = {
  type: 'Raw',
  value: "@json(decodeBase64(triggerOutputs().headers['X-MS-APIM-Tokens']))['$ConnectionKey']",
};
const reversed = (object: Loose): Loose => Object.fromEntries(Object.entries(object).reverse());

const KINDS: Record<string, [string, string]> = {
  'one line': ['form 1', JSON.stringify(JSON.parse(BASE))],
  'line ends': ['form 1', BASE.replaceAll('\n', '\r\n')],
  'a byte order mark': ['form 1', `\uFEFF${BASE}`],
  escapes: ['form 1', BASE.replace('"Hello"', '"\\u0048ello"')],
  'blanks in an expression': ['form 1', BASE.replace('@equals(1, 2)', '@equals( 1,2 )')],
  'the order of keys': [
    'keyOrder 1',
    withChange(({ actions }) => {
      actions.Loop.actions.A.inputs = { c: 2, b: 1 };
    }),
  ],
  'host behind parameters': [
    'keyOrder 1',
    withChange(({ actions }) => {
      actions.Mail.inputs = reversed(actions.Mail.inputs);
    }),
  ],
  'the order of steps in the file': [
    'stepOrder 1',
    withChange((definition) => {
      definition.actions = reversed(definition.actions);
    }),
  ],
  'an empty templateName': [
    'templateName 1',
    withChange((_, properties) => {
      properties.templateName = '';
    }),
  ],
  'templateName null': [
    'templateName 1',
    withChange((_, properties) => {
      properties.templateName = null;
    }),
  ],
  'sign-in in the old form': ['authentication 1', withChange(authentication(RAW))],
  'no sign-in': ['authentication 1', withChange(authentication(undefined))],
  'the other name of a connection': [
    'connectionName 1',
    withChange(({ actions }) => {
      const { host } = actions.Mail.inputs;
      actions.Mail.inputs.host = {
        ...host,
        connectionName: undefined,
        connectionReferenceName: host.connectionName,
      };
    }),
  ],
  'another id of a step': [
    'operationMetadataId 1',
    withChange(({ actions }) => {
      actions.Mail.metadata.operationMetadataId = 'two';
    }),
  ],
  'no id of a step': [
    'operationMetadataId 1',
    withChange(({ actions }) => {
      delete actions.Mail.metadata.operationMetadataId;
    }),
  ],
  'labels for the designer': [
    'designerMetadata 1',
    withChange(({ actions }) => {
      actions.Mail.metadata['c/d.txt'] = '/Shared/d.txt';
    }),
  ],
  'the name of a subscription': [
    'subscriptionName 1',
    withChange(({ triggers }) => {
      triggers.When_a_row_is_added.inputs.parameters['subscriptionRequest/name'] = 'c3d4';
    }),
  ],
  'parameters of the platform': [
    'ownParameters 2',
    withChange(({ parameters }) => {
      delete parameters.$connections;
      delete parameters.$authentication;
    }),
  ],
  'the key of a connection': [
    'connectionKey 1',
    withChange(({ actions }, properties) => {
      const { shared_office365: moved, ...others } = properties.connectionReferences;
      properties.connectionReferences = { ...others, shared_office365_1: moved };
      actions.Mail.inputs.host.connectionName = 'shared_office365_1';
    }),
  ],
  'the limit that a loop has anyway': [
    'defaultLimits 1',
    withChange(({ actions }) => {
      delete actions.Loop.limit;
    }),
  ],
  'the version that a flow has anyway': [
    'defaultLimits 2',
    withChange((definition, _, root) => {
      delete definition.contentVersion;
      delete root.schemaVersion;
    }),
  ],
};

describe('left out', () => {
  it.each(Object.entries(KINDS))('%s', (_, [noise, head]) => {
    expect(changeLinesOfFlow(BASE, head)).toEqual([`left out: ${noise}`]);
    expect(changeLinesOfFlow(head, BASE)).toEqual([`left out: ${noise}`]);
    expect(changesOfFlow(BASE, head)).toMatchObject({ flows: [], unchanged: 0, onlyNoise: 1 });
  });

  it('names where it is', () => {
    const [noise] = changesOfFlow(BASE, KINDS['another id of a step']![1]).noise;
    expect(noise).toEqual({ kind: 'operationMetadataId', count: 1, unit: 'step', names: ['Mail'] });
  });
});

describe('told', () => {
  it('is any other way to sign in', () => {
    const basic = { type: 'Basic', username: 'someone', password: "@parameters('Site')" };
    expect(changeLinesOfFlow(BASE, withChange(authentication(basic)))).toEqual([
      '~ Mail (Send an email (V2))',
      expect.stringContaining('  Authentication: [@parameters(\'$authentication\')] -> [{"type": "Basic"'),
    ]);
  });

  it('is another limit of a loop, another version, a real template, a description', () => {
    expect(
      changeLinesOfFlow(
        BASE,
        withChange(({ actions }) => {
          actions.Loop.limit.count = 5;
        }),
      ),
    ).toEqual(['~ Loop (Do until)', '  setting Count of the loop: 60 -> 5']);
    expect(
      changeLinesOfFlow(
        BASE,
        withChange((_, properties) => {
          properties.templateName = 'abc';
        }),
      ),
    ).toEqual(['small Template name: undefined -> abc']);
    expect(
      changeLinesOfFlow(
        BASE,
        withChange((definition) => {
          definition.contentVersion = '1.0.0.1';
        }),
      ),
    ).toEqual(['small Content version: 1.0.0.0 -> 1.0.0.1']);
    expect(
      changeLinesOfFlow(
        BASE,
        withChange(({ parameters }) => {
          parameters.Site.metadata.description = 'Where it was';
        }),
      ),
    ).toEqual(['small Description of parameter Site: Where it is -> Where it was']);
  });
});

it('everything at once is still nothing', () => {
  const shuffled = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, shuffled(inner)]),
        );
  const head = JSON.stringify(shuffled(JSON.parse(BASE)));
  const changes = changesOfFlow(BASE, head);
  expect(changes.flows).toEqual([]);
  expect(changes.onlyNoise).toBe(1);
  expect(new Set(changes.noise.map(({ kind }) => kind))).toEqual(new Set(['form', 'keyOrder', 'stepOrder']));
});
