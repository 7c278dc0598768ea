import { describe, expect, it } from 'vitest';
import { check, ids } from '../../../../../test/harness/check.ts';
import {
  flowText,
  getSecret,
  type StepJson,
  type Steps,
  scope,
  secured,
  sendMail,
} from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { DEFAULT_CONFIG } from '../../index.ts';

ruleSuite(import.meta.dirname);

const inHandler = (step: StepJson, ...statuses: string[]): StepJson => ({
  ...step,
  runAfter: { Try: statuses },
});
const flow = (send: StepJson): string =>
  flowText({
    actions: { Try: scope({ Get_secret: secured(getSecret(), 'inputs', 'outputs') }), Send: send },
    spareConnections: false,
  });
const pedantic = { config: { ...DEFAULT_CONFIG, profile: 'pedantic' as const } };

describe('error-details-leak', () => {
  it('and the rules about secrets that leave the flow tell of a result once', () => {
    const text = flow(inHandler(sendMail("@{result('Try')}"), 'Failed'));
    expect(ids(check(text))).toEqual(['error-details-leak']);
    const all = ids(check(text, pedantic)).filter((id) => /leak|notification/.test(id));
    expect(all).toEqual(['error-details-leak']);
  });

  it('looks at failure handlers only', () => {
    const text = flow(inHandler(sendMail("@{result('Try')}"), 'Succeeded'));
    const { findings } = check(text);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['secret-in-notification']);
    expect(findings[0]!.message).toContain('"Send" may put the secret');
  });

  describe('the answer of a read that failed', () => {
    const afterRead = (...statuses: string[]): StepJson => ({
      ...sendMail("@{outputs('Get_secret')}"),
      runAfter: { Get_secret: statuses },
    });
    const told = (actions: Steps): readonly string[] =>
      ids(check(flowText({ actions, spareConnections: false })));
    const Get_secret = secured(getSecret(), 'inputs', 'outputs');

    it('is told here, whatever of it is sent', () => {
      expect(told({ Get_secret, Send: afterRead('Failed', 'TimedOut') })).toEqual(['error-details-leak']);
      for (const value of ["actions('Get_secret')", "body('Get_secret')"]) {
        const Send = { ...sendMail(`@{${value}}`), runAfter: { Get_secret: ['Failed'] } };
        expect(told({ Get_secret, Send }), value).toEqual(['error-details-leak']);
      }
    });

    it('also behind further steps, and in a container', () => {
      const Wait = { type: 'Compose', inputs: 'x', runAfter: { Get_secret: ['Failed'] } };
      const Send = { ...sendMail("@{outputs('Get_secret')}"), runAfter: { Wait: ['Succeeded'] } };
      expect(told({ Get_secret, Wait, Send })).toEqual(['error-details-leak']);
      const { runAfter, ...inside } = afterRead('Failed');
      expect(told({ Get_secret, Catch: { ...scope({ Send: inside }), runAfter: runAfter! } })).toEqual([
        'error-details-leak',
      ]);
    });

    it('is the secret where the read may have succeeded', () => {
      expect(told({ Get_secret, Send: afterRead('Failed', 'Succeeded') })).toEqual([
        'secret-in-notification',
      ]);
      const Wait = { type: 'Compose', inputs: 'x', runAfter: { Get_secret: ['Failed'] } };
      const Send = { ...sendMail("@{outputs('Get_secret')}"), runAfter: { Wait: ['Succeeded', 'Skipped'] } };
      expect(told({ Get_secret, Wait, Send })).toEqual(['secret-in-notification']);
      expect(ids(check(flow(inHandler(sendMail("@{outputs('Get_secret')}"), 'Failed'))))).toEqual([
        'secret-in-notification',
      ]);
    });
  });

  it('leaves a secret that is named outright to the other rule', () => {
    const text = flow(inHandler(sendMail("@{outputs('Get_secret')?['body/value']}"), 'Failed', 'Succeeded'));
    expect(ids(check(text))).toEqual(['secret-in-notification']);
  });
});
