import type { FlowModel, Step } from '../flow/model.ts';
import type { NodePlace } from '../json/nodePlace.ts';
import { type JsonTree, NONE } from '../json/tree.ts';
import { cutText } from '../text/cut.ts';
import { isAwsKeyId } from './detect/formats/aws.ts';
import { credentialName } from './detect/names.ts';
import type { SecretHit } from './hits.ts';
import { keysBelow, nameBefore } from './names.ts';

/** Where a value stands, for the two ends of a sentence: `"Call_service"` holds it in `its header "x-api-key"`. */
export interface Where {
  /** Begins a sentence. */
  readonly holder: string;
  /** Follows "in"; tells two values of one name apart by their path. */
  readonly place: string;
}

/** The step or parameter that holds a value, and where in it, in a maker's words. */
export function whereOf(flow: FlowModel, hit: SecretHit): Where {
  const { tree } = flow;
  const { parameter, step, node } = hit;
  if (step === undefined) {
    const keys = keysBelow(tree, parameter?.defaultValue ?? NONE, node);
    const holder = `The parameter "${shown(parameter?.name ?? '')}"`;
    return { holder, place: within('its default', fieldOf(tree, hit) ?? pathText(keys)) };
  }
  const { place, field } = placeIn(tree, step, hit);
  return { holder: `"${shown(step.name)}"`, place: within(place, fieldOf(tree, hit) ?? field) };
}

function within(place: string, field: string | undefined): string {
  return field === undefined ? place : `the field "${shown(field)}" of ${place}`;
}

/** A very long name would stand in the messages of everything below it. */
function shown(name: string): string {
  return cutText(name, 200);
}

/** Keys as one name: `address/street`. Undefined for none. */
function pathText(keys: readonly string[]): string | undefined {
  return keys.length === 0 ? undefined : keys.join('/');
}

interface Within {
  readonly place: string;
  /** Path of a property below that place. */
  readonly field?: string | undefined;
}

function placeIn(tree: JsonTree, step: Step, { node, names }: SecretHit): Within {
  const { inputs, control, trackedProperties } = step;
  const inside = (root: number): boolean => root !== NONE && node >= root && node < tree.after(root);
  if (!inside(inputs)) {
    if (inside(control)) return { place: step.lowerType === 'foreach' ? 'its list' : 'its condition' };
    if (inside(trackedProperties)) return { place: 'its tracked properties' };
    if (step.lowerType === 'switch') return { place: 'one of its cases' };
    return { place: step.role === 'trigger' ? 'a trigger condition' : 'its settings' };
  }
  const keys = keysBelow(tree, inputs, node).map(shown);
  // What stands under `value` is called by the name beside it.
  const named = keys.at(-1)?.toLowerCase() === 'value' ? names.findLast((name) => name !== '0') : undefined;
  const from = (first: number): string | undefined =>
    keys.length <= first ? undefined : (named ?? pathText(keys.slice(first)));
  const last = from(0);
  switch (step.lowerType) {
    case 'compose':
      return { place: 'its inputs', field: last };
    case 'initializevariable':
    case 'setvariable':
    case 'appendtostringvariable':
    case 'appendtoarrayvariable':
      return variablePlace(tree, step, node);
    case 'workflow':
      return keys[0] === 'body' && keys.length > 1
        ? { place: `its input "${from(1)}"` }
        : { place: 'its inputs' };
    case 'table':
      return { place: last === undefined ? 'its inputs' : `the column "${last}"` };
    case 'query':
      return { place: 'its filter' };
    case 'parsejson':
      return { place: 'its content' };
    default:
  }
  // Both requests of an HTTP webhook are built like the inputs of an HTTP step.
  const ahead = keys[0] === 'subscribe' || keys[0] === 'unsubscribe' ? 1 : 0;
  const below = keys.length > ahead + 1 ? (named ?? pathText(keys.slice(ahead + 1))) : undefined;
  return (
    requestPlace(keys[ahead], below) ?? {
      place: last === undefined ? 'its inputs' : `"${last}" of its inputs`,
    }
  );
}

/** `first`: the part of a request; `below`: the path in it. */
function requestPlace(first: string | undefined, below: string | undefined): Within | undefined {
  switch (first) {
    case 'headers':
      return { place: below === undefined ? 'its headers' : `its header "${below}"` };
    case 'queries':
      return { place: below === undefined ? 'its query' : `its query parameter "${below}"` };
    case 'uri':
      return { place: 'its URI' };
    case 'path':
      return { place: 'its path' };
    case 'cookie':
      return { place: 'its cookie' };
    case 'authentication':
      return { place: 'its authentication' };
    case 'body':
      return { place: 'its body', field: below };
    case 'parameters':
      return { place: below === undefined ? 'its parameters' : `its parameter "${below}"` };
    default:
      return undefined;
  }
}

function variablePlace(tree: JsonTree, step: Step, node: number): Within {
  let at = node;
  while (at > step.inputs && tree.stringAt(tree.parent(at), 'name') === undefined) at = tree.parent(at);
  const name = at > step.inputs ? tree.stringAt(tree.parent(at), 'name') : undefined;
  const field = at === node ? undefined : pathText(keysBelow(tree, at, node));
  return { place: name === undefined ? 'its value' : `the variable "${shown(name)}"`, field };
}

/** The name that the text itself gives the secret: a form field, a property of JSON text, part of a connection string. */
export function fieldOf(tree: JsonTree, hit: SecretHit): string | undefined {
  const { start } = hit.match.span;
  if (start === 0 || hit.inKey) return undefined;
  const kinds = ['named-value', 'token', 'connection-string'];
  if (!kinds.includes(hit.match.kind)) return undefined;
  const name = nameBefore(tree.string(hit.node).slice(0, start));
  if (name === undefined || name === 'access token' || isAwsKeyId(name)) return undefined;
  // `user:password` names nothing.
  return hit.match.kind === 'named-value' && credentialName(name) === undefined ? undefined : name;
}

/** The secret itself, exact within its string or key. */
export function hitPlace(hit: SecretHit): NodePlace {
  return { node: hit.node, part: hit.inKey ? { inKey: hit.match.span } : { inString: hit.match.span } };
}

/** `a client secret`, `an API key`. */
export function withArticle(label: string): string {
  return `${/^(?:[aeioAEIO]|npm\b|SAS\b)/.test(label) ? 'an' : 'a'} ${label}`;
}
