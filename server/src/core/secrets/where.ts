import { credentialName } from '../detect/names.ts';
import type { Place } from '../finding.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { type JsonTree, NONE } from '../json/tree.ts';
import { cutText } from '../text/cut.ts';
import type { SecretHit } from './hits.ts';
import { keysBelow, nameBefore } from './names.ts';

/**
 * Where a value stands, in a maker's words, to be used in the middle of a sentence: `the header "x-api-key" of
 * "Call_service"`, `the field "client_secret" in the body of "Get_token"`, `the variable "ApiKey" ("Set_key")`.
 */
export function whereOf(flow: FlowModel, hit: SecretHit): string {
  const { tree } = flow;
  const { parameter, step, node } = hit;
  if (step === undefined) {
    const inner = fieldOf(tree, hit) ?? keysBelow(tree, parameter?.defaultValue ?? NONE, node).at(-1);
    const whole = `the default of the parameter "${shown(parameter?.name ?? '')}"`;
    return inner === undefined ? whole : `the field "${shown(inner)}" in ${whole}`;
  }
  const of = `"${shown(step.name)}"`;
  const within = placeIn(tree, step, hit, of);
  const field = fieldOf(tree, hit) ?? within.field;
  return field === undefined ? within.place : `the field "${shown(field)}" in ${within.place}`;
}

/** A very long name would stand in the messages of everything below it. */
function shown(name: string): string {
  return cutText(name, 200);
}

interface Within {
  readonly place: string;
  /** Name of a property below that place. */
  readonly field?: string | undefined;
}

function placeIn(tree: JsonTree, step: Step, { node, names }: SecretHit, of: string): Within {
  const { inputs, control, trackedProperties } = step;
  const inside = (root: number): boolean => root !== NONE && node >= root && node < tree.after(root);
  if (!inside(inputs)) {
    if (inside(control))
      return { place: step.lowerType === 'foreach' ? `the list of ${of}` : `the condition of ${of}` };
    if (inside(trackedProperties)) return { place: `the tracked properties of ${of}` };
    if (step.lowerType === 'switch') return { place: `a case of ${of}` };
    return { place: step.role === 'trigger' ? `a trigger condition of ${of}` : of };
  }
  const keys = keysBelow(tree, inputs, node).map(shown);
  // What stands under `value` is called by the name beside it.
  const last = keys.at(-1)?.toLowerCase() === 'value' ? names.findLast((name) => name !== '0') : keys.at(-1);
  switch (step.lowerType) {
    case 'compose':
      return { place: `the Compose step ${of}`, field: last };
    case 'initializevariable':
    case 'setvariable':
    case 'appendtostringvariable':
    case 'appendtoarrayvariable':
      return variablePlace(tree, step, node, of);
    case 'workflow':
      return keys[0] === 'body' && last !== undefined
        ? { place: `the input "${last}" of ${of}` }
        : { place: of };
    case 'table':
      return { place: last === undefined ? of : `the column "${last}" of ${of}` };
    case 'query':
      return { place: `the filter of ${of}` };
    case 'parsejson':
      return { place: `the content of ${of}` };
    default:
  }
  // Both requests of an HTTP webhook are built like the inputs of an HTTP step.
  const request = keys[0] === 'subscribe' || keys[0] === 'unsubscribe' ? keys.slice(1) : keys;
  return requestPlace(request, last, of) ?? { place: last === undefined ? of : `"${last}" of ${of}` };
}

function requestPlace(keys: readonly string[], last: string | undefined, of: string): Within | undefined {
  const [first, second] = keys;
  switch (first) {
    case 'headers':
      return second === undefined
        ? { place: `the headers of ${of}` }
        : { place: `the header "${second}" of ${of}` };
    case 'queries':
      return { place: `the query parameter "${second ?? ''}" of ${of}` };
    case 'uri':
      return { place: `the URI of ${of}` };
    case 'path':
      return { place: `the path of ${of}` };
    case 'cookie':
      return { place: `the cookie of ${of}` };
    case 'authentication':
      return { place: `the authentication of ${of}` };
    case 'body':
      return { place: `the body of ${of}`, field: keys.length > 1 ? last : undefined };
    case 'parameters':
      return { place: `the parameter "${keys.slice(1).join('/')}" of ${of}` };
    default:
      return undefined;
  }
}

function variablePlace(tree: JsonTree, step: Step, node: number, of: string): Within {
  let at = node;
  while (at > step.inputs && tree.stringAt(tree.parent(at), 'name') === undefined) at = tree.parent(at);
  const name = at > step.inputs ? tree.stringAt(tree.parent(at), 'name') : undefined;
  const field = at === node ? undefined : keysBelow(tree, at, node).at(-1);
  return { place: name === undefined ? of : `the variable "${shown(name)}" (${of})`, field };
}

/** The name that the text itself gives the secret: a form field, a property of JSON text, part of a connection string. */
export function fieldOf(tree: JsonTree, hit: SecretHit): string | undefined {
  const { start } = hit.match.span;
  if (start === 0 || hit.inKey) return undefined;
  const kinds = ['named-value', 'token', 'connection-string'];
  if (!kinds.includes(hit.match.kind)) return undefined;
  const name = nameBefore(tree.string(hit.node).slice(0, start));
  if (name === undefined || name === 'access token') return undefined;
  // `user:password` names nothing.
  return hit.match.kind === 'named-value' && credentialName(name) === undefined ? undefined : name;
}

/** The secret itself, exact within its string or key. */
export function hitPlace(hit: SecretHit): Place {
  return { node: hit.node, part: hit.inKey ? { inKey: hit.match.span } : { inString: hit.match.span } };
}

/** `a client secret`, `an API key`. */
export function withArticle(label: string): string {
  return `${/^(?:[aeioAEIO]|npm\b|SAS\b)/.test(label) ? 'an' : 'a'} ${label}`;
}
