import type { RuleFix } from '../finding.ts';
import { KEEPS_OLD, type OtherFlows, secretBesideFix, variableToSecretFix } from '../fixes/literal/index.ts';
import { credentialName } from '../secrets/detect/names.ts';
import { isPlaceholder } from '../secrets/detect/placeholder.ts';
import { findSecrets } from '../secrets/detect/secretValue.ts';
import type { SecretMatch } from '../secrets/detect/types.ts';
import { withArticle } from '../secrets/where.ts';
import {
  isKeyVaultReference,
  isPipelineToken,
  isRefused,
  type SolutionEnvironmentVariable,
  type SolutionModel,
  setEnvironmentVariableType,
} from '../solution/index.ts';
import { parentOf } from '../solution/paths.ts';

/** What the rules about values of environment variables share, in definitions and in deployment settings. */

/** Stands where a secret does, and is none: nothing, a reference to Azure Key Vault, a token of a pipeline, a placeholder. */
export function standsForSecret(value: string): boolean {
  if (value.trim() === '' || isKeyVaultReference(value) || isPipelineToken(value)) return true;
  // An address is a value, also one at a host called `example`.
  return !value.includes('://') && isPlaceholder(value);
}

/** Name under which a variable's values are judged: display and schema name, either may tell. */
export function judgedName(schemaName: string, variable: SolutionEnvironmentVariable | undefined): string {
  const displayName = variable?.definition?.displayName?.value;
  // Without its prefix, which is no word of the name.
  return displayName === undefined
    ? schemaName.replace(/^[a-z][a-z0-9]{1,7}_(?=.)/i, '')
    : `${displayName} (${schemaName})`;
}

/**
 * Secrets in the value of a variable, by its own form or by the variable's name; also what stands in plain text in a variable
 * of type Secret, as far as it looks like a secret. Empty for what only looks somewhat like one.
 */
export function secretsInValue(
  value: string,
  schemaName: string,
  variable: SolutionEnvironmentVariable | undefined,
): readonly SecretMatch[] {
  if (isKeyVaultReference(value) || isPipelineToken(value)) return [];
  const own = judgedName(schemaName, variable);
  // A variable of type Secret promises one, whatever its name says.
  const name = variable?.type === 'Secret' && credentialName(own)?.kind !== 'strong' ? 'secret' : own;
  return findSecrets(value, { names: [name] }).filter(
    ({ confidence, span }) => confidence !== 'low' && !isPlaceholder(value.slice(span.start, span.end)),
  );
}

/** `an Entra client secret and a password`. */
export function describeMatches(matches: readonly SecretMatch[]): string {
  return [...new Set(matches.map((match) => withArticle(match.label)))].join(' and ');
}

/** When the first of them ends, for hovers; undefined where no value says so. */
export function expiryOf(matches: readonly SecretMatch[]): string | undefined {
  const expires = matches.find((match) => match.expires !== undefined)?.expires;
  return expires && `It expires on ${expires.slice(0, 10)}.`;
}

/**
 * The repair that all of them offer; none for what cannot become a secret variable. Flows that take the variable are rewritten
 * when all flows of the solution are known.
 */
export function secretVariableFixes(
  solution: SolutionModel,
  schemaName: string,
  otherFlows?: OtherFlows,
): readonly RuleFix[] {
  const edit = setEnvironmentVariableType(solution, schemaName, 'Secret');
  if (isRefused(edit) || edit.length === 0) return [];
  const own = solution.environmentVariable(schemaName);
  const emptied = edit.some((change) => parentOf(change.uri) !== own?.folder);
  const title = `Turn "${own?.schemaName ?? schemaName}" into a secret variable`;
  const note = `Sets the type to Secret and takes plain values out of the definition${emptied ? ' and the deployment settings' : ''}. Give it the path of an Azure Key Vault secret in each environment${KEEPS_OLD}.`;
  const everywhere =
    own && otherFlows && variableToSecretFix(solution, own, edit, otherFlows, { title, note });
  if (everywhere !== undefined) {
    const beside = secretBesideFix(solution, own!, otherFlows!);
    return beside === undefined ? [everywhere] : [everywhere, beside];
  }
  const flows =
    otherFlows === undefined
      ? 'A flow cannot take a secret variable as a parameter: flows that do so now have to read it at run time, with the Dataverse action RetrieveEnvironmentVariableSecretValue.'
      : 'No flow of the solution takes it as a parameter.';
  return [
    {
      kind: 'make-secret-variable',
      title,
      disposition: 'review',
      edits: [],
      others: edit,
      note: `${note} ${flows}`,
    },
  ];
}
