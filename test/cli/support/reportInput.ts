import {
  DEFAULT_CONFIG,
  type ReportFinding,
  type ReportInput,
  secretsOf,
  toReportFinding,
} from '../../../server/src/core/index.ts';
import { FAKE_RULES, fakeAnalyzer } from './fakeAnalyzer.ts';

const METAS = new Map(FAKE_RULES.map((rule) => [rule.id, rule]));

/** Findings of the fake rules in a text. */
export function findingsIn(text: string, file = 'a.json'): ReportFinding[] {
  const analysis = fakeAnalyzer().check({ uri: 'file:///a.json', text }, { config: DEFAULT_CONFIG });
  const secrets = secretsOf(analysis, METAS);
  return analysis.findings.map((one) =>
    toReportFinding(analysis, one, () => file, METAS.get(one.ruleId)!, secrets),
  );
}

export function inputOf(
  items: readonly ReportFinding[],
  problems: ReportInput['problems'] = [],
): ReportInput {
  return { tool: { name: 'lockkeeper', version: '1.2.3' }, files: 3, flows: 2, items, problems };
}

/** Obviously no real secret. */
export const PLANTED = ['hush', 'planted', 'value', '4711'].join('-');
