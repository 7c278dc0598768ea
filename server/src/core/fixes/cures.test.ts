// Repairs that cure a part of their finding: what the run history shows.

import { describe, expect, it } from 'vitest';
import { check, holdFixInvariants, ids } from '../../../../test/harness/check.ts';
import { editsOf } from '../../../../test/harness/fixes.ts';
import {
  connector,
  flowText,
  getSecret,
  inOrder,
  powerApp,
  response,
  type StepJson,
  secured,
  sendMail,
} from '../../../../test/harness/flowBuilder.ts';
import { applyEdits } from '../text/textEdit.ts';
import { fixAll } from './fixAll.ts';
import { holdsPromise } from './pick.ts';

const SECRET = "outputs('Get_secret')?['body/value']";
/** The platform's own hiding ends behind a data step. */
const through = (last: string, step: StepJson): string =>
  flowText({
    spareConnections: false,
    triggers: powerApp({ text: 'Name' }),
    actions: inOrder({
      Get_secret: secured(getSecret(), 'outputs'),
      Note: secured({ type: 'Compose', inputs: `@${SECRET}` }, 'inputs'),
      [last]: step,
    }),
  });

const sending: readonly [string, string, string][] = [
  ['secret-in-notification', 'Mail', through('Mail', sendMail("Key @{outputs('Note')}"))],
  ['secret-in-response', 'Answer', through('Answer', response({ key: "@{outputs('Note')}" }))],
  [
    'secret-in-notification',
    'Post',
    through(
      'Post',
      connector('teams', 'PostMessageToConversation', { 'body/messageBody': "@{outputs('Note')}" }),
    ),
  ],
];

describe.each(sending)('%s in %s', (rule, step, text) => {
  it('is cured for the run history, once', () => {
    const before = check(text);
    const finding = before.findings.find((one) => one.ruleId === rule)!;
    expect(finding.why).toContain('The run history shows it as well.');
    expect(before.fixesFor(finding)).toMatchObject([
      {
        title: `Secure inputs of "${step}", for the run history only`,
        disposition: 'safe',
        cures: 'run history',
      },
    ]);
    expect(finding.fix).toBe('safe');
    holdFixInvariants(text);

    const refused: string[] = [];
    const edits = before.fixAll(undefined, { onNotRepaired: (one) => refused.push(one.ruleId) });
    expect(refused).toEqual([]);
    const after = check(applyEdits(text, edits));
    expect(after.document.flows[0]!.actionsByName.get(step.toLowerCase())!.secured.has('inputs')).toBe(true);
    const left = after.findings.find((one) => one.ruleId === rule)!;
    expect(left.fingerprint).toBe(finding.fingerprint);
    expect(left.why).not.toContain('run history');
    expect([left.fix, after.fixesFor(left)]).toEqual([null, []]);
  });
});

it('offers nothing where the platform hides the inputs anyway', () => {
  const text = flowText({
    spareConnections: false,
    actions: inOrder({ Get_secret: secured(getSecret(), 'outputs'), Mail: sendMail(`Key @{${SECRET}}`) }),
  });
  const analysis = check(text);
  expect(ids(analysis)).toContain('secret-in-notification');
  expect(analysis.findings.map((one) => one.fix)).toEqual(analysis.findings.map(() => null));
});

it('a part that is still open after the round breaks the promise', () => {
  const open = { ruleId: 'a', fingerprint: '1', fix: 'safe' as const };
  const closed = { ...open, fix: null };
  expect(holdsPromise([open], [], [closed], [open])).toBe(true);
  expect(holdsPromise([open], [], [], [open])).toBe(true);
  expect(holdsPromise([open], [], [open], [open])).toBe(false);
  expect(holdsPromise([open, open], [], [open, closed], [open])).toBe(true);
  expect(holdsPromise([open], [], [closed, { ruleId: 'b', fingerprint: '1', fix: null }], [open])).toBe(
    false,
  );
  expect(holdsPromise([open], [open], [closed])).toBe(false);
});

it('fix-all ends when such a repair changes nothing that the check sees, and tells', () => {
  const finding = { ...check(sending[0]![2]).findings[0]!, fix: 'safe' as const };
  const fixable = (text: string) => ({
    text,
    problems: 0,
    findings: [finding],
    fixesFor: () => [
      {
        kind: 'use-https' as const,
        title: 'Append',
        disposition: 'safe' as const,
        cures: 'run history' as const,
        edits: [{ span: { start: text.length, end: text.length }, newText: '!' }],
      },
    ],
  });
  let told = 0;
  expect(fixAll(fixable('a'), fixable, { onNotRepaired: () => told++ })).toEqual([]);
  expect(told).toBe(1);
});

it('secures the inputs of a child-flow step', () => {
  const child: StepJson = {
    type: 'Workflow',
    inputs: {
      host: { workflowReferenceName: '0a1b2c3d-1111-2222-3333-444455556666' },
      body: { text: "@parameters('ApiKey')" },
    },
  };
  const text = flowText({
    parameters: { ApiKey: { type: 'SecureString' } },
    actions: { Run_child: child },
    spareConnections: false,
  });
  const analysis = check(text);
  const finding = analysis.findings.find((one) => one.ruleId === 'secret-consumer-unsecured')!;
  expect(analysis.fixesFor(finding).map(({ title }) => title)).toEqual(['Secure inputs of "Run_child"']);
  holdFixInvariants(text);
});

it('takes tracked properties out of a step that reads a secret, for review', () => {
  const tracked = { ...getSecret(), trackedProperties: { run: '@workflow().run.name' } };
  const text = flowText({ spareConnections: false, actions: { Get_secret: tracked } });
  const analysis = check(text);
  const finding = analysis.findings.find((one) => one.ruleId === 'secret-read-unsecured')!;
  expect(finding.fix).toBe('review');
  const [fix] = analysis.fixesFor(finding);
  expect(fix!.title).toBe('Remove the tracked properties of "Get_secret" and secure its outputs');
  expect(ids(check(applyEdits(text, editsOf(fix!))))).toEqual([]);
  expect(analysis.fixAll()).toEqual([]);
});
