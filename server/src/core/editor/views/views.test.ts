import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';
import { MANIFEST } from '../../solution/testing.ts';
import { rowOf, rowsBelow, type TreeName, usesOf, WorkspaceState } from './index.ts';
import { allRows, type Folder, linesOf, uriOf, workspaceOf } from './testing.ts';

const NOTIFY = '0a1b2c3d-1111-2222-3333-444455556666';
const CLOSE = '1b2c3d4e-1111-2222-3333-444455556666';
const NOTIFY_FILE = `src/Workflows/Notify-${NOTIFY.toUpperCase()}.json`;
const CLOSE_FILE = `src/Workflows/Close-${CLOSE.toUpperCase()}.json`;
const SETTINGS = 'config/Test/deploymentSettings.json';

const reference = (logicalName: string, api: string, display: string) =>
  `<connectionreference connectionreferencelogicalname="${logicalName}"><connectionreferencedisplayname>${display}</connectionreferencedisplayname><connectorid>/providers/Microsoft.PowerApps/apis/${api}</connectorid></connectionreference>`;

const bound = (api: string, logicalName: string, runtimeSource = 'embedded') => ({
  runtimeSource,
  connection: { connectionReferenceLogicalName: logicalName },
  api: { name: api },
});

const call = (connectionName: string, operationId: string, api: string, parameters: object) => ({
  type: 'OpenApiConnection',
  runAfter: {},
  inputs: {
    host: { connectionName, operationId, apiId: `/providers/Microsoft.PowerApps/apis/shared_${api}` },
    parameters,
  },
});

const BUTTON = { manual: { type: 'Request', kind: 'Button', inputs: { schema: {} } } };

const http = (headers = {}) => ({
  type: 'Http',
  runAfter: {},
  inputs: { method: 'POST', uri: 'https://orders.contoso.example/api', headers },
});

const MAIL = {
  'emailMessage/To': 'Sales',
  'emailMessage/Subject': 'Orders',
  'emailMessage/Body': 'Done',
};

const child = (id: string) => ({
  type: 'Workflow',
  runAfter: {},
  inputs: { host: { workflowReferenceName: id } },
});

const flow = (connectionReferences: object, actions: object, triggers: object = BUTTON) =>
  JSON.stringify(
    {
      properties: {
        connectionReferences,
        definition: {
          $schema:
            'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
          triggers,
          actions,
        },
      },
    },
    undefined,
    2,
  );

const metadata = (id: string, name: string, file: string) =>
  `<Workflow WorkflowId="{${id}}" Name="${name}"><JsonFileName>/${file.replace('src/', '')}</JsonFileName><Category>5</Category><StateCode>1</StateCode></Workflow>`;

const CONNECTIONS = {
  mail: bound('shared_office365', 'abc_mail', 'invoker'),
  data: bound('shared_commondataserviceforapps', 'abc_lost'),
};

const NOTIFY_TEXT = flow(CONNECTIONS, {
  Send_an_email: call('mail', 'SendEmailV2', 'office365', MAIL),
  Find_rows: call('data', 'ListRecords', 'commondataserviceforapps', { entityName: 'orders' }),
  Call_ERP: http(),
});

const FOLDER: Folder = {
  'src/Other/Solution.xml': MANIFEST.replace(
    '</RootComponents>',
    `<RootComponent type="29" id="{${CLOSE}}" behavior="0" /></RootComponents>`,
  ),
  'src/Other/Customizations.xml': `<ImportExportXml><Workflows /><connectionreferences>${reference('abc_mail', 'shared_office365', 'Team mailbox')}${reference('abc_old', 'shared_teams', 'Old chat')}</connectionreferences></ImportExportXml>`,
  [NOTIFY_FILE]: NOTIFY_TEXT,
  [`${NOTIFY_FILE}.data.xml`]: metadata(NOTIFY, 'Notify team &amp; others', NOTIFY_FILE),
  [CLOSE_FILE]: flow(
    { mail: bound('shared_office365', 'abc_mail', 'invoker') },
    {
      Send: call('mail', 'SendEmailV2', 'office365', MAIL),
      Notify: child(NOTIFY),
    },
  ),
  [`${CLOSE_FILE}.data.xml`]: metadata(CLOSE, 'Close orders', CLOSE_FILE),
  [SETTINGS]: JSON.stringify(
    {
      EnvironmentVariables: [],
      ConnectionReferences: [
        { LogicalName: 'abc_mail', ConnectionId: 'c1', ConnectionOwner: 'svc-mail@contoso.example' },
        { LogicalName: 'abc_old', ConnectionId: '' },
      ],
    },
    undefined,
    2,
  ),
};

const OWNED: Folder = {
  ...FOLDER,
  'flow-owners.json': JSON.stringify(
    {
      flows: [
        {
          flow: NOTIFY,
          owner: 'anna@contoso.example',
          coOwners: [{ name: 'Order desk', kind: 'team' }],
          reviewBy: '2030-12-31',
        },
      ],
    },
    undefined,
    2,
  ),
  CODEOWNERS: '* @contoso/flows\n',
};

/** Settings of the ALM Accelerator: owners by the id of the flow. */
const almSettings = (owners: readonly (readonly [id: string, owner: string])[]) =>
  JSON.stringify({
    SolutionComponentOwnershipConfiguration: owners.map(([id, ownerEmail]) => ({
      solutionComponentType: 29,
      solutionComponentName: 'x',
      solutionComponentUniqueName: id,
      ownerEmail,
    })),
  });

const rowNamed = (folder: Folder, tree: TreeName, label: string) =>
  allRows(workspaceOf(folder), tree).find(([, row]) => row.label === label)?.[1];
const cut = (text: string, span: { start: number; end: number } | undefined) =>
  span && text.slice(span.start, span.end);

describe('the tree of connections', () => {
  it('goes from the solution to the step', () => {
    expect(linesOf(workspaceOf(FOLDER), 'connections')).toEqual([
      '[package] NotifySolution | 2 flows',
      '  [globe] HTTP | premium · needs no connection',
      '    [zap] Notify team & others | 1 step',
      '      [edit] Call ERP | Sends an HTTP request to orders.contoso.example (POST) · writes',
      '  [plug] Microsoft Dataverse | premium · 1 connection · 1 to look at',
      "    [error] abc_lost | not declared · runs as the maker's connection",
      '      [zap] Notify team & others | 1 step',
      '        [eye] Find rows | List rows · reads',
      '  [plug] Microsoft Teams | standard · 1 connection · 1 to look at',
      '    [info] Old chat | used by no flow · abc_old',
      '      [settings-gear] deploymentSettings.json of Test | no connection set',
      '  [plug] Office 365 Outlook | standard · 1 connection',
      '    [link] Team mailbox | runs as the person who starts it · abc_mail',
      '      [server-process] svc-mail@contoso.example | owns the connection · deploymentSettings.json of Test, line 7',
      '      [zap] Close orders | 1 step',
      '        [edit] Send | Send an email (V2) · writes',
      '      [zap] Notify team & others | 1 step',
      '        [edit] Send an email | Send an email (V2) · writes',
      '      [settings-gear] deploymentSettings.json of Test | mapped',
    ]);
  });

  it('opens the only solution', () => {
    const workspace = workspaceOf(FOLDER);
    expect(rowsBelow(workspace, 'connections', undefined)?.map((one) => one.children)).toEqual(['expanded']);
    const two = workspaceOf({ ...FOLDER, 'loose/x.json': NOTIFY_TEXT });
    expect(rowsBelow(two, 'connections', undefined)?.map((one) => [one.label, one.children])).toEqual([
      ['NotifySolution', 'collapsed'],
      ['Outside of solutions', 'collapsed'],
    ]);
  });

  it('leaves out the level of connectors, and keeps the rows', () => {
    const workspace = workspaceOf(FOLDER);
    const flat = { groupByConnector: false };
    expect(linesOf(workspace, 'connections', flat).filter((one) => /^ {2}\S/.test(one))).toEqual([
      "  [error] abc_lost | Microsoft Dataverse · not declared · runs as the maker's connection",
      '  [globe] HTTP | premium · needs no connection',
      '  [info] Old chat | Microsoft Teams · used by no flow · abc_old',
      '  [link] Team mailbox | Office 365 Outlook · runs as the person who starts it · abc_mail',
    ]);
    const ids = (options: object) =>
      allRows(workspace, 'connections', options)
        .map(([, row]) => row.id)
        .sort();
    expect(ids({}).filter((id) => !id.includes('/connector%20'))).toEqual(ids(flat));
  });

  it('leaves only what needs a look', () => {
    expect(
      linesOf(workspaceOf(FOLDER), 'connections', { onlyProblems: true }).filter((one) =>
        /^ {4}\S/.test(one),
      ),
    ).toEqual([
      "    [error] abc_lost | not declared · runs as the maker's connection",
      '    [info] Old chat | used by no flow · abc_old',
    ]);
  });

  it('leads to the exact places', () => {
    const declared = rowNamed(FOLDER, 'connections', 'Team mailbox');
    expect(declared?.place?.uri).toBe(uriOf('src/Other/Customizations.xml'));
    expect(cut(FOLDER['src/Other/Customizations.xml']!, declared?.place?.span)).toBe('abc_mail');
    expect(declared).toMatchObject({ copy: 'abc_mail', hasUses: true, kind: 'reference' });
    const step = rowNamed(FOLDER, 'connections', 'Find rows');
    expect(cut(NOTIFY_TEXT, step?.place?.span)).toBe('"Find_rows"');
    expect(cut(NOTIFY_TEXT, step?.declaration?.span)).toBe('"data"');
    expect(step).toMatchObject({ copy: 'Find_rows', flow: uriOf(NOTIFY_FILE) });
  });

  it('finds every use', () => {
    const workspace = workspaceOf(FOLDER);
    const uses = (label: string) => usesOf(workspace, rowNamed(FOLDER, 'connections', label)!.id);
    expect(uses('Team mailbox')).toEqual({
      named: { kind: 'connectionReference', name: 'abc_mail' },
      uri: uriOf('src/Other/Customizations.xml'),
    });
    const connector = uses('Microsoft Dataverse');
    const places = connector !== undefined && 'places' in connector ? connector.places : [];
    expect(places.map(({ uri, span }) => cut(FOLDER[uri.slice(uriOf('').length)]!, span))).toEqual([
      '"abc_lost"',
      '"Find_rows"',
    ]);
    expect(uses('Notify team & others')).toMatchObject({
      named: { kind: 'childFlow' },
      uri: uriOf(NOTIFY_FILE),
    });
    expect(rowNamed(FOLDER, 'connections', 'Close orders')?.hasUses).toBeUndefined();
  });

  it('tells the group of a policy, and what is blocked', () => {
    const policy = {
      dlpFile: undefined,
      allowedHosts: [],
      blockedHosts: [],
      dlp: [
        {
          name: 'Tenant',
          defaultGroup: 'business' as const,
          groups: new Map([['http', 'blocked' as const]]),
          actions: new Map(),
          customs: new Map(),
          coversBuiltIns: true,
        },
      ],
    };
    const workspace = workspaceOf(FOLDER, { ...DEFAULT_CONFIG, policy });
    const rows = allRows(workspace, 'connections').map(([, row]) => row);
    const blocked = rows.find((one) => one.label === 'HTTP');
    expect(blocked).toMatchObject({
      severity: 'error',
      description: 'premium · blocked · needs no connection',
      ariaLabel: 'HTTP, connector, premium, blocked, needs no connection',
    });
    expect(blocked?.tooltip).toContain('Policy group (blocked): Tenant');
    expect(rows.find((one) => one.label === 'Microsoft Dataverse')?.description).toMatch(
      /^premium · business · /,
    );
  });
});

describe('the tree of owners', () => {
  it('has one group while nothing is known, and says where an owner could be recorded', () => {
    expect(linesOf(workspaceOf({ ...FOLDER, [SETTINGS]: '{}' }), 'owners')).toEqual([
      '[question] No owner recorded | 2 flows',
      '  [info] Can be recorded in flow-owners.json | a new file',
      '  [zap] Close orders',
      '  [zap] Notify team & others',
    ]);
  });

  it('goes from the owner over the role to the flow, with the source', () => {
    expect(linesOf(workspaceOf(OWNED), 'owners')).toEqual([
      '[question] No owner recorded | 1 flow',
      '  [info] Can be recorded in flow-owners.json',
      '  [zap] Close orders | code owner: @contoso/flows',
      '[organization] @contoso/flows | team · code owner',
      '  [tag] Code owner | 2 flows',
      '    [zap] Close orders | CODEOWNERS, line 1',
      '    [zap] Notify team & others | CODEOWNERS, line 1',
      '[person] anna@contoso.example | person · owns 1 flow',
      '  [tag] Owner | 1 flow',
      '    [zap] Notify team & others | flow-owners.json, line 5 · to be looked at by 2030-12-31',
      '[organization] Order desk | team · co-owner',
      '  [tag] Co-owner | 1 flow',
      '    [zap] Notify team & others | flow-owners.json, line 8',
      '[server-process] svc-mail@contoso.example | service account · owns a connection',
      '  [tag] Owns a connection | 1 connection',
      '    [link] Team mailbox | deploymentSettings.json of Test, line 7',
    ]);
    const row = allRows(workspaceOf(OWNED), 'owners').find(
      ([depth, one]) => depth === 2 && one.kind === 'flow',
    )?.[1];
    expect(row).toMatchObject({
      flow: uriOf(CLOSE_FILE),
      copy: CLOSE,
      declaration: { uri: uriOf(CLOSE_FILE) },
    });
    expect(cut('* @contoso/flows\n', row?.place?.span)).toBe('@contoso/flows');
  });

  it('shows contradicting sources side by side, and marks them', () => {
    const folder = {
      ...FOLDER,
      'flow-owners.json': JSON.stringify({ flows: [{ flow: CLOSE, owner: 'anna@contoso.example' }] }),
      'config/Test/customDeploymentSettings.json': almSettings([[CLOSE, 'svc-test@contoso.example']]),
    };
    const workspace = workspaceOf(folder);
    const lines = linesOf(workspace, 'owners');
    const at = lines.findIndex((one) => one.startsWith('[warning] Sources disagree'));
    expect(at).toBe(0);
    expect(lines.slice(1, 4).map((one) => one.replace(/, line.*/, ''))).toEqual([
      '  [warning] Close orders | anna@contoso.example, svc-test@contoso.example',
      '    [person] anna@contoso.example | Owner · flow-owners.json',
      '    [server-process] svc-test@contoso.example | Owner · customDeploymentSettings.json of Test',
    ]);
    expect(lines.some((one) => /^ {4}\[warning\] Close orders \| other sources differ/.test(one))).toBe(true);
    expect(
      rowsBelow(workspace, 'owners', undefined, { onlyProblems: true })?.map((one) => one.label),
    ).toEqual(['Sources disagree', 'No owner recorded']);
  });

  it('has one row for all accounts that a pipeline fills in', () => {
    const folder = {
      ...FOLDER,
      'config/Test/customDeploymentSettings.json': almSettings(
        [NOTIFY, CLOSE].map((id) => [id, `#{owner.${id}}#`]),
      ),
    };
    const top = rowsBelow(workspaceOf(folder), 'owners', undefined)?.map(
      (one) => `${one.label} | ${one.description}`,
    );
    expect(top).toEqual([
      'svc-mail@contoso.example | service account · owns a connection',
      'Filled in by the pipeline | owns 2 flows',
    ]);
  });
});

describe('the security checklist', () => {
  const KEY = FAKES.hex32!;
  const folder: Folder = {
    ...FOLDER,
    [CLOSE_FILE]: flow(
      {},
      { Call_ERP: http({ 'x-api-key': KEY }), Sign_in: http({ password: KEY.slice(2) }) },
    ),
  };

  it('lists the worst flow first, with its six points and their findings', () => {
    const lines = linesOf(workspaceOf(folder), 'checklist');
    expect(lines[0]).toBe('[package] NotifySolution | 3 errors · 2 flows');
    const flows = lines.filter((one) => /^ {2}\S/.test(one) && !one.includes('Files beside the flows'));
    expect(flows).toEqual(['  [error] Close orders | 2 errors', '  [error] Notify team & others | 1 error']);
    const at = lines.indexOf(flows[0]!);
    const points = lines.slice(at + 1, lines.indexOf(flows[1]!)).filter((one) => /^ {4}\S/.test(one));
    expect(points).toEqual([
      '    [pass] Secured inputs and outputs',
      '    [error] Secrets in a vault | 2 errors',
      '    [pass] Who may run it, and who owns it',
      '    [warning] Failures are reported | failed',
      '    [pass] Calls are protected',
      '    [pass] Connections are minimal',
    ]);
    expect(lines[at + 3]).toBe('      [error] Call ERP | holds an API key in its header "x-api-key"');
  });

  it('has the sentences in the tooltips', () => {
    const rows = allRows(workspaceOf(folder), 'checklist').map(([, row]) => row);
    const vault = rows.find((one) => one.description === '2 errors' && one.kind === 'point');
    expect(vault?.tooltip).toContain('2 steps hold a secret in plain text: Call ERP, Sign in.');
    expect(vault?.ariaLabel).toBe('Secrets in a vault, failed, 2 errors');
    const failures = rows.find((one) => one.label === 'Failures are reported');
    expect(failures?.tooltip).toContain('when a step fails, nobody is told');
    expect(failures?.ariaLabel).toBe('Failures are reported, failed');
    const finding = rows.find((one) => one.label === 'Call ERP');
    expect(finding?.tooltip).toContain('holds an API key in its header');
    expect(finding?.tooltip).toContain('Rule: hardcoded');
  });

  it('puts what belongs to no point under a heading of its own', () => {
    const lines = linesOf(workspaceOf(folder), 'checklist');
    const at = lines.indexOf('    [list-unordered] Other findings | 1 error');
    expect(at).toBeGreaterThan(0);
    expect(lines[at + 1]).toContain('abc_lost');
  });

  it('leads to the place of a finding, and says whether there is a fix', () => {
    const row = allRows(workspaceOf(folder), 'checklist').find(
      ([, one]) => one.kind === 'finding' && one.copy === 'hardcoded-secret',
    )?.[1];
    expect(row).toMatchObject({ fixable: true, severity: 'error' });
    expect(cut(folder[CLOSE_FILE]!, row?.place?.span)).toContain(KEY);
  });

  it('repeats no secret', () => {
    const workspace = workspaceOf(folder);
    for (const tree of ['connections', 'owners', 'checklist'] as const)
      expect(JSON.stringify(allRows(workspace, tree))).not.toContain(KEY);
  });

  it('leaves only what needs a look', () => {
    const lines = linesOf(workspaceOf(folder), 'checklist', { onlyProblems: true });
    expect(lines.filter((one) => one.includes('[pass]') || one.includes('[dash]'))).toEqual([]);
    expect(lines.some((one) => one.includes('Secrets in a vault'))).toBe(true);
  });
});

describe('ids', () => {
  const workspaces = [FOLDER, OWNED, { ...OWNED, 'loose/x.json': NOTIFY_TEXT }];
  const trees = ['connections', 'owners', 'checklist'] as const;

  it('are unique over all trees, and lead back to their row', () => {
    for (const folder of workspaces) {
      const workspace = workspaceOf(folder);
      const rows = trees.flatMap((tree) => allRows(workspace, tree).map(([, row]) => row));
      expect(new Set(rows.map((one) => one.id)).size).toBe(rows.length);
      for (const row of rows) expect(rowOf(workspace, row.id)).toEqual(row);
    }
  });

  it('stay the same when text moves', () => {
    const moved = {
      ...OWNED,
      [NOTIFY_FILE]: `\n\n${NOTIFY_TEXT.replaceAll('  ', '    ')}`,
      [SETTINGS]: `\n${OWNED[SETTINGS]}`,
    };
    for (const tree of trees) {
      const ids = (folder: Folder) => allRows(workspaceOf(folder), tree).map(([, row]) => row.id);
      expect(ids(moved)).toEqual(ids(OWNED));
    }
  });

  it('tell namesakes apart', () => {
    const double = NOTIFY_TEXT.replace('"Find_rows"', '"Send_an_email"').replace(
      '"connectionName": "data"',
      '"connectionName": "mail"',
    );
    const workspace = workspaceOf({ ...FOLDER, [NOTIFY_FILE]: double });
    const rows = allRows(workspace, 'connections').map(([, row]) => row);
    const twice = rows.filter((one) => one.kind === 'step' && one.copy === 'Send_an_email');
    expect(twice.map((one) => cut(double, one.place?.span))).toHaveLength(2);
    expect(new Set(twice.map((one) => one.id)).size).toBe(2);
    for (const row of twice) expect(rowOf(workspace, row.id)).toEqual(row);
  });

  it('of what is gone, and of what never was, lead nowhere', () => {
    const workspace = workspaceOf(FOLDER);
    for (const id of [
      '',
      'x',
      'connections',
      'connections/',
      'owners/%',
      'checklist/a/b~9',
      'connections/%E0%A4%A',
    ]) {
      expect(rowOf(workspace, id)).toBeUndefined();
      expect(usesOf(workspace, id)).toBeUndefined();
      expect(rowsBelow(workspace, 'connections', id)).toBeUndefined();
    }
  });
});

describe('tooltips', () => {
  it('show names of the files as they are, not as markup', () => {
    const name = '[Click](command:x) **bold** &lt;b&gt;';
    const folder = { ...FOLDER, [`${NOTIFY_FILE}.data.xml`]: metadata(NOTIFY, name, NOTIFY_FILE) };
    for (const tree of ['connections', 'owners', 'checklist'] as const) {
      const rows = allRows(workspaceOf(folder), tree).map(([, row]) => row);
      const named = rows.filter((one) => one.label.includes('[Click]'));
      expect(named.length).toBeGreaterThan(0);
      for (const row of named) {
        expect(row.tooltip).not.toContain('](command:');
        expect(row.tooltip).not.toContain('<b>');
      }
    }
  });
});

describe('the state of a workspace', () => {
  it('takes over what is the same from the one before', () => {
    const before = workspaceOf(OWNED);
    const connectors = before.solutions[0]!.connectors;
    expect(connectors.length).toBeGreaterThan(0);
    const again = new WorkspaceState(before.source, before);
    expect(again.solutions[0]!.connectors).toBe(connectors);
    // Another reading of the same files has other places, for all that is known.
    expect(workspaceOf(OWNED, DEFAULT_CONFIG, before).solutions[0]!.connectors).not.toBe(connectors);
  });
});
