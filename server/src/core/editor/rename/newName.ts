import { displayName } from '../../fixes/literal/names.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import {
  isSchemaName,
  type SolutionEnvironmentVariable,
  type SolutionModel,
  uniqueSchemaName,
} from '../../solution/index.ts';
import { isUnwritable } from '../../solution/xml/escape.ts';

/** Both names of a variable. */
export interface VariableName {
  readonly displayName: string;
  readonly schemaName: string;
}

/** Longest display name that the platform takes. */
const MAX_DISPLAY_NAME = 100;
const BOTH = /^(.{1,200}?)\s{0,20}\(([A-Za-z][A-Za-z0-9_]{0,120})\)$/u;

/**
 * What somebody typed as the new name of a variable:
 * - `Order API (abc_OrderApi)`, as parameters are called: both;
 * - `abc_OrderApi`, with the prefix of the publisher or of the old name: the schema name; a display name that was made from the old
 *   one is made from it, another one stays;
 * - anything else: the display name, and a schema name made from it. It stays when it comes out the same.
 */
export function readNewName(
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
  typed: string,
): VariableName | { readonly refused: string } {
  const text = typed.trim();
  if (text === '') return { refused: 'Type a display name or a schema name.' };
  const prefixes = [solution.prefix, prefixOf(variable.schemaName)].filter((one) => one !== undefined);
  const hasPrefix = (name: string): boolean =>
    prefixes.some(
      (one) => name.toLowerCase().startsWith(`${one.toLowerCase()}_`) && name.length > one.length + 1,
    );
  const both = BOTH.exec(text);
  if (both !== null && hasPrefix(both[2]!)) return checked(solution, variable, both[1]!.trim(), both[2]!);
  if (isSchemaName(text) && hasPrefix(text))
    return checked(solution, variable, displayNameBeside(variable, text), text);
  return checked(solution, variable, text, schemaNameFor(solution, variable, text));
}

function displayNameBeside(variable: SolutionEnvironmentVariable, schemaName: string): string {
  const made = (name: string): string => displayName(name.slice(name.indexOf('_') + 1));
  const old = variable.definition?.displayName?.value;
  const isMade = old === undefined || old === variable.schemaName || old === made(variable.schemaName);
  return isMade ? made(schemaName) : old;
}

function prefixOf(schemaName: string): string | undefined {
  const at = schemaName.indexOf('_');
  return at > 0 ? schemaName.slice(0, at) : undefined;
}

/** Free in the solution, but for the variable itself; with the prefix that it has. */
function schemaNameFor(
  solution: SolutionModel,
  { schemaName }: SolutionEnvironmentVariable,
  wish: string,
): string {
  const prefix = prefixOf(schemaName);
  const free = uniqueSchemaName(solution, wish, schemaName);
  // The solution's prefix may be another one than the variable has.
  const named = prefix === undefined ? free : `${prefix}${free.slice(free.indexOf('_'))}`;
  return named.toLowerCase() === schemaName.toLowerCase() ? schemaName : named;
}

function checked(
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
  shown: string,
  schemaName: string,
): VariableName | { readonly refused: string } {
  if (shown.length > MAX_DISPLAY_NAME)
    return { refused: `A display name has at most ${MAX_DISPLAY_NAME} characters.` };
  if (isUnwritable(shown) || /[\r\n\t]/.test(shown))
    return { refused: 'The name holds characters that a display name cannot have.' };
  if (!isSchemaName(schemaName))
    return {
      refused: `"${withoutSecrets(schemaName).slice(0, 100)}" cannot be a schema name: it takes letters, digits and "_", at most 100.`,
    };
  const other = solution.environmentVariable(schemaName);
  if (other !== undefined && other !== variable)
    return { refused: `The solution already has an environment variable "${other.schemaName}".` };
  const old = variable.definition?.displayName?.value ?? variable.schemaName;
  if (schemaName === variable.schemaName && shown === old)
    return { refused: 'The variable has this name already.' };
  return { displayName: shown, schemaName };
}
