import { readsRowOf, variableRowsOf } from '../../exposure/variableRows.ts';
import type { Fix, SolutionFix } from '../../finding.ts';
import type { FlowModel, Parameter, Step } from '../../flow/model.ts';
import { hasNoDefault } from '../../flow/parameters.ts';
import { encodeString } from '../../json/escapes.ts';
import type { NodeId } from '../../json/tree.ts';
import type { FlowOverview } from '../../overview/types.ts';
import {
  type FileChange,
  isRefused,
  type SolutionEnvironmentVariable,
  type SolutionModel,
  setEnvironmentVariableType,
} from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { removeNode } from '../jsonEdits.ts';
import { isEditable, isEvaluated, mergeInsertions, repair, secureUsers } from './literal.ts';
import {
  type Across,
  type FlowPart,
  fixAcross,
  inFlows,
  namesOf,
  type OtherFlows,
  toSolutionFix,
} from './otherFlows.ts';
import { secretReads, secretVariableRead } from './secretStep.ts';

/**
 * Turns the text variable behind a parameter into a secret one and reads it at run time: the variable's type and values, a
 * step before all readers, the readers of the parameter, and no parameter any more; in this flow, and in all others that take
 * the variable. Empty where that is not exact in this flow: a trigger or an output of it reads the parameter, a name of a
 * parameter is computed, no step can come before a reader, or the solution does not define the variable.
 */
export function parameterToSecretFixes(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  parameter: Parameter,
  otherFlows?: OtherFlows,
): Fix[] {
  const { schemaName, defaultValue } = parameter;
  if (!isEditable(solution) || flow.wrapper !== 'solution' || schemaName === undefined) return [];
  const variable = solution.environmentVariable(schemaName);
  const own = variable && secretPart(flow, solution, variable);
  if (variable === undefined || own === undefined) return [];
  const changed = setEnvironmentVariableType(solution, schemaName, 'Secret');
  if (isRefused(changed)) return [];
  const isSecret = variable.type === 'Secret';
  const title = isSecret
    ? `Read the secret variable "${variable.schemaName}" at run time`
    : `Turn "${variable.schemaName}" into a secret variable, read at run time`;
  const kind = isSecret ? 'read-at-run-time' : 'make-secret-variable';
  // A variable that was a secret from the start never had a value in the files.
  const hadValue = !isSecret || flow.tree.string(defaultValue) !== '';
  const rotate = hadValue ? ' Rotate the old value: git history keeps it.' : '';
  const rows = rowReaders(solution, variable.schemaName, otherFlows, flow);
  const point = `Point "${variable.schemaName}" to an Azure Key Vault secret in each environment${isSecret ? '' : KEEPS_OLD}.${rows}`;
  const takers = otherFlows && takersOf(otherFlows, schemaName);

  const elsewhere = takers === undefined ? solution.flows.length > 1 : takers.length > 0;
  const others = elsewhere
    ? ' Other flows that read it as a parameter do not turn on until they read it the same way.'
    : '';
  const alone = repair(
    { flow, solution },
    { kind, title, subject: variable.schemaName, note: `${point}${others}${rotate}`, settle: true },
    own.edits,
    () => {
      const more = own.others === undefined ? [] : own.others();
      return more && [...changed, ...more];
    },
  );
  if (alone === undefined || otherFlows === undefined || takers === undefined) return alone ? [alone] : [];
  const everywhere = fixAcross({
    ...across(solution, variable, changed, otherFlows, takers),
    kind,
    title: `${title} ${inFlows(takers.length + 1)}`,
    note: `${point}${rotate}`,
    own: { ...own, flow },
    needsOther: isSecret,
    ...(isSecret ? { widens: true as const } : {}),
  });
  if (everywhere === undefined) return [alone];
  // With a type that others cannot take, a repair of this flow alone would stop them.
  return isSecret ? [alone, everywhere] : [everywhere];
}

/**
 * Turns a text variable into a secret one, and rewrites all flows that take it. `changed`: what the type and the values take.
 * Undefined when no flow does.
 */
export function variableToSecretFix(
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
  changed: readonly FileChange[],
  otherFlows: OtherFlows,
  { title, note }: Pick<Fix, 'title'> & { readonly note: string },
): SolutionFix | undefined {
  const takers = takersOf(otherFlows, variable.schemaName);
  const flows = takers.length === 1 ? 'in the flow that takes it' : inFlows(takers.length);
  const fix = fixAcross({
    ...across(solution, variable, changed, otherFlows, takers),
    kind: 'make-secret-variable',
    title: `${title}, read at run time ${flows}`,
    note,
    needsOther: false,
  });
  return fix && toSolutionFix(fix);
}

/** An import sets the type of a variable, and leaves the value that an environment has. */
export const KEEPS_OLD = ', which keeps the old plain value until then';

/**
 * A sentence about flows that read the variable out of the environment variable tables, which no parameter tells and no repair
 * rewrites: they get the path of the secret from then on. Empty when there is none.
 */
export function rowReaders(
  solution: SolutionModel,
  schemaName: string,
  otherFlows: OtherFlows | undefined,
  own?: FlowModel,
): string {
  const ownRows = own === undefined ? [] : variableRowsOf(own);
  const steps = ownRows.filter((one) => readsRowOf([one], schemaName)).map(({ step }) => `"${step}"`);
  const flows = otherFlows?.overviews.filter((one) => readsRowOf(one.variableRows, schemaName)) ?? [];
  const who = [...steps, ...(flows.length === 0 ? [] : [namesOf(solution, flows)])].join(' and ');
  if (who === '') return '';
  return ` It is also read out of the environment variable tables, in ${who}: what is read there becomes the path of the secret, so change that by hand.`;
}

function takersOf({ overviews }: OtherFlows, schemaName: string): FlowOverview[] {
  const lower = schemaName.toLowerCase();
  return overviews.filter((one) => one.variables.some((known) => known.schemaName.toLowerCase() === lower));
}

function across(
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
  changed: readonly FileChange[],
  otherFlows: OtherFlows,
  holders: readonly FlowOverview[],
): Omit<Across, 'kind' | 'title' | 'note' | 'needsOther'> {
  return {
    solution,
    subject: variable.schemaName,
    settle: true,
    shared: () => changed,
    otherFlows,
    holders,
    part: ({ flow }) =>
      parametersOf(flow, variable).length === 0 ? 'nothing' : secretPart(flow, solution, variable),
    left: (names) =>
      `Not rewritten, because it cannot be done exactly there: ${names}. A flow that takes a secret variable as a parameter does not turn on, so change that by hand.`,
  };
}

function parametersOf(flow: FlowModel, { schemaName }: SolutionEnvironmentVariable): Parameter[] {
  const lower = schemaName.toLowerCase();
  return flow.parameters.filter((one) => one.schemaName?.toLowerCase() === lower);
}

/** A flow that takes the variable as a parameter, and then reads it at run time. */
function secretPart(
  flow: FlowModel,
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
): FlowPart | undefined {
  const parameters = parametersOf(flow, variable);
  const readers: Reader[] = [];
  for (const parameter of parameters) {
    const found = readersOf(flow, parameter);
    if (found === undefined) return undefined;
    readers.push(...found);
  }
  const users = [...new Set(readers.map((one) => one.step))];
  const shown = variable.definition?.displayName?.value ?? variable.schemaName;
  const read = secretVariableRead(variable.schemaName);
  const reads = secretReads({ flow, solution }, users, read, shown, { several: true });
  if (reads === undefined) return undefined;
  const edits = mergeInsertions([
    ...parameters.flatMap((one) => removeNode(flow.tree, one.node)),
    ...reads.edits,
    ...readers.map(({ span, step }) => ({ span, newText: encodeString(reads.expressionIn(step)) })),
    ...secureUsers(flow, readers),
  ]);
  return edits && { edits, others: reads.others, connection: reads.connection };
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
