import type { Finding, RuleFix } from '../finding.ts';
import { EditedText, type MarkedEdit } from '../text/composeEdits.ts';
import { applyEdits, overlaps, sortEdits, type TextEdit } from '../text/textEdit.ts';
import { curedBy } from './identities.ts';
import { holdsPromise, kindOfFinding, kindsOf, pick } from './pick.ts';

/** Each round repairs at least one finding or the part that has a safe fix, and brings up none, so that rounds end by themselves; this is for a defect of ours. */
const MAX_ROUNDS = 1000;

/** What fix-all needs of a check, so that it can check again after each round. */
export interface Fixable<F extends Finding = Finding> {
  readonly text: string;
  /** Number of syntax problems, properties that stand twice, and rules that failed. */
  readonly problems: number;
  readonly findings: readonly F[];
  fixesFor(finding: Finding): readonly RuleFix[];
}

/** Who is told what became of the findings. */
export interface FixAllListener<F extends Finding = Finding> {
  /** Called for each finding that stays since its repair was taken back. */
  readonly onNotRepaired?: ((finding: Finding) => void) | undefined;
  /** Called for each finding of the first text that is gone, at least the places of it or the part that has a safe fix. */
  readonly onRepaired?: ((finding: F) => void) | undefined;
}

export interface FixAllOptions<F extends Finding = Finding> extends FixAllListener<F> {
  /** Which findings to repair; all when left out. Asked anew after each round. */
  readonly isWanted?: ((finding: Finding) => boolean) | undefined;
}

interface Planned {
  readonly finding: Finding;
  readonly edits: readonly MarkedEdit[];
  readonly cures: RuleFix['cures'];
}

interface Round {
  readonly edits: readonly MarkedEdit[];
  readonly after: Fixable;
}

/**
 * Applies the preferred safe fix of each finding, checks again, and goes on until nothing is left to do. A repair whose
 * finding is still there (of one that cures a part: still has a safe fix), that brings up another one or damages the text is taken back, the others stay. Returns minimal
 * edits against the first text, each marked with the rules that it was made for; empty when there is nothing to repair.
 */
export function fixAll<F extends Finding>(
  first: Fixable<F>,
  recheck: (text: string) => Fixable,
  { isWanted = () => true, onNotRepaired, onRepaired }: FixAllOptions<F> = {},
): readonly MarkedEdit[] {
  const edited = new EditedText(first.text);
  let current: Fixable = first;
  /** By kind; with the text that they failed on. */
  const refused = new Map<string, Planned & { readonly text: string }>();
  for (let count = 0; count < MAX_ROUNDS; count++) {
    const fixes = safeFixes(current, isWanted, refused);
    if (fixes.length === 0) {
      // What failed before other repairs were made may be right now: or the next run would change the file again.
      const stale = [...refused].filter(([, { text }]) => text !== current.text);
      if (stale.length === 0) break;
      for (const [kind] of stale) refused.delete(kind);
      continue;
    }
    const picked = pick(apart(fixes), (some) => attempt(current, some, recheck));
    for (const one of picked.refused) refused.set(kindOfFinding(one.finding), { ...one, text: current.text });
    if (picked.result === undefined) continue;
    edited.apply(picked.result.edits);
    current = picked.result.after;
  }
  for (const { finding } of refused.values()) onNotRepaired?.(finding);
  if (current.text === first.text) return [];
  if (onRepaired !== undefined) for (const one of goneOf(first.findings, current, isWanted)) onRepaired(one);
  return edited.edits();
}

/** The findings that were to be repaired and of which no place, or one fewer, has a safe fix now. */
function goneOf<F extends Finding>(
  findings: readonly F[],
  { findings: after }: Fixable,
  isWanted: (finding: Finding) => boolean,
): F[] {
  const left = new Map<string, number>();
  for (const kind of after.filter((one) => one.fix === 'safe').flatMap(kindsOf))
    left.set(kind, (left.get(kind) ?? 0) + 1);
  return findings.filter((finding) => {
    if (finding.fix !== 'safe' || !isWanted(finding)) return false;
    let isGone = false;
    for (const kind of kindsOf(finding)) {
      const number = left.get(kind) ?? 0;
      left.set(kind, number - 1);
      isGone ||= number <= 0;
    }
    return isGone;
  });
}

function safeFixes(
  current: Fixable,
  isWanted: (finding: Finding) => boolean,
  refused: ReadonlyMap<string, unknown>,
): readonly Planned[] {
  const found: Planned[] = [];
  for (const finding of current.findings) {
    if (finding.fix !== 'safe' || !isWanted(finding) || refused.has(kindOfFinding(finding))) continue;
    const safe = current.fixesFor(finding).filter((one) => one.disposition === 'safe');
    // Where only some places have a safe fix, each of those has its own.
    const chosen = safe[0]?.places === undefined ? safe.slice(0, 1) : safe;
    for (const fix of chosen)
      if (fix.edits.length > 0)
        found.push({
          finding: curedBy(fix, finding),
          edits: fix.edits.map((edit) => ({ ...edit, marks: [finding.ruleId] })),
          cures: fix.cures,
        });
  }
  return found;
}

/** Those that do not overlap; the rest waits for the next round. */
function apart(fixes: readonly Planned[]): readonly Planned[] {
  const together: Planned[] = [];
  const taken: TextEdit[] = [];
  for (const one of fixes) {
    if (one.edits.some((edit) => taken.some((other) => overlaps(edit, other)))) continue;
    together.push(one);
    taken.push(...one.edits);
  }
  return together;
}

/** Undefined when the repairs do not hold what a safe fix promises. */
function attempt(
  current: Fixable,
  fixes: readonly Planned[],
  recheck: (text: string) => Fixable,
): Round | undefined {
  const edits = fixes.flatMap((one) => one.edits);
  if (fixes.some((one) => clashInside(one.edits))) return undefined;
  const after = recheck(applyEdits(current.text, edits));
  if (after.problems > current.problems) return undefined;
  const repaired = fixes.filter((one) => one.cures === undefined).map((one) => one.finding);
  const partly = fixes.filter((one) => one.cures !== undefined).map((one) => one.finding);
  return holdsPromise(current.findings, repaired, after.findings, partly) ? { edits, after } : undefined;
}

/** Edits of one repair that cannot be applied together: a builder is wrong. */
function clashInside(edits: readonly TextEdit[]): boolean {
  const sorted = sortEdits(edits);
  return sorted.some((edit, index) => index > 0 && edit.span.start < sorted[index - 1]!.span.end);
}
