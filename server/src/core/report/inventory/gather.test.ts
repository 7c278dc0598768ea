import { describe, expect, it } from 'vitest';
import { openDocument } from '../../flow/index.ts';
import { overviewsOf } from '../../solution/overview/index.ts';
import { type Folder, load, MANIFEST, uriOf } from '../../solution/testing.ts';
import { gather } from './gather.ts';
import { connectionRows, flowRows, type LocatedFinding, toInventory } from './index.ts';

const FILE = 'src/Workflows/Notify-0A1B2C3D-1111-2222-3333-444455556666.json';
const SECRET = 'not' + '-a-real-' + 'key';

const reference = (logicalName: string) =>
  `<connectionreference connectionreferencelogicalname="${logicalName}"><connectorid>/providers/Microsoft.PowerApps/apis/shared_office365</connectorid></connectionreference>`;

const call = (connectionName: string) => ({
  type: 'OpenApiConnection',
  inputs: { host: { connectionName, operationId: 'SendEmailV2', apiId: '/x/apis/shared_office365' } },
});

const FLOW = JSON.stringify({
  properties: {
    connectionReferences: {
      one: {
        runtimeSource: 'embedded',
        connection: { connectionReferenceLogicalName: 'abc_mail' },
        api: { name: 'shared_office365' },
      },
      two: {
        runtimeSource: 'invoker',
        connection: { connectionReferenceLogicalName: 'abc_mail' },
        api: { name: 'shared_office365' },
      },
    },
    definition: {
      $schema: 's/workflowdefinition.json#',
      triggers: { Daily: { type: 'Recurrence' } },
      actions: { A: call('one'), [`B ${SECRET}`]: call('two') },
    },
  },
});

const FOLDER: Folder = {
  'src/Other/Solution.xml': MANIFEST,
  'src/Other/Customizations.xml': `<ImportExportXml><Workflows /><connectionreferences>${reference('abc_mail')}${reference('abc_spare')}</connectionreferences></ImportExportXml>`,
  [FILE]: FLOW,
  'flow-owners.json': JSON.stringify({
    flows: [
      { flow: '0a1b2c3d-1111-2222-3333-444455556666', owner: 'robot@contoso.example', kind: 'service' },
    ],
  }),
};

const finding = (severity: 'error' | 'warning'): LocatedFinding => ({
  ruleId: 'hardcoded-secret',
  severity,
  message: 'm',
  hint: 'h',
  step: 'A',
  line: 0,
});

function gathered(whole: boolean) {
  const [model] = load(FOLDER).solutions();
  const [overview] = overviewsOf(openDocument({ uri: uriOf(FILE), text: FLOW }));
  return gather({
    files: [
      {
        uri: uriOf(FILE),
        file: FILE,
        flows: [
          { overview: overview!, findings: [finding('error'), finding('warning'), finding('warning')] },
        ],
        outside: [],
        secrets: [SECRET],
        model,
      },
    ],
    models: whole ? [model!] : [],
    view: {
      secretAnswersOf: () => undefined,
      secretInputsOf: () => [],
      flowsOf: () => [overview!],
      sharing: () => [],
    },
    policyOf: () => undefined,
    solutionFindings: [],
    secrets: [],
    fileOf: (uri) => uri.slice(uriOf('').length),
  });
}

describe('gather', () => {
  it('makes a row of a flow with all that is known of it', () => {
    const [row] = flowRows(gathered(true));
    expect(row).toMatchObject({
      solution: 'NotifySolution',
      folder: 'src',
      name: 'Notify',
      startedBy: 'A schedule',
      owners: [{ name: 'robot@contoso.example', role: 'owner', source: 'flow-owners.json' }],
      connectors: [{ name: 'Office 365 Outlook', tier: 'standard' }],
      steps: 3,
      errors: 1,
      warnings: 2,
    });
  });

  it('lists unused references only of a solution that was asked for as a whole', () => {
    const names = (whole: boolean) => connectionRows(gathered(whole)).map((row) => row.name);
    expect(names(true)).toEqual(['abc_mail', 'abc_spare']);
    expect(names(false)).toEqual(['abc_mail']);
  });

  it('counts a flow once that uses a reference in two ways, and masks what is secret', () => {
    const [row] = connectionRows(gathered(true));
    expect(row!.usedBy).toEqual([
      { flow: 'Notify', file: FILE, sources: ['embedded', 'invoker'], steps: ['A', 'B ***'] },
    ]);
    for (const of of ['flows', 'connections'] as const)
      for (const format of ['text', 'json', 'csv', 'markdown'] as const) {
        const text = toInventory(format, {
          tool: { name: 't', version: '1' },
          of,
          solutions: gathered(true),
        });
        expect(text).not.toContain(SECRET);
        expect(text).toContain('Notify');
      }
  });
});
