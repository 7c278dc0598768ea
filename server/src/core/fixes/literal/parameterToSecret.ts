import { readsRowOf } from '../../exposure/variableRows.ts';
import type { RuleFix } from '../../finding.ts';
import type { FlowModel, Parameter } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import {
  type FileChange,
  isRefused,
  type SolutionEnvironmentVariable,
  type SolutionModel,
  setEnvironmentVariableType,
} from '../../solution/index.ts';
import { isEditable, repair } from './literal.ts';
import { type FlowPart, fixAcross, inFlows, namesOf } from './otherFlows.ts';
import { besideFixes } from './secretBeside.ts';
import { across, secretPart, takersOf, takes } from './secretPart.ts';
import type { OtherFlows, RepairPlace } from './types.ts';

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
): RuleFix[] {
  const { schemaName, defaultValue } = parameter;
  if (!isEditable(solution) || flow.wrapper !== 'solution' || schemaName === undefined) return [];
  const variable = solution.environmentVariable(schemaName);
  const own = variable && secretPart(flow, solution, variable, variable);
  if (variable === undefined || own === undefined) return [];
  const place = { flow, solution, otherFlows };
  return [...turnFixes(place, variable, own, defaultValue), ...besideFixes(place, variable)];
}

function turnFixes(
  { flow, solution, otherFlows }: RepairPlace,
  variable: SolutionEnvironmentVariable,
  own: FlowPart,
  defaultValue: NodeId,
): RuleFix[] {
  const { schemaName } = variable;
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
  const rows = rowReaders(solution, schemaName, otherFlows);
  const stays = own.stays === undefined ? '' : ` ${own.stays}`;
  const point = `Point "${schemaName}" to an Azure Key Vault secret in each environment${isSecret ? '' : KEEPS_OLD}.`;
  const takers = otherFlows && takersOf(otherFlows, schemaName);
  const elsewhere = takers === undefined ? solution.flows.length > 1 : takers.length > 0;
  const others = elsewhere
    ? ' Other flows that read it as a parameter do not turn on until they read it the same way.'
    : '';
  const alone = repair(
    { flow, solution },
    {
      kind,
      title,
      subject: variable.schemaName,
      note: `${point}${stays}${rows}${others}${rotate}`,
      settle: true,
    },
    own.edits,
    () => {
      const more = own.others === undefined ? [] : own.others();
      return more && [...changed, ...more];
    },
  );
  if (alone === undefined || otherFlows === undefined || takers === undefined) return alone ? [alone] : [];
  const everywhere = fixAcross({
    ...across(solution, variable, () => changed, otherFlows, takers),
    kind,
    title: `${title} ${inFlows(takers.length + 1)}`,
    note: `${point}${rotate}`,
    own: { ...own, flow },
    needsOther: isSecret,
    ...(isSecret ? { widens: true as const } : { stops: (one) => takes(one, schemaName) }),
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
  { title, note }: Pick<RuleFix, 'title'> & { readonly note: string },
): RuleFix | undefined {
  const takers = takersOf(otherFlows, variable.schemaName);
  const flows = takers.length === 1 ? 'in the flow that takes it' : inFlows(takers.length);
  return fixAcross({
    ...across(solution, variable, () => changed, otherFlows, takers),
    kind: 'make-secret-variable',
    title: `${title}, read at run time ${flows}`,
    note,
    // With no flow that reads it at run time, all that the type changes is what others get.
    needsOther: true,
    stops: (one) => takes(one, variable.schemaName),
  });
}

/** An import sets the type of a variable, and leaves the value that an environment has. */
export const KEEPS_OLD = ', which keeps the old plain value until then';

/**
 * A sentence about other flows that read the variable out of the environment variable tables and stay as they are: they get the
 * path of the secret from then on. Empty when there is none.
 */
function rowReaders(solution: SolutionModel, schemaName: string, otherFlows: OtherFlows | undefined): string {
  const flows = otherFlows?.overviews.filter((one) => readsRowOf(one.variableRows, schemaName)) ?? [];
  if (flows.length === 0) return '';
  const who = namesOf(solution, flows);
  return ` It is also read out of the environment variable tables, in ${who}: what is read there becomes the path of the secret, so change that by hand.`;
}
