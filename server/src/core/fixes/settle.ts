import type { Finding, Fix } from '../finding.ts';
import { EditedText } from '../text/composeEdits.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { type Fixable, fixAll } from './fixAll.ts';

/**
 * A repair that brings a secret in from elsewhere can open a new way for it: where a literal stood in a Compose, the run
 * history now shows the vault's answer two steps later. Adds the safe fixes of findings that only the repaired text has;
 * those that it had before stay. Lazy: the text is checked when someone asks for the edits.
 */
export function settled(fix: Fix, before: Fixable, recheck: (text: string) => Fixable): Fix {
  const { title, disposition } = fix;
  let edits: readonly TextEdit[] | undefined;
  const own: Fix = {
    title,
    disposition,
    settle: true,
    get edits() {
      edits ??= fix.edits.length === 0 ? fix.edits : settle(fix.edits, before, recheck);
      return edits;
    },
  };
  // Some are worked out when they are asked for.
  for (const name of ['others', 'reads', 'refused', 'note', 'creates', 'cures'] as const)
    if (name in fix) Object.defineProperty(own, name, { get: () => fix[name], enumerable: true });
  return own;
}

/** The edits of a fix, and the safe fixes of what only the text behind them has. */
export function settle(
  first: readonly TextEdit[],
  before: Fixable,
  recheck: (text: string) => Fixable,
): readonly TextEdit[] {
  const known = new Set(before.findings.map(keyOf));
  const fresh = (text: string): Fixable => {
    const { text: own, problems, findings, fixesFor } = recheck(text);
    return { text: own, problems, findings: findings.filter((one) => !known.has(keyOf(one))), fixesFor };
  };
  const more = fixAll(fresh(applyEdits(before.text, first)), fresh);
  if (more.length === 0) return first;
  const edited = new EditedText(before.text);
  edited.apply(first);
  edited.apply(more);
  return edited.edits();
}

const keyOf = ({ ruleId, fingerprint }: Finding): string => `${ruleId} ${fingerprint}`;
