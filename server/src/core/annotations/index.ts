/** What an editor writes into the text of a flow, or between its lines. */
export { inlaysIn } from './inlays.ts';
export { lensesOf } from './lenses.ts';
