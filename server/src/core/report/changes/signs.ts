import { line } from '../lines/inline.ts';

/** Signs stand beside words that say the same. The plus is escaped: Markdown would begin a list with it. */
export const ADDED = line`\\+ `;
export const REMOVED = line`− `;
export const CHANGED = line`~ `;
export const MOVED = line`→ `;
