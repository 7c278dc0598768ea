// A variable that holds a secret and that nobody reads goes.

import { describe, expect, it } from 'vitest';
import { check, holdFixInvariants } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import {
  callWith,
  compose,
  flowText,
  getSecret,
  initialize,
  inOrder,
  type Steps,
  secured,
  setVariable,
} from '../../../../../test/harness/flowBuilder.ts';
import { applyEdits } from '../../text/textEdit.ts';

const KEY = FAKES.hex32!;
const TITLE = 'Remove the unused variable "apiKey"';

function removed(rule: string, actions: Steps): { readonly after: Steps; readonly note: string } | undefined {
  const text = flowText({ actions, spareConnections: false });
  const analysis = check(text);
  const finding = analysis.findings.find((one) => one.ruleId === rule)!;
  const [fix] = analysis.fixesFor(finding);
  if (fix?.title !== TITLE) return undefined;
  expect(finding.fix).toBe('review');
  holdFixInvariants(text);
  const after = applyEdits(text, editsOf(fix));
  expect(check(after).findings.map((one) => one.ruleId)).not.toContain(rule);
  return { after: JSON.parse(after).properties.definition.actions, note: fix.note! };
}

describe('an unused variable', () => {
  it('with a literal goes, also where no solution is around', () => {
    const { after, note } = removed(
      'hardcoded-secret',
      inOrder({ Init: initialize('apiKey', KEY), Note: compose('x') }),
    )!;
    expect(after).toEqual({ Note: { ...compose('x'), runAfter: {} } });
    expect(note).toContain('Rotate the secret');
    expect(note).not.toContain('still stands');
  });

  it('goes with the steps that set it, one after the other', () => {
    const { after } = removed(
      'secret-in-variable',
      inOrder({
        Get_secret: secured(getSecret(), 'outputs'),
        Init: initialize('apiKey'),
        Set: setVariable('APIKEY', "@outputs('Get_secret')?['body/value']"),
        Note: compose('x'),
      }),
    )!;
    expect(Object.keys(after)).toEqual(['Get_secret', 'Note']);
    expect(after.Note!.runAfter).toEqual({ Get_secret: ['Succeeded'] });
  });

  it('leaves copies elsewhere, and the note names them', () => {
    const { note } = removed(
      'hardcoded-secret',
      inOrder({ Init: initialize('apiKey', KEY), Note: compose(`see ${KEY}`), Other: compose(1) }),
    )!;
    expect(note).toContain('It still stands in "Note"');
    expect(note).not.toContain(KEY);
  });

  it.each<[string, Steps]>([
    [
      'something reads it',
      inOrder({ Init: initialize('apiKey', KEY), Call: callWith("@variables('apiKey')") }),
    ],
    [
      'a name is computed',
      inOrder({ Init: initialize('apiKey', KEY), Any: compose("@variables(outputs('x'))") }),
    ],
    [
      'a step is named',
      inOrder({ Init: initialize('apiKey', KEY), Any: compose("@actions('Init')?['status']") }),
    ],
    [
      'a step runs after its failure',
      { Init: initialize('apiKey', KEY), Next: { ...compose(1), runAfter: { Init: ['Failed'] } } },
    ],
  ])('stays where %s', (_, actions) => {
    expect(removed('hardcoded-secret', actions)).toBeUndefined();
  });
});
