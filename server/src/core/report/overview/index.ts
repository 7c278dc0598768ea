/** The state of a workspace on one page, as data: six points a solution, the worst flows, what to do next. */
export { overviewOf } from './build.ts';
export type * from './types.ts';
