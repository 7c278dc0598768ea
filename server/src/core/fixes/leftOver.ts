/**
 * Rules that tell what nobody uses. A repair may take the last use of something away, and that is no fault that it brings up: the
 * finding is a hint about what can go next.
 */
const UNUSED: ReadonlySet<string> = new Set(['unused-variable', 'unused-parameter', 'unused-compose']);

/** Rules about what a flow does after a failure: a repaired run-after shows what was meant, and that may be worth a word. */
const AFTER_FAILURE: ReadonlySet<string> = new Set(['silent-catch']);

/** True for a finding that a repair may leave behind. */
export function mayBeLeft({ ruleId }: { readonly ruleId: string }): boolean {
  return UNUSED.has(ruleId) || AFTER_FAILURE.has(ruleId);
}
