// `ignore` of the config: which findings it leaves out, what is told of its entries, and how an entry is written.

export type { NewIgnoreEntry } from './addEntry.ts';
export { type FileIgnores, ignoresFor } from './fileIgnores.ts';
export { type IgnoreNotice, noticePage, noticesOf } from './notices.ts';
