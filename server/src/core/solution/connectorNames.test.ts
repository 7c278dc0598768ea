import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../test/harness/fakes.ts';
import { checkIn } from '../../../../test/harness/repairs.ts';
import { outlineOf } from '../editor/outline/index.ts';
import { stepTexts } from '../editor/stepText/index.ts';
import { openDocument } from '../flow/index.ts';
import { connectionsOf } from '../workspace/connections/index.ts';
import { connectorNameIn } from './connectorNames.ts';
import { kindOf } from './kinds.ts';
import { overviewsOf } from './overview/index.ts';
import {
  CUSTOMIZATIONS,
  FLOW_ID,
  type Folder,
  load,
  MANIFEST,
  only,
  UNPACKED,
  UNZIPPED,
  uriOf,
  YAML,
} from './testing.ts';

const HASH = '0123456789abcdef';
const ORDERS = `shared_abc-5forders-20api-5f${HASH}`;
const ID = 'de4da0c8-bd02-41df-b0da-bbe0290e8fb4';

const connector = (
  name: string,
  displayName: string,
  id = ID,
): string => `<?xml version="1.0" encoding="utf-8"?>
<Connector xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <connectorid>${id}</connectorid>
  <displayname>${displayName}</displayname>
  <name>${name}</name>
  <connectortype>1</connectortype>
  <openapidefinition>/Connector/${name}_openapidefinition.json</openapidefinition>
</Connector>`;

const withConnectors = (...texts: string[]): Folder => ({
  ...UNPACKED,
  ...Object.fromEntries(texts.map((text, at) => [`src/Connectors/c${at}.xml`, text])),
});
const nameIn = (folder: Folder, apiName: string): string => connectorNameIn(only(folder), apiName);

/** The same customizations with a reference to a custom connector. */
const withReference = (apiName: string, id: string): string =>
  CUSTOMIZATIONS.replace(
    '</connectionreferences>',
    `<connectionreference connectionreferencelogicalname="abc_own"><connectorid>/providers/Microsoft.PowerApps/apis/${apiName}</connectorid><customconnectorid><connectorid>{${id.toUpperCase()}}</connectorid></customconnectorid></connectionreference></connectionreferences>`,
  );

describe('the name of a connector', () => {
  it.each([
    ['abc_orders-20api', ORDERS],
    ['abc_5Forders-20api', ORDERS],
    ['abc_orders-20api', `/providers/Microsoft.PowerApps/apis/${ORDERS}`],
    ['abc_orders-20api', `${ORDERS}_2`],
    ['ABC_Orders-20API', ORDERS.replace(HASH, 'fedcba9876543210')],
  ])('is the display name of "%s" for %s', (name, apiName) => {
    const folder = withConnectors(connector(name, 'Orders &amp; more'));
    expect(nameIn(folder, apiName)).toBe('Orders & more');
  });

  it('is known by the id that a connection reference has, whatever the two are called', () => {
    const folder = {
      ...withConnectors(connector('other_name', 'Orders')),
      'src/Other/Customizations.xml': withReference(`shared_renamed-5f${HASH}`, ID),
    };
    expect(nameIn(folder, `shared_renamed-5f${HASH}`)).toBe('Orders');
  });

  it('stands in the customizations of an unzipped solution', () => {
    const inline = connector('abc_orders-20api', 'Orders').replace(/<\?xml.*\?>\s*/, '');
    const [key] = Object.keys(UNZIPPED).filter((one) => one === 'customizations.xml');
    const text = UNZIPPED[key!]!.replace('<Entities />', `<Connectors>${inline}</Connectors>`);
    expect(nameIn({ ...UNZIPPED, [key!]: text }, ORDERS)).toBe('Orders');
  });

  it('stands beside a solution in the YAML format, as far as the file is XML', () => {
    const folder = { ...YAML, 'connectors/abc_orders.xml': connector('abc_orders-20api', 'Orders') };
    expect(nameIn(folder, ORDERS)).toBe('Orders');
    expect(nameIn(YAML, ORDERS)).toBe(ORDERS.replace('shared_', ''));
  });

  it('stays as the files of flows have it where nothing tells, or two are meant', () => {
    const own = ORDERS.replace('shared_', '');
    expect(nameIn(UNPACKED, ORDERS)).toBe(own);
    expect(nameIn(withConnectors(connector('abc_other', 'Other')), ORDERS)).toBe(own);
    expect(nameIn(withConnectors(connector('abc_orders-20api', '  ')), ORDERS)).toBe(own);
    const two = withConnectors(connector('abc_orders-20api', 'A'), connector('abc_5forders-20api', 'B', 'x'));
    expect(nameIn(two, ORDERS)).toBe(own);
    expect(connectorNameIn(undefined, ORDERS)).toBe(own);
    expect(nameIn(withConnectors(connector('__proto__', 'X')), '__proto__')).toBe('__proto__');
  });

  it('is never taken from a file for a connector of Microsoft', () => {
    const folder = {
      ...withConnectors(connector('shared_office365', 'Mine')),
      'src/Other/Customizations.xml': withReference('shared_office365', ID),
    };
    expect(nameIn(folder, 'shared_office365')).toBe('Office 365 Outlook');
  });

  it('holds no secret', () => {
    const folder = withConnectors(connector('abc_orders-20api', `Orders ${FAKES.githubToken}`));
    expect(nameIn(folder, ORDERS)).toMatch(/^Orders /);
    expect(nameIn(folder, ORDERS)).not.toContain(FAKES.githubToken!.slice(4, 20));
  });
});

describe('the file of a connector', () => {
  it('is read by its folder, and one that is damaged or something else is no problem', () => {
    expect(kindOf(uriOf('src/Connectors/abc_orders.xml'))).toBe('connector');
    expect(kindOf(uriOf('src/Connectors/abc_orders_openapidefinition.json'))).toBeUndefined();
    expect(kindOf(uriOf('src/Other/abc_orders.xml'))).toBeUndefined();
    const whole = connector('abc_orders-20api', 'Orders');
    const model = only(withConnectors(whole.slice(0, 150), '<Other><name>a</name></Other>'));
    expect([model.connectors, model.problems]).toEqual([[], []]);
  });

  it('changes the solution when its name does, and not when it moves', () => {
    const files = load(withConnectors(connector('abc_orders-20api', 'Orders')));
    const before = files.solutions()[0]!.fingerprint;
    const uri = uriOf('src/Connectors/c0.xml');
    expect(files.set(uri, connector('abc_orders-20api', 'Orders').replace('?>', '?>\n'))).toBe(false);
    expect(files.solutions()[0]!.fingerprint).toBe(before);
    expect(files.set(uri, connector('abc_orders-20api', 'Sales'))).toBe(true);
    expect(files.solutions()[0]!.fingerprint).not.toBe(before);
  });
});

describe('what is shown', () => {
  const flow = JSON.stringify({
    properties: {
      connectionReferences: {
        [ORDERS]: {
          runtimeSource: 'embedded',
          connection: { connectionReferenceLogicalName: 'abc_own' },
          api: { name: ORDERS },
        },
      },
      definition: {
        $schema: 's/workflowdefinition.json#',
        triggers: { Daily: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
        actions: {
          Get_it: {
            type: 'OpenApiConnection',
            runAfter: {},
            inputs: {
              host: { connectionName: ORDERS, operationId: 'GetOrder', apiId: `/x/apis/${ORDERS}` },
            },
          },
        },
      },
    },
    schemaVersion: '1.0.0.0',
  });
  const uri = uriOf(`src/Workflows/NotifyTeam-${FLOW_ID.toUpperCase()}.json`);
  const folder = {
    ...withConnectors(connector('abc_orders-20api', 'Orders of Contoso')),
    'src/Other/Solution.xml': MANIFEST,
  };

  const workspaceWith = (text: string) =>
    new Map([...Object.entries(folder).map(([path, own]) => [uriOf(path), own] as const), [uri, text]]);

  it('has the name people know: steps, and connections with what stands behind them', () => {
    const analysis = checkIn(workspaceWith(flow), uri);
    expect(JSON.stringify(outlineOf(analysis))).toContain('Get order (Orders of Contoso)');
    const overviews = overviewsOf(openDocument({ uri, text: flow }));
    const names = connectionsOf(only(folder), overviews).map((one) => one.name);
    expect(names).toContain('Orders of Contoso');
    expect(names).not.toContain(ORDERS.replace('shared_', ''));
  });

  it('has it in the outline of steps that is compared', () => {
    const [text] = stepTexts(uri, [flow], only(folder));
    expect(text).toContain('Orders of Contoso: abc_own');
    const [alone] = stepTexts(uri, [flow]);
    expect(alone).toContain(`${ORDERS.replace('shared_', '')}: abc_own`);
  });

  it.each([
    ['connection-reference-undeclared', flow],
    ['connection-instead-of-reference', flow.replace('"connectionReferenceLogicalName"', '"name"')],
    ['connection-key-unused', flow.replace(`"connectionName":"${ORDERS}"`, '"connectionName":"other"')],
  ])('has it in what %s says', (ruleId, text) => {
    const messages = checkIn(workspaceWith(text), uri)
      .findings.filter((one) => one.ruleId === ruleId)
      .map((one) => one.message);
    expect(messages).toEqual([expect.stringContaining(`"${ORDERS}" (Orders of Contoso)`)]);
  });
});
