/** Who owns flows and connections, as the files around them tell: facts with their places, conflicts, and edits that record owners. */
export { type NewOwner, recordOwner } from './edits/recordOwner.ts';
export { startOwnershipFile } from './edits/startFile.ts';
export { ownerFactsOfFlow } from './flowFacts.ts';
export { flowName } from './flowOwners.ts';
export { principalOf } from './judge.ts';
export { ownersOf, principalsIn } from './ownersOf.ts';
export { FLOW_OWNERS_FILE, placesFor } from './places.ts';
export type * from './types.ts';
