import Ajv from 'ajv';
import { expect, it } from 'vitest';
import { findingsIn, inputOf } from '../../../../test/cli/support/reportInput.ts';
import { toCodeQuality } from './codeQuality.ts';

/** What GitLab documents of a Code Quality report (docs.gitlab.com, "Code Quality report format"). */
const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^(?!\\./)' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
};
const isValid = new Ajv().compile(SCHEMA);

interface Issue {
  readonly fingerprint: string;
  readonly severity: string;
  readonly description: string;
}

it('is what GitLab reads, without what the baseline knows', () => {
  const items = findingsIn('{"flow":1,"leak":true,\n"damage":1}', 'Workflows/a ü.json');
  const issues = JSON.parse(toCodeQuality(inputOf([...items, { ...items[0]!, baseline: 'unchanged' }])));
  expect(isValid(issues), JSON.stringify(isValid.errors)).toBe(true);
  expect(issues).toEqual([
    {
      description: 'The step shows fake-leak. Do something about fake-leak.',
      check_name: 'fake-leak',
      fingerprint: items[0]!.fingerprint,
      severity: 'major',
      location: { path: 'Workflows/a ü.json', lines: { begin: 1, end: 1 } },
    },
    expect.objectContaining({
      check_name: 'fake-damage',
      location: expect.objectContaining({ lines: { begin: 2, end: 2 } }),
    }),
  ]);
  expect(isValid([{ ...issues[0], location: { path: './a', lines: { begin: 0 } } }])).toBe(false);
});

it('tells copies of one flow apart', () => {
  const [item] = findingsIn('{"flow":1,"leak":true}');
  const twice = [item!, { ...item!, file: 'copy/a.json' }, { ...item!, severity: 'error' as const }];
  const issues = JSON.parse(toCodeQuality(inputOf(twice))) as Issue[];
  expect(new Set(issues.map((one) => one.fingerprint)).size).toBe(3);
  expect(issues[0]!.fingerprint).toBe(item!.fingerprint);
});
