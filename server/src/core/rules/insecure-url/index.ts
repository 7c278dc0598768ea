import type { FlowFinding, RuleFix } from '../../finding.ts';
import type { Step } from '../../flow/model.ts';
import { callTargets } from '../callTargets.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { type Followed, followed, followedFixes } from './followed.ts';
import { findInsecureScheme } from './scheme.ts';

export const rule = defineRule({
  meta: {
    id: 'insecure-url',
    category: 'access',
    severity: 'error',
    profile: 'default',
    title: 'A step calls an address without encryption',
    fix: 'review',
    kinds: ['use-https'],
    cwe: [319],
    checklist: {
      point: 'calls',
      one: 'calls an address without encryption',
      many: 'call an address without encryption',
    },
  },
  visit: { trigger: check, action: check },
  fixes,
});

const WHY =
  'Everyone on the way can read and change what is sent and what comes back, headers and secrets included.';
const HINT =
  'Call the address over https://. If the service has no https, put a gateway in front of it that has.';

function check({ flow, solution, report }: FlowRuleContext, step: Step): void {
  for (const node of callTargets(flow, step)) {
    const site = step.expressions.find((one) => one.node === node && !one.inKey);
    const found = findInsecureScheme(
      site?.template ?? { kind: 'literal', value: flow.tree.string(node), problems: [] },
    );
    if (found !== undefined) {
      report({
        place: { node, part: { inString: found } },
        message: `${stepName(step)} calls its address over http, without encryption.`,
        hint: HINT,
        why: WHY,
      });
      continue;
    }
    const kept = followed(flow, solution, step, node);
    if (kept === undefined) continue;
    report({
      place: { node, part: 'value' },
      message: `${stepName(step)} calls the address in ${kept.label} over http, without encryption.`,
      hint: HINT,
      why: WHY,
      related: kept.nodes.map((one) => ({ node: one, part: 'value', message: 'The address stands here' })),
      fix: followedFixes(flow, solution, kept).length > 0 ? 'review' : null,
      data: new FollowedData(kept),
    });
  }
}

class FollowedData {
  readonly kept: Followed;

  constructor(kept: Followed) {
    this.kept = kept;
  }
}

/** One letter behind `http`: whatever is around it, escapes included, stays as it is written. */
function fixes(
  { flow, solution }: FlowRuleContext,
  { data, place: { node, part } }: FlowFinding,
): readonly RuleFix[] {
  if (data instanceof FollowedData) return followedFixes(flow, solution, data.kept);
  const { tree } = flow;
  if (typeof part === 'string' || !('inString' in part)) return [];
  const at = part.inString.start + 'http'.length;
  const newText = tree.string(node)[at - 1] === 'P' ? 'S' : 's';
  return [
    {
      kind: 'use-https',
      title: 'Use https',
      disposition: 'review',
      edits: [{ span: tree.spanInString(node, { start: at, end: at }), newText }],
      note: 'The service has to answer on https at the same address: run the flow once. If a key went over http before, replace it.',
    },
  ];
}
