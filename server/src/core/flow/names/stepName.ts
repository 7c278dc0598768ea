/** What the platform and its designer take as the name of a trigger or an action. */

/**
 * Longest name in UTF-16 code units. Source: "Limits and configuration" of Power Automate, 80 characters for the name of a trigger or
 * an action.
 */
export const MAX_STEP_NAME = 80;

/** `too long` is refused by the service; the designer alone refuses the others. */
export type NameFault = 'empty' | 'too long' | 'white space' | 'characters';

/**
 * Characters that the designer refuses. It refuses a colon as well, which stands in the names of many flows that were exported and
 * run. Source: `graph.ts` of Microsoft's designer (Azure/LogicAppsUX).
 */
const REFUSED = /[#<>%&\\?/]/;
/** Tabs, line breaks and other control characters; a blank within a name is ordinary. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** What is wrong with a name by itself, the worst first; undefined where nothing is. */
export function nameFault(name: string): NameFault | undefined {
  if (name.length > MAX_STEP_NAME) return 'too long';
  if (name.trim() === '') return 'empty';
  if (name.trim().length !== name.length || CONTROL.test(name)) return 'white space';
  return REFUSED.test(name) ? 'characters' : undefined;
}

/** The refused characters in a name, each once, in their order. */
export function refusedCharacters(name: string): readonly string[] {
  return [...new Set(name)].filter((one) => REFUSED.test(one));
}

/** A name near to `name` without any fault; '' where nothing of it is left. */
export function soundName(name: string): string {
  // What the rule refuses may be very long.
  const parts = name.slice(0, 4 * MAX_STEP_NAME).split(/[#<>%&\\?/]|[^\P{Cc}]|[\u2028\u2029]/u);
  const sound = parts.length === 1 ? parts[0]!.trim() : parts.map(withoutEnds).filter(Boolean).join('_');
  return cutName(sound, MAX_STEP_NAME);
}

/** At most so many UTF-16 code units; cuts no character in two, and leaves no blank at the end. */
export function cutName(name: string, most: number): string {
  return name
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
}

function withoutEnds(part: string): string {
  const isEdge = (at: number): boolean => part[at] === '_' || part[at]?.trim() === '';
  let start = 0;
  let end = part.length;
  while (start < end && isEdge(start)) start++;
  while (end > start && isEdge(end - 1)) end--;
  return part.slice(start, end);
}
