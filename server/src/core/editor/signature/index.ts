import { expressionCaret, type FunctionInfo, findFunction } from '../../expressions/index.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { NONE } from '../../json/tree.ts';
import type { Look } from '../../workspace/look.ts';
import { flowAround } from '../../workspace/look.ts';
import { mayHoldExpression } from '../completion/evaluated.ts';
import { signatureOf } from '../completion/functions.ts';
import { stringAt, withClosedString } from '../completion/place.ts';
import { functionHover } from '../hover/functionHover.ts';

/** The function whose arguments are written at a caret. */
export interface Signature {
  /** `substring(text: string, startIndex: integer, length?: integer): string`. */
  readonly label: string;
  /** Each parameter as a part of the label, `[start, end)`. */
  readonly parameters: readonly (readonly [start: number, end: number])[];
  /** The one at the caret, 0-based; undefined where the function takes no such argument. */
  readonly active: number | undefined;
  /** Markdown. */
  readonly documentation: string;
}

/**
 * The innermost call around a caret of a flow that is not closed before it, whatever follows; undefined outside of calls, and for
 * functions that do not exist. Never throws.
 */
export function signatureAt(look: Look, offset: number): Signature | undefined {
  try {
    return signatureIn(look, offset);
  } catch {
    return undefined;
  }
}

/** The same; throws where there is a defect. */
export function signatureIn(look: Look, offset: number): Signature | undefined {
  const whole = withClosedString(look, offset);
  const place = stringAt(whole.document.tree, offset);
  const facts = place && flowAround(whole, place.node);
  if (place === undefined || facts === undefined || place.node === NONE) return undefined;
  const step = stepAt(facts.flow, place.node);
  if (!mayHoldExpression(facts.flow, step, place.node, place.inKey)) return undefined;
  const call = expressionCaret(place.text, place.caret)?.calls.at(-1);
  const info = call && findFunction(call.lowerName);
  return call && info && describe(info, call.argument);
}

function describe(info: FunctionInfo, argument: number): Signature {
  const label = signatureOf(info);
  const parameters: (readonly [number, number])[] = [];
  const close = label.indexOf(')');
  let start = label.indexOf('(') + 1;
  while (start > 0 && start < close) {
    const comma = label.indexOf(', ', start);
    const end = comma === -1 || comma > close ? close : comma;
    parameters.push([start, end]);
    start = end === close ? close : end + 2;
  }
  const last = parameters.length - 1;
  // Any number may follow: `...` stands for all of them.
  const active = argument <= last ? argument : info.maxArgs === Number.POSITIVE_INFINITY ? last : undefined;
  const documentation = (functionHover({ lowerName: info.name.toLowerCase() }) ?? '')
    .split('\n\n')
    .slice(1)
    .join('\n\n');
  return { label, parameters, active: active === -1 ? undefined : active, documentation };
}
