import type { Finding, FlowFinding } from '../../finding.ts';
import { notRepaired } from '../../fixes/notRepaired.ts';
import { applyEdits } from '../../text/textEdit.ts';
import type { Analysis } from '../analysis.ts';
import { type RepairedFinding, repairedIn } from '../repairs/index.ts';

/** What became of a flow. */
export type RepairedFlow =
  | {
      readonly kind: 'repaired';
      readonly text: string;
      /** Of the new text. */
      readonly analysis: Analysis;
      /** The findings that are gone by a safe fix. */
      readonly repaired: readonly RepairedFinding[];
      /** Sentences about repairs that were taken back. */
      readonly notRepaired: readonly string[];
    }
  | { readonly kind: 'nothing'; readonly notRepaired: readonly string[] }
  /** The file must stay as it is; `defect` when the fault is ours. */
  | { readonly kind: 'refused'; readonly message: string; readonly defect: boolean };

/** Applies the safe fixes of the given rules to a text, of all rules when none are given. `check`: of such a text. Never throws. */
export function repairFlow(
  before: string,
  ruleIds: readonly string[],
  check: (text: string) => Analysis,
): RepairedFlow {
  try {
    let analysis = check(before);
    let text = before;
    const left: Finding[] = [];
    const repaired: RepairedFinding[] = [];
    for (const ruleId of ruleIds.length === 0 ? [undefined] : ruleIds) {
      const own: FlowFinding[] = [];
      const edits = analysis.fixAll(ruleId, {
        onNotRepaired: (finding) => left.push(finding),
        onRepaired: (finding) => own.push(finding),
      });
      if (edits.length === 0) continue;
      repaired.push(...repairedIn(analysis, own));
      text = applyEdits(text, edits);
      analysis = check(text);
    }
    const problems = left.map((finding) => notRepaired(finding, analysis));
    if (text === before) return { kind: 'nothing', notRepaired: problems };
    if (isJson(text)) return { kind: 'repaired', text, analysis, repaired, notRepaired: problems };
    return isJson(before)
      ? refused('The repair would leave this file as no valid JSON; it was left as it is.', true)
      : refused('This file is not valid JSON and was left as it is.', false);
  } catch (error) {
    // The message may quote the file; the name does not.
    const name = error instanceof Error ? error.name : typeof error;
    return refused(`Internal error while repairing this file: ${name}. It was left as it is.`, true);
  }
}

function refused(message: string, defect: boolean): RepairedFlow {
  return { kind: 'refused', message, defect };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
    return true;
  } catch {
    return false;
  }
}
