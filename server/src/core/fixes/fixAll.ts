import type { Finding, Fix } from '../finding.ts';
import { EditedText } from '../text/composeEdits.ts';
import { applyEdits, overlaps, type TextEdit } from '../text/textEdit.ts';

const MAX_ROUNDS = 20;

/** What fix-all needs of a check, so that it can check again after each round. */
export interface Fixable {
  readonly text: string;
  /** Number of syntax problems and properties that stand twice. */
  readonly problems: number;
  readonly findings: readonly Finding[];
  fixesFor(finding: Finding): readonly Fix[];
}

interface Round {
  readonly edits: readonly TextEdit[];
  readonly after: Fixable;
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
  for (let count = 0; count < MAX_ROUNDS; count++) {
    const round = nextRound(current, recheck, ruleId);
    if (round === undefined) break;
    edited.apply(round.edits);
    current = round.after;
  }
  return current.text === first.text ? [] : edited.edits();
}

/** All safe fixes that do not overlap, the rest waits for the next round; a single one where they get in each other's way. */
function nextRound(
  current: Fixable,
  recheck: (text: string) => Fixable,
  ruleId: string | undefined,
): Round | undefined {
  const fixes = safeFixes(current, ruleId);
  const together: TextEdit[] = [];
  for (const edits of fixes) {
    const clashes = edits.some((edit) => together.some((other) => overlaps(edit, other)));
    if (!clashes) together.push(...edits);
  }
  if (together.length === 0) return undefined;
  const all = attempt(current, together, recheck);
  if (all !== undefined || fixes.length === 1) return all;
  // Two fixes for one step may each be right and wrong together, such as both adding the same property.
  for (const edits of fixes) {
    const one = attempt(current, edits, recheck);
    if (one !== undefined) return one;
  }
  return undefined;
}

function safeFixes(current: Fixable, ruleId: string | undefined): (readonly TextEdit[])[] {
  const found: (readonly TextEdit[])[] = [];
  for (const finding of current.findings) {
    if (finding.fix !== 'safe' || (ruleId !== undefined && finding.ruleId !== ruleId)) continue;
    const fix = current.fixesFor(finding).find((one) => one.disposition === 'safe');
    if (fix !== undefined && fix.edits.length > 0) found.push(fix.edits);
  }
  return found;
}

/** Undefined when the text would not be better for the edits: no longer well-formed, or with a finding it did not have. */
function attempt(
  current: Fixable,
  edits: readonly TextEdit[],
  recheck: (text: string) => Fixable,
): Round | undefined {
  const after = recheck(applyEdits(current.text, edits));
  if (after.problems > current.problems) return undefined;
  const known = new Set(current.findings.map(keyOf));
  return after.findings.every((finding) => known.has(keyOf(finding))) ? { edits, after } : undefined;
}

const keyOf = ({ ruleId, fingerprint }: Finding): string => `${ruleId} ${fingerprint}`;
