import { type JsonTree, Kind } from '../json/tree.ts';
import type { Parameter } from './model.ts';

/**
 * True when the file gives a parameter no value of its own: no default, or `null`, as the export writes an environment
 * variable without a value. The environment fills it in at run time.
 */
export function hasNoDefault(tree: JsonTree, { defaultValue }: Pick<Parameter, 'defaultValue'>): boolean {
  const kind = tree.kind(defaultValue);
  return kind === Kind.Missing || kind === Kind.Null;
}
