import { COMPARISONS } from '../../expressions/comparisons.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { NameUse } from '../../flow/names/index.ts';
import { NONE } from '../../json/tree.ts';
import { callAround, type ListStep, listParameter, listSteps } from '../lists.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'list-without-filter',
    category: 'reliability',
    severity: 'info',
    profile: 'pedantic',
    title: 'A list is read without a filter, and the flow then picks from it',
    fix: null,
    checklist: null,
  },
  visit: { flow: check },
});

function check({ flow, report }: FlowRuleContext): void {
  for (const list of listSteps(flow)) {
    const { step, operation } = list;
    if (!operation.canFilter || list.uses.length === 0) continue;
    if (listParameter(flow, step, (name) => NARROWING.has(name)) !== undefined) continue;
    // What is read in another way as well may be needed whole.
    const pickers = pickersOf(flow, list);
    const [first] = pickers;
    if (first === undefined) continue;
    report({
      place: { node: step.node, part: 'key' },
      message: `${stepName(step)} reads its list without a filter, and ${stepName(first)} then picks from it.`,
      hint: `Write the condition as "Filter Query" of ${stepName(step)}.`,
      why: `All ${operation.noun} travel into the flow and through its run history, and only as many as the step reads are looked at.`,
      related: pickers.map((one) => ({
        node: one.node,
        part: 'key',
        message: `${stepName(one)} picks from the list`,
      })),
    });
  }
}

const NARROWING: ReadonlySet<string> = new Set(['$filter', 'fetchxml', '$search', '$skiptoken']);

/** The steps that pick from a list: filters of it, loops that only look at each entry. Empty where the list is used otherwise. */
function pickersOf(flow: FlowModel, { uses }: ListStep): Step[] {
  const found = new Set<Step>();
  for (const use of uses) {
    const { step } = use;
    if (step === undefined || !isWholeList(use)) return [];
    if (isFilter(flow, step, use)) found.add(step);
    else if (isLoopOfCondition(flow, step, use)) found.add(step);
    else return [];
  }
  return [...found];
}

/** The use is the list and nothing else: `@outputs('List')?['body/value']`. */
function isWholeList({ site, reference }: NameUse): boolean {
  return site?.template.kind === 'expression' && site.template.expr === reference?.expr;
}

/** "Filter array" over the list, with a condition that a filter of the list can say as well. */
function isFilter(flow: FlowModel, step: Step, { site }: NameUse): boolean {
  if (step.lowerType !== 'query' || site?.node !== flow.tree.child(step.inputs, 'from')) return false;
  const where = flow.tree.child(step.inputs, 'where');
  if (where === NONE) return false;
  return comparesItems(step, where, flow.tree.after(where));
}

/** A loop over the list whose one step is a condition about the entry, with nothing to do for the others. */
function isLoopOfCondition(flow: FlowModel, loop: Step, { site }: NameUse): boolean {
  if (loop.lowerType !== 'foreach' || site?.node !== loop.control) return false;
  const [only, ...others] = loop.branches.flatMap(({ steps }) => steps);
  if (only?.lowerType !== 'if' || others.length > 0 || only.control === NONE) return false;
  const filled = only.branches.filter(({ steps }) => steps.length > 0);
  if (filled.length !== 1) return false;
  return comparesItems(only, only.control, flow.tree.after(only.control));
}

/** True where a condition reads the entry, and compares what it reads as it is: filters of lists know few functions. */
function comparesItems(step: Step, start: number, end: number): boolean {
  let compares = false;
  for (const site of step.expressions) {
    if (site.node < start || site.node >= end) continue;
    for (const reference of site.references) {
      if (reference.kind !== 'loop' || reference.part !== 'item') continue;
      const around = callAround(site, reference.expr);
      const isAlone = site.template.kind === 'expression' && site.template.expr === reference.expr;
      if (around === undefined ? !isAlone : around.index > 0 || !isTest(around.call.lowerName)) return false;
      compares = true;
    }
  }
  return compares;
}

function isTest(lowerName: string): boolean {
  return COMPARISONS.has(lowerName) || lowerName === 'empty';
}
