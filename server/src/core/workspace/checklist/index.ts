/** The security checklist: six points of each flow, passed, failed or not applicable, with the reason and what to do. */
export {
  checklistOf,
  compareWorst,
  failedIn,
  failedPoints,
  isClean,
  summariseChecklists,
} from './checklistOf.ts';
export { checklistFindings, type FoundInFlow } from './findings.ts';
export { type NamedOwner, ownerNames, recordsOwners } from './owners.ts';
export { pointOf } from './pointOf.ts';
export * from './types.ts';
