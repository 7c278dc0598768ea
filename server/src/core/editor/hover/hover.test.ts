import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { neutralSolution } from '../../../../../test/harness/solutionFlows.ts';
import { hoverAt } from './index.ts';
import { escapeMarkdown, plainText } from './markdown.ts';

const definition = (actions: unknown, triggers: unknown = { Recurrence: { type: 'Recurrence' } }) =>
  JSON.stringify(
    {
      properties: {
        connectionReferences: {
          shared_keyvault: {
            runtimeSource: 'embedded',
            connection: { connectionReferenceLogicalName: 'abc_vault' },
            api: { name: 'shared_keyvault' },
          },
        },
        definition: {
          $schema:
            'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
          triggers,
          actions,
        },
      },
      schemaVersion: '1.0.0.0',
    },
    undefined,
    2,
  );

const secret = (extra: object = {}) => ({
  Get_secret: {
    type: 'OpenApiConnection',
    inputs: {
      host: {
        connectionName: 'shared_keyvault',
        operationId: 'GetSecret',
        apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      },
      parameters: { secretName: 'contoso' },
    },
    runAfter: {},
    ...extra,
  },
});

const call = {
  Call_orders: {
    type: 'Http',
    inputs: {
      method: 'GET',
      uri: 'https://api.contoso.example/orders',
      headers: { 'x-api-key': "@{body('Get_secret')?['value']}" },
    },
    runAfter: { Get_secret: ['Succeeded'] },
  },
};

const hoverOn = (text: string, needle: string) => hoverAt(check(text), text.indexOf(needle) + 1);

/** As a reader sees it: without what escapes. */
const shown = (markdown: string | undefined) =>
  (markdown ?? '').replace(/\\([!-/:-@[-`{-~])|&lt;/g, (_, mark?: string) => mark ?? '<');

describe('hover on a step', () => {
  it('tells operation, connection, both sides, readers and where the secret goes', () => {
    const text = definition({ ...secret(), ...call });
    const hover = hoverOn(text, '"Get_secret": {');
    const markdown = shown(hover?.markdown);
    expect(markdown).toContain('**Get_secret**');
    expect(markdown).toContain('Azure Key Vault');
    expect(markdown).toContain('Connection: abc_vault, the one that its maker set up');
    expect(markdown).toContain('Inputs: shown.');
    expect(markdown).toContain(
      'Outputs: shown. They carry the secret that "Get_secret" reads from Azure Key Vault.',
    );
    expect(markdown).toContain('every owner, co-owner and admin');
    expect(markdown).toContain('Goes on to "Call_orders"');
    expect(text.slice(hover?.span.start, hover?.span.end)).toBe('"Get_secret"');
  });

  it('tells that the platform hides a direct use of secured outputs, and where the secret comes from', () => {
    const secured = { runtimeConfiguration: { secureData: { properties: ['outputs'] } } };
    const text = definition({ ...secret(secured), ...call });
    expect(shown(hoverOn(text, '"Get_secret": {')?.markdown)).toContain(
      'Outputs: hidden, secured in this step.',
    );
    const markdown = shown(hoverOn(text, '"Call_orders"')?.markdown);
    expect(markdown).toContain('Sends an HTTP request to api.contoso.example (GET)');
    expect(markdown).toContain('Inputs: hidden by the platform');
    expect(markdown).toContain('From the secret that "Get_secret" reads from Azure Key Vault');
  });

  it('says of a variable that it cannot be secured', () => {
    const text = definition({
      Set_key: { type: 'SetVariable', inputs: { name: 'key', value: 'x' }, runAfter: {} },
    });
    const markdown = shown(hoverOn(text, '"Set_key"')?.markdown);
    expect(markdown).toContain('Sets the variable "key"');
    expect(markdown).toContain('Steps of type SetVariable do not accept secured inputs.');
  });

  it('describes triggers', () => {
    const trigger = {
      manual: { type: 'Request', kind: 'Http', inputs: { triggerAuthenticationType: 'Tenant' } },
    };
    expect(shown(hoverOn(definition({}, trigger), '"manual"')?.markdown)).toContain(
      'Starts when its HTTP address is called',
    );
  });

  it('says nothing elsewhere', () => {
    const text = definition(secret());
    expect(hoverOn(text, '"schemaVersion"')).toBeUndefined();
    expect(hoverAt(check('[1, 2]'), 1)).toBeUndefined();
  });
});

describe('hover on a step with settings of its own', () => {
  const dataverse = (impersonation: unknown, runas?: unknown) =>
    JSON.stringify({
      properties: {
        connectionReferences: {
          dv: {
            runtimeSource: 'embedded',
            ...(impersonation === undefined ? {} : { impersonation }),
            connection: { connectionReferenceLogicalName: 'abc_dv' },
            api: { name: 'shared_commondataserviceforapps' },
          },
        },
        definition: {
          $schema:
            'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
          triggers: {
            On_row: {
              type: 'OpenApiConnectionWebhook',
              inputs: {
                host: host('SubscribeWebhookTrigger'),
                parameters: {
                  'subscriptionRequest/entityname': 'account',
                  ...(runas === undefined ? {} : { 'subscriptionRequest/runas': runas }),
                },
              },
            },
          },
          actions: {
            Get_row: {
              type: 'OpenApiConnection',
              inputs: { host: host('GetItem'), parameters: {} },
              runAfter: {},
            },
          },
        },
      },
    });
  const host = (operationId: string) => ({
    connectionName: 'dv',
    operationId,
    apiId: '/providers/Microsoft.PowerApps/apis/shared_commondataserviceforapps',
  });

  it.each([
    [undefined, undefined, 'the one that its maker set up'],
    [{}, 1, 'the one that its maker set up'],
    [{ source: 'invoker' }, undefined, 'acting as the person who starts the flow'],
    [{ source: 'Invoker' }, 1, 'acting as the person who changed the row'],
    [{ source: 'invoker' }, '2', 'acting as the owner of the row'],
    [{ source: 'invoker' }, 3, 'acting as the owner of the flow'],
    [{ source: 'invoker' }, 99, 'acting as the person who starts the flow'],
  ])('impersonation %j with "run as" %j: %s', (impersonation, runas, as) => {
    const markdown = shown(hoverOn(dataverse(impersonation, runas), '"Get_row"')?.markdown);
    expect(markdown).toContain(`Connection: abc_dv, ${as}`);
  });

  const literal = (sides: readonly string[]) =>
    definition({
      Call: {
        type: 'Http',
        inputs: { method: 'GET', uri: 'https://api.contoso.example', headers: { 'x-api-key': FAKES.hex32 } },
        ...(sides.length > 0 ? { runtimeConfiguration: { secureData: { properties: sides } } } : {}),
        runAfter: {},
      },
    });

  it('says of a literal in a secured step that the file still holds it', () => {
    const stays = 'stands in the file all the same';
    expect(shown(hoverOn(literal(['inputs', 'outputs']), '"Call"')?.markdown)).toContain(stays);
    const clean = definition({ Call: { type: 'Http', inputs: { method: 'GET', uri: 'https://a.example' } } });
    expect(shown(hoverOn(clean, '"Call"')?.markdown)).not.toContain(stays);
  });

  it('names readers of the run history only where it shows something', () => {
    expect(shown(hoverOn(literal(['inputs', 'outputs']), '"Call"')?.markdown)).not.toContain(
      'can be read by',
    );
    expect(shown(hoverOn(literal(['inputs']), '"Call"')?.markdown)).toContain('can be read by');
  });

  it('names the child flow that a step runs', () => {
    const id = '0a1b2c3d-1111-2222-3333-444455556666';
    const call = { type: 'Workflow', inputs: { host: { workflowReferenceName: id } }, runAfter: {} };
    const text = definition({ Run_child: call });
    const at = text.indexOf('"Run_child"') + 1;
    expect(shown(hoverAt(check(text), at)?.markdown)).toContain('Runs a child flow');
    expect(shown(hoverAt(check(text, { solutionModel: neutralSolution() }), at)?.markdown)).toContain(
      'Runs the child flow "Notify team & others"',
    );
  });
});

describe('hover on a flagged value', () => {
  it('says who can read it and what a repair does not change, and never the value', () => {
    const text = definition({
      Call: {
        type: 'Http',
        inputs: { method: 'GET', uri: 'https://api.contoso.example', headers: { 'x-api-key': FAKES.hex32 } },
        runAfter: {},
      },
    });
    const markdown = shown(hoverOn(text, FAKES.hex32!)?.markdown);
    expect(markdown).toContain('everyone with access to this repository');
    expect(markdown).toContain('not from this file');
    expect(markdown).toContain('git history keeps');
    expect(markdown).not.toContain(FAKES.hex32!.slice(0, 8));
  });
});

/** What Markdown and editors read as more than text, in pieces that make it up. */
const HOSTILE = [
  ...[
    'a',
    'B',
    '9',
    ' ',
    '_',
    '__',
    '*',
    '**',
    '`',
    '``',
    '[x]',
    '](',
    '(command:a)',
    '![',
    '<b>',
    '<img src=x>',
  ],
  ...[
    '&amp;',
    '&#60;',
    '&lt;',
    '~~',
    '|',
    '# ',
    '- ',
    '+ ',
    '1. ',
    '> ',
    '\\',
    '\\\\',
    '$(x)',
    'https://e.example',
  ],
  ...[
    'www.e.example',
    'WWW.',
    'a@b.example',
    'command:x',
    'vscode://f',
    '<https://a.b>',
    '===',
    '---',
    '"',
    "'",
    '\t',
  ],
];

describe('text of the file', () => {
  it('is escaped: no markup, no HTML, no links, no commands', () => {
    const evil =
      '<img src=x onerror=alert(1)> [click](command:workbench.action.quit) **b** `c` $(x) https://evil.example';
    const text = definition({ [evil]: { type: 'Compose', inputs: 1, runAfter: {} } });
    const hover = hoverAt(check(text), text.indexOf('<img') + 1);
    expect(hover).toBeDefined();
    expect(hover?.markdown).not.toMatch(/<img|\]\(|`c`|command:|https:/);
    expect(shown(hover?.markdown)).toContain(evil.slice(0, 40));
  });

  it('shows exactly what it escapes, control and direction characters left out', () => {
    const text = 'a_b*c [d](e) <f> & \\ ` $(g)';
    expect(shown(escapeMarkdown(text))).toBe(text);
    expect(escapeMarkdown('a\u202eb\nc')).toBe('a b c');
  });

  it('shows names as they are, for readers that show the source of Markdown', () => {
    const plain = [
      'Get_secret',
      'abc_sharedkeyvault_1',
      '"API key (abc_ApiKey)"',
      'x-api-key',
      "O'Brien, 50 %.",
      'a: b',
    ];
    for (const text of plain) expect(escapeMarkdown(text)).toBe(text);
    const hover = hoverOn(definition({ ...secret(), ...call }), '"Get_secret": {');
    expect(hover?.markdown).not.toMatch(/&#?\w+;|\w\\/);
  });

  it('is never markup, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HOSTILE), { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const markdown = escapeMarkdown(text);
        expect(shown(markdown)).toBe(text.replaceAll('\t', ' '));
        expect(plainText(markdown)).toBe(text.replaceAll('\t', ' '));
        // Without what a backslash makes plain, no mark is left.
        const bare = markdown.replace(/\\[!-/:-@[-`{-~]/g, '\u00b7');
        expect(bare).not.toMatch(/[\\`*[\]>~|@<]|&(?!lt;)|\$\(|!\[|:(?=\S)|www\.|^\s*(?:[#+=-]|\d+[.)])/i);
        expect(bare).not.toMatch(/(?<![a-z0-9])_|_(?![a-z0-9])/i);
        expect(markdown).not.toMatch(/<|\]\(|[a-z]:\S|\$\(/i);
      }),
      { numRuns: 2000 },
    );
  });
});
