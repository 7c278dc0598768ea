import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import {
  callWith,
  compose,
  connector,
  type FlowSpec,
  flowText,
  getSecret,
  http,
  inOrder,
  scope,
  secured,
  sendMail,
} from '../../../../../test/harness/flowBuilder.ts';
import { lensesOf } from './index.ts';

/** `step: title` for each lens; a title that a click answers ends with the texts that it shows. */
function lenses(text: string): string[] {
  return lensesOf(check(text)).map(({ span, title, places }) => {
    const shown = places.map((place) => text.slice(place.start, place.end));
    return `${text.slice(span.start, span.end)} ${title}${shown.length > 0 ? ` -> ${shown.join(', ')}` : ''}`;
  });
}

const ofActions = (actions: FlowSpec['actions']): string[] =>
  lenses(flowText({ actions: inOrder(actions) })).filter((line) => !line.startsWith('"Recurrence"'));

const trigger = (kind: string, inputs: object = {}): string[] =>
  lenses(
    flowText({
      triggers: { manual: { type: 'Request', kind, inputs: { schema: {}, ...inputs } } },
      actions: {},
    }),
  ).filter((line) => !/\d (?:error|warning|note)/.test(line));

describe('above a trigger', () => {
  it.each([
    ['All', 'Anyone who has the URL can start this flow'],
    ['Tenant', 'Any user of the tenant can start this flow'],
    ['User', 'Any user of the tenant can start this flow'],
  ])('says who may start the flow (%s)', (triggerAuthenticationType, title) => {
    expect(trigger('Http', { triggerAuthenticationType })).toEqual([`"manual" ${title}`]);
  });

  it('says that named users may start it only where users are named', () => {
    const named = { triggerAuthenticationType: 'User', triggerAllowedUsers: 'ana.li@contoso.example' };
    expect(trigger('Http', named)).toEqual(['"manual" Named users can start this flow']);
  });

  it('does not claim what the file leaves open', () => {
    expect(trigger('Http')).toEqual([
      '"manual" Does not say who may start this flow: perhaps anyone who has the URL',
    ]);
  });

  it('says what starts it otherwise', () => {
    expect(trigger('PowerAppV2')).toEqual(['"manual" Starts when an app calls it']);
    expect(lenses(flowText({ actions: {} }))).toEqual(['"Recurrence" Starts on a schedule']);
  });

  it('says as whom a connector trigger runs', () => {
    const triggers = {
      On_mail: { ...connector('office365', 'OnNewEmailV3', {}), type: 'OpenApiConnectionNotification' },
    };
    expect(lenses(flowText({ triggers, actions: {} }))).toEqual([
      `"On_mail" Starts on: When a new email arrives (V3), Office 365 Outlook · runs as the maker's connection -> "shared_office365"`,
    ]);
  });
});

describe('above a step', () => {
  it('names connector, as whom it runs and what is secured; a second counts the findings', () => {
    expect(
      ofActions({
        Get_secret: secured(getSecret(), 'outputs'),
        Get_other: getSecret(),
        Call: callWith("@{outputs('Get_secret')?['body/value']}"),
        Plain: http({}),
        Keep: compose('x'),
      }),
    ).toEqual([
      `"Get_secret" Azure Key Vault · runs as the maker's connection · outputs secured -> "shared_keyvault"`,
      `"Get_other" Azure Key Vault · runs as the maker's connection · outputs show a secret -> "shared_keyvault"`,
      '"Get_other" 1 error -> "Get_other"',
      '"Call" inputs hidden',
    ]);
  });

  it("tells the starter's connection, and one that is not declared", () => {
    const text = flowText({ actions: { Tell: sendMail('Hello') } });
    const own = text.replaceAll('"embedded"', '"invoker"');
    expect(lenses(own)[1]).toBe(
      '"Tell" Office 365 Outlook · runs as the person who starts the flow -> "shared_office365"',
    );
    const gone = text.replace('"shared_office365": {', '"shared_other": {');
    expect(lenses(gone)[1]).toBe('"Tell" Office 365 Outlook · its connection is not declared in this flow');
  });

  it('counts the findings of the step itself, the worst first, those of nested steps left out', () => {
    const found = ofActions({
      Try: scope({
        Call: http({ uri: 'http://api.contoso.example', headers: { 'x-api-key': '0fa4e5ec' + 'd3b21a77' } }),
        Get_secret: getSecret(),
      }),
    });
    expect(found.filter((line) => line.startsWith('"Try"'))).toEqual([]);
    const counts = found.filter((line) => /\d (?:error|warning)/.test(line));
    expect(counts.map((line) => line.replace(/ ->.*/, ''))).toEqual([
      '"Call" 2 errors',
      '"Get_secret" 1 error',
    ]);
  });

  it('counts what stands in a container behind its steps at the container', () => {
    const found = ofActions({
      Check: { type: 'If', actions: { Get_secret: getSecret() }, expression: '@equals(1, 2' },
    });
    const counts = found.filter((line) => /\d error/.test(line));
    expect(counts.map((line) => line.replace(/ ->.*/, ''))).toEqual([
      '"Check" 1 error',
      '"Get_secret" 1 error',
    ]);
  });

  it('knows connectors by the names that Logic Apps give them', () => {
    const text = JSON.stringify({
      definition: {
        $schema:
          'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
        triggers: {},
        actions: {
          Send: {
            type: 'ApiConnection',
            inputs: {
              host: { connection: { name: "@parameters('$connections')['office365']['connectionId']" } },
              method: 'post',
              path: '/v2/Mail',
            },
          },
        },
      },
      kind: 'Stateful',
    });
    expect(lenses(text)[0]).toBe('"Send" Office 365 Outlook · its connection is not declared in this flow');
  });
});

it('titles hold one line, and no icons of names', () => {
  const api = 'shared_$(alert)\\u202e\\n<b>';
  const text = flowText({ actions: { Call: sendMail('x') } }).replaceAll(
    'apis/shared_office365',
    `apis/${api}`,
  );
  const titles = lensesOf(check(text)).map(({ title }) => title);
  expect(titles.join()).toContain('alert');
  for (const title of titles) {
    expect(title).not.toMatch(/\$\(|[\n\u202e]/);
    expect(title.length).toBeLessThanOrEqual(160);
  }
});

it('are none where there is no flow', () => {
  expect(lensesOf(check('[1, 2]'))).toEqual([]);
});
