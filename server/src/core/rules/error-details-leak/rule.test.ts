import { describe, expect, it } from 'vitest';
import { check, ids } from '../../../../../test/harness/check.ts';
import {
  flowText,
  getSecret,
  type StepJson,
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
    expect(ids(check(text))).toEqual([]);
    expect(ids(check(text, pedantic))).toContain('secret-in-notification');
  });

  it('leaves a secret that is named outright to the other rule', () => {
    const text = flow(inHandler(sendMail("@{outputs('Get_secret')?['body/value']}"), 'Failed', 'Succeeded'));
    expect(ids(check(text))).toEqual(['secret-in-notification']);
  });
});
