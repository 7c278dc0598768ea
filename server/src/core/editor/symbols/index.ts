/**
 * Where a name of a flow is defined and used: `symbolAt` tells what stands at a place, `placesInFlow` all places of a flow that mean it,
 * `elsewhere` which other files do.
 */
export { type AroundFile, type Elsewhere, elsewhere, symbolInFile } from './elsewhere.ts';
export { placesInFlow, placesInText, symbolAt } from './inFlow.ts';
export type { Named, Role, SymbolAt, SymbolKind, SymbolPlace } from './types.ts';
