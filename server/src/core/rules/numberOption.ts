/** A whole number that the configuration sets for a rule, or what holds without it. */
export function numberOption(option: unknown, otherwise: number): number {
  return typeof option === 'number' && Number.isInteger(option) && option >= 0 ? option : otherwise;
}
