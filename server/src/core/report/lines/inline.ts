/**
 * A line of a report as parts: our own words, and data of the files, which each writer shows as it is. Own words can only be written
 * in the source, as the text of a `line` template: data cannot become markup by mistake.
 */
export type Part =
  /** Of our own. */
  | { readonly as: 'words'; readonly text: string }
  /** Data: a name in bold or in italics, a value as code, or a text that stands in a sentence. */
  | { readonly as: 'bold' | 'italic' | 'code' | 'strongCode' | 'plain'; readonly text: string };

export type Line = readonly Part[];

/** Builds a line: the text between the values is ours. */
export function line(words: TemplateStringsArray, ...values: readonly (Part | Line | number)[]): Line {
  const parts: Part[] = [];
  words.forEach((text, index) => {
    if (text !== '') parts.push({ as: 'words', text });
    const value = values[index];
    if (value === undefined) return;
    if (typeof value === 'number') parts.push({ as: 'words', text: String(value) });
    else if (isLine(value)) parts.push(...value);
    else parts.push(value);
  });
  return parts;
}

function isLine(value: Part | Line): value is Line {
  return Array.isArray(value);
}

export const NOTHING: Line = [];

const data =
  (as: Exclude<Part['as'], 'words'>) =>
  (text: string): Part => ({ as, text });

/** What a line is about: the name of a flow or a step. */
export const bold = data('bold');
/** Another step that a sentence names. */
export const italic = data('italic');
/** A value. */
export const code = data('code');
/** The part of a value that changed, beside parts that did not. */
export const strongCode = data('strongCode');
/** Text of a file within a sentence: a type, a label, a message. */
export const plain = data('plain');

/** Lines one behind the other, with words of ours between them. */
export function joined(lines: readonly Line[], between: Line = line`, `): Line {
  return lines.flatMap((one, index) => (index === 0 ? one : [...between, ...one]));
}

/** `*A*`, `*A* and *B*`, `*A*, *B* and 3 more`. */
export function names(all: readonly string[], write: (name: string) => Part = italic, most = 3): Line {
  const shown = all.slice(0, most).map((name) => line`${write(name)}`);
  const more = all.length - shown.length;
  if (more > 0) return line`${joined(shown)} and ${more} more`;
  if (shown.length < 2) return shown[0] ?? NOTHING;
  return line`${joined(shown.slice(0, -1))} and ${shown.at(-1)!}`;
}
