import { compileNamePattern, type NamePattern } from '../../text/naming/namePattern.ts';
import { quotedName } from '../unknownNames.ts';

/** Patterns by their text: the same few for every flow. */
const compiled = new Map<string, NamePattern | undefined>();
const MOST_COMPILED = 50;

/** The pattern of an option; undefined where none is set. */
export function patternOf(option: unknown): NamePattern | undefined {
  if (typeof option !== 'string') return undefined;
  if (compiled.has(option)) return compiled.get(option);
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  const pattern = compileNamePattern(option);
  // Whoever reads the configuration tells what is wrong with it.
  const usable = typeof pattern === 'string' ? undefined : pattern;
  compiled.set(option, usable);
  return usable;
}

/** The texts of a finding about a name, the same for all kinds. `what`: `step`; `option`: the one with the pattern. */
export function mismatchTexts(
  what: string,
  option: string,
  name: string,
  pattern: NamePattern,
): { readonly message: string; readonly why: string } {
  return {
    message: `The name of the ${what} ${quotedName(name)} does not fit the pattern ${quotedName(pattern.text)}.`,
    why: `The option "${option}" of "naming-convention" in the configuration sets the pattern${pattern.example === undefined ? '' : `: a name such as "${pattern.example}" fits`}.`,
  };
}
