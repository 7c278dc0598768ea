import type { FlowModel } from '../flow/model.ts';
import { variableRowsAskedFor } from '../platform/operations.ts';

/** A step that reads environment variables out of their tables: no parameter tells which. */
export interface VariableRowsOverview {
  readonly step: string;
  /** Names in quotes in its filter, lower-cased; empty when it may read any. */
  readonly names: readonly string[];
}

export function variableRowsOf(flow: FlowModel): VariableRowsOverview[] {
  const found: VariableRowsOverview[] = [];
  for (const { name, operation } of flow.actions) {
    if (operation === undefined) continue;
    const asked = variableRowsAskedFor(operation, (key) => flow.tree.stringAt(operation.parameters, key));
    if (asked === undefined) continue;
    const names = [...asked.matchAll(/['"]([a-z][a-z0-9]{1,7}_[a-z0-9_]{1,100})['"]/g)].map((one) => one[1]!);
    found.push({ step: name, names });
  }
  return found;
}

/** Whether one of the steps surely asks for the variable by its name. */
export function readsRowOf(rows: readonly VariableRowsOverview[] | undefined, schemaName: string): boolean {
  return rows?.some(({ names }) => names.includes(schemaName.toLowerCase())) === true;
}
