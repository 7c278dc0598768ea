// `ignore` of the config: which findings it leaves out, what is told of its entries, and how an entry is written.

export { addIgnoreEntry, type NewIgnoreEntry, newConfigText } from './addEntry.ts';
export { type FileIgnores, ignoresFor } from './fileIgnores.ts';
export { type IgnoreNotice, NOTICE_RULES, noticePage, noticesOf } from './notices.ts';
