// Three changes as reviewers meet them, in flows made for the purpose.
import { expect, it } from 'vitest';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  compose,
  connector,
  flowText,
  ifElse,
  inOrder,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
} from '../../../../test/harness/flowBuilder.ts';
import { changeLinesOfFlow } from './testing.ts';

const withId = (step: StepJson, id: string): StepJson => ({ ...step, metadata: { operationMetadataId: id } });

it('four connections point to other references, and one letter changed in a text', () => {
  const mail = (body: string): Steps =>
    inOrder({
      Start_approval: connector('approvals', 'StartAndWaitForAnApproval', {
        approvalType: 'Basic',
        'WebhookApprovalCreationInput/details': body,
      }),
      Send_mail: connector('office365', 'SendEmailV2', { 'emailMessage/To': 'a@contoso.example' }),
      Post: connector('teams', 'PostMessageToConversation', { poster: 'User' }),
      List: connector('commondataserviceforapps', 'ListRecords', { entityName: 'accounts' }),
    });
  const long = 'A request of the team is waiting for you. '.repeat(8);
  const base = flowText({ actions: mail(`${long}### Improvment Driver: ${long}`), spareConnections: false });
  let head = flowText({ actions: mail(`${long}### Improvement Driver: ${long}`), spareConnections: false });
  for (const name of ['approvals', 'office365', 'teams', 'commondataserviceforapps'])
    head = head.replace(`"abc_${name}"`, `"abc_${name}_efae8"`);
  head = head.replace('"properties": {', '"properties": {"templateName": "",');
  expect(changeLinesOfFlow(base, head)).toEqual([
    expect.stringMatching(
      /^connection reference .*: abc_commondataserviceforapps -> abc_commondataserviceforapps_efae8 \[List\]$/,
    ),
    'connection reference Office 365 Outlook: abc_office365 -> abc_office365_efae8 [Send mail]',
    expect.stringMatching(/^connection reference .*Teams: abc_teams -> abc_teams_efae8 \[Post\]$/),
    'connection reference Approvals: abc_approvals -> abc_approvals_efae8 [Start approval]',
    expect.stringMatching(/^~ Start approval \(/),
    '  Details: …team is waiting for you. ### [Improvment] Driver: A request of the… -> …team is waiting for you. ### [Improvement] Driver: A request of the…',
    'left out: templateName 1',
  ]);
});

it('a condition was renamed and widened, and a key in a default gave way to another', () => {
  const read = "@body('Get_status')?['status']";
  const flow = (name: string, condition: StepJson, key: string, description: string): string =>
    flowText({
      parameters: {
        'Speech Key (abc_SpeechKey)': {
          type: 'String',
          defaultValue: key,
          metadata: { schemaName: 'abc_SpeechKey', description },
        },
      },
      actions: {
        Do_until: {
          type: 'Until',
          expression: '@equals(1, 1)',
          limit: { count: 60, timeout: 'PT1H' },
          actions: inOrder({
            Get_status: compose(1),
            [name]: withId(
              ifElse(inOrder({ One: compose(1), Two: compose(2), Three: compose(3) }), {}, condition),
              'x',
            ),
          }),
        },
      },
    });
  const base = flow(
    'If_Status_is_Success',
    { equals: [read, 'Succeeded'] },
    FAKES.hex32!,
    'Key for Azure Speech to Text',
  );
  const head = flow(
    'If_Status_is_Success_or_Failed',
    { or: [{ equals: [read, 'Succeeded'] }, { equals: [read, 'Failed'] }] },
    FAKES.hex32!.split('').reverse().join(''),
    'Azure Speech to Text Key',
  );
  expect(changeLinesOfFlow(base, head)).toEqual([
    expect.stringMatching(
      /^parameter changed Speech Key \(abc_SpeechKey\): \[\(secret\)\] -> \[\(secret\)\] \(secret, changed\) description: /,
    ),
    '→ If Status is Success or Failed (Condition), in Do until, was If Status is Success',
    '  Condition: status = Succeeded -> status = Succeeded[ or status = Failed]',
  ]);
});

it('a condition gave way to a switch, and a step moved, was renamed and copied', () => {
  const type = "@outputs('Get_row')?['body/type']";
  const row = (kind: string): StepJson =>
    withId(
      connector('commondataserviceforapps', 'CreateRecord', {
        entityName: 'sessions',
        'item/schedule': "@triggerBody()?['id']",
        'item/state': 'new',
        ...(kind && { 'item/kind': kind }),
      }),
      'row',
    );
  const tries = {
    Scope_try: scope(inOrder({ T1: compose(1), T2: compose(2), T3: compose(3) })),
    Scope_catch: { ...scope({ K: compose(0) }), runAfter: { Scope_try: ['Failed'] } },
  };
  const base = {
    Get_row: compose(0),
    Delay_until: runsAfter(compose('later'), 'Get_row'),
    Add_row_session: runsAfter(row(''), 'Delay_until'),
    Check_for_type: runsAfter(ifElse(tries, {}, { equals: [type, 6] }), 'Add_row_session'),
  };
  const head = {
    Get_row: compose(0),
    Choose: runsAfter(
      ifElse(
        { 'Add_row_session_-_Desktop_flow': row('') },
        { 'Add_row_session_-_Cloud_flow': row('a cloud flow') },
        { equals: ["@variables('mode')", true] },
      ),
      'Get_row',
    ),
    Delay_until: runsAfter(compose('later'), 'Choose'),
    Switch: runsAfter(
      {
        type: 'Switch',
        expression: type,
        cases: {
          Desktop_Flows: { case: 6, actions: tries },
          Cloud_Flows: {
            case: 5,
            actions: inOrder({
              List_rows: compose('rows'),
              Condition: ifElse({ Update_row: compose('update') }, {}, '@equals(7, 7)'),
            }),
          },
        },
        default: { actions: {} },
      },
      'Delay_until',
    ),
  };
  expect(changeLinesOfFlow(flowText({ actions: base }), flowText({ actions: head }))).toEqual([
    '+ Choose (Condition), between after Get row before Delay until',
    '  added If yes',
    '    → Add row session - Desktop flow (Add a new row), was Add row session, moved into from top to Choose, alone',
    '  added If no',
    '    + Add row session - Cloud flow (Add a new row), alone, copy of Add row session - Desktop flow',
    '± Switch (Switch), replaces Check for type (Condition) same value',
    '  added Case Desktop Flows (6)',
    '    → Scope try (Scope), moved between from Check for type to Switch, 2 alone',
    '    → Scope catch (Scope), moved between from Check for type to Switch, next',
    '  added Case Cloud Flows (5)',
    '    + List rows (Compose), 2 alone',
    '    + Condition (Condition), next',
    '      added If yes',
    '        + Update row (Compose), alone',
  ]);
});
