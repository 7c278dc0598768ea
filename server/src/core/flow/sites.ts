import type { Template } from '../expressions/ast.ts';
import type { Part } from '../finding.ts';
import type { NodeId } from '../json/tree.ts';
import type { Span } from '../text/span.ts';
import type { Step } from './model.ts';

/** A string value or key of the definition that holds an expression, parsed once. */
export interface ExpressionSite {
  readonly node: NodeId;
  /** The expression stands in the key of `node`, not in its value. */
  readonly inKey: boolean;
  readonly template: Template;
  /** The trigger or action it belongs to; undefined in parameters, outputs and other parts of the definition. */
  readonly step: Step | undefined;
}

/** Part of a finding's place for a span of the decoded string of `site`. */
export function sitePart(site: Pick<ExpressionSite, 'inKey'>, span: Span): Part {
  return site.inKey ? { inKey: span } : { inString: span };
}
