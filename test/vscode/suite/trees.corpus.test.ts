// The three trees on public solutions: a large one, and some with deployment settings.
import { assert } from './helpers.ts';
import { lineOf, rowAt, rowsBelow } from './trees.ts';

const COE = 'CenterofExcellenceCoreComponents';
const KIT = 'AutomationCoEMain';

describe('the trees on public solutions', () => {
  it('connections of the solution with 114 flows', async () => {
    // The first level is there before the flows are; the rest follows.
    const solutions = await rowsBelow('connections', [], (rows) =>
      rows.some((one) => one.label === COE && one.description === '114 flows'),
    );
    const names = solutions.map((one) => one.label);
    assert(names.includes(KIT) && names.includes('AutomationCoESatellite'), `there are: ${names.join('; ')}`);
    const connectors = await rowsBelow('connections', [COE]);
    const lines = connectors.map(lineOf);
    assert(lines.includes('HTTP | premium · needs no connection'), lines.join('; '));
    assert(lines.includes('Microsoft Dataverse | premium · 6 connections'), lines.join('; '));
    const groups = await rowAt('connections', COE, 'Office 365 Groups', 'CoE Core - O365 Groups');
    assert(
      groups.description ===
        "runs as the maker's connection · runs as the person who starts it · admin_CoECoreO365Groups",
      `it says: ${groups.description}`,
    );
  });

  it('connections with their deployment settings', async () => {
    const rows = await rowsBelow(
      'connections',
      [KIT, 'Approvals', 'Approvals AutomationCoEMain-efae8'],
      (all) => all.some((one) => one.kind === 'flow'),
    );
    assert(
      JSON.stringify(rows.map(lineOf)) ===
        JSON.stringify([
          'Automation Project - Approvals | 1 step',
          'deploymentSettings.json of Prod | filled in by the pipeline',
          'deploymentSettings.json of Test | filled in by the pipeline',
          'deploymentSettings.json of Validation | filled in by the pipeline',
        ]),
      `it has: ${rows.map(lineOf).join('; ')}`,
    );
    // Told only when all flows of the solution are known.
    await rowsBelow('connections', [KIT, 'Approvals'], (all) =>
      all.some(
        ({ label, description }) =>
          label === 'Approvals AutomationCoECoreMainPrivatePreview-8865d' &&
          description === 'used by no flow · autocoe_sharedapprovals_8865d',
      ),
    );
  });

  it('owners: one row for all that a pipeline fills in, and flows that no file names', async () => {
    const owned = await rowsBelow('owners', ['Filled in by the pipeline', 'Owner']);
    assert(owned.length > 111, `it owns ${owned.length} flows`);
    const flow = owned.find((one) => one.label === 'Admin | Add Maker to Group');
    assert(
      flow?.description?.endsWith('3 sources · CenterofExcellenceCoreComponents'),
      String(flow?.description),
    );
    const rows = await rowsBelow('owners', ['No owner recorded', COE]);
    const names = rows.filter((one) => one.kind === 'flow').map((one) => one.label);
    assert(
      names.join('; ') ===
        'Admin | Audit Logs | Sync Audit Logs (V2); HELPER - Driver Escalation Check; SetupWizard>GetUserGraphPermissions',
      `without an owner: ${names.join('; ')}`,
    );
  });

  it('the checklist of the solution with 114 flows, the worst flow first', async () => {
    const rows = await rowsBelow(
      'checklist',
      [COE],
      (all) => all.filter((one) => one.kind === 'flow').length === 114,
    );
    const flows = rows.filter((one) => one.kind === 'flow');
    assert(
      flows[0]?.label === 'Admin | Audit Logs | Sync Audit Logs (V2)',
      `the first is ${flows[0]?.label}`,
    );
    assert(flows[0]?.severity === 'error' && flows.at(-1)?.severity === 'passed', 'the worst is first');
    const points = await rowsBelow('checklist', [COE, flows[0].label]);
    assert(points.length >= 6, `it has: ${points.map(lineOf).join('; ')}`);
  });
});
