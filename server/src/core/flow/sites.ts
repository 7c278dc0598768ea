import type { Template } from '../expressions/ast.ts';
import { collectReferences, type Reference, templateExprs } from '../expressions/index.ts';
import type { Part } from '../finding.ts';
import type { NodeId } from '../json/tree.ts';
import type { Span } from '../text/span.ts';
import type { Step } from './model.ts';

/** A string value or key of the definition that holds an expression, parsed once. */
export class ExpressionSite {
  readonly node: NodeId;
  /** The expression stands in the key of `node`, not in its value. */
  readonly inKey: boolean;
  readonly template: Template;
  /** The trigger or action it belongs to; undefined in parameters, outputs and other parts of the definition. */
  readonly step: Step | undefined;
  #references: readonly Reference[] | undefined;

  constructor(node: NodeId, inKey: boolean, template: Template, step: Step | undefined) {
    this.node = node;
    this.inKey = inKey;
    this.template = template;
    this.step = step;
  }

  /** Everything its expressions read; worked out on first use. */
  get references(): readonly Reference[] {
    if (this.#references === undefined) {
      const exprs = templateExprs(this.template);
      this.#references = exprs.length === 1 ? collectReferences(exprs[0]!) : exprs.flatMap(collectReferences);
    }
    return this.#references;
  }
}

/** Part of a finding's place for a span of the decoded string of `site`. */
export function sitePart(site: Pick<ExpressionSite, 'inKey'>, span: Span): Part {
  return site.inKey ? { inKey: span } : { inString: span };
}
