import { describe, expect, it } from 'vitest';
import type { DlpPolicy } from '../../config/policy/index.ts';
import { openDocument } from '../../flow/index.ts';
import { type FlowOverview, overviewsOf } from '../../solution/overview/index.ts';
import { ownersOf } from '../../solution/owners/index.ts';
import { type Folder, load, MANIFEST, uriOf } from '../../solution/testing.ts';
import { connectionsOf, connectorsOfFlow, groupText } from './index.ts';
import type { ConnectionContext, Connector } from './types.ts';

const FLOW = '0a1b2c3d-1111-2222-3333-444455556666';
const FILE = `src/Workflows/Notify-${FLOW.toUpperCase()}.json`;
const OTHER = 'src/Workflows/Close-1B2C3D4E-1111-2222-3333-444455556666.json';

const reference = (logicalName: string, api: string, display = '') =>
  `<connectionreference connectionreferencelogicalname="${logicalName}">${display && `<connectionreferencedisplayname>${display}</connectionreferencedisplayname>`}<connectorid>/providers/Microsoft.PowerApps/apis/${api}</connectorid></connectionreference>`;

const customizations = (...references: string[]) =>
  `<ImportExportXml><Workflows /><connectionreferences>${references.join('')}</connectionreferences></ImportExportXml>`;

const bound = (api: string, logicalName: string, runtimeSource = 'embedded') => ({
  runtimeSource,
  connection: { connectionReferenceLogicalName: logicalName },
  api: { name: api },
});

const call = (connectionName: string, operationId = 'GetItems') => ({
  type: 'OpenApiConnection',
  runAfter: {},
  inputs: { host: { connectionName, operationId, apiId: `/providers/x/apis/${connectionName}` } },
});

const flow = (connectionReferences: object, actions: object) =>
  JSON.stringify({
    properties: {
      connectionReferences,
      definition: {
        $schema: 's/workflowdefinition.json#',
        triggers: { t: { type: 'Recurrence' } },
        actions,
      },
    },
  });

function overviews(folder: Folder): FlowOverview[] {
  return Object.entries(folder)
    .filter(([path]) => path.startsWith('src/Workflows/') && path.endsWith('.json'))
    .flatMap(([path, text]) => overviewsOf(openDocument({ uri: uriOf(path), text })));
}

function connectors(folder: Folder, context: ConnectionContext = {}): readonly Connector[] {
  const [model] = load(folder).solutions();
  return connectionsOf(model, overviews(folder), context);
}

/** `Connector: name (kind) [badges] flow.step`, one line a connection. */
const lines = (all: readonly Connector[]) =>
  all.flatMap(({ name, connections }) =>
    connections.map(
      (one) =>
        `${name}: ${one.name} (${one.kind}) [${one.badges.map((badge) => badge.kind)}] ${one.uses
          .map((use) => `${use.flowName}.${use.steps.map((step) => step.name).join('+')}`)
          .join(' ')}`,
    ),
  );

const SOLUTION: Folder = {
  'src/Other/Solution.xml': MANIFEST,
  'src/Other/Customizations.xml': customizations(
    reference('abc_mail', 'shared_office365', 'Shared mailbox'),
    reference('abc_spare', 'shared_sharepointonline'),
  ),
  [FILE]: flow(
    {
      shared_office365: bound('shared_office365', 'abc_Mail'),
      shared_teams: bound('shared_teams', 'abc_gone', 'invoker'),
    },
    {
      Send: call('shared_office365', 'SendEmailV2'),
      Post: call('shared_teams'),
      Call: { type: 'Http', inputs: {} },
    },
  ),
};

describe('connectionsOf', () => {
  it('sorts references by connector and names their flows and steps', () => {
    expect(lines(connectors(SOLUTION))).toEqual([
      'HTTP: No connection needed (built-in) [] Notify.Call',
      'Microsoft Teams: abc_gone (reference) [undeclared,invoker] Notify.Post',
      'Office 365 Outlook: Shared mailbox (reference) [embedded] Notify.Send',
      'SharePoint: abc_spare (reference) [unused] ',
    ]);
  });

  it('tells where everything stands', () => {
    const all = connectors(SOLUTION).flatMap((one) => one.connections);
    const textAt = ({ uri, span }: { uri: string; span: { start: number; end: number } }) =>
      SOLUTION[uri.slice(uriOf('').length)]!.slice(span.start, span.end);
    const mail = all.find((one) => one.logicalName === 'abc_mail')!;
    expect(textAt(mail.place)).toBe('abc_mail');
    expect(textAt(mail.uses[0]!.place)).toBe('"shared_office365"');
    expect(textAt(mail.uses[0]!.namePlace!)).toBe('"abc_Mail"');
    const gone = all.find((one) => one.logicalName === 'abc_gone')!;
    expect(textAt(gone.place)).toBe('"abc_gone"');
    for (const { badges } of all)
      for (const { places, label, tip } of badges) {
        expect(places.length).toBeGreaterThan(0);
        expect(`${label}${tip}`).not.toContain('undefined');
      }
    expect(new Set(all.map((one) => one.id)).size).toBe(all.length);
  });

  it('calls nothing unused that a flow may use', () => {
    const isUnused = (folder: Folder, context?: ConnectionContext) =>
      lines(connectors(folder, context)).some((line) => line.includes('[unused]'));
    expect(isUnused(SOLUTION)).toBe(true);
    expect(isUnused(SOLUTION, { complete: false })).toBe(false);
    const damaged = `${SOLUTION[FILE]!.slice(0, -1)},`;
    expect(isUnused({ ...SOLUTION, [FILE]: damaged })).toBe(false);
    // Which connection is used is worked out while the flow runs.
    const chosen = flow(
      { shared_sharepointonline: bound('shared_sharepointonline', 'abc_spare') },
      {
        Choose: {
          type: 'ApiConnection',
          inputs: { host: { connection: { name: "@parameters('$connections')[variables('x')]" } } },
        },
      },
    );
    expect(isUnused({ ...SOLUTION, [OTHER]: chosen })).toBe(false);
    const idle = flow({ shared_sharepointonline: bound('shared_sharepointonline', 'abc_spare') }, {});
    expect(isUnused({ ...SOLUTION, [OTHER]: idle })).toBe(true);
  });

  it('tells duplicates apart by settings and by the way they are used', () => {
    const two = (source: string, ids: readonly [string, string] | undefined): Folder => ({
      ...SOLUTION,
      'src/Other/Customizations.xml': customizations(
        reference('abc_sharedoffice365_0000a', 'shared_office365'),
        reference('abc_sharedoffice365_0000b', 'shared_office365'),
      ),
      [FILE]: flow({ a: bound('shared_office365', 'abc_sharedoffice365_0000a') }, { A: call('a') }),
      [OTHER]: flow({ b: bound('shared_office365', 'abc_sharedoffice365_0000b', source) }, { B: call('b') }),
      ...(ids && {
        'config/deploymentSettings.Test.json': JSON.stringify({
          EnvironmentVariables: [],
          ConnectionReferences: [
            { LogicalName: 'abc_sharedoffice365_0000a', ConnectionId: ids[0], ConnectorId: 'x' },
            { LogicalName: 'abc_sharedoffice365_0000b', ConnectionId: ids[1], ConnectorId: 'x' },
          ],
        }),
      }),
    });
    const duplicates = (folder: Folder) =>
      lines(connectors(folder)).filter((line) => line.includes('duplicate')).length;
    expect(duplicates(two('embedded', undefined))).toBe(2);
    expect(duplicates(two('invoker', undefined))).toBe(0);
    // A flow that uses both tells them apart, as rule connection-reference-duplicate has it.
    const both = flow(
      {
        a: bound('shared_office365', 'abc_sharedoffice365_0000a'),
        b: bound('shared_office365', 'abc_sharedoffice365_0000b'),
      },
      { A: call('a'), B: call('b') },
    );
    expect(duplicates({ ...two('embedded', undefined), [FILE]: both })).toBe(0);
    expect(duplicates(two('embedded', ['one', 'one']))).toBe(2);
    expect(duplicates(two('embedded', ['#{one}#', '#{two}#']))).toBe(0);
  });

  it('joins settings and owners of a reference', () => {
    const folder: Folder = {
      ...SOLUTION,
      'config/Test/customDeploymentSettings.json': '{}',
      'config/Test/deploymentSettings.json': JSON.stringify({
        EnvironmentVariables: [],
        ConnectionReferences: [
          {
            LogicalName: 'abc_mail',
            ConnectionId: '#{mail}#',
            ConnectorId: 'x',
            ConnectionOwner: 'robot@contoso.example',
          },
          { LogicalName: 'abc_spare', ConnectionId: '', ConnectorId: 'x' },
        ],
      }),
    };
    const [model] = load(folder).solutions();
    const owners = ownersOf(model!, () => undefined);
    const all = connectionsOf(model, overviews(folder), { owners }).flatMap((one) => one.connections);
    const mail = all.find((one) => one.logicalName === 'abc_mail')!;
    expect(mail.settings).toMatchObject([{ fileName: 'deploymentSettings.json of Test', state: 'token' }]);
    expect(mail.owners.map((one) => one.principal.name)).toEqual(['robot@contoso.example']);
    expect(all.find((one) => one.logicalName === 'abc_spare')!.settings).toMatchObject([{ state: 'empty' }]);
  });

  it('knows the older forms, and keys that nobody declares', () => {
    const folder: Folder = {
      ...SOLUTION,
      [FILE]: flow(
        {
          one: { connectionName: 'shared-office365-1', id: '/x/apis/shared_office365', source: 'Embedded' },
          two: { runtimeSource: 'embedded', connection: {}, api: { name: 'shared_office365' } },
          three: { runtimeSource: 'invoker', connection: {}, api: { name: 'shared_office365' } },
        },
        { A: call('one'), B: call('two'), C: call('three'), D: call('shared_nowhere') },
      ),
    };
    const found = lines(connectors(folder)).filter((line) => line.includes('Notify'));
    expect(found).toEqual([
      'nowhere: Not declared in the flow (missing) [undeclared] Notify.D',
      'Office 365 Outlook: Connection of the person who starts the flow (caller) [invoker] Notify.C',
      'Office 365 Outlook: No connection yet (nothing) [unbound] Notify.B',
      'Office 365 Outlook: shared-office365-1 (connection) [embedded,direct] Notify.A',
    ]);
  });

  it('lists flows without a solution, and says nothing of what is declared', () => {
    expect(lines(connectionsOf(undefined, overviews(SOLUTION)))).toEqual([
      'HTTP: No connection needed (built-in) [] Notify.Call',
      'Microsoft Teams: abc_gone (reference) [invoker] Notify.Post',
      'Office 365 Outlook: abc_Mail (reference) [embedded] Notify.Send',
    ]);
  });

  it('tells the group of a connector under each policy', () => {
    const policy = (name: string, group: 'business' | 'blocked'): DlpPolicy => ({
      name,
      defaultGroup: 'nonBusiness',
      groups: new Map([['shared_teams', group]]),
      actions: new Map(),
      customs: new Map(),
      coversBuiltIns: true,
    });
    const of = (...dlp: DlpPolicy[]) => {
      const all = connectors(SOLUTION, {
        policy: { dlpFile: 'p', dlp, allowedHosts: [], blockedHosts: [] },
      });
      return all.map((one) => `${one.name}: ${groupText(one.groups)}`);
    };
    expect(of()).toContain('Microsoft Teams: ');
    expect(of(policy('A', 'business'))).toEqual([
      'HTTP: non-business',
      'Microsoft Teams: business',
      'Office 365 Outlook: non-business',
      'SharePoint: non-business',
    ]);
    expect(of(policy('A', 'business'), { ...policy('B', 'business'), groups: new Map() })).toContain(
      'Microsoft Teams: business (A), non-business (B)',
    );
  });
});

describe('connectorsOfFlow', () => {
  it('lists them with their tier', () => {
    expect(
      connectorsOfFlow(overviews(SOLUTION)[0]!, undefined).map((one) => `${one.name} ${one.tier}`),
    ).toEqual(['HTTP premium', 'Microsoft Teams standard', 'Office 365 Outlook standard']);
  });
});
