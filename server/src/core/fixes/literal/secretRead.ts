import type { Fix } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import {
  addDeploymentSetting,
  addEnvironmentVariable,
  isRefused,
  type SolutionEnvironmentVariable,
  TYPE_CODES,
  uniqueSchemaName,
} from '../../solution/index.ts';
import { commonAnchor } from '../flow/anchor.ts';
import { literalText } from '../flow/replaceText.ts';
import { leftCopies } from './leftCopies.ts';
import { type Literal, mergeInsertions, type RepairPlace, replaceLiterals, secureUsers } from './literal.ts';
import { displayName, vaultName } from './names.ts';
import { sameLiterals } from './occurrences.ts';
import type { FlowPart } from './otherFlows.ts';
import { inSolution, type Recipe, usual } from './recipe.ts';
import { type SecretRead, secretReads, secretVariableRead, vaultRead } from './secretStep.ts';

const ROTATE = 'Then rotate the old value: git history keeps it.';

/** `Read from Azure Key Vault`: a GetSecret step before the step that needs the secret, or one that is there already. */
export function keyVaultFixes(place: RepairPlace, literal: Literal): Fix[] {
  const secretName = vaultName(literal.name);
  const read = vaultRead(secretName);
  const users = [...new Set(sameLiterals(place.flow, literal).map((one) => one.step))];
  const own =
    secretReads(place, users, read, literal.name, { several: true }) ??
    secretReads(place, [literal.step], read, literal.name);
  if (own === undefined) return [];
  const through = own.connection === undefined ? '' : ` through the connection reference "${own.connection}"`;
  const note =
    own.existing === undefined
      ? `Reads the secret "${secretName}"${through}. Put it into the vault of that connection.${storingNote(place.flow, literal)}${handlerNote(place.flow, literal.step)} ${ROTATE}`
      : `Takes the secret "${secretName}" that "${own.existing.name}" reads already: check that it is the same one. ${ROTATE}`;
  return fixesOf(place, literal, {
    title: 'Read from Azure Key Vault',
    note,
    ...reading(place, read, literal),
  });
}

/**
 * `Read from secret environment variable`: a variable of type Secret, and a step that reads it. A variable of that name
 * that the solution has already comes first, then a new one, without a value.
 */
export function secretVariableFixes(place: RepairPlace, literal: Literal): Fix[] {
  const { solution } = place;
  const shown = displayName(literal.name);
  const known = solution.environmentVariables.find((one) => one.type === 'Secret' && isCalled(one, shown));
  const existing = known === undefined ? [] : useExisting(place, literal, known.schemaName);
  const word = existing.length === 0 ? '' : 'new ';
  return [...existing, ...createNew(place, literal, shown, `Read from ${word}secret environment variable`)];
}

function useExisting(place: RepairPlace, literal: Literal, schemaName: string): Fix[] {
  const title = `Read from secret environment variable "${schemaName}"`;
  const note = `Reads "${schemaName}", a secret variable of this solution with this name: check that it holds the same secret.${storingNote(place.flow, literal)}${handlerNote(place.flow, literal.step)} ${ROTATE}`;
  const read = secretVariableRead(schemaName);
  return fixesOf(place, literal, { title, note, ...reading(place, read, literal) });
}

function createNew(place: RepairPlace, literal: Literal, shown: string, title: string): Fix[] {
  const { solution } = place;
  const schemaName = uniqueSchemaName(solution, shown);
  const note = `Creates the secret variable "${schemaName}" without a value: point it to an Azure Key Vault secret in each environment.${storingNote(place.flow, literal)}${handlerNote(place.flow, literal.step)} ${ROTATE}`;
  const shared: Recipe['shared'] = () => {
    const created = addEnvironmentVariable(solution, { schemaName, displayName: shown, type: 'Secret' });
    if (isRefused(created)) return undefined;
    const setting = addDeploymentSetting(solution, {
      environmentVariable: schemaName,
      typeCode: TYPE_CODES.Secret,
    });
    // A damaged settings file is left alone.
    return [...created, ...(isRefused(setting) ? [] : setting)];
  };
  const read = secretVariableRead(schemaName);
  return fixesOf(place, literal, {
    title,
    note,
    creates: schemaName,
    shared,
    ...reading(place, read, literal),
  });
}

/** Every copy of the secret in the flow, or all that can be had; then in the solution. */
function fixesOf(place: RepairPlace, literal: Literal, recipe: Recipe): Fix[] {
  const all = sameLiterals(place.flow, literal);
  const inFlow = usual(place, recipe, all) ?? usual(place, recipe, [literal]);
  return [inFlow, inSolution(place, recipe, [literal])].filter((fix) => fix !== undefined);
}

/**
 * What a new read before the step means for the steps that wait for its failure: run-after entries are joined by AND, so they
 * stay as they are, and when the read fails the step is skipped.
 */
export function handlerNote(flow: FlowModel, user: Step): string {
  const anchor = commonAnchor(flow, [user]);
  const handlers = (anchor?.branch?.steps ?? []).filter((step) =>
    step.runAfter.some(
      ({ name, statuses }) =>
        name.toLowerCase() === anchor?.name.toLowerCase() &&
        statuses.includes('failed') &&
        !statuses.includes('skipped'),
    ),
  );
  const names = handlers.slice(0, 3).map((step) => `"${step.name}"`);
  const more = handlers.length > names.length ? ' and others' : '';
  return anchor === undefined || names.length === 0
    ? ''
    : ` When the read fails, "${anchor.name}" is skipped, and what handles its failure does not run: ${names.join(', ')}${more}.`;
}

/** What to store, where that is not what a look at the flow tells. */
function storingNote({ tree }: FlowModel, { value, encoding, node, span }: Literal): string {
  if (/^https?:\/\//i.test(value)) return ' The whole URL is the secret.';
  const isEncoded = encoding !== undefined && literalText(tree, node, span) !== value;
  return isEncoded ? ' It stands here encoded: store the secret itself, the flow encodes it.' : '';
}

/** Display name, or schema name without the publisher's prefix, compared by letters and digits alone. */
function isCalled({ schemaName, definition }: SolutionEnvironmentVariable, shown: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const own = schemaName.slice(schemaName.indexOf('_') + 1);
  return [own, definition?.displayName?.value ?? ''].some((name) => letters(name) === letters(shown));
}

/** Literals replaced by what a step reads, their users secured. */
function reading(
  { solution }: RepairPlace,
  read: SecretRead,
  { name }: Literal,
): Pick<Recipe, 'settle' | 'part'> {
  const part = (flow: FlowModel, literals: readonly Literal[]): FlowPart | undefined => {
    const users = [...new Set(literals.map((one) => one.step))];
    const reads = secretReads({ flow, solution }, users, read, name, { several: true });
    if (reads === undefined) return undefined;
    const replaced = replaceLiterals(flow, literals, reads.expressionIn);
    if (replaced === undefined) return undefined;
    const edits = mergeInsertions([...replaced, ...reads.edits, ...secureUsers(flow, literals)]);
    const left = leftCopies(flow, literals);
    return edits && { edits, others: reads.others, connection: reads.connection, left };
  };
  return { settle: true, part };
}
