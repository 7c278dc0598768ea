import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import {
  flowText,
  getSecret,
  inOrder,
  powerApp,
  response,
  type StepJson,
} from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

describe('the receiver', () => {
  const request = (kind: string, inputs: StepJson = {}) => ({ manual: { type: 'Request', kind, inputs } });
  const uri = 'file:///Workflows/Child-0A1B2C3D-1111-2222-3333-444455556666.json';

  function receiver(triggers: Record<string, StepJson>, parents: readonly string[] = []): string | undefined {
    const text = flowText({
      triggers,
      actions: inOrder({ Get_secret: getSecret(), Answer: response("@{body('Get_secret')?['value']}") }),
    });
    const solution = {
      secretAnswersOf: () => undefined,
      secretInputsOf: () => [],
      sharing: () => [],
      flowsOf: () => undefined,
      parentsOf: () => parents,
    };
    const finding = check(text, { uri, solution }).findings.find(
      (one) => one.ruleId === 'secret-in-response',
    );
    return /^"Answer" returns the secret that "Get_secret" reads to (.*)\.$/.exec(
      finding?.message ?? '',
    )?.[1];
  }

  it.each([
    [
      'an open HTTP trigger',
      request('Http', { triggerAuthenticationType: 'All' }),
      [],
      'anyone with the URL',
    ],
    [
      'one for the tenant',
      request('Http', { triggerAuthenticationType: 'Tenant' }),
      ['P'],
      'any user of the tenant',
    ],
    ['an app', powerApp({ text: 'City' }), [], 'the app'],
    ['a child flow', request('Button'), [], 'the parent flow'],
    ['a known parent', request('Button'), ['Send order'], 'the parent flow "Send order"'],
    ['several', powerApp({ text: 'City' }), ['Send', 'Cancel'], 'the parent flows "Send" and 1 more'],
  ])('of %s', (_, triggers, parents, expected) => {
    expect(receiver(triggers, parents)).toBe(expected);
  });
});
