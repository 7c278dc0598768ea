/**
 * Where a name of a flow is defined and used: `symbolAt` tells what stands at a place, `placesInFlow` all places of a flow that mean it,
 * `elsewhere` which other files do.
 */
export { type Elsewhere, elsewhere, symbolInFile } from './elsewhere.ts';
export { placesInFlow, placesInText, referencesInFlow, symbolAt } from './inFlow.ts';
export type { Named, SymbolAt, SymbolPlace } from './types.ts';
