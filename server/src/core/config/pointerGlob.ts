/** Longest pointer glob taken; real pointers stay below 1,000 characters. */
const MAX_POINTER_LENGTH = 4_000;

/** Why a pointer glob cannot be used, as the end of a sentence; undefined when it can. */
export function pointerGlobProblem(glob: string): string | undefined {
  if (glob.length > MAX_POINTER_LENGTH) return `is longer than ${MAX_POINTER_LENGTH} characters`;
  if (glob !== '' && !glob.startsWith('/'))
    return 'does not begin with "/": write it as reports do, such as "/properties/definition/actions/Name"';
  if (/~(?![01])/.test(glob)) return 'holds "~" alone: write "~0" for "~" and "~1" for "/" within a name';
  return undefined;
}

/**
 * Matches RFC 6901 pointers. `*` stands for any characters within one name, `**` as a whole name for any number of names,
 * none included. Everything else is literal: names of steps and expressions hold brackets and braces. Case counts.
 */
export function compilePointerGlob(glob: string): (pointer: string) => boolean {
  if (!glob.includes('*')) return (pointer) => pointer === glob;
  const wanted = glob.split('/');
  return (pointer) => matchesParts(wanted, pointer.split('/'));
}

/** Going back to the last `**` alone is enough: the cost is bounded by the product of the lengths. */
function matchesParts(wanted: readonly string[], given: readonly string[]): boolean {
  let w = 0;
  let g = 0;
  let star = -1;
  let from = 0;
  while (g < given.length) {
    if (w < wanted.length && wanted[w] === '**') {
      star = w++;
      from = g;
    } else if (w < wanted.length && matchesName(wanted[w]!, given[g]!)) {
      w++;
      g++;
    } else if (star !== -1) {
      w = star + 1;
      g = ++from;
    } else return false;
  }
  while (wanted[w] === '**') w++;
  return w === wanted.length;
}

function matchesName(wanted: string, given: string): boolean {
  if (!wanted.includes('*')) return wanted === given;
  const pieces = wanted.split('*');
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (given.length < first.length + last.length || !given.startsWith(first) || !given.endsWith(last))
    return false;
  let at = first.length;
  const end = given.length - last.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = given.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
