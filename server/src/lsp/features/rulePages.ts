import type { Analyzer } from '../../core/index.ts';
import type { ClientRequests, RuleInfo } from '../../protocol.ts';

/** The page of a rule as Markdown. The id may come from a link that anybody can write. */
export function rulePage(
  analyzer: Analyzer,
  params: ClientRequests['lockkeeper/rulePage']['params'],
): ClientRequests['lockkeeper/rulePage']['result'] {
  const ruleId: unknown = params?.ruleId;
  const markdown = typeof ruleId === 'string' ? analyzer.rulePage(ruleId) : undefined;
  return markdown === undefined ? null : { markdown };
}

export function ruleList(analyzer: Analyzer): RuleInfo[] {
  return analyzer.rules.map(({ id, title, severity }) => ({ id, title, severity }));
}
