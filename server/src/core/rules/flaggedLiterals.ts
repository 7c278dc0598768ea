import type { FlowFinding } from '../finding.ts';
import { literalHash, literalOfHit, takesParameters, writtenValue } from '../fixes/literal/index.ts';
import type { LiteralPlace } from '../fixes/literal/types.ts';
import type { FlowModel } from '../flow/model.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { LiteralOverview } from '../solution/overview/types.ts';
import { portablePlaces } from './portableFixes.ts';

/** The literals in a flow's steps that findings of it point at: secrets, and texts that belong to one environment. */
export function flaggedLiterals(
  flow: FlowModel,
  secrets: readonly SecretHit[],
  findings: readonly FlowFinding[],
): LiteralPlace[] {
  const { tree, definition } = flow;
  const hits: ReadonlySet<unknown> = new Set(secrets);
  const found: LiteralPlace[] = [];
  for (const { data, place } of findings) {
    if (data === undefined || place.node < definition || place.node >= tree.after(definition)) continue;
    const places = portablePlaces(data);
    if (places !== undefined) found.push(...places);
    else if (hits.has(data)) {
      const literal = literalOfHit(flow, data as SecretHit);
      if (literal !== undefined) found.push(literal);
    }
  }
  return found;
}

/** What other flows of the solution may know of them. */
export function literalOverviews(flow: FlowModel, literals: readonly LiteralPlace[]): LiteralOverview[] {
  const byHash = new Map<string, boolean>();
  for (const literal of literals) {
    const written = writtenValue(flow, literal);
    if (written === undefined) continue;
    const hash = literalHash({ value: written.value, secret: literal.secret });
    byHash.set(hash, (byHash.get(hash) ?? true) && takesParameters(flow, literal.step, literal.node));
  }
  return [...byHash].map(([hash, replaceable]) => ({ hash, replaceable }));
}
