import { type CallExpr, templateExprs, visitExpr } from '../../expressions/index.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { isLookedAtLate, namesOf } from '../../flow/names/index.ts';
import { sitePart } from '../../flow/sites.ts';
import { plainLetters } from '../../json/plainLetters.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { userName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'function-out-of-place',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'An expression calls a function that works in other places only',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

/** In a file, an escaped blank stands before and behind a name as a letter behind a backslash. */
const MAY_CALL = /listcallbackurl|(?:\b|\\[fnrt])action(?:[\s\x85]|\\[fnrt])*\(/i;

const mayCall = (text: string): boolean => MAY_CALL.test(text);

function check({ flow, report }: FlowRuleContext): void {
  if (!mayCall(plainLetters(flow.tree.text)) || !namesOf(flow).isComplete) return;
  for (const site of flow.expressions) {
    const { step } = site;
    if (step === undefined || site.template.problems.length > 0) continue;
    if (!site.inKey && !site.passes(flow.tree, mayCall)) continue;
    for (const call of callsOf(site)) {
      const where = misplaced(flow, step, site, call);
      if (where === undefined) continue;
      report({
        place: { node: site.node, part: sitePart(site, call.nameSpan) },
        message: `${userName(flow, site)} calls ${call.lowerName === 'action' ? 'action()' : 'listCallbackUrl()'}, which works ${where} only.`,
        hint:
          call.lowerName === 'action'
            ? "Read a step that runs before this one, with outputs('…') or actions('…')."
            : 'Use it in a step that waits for the call, such as "HTTP webhook".',
        why: 'The flow cannot be saved or turned on, and an import does not tell.',
        key: `${call.nameSpan.start}`,
      });
    }
  }
}

function callsOf(site: ExpressionSite): readonly CallExpr[] {
  const found: CallExpr[] = [];
  for (const root of templateExprs(site.template)) {
    visitExpr(root, (expr) => {
      if (expr.kind === 'call' && (expr.lowerName === 'action' || expr.lowerName === 'listcallbackurl'))
        found.push(expr);
    });
  }
  return found;
}

/** Where the function works; undefined where this is such a place. */
function misplaced(flow: FlowModel, step: Step, site: ExpressionSite, call: CallExpr): string | undefined {
  if (call.lowerName === 'action')
    return isLookedAtLate(flow, step, site.node)
      ? undefined
      : 'in tracked properties, the condition of "Do until" and the end of a webhook';
  const waits = step.lowerType.endsWith('webhook') || step.lowerType.endsWith('connectionnotification');
  // A type that is missing is another fault.
  return waits || step.lowerType === '' ? undefined : 'in steps and triggers that wait for a call';
}
