import {
  type CallerInput,
  type Context,
  callersOf,
  confidenceIn,
  inputsText,
  piecesOf,
} from '../../callers/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { Kind, type NodeId } from '../../json/tree.ts';
import { sinkOf } from '../../platform/operations.ts';
import { hasWord } from '../../secrets/detect/names.ts';
import { TRUSTS_CALLER } from '../checklistPoints.ts';
import { connectorFields } from '../requestFields.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { capitalise, stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'html-injection',
    category: 'access',
    severity: 'info',
    profile: 'pedantic',
    title: 'The HTML of a mail or message is built from a value of the caller',
    fix: null,
    cwe: [80],
    checklist: TRUSTS_CALLER,
  },
  visit: { action: check },
});

const ESCAPED: Context = {
  neutral: (call) =>
    call.lowerName === 'replace' && call.args[1]?.kind === 'string' && call.args[1].value === '<',
};

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const bodies = htmlBodies(flow, step);
  if (bodies.length === 0) return;
  const tracker = callersOf(flow);
  if (!tracker.active) return;
  for (const node of bodies) {
    const found: CallerInput[] = [];
    let place: NodeId | undefined;
    for (const piece of piecesOf(tracker, node, step)) {
      if (piece.kind !== 'value') continue;
      const own = tracker.unchecked(piece.expr, piece.step, ESCAPED);
      if (own.length > 0) place ??= node;
      found.push(...own.filter((one) => !found.some((other) => other.key === one.key)));
    }
    if (place === undefined) continue;
    const confidence = confidenceIn(found);
    report({
      place: { node: place, part: 'value' },
      message: `${stepName(step)} ${surely(confidence, 'puts', 'put')} ${inputsText(found)} into the HTML of what it sends.`,
      hint: "Escape the value: replace(replace(value, '&', '&amp;'), '<', '&lt;'). Plain text values need nothing else.",
      why: `${capitalise(found[0]!.caller.who)} can add links, pictures and text that look as if the flow had written them.`,
      confidence,
    });
  }
}

/** Operations that send a card: its text is no HTML. */
const CARDS: ReadonlySet<string> = new Set(['card', 'cards', 'adaptive']);

/** The strings of a step that a mail or a Teams message shows as HTML. */
function htmlBodies(flow: FlowModel, step: Step): NodeId[] {
  if (step.operation === undefined || hasWord(step.operation.operationId ?? '', CARDS)) return [];
  const label = sinkOf(step.operation)?.label;
  if (label !== 'mail' && label !== 'mail to a group' && label !== 'Teams message') return [];
  const { tree } = flow;
  return connectorFields(flow, step)
    .filter((field) => {
      const last = field.keys.at(-1)?.toLowerCase();
      if (last !== 'body' && last !== 'messagebody' && last !== 'content') return false;
      const siblings = tree.children(tree.parent(field.node));
      const isPlain = siblings.some((one) => /ishtml$/i.test(tree.key(one)) && tree.kind(one) === Kind.False);
      return !isPlain;
    })
    .map((field) => field.node);
}
