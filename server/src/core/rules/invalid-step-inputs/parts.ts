import { nearest } from '../../config/index.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import type { Path, StepShape } from '../../platform/stepShapes.ts';
import { isComputed } from '../literalValue.ts';
import { property, renameKey, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';
import { connectionByOtherName } from './connection.ts';

/** More neighbours are no misspelling. */
const MOST_NEIGHBOURS = 50;

/** What a step lacks. */
export function checkParts(check: StepCheck, shape: StepShape): void {
  let seen: Set<string> | undefined;
  for (const path of shape.parts)
    follow(check, path, (parent, at) => {
      const { name } = path[at]!;
      // Several ways may end at one place: what lacks "inputs" lacks all that is in them.
      const place = `${name} ${parent}`;
      seen ??= new Set();
      if (!seen.has(place)) missing(check, shape, path, parent, at);
      seen.add(place);
    });
  for (const group of shape.either) checkEither(check, shape, group);
}

/** One of several parts has to be there; what they stand in is there, or told of. */
function checkEither(check: StepCheck, shape: StepShape, group: readonly Path[]): void {
  let found = 0;
  let parent: NodeId | undefined;
  for (const path of group) {
    follow(
      check,
      path,
      (node, at) => {
        if (at === path.length - 1) parent = node;
      },
      () => found++,
    );
  }
  if (found > 0 || parent === undefined) return;
  const { tree, step } = check;
  const [first] = group;
  const at = first!.length - 1;
  const inside = where(tree, first!, parent, at);
  const names = group.map((path) => path.at(-1)!.name);
  const suggestion = group
    .map((path) => ({ name: path[at]!.name, near: neighbour(check, shape, path, parent!, at) }))
    .find(({ near }) => near !== undefined);
  const near = suggestion?.near;
  check.add({
    place: { node: near ?? parent, part: 'key' },
    message: `${stepName(step)} has neither ${names.map((name) => `"${name}"`).join(' nor ')}${inside}, and ${everyOf(check)} needs one.`,
    hint:
      near === undefined
        ? 'Add one of them, or take the step again from the last version that worked.'
        : hintFor(tree, near, suggestion!.name),
    key: 'missing either',
    repairs: near === undefined ? [] : [renameKey(tree, near, suggestion!.name)],
  });
}

type Lacking = (parent: NodeId, at: number) => void;

/** The values at the end of a path; where it ends before, `lacking` is told of the object and the name that is not in it. */
export function follow(check: StepCheck, path: Path, lacking: Lacking, found?: (node: NodeId) => void): void {
  followFrom(check, check.step.node, path, 0, lacking, found);
}

/** As deep as a path is long, which is a few names. */
function followFrom(
  check: StepCheck,
  from: NodeId,
  path: Path,
  start: number,
  lacking: Lacking,
  found?: (node: NodeId) => void,
): void {
  const { tree } = check;
  let node = from;
  for (let at = start; at < path.length; at++) {
    const { name, optional, each } = path[at]!;
    if (!canHold(check, node, each, at === 0 ? '' : path[at - 1]!.name)) return;
    if (each) {
      for (const entry of tree.children(node)) followFrom(check, entry, path, at + 1, lacking, found);
      return;
    }
    const child = property(tree, node, name);
    if (child === NONE) {
      if (!optional) lacking(node, at);
      return;
    }
    node = child;
  }
  found?.(node);
}

/** False where a value is worked out, and where it has the wrong form, which is told. */
function canHold(check: StepCheck, node: NodeId, each: boolean, name: string): boolean {
  const { tree, flow, step } = check;
  if (tree.isObject(node) || (each && tree.isArray(node))) return true;
  // The branches of a switch are told of by rule invalid-flow-shape.
  if (isComputed(flow, node) || step.lowerType === 'switch' || check.hasProblem(node)) return false;
  const what = tree.hasKey(node) ? `The "${name}"` : `An entry of the "${tree.key(tree.parent(node))}"`;
  check.add({
    place: { node, part: tree.hasKey(node) ? 'key' : 'value' },
    message: `${what} of ${stepName(step)} must be ${each ? 'a list' : 'an object'}.`,
    hint: `Write it as the designer writes it for a step of the type ${step.type.trim()}.`,
    key: 'form',
  });
  return false;
}

function missing(check: StepCheck, shape: StepShape, path: Path, parent: NodeId, at: number): void {
  const { tree, step } = check;
  const { name } = path[at]!;
  if (name === 'connectionName' && connectionByOtherName(check, parent)) return;
  const near = neighbour(check, shape, path, parent, at);
  const node = near ?? parent;
  check.add({
    place: { node, part: tree.hasKey(node) ? 'key' : 'value' },
    message: `${stepName(step)} has no "${name}"${where(tree, path, parent, at)}, which ${everyOf(check)} needs.`,
    hint:
      near === undefined
        ? 'Add it, or take the step again from the last version that worked.'
        : hintFor(tree, near, name),
    key: `missing ${name}`,
    repairs: near === undefined ? [] : [renameKey(tree, near, name)],
  });
}

function hintFor(tree: JsonTree, near: NodeId, name: string): string {
  return `Perhaps ${quotedName(tree.key(near))} is meant to be it. The name has to be "${name}".`;
}

/** ` in its "inputs"`, ` in an entry of its "variables"`; nothing for what stands in the step itself. */
function where(tree: JsonTree, path: Path, parent: NodeId, at: number): string {
  if (at === 0) return '';
  const before = path[at - 1]!;
  if (!before.each) return ` in its "${before.name}"`;
  const entry = tree.hasKey(parent) ? `${quotedName(tree.key(parent))}` : 'an entry';
  return ` in ${entry} of its "${path[at - 2]!.name}"`;
}

/** A property beside the missing one that is perhaps meant to be it, and is nothing else. */
function neighbour(
  { tree, flow }: StepCheck,
  { parts, either }: StepShape,
  path: Path,
  parent: NodeId,
  at: number,
): NodeId | undefined {
  const siblings = tree.children(parent);
  if (siblings.length > MOST_NEIGHBOURS || flow.wrapper === 'logic-app-arm') return undefined;
  const all = [...parts, ...either.flat()];
  const needed = new Set(all.flatMap((one) => one[at]?.name.toLowerCase() ?? []));
  const others = new Map(siblings.map((node) => [tree.key(node), node]));
  for (const key of others.keys()) if (needed.has(key.toLowerCase())) others.delete(key);
  const found = nearest(path[at]!.name, others.keys());
  return found === undefined ? undefined : others.get(found);
}

/** `every Http action`. */
function everyOf(check: StepCheck): string {
  return `every ${check.step.type.trim()} ${check.step.role}`;
}
