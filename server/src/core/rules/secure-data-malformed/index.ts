import type { NodePlace, Related } from '../../finding.ts';
import {
  acceptedSides,
  readSecureData,
  rewriteEdits,
  type SecureDataFacts,
  sidesText,
} from '../../fixes/secureData.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { type JsonTree, NONE } from '../../json/tree.ts';
import { maySecure, refusesSecure } from '../../platform/secureData.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { SETTING_WITHOUT_EFFECT } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secure-data-malformed',
    category: 'exposure',
    severity: 'error',
    profile: 'default',
    title: 'A secureData setting is written in a way that the platform does not read',
    fix: 'safe',
    kinds: ['correct-secure-data'],
    checklist: SETTING_WITHOUT_EFFECT,
  },
  visit: { trigger: check, action: check },
  fixes({ flow }, finding) {
    const step = stepAt(flow, finding.place.node);
    const facts = step && readSecureData(flow.tree, step);
    const repair = step && facts && repairOf(flow, step, facts);
    if (!repair) return [];
    const title = `${repair.title} of ${stepName(step)}`;
    return [{ kind: 'correct-secure-data', title, disposition: 'safe', edits: repair.edits }];
  },
});

interface Problem {
  readonly place: NodePlace;
  /** Follows "The secureData of "Step" is wrong:". */
  readonly text: string;
  /** Hides nothing, for certain. */
  readonly certain: boolean;
}

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const { tree } = flow;
  const facts = readSecureData(tree, step);
  if (facts === undefined) return;
  // What rule secure-data-unsupported tells of this step, its fix repairs as a whole.
  if ([...step.secured].some((side) => refusesSecure(step, side))) return;
  const [first, ...others] = problemsOf(tree, facts);
  if (first === undefined) return;
  const certain = first.certain || others.some((one) => one.certain);
  report({
    place: first.place,
    message: `The secureData of ${stepName(step)} is wrong: ${first.text}.`,
    why: effectOf(step, facts, certain),
    hint: hintFor(flow, step, facts),
    related: others.map((one): Related<NodePlace> => ({ ...one.place, message: one.text })),
    confidence: certain ? 'high' : 'medium',
    fix: repairOf(flow, step, facts) === undefined ? null : 'safe',
  });
}

/** What the run history does with the step as the file stands. */
function effectOf(step: Step, facts: SecureDataFacts, certain: boolean): string {
  const open = facts.intended.filter((side) => !step.secured.has(side));
  if (open.length > 0 && certain) return `The run history shows its ${sidesText(open)}.`;
  if (open.length > 0) return `The designer takes its ${sidesText(open)} as not secured.`;
  if (step.secured.size > 0) return `Its ${sidesText(step.secured)} are secured all the same.`;
  return 'It hides nothing in the run history.';
}

function hintFor(flow: FlowModel, step: Step, facts: SecureDataFacts): string {
  if (facts.intended.length > 0 && acceptedSides(flow, step, facts.intended).length === 0) {
    return 'Remove it: the platform does not let this step be secured. Secure the steps that handle the data.';
  }
  return 'Write "secureData": { "properties": ["inputs", "outputs"] } into its "runtimeConfiguration", with the sides to hide.';
}

function problemsOf(tree: JsonTree, facts: SecureDataFacts): Problem[] {
  const problems: Problem[] = [];
  const { secureData, list, entries } = facts;
  if (secureData !== NONE && !tree.isObject(secureData)) {
    const text = '"secureData" must be an object with the list "properties"';
    problems.push({ place: { node: secureData, part: 'key' }, text, certain: true });
  } else if (secureData !== NONE && list === NONE && tree.firstChild(secureData) !== NONE) {
    problems.push({
      place: { node: secureData, part: 'key' },
      text: 'the list "properties" is missing',
      certain: true,
    });
  } else if (list !== NONE && !tree.isArray(list)) {
    problems.push({
      place: { node: list, part: 'value' },
      text: '"properties" must be a list',
      certain: true,
    });
  }
  const seen = new Set<string>();
  for (const entry of entries) {
    const place: NodePlace = { node: entry.node, part: 'value' };
    if (entry.side === undefined) {
      problems.push({ place, text: 'only "inputs" and "outputs" can be listed', certain: true });
    } else if (seen.has(entry.side)) {
      problems.push({ place, text: `"${entry.side}" is listed twice`, certain: false });
    } else if (!entry.exact) {
      problems.push({ place, text: `this has to be written "${entry.side}"`, certain: false });
    }
    if (entry.side !== undefined) seen.add(entry.side);
  }
  for (const node of facts.misplaced) {
    const named = tree.keyIs(node, 'secureData');
    const text = named
      ? '"secureData" belongs into the "runtimeConfiguration" of the step'
      : 'its name has to be written "secureData", in the "runtimeConfiguration" of the step';
    problems.push({ place: { node, part: 'key' }, text, certain: named });
  }
  return problems;
}

function repairOf(
  flow: FlowModel,
  step: Step,
  facts: SecureDataFacts,
): { readonly title: string; readonly edits: readonly TextEdit[] } | undefined {
  const sides = acceptedSides(flow, step, facts.intended);
  const added = sides.filter((side) => !step.secured.has(side));
  // A setting is written anew only where the platform surely takes it, and never where it would be the next problem.
  if (facts.misplaced.length > 0 && added.some((side) => !maySecure(step, side))) return;
  if (added.length > 0 && step.trackedProperties !== NONE) return;
  const edits = rewriteEdits(flow.tree, step, facts, sides);
  if (edits === undefined) return;
  return { title: sides.length === 0 ? 'Remove the useless secureData' : 'Correct the secureData', edits };
}
