import type { NodePlace } from '../../finding.ts';
import type { FlowDocument } from '../../flow/document.ts';
import type { IncompleteFlow } from '../../flow/recognise.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext, type RuleContext } from '../rule.ts';
import { checkStep } from './checkStep.ts';
import { checkTriggers } from './checkTriggers.ts';

export const rule = defineRule({
  meta: {
    id: 'invalid-flow-shape',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'A flow lacks a part that every flow needs, or a part has the wrong form',
    fix: null,
    checklist: null,
  },
  visit: {
    document(context) {
      if (isDamaged(context.document)) return;
      for (const incomplete of context.document.incomplete) reportMissing(context, incomplete);
    },
    flow(context) {
      if (isDamaged(context.document)) return;
      checkParameters(context);
      checkTriggers(context);
      for (const step of context.flow.triggers) checkStep(context, step);
      for (const step of context.flow.actions) checkStep(context, step);
    },
  },
});

/** Then rule invalid-json speaks: brackets that are missing change the shape of everything behind them. */
function isDamaged({ tree }: FlowDocument): boolean {
  return tree.problems.length > 0;
}

const MISSING: Readonly<Record<IncompleteFlow['missing'], string>> = {
  definition: 'This file is a flow without "definition", which holds triggers and actions.',
  triggers: 'The definition of this flow has no "triggers".',
  actions: 'The definition of this flow has no "actions".',
};

function reportMissing({ document, report }: RuleContext, { node, missing }: IncompleteFlow): void {
  const who = document.declaredAsFlow ? 'The metadata beside this file' : 'This file';
  report({
    place: placeOf(document.tree, node),
    message: MISSING[missing],
    why: `${who} says that it is a flow. It cannot be imported.`,
    hint: 'Export the flow again, or take the missing part from the last version that worked.',
    key: missing,
  });
}

/** The key, or the opening bracket: the whole object would underline the whole file. */
function placeOf(tree: JsonTree, node: NodeId): NodePlace {
  if (tree.hasKey(node)) return { node, part: 'key' };
  const start = tree.start(node);
  const end = tree.isObject(node) || tree.isArray(node) ? start + 1 : tree.end(node);
  return { node, part: { inFile: { start, end } } };
}

function checkParameters({ flow, report }: FlowRuleContext): void {
  const { tree } = flow;
  const parameters = tree.child(flow.definition, 'parameters');
  if (parameters === NONE || tree.isObject(parameters)) return;
  report({
    place: { node: parameters, part: 'key' },
    message: 'The "parameters" of this flow are no object.',
    why: 'The flow cannot be saved or turned on.',
    hint: 'Write an object with one property for each parameter, or remove "parameters".',
  });
}
