import { hashText } from '../../text/hash.ts';
import type { SolutionModel } from '../model.ts';

/** Longest schema name of the platform. */
const MAX_NAME_LENGTH = 100;

/** Letters, digits and underscores, a letter first; that is what the platform takes. */
export function isSchemaName(name: string): boolean {
  return name.length <= MAX_NAME_LENGTH && /^[A-Za-z][A-Za-z0-9_]*$/.test(name);
}

/**
 * The publisher's prefix, spelled as the names beside it spell it; when the files do not tell it, the one that all names of the
 * solution share, else `new`.
 */
function prefixOf(solution: SolutionModel): string {
  const names = [
    ...solution.environmentVariables.map((one) => one.schemaName),
    ...solution.connectionReferences.map((one) => one.logicalName.value),
  ];
  const { prefix } = solution;
  if (prefix !== undefined && /^[A-Za-z][A-Za-z0-9]{1,20}$/.test(prefix)) {
    const start = `${prefix}_`.toLowerCase();
    return names.find((one) => one.toLowerCase().startsWith(start))?.slice(0, prefix.length) ?? prefix;
  }
  const prefixes = new Set(names.map((name) => name.slice(0, Math.max(0, name.indexOf('_')))));
  const [only] = prefixes;
  return prefixes.size === 1 && only !== undefined && /^[A-Za-z][A-Za-z0-9]{1,20}$/.test(only) ? only : 'new';
}

/** Words of a wish as one name: `API address` becomes `APIAddress`; '' when nothing usable is left. */
function nameFrom(wish: string): string {
  const plain = wish.slice(0, 400).replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
  const words = plain.split(/[^\p{L}\p{N}_]+/u).map((word) => word.replace(/[^A-Za-z0-9_]/g, ''));
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return name.replace(/^_+|_+$/g, '');
}

/** `stem`, or `stem` with the first number that makes it free. */
function firstFree(stem: string, taken: (name: string) => boolean): string {
  let name = stem;
  for (let number = 2; taken(name); number++) name = stem.slice(0, MAX_NAME_LENGTH - 6) + number;
  return name;
}

/**
 * A schema name for an environment variable: the publisher's prefix, the words of `wish`, free in the solution and in the others of
 * the workspace: in an environment two variables of one name are one, and may hold two secrets. `keeps`: the name
 * of a variable that may keep it.
 */
export function uniqueSchemaName(solution: SolutionModel, wish: string, keeps = ''): string {
  const prefix = prefixOf(solution);
  const own = wish.toLowerCase().startsWith(`${prefix.toLowerCase()}_`)
    ? wish.slice(prefix.length + 1)
    : wish;
  const stem = `${prefix}_${nameFrom(own) || 'Value'}`.slice(0, MAX_NAME_LENGTH);
  // A settings file may know a variable of elsewhere, with a value that is not for this one.
  const listed = new Set(
    [
      ...solution.rootComponents.map((one) => one.schemaName?.value),
      ...solution.deploymentSettings.flatMap((one) =>
        one.environmentVariables.map((known) => known.schemaName.value),
      ),
    ].map((name) => name?.toLowerCase()),
  );
  return firstFree(
    stem,
    (name) =>
      name.toLowerCase() !== keeps.toLowerCase() &&
      (solution.environmentVariable(name) !== undefined ||
        listed.has(name.toLowerCase()) ||
        solution.isTaken('environmentVariable', name)),
  );
}

/**
 * A logical name for a new connection reference in the designer's style, e.g. `abc_sharedkeyvault_3f2a1`. The same solution
 * and connector give the same name. `connector`: its id or its name (`shared_keyvault`).
 */
export function uniqueLogicalName(solution: SolutionModel, connector: string): string {
  const api = connector.slice(connector.lastIndexOf('/') + 1).toLowerCase();
  const stem = api.replace(/[^a-z0-9]/g, '').slice(0, 60) || 'shared';
  const suffix = hashText(`${solution.name ?? solution.id}/${api}`).slice(-5);
  return firstFree(
    `${prefixOf(solution)}_${stem}_${suffix}`,
    (name) =>
      solution.connectionReference(name) !== undefined || solution.isTaken('connectionReference', name),
  );
}
