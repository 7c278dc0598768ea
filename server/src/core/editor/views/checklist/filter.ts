/** Whether texts hold all that somebody looks for. */
export type TextFilter = (...texts: readonly (string | undefined)[]) => boolean;

/** More than anybody types. */
const LONGEST = 200;

/** The words of a filter, as they are told back; '' for none. Whatever a client sends is taken. */
export function filterText(filter: unknown): string {
  return typeof filter === 'string' ? filter.slice(0, LONGEST).trim().replace(/\s+/g, ' ') : '';
}

/** Every word must stand somewhere in the texts, in any case. Undefined where there is no word: everything passes. */
export function textFilter(filter: unknown): TextFilter | undefined {
  const text = filterText(filter).toLowerCase();
  if (text === '') return undefined;
  const words = text.split(' ');
  return (...texts) => {
    const all = texts
      .filter((one) => one !== undefined)
      .join('\n')
      .toLowerCase();
    return words.every((word) => all.includes(word));
  };
}
