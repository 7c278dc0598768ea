import type { Template } from '../../expressions/index.ts';
import { printExpr } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { JsonQuotes } from '../../json/quotes.ts';
import type { NodeId } from '../../json/tree.ts';

/** Cheap test: the text begins as a JSON object or list does. */
export function startsJson(template: Template): boolean {
  if (template.kind === 'interpolation') {
    const [first] = template.parts;
    return first?.kind === 'text' && /^\s*[[{]/.test(first.value);
  }
  if (template.kind !== 'expression' || template.expr.kind !== 'call') return false;
  const { expr } = template;
  const first = expr.lowerName === 'concat' ? expr.args[0] : undefined;
  return first?.kind === 'string' && /^\s*[[{]/.test(first.value);
}

/** The platform writes objects in these places as JSON itself. */
export function takesObject(flow: FlowModel, step: Step, node: NodeId): boolean {
  if (step.lowerType !== 'http' && step.lowerType !== 'response') return false;
  return flow.tree.parent(node) === step.inputs && flow.tree.keyIs(node, 'body');
}

/**
 * The JSON value that a text stands for, with its holes as strings of their own; undefined when a hole stands outside of
 * quotes, where the result would be of another type, or when a text would become an expression.
 */
export function asObject(template: Template): unknown {
  if (template.kind !== 'interpolation') return undefined;
  const reader = new JsonQuotes();
  let json = '';
  for (const part of template.parts) {
    if (part.kind === 'text') {
      if (part.value.includes('@')) return undefined;
      reader.read(part.value);
      json += part.value;
      continue;
    }
    if (!reader.inside) return undefined;
    json += JSON.stringify(`@{${printExpr(part.expr)}}`).slice(1, -1);
  }
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
