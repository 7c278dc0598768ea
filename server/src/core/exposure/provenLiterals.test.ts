import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  compose,
  flowModel,
  http,
  initialize,
  inOrder,
  type StepJson,
  type Steps,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';
import { findHits } from '../secrets/find.ts';
import { provenLiterals } from './provenLiterals.ts';

const basic = (password: string): StepJson =>
  http({ authentication: { type: 'Basic', username: 'orders', password } });
/** Words and a year: no secret by its form. */
const WORDS = ['Blue', 'harbour', '2031'].join('');

/** `step: value` of what the use alone proves. */
function proven(steps: Steps): string[] {
  const flow = flowModel({ actions: inOrder(steps) });
  return provenLiterals(flow, findHits(flow)).map(
    ({ step, node, match }) =>
      `${step!.name}: ${flow.tree.string(node).slice(match.span.start, match.span.end)}`,
  );
}

describe('a text that a step signs in with', () => {
  it.each<[string, Steps]>([
    ['of a variable', { Keep: initialize('entry', WORDS), Call: basic("@variables('entry')") }],
    [
      'set later',
      {
        Begin: initialize('entry', ''),
        Keep: setVariable('entry', WORDS),
        Call: basic("@variables('entry')"),
      },
    ],
    ['of a Compose', { Keep: compose(WORDS), Call: basic("@{outputs('Keep')}") }],
    [
      'of an object',
      { Keep: compose({ user: 'orders', word: WORDS }), Call: basic("@outputs('Keep')?['word']") },
    ],
  ])('is a secret: %s', (_, steps) => {
    expect(proven(steps)).toEqual([`Keep: ${WORDS}`]);
  });

  it('behind a scheme counts when it looks like one', () => {
    const call = http({ headers: { Authorization: "Bearer @{variables('entry')}" } });
    const kept = (text: string): string[] => proven({ Keep: initialize('entry', text), Call: call });
    expect(kept(FAKES.hex32!)).toEqual([`Keep: ${FAKES.hex32}`]);
    expect(kept('none yet')).toEqual([]);
  });

  it.each<[string, Steps]>([
    ['nothing is filled in', { Keep: initialize('entry', ''), Call: basic("@variables('entry')") }],
    [
      'a placeholder stands there',
      { Keep: initialize('entry', '<password>'), Call: basic("@variables('entry')") },
    ],
    [
      'the variable gets its value from elsewhere',
      {
        Keep: initialize('entry', WORDS),
        Get: http({}),
        Set: setVariable('entry', "@body('Get')?['word']"),
        Call: basic("@variables('entry')"),
      },
    ],
    [
      'it is the user',
      {
        Keep: compose({ user: WORDS, word: '' }),
        Call: http({
          authentication: { type: 'Basic', username: "@outputs('Keep')?['user']", password: '' },
        }),
      },
    ],
  ])('is none: %s', (_, steps) => {
    expect(proven(steps)).toEqual([]);
  });
});
