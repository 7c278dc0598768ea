import { nearest } from '../../config/index.ts';
import type { Disposition } from '../../finding.ts';
import type { RunAfter } from '../../flow/model.ts';
import { removeNode, replaceValue } from '../../json/edits.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'run-after-invalid-status',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A step waits for a status that does not exist',
    fix: 'safe',
    kinds: ['correct-status'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow: { tree } }, finding) {
    const { node, suggestion } = finding.data as WrongStatus;
    if (suggestion === undefined) return [];
    // One that comes before and means the same is corrected on its own.
    const isThere = tree
      .children(tree.parent(node))
      .some(
        (one) =>
          (statusOf(tree, one) ?? (one < node && suggestStatus(tree.string(one))?.status)) ===
          suggestion.status,
      );
    return [
      {
        kind: 'correct-status',
        title: isThere
          ? `Remove ${quotedName(tree.string(node))}, as ${suggestion.status} is there`
          : `Write ${suggestion.status} in place of ${quotedName(tree.string(node))}`,
        disposition: suggestion.disposition,
        edits: isThere ? removeNode(tree, node) : replaceValue(tree, node, suggestion.status),
      },
    ];
  },
});

/** Source: Microsoft's page on the workflow definition language. Compared without case: `SUCCEEDED` runs in exported flows. */
const STATUSES: ReadonlyMap<string, string> = new Map(
  ['Succeeded', 'Failed', 'Skipped', 'TimedOut'].map((status) => [status.toLowerCase(), status]),
);

/** Words of other languages and tools for the four. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Succeeded: 'success successful succeed completed complete ok done',
    Failed: 'failure fails error errored faulted',
    TimedOut: 'timeout time-out',
    Skipped: 'skips ignored',
  }).flatMap(([status, words]) => words.split(' ').map((word): [string, string] => [word, status])),
);

interface WrongStatus {
  /** The string in the list. */
  readonly node: NodeId;
  readonly suggestion: { readonly status: string; readonly disposition: Disposition } | undefined;
}

function check({ flow, report }: FlowRuleContext): void {
  const { tree, actions } = flow;
  if (tree.problems.length > 0) return;
  for (const step of actions) {
    for (const entry of step.runAfter) {
      if (entry.statuses.every((status) => STATUSES.has(status))) continue;
      for (const node of wrongIn(tree, entry)) {
        const suggestion = suggestStatus(tree.string(node));
        report({
          place: { node, part: 'value' },
          message: `${stepName(step)} runs after ${quotedName(entry.name)} with the status ${quotedName(tree.string(node))}, which does not exist.`,
          hint: `${suggestion === undefined ? '' : `Perhaps ${suggestion.status} is meant. `}The statuses are Succeeded, Failed, Skipped and TimedOut.`,
          why: 'The flow cannot be saved or turned on, and an import does not tell.',
          fix: suggestion?.disposition ?? null,
          data: { node, suggestion } satisfies WrongStatus,
        });
      }
    }
  }
}

/** Texts of the list that are no status. What an expression yields is not known. */
function wrongIn(tree: JsonTree, { node }: RunAfter): NodeId[] {
  return tree
    .children(node)
    .filter(
      (one) => tree.isString(one) && !tree.string(one).includes('@') && statusOf(tree, one) === undefined,
    );
}

function statusOf(tree: JsonTree, node: NodeId): string | undefined {
  return STATUSES.get(tree.string(node).toLowerCase());
}

/** The status that a text means: surely where its letters are those of the status, else the nearest one. */
function suggestStatus(text: string): WrongStatus['suggestion'] {
  if (text.length > 30) return undefined;
  const exact = STATUSES.get(text.toLowerCase().replace(/[\s_-]/g, ''));
  if (exact !== undefined) return { status: exact, disposition: 'safe' };
  const near = WORDS.get(text.toLowerCase()) ?? nearest(text, STATUSES.values());
  return near === undefined ? undefined : { status: near, disposition: 'review' };
}
