import type { FlowModel, Side, Step } from '../flow/model.ts';
import { addElements, addProperties, removeNodes, replaceValue } from '../json/edits.ts';
import { type JsonTree, Kind, NONE, type NodeId } from '../json/tree.ts';
import { outputsFollowInputs, refusesSecure } from '../platform/secureData.ts';
import { overlaps, type TextEdit } from '../text/textEdit.ts';
import { canSecure } from './canSecure.ts';

/** One element of `secureData.properties`. */
export interface SecureEntry {
  readonly node: NodeId;
  /** What its author means, however it is spelled; undefined when it names no side. */
  readonly side: Side | undefined;
  /** Written as the platform's designer writes it. */
  readonly exact: boolean;
}

/** Everything about securing that stands in one step, rightly or wrongly. */
export interface SecureDataFacts {
  /** `runtimeConfiguration.secureData`; `NONE` when missing, as are the others. */
  readonly secureData: NodeId;
  /** `secureData.properties`. */
  readonly list: NodeId;
  /** Elements of the list, when it is an array. */
  readonly entries: readonly SecureEntry[];
  /** `secureData` where the platform does not look for it. */
  readonly misplaced: readonly NodeId[];
  /** All sides that someone intended to secure, in the usual order. */
  readonly intended: readonly Side[];
}

export function readSecureData(tree: JsonTree, step: Step): SecureDataFacts | undefined {
  if (!tree.isObject(step.node)) return undefined;
  const configuration = step.runtimeConfiguration;
  const secureData = tree.child(configuration, 'secureData');
  const list = tree.child(secureData, 'properties');
  const misplaced = findMisplaced(tree, step);
  if (secureData === NONE && misplaced.length === 0) return undefined;
  const entries = tree.isArray(list) ? tree.children(list).map((node) => readEntry(tree, node)) : [];
  const intended = new Set<Side>();
  for (const node of [secureData, ...misplaced])
    for (const side of sidesIn(tree, node, 0)) intended.add(side);
  return { secureData, list, entries, misplaced, intended: ordered(intended) };
}

function readEntry(tree: JsonTree, node: NodeId): SecureEntry {
  const text = tree.string(node);
  const side = sideOf(text);
  return { node, side, exact: side !== undefined && text === side };
}

/** `Inputs`, `" outputs"`, `input`: what was meant. */
export function sideOf(text: string): Side | undefined {
  if (text.length > 40) return undefined;
  const word = text.trim().toLowerCase();
  if (word === 'inputs' || word === 'input') return 'inputs';
  return word === 'outputs' || word === 'output' ? 'outputs' : undefined;
}

/** Nothing but a list of sides, each once and as the designer writes it, in the right place. */
export function isWellFormed(
  tree: JsonTree,
  { secureData, list, entries, misplaced }: SecureDataFacts,
): boolean {
  if (misplaced.length > 0 || !tree.isObject(secureData)) return false;
  if (list === NONE) return tree.firstChild(secureData) === NONE;
  const sides = new Set(entries.map((entry) => entry.side));
  return tree.isArray(list) && entries.every((entry) => entry.exact) && sides.size === entries.length;
}

function ordered(sides: ReadonlySet<Side>): Side[] {
  return (['inputs', 'outputs'] as const).filter((side) => sides.has(side));
}

function isTrue(tree: JsonTree, node: NodeId): boolean {
  if (tree.kind(node) === Kind.True) return true;
  return tree.isString(node) && /^true$/i.test(tree.string(node).slice(0, 10).trim());
}

/** Sides named anywhere in a `secureData` of whatever shape: `"inputs, outputs"`, `["Inputs"]`, `{"inputs": true}`, `true`. */
function sidesIn(tree: JsonTree, node: NodeId, depth: number): Side[] {
  if (node === NONE || depth > 3) return [];
  if (tree.isString(node) && !isTrue(tree, node)) {
    const text = tree.string(node);
    return text.length > 200 ? [] : text.split(/[,;| ]/).flatMap((word) => sideOf(word) ?? []);
  }
  if (isTrue(tree, node) && depth < 2) return ['inputs', 'outputs'];
  if (!tree.isArray(node) && !tree.isObject(node)) return [];
  return tree.children(node).flatMap((child) => {
    const named = tree.hasKey(child) ? sideOf(tree.key(child)) : undefined;
    if (named !== undefined) return isTrue(tree, child) ? [named] : [];
    return sidesIn(tree, child, depth + 1);
  });
}

const SECURE_DATA = 'secureData';

/** Beside or below `inputs`, in `metadata`, or with another case in `runtimeConfiguration`. */
function findMisplaced(tree: JsonTree, step: Step): NodeId[] {
  const found: NodeId[] = [];
  const named = (parent: NodeId, exactIsRight: boolean): void => {
    if (!tree.isObject(parent)) return;
    for (let child = tree.firstChild(parent); child !== NONE; child = tree.nextSibling(child)) {
      if (tree.keyLength(child) !== SECURE_DATA.length) continue;
      const exact = tree.keyIs(child, SECURE_DATA);
      if (exact ? exactIsRight : tree.key(child).toLowerCase() !== 'securedata') continue;
      found.push(child);
    }
  };
  named(step.node, false);
  named(step.runtimeConfiguration, true);
  named(tree.child(step.node, 'metadata'), false);
  // What Compose and the variables take in is data, and may be anything.
  if (step.lowerType !== 'compose' && tree.isObject(step.inputs)) {
    named(step.inputs, false);
    named(tree.child(step.inputs, 'runtimeConfiguration'), false);
  }
  return found.length > 1 ? found.sort((a, b) => a - b) : found;
}

/**
 * True for a trigger that an app, a page or a parent flow starts with values of its own. Secured inputs are said to stop
 * those values (rule secure-inputs-on-called-trigger); a Button trigger counts when the flow answers, as child flows do.
 */
export function isCalledTrigger(flow: FlowModel, step: Step): boolean {
  if (step.role !== 'trigger' || step.lowerType !== 'request') return false;
  if (step.kind === 'button') return flow.actions.some((action) => action.lowerType === 'response');
  return step.kind === 'powerapp' || step.kind === 'powerappv2' || step.kind === 'powerpages';
}

/** What may stand in place of `sides`: refused ones dropped, or moved to the side that hides the same. */
export function acceptedSides(flow: FlowModel, step: Step, sides: readonly Side[]): readonly Side[] {
  const result = new Set<Side>(sides.filter((side) => !refusesSecure(step, side)));
  // Securing the inputs of Compose, Parse JSON and Response hides their outputs as well.
  if (sides.includes('outputs') && outputsFollowInputs(step) && canSecure(step, 'inputs'))
    result.add('inputs');
  if (result.has('inputs') && isCalledTrigger(flow, step)) {
    result.delete('inputs');
    result.add('outputs');
  }
  return ordered(result);
}

/**
 * Edits after which the step's `secureData` is well-formed and names just `sides`, and stands nowhere else. Undefined when
 * that cannot be written in place.
 */
export function rewriteEdits(
  tree: JsonTree,
  step: Step,
  facts: SecureDataFacts,
  sides: readonly Side[],
): readonly TextEdit[] | undefined {
  const moved = facts.secureData === NONE ? moveEdits(tree, step, facts.misplaced, sides) : undefined;
  // Nothing is left to secure: the whole setting goes, and what becomes empty around it. `inputs` stays, also when empty.
  const going =
    sides.length === 0 && facts.secureData !== NONE
      ? [facts.secureData, ...facts.misplaced]
      : facts.misplaced;
  const edits = moved ?? [
    ...(facts.secureData === NONE ? addEdits(tree, step, sides) : listEdits(tree, facts, sides)),
    ...removeNodes(tree, going, new Set([step.node, step.inputs])),
  ];
  const clash = edits.some((edit, index) => edits.some((other, at) => at > index && overlaps(edit, other)));
  return clash || edits.length === 0 ? undefined : edits;
}

const written = (sides: readonly Side[]) => ({ properties: sides });

function addEdits(tree: JsonTree, step: Step, sides: readonly Side[]): TextEdit[] {
  if (sides.length === 0) return [];
  if (tree.isObject(step.runtimeConfiguration)) {
    return addProperties(tree, step.runtimeConfiguration, [['secureData', written(sides)]]);
  }
  return addProperties(tree, step.node, [['runtimeConfiguration', { secureData: written(sides) }]]);
}

/** A single misplaced setting becomes the right one where it stands, if that is possible. */
function moveEdits(
  tree: JsonTree,
  step: Step,
  misplaced: readonly NodeId[],
  sides: readonly Side[],
): TextEdit[] | undefined {
  const [node, more] = misplaced;
  if (node === undefined || more !== undefined || sides.length === 0) return undefined;
  const parent = tree.parent(node);
  const rename = (key: string): TextEdit => ({ span: tree.keySpan(node), newText: JSON.stringify(key) });
  if (parent === step.runtimeConfiguration) {
    return [rename('secureData'), ...replaceValue(tree, node, written(sides))];
  }
  if (parent !== step.node || step.runtimeConfiguration !== NONE) return undefined;
  return [rename('runtimeConfiguration'), ...replaceValue(tree, node, { secureData: written(sides) })];
}

function listEdits(tree: JsonTree, facts: SecureDataFacts, sides: readonly Side[]): TextEdit[] {
  const { secureData, list, entries } = facts;
  if (sides.length === 0) return [];
  if (!tree.isObject(secureData)) return replaceValue(tree, secureData, written(sides));
  if (list === NONE) return replaceValue(tree, secureData, written(sides));
  if (!tree.isArray(list) || entries.length === 0) return replaceValue(tree, list, sides);
  const edits: TextEdit[] = [];
  const missing = new Set(sides);
  const surplus: SecureEntry[] = [];
  for (const entry of entries) {
    if (entry.exact && missing.delete(entry.side!)) continue;
    surplus.push(entry);
  }
  // What is spelled wrongly is corrected in place; only then does a side that is still missing take the place of another.
  const rest: NodeId[] = [];
  const corrected = surplus.filter((entry) => entry.side !== undefined && missing.delete(entry.side));
  for (const entry of surplus) {
    const side = corrected.includes(entry) ? entry.side : [...missing][0];
    if (side === undefined) rest.push(entry.node);
    else {
      missing.delete(side);
      edits.push(...replaceValue(tree, entry.node, side));
    }
  }
  return [...edits, ...addElements(tree, list, [...missing]), ...removeNodes(tree, rest)];
}

/** `inputs`, `outputs` or `inputs and outputs`. */
export function sidesText(sides: Iterable<Side>): string {
  const list = ordered(new Set(sides));
  return list.length > 1 ? 'inputs and outputs' : (list[0] ?? '');
}
