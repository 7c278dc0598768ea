import { neverShown } from '../../exposure/neverShown.ts';
import type { FileChange, RuleFix } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { changesDamaged } from '../../solution/damaged.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { Span } from '../../text/span.ts';
import { overlaps, sortEdits, type TextEdit } from '../../text/textEdit.ts';
import { replaceTexts } from '../flow/replaceText.ts';
import { canSecure, secureEdits } from '../secure.ts';
import { encodedExpression } from './surroundings.ts';
import type { Literal, Others, RepairPlace } from './types.ts';

/**
 * A fix whose changes of other files are worked out when they are asked for: reading a solution's files takes longer than a
 * list of titles may. All or none: when a file refuses its change after all, the fix changes nothing. Undefined when the
 * flow's part is not possible, or a file is known to refuse. `others`: undefined when no other file changes.
 */
export function repair(
  { flow, solution }: RepairPlace,
  fix: Omit<RuleFix, 'edits' | 'others' | 'disposition'>,
  edits: readonly TextEdit[] | undefined,
  others: Others | undefined,
): RuleFix | undefined {
  if (edits === undefined) return undefined;
  if (others === undefined) return { ...fix, disposition: 'review', edits };
  let known: Pick<RuleFix, 'edits' | 'others'> | undefined;
  const changes = (): Pick<RuleFix, 'edits' | 'others'> => {
    if (known === undefined) {
      const all = others();
      const merged = all && mergeChanges(all);
      const refused = merged === undefined || changesDamaged(solution, merged);
      known = refused ? { edits: [], others: [] } : { edits, others: merged };
    }
    return known;
  };
  if (!isWhole(flow, solution) && changes().edits.length === 0) return undefined;
  return {
    ...fix,
    disposition: 'review',
    get edits() {
      return changes().edits;
    },
    get others() {
      return changes().others ?? [];
    },
  };
}

/** The usual case, in which nothing is refused: both layouts of an exported solution, undamaged. */
export function isWhole(flow: FlowModel, solution: SolutionModel): boolean {
  const { layout, manifest, manifests, customizations } = solution;
  return (
    flow.wrapper === 'solution' &&
    (layout === 'unpacked' || layout === 'unzipped') &&
    manifest !== undefined &&
    customizations.length > 0 &&
    [...manifests, ...customizations].every((one) => one.readable)
  );
}

/** The solution whose files a repair may change: an unmanaged one, or the exported pair of both. */
export function isEditable(solution: SolutionModel | undefined): solution is SolutionModel {
  return solution !== undefined && solution.managed !== 'managed';
}

/** Types whose `inputs.schema` describes data. */
const WITH_SCHEMA = new Set(['request', 'response', 'parsejson']);
/** Properties of a variable's declaration that name it. */
const VARIABLE_NAMES = new Set(['name', 'type']);

/**
 * True when an expression at `node` is evaluated and may read other steps: in the inputs and the condition of an action. The
 * values of a Switch are constants, tracked properties see their own step alone.
 */
export function isEvaluated(flow: FlowModel, step: Step, node: NodeId): boolean {
  const { tree } = flow;
  if (step.role === 'trigger') return false;
  const within = (root: NodeId): boolean => root !== NONE && node >= root && node < tree.after(root);
  if (within(step.control)) return true;
  if (!within(step.inputs)) return false;
  if (step.lowerType === 'compose' || !tree.isObject(step.inputs)) return true;
  let top = node;
  while (tree.parent(top) !== step.inputs) top = tree.parent(top);
  const key = tree.key(top);
  if (key === 'schema' && WITH_SCHEMA.has(step.lowerType)) return false;
  // Which operation or flow is called.
  if (key === 'host' && (step.operation !== undefined || step.lowerType === 'workflow')) return false;
  return !(step.lowerType.endsWith('variable') && VARIABLE_NAMES.has(tree.key(node)));
}

/**
 * Secures the inputs of the steps that take the secret, where their type accepts that and it is not done already. A place that
 * the run history never shows needs no setting.
 */
export function secureUsers(
  flow: FlowModel,
  places: readonly { readonly step: Step; readonly node: NodeId }[],
): readonly TextEdit[] {
  const shown = places.filter(({ step, node }) => !neverShown(flow.tree, step, node));
  return [...new Set(shown.map(({ step }) => step))].flatMap((step) =>
    canSecure(step, 'inputs') ? (secureEdits(flow, step, ['inputs']) ?? []) : [],
  );
}

/**
 * Each literal replaced by an expression that yields it in its step, those of one string together. Undefined when one of them
 * cannot be.
 */
export function replaceLiterals(
  flow: FlowModel,
  literals: readonly Literal[],
  expressionIn: (step: Step) => string,
): TextEdit[] | undefined {
  const byString = new Map<NodeId, Literal[]>();
  for (const one of literals) byString.set(one.node, [...(byString.get(one.node) ?? []), one]);
  const edits: TextEdit[] = [];
  for (const [node, own] of byString) {
    const expressionAt = (span: Span): string => {
      const { step, encoding, value } = own.find((one) => one.span === span)!;
      return encodedExpression(expressionIn(step), encoding, value);
    };
    const spans = own.map((one) => one.span);
    const replaced = replaceTexts(flow.tree, node, spans, expressionAt);
    if (replaced === undefined) return undefined;
    edits.push(...replaced);
  }
  return edits;
}

/**
 * True when an expression at `node` is evaluated and may read parameters: as `isEvaluated`, and in what a trigger passes to
 * its connector, where nothing has run yet.
 */
export function takesParameters(flow: FlowModel, step: Step, node: NodeId): boolean {
  if (step.role === 'action') return isEvaluated(flow, step, node);
  const parameters = step.operation?.parameters ?? NONE;
  return parameters !== NONE && node > parameters && node < flow.tree.after(parameters);
}

/**
 * Puts insertions at one place into one edit, in the order given: builders that each add a property at the end of the same
 * object make such pairs. Undefined when edits clash in another way, so that no damaged file comes out.
 */
export function mergeInsertions(edits: readonly TextEdit[]): TextEdit[] | undefined {
  const result: TextEdit[] = [];
  const insertions = new Map<number, number>();
  for (const edit of edits) {
    const { start, end } = edit.span;
    const at = start === end ? insertions.get(start) : undefined;
    if (at === undefined) {
      if (start === end) insertions.set(start, result.length);
      result.push(edit);
      continue;
    }
    // Both bring their commas with them, except into an empty object: there two would stand without one.
    if (!/^\s{0,9},/.test(edit.newText)) return undefined;
    const known = result[at]!;
    result[at] = { span: known.span, newText: known.newText + edit.newText };
  }
  const sorted = sortEdits(result);
  return sorted.some((edit, index) => index > 0 && overlaps(sorted[index - 1]!, edit)) ? undefined : result;
}

/** Changes of one file put together; undefined when they clash. */
export function mergeChanges(changes: readonly FileChange[]): FileChange[] | undefined {
  const byFile = new Map<string, FileChange>();
  for (const change of changes) {
    const known = byFile.get(change.uri);
    if (known === undefined) {
      byFile.set(change.uri, change);
      continue;
    }
    if (!('edits' in known && 'edits' in change)) return undefined;
    const edits = mergeInsertions([...known.edits, ...change.edits]);
    if (edits === undefined) return undefined;
    byFile.set(change.uri, { uri: change.uri, edits });
  }
  return [...byFile.values()];
}
