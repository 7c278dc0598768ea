import type { Fix } from '../finding.ts';
import { onlySecures } from './kinds.ts';

const REVIEW_NOTE = 'Lockkeeper cannot prove that the flow still does the same.';
/** Of a repair that changes the run history alone, or nothing that a flow does. */
const SAFE_NOTE = 'The flow does what it did.';

/** What a fix does, and what is left to do: its own words, or what can be said of its disposition. */
export function noteOf({
  note,
  disposition,
  kind,
}: Pick<Fix, 'note' | 'disposition'> & Partial<Pick<Fix, 'kind'>>): string {
  if (note !== undefined) return note;
  return disposition === 'safe' || (kind !== undefined && onlySecures(kind)) ? SAFE_NOTE : REVIEW_NOTE;
}
