import { expect, it } from 'vitest';
import { findingsIn, inputOf, PLANTED } from '../../../../test/cli/support/reportInput.ts';
import { toJson } from './json.ts';

it('has exactly the documented shape', () => {
  const items = findingsIn('{\r\n  "flow": 1,\r\n  "ä\\n": { "leak": true }\r\n}', 'Workflows/a b-ü.json');
  const text = toJson(inputOf(items, [{ file: 'x.json', message: 'This cannot be read.' }]));
  expect(text.endsWith('}\n')).toBe(true);
  // Compared as text: the order of the keys is part of the format.
  expect(JSON.stringify(JSON.parse(text))).toBe(
    JSON.stringify({
      version: 1,
      tool: { name: 'lockkeeper', version: '1.2.3' },
      files: 3,
      flows: 2,
      configs: [],
      skipped: { toolFolders: 0, links: 0, folders: 0, special: 0 },
      findings: [
        {
          ruleId: 'fake-leak',
          category: 'exposure',
          severity: 'warning',
          confidence: 'medium',
          message: 'The step shows fake-leak.',
          hint: 'Do something about fake-leak.',
          file: 'Workflows/a b-ü.json',
          pointer: '/ä\n/leak',
          range: { start: { line: 2, character: 19 }, end: { line: 2, character: 23 } },
          related: [
            {
              file: 'Workflows/a b-ü.json',
              pointer: '',
              range: { start: { line: 0, character: 0 }, end: { line: 3, character: 1 } },
              message: 'It begins here.',
            },
          ],
          fingerprint: 'fake-leak:3',
          fix: 'safe',
          docs: 'vscode://lockkeeper.lockkeeper/rules/fake-leak',
        },
      ],
      ignored: [],
      problems: [{ file: 'x.json', message: 'This cannot be read.' }],
    }),
  );
});

it('masks a secret that stands in a key, in its own pointer and in those below', () => {
  const items = findingsIn(`{"flow":1,"${PLANTED}":{"leak":true}}`);
  expect(items.map((item) => item.pointer)).toEqual(['/***', '/***/leak']);
  expect(toJson(inputOf(items))).not.toContain(PLANTED);
});
