/** What the designer puts before the name of a copy, in the languages that it speaks. */
const COPY_START =
  /^(?:copy of|kopie von|copie de|copia de|copia di|c[óo]pia de|kopie van|kopia av|kopi af|kopi av)\s+/i;
/** `TEST Notify`, `[test] Notify`, `temp - Notify`; but not `Test connection`, where it is what the flow does. */
const TEST_START = /^(?:TEST|TEMP|TMP)\s+/;
const MARKED_START = /^(?:(?:test|testing|temp|tmp)\s{0,3}[-_:|]|[[(](?:test|temp|tmp)[\])])[\s_:|-]*/i;
const COUNT = '(?:\\s{0,2}\\(?\\d{1,3}\\)?)?';
/** `Notify test`, `Notify tmp 2`. */
const TEST_END = new RegExp(`[\\s_-](?:test|testing|temp|tmp)${COUNT}$`, 'i');
/** `Notify - Copy (2)`, `Notify (test)`, `Notify_bak`; but not `Database backup`. */
const MARK_END = new RegExp(
  `(?:\\s{0,3}[-_|:]\\s{0,3}|\\s{0,3}[[(])(?:copy|kopie|copie|copia|c[óo]pia|test|testing|temp|tmp|backup|bak)${COUNT}[\\])]?$`,
  'i',
);

const FORMS = [COPY_START, TEST_START, MARKED_START, TEST_END, MARK_END];

/** Longest name that is looked at. */
const MAX_NAME = 200;

/** Names that a copy or test of this name may come from; empty for a name that does not sound like one. */
export function originalNames(name: string): string[] {
  const found = new Set([name.trim().slice(0, MAX_NAME)]);
  // A set goes on to what is added on the way: copies of copies.
  for (const one of found) {
    for (const form of FORMS) {
      const rest = one.replace(form, '').trim();
      if (rest !== '' && found.size < 20) found.add(rest);
    }
  }
  return [...found].slice(1);
}
