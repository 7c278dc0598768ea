/**
 * What changed between two versions of a set of flows, as a maker would tell it: data that the reports write out. Formatting, ids
 * and whatever else means nothing is left out and counted.
 *
 * `types/` is what comes in and goes out. Names and values in it are masked, not escaped: escaping is up to the reader's form.
 * `identity.ts` finds the flows that are one, `match/` their steps; `flow/view.ts` is a flow with the names of the other version and
 * without its secrets; `values/` compares values and texts, `step/` two steps, `order/` lists of steps, `flow/` two flows; `tell/` puts
 * together what is told.
 */
export { changesBetween } from './changesBetween.ts';
export { nameOfFlow } from './flowFacts.ts';
export type * from './types/flows.ts';
export type * from './types/input.ts';
export type * from './types/steps.ts';
export type * from './types/values.ts';
