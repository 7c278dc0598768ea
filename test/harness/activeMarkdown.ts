// What GitHub and GitLab would make of a Markdown text besides words: an oracle for names that must stay text.

/** Rest of a line once all that is certainly text is gone: escapes, entities and code spans. */
function active(line: string): string {
  let rest = '';
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '\\' && /[!-/:-@[-`{-~]/.test(line[at + 1] ?? '')) {
      rest += ' ';
      at++;
    } else if (character === '`') {
      let run = 1;
      while (line[at + run] === '`') run++;
      const fence = '`'.repeat(run);
      const end = closing(line, at + run, fence);
      if (end === -1) throw new Error(`A code span has no end: ${line}`);
      // Names next to a code span are not continued by it.
      rest += '\u0000';
      at = end + run - 1;
    } else rest += character;
  }
  return rest.replace(/&(?:#\d+|[a-z]+);/gi, '\u0000');
}

/** Where a run of exactly these backticks begins. */
function closing(line: string, from: number, fence: string): number {
  for (let at = line.indexOf('`', from); at !== -1; at = line.indexOf('`', at)) {
    let run = 0;
    while (line[at + run] === '`') run++;
    if (run === fence.length) return at;
    at += run;
  }
  return -1;
}

const MEANINGS: readonly (readonly [string, RegExp])[] = [
  ['mention', /@[a-z0-9]/i],
  ['address', /[a-z0-9]@[a-z0-9]/i],
  ['reference', /(?:^|\W)[#!]\d/],
  ['issue', /\bGH-\d/i],
  ['label', /~[a-z"]/i],
  ['link', /\]\(|\]\[|\[[^\]]*\]:/],
  ['URL', /[a-z]:\/\/|www\./i],
  ['HTML', /<[a-z/!?]/i],
  ['formula', /\$/],
];

/** What in a text has a meaning, by name. Lines of the text itself (headings, items, tables) count as none. */
export function meaningsIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const rest = active(line);
    return MEANINGS.filter(([, pattern]) => pattern.test(rest)).map(([name]) => `${name}: ${line}`);
  });
}
