import type { Finding, Fix } from '../finding.ts';
import { EditedText } from '../text/composeEdits.ts';
import { applyEdits, overlaps, type TextEdit } from '../text/textEdit.ts';

const MAX_ROUNDS = 10;

/** What fix-all needs of a check, so that it can check again after each round. */
export interface Fixable {
  readonly text: string;
  /** Number of syntax problems: a round that adds one is thrown away. */
  readonly problems: number;
  readonly findings: readonly Finding[];
  fixesFor(finding: Finding): readonly Fix[];
}

/**
 * Applies the preferred safe fix of each finding, checks again, and goes on until nothing is left to do. Returns minimal
 * edits against the first text; empty when there is nothing to repair.
 */
export function fixAll(
  first: Fixable,
  recheck: (text: string) => Fixable,
  ruleId?: string,
): readonly TextEdit[] {
  const edited = new EditedText(first.text);
  let current = first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = roundOf(current, ruleId);
    if (edits.length === 0) break;
    const text = applyEdits(current.text, edits);
    const next = recheck(text);
    if (next.problems > current.problems) break;
    edited.apply(edits);
    current = next;
  }
  return current.text === first.text ? [] : edited.edits();
}

/** Edits of all safe fixes that do not touch each other; the rest waits for the next round. */
function roundOf(current: Fixable, ruleId: string | undefined): TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const finding of current.findings) {
    if (finding.fix !== 'safe' || (ruleId !== undefined && finding.ruleId !== ruleId)) continue;
    const fix = current.fixesFor(finding).find((one) => one.disposition === 'safe');
    if (fix === undefined || fix.edits.length === 0) continue;
    const clashes = fix.edits.some((edit) => chosen.some((other) => overlaps(edit, other)));
    if (!clashes) chosen.push(...fix.edits);
  }
  return chosen;
}
