import type { FlowModel } from '../flow/model.ts';
import { namesOf, type Variable } from '../flow/names/index.ts';
import { Kind, NONE } from '../json/tree.ts';
import type { Item } from '../report/lines/blocks.ts';
import { bold, italic, type Line, line, plain } from '../report/lines/inline.ts';
import { count } from '../text/count.ts';
import type { SafeText } from './safeText.ts';
import type { VariableDescription } from './types.ts';
import { around, valueWords } from './valueWords.ts';

/** Variables that are listed one by one. */
const MOST_VARIABLES = 20;

/** The variables that steps of the flow initialise, in the order of the file. */
export function describeVariables(flow: FlowModel, safe: SafeText): readonly VariableDescription[] {
  return namesOf(flow).variables.map((variable) => ({
    name: safe.text(variable.name),
    type: variable.type === '' ? undefined : safe.text(variable.type),
    step: safe.name(variable.step.name),
    value: describeValue(flow, variable, safe),
  }));
}

/** Of an array or object no more than its size: it may be long, and hold anything. */
function describeValue({ tree }: FlowModel, { value }: Variable, safe: SafeText): Line | undefined {
  if (value === NONE) return undefined;
  switch (tree.kind(value)) {
    case Kind.Array:
      return line`${plain(count(tree.children(value).length, 'item'))}`;
    case Kind.Object:
      return line`an object with ${plain(count(tree.children(value).length, 'property', 'properties'))}`;
    default:
      return valueWords(safe.value(value), around(safe, ''));
  }
}

export function variableItems(variables: readonly VariableDescription[]): readonly Item[] {
  const items = variables.slice(0, MOST_VARIABLES).map(({ name, type, step, value }): Item => {
    const head = line`${bold(name)} (${plain(type ?? 'without a type')}), initialised by ${italic(step)}`;
    return { line: value === undefined ? head : line`${head}: ${value}` };
  });
  const more = variables.length - items.length;
  return more > 0 ? [...items, { line: line`${more} more` }] : items;
}
