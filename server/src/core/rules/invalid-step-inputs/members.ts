import { nearest } from '../../config/index.ts';
import { isSharedType } from '../../flow/stepTypes.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { ACTION_MEMBERS } from '../../platform/stepShapes.ts';
import { renameKey, type StepCheck } from '../stepProblems.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

/** By length: most names are told apart without being read. */
const KNOWN: ReadonlyMap<number, readonly string[]> = new Map(
  ACTION_MEMBERS.map(({ length }) => [length, ACTION_MEMBERS.filter((name) => name.length === length)]),
);

/** Where a step has more of them, they have one cause. */
const MOST = 10;

/** Where properties belong that are often written one level too high. */
const BELONGS: ReadonlyMap<string, string> = new Map([
  ...[
    'authentication',
    'retryPolicy',
    'host',
    'parameters',
    'method',
    'uri',
    'headers',
    'queries',
    'body',
  ].map((name) => [name, 'inputs'] as const),
  ...['statusCode', 'schema', 'content', 'variables', 'from', 'where', 'select'].map(
    (name) => [name, 'inputs'] as const,
  ),
  ...['concurrency', 'paginationPolicy', 'contentTransfer', 'staticResult', 'requestOptions'].map(
    (name) => [name, 'runtimeConfiguration'] as const,
  ),
  ...['timeout', 'count'].map((name) => [name, 'limit'] as const),
]);

/** Properties of an action that no action has. Not of Logic Apps, whose agents have others. */
export function checkMembers(check: StepCheck): void {
  const { tree, step } = check;
  if (!isSharedType('action', step.lowerType)) return;
  // A part that the step lacks is perhaps there under another name: that is one fault, and told.
  if (check.hasProblem(step.node)) return;
  let left = MOST;
  const end = tree.after(step.node);
  for (let node = step.node + 1; node < end; node = tree.after(node)) {
    if (KNOWN.get(tree.keyLength(node))?.some((name) => tree.keyIs(node, name))) continue;
    const key = tree.key(node);
    // Rule secure-data-malformed tells of it.
    if (key.toLowerCase() === 'securedata') continue;
    // It is told already as the part that it is meant to be.
    if (check.hasProblem(node)) continue;
    if (left-- === 0) return;
    const near = nearMember(tree, step.node, key);
    check.add({
      place: { node, part: 'key' },
      severity: 'warning',
      message: `${stepName(step)} has a property ${quotedName(key)}, which no action has.`,
      hint: hintFor(key, near),
      why: 'Nothing says that the platform reads it: the step then runs without it.',
      key: 'member',
      repairs: near === undefined ? [] : [renameKey(tree, node, near)],
    });
  }
}

function hintFor(key: string, near: string | undefined): string {
  const owner = BELONGS.get(key);
  if (owner !== undefined) return `It belongs into the "${owner}" of the step.`;
  return near === undefined ? 'Remove it, or move it to where it belongs.' : `Perhaps "${near}" is meant.`;
}

/** A property that the action does not have yet. */
function nearMember(tree: JsonTree, action: NodeId, key: string): string | undefined {
  if (BELONGS.has(key)) return undefined;
  return nearest(
    key,
    ACTION_MEMBERS.filter((name) => tree.child(action, name) === NONE),
  );
}
