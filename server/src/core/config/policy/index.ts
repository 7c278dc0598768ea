/** Rules of a tenant: policies for data loss prevention as the service exports them, and lists of hosts. */
export { attachPolicy } from './attach.ts';
export type { PolicyProblem } from './dlp.ts';
export { groupOf } from './groups.ts';
export { hostPatternProblem, matchesHost } from './hosts.ts';
export type { ActionRules, DataGroup, DlpPolicy, Policy } from './types.ts';
