// A secret that one step holds for certain is masked wherever the file holds it, also where another text escapes it.
import { expect, it } from 'vitest';
import { analyzer } from '../../../../test/harness/check.ts';
import { compose, flowText, http, inOrder } from '../../../../test/harness/flowBuilder.ts';
import { DEFAULT_CONFIG } from '../config/index.ts';
import { maskedSlice, secretsOf } from './mask.ts';

const WORD = ['part-one&', 'two"th\\ree', "'four"].join('');

it.each([
  ['a JSON text', JSON.stringify({ note: WORD })],
  ['a JSON text in a JSON text', JSON.stringify({ note: JSON.stringify({ note: 'none' }), more: WORD })],
  ['a query', `note=${encodeURIComponent(WORD)}&x=1`],
  ['XML', `<n>part-one&amp;two&quot;th\\ree'four</n>`],
  ['a quoted text', `@concat('x', 'part-one&two"th\\ree''four')`],
])('masks it in %s', (_, text) => {
  const flow = flowText({
    actions: inOrder({
      Call: http({
        method: 'GET',
        uri: 'https://contoso.example',
        authentication: { type: 'Basic', username: 'u', password: WORD },
      }),
      Text: compose(text),
    }),
  });
  const analysis = analyzer.check(
    { uri: 'file:///s/Workflows/a.json', text: flow },
    { config: DEFAULT_CONFIG },
  );
  const secrets = secretsOf(analysis, new Map(analyzer.rules.map((meta) => [meta.id, meta])));
  const shown = maskedSlice(flow, 0, flow.length, secrets);
  expect(shown).toContain('username');
  expect(shown).not.toMatch(/part-one|ree|four/);
});
