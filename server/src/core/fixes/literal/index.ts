import type { Fix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { Span } from '../../text/span.ts';
import { environmentVariableFixes, isEditable } from './environmentVariable.ts';
import type { Literal } from './literal.ts';
import { keyVaultFix, secretVariableFix } from './secretRead.ts';

export type { Literal } from './literal.ts';

/**
 * Everything that can take a literal out of a flow, the best first: for a secret a vault and a secret variable, for a plain
 * text an environment variable. Empty without a solution whose files may be edited.
 */
export function literalFixes(flow: FlowModel, solution: SolutionModel | undefined, literal: Literal): Fix[] {
  if (!isEditable(solution) || literal.step.role === 'trigger') return [];
  const place = { flow, solution };
  const fixes: (Fix | undefined)[] = literal.secret
    ? [keyVaultFix(place, literal), secretVariableFix(place, literal)]
    : [];
  fixes.push(...environmentVariableFixes(place, literal));
  return fixes.filter((fix) => fix !== undefined);
}

/** The fixes of a secret that was found in the inputs of an action. */
export function secretHitFixes(flow: FlowModel, solution: SolutionModel | undefined, hit: SecretHit): Fix[] {
  const { step, node } = hit;
  if (step === undefined || hit.inKey) return [];
  const text = flow.tree.string(node);
  const span = literalSpan(text, hit);
  const value = text.slice(span.start, span.end);
  return literalFixes(flow, solution, { node, span, value, secret: true, step, name: nameOf(hit) });
}

/** Of a signed URL the whole address is the secret, as long as nothing in it is computed. */
function literalSpan(text: string, hit: SecretHit): Span {
  const wholeUrl = hit.owner === 'signed-url' && /^https:\/\//i.test(text) && !text.includes('@{');
  return wholeUrl ? { start: 0, end: text.length } : hit.match.span;
}

function nameOf({ owner, names, step, match }: SecretHit): string {
  if (owner === 'signed-url') return `${step?.name ?? ''} URL`;
  return names.findLast((one) => one !== '' && !/^[0-9]+$/.test(one)) ?? match.label;
}
