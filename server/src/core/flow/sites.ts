import type { Part } from '../finding.ts';
import type { Span } from '../text/span.ts';
import type { ExpressionSite } from './model.ts';

/** Part of a finding's place for a span of the decoded string of `site`. */
export function sitePart(site: Pick<ExpressionSite, 'inKey'>, span: Span): Part {
  return site.inKey ? { inKey: span } : { inString: span };
}
