import type { RuleFix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import {
  addDeploymentSetting,
  addEnvironmentVariable,
  isRefused,
  type SolutionEnvironmentVariable,
  TYPE_CODES,
  uniqueSchemaName,
} from '../../solution/index.ts';
import { quoted } from '../../text/shortTitle.ts';
import { literalText } from '../flow/replaceText.ts';
import { handlerNote, named, runWhenSkipped, skippedByReadAlone } from './failureHandlers.ts';
import { leftCopies } from './leftCopies.ts';
import { mergeInsertions, replaceLiterals, secureUsers } from './literal.ts';
import { displayName, vaultName } from './names.ts';
import { sameLiterals } from './occurrences.ts';
import type { FlowPart } from './otherFlows.ts';
import { inSolution, type Recipe, usual } from './recipe.ts';
import { readName, type SecretRead, secretReads, secretVariableRead, vaultRead } from './secretStep.ts';
import { textBefore } from './surroundings.ts';
import type { Literal, RepairPlace } from './types.ts';

const ROTATE = 'Then rotate the old value: git history keeps it.';

/**
 * `Read "x-api-key" from Azure Key Vault`: a GetSecret step before the step that needs the secret. Where its name is taken, a free
 * one first, since all copies of a secret go at once and what is left is another one; then the read that is there already.
 */
export function keyVaultFixes(place: RepairPlace, literal: Literal): RuleFix[] {
  const wish = vaultName(literal.name);
  const free = freeVaultName(place, literal.name, wish);
  return [free, ...(free === wish ? [] : [wish])].flatMap((name) => vaultFixes(place, literal, name, free));
}

function vaultFixes(place: RepairPlace, literal: Literal, secretName: string, free: string): RuleFix[] {
  const read = vaultRead(secretName);
  const users = [...new Set(sameLiterals(place.flow, literal).map((one) => one.step))];
  const own =
    secretReads(place, users, read, literal.name, { several: true }) ??
    secretReads(place, [literal.step], read, literal.name);
  if (own === undefined || (secretName !== free && own.existing === undefined)) return [];
  const through = own.connection === undefined ? '' : ` through the connection reference "${own.connection}"`;
  const note =
    own.existing === undefined
      ? `Reads the secret "${secretName}"${through}. Put it into the vault of that connection.${storingNote(place.flow, literal)} ${ROTATE}`
      : `Takes the secret "${secretName}" that "${own.existing.name}" reads already: check that it is the same one. ${ROTATE}`;
  const by = own.existing === undefined ? '' : `, with step ${quoted(own.existing.name)}`;
  const title = `Read ${quoted(literal.field ?? literal.name)} from Azure Key Vault${by}`;
  return fixesOf(place, literal, { kind: 'key-vault', title, note }, read);
}

/**
 * A name that no step of the flow reads, and none that a repair has put into a flow of the solution: what these read is not known, how
 * many there are is.
 */
function freeVaultName({ flow, otherFlows }: RepairPlace, name: string, wish: string): string {
  const read = new Set(
    flow.actions.flatMap(({ operation }) => {
      const known = operation && flow.tree.stringAt(operation.parameters, 'secretName');
      return known === undefined ? [] : [known.toLowerCase()];
    }),
  );
  const step = readName(name).toLowerCase();
  const isRead = (other: { readonly name: string }): boolean => {
    const lower = other.name.toLowerCase();
    return lower === step || (lower.startsWith(`${step}_`) && /^_\d+$/.test(lower.slice(step.length)));
  };
  const inOthers = otherFlows?.overviews.flatMap((one) => one.names.filter(isRead)).length ?? 0;
  const made = inOthers === 0 ? 0 : inOthers + flow.actions.filter(isRead).length;
  const numbered = (number: number): string => (number === 1 ? wish : `${wish}-${number}`);
  let number = made + 1;
  while (read.has(numbered(number))) number++;
  return numbered(number);
}

/**
 * `Read "x-api-key" from a new secret variable "Order service key"`: a variable of type Secret, and a step that reads it. A variable of that name
 * that the solution has already comes first, then a new one, without a value.
 */
export function secretVariableFixes(place: RepairPlace, literal: Literal): RuleFix[] {
  const { solution } = place;
  const shown = displayName(literal.name);
  const known = solution.environmentVariables.find((one) => one.type === 'Secret' && isCalled(one, shown));
  const existing = known === undefined ? [] : useExisting(place, literal, known.schemaName);
  return [...existing, ...createNew(place, literal, shown)];
}

function useExisting(place: RepairPlace, literal: Literal, schemaName: string): RuleFix[] {
  const title = `Read ${quoted(literal.field ?? literal.name)} from the secret variable "${schemaName}"`;
  const note = `Reads "${schemaName}", a secret variable of this solution with this name: check that it holds the same secret.${storingNote(place.flow, literal)} ${ROTATE}`;
  const read = secretVariableRead(schemaName);
  return fixesOf(place, literal, { kind: 'existing-secret-variable', title, note }, read);
}

function createNew(place: RepairPlace, literal: Literal, shown: string): RuleFix[] {
  const title = `Read ${quoted(literal.field ?? literal.name)} from a new secret variable ${quoted(shown)}`;
  const { solution } = place;
  const schemaName = uniqueSchemaName(solution, shown);
  const note = `Creates the secret variable "${schemaName}" without a value: point it to an Azure Key Vault secret in each environment.${storingNote(place.flow, literal)} ${ROTATE}`;
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
  return fixesOf(place, literal, { kind: 'secret-variable', title, note, creates: schemaName, shared }, read);
}

/**
 * Every copy of the secret in the flow, or all that can be had; the same with the handlers of the steps before which it is read,
 * where it can be had; then in the solution.
 */
function fixesOf(
  place: RepairPlace,
  { name, ...literal }: Literal,
  words: Omit<Recipe, 'part' | 'settle'>,
  read: SecretRead,
): RuleFix[] {
  const one = { ...literal, name };
  const recipe: Recipe = { ...words, settle: true, part: reading(place, read, name, false) };
  const all = sameLiterals(place.flow, one);
  const inFlow = usual(place, recipe, all) ?? usual(place, recipe, [one]);
  const handled = inFlow && withHandlers(place, recipe, read, all, name);
  return [inFlow, handled, inSolution(place, recipe, [one])].filter((fix) => fix !== undefined);
}

/** A read that may fail is a new way for the step to be skipped: what handles its failure then runs as well. */
function withHandlers(
  place: RepairPlace,
  recipe: Recipe,
  read: SecretRead,
  literals: readonly Literal[],
  name: string,
): RuleFix | undefined {
  const users = [...new Set(literals.map((one) => one.step))];
  const alone = skippedByReadAlone(secretReads(place, users, read, name, { several: true })?.anchors ?? []);
  if (alone.length === 0) return undefined;
  const suffix = ', with failure handlers';
  const note = `${recipe.note} What handles the failure of ${named(alone)} runs as well when the read fails.`;
  return usual(place, { ...recipe, suffix, note, part: reading(place, read, name, true) }, literals);
}

/** What to store, where that is not what a look at the flow tells. */
function storingNote(flow: FlowModel, { value, encoding, node, span }: Literal): string {
  if (/^https?:\/\//i.test(value)) return ' The whole URL is the secret.';
  const isEncoded = encoding !== undefined && literalText(flow.tree, node, span) !== value;
  if (isEncoded) return ' It stands here encoded: store the secret itself, the flow encodes it.';
  // `Basic `: the flow keeps the word, and twice it would fail.
  const word = span.start > MAX_WORD ? undefined : WORD.exec(textBefore(flow, node, span) ?? '')?.[0];
  return word === undefined
    ? ''
    : ` Store it without the "${word.trim()}" before it, which stays in the flow.`;
}

const MAX_WORD = 60;
const WORD = /^[A-Za-z][A-Za-z-]{1,19} $/;

/** Display name, or schema name without the publisher's prefix, compared by letters and digits alone. */
function isCalled({ schemaName, definition }: SolutionEnvironmentVariable, shown: string): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const own = schemaName.slice(schemaName.indexOf('_') + 1);
  return [own, definition?.displayName?.value ?? ''].some((name) => letters(name) === letters(shown));
}

/** Literals replaced by what a step reads, their users secured. `handled`: handlers of failures run when the read fails. */
function reading(
  { solution }: RepairPlace,
  read: SecretRead,
  name: string,
  handled: boolean,
): Recipe['part'] {
  return (flow, literals): FlowPart | undefined => {
    const users = [...new Set(literals.map((one) => one.step))];
    const reads = secretReads({ flow, solution }, users, read, name, { several: true });
    if (reads === undefined) return undefined;
    const replaced = replaceLiterals(flow, literals, reads.expressionIn);
    const alone = handled ? skippedByReadAlone(reads.anchors) : [];
    const handlers = runWhenSkipped(flow, alone);
    if (replaced === undefined || handlers === undefined) return undefined;
    const edits = mergeInsertions([...replaced, ...reads.edits, ...secureUsers(flow, literals), ...handlers]);
    const skipped = reads.anchors.length === 0 ? [] : [...reads.anchors, ...users];
    const stays = handlerNote(skipped.filter((step) => !alone.includes(step))).trim();
    return (
      edits && {
        ...{ edits, others: reads.others, connection: reads.connection, left: leftCopies(flow, literals) },
        stays: stays === '' ? undefined : stays,
      }
    );
  };
}
