/**
 * Steps that change a variable by its name, lower-cased, with the types that the variable may have, the likely one first; every
 * type where there are none (Microsoft: "Create variables to store and manage values").
 */
export const VARIABLE_WRITES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['setvariable', []],
  ['incrementvariable', ['integer', 'float']],
  ['decrementvariable', ['integer', 'float']],
  ['appendtostringvariable', ['string']],
  ['appendtoarrayvariable', ['array']],
]);
