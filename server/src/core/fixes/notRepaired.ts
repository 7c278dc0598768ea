/**
 * Tells that fix-all took a repair back, in one sentence.
 * @param line counts from 0; undefined when the place is not known.
 */
export function notRepaired(ruleId: string, line: number | undefined): string {
  const place = line === undefined ? '' : ` in line ${line + 1}`;
  return `Not repaired: ${ruleId}${place}. Its repair would not remove the finding, or would bring up another one.`;
}
