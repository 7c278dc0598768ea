import { type Expr, visitExpr } from '../expressions/index.ts';
import type { CallerInput } from './callerInput.ts';

/** Functions whose first argument names what a maker sees. */
const NAMED = new Set(['variables', 'parameters', 'outputs', 'body', 'items', 'actionoutputs', 'actionbody']);

/**
 * What a maker calls the value of an expression: the variable, parameter or step that it reads, or else the one input of the
 * caller in it. Undefined where it has no name, or several.
 */
export function valueName(expr: Expr, inputs: readonly CallerInput[]): string | undefined {
  const names = new Set<string>();
  visitExpr(expr, (one) => {
    const [name] = one.kind === 'call' && NAMED.has(one.lowerName) ? one.args : [];
    if (name?.kind === 'string') names.add(name.value);
  });
  if (names.size === 0) for (const { name } of inputs) names.add(name);
  const [only, ...others] = names;
  return only === undefined || only === '' || others.length > 0 ? undefined : only;
}
