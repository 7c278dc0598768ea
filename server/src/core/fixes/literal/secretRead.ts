import type { Fix } from '../../finding.ts';
import {
  addDeploymentSetting,
  addEnvironmentVariable,
  isRefused,
  type SolutionEnvironmentVariable,
  TYPE_CODES,
  uniqueSchemaName,
} from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { replaceText } from '../flow/replaceText.ts';
import {
  type Literal,
  mergeInsertions,
  type RepairPlace,
  repair,
  secureUser,
  storingNote,
} from './literal.ts';
import { displayName, vaultName } from './names.ts';
import { type SecretStep, secretStep, secretVariableRead, vaultRead } from './secretStep.ts';

const ROTATE = 'Then rotate the old value: git history keeps it.';

/** `Read from Azure Key Vault`: a GetSecret step before the step that needs the secret, or one that is there already. */
export function keyVaultFix(place: RepairPlace, literal: Literal): Fix | undefined {
  const secretName = vaultName(literal.name);
  const step = secretStep(place, [literal.step], vaultRead(secretName), literal.name);
  if (step === undefined) return undefined;
  const through =
    step.connection === undefined ? '' : ` through the connection reference "${step.connection}"`;
  const note =
    step.existing === undefined
      ? `Reads the secret "${secretName}"${through}. Put it into the vault of that connection.${storingNote(literal)} ${ROTATE}`
      : `Takes the secret "${secretName}" that "${step.existing.name}" reads already: check that it is the same one. ${ROTATE}`;
  const title = 'Read from Azure Key Vault';
  return repair(place, { title, note, settle: true }, readEdits(place, literal, step), step.others);
}

/**
 * `Read from secret environment variable`: a variable of type Secret, and a step that reads it. A variable of that name
 * that the solution has already comes first, then a new one, without a value.
 */
export function secretVariableFixes(place: RepairPlace, literal: Literal): Fix[] {
  const { solution } = place;
  const shown = displayName(literal.name);
  const known = solution.environmentVariables.find((one) => one.type === 'Secret' && isCalled(one, shown));
  const existing = known && useExisting(place, literal, known.schemaName);
  const word = existing === undefined ? '' : 'new ';
  const created = createNew(place, literal, shown, `Read from ${word}secret environment variable`);
  return [existing, created].filter((fix) => fix !== undefined);
}

function useExisting(place: RepairPlace, literal: Literal, schemaName: string): Fix | undefined {
  const step = secretStep(place, [literal.step], secretVariableRead(schemaName), literal.name);
  if (step === undefined) return undefined;
  const title = `Read from secret environment variable "${schemaName}"`;
  const note = `Reads "${schemaName}", a secret variable of this solution with this name: check that it holds the same secret.${storingNote(literal)} ${ROTATE}`;
  return repair(place, { title, note, settle: true }, readEdits(place, literal, step), step.others);
}

function createNew(place: RepairPlace, literal: Literal, shown: string, title: string): Fix | undefined {
  const { solution } = place;
  const schemaName = uniqueSchemaName(solution, shown);
  const step = secretStep(place, [literal.step], secretVariableRead(schemaName), literal.name);
  if (step === undefined) return undefined;
  const note = `Creates the secret variable "${schemaName}" without a value: point it to an Azure Key Vault secret in each environment.${storingNote(literal)} ${ROTATE}`;
  return repair(place, { title, note, settle: true }, readEdits(place, literal, step), () => {
    const created = addEnvironmentVariable(solution, { schemaName, displayName: shown, type: 'Secret' });
    const more = step.others === undefined ? [] : step.others();
    if (isRefused(created) || more === undefined) return undefined;
    const setting = addDeploymentSetting(solution, {
      environmentVariable: schemaName,
      typeCode: TYPE_CODES.Secret,
    });
    // A damaged settings file is left alone.
    return [...created, ...more, ...(isRefused(setting) ? [] : setting)];
  });
}

/** Display name, or schema name without the publisher's prefix, compared by letters and digits alone. */
function isCalled({ schemaName, definition }: SolutionEnvironmentVariable, shown: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const own = schemaName.slice(schemaName.indexOf('_') + 1);
  return [own, definition?.displayName?.value ?? ''].some((name) => letters(name) === letters(shown));
}

/** The literal replaced by what the step reads, its user secured. */
function readEdits({ flow }: RepairPlace, literal: Literal, step: SecretStep): TextEdit[] | undefined {
  const replaced = replaceText(flow.tree, literal.node, literal.span, step.expression);
  return replaced && mergeInsertions([replaced, ...step.edits, ...secureUser(flow, literal.step)]);
}
