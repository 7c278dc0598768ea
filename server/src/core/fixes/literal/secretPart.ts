import { readsRowOf, variableRowsOf } from '../../exposure/variableRows.ts';
import type { FlowModel, Parameter, Step } from '../../flow/model.ts';
import { hasNoDefault } from '../../flow/parameters.ts';
import { removeNode } from '../../json/edits.ts';
import { encodeString } from '../../json/escapes.ts';
import type { NodeId } from '../../json/tree.ts';
import type { SolutionEnvironmentVariable, SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/types.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { handlerNote } from './failureHandlers.ts';
import { isEvaluated, mergeInsertions, secureUsers } from './literal.ts';
import type { Across, FlowPart } from './otherFlows.ts';
import { rowReads } from './rowReads.ts';
import { secretReads, secretVariableRead } from './secretStep.ts';
import type { OtherFlows, Others } from './types.ts';

/** Flows that take the variable as a parameter, or read its row. */
export function takersOf({ overviews }: OtherFlows, schemaName: string): FlowOverview[] {
  return overviews.filter((one) => takes(one, schemaName) || readsRowOf(one.variableRows, schemaName));
}

/** As a parameter: a flow does not turn on where the variable is a secret. */
export function takes({ variables }: FlowOverview, schemaName: string): boolean {
  const lower = schemaName.toLowerCase();
  return variables.some((known) => known.schemaName.toLowerCase() === lower);
}

/** What a repair in all flows that take the variable does, apart from its words. */
export function across(
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
  shared: Others,
  otherFlows: OtherFlows,
  holders: readonly FlowOverview[],
  target: SecretTarget = variable,
): Omit<Across, 'kind' | 'title' | 'note' | 'needsOther'> {
  const isNew = target.schemaName !== variable.schemaName;
  return {
    solution,
    subject: variable.schemaName,
    settle: true,
    shared,
    otherFlows,
    holders,
    part: ({ flow }) => {
      const reads =
        parametersOf(flow, variable).length > 0 || readsRowOf(variableRowsOf(flow), variable.schemaName);
      return reads ? secretPart(flow, solution, variable, target) : 'nothing';
    },
    left: (names) =>
      isNew
        ? `Not rewritten, because it cannot be done exactly there: ${names}. They go on with "${variable.schemaName}".`
        : `Not rewritten, because it cannot be done exactly there: ${names}. A flow that takes a secret variable as a parameter does not turn on, and one that reads its row gets the path of the secret: change that by hand.`,
  };
}

function parametersOf(flow: FlowModel, { schemaName }: SolutionEnvironmentVariable): Parameter[] {
  const lower = schemaName.toLowerCase();
  return flow.parameters.filter((one) => one.schemaName?.toLowerCase() === lower);
}

/** The secret variable that is read at run time: the same one, or one beside it. */
export interface SecretTarget {
  readonly schemaName: string;
  /** Of one that is not there yet. */
  readonly displayName?: string;
  readonly definition?: SolutionEnvironmentVariable['definition'];
}

/** A flow that takes the variable as a parameter or reads its row, and then reads a secret variable at run time. */
export function secretPart(
  flow: FlowModel,
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
  target: SecretTarget,
): FlowPart | undefined {
  const parameters = parametersOf(flow, variable);
  const readers: Reader[] = [];
  for (const parameter of parameters) {
    const found = readersOf(flow, parameter);
    if (found === undefined) return undefined;
    readers.push(...found);
  }
  const users = [...new Set(readers.map((one) => one.step))];
  const rows = rowReads(flow, variable.schemaName, target.schemaName);
  if (parameters.length === 0 && rows.steps.length === 0) return undefined;
  const shown = target.displayName ?? target.definition?.displayName?.value ?? target.schemaName;
  const read = secretVariableRead(target.schemaName);
  const reads = secretReads({ flow, solution }, users, read, shown, { several: true });
  if (reads === undefined) return undefined;
  const edits = mergeInsertions([
    ...parameters.flatMap((one) => removeNode(flow.tree, one.node)),
    ...reads.edits,
    ...readers.map(({ span, step }) => ({ span, newText: encodeString(reads.expressionIn(step)) })),
    ...rows.edits,
    ...secureUsers(flow, [...readers, ...rows.users]),
  ]);
  const skipped = reads.anchors.length === 0 ? '' : handlerNote([...reads.anchors, ...users]).trim();
  const stays = [rowsLeft(rows.left, variable, target) ?? '', skipped].filter((one) => one !== '').join(' ');
  return (
    edits && {
      ...{ edits, others: reads.others, connection: reads.connection },
      stays: stays === '' ? undefined : stays,
    }
  );
}

function rowsLeft(
  steps: readonly string[],
  { schemaName }: SolutionEnvironmentVariable,
  target: SecretTarget,
): string | undefined {
  if (steps.length === 0) return undefined;
  const names = steps.map((one) => `"${one}"`).join(' and ');
  const isOne = steps.length === 1;
  const reads = `${names} still ${isOne ? 'reads' : 'read'} the row of "${schemaName}"`;
  return target.schemaName === schemaName
    ? `${reads} and ${isOne ? 'gets' : 'get'} the path of the secret: change that by hand.`
    : `${reads}.`;
}

interface Reader {
  readonly step: Step;
  readonly node: NodeId;
  /** Of the call `parameters('X')` in the file. */
  readonly span: TextEdit['span'];
}

/** Every place that reads the parameter; undefined when one of them cannot be rewritten, or may be missing here. */
function readersOf(flow: FlowModel, parameter: Parameter): Reader[] | undefined {
  const { tree } = flow;
  const lower = parameter.name.toLowerCase();
  const { defaultValue, type } = parameter;
  if (type !== 'string' && type !== 'securestring') return undefined;
  if (!hasNoDefault(tree, parameter) && !tree.isString(defaultValue)) return undefined;
  if (flow.parameters.filter((one) => one.name.toLowerCase() === lower).length > 1) return undefined;
  const readers: Reader[] = [];
  for (const site of flow.expressions) {
    const { node, inKey, step, template } = site;
    if (template.problems.length > 0) {
      const text = inKey ? tree.key(node) : tree.string(node);
      if (/\bparameters\b/i.test(text)) return undefined;
      continue;
    }
    for (const reference of site.references) {
      if (reference.kind !== 'parameter') continue;
      if (reference.name === undefined) return undefined;
      if (reference.name.toLowerCase() !== lower) continue;
      // Something below a text is nothing.
      if (step === undefined || inKey || reference.path.length > 0 || !reference.pathComplete)
        return undefined;
      if (!isEvaluated(flow, step, node)) return undefined;
      readers.push({ step, node, span: tree.spanInString(node, reference.span) });
    }
  }
  return readers;
}
