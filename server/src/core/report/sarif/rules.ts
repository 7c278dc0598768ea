import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../../finding.ts';
import type { RuleMeta } from '../../ruleMeta.ts';
import { docsUrl } from '../../rules/docsUrl.ts';
import type { Confidence } from '../../secrets/detect/types.ts';
import type { ReportFinding } from '../reportInput.ts';

export function level(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

/** GitHub shows this number as critical (9+), high (7+), medium (4+), low. */
const SECURITY_SEVERITY = { error: '8.0', warning: '5.5', info: '3.0', hint: '1.0' } satisfies Record<
  Severity,
  string
>;
/** Leaked secrets and open doors; the other categories are about flows that do not run. */
const SECURITY_CATEGORIES: readonly string[] = ['secrets', 'exposure', 'access'];
const RANK = { low: 0, medium: 1, high: 2 } satisfies Record<Confidence, number>;

/** What SARIF tells of a rule. `page`: in Markdown. */
export function descriptor(
  rule: RuleMeta,
  page: string | undefined,
  items: readonly ReportFinding[],
): ReportingDescriptor {
  const cwe = rule.cwe ?? [];
  const security = SECURITY_CATEGORIES.includes(rule.category);
  const about = page === undefined ? undefined : readPage(page);
  const tags = [
    ...(security ? ['security'] : ['correctness']),
    rule.category,
    ...cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`),
  ];
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: about?.summary ?? `${rule.title}.` },
    help: { text: about?.text ?? `${rule.title}.`, ...(page === undefined ? {} : { markdown: page }) },
    helpUri: docsUrl(rule.id),
    defaultConfiguration: { level: level(rule.severity), enabled: rule.profile === 'default' },
    properties: {
      tags,
      precision: precision(rule.id, items),
      'problem.severity': level(rule.severity) === 'note' ? 'recommendation' : rule.severity,
      ...(security ? { 'security-severity': SECURITY_SEVERITY[rule.severity] } : {}),
      profile: rule.profile,
      fix: rule.fix ?? 'none',
    },
  };
}

/** GitHub knows precision by rule only: that of its least certain finding. */
function precision(ruleId: string, items: readonly ReportFinding[]): Confidence {
  let lowest: Confidence = 'high';
  for (const item of items)
    if (item.ruleId === ruleId && RANK[item.confidence] < RANK[lowest]) lowest = item.confidence;
  return lowest;
}

/** First paragraph of a rule page, and the page without its marks. */
function readPage(markdown: string): { summary: string | undefined; text: string } {
  const text = markdown
    .replace(/^#{1,6} +/gm, '')
    .replace(/^```\w*\n/gm, '')
    .replace(/\[([^\]\n]{1,200})\]\([^)\n]{1,500}\)/g, '$1')
    .replaceAll('**', '')
    .replaceAll('`', '')
    .trim();
  const paragraphs = markdown.split(/\n[ \t]*\n/);
  const first = paragraphs.find((paragraph) => /^[^#>|`\s-]/.test(paragraph));
  const summary = first?.replaceAll('**', '').replaceAll('`', '').replace(/\s+/g, ' ').trim();
  return { summary: summary === '' ? undefined : summary, text };
}
