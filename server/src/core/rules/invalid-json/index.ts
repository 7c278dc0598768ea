import type { NodePlace } from '../../finding.ts';
import { damageIn, type FlowDocument } from '../../flow/document.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { plainLetters } from '../../json/plainLetters.ts';
import { cutText } from '../../text/cut.ts';
import { findConflicts } from '../../text/mergeConflicts.ts';
import type { Span } from '../../text/span.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

/** The first ones are worth reading: what follows is mostly their consequence. */
const MAX_PROBLEMS = 5;
const MAX_DUPLICATES = 50;
const MAX_NAME = 200;

export const rule = defineRule({
  meta: {
    id: 'invalid-json',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'The file is not valid JSON, or names a property twice',
    fix: null,
    checklist: null,
  },
  visit: { document: check },
});

function check(context: RuleContext): void {
  const { document } = context;
  const { problems } = document.tree;
  if (document.unread !== undefined) return;
  if (problems.length === 0 && document.tree.duplicates.length === 0) return;
  if (document.kind === 'other' && !wasFlow(document)) return;
  // The cheap test comes first: marker lines are never valid JSON.
  if (problems.length > 0 && reportConflicts(context)) return;
  reportProblems(context);
  // In a damaged tree properties may have slipped into the wrong object.
  if (problems.length === 0) reportDuplicates(context);
}

/** Too damaged to be recognised, and still a flow: its metadata or its own words say so. */
function wasFlow({ declaredAsFlow, text, tree }: FlowDocument): boolean {
  if (tree.problems.length === 0) return false;
  if (declaredAsFlow) return true;
  const plain = plainLetters(text);
  return (
    plain.includes('/workflowdefinition.json#') && plain.includes('"triggers"') && plain.includes('"actions"')
  );
}

function at({ tree }: FlowDocument, span: Span): NodePlace {
  return { node: tree.nodeAt(span.start), part: { inFile: span } };
}

function reportConflicts({ document, report }: RuleContext): boolean {
  const conflicts = findConflicts(document.text);
  for (const [index, { start, end }] of conflicts.slice(0, MAX_PROBLEMS).entries()) {
    report({
      place: at(document, start),
      message: 'A merge conflict is left in this file, and no tool can read the flow.',
      hint: 'Decide for one version of each part, and remove the marker lines.',
      why: 'Two versions of one part stand between lines of "<", "=" and ">".',
      related: end === undefined ? [] : [{ ...at(document, end), message: 'the conflict ends here' }],
      key: `conflict ${index}`,
    });
  }
  return conflicts.length > 0;
}

function reportProblems({ document, report }: RuleContext): void {
  for (const { message, span } of damageIn(document).slice(0, MAX_PROBLEMS)) {
    report({
      place: at(document, visible(document.text, span)),
      message: `The file is not valid JSON: ${message}.`,
      why: 'The flow cannot be imported.',
      hint: 'Repair the text here, or take the part again from the last version that worked.',
      key: message,
    });
  }
}

/** An empty span shows nothing: the character at it, or before it at the end. */
function visible(text: string, span: Span): Span {
  if (span.end > span.start) return span;
  return span.start < text.length
    ? { start: span.start, end: span.start + 1 }
    : { start: Math.max(0, text.length - 1), end: text.length };
}

function reportDuplicates({ document, report }: RuleContext): void {
  const { tree, flows } = document;
  for (const { node, first } of tree.duplicates.slice(0, MAX_DUPLICATES)) {
    const owner = flows.map((flow) => stepAt(flow, tree.parent(node))).find((step) => step !== undefined);
    const where = owner === undefined ? 'One object' : stepName(owner);
    const name = cutText(tree.key(node), MAX_NAME);
    report({
      place: { node, part: 'key' },
      message: `${where} has the property "${name}" twice, and only the later one counts.`,
      hint: 'Keep one of the two. After a merge, compare both: each may hold what the other lacks.',
      related: [{ node: first, part: 'key', message: 'the first one, which is ignored' }],
    });
  }
}
