import type { RuleFix } from '../../finding.ts';
import {
  addDeploymentSetting,
  addEnvironmentVariable,
  type FileChange,
  isRefused,
  type SolutionEnvironmentVariable,
  type SolutionModel,
  TYPE_CODES,
  uniqueSchemaName,
} from '../../solution/index.ts';
import { repair } from './literal.ts';
import { fixAcross, inFlows } from './otherFlows.ts';
import { across, type SecretTarget, secretPart, takersOf } from './secretPart.ts';
import type { OtherFlows, Others, RepairPlace } from './types.ts';

/**
 * A new secret variable beside a plain one, which keeps its value for whatever cannot be rewritten: other solutions, apps, flows
 * in which a name is computed. In this flow, and in all that take it.
 */
export function besideFixes(
  { flow, solution, otherFlows }: RepairPlace,
  variable: SolutionEnvironmentVariable,
): RuleFix[] {
  const beside = besideOf(solution, variable);
  const part = beside && secretPart(flow, solution, variable, beside);
  if (beside === undefined || part === undefined) return [];
  const stays = part.stays === undefined ? '' : ` ${part.stays}`;
  const { schemaName: creates, title, note, shared } = beside;
  const alone = repair(
    { flow, solution },
    { kind: KIND, title, note: `${note}${stays}`, subject: variable.schemaName, settle: true, creates },
    part.edits,
    () => {
      const [made, more] = [shared(), part.others === undefined ? [] : part.others()];
      return made && more && [...made, ...more];
    },
  );
  const takers = otherFlows && takersOf(otherFlows, variable.schemaName);
  if (alone === undefined || otherFlows === undefined || takers === undefined) return alone ? [alone] : [];
  const everywhere = fixAcross({
    ...across(solution, variable, shared, otherFlows, takers, beside),
    kind: KIND,
    title: `${title} ${inFlows(takers.length + 1)}`,
    ...{ note, creates },
    own: { ...part, flow },
    needsOther: true,
  });
  return everywhere === undefined ? [alone] : [alone, everywhere];
}

/** The same for a finding beside the flows, in all that take the variable: it stays, and tells of the plain one. */
export function secretBesideFix(
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
  otherFlows: OtherFlows,
): RuleFix | undefined {
  const beside = besideOf(solution, variable);
  const takers = takersOf(otherFlows, variable.schemaName);
  if (beside === undefined) return undefined;
  const flows = takers.length === 1 ? 'in the flow that takes it' : inFlows(takers.length);
  return fixAcross({
    ...across(solution, variable, beside.shared, otherFlows, takers, beside),
    kind: KIND,
    title: `${beside.title} ${flows}`,
    note: beside.note,
    cures: 'readers',
    needsOther: true,
  });
}

const KIND = 'secret-variable-beside';

interface Beside extends SecretTarget {
  readonly title: string;
  readonly note: string;
  readonly shared: Others;
}

/** Undefined where the solution cannot take a new variable, and beside what is no text. */
function besideOf(solution: SolutionModel, variable: SolutionEnvironmentVariable): Beside | undefined {
  if (variable.type !== 'String' || variable.definition === undefined) return undefined;
  const shown = `${variable.definition.displayName?.value ?? variable.schemaName} secret`;
  const schemaName = uniqueSchemaName(solution, shown);
  const shared = (): readonly FileChange[] | undefined => {
    const made = addEnvironmentVariable(solution, { schemaName, displayName: shown, type: 'Secret' });
    if (isRefused(made)) return undefined;
    const setting = addDeploymentSetting(solution, {
      environmentVariable: schemaName,
      typeCode: TYPE_CODES.Secret,
    });
    // A damaged settings file is left alone.
    return [...made, ...(isRefused(setting) ? [] : setting)];
  };
  return {
    schemaName,
    displayName: shown,
    shared,
    title: `Read a new secret variable "${schemaName}" instead`,
    note: `Creates "${schemaName}" without a value: point it to an Azure Key Vault secret in each environment. "${variable.schemaName}" stays with its old plain value, in the files and in each environment: remove it when nothing reads it any more, and rotate the value.`,
  };
}
