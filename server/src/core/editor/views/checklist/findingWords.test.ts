import { expect, it } from 'vitest';
import { FAKES } from '../../../../../../test/harness/fakes.ts';
import { findingWords } from './findingWords.ts';

it.each([
  [
    'the step, and what is wrong with it',
    { step: 'Get_customer', message: '"Get_customer" holds a key in its header "x-api-key".' },
    { label: 'Get customer', description: 'holds a key in its header "x-api-key"' },
  ],
  [
    'the step, and a sentence that begins otherwise',
    { step: 'Note_it', message: 'The expression in the inputs of "Note_it" does not parse.' },
    { label: 'Note it', description: 'The expression in the inputs of "Note_it" does not parse' },
  ],
  [
    'the name in a sentence about something else, as it is written',
    { step: undefined, message: 'The solution carries a value for the environment variable "abc_Url".' },
    { label: 'abc_Url', description: 'The solution carries a value for the environment variable "abc_Url"' },
  ],
  [
    'not the flow that it stands below',
    { step: undefined, message: 'No owner is recorded for the flow "Close orders".' },
    { label: 'No owner is recorded for the flow "Close orders"', description: undefined },
  ],
  [
    'a sentence without a name as it is',
    { step: undefined, message: 'The file is not valid JSON.' },
    { label: 'The file is not valid JSON', description: undefined },
  ],
])('%s', (_, finding, expected) => {
  expect(findingWords(finding, 'Close orders')).toEqual(expected);
});

it('a name with a secret is the same name behind its mask', () => {
  const step = `Call_${FAKES.githubToken ?? FAKES.hex32}`;
  const { description } = findingWords({ step, message: `"${step}" calls its address over http.` });
  expect(description).toBe('calls its address over http');
});
