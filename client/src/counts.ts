import * as l10n from './l10n/index.ts';

/** One of each, and several. Whole texts: languages form plurals in their own ways. */
const COUNTED = {
  finding: { one: () => l10n.t('1 finding'), more: (count: number) => l10n.t('{0} findings', count) },
  error: { one: () => l10n.t('1 error'), more: (count: number) => l10n.t('{0} errors', count) },
  warning: { one: () => l10n.t('1 warning'), more: (count: number) => l10n.t('{0} warnings', count) },
  hint: { one: () => l10n.t('1 hint'), more: (count: number) => l10n.t('{0} hints', count) },
  step: { one: () => l10n.t('1 step'), more: (count: number) => l10n.t('{0} steps', count) },
  other: { one: () => l10n.t('1 other'), more: (count: number) => l10n.t('{0} others', count) },
  flow: { one: () => l10n.t('1 flow'), more: (count: number) => l10n.t('{0} flows', count) },
  solution: { one: () => l10n.t('1 solution'), more: (count: number) => l10n.t('{0} solutions', count) },
  file: { one: () => l10n.t('1 file'), more: (count: number) => l10n.t('{0} files', count) },
  entry: { one: () => l10n.t('1 entry'), more: (count: number) => l10n.t('{0} entries', count) },
  thing: { one: () => l10n.t('1 thing'), more: (count: number) => l10n.t('{0} things', count) },
} as const;

/** `1 finding`, `2 findings`, in the language of VS Code. */
export function plural(count: number, noun: keyof typeof COUNTED): string {
  const { one, more } = COUNTED[noun];
  return count === 1 ? one() : more(count);
}
