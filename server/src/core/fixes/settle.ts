import type { Finding, RuleFix } from '../finding.ts';
import { EditedText } from '../text/composeEdits.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { type Fixable, fixAll } from './fixAll.ts';
import { identitiesOf } from './identities.ts';

/**
 * A repair that brings a secret in from elsewhere can open a new way for it: where a literal stood in a Compose, the run
 * history now shows the vault's answer two steps later. Adds the fixes of findings that only the repaired text has: those
 * that complete the repair, and the safe ones. What it had before stays. Lazy: the text is checked when someone asks for the edits.
 */
export function settled(fix: RuleFix, before: Fixable, recheck: (text: string) => Fixable): RuleFix {
  const { kind, title, disposition } = fix;
  let known: Settled | undefined;
  const result = (): Settled => {
    known ??=
      fix.edits.length === 0 ? { edits: fix.edits, left: [], also: '' } : settle(fix.edits, before, recheck);
    return known;
  };
  const own: RuleFix = {
    kind,
    title,
    disposition,
    settle: true,
    get edits() {
      return result().edits;
    },
  };
  // Some are worked out when they are asked for.
  for (const name of [
    'others',
    'subject',
    'takes',
    'widens',
    'reads',
    'refused',
    'creates',
    'cures',
    'places',
    'completes',
  ] as const)
    if (name in fix) Object.defineProperty(own, name, { get: () => fix[name], enumerable: true });
  if ('note' in fix) {
    const note = (): string => `${fix.note ?? ''}${result().also}${staysInVariable(result().left)}`;
    Object.defineProperty(own, 'note', { get: note, enumerable: true });
  }
  return own;
}

/** No setting can hide a variable: whoever takes the repair has to know before. */
function staysInVariable(left: readonly Finding[]): string {
  return left.some(({ ruleId }) => ruleId === 'secret-in-variable')
    ? ' What is read then stands in a variable, which the run history shows: secret-in-variable tells of it and repairs it next.'
    : '';
}

export interface Settled {
  readonly edits: readonly TextEdit[];
  /** Findings that only the text behind the edits has, and that no fix of those repairs. */
  readonly left: readonly Finding[];
  /** What completes the repair, as sentences for its note, each behind a blank. */
  readonly also: string;
}

/** Each completing fix drops a variable; this is for a defect of ours. */
const MAX_COMPLETED = 100;

/** The edits of a fix, and the completing and the safe fixes of what only the text behind them has. */
export function settle(
  first: readonly TextEdit[],
  before: Fixable,
  recheck: (text: string) => Fixable,
): Settled {
  const known = new Set(before.findings.flatMap(keysOf));
  const isNew = (finding: Finding): boolean => keysOf(finding).some((key) => !known.has(key));
  const fresh = (text: string): Fixable => {
    const { text: own, problems, findings, fixesFor } = recheck(text);
    return { text: own, problems, findings: findings.filter(isNew), fixesFor };
  };
  const edited = new EditedText(before.text);
  edited.apply(first);
  let current = fresh(applyEdits(before.text, first));
  let also = '';
  for (let count = 0; count < MAX_COMPLETED; count++) {
    const next = completing(current);
    const after = next && fresh(applyEdits(current.text, next.edits));
    if (next === undefined || after === undefined || after.problems > current.problems) break;
    edited.apply(next.edits);
    also += next.note === undefined ? '' : ` ${next.note}`;
    current = after;
  }
  const left = current.findings.filter((finding) => finding.fix !== 'safe');
  const more = fixAll(current, fresh);
  if (also === '' && more.length === 0) return { edits: first, left, also };
  edited.apply(more);
  return { edits: edited.edits(), left, also };
}

function completing(current: Fixable): RuleFix | undefined {
  for (const finding of current.findings) {
    const fix = finding.fix === 'review' && current.fixesFor(finding).find((one) => one.completes);
    if (fix && fix.edits.length > 0) return fix;
  }
  return undefined;
}

/** Of all places of a finding. */
const keysOf = (finding: Finding): string[] =>
  identitiesOf(finding).map(({ fingerprint }) => `${finding.ruleId} ${fingerprint}`);
