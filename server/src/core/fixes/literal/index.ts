/**
 * Repairs that take a literal out of a flow, over several files. `secretRead` and `secretStep` read secrets at run time,
 * `environmentVariable` plain texts, `parameterToSecret` turns a plain variable into a secret one; `recipe` and `otherFlows`
 * make the same repair in one flow and in all that hold the literal; `literal`, `names` and `occurrences` help them.
 */
import type { RuleFix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { Span } from '../../text/span.ts';
import { environmentVariableFixes, sharedVariableFixes } from './environmentVariable.ts';
import { isEditable, isWhole, takesParameters } from './literal.ts';
import { fieldOfHit, isWholeUrl, nameOfHit } from './names.ts';
import { keyVaultFixes, secretVariableFixes } from './secretRead.ts';
import { writtenValue } from './surroundings.ts';
import type { Literal, LiteralPlace, OtherFlows } from './types.ts';

export { takesParameters } from './literal.ts';
export { literalHash } from './literalHash.ts';
export { KEEPS_OLD, parameterToSecretFixes, variableToSecretFix } from './parameterToSecret.ts';
export { secretBesideFix } from './secretBeside.ts';
export { writtenValue } from './surroundings.ts';
export type { Literal, OtherFlows } from './types.ts';

/**
 * Everything that can take a literal out of a flow, the best first: for a secret a vault, then a secret variable, each for all
 * its copies; for a plain text an environment variable; each for this flow, and for all flows of the solution that hold it.
 * Empty without a solution whose files may be edited, and where nothing is evaluated; in a trigger, which no step can come
 * before, an environment variable alone.
 */
export function literalFixes(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  found: LiteralPlace,
  otherFlows?: OtherFlows,
): RuleFix[] {
  const literal = literalAt(flow, solution, found);
  if (literal === undefined || solution === undefined) return [];
  const place = { flow, solution, otherFlows };
  if (!literal.secret) return environmentVariableFixes(place, literal);
  return [...keyVaultFixes(place, literal), ...secretVariableFixes(place, literal)];
}

/** Fixes for the same plain text in several places of a flow, which are one problem together. */
export function sharedLiteralFixes(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  found: readonly LiteralPlace[],
  otherFlows?: OtherFlows,
): RuleFix[] {
  const literals = found.map((one) => literalAt(flow, solution, one));
  if (solution === undefined || literals.length === 0 || literals.includes(undefined)) return [];
  return sharedVariableFixes({ flow, solution, otherFlows }, literals as Literal[]);
}

/** Whether `literalFixes` has an answer; mostly without working one out. */
export function hasLiteralFix(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  found: LiteralPlace,
): boolean {
  if (solution === undefined || literalAt(flow, solution, found) === undefined) return false;
  const parameters = flow.tree.child(flow.definition, 'parameters');
  const canAdd = parameters === NONE || flow.tree.isObject(parameters);
  const usual = canAdd && isWhole(flow, solution) && (found.secret || isStorable(flow, found));
  return usual || literalFixes(flow, solution, found).length > 0;
}

/** Surely taken as the value of a variable. */
function isStorable({ tree }: FlowModel, { node, span }: LiteralPlace): boolean {
  return span.end - span.start <= 1000 && !/[\u0000-\u001f\ud800-\udfff\ufffe\uffff]/.test(tree.string(node));
}

function literalAt(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  found: LiteralPlace,
): Literal | undefined {
  if (!isEditable(solution) || !['solution', 'legacy-package'].includes(flow.wrapper)) return undefined;
  const written = takesParameters(flow, found.step, found.node) ? writtenValue(flow, found) : undefined;
  return written && { ...found, ...written };
}

/** The literal of a secret that was found in a step. */
export function literalOfHit(flow: FlowModel, hit: SecretHit): LiteralPlace | undefined {
  const { step, node } = hit;
  if (step === undefined || hit.inKey) return undefined;
  return {
    node,
    span: spanOfHit(flow.tree.string(node), hit),
    secret: true,
    step,
    name: nameOfHit(flow, hit),
    field: fieldOfHit(flow, hit),
  };
}

function spanOfHit(text: string, hit: SecretHit): Span {
  const wholeUrl = hit.owner === 'signed-url' && isWholeUrl(text);
  return wholeUrl ? { start: 0, end: text.length } : hit.match.span;
}
