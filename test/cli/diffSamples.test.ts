// Three pairs of versions as designers make them, from the files to the comment of a pull request.
import { expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { FAKES } from '../harness/fakes.ts';
import {
  compose,
  ifElse,
  inOrder,
  type Json,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
} from '../harness/flowBuilder.ts';
import { runInProcess } from './support/environment.ts';
import { folderWith } from './support/folder.ts';

const ID = '0A1B2C3D-1111-2222-3333-444455556666';

interface Parts {
  readonly triggers?: Steps;
  readonly parameters?: Steps;
  /** Logical name of the reference by connector. */
  readonly references?: Readonly<Record<string, string>>;
  readonly actions: Steps;
}

const flow = ({ triggers, parameters, references = {}, actions }: Parts): string =>
  JSON.stringify(
    {
      properties: {
        connectionReferences: Object.fromEntries(
          Object.entries(references).map(([name, connectionReferenceLogicalName]) => [
            `shared_${name}`,
            {
              ...{ runtimeSource: 'embedded', connection: { connectionReferenceLogicalName } },
              api: { name: `shared_${name}` },
            },
          ]),
        ),
        definition: {
          $schema:
            'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
          contentVersion: '1.0.0.0',
          parameters: { $connections: { defaultValue: {}, type: 'Object' }, ...parameters },
          triggers: triggers ?? {
            Every_day: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } },
          },
          actions,
        },
      },
      schemaVersion: '1.0.0.0',
    },
    undefined,
    2,
  );

const call = (name: string, operationId: string, parameters: Readonly<Record<string, Json>>): StepJson => ({
  type: 'OpenApiConnection',
  inputs: {
    host: {
      ...{ connectionName: `shared_${name}`, operationId },
      apiId: `/providers/Microsoft.PowerApps/apis/shared_${name}`,
    },
    parameters,
  },
});

async function comment(name: string, before: Parts, now: Parts): Promise<string> {
  const file = `Workflows/${name}-${ID}.json`;
  const cwd = await folderWith({ [`old/${file}`]: flow(before), [`new/${file}`]: flow(now) });
  const { stdout, code } = await runInProcess(['diff', 'old', 'new', '--format', 'markdown'], {
    ...{ cwd, analyzer: createAnalyzer() },
  });
  expect(code).toBe(0);
  return stdout;
}

it('references that point elsewhere, and one letter in a long text', async () => {
  const details = (word: string): string =>
    `### Project\n@{body('Get_a_row')?['name']}\n### ${word}\nDriver: @{body('Get_a_row')?['driver']} and all that follows`;
  const parts = (word: string, suffix: string): Parts => ({
    references: { approvals: `abc_approvals_${suffix}`, commondataserviceforapps: `abc_dataverse_${suffix}` },
    actions: inOrder({
      Get_a_row: call('commondataserviceforapps', 'GetItem', { entityName: 'accounts', recordId: '1' }),
      Update_a_row: call('commondataserviceforapps', 'UpdateRecord', {
        entityName: 'accounts',
        recordId: '1',
      }),
      Start_and_wait_for_an_approval: call('approvals', 'StartAndWaitForAnApproval', {
        approvalType: 'Basic',
        'WebhookApprovalCreationInput/title': 'Approve',
        'WebhookApprovalCreationInput/details': details(word),
      }),
    }),
  });
  expect(
    await comment('Project', parts('Improvment', '8865d'), parts('Improvement', 'efae8')),
  ).toMatchInlineSnapshot(`
    "<!-- lockkeeper-diff -->
    ### Lockkeeper: 1 flow changed, no new risks

    **Project**: 2 connections point to other references, 1 input changed

    | connection | was | now | used by |
    | --- | --- | --- | --- |
    | Approvals | \`abc_approvals_8865d\` | \`abc_approvals_efae8\` | Start and wait for an approval |
    | Microsoft Dataverse | \`abc_dataverse_8865d\` | \`abc_dataverse_efae8\` | 2 steps |

    - ~ **Start and wait for an approval** › Details: \`### Project ⏎ @{body('Get_a_row')?['name']} ⏎ ###\` **\`Improvment\`** → **\`Improvement\`** \`Driver: @{body('Get_a_row')?['driver']} and all that follows\`
    "
  `);
});

it('a renamed condition in a loop, and a key that was replaced by another one', async () => {
  const parts = (name: string, condition: Json, key: string, description: string): Parts => ({
    parameters: {
      'Speech Key (abc_SpeechKey)': {
        ...{ type: 'String', defaultValue: key, metadata: { schemaName: 'abc_SpeechKey', description } },
      },
    },
    actions: {
      Do_until: {
        type: 'Until',
        expression: "@equals(outputs('Ask')?['body/status'], 'Done')",
        limit: { count: 60, timeout: 'PT1H' },
        actions: {
          Ask: compose("@parameters('Speech Key (abc_SpeechKey)')"),
          [name]: runsAfter(ifElse({ A: compose(1), B: compose(2), C: compose(3) }, {}, condition), 'Ask'),
        },
      },
    },
  });
  const status = "@outputs('Ask')?['body/status']";
  const succeeded = { equals: [status, 'Succeeded'] };
  const either = { or: [succeeded, { equals: [status, 'Failed'] }] };
  const text = await comment(
    'Loop',
    parts('If_Status_is_Success', succeeded, FAKES.hex32!, 'Key for Azure Speech to Text'),
    parts(
      'If_Status_is_Success_or_Failed',
      either,
      [...FAKES.hex32!].reverse().join(''),
      'Azure Speech to Text Key',
    ),
  );
  expect(text).toMatchInlineSnapshot(`
    "<!-- lockkeeper-diff -->
    ### Lockkeeper: 1 flow changed, 1 secret still in clear

    > [!WARNING]
    > - **secret-in-parameter-default** · Loop · The parameter "Speech Key (abc_SpeechKey)" holds a service key (32 hexadecimal digits) in its default. It was replaced by another one, in clear as well. Revoke both.

    **Loop**: 1 step renamed, 1 input changed, 1 parameter changed

    - ~ Parameter *Speech Key (abc_SpeechKey)*: default (secret, changed); description **\`Key for\`** \`Azure Speech to Text\` → \`Azure Speech to Text\` **\`Key\`**
    - In *Do until*: → *If Status is Success* is probably now **If Status is Success or Failed**
      - ~ Condition: \`status = Succeeded\` → \`status = Succeeded\` **\`or status = Failed\`**
    "
  `);
  expect(text).not.toContain(FAKES.hex32!.slice(0, 6));
});

it('steps that went into a new condition, a condition that became a switch, and a copy', async () => {
  // Copy and paste keeps the id: it stands on both new rows.
  const row = (more: Readonly<Record<string, Json>> = {}): StepJson => ({
    ...call('commondataserviceforapps', 'CreateRecord', { entityName: 'sessions', ...more }),
    metadata: { operationMetadataId: '11111111-aaaa-bbbb-cccc-000000000001' },
  });
  const references = { commondataserviceforapps: 'abc_dataverse' };
  const type = "@body('Get_a_row')?['type']";
  const get = call('commondataserviceforapps', 'GetItem', { entityName: 'schedules', recordId: '1' });
  const work = {
    Scope_try: scope({ Run: compose('run') }),
    Scope_catch: runsAfter(scope({ Tell: compose('tell') }), 'Scope_try'),
  };
  const before: Parts = {
    references,
    actions: inOrder({
      Get_a_row: get,
      Add_session: row({ 'item/kind': 'desktop', 'item/start': '@utcNow()' }),
      Delay_until: { type: 'Wait', inputs: { until: { timestamp: '@utcNow()' } } },
      Check_type: ifElse(work, {}, { equals: [type, 6] }),
    }),
  };
  const now: Parts = {
    references,
    actions: inOrder({
      Get_a_row: get,
      Check_flow_type: ifElse(
        { 'Add_session_-_Desktop': row({ 'item/kind': 'desktop', 'item/start': '@utcNow()' }) },
        { 'Add_session_-_Cloud': row({ 'item/kind': 'cloud', 'item/start': '@utcNow()' }) },
        { equals: ["@body('Get_a_row')?['runs']", 'desktop'] },
      ),
      Delay_until: { type: 'Wait', inputs: { until: { timestamp: '@utcNow()' } } },
      Switch: {
        type: 'Switch',
        expression: type,
        cases: {
          Desktop_flows: { case: 6, actions: work },
          Cloud_flows: {
            case: 5,
            actions: { List_rows: call('commondataserviceforapps', 'ListRecords', { entityName: 'flows' }) },
          },
        },
        default: { actions: {} },
      },
    }),
  };
  expect(await comment('Schedule', before, now)).toMatchInlineSnapshot(`
    "<!-- lockkeeper-diff -->
    ### Lockkeeper: 1 flow changed, no new risks

    **Schedule**: 4 steps added, 1 removed, 2 moved, 1 moved and renamed

    - \\+ **Check flow type** (Condition, \`runs = desktop\`) inserted between *Get a row* and *Delay until*
      - If yes:
        - → **Add session - Desktop** moved here, renamed (was *Add session*)
      - If no:
        - \\+ **Add session - Cloud** (Add a new row), a copy of *Add session - Desktop*
    - − *Check type* (Condition, \`type = 6\`) replaced by \\+ **Switch** (Switch, \`type\`) on the same value
      - \\+ Case Desktop flows (6):
        - → **Scope try** moved here from If yes of *Check type*
        - → **Scope catch** moved here from If yes of *Check type*
      - \\+ Case Cloud flows (5):
        - \\+ **List rows** (List rows)

    \`\`\`mermaid
    flowchart TD
      classDef added fill:#dafbe1,stroke:#1a7f37,color:#1f2328
      classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328
      subgraph s0["#43; Check flow type"]
        s2["~ Add session - Desktop"]
        class s2 changed
        s3["#43; Add session - Cloud"]
        class s3 added
      end
      class s0 added
      subgraph s1["#43; Switch"]
        s4["~ Scope try"]
        class s4 changed
        s5["~ Scope catch"]
        class s5 changed
        s6["#43; List rows"]
        class s6 added
      end
      class s1 added
      s7["Get a row"]
      s8["Delay until"]
      s7 ==> s0
      s0 ==> s8
      s8 --> s1
      s4 ==> s5
    \`\`\`
    "
  `);
});
