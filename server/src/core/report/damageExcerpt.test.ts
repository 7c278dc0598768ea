import { expect, it } from 'vitest';
import { analyzer } from '../../../../test/harness/check.ts';
import { flowText } from '../../../../test/harness/flowBuilder.ts';
import { DEFAULT_CONFIG } from '../config/index.ts';
import { secretsOf } from './mask.ts';
import { toReportFinding } from './toReportFinding.ts';

it('shows nothing behind damage: it may be the rest of a secret, which no mask knows', () => {
  const rest = ['rest', 'of', 'it', '4711'].join('-');
  const text = flowText({ actions: { Call: { type: 'Compose', inputs: { password: 'PLACE' } } } });
  const damaged = text.replace('"PLACE"', `"begin"${rest}"`);
  const analysis = analyzer.check(
    { uri: 'file:///s/Workflows/a.json', text: damaged, declaredAsFlow: true },
    { config: DEFAULT_CONFIG },
  );
  const metas = new Map(analyzer.rules.map((meta) => [meta.id, meta]));
  const found = analysis.findings.filter((one) => one.ruleId === 'invalid-json');
  expect(found.length).toBeGreaterThan(0);
  const shown: string[] = [];
  for (const finding of found) {
    const meta = metas.get(finding.ruleId)!;
    const told = toReportFinding(analysis, finding, () => 'a.json', meta, secretsOf(analysis, metas));
    expect(JSON.stringify(told)).not.toContain(rest.slice(2));
    shown.push(told.excerpt.text);
  }
  expect(shown[0]).toContain('password');
});
