/** The connections of a solution: connector, connection reference, flow, step, with what to notice about each. For trees and lists. */
export { connectionsOf } from './connectionsOf.ts';
export { connectorsOfFlow, groupText, type UsedConnector } from './connectors.ts';
export type * from './types.ts';
