import type { FlowModel, Step } from '../flow/model.ts';
import { namesCredential, quotedNames, type VariableRows, variableRows } from '../platform/operations.ts';
import { textAt } from './constants.ts';
import type { Read } from './read.ts';
import type { Surroundings } from './surroundings.ts';
import { traceBack } from './traceBack.ts';

/**
 * Reads of the environment variable tables that answer with a credential: by the name that they ask for, or that a Filter array
 * picks of their rows. Of a variable of type Secret the tables hold nothing but the path of the vault's secret.
 */
export function variableRowReads(flow: FlowModel, around: Surroundings): ReadonlyMap<Step, Read> {
  const reads = new Map<Step, Read>();
  const rows = rowsOf(flow);
  if (rows.size === 0) return reads;
  const isPlainCredential = (name: string): boolean =>
    namesCredential(name) && around.isSecretVariable?.(name) !== true;
  const add = (step: Step, names: readonly string[]): void => {
    const found = rows.get(step);
    if (found === undefined || !names.some(isPlainCredential)) return;
    reads.set(step, {
      label: `the secret that "${step.name}" reads`,
      own: 'the secret it reads',
      from: 'the environment variable tables',
      paths: found.paths,
      confidence: 'high',
    });
  };
  for (const [step, { names }] of rows) add(step, names);
  for (const query of flow.actions) {
    if (query.lowerType !== 'query') continue;
    const names = quotedNames(textOf(flow, query, 'where'));
    if (!names.some(isPlainCredential)) continue;
    for (const step of sourcesOf(flow, query)) if (!reads.has(step)) add(step, names);
  }
  return reads;
}

function rowsOf(flow: FlowModel): ReadonlyMap<Step, VariableRows> {
  const rows = new Map<Step, VariableRows>();
  for (const step of flow.actions) {
    const { operation } = step;
    if (operation === undefined) continue;
    const lookup = (name: string): string | undefined =>
      textAt(flow.tree, step, flow.tree.child(operation.parameters, name));
    const found = variableRows(operation, lookup);
    if (found !== undefined) rows.set(step, found);
  }
  return rows;
}

function textOf({ tree }: FlowModel, step: Step, name: string): string {
  return tree.stringAt(step.inputs, name) ?? '';
}

/** The steps whose rows a Filter array looks through. */
function sourcesOf(flow: FlowModel, query: Step): readonly Step[] {
  const from = flow.tree.child(query.inputs, 'from');
  const site = query.expressions.find((one) => one.node === from && !one.inKey);
  if (site?.template.kind !== 'expression') return [];
  return traceBack(flow, site.template.expr, query).flatMap(({ step }) => step ?? []);
}
