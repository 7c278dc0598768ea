import { templateExprs, visitExpr } from '../expressions/index.ts';
import type { FlowModel, Operation, Step } from '../flow/model.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import { type RequestKeys, requestKeys } from '../platform/operations.ts';
import { isDataStep } from '../platform/secureData.ts';
import { textAt } from './constants.ts';
import { loginReads } from './logins.ts';
import { type Read, SECRET_READ } from './read.ts';
import { type CredentialRead, readsOfCredentials, siteReferences } from './references.ts';

/** Ends of token endpoints' addresses (RFC 6749 servers as they occur in flows). */
const TOKEN_ENDPOINTS = [
  '/oauth2/token',
  '/oauth2/v2.0/token',
  '/connect/token',
  '/oauth/token',
  '/oauth/v2/token',
  '/oauth2/v1/token',
  '/oauth2/default/v1/token',
  '/openid-connect/token',
  '/oauth2/access_token',
  '/oauth/access_token',
];
const TOKEN_PATHS = [
  ['body', 'access_token'],
  ['body', 'refresh_token'],
  ['body', 'id_token'],
];

const VAULT_HOSTS = ['.vault.azure.net', '.vault.usgovcloudapi.net', '.vault.azure.cn'];

/** What a vault answers without a secret's value: lists, keys and certificates. */
const NO_VAULT_SECRET = /\/(?:keys|certificates)(?:\/|\?|$)|\/secrets\/?(?:\?|$)/;

/** A token for vaults is of use to a vault alone, whatever the host is called here. */
function isForVault({ tree }: FlowModel, step: Step): boolean {
  const audience = textAt(tree, step, tree.descend(step.inputs, 'authentication', 'audience'))?.toLowerCase();
  return audience !== undefined && VAULT_HOSTS.some((host) => audience.includes(`/${host.slice(1)}`));
}

/** Calls of Microsoft Graph and Azure Resource Manager that answer with keys. */
const KEY_CALLS: readonly (readonly [end: string, path: readonly string[]])[] = [
  ['/addpassword', ['body', 'secretText']],
  ['/listkeys', ['body']],
  ['/listaccountsas', ['body']],
  ['/listservicesas', ['body']],
  ['/listcallbackurl', ['body']],
];
const KEY_HOSTS = ['graph.microsoft.', 'management.azure.', 'management.usgovcloudapi.'];

/** The parts of a call that sends what its author writes. */
interface Request {
  readonly uri: NodeId;
  readonly body: NodeId;
  readonly queries: NodeId;
}

/** A secret that a raw HTTP call is known to answer with: a token endpoint, a vault, a call that lists keys. */
export function httpRead(flow: FlowModel, step: Step): Read | undefined {
  const request = requestOf(flow, step);
  if (request === undefined) return undefined;
  const uri = fixedText(flow, step, request.uri).toLowerCase();
  if (TOKEN_ENDPOINTS.some((path) => endsAt(uri, path)) || asksForToken(flow, step, request)) {
    const label = `the access token that "${step.name}" requests`;
    return { label, own: 'the access token it requests', paths: TOKEN_PATHS, confidence: 'high' };
  }
  if (
    (uri.includes('/secrets/') && VAULT_HOSTS.some((host) => uri.includes(host))) ||
    (isForVault(flow, step) && !NO_VAULT_SECRET.test(uri))
  ) {
    return {
      label: `the secret that "${step.name}" reads`,
      own: SECRET_READ,
      from: 'Azure Key Vault',
      paths: [['body', 'value']],
      confidence: 'high',
    };
  }
  const keys = KEY_CALLS.find(([end]) => endsAt(uri, end));
  if (keys && KEY_HOSTS.some((host) => uri.includes(host))) {
    const label = `the key that "${step.name}" asks for`;
    return { label, own: 'the key it asks for', paths: [keys[1]], confidence: 'high' };
  }
  return undefined;
}

/**
 * Secrets that the flow itself reads out of the answers of HTTP calls and child flows by a credential's name, e.g.
 * `body('Sign_in')?['access_token']`, also through a Parse JSON step; of the answer to a login (see `logins.ts`) by weaker names;
 * and `EnvironmentVariableSecretValue`, whatever action answers with it.
 */
export function namedReads(flow: FlowModel): ReadonlyMap<Step, Read> {
  const found = new Map<Step, Map<string, readonly string[]>>();
  const result = new Map<Step, Read>();
  const add = ({ reference, path, name }: CredentialRead, area: RegExp): void => {
    if (reference.kind !== 'action' || reference.name === undefined || !area.test(path[0] ?? '')) return;
    const named = flow.actionsByName.get(reference.name.toLowerCase());
    const step = named && answering(flow, named);
    if (step === undefined) return;
    if (name.toLowerCase() === 'environmentvariablesecretvalue') {
      result.set(step, {
        label: `the secret variable that "${step.name}" reads`,
        own: 'the secret variable it reads',
        paths: [path],
        confidence: 'high',
      });
    } else if (isCall(step)) {
      const paths = found.get(step) ?? new Map<string, readonly string[]>();
      paths.set(path.join('/').toLowerCase(), path);
      found.set(step, paths);
    }
  };
  for (const read of readsOfCredentials(flow)) add(read, /^body$/i);
  for (const read of loginReads(flow, flow.actions.filter(isCall), (step) => answering(flow, step)))
    add(read, /^(?:body|headers)$/i);
  for (const [step, paths] of found) {
    if (result.has(step)) continue;
    const names = [...new Set([...paths.values()].map((path) => `"${path.at(-1)}"`))];
    const list = names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
    result.set(step, {
      label: `the ${list} that "${step.name}" answers with`,
      own: `the ${list} it gets`,
      paths: [...paths.values()],
      confidence: 'medium',
    });
  }
  return result;
}

/** The step behind a value: itself, or what a Parse JSON step takes apart as a whole. */
function answering(flow: FlowModel, step: Step): Step | undefined {
  if (step.lowerType !== 'parsejson') return isDataStep(step) ? undefined : step;
  const content = flow.tree.child(step.inputs, 'content');
  const site = step.expressions.find((one) => one.node === content && !one.inKey);
  const references = site ? siteReferences(site) : [];
  const only = references.length === 1 ? references[0] : undefined;
  if (only?.kind !== 'action' || only.name === undefined) return undefined;
  const path = only.path.join('/').toLowerCase();
  if (!(only.part === 'body' && path === '') && !(only.part === 'outputs' && path === 'body'))
    return undefined;
  const target = flow.actionsByName.get(only.name.toLowerCase());
  return target && !isDataStep(target) ? target : undefined;
}

function isCall(step: Step): boolean {
  return (
    step.lowerType === 'http' ||
    step.lowerType === 'workflow' ||
    (step.operation !== undefined && keysOf(step.operation) !== undefined)
  );
}

/** Connectors of which no operation sends any request; the same few occur over and over. */
const ordinary = new Set<string>();

function keysOf(operation: Operation): RequestKeys | undefined {
  const { apiName } = operation;
  if (apiName === undefined || ordinary.has(apiName)) return undefined;
  const keys = requestKeys(operation);
  if (keys) return keys;
  const others = ['HttpRequest', 'InvokeHttp'].some((operationId) => requestKeys({ apiName, operationId }));
  if (!others) {
    if (ordinary.size > 4096) ordinary.clear();
    ordinary.add(apiName);
  }
  return undefined;
}

function requestOf(flow: FlowModel, step: Step): Request | undefined {
  const { tree } = flow;
  if (step.lowerType === 'http') {
    const part = (name: string): NodeId => tree.child(step.inputs, name);
    return { uri: part('uri'), body: part('body'), queries: part('queries') };
  }
  const keys = step.operation && keysOf(step.operation);
  if (step.operation === undefined || keys === undefined) return undefined;
  const { parameters } = step.operation;
  // Connectors write `request/url` flattened or as nested objects.
  const part = (key: string): NodeId => {
    const flat = tree.child(parameters, key);
    return flat === NONE ? tree.descend(parameters, ...key.split('/')) : flat;
  };
  return { uri: part(keys.uri), body: part(keys.body), queries: NONE };
}

/** `grant_type` in the body: a token request to whatever server. */
function asksForToken(flow: FlowModel, step: Step, request: Request): boolean {
  const { tree } = flow;
  for (const part of [request.body, request.queries]) {
    if (tree.isObject(part) && tree.child(part, 'grant_type') !== NONE) return true;
  }
  return fixedText(flow, step, request.body).includes('grant_type=');
}

/** The address has the path, and the path ends there. */
function endsAt(uri: string, path: string): boolean {
  for (let at = uri.indexOf(path); at !== -1; at = uri.indexOf(path, at + 1)) {
    const next = uri[at + path.length];
    if (next === undefined || next === '?' || next === '#' || next === '/' || next === ' ') return true;
  }
  return false;
}

/** The parts of a string that no expression computes, text literals inside its expressions included. */
function fixedText(flow: FlowModel, step: Step, node: NodeId): string {
  if (node === NONE) return '';
  const site = step.expressions.find((one) => one.node === node && !one.inKey);
  if (site === undefined) return flow.tree.string(node);
  let text = '';
  const add = (value: string): void => {
    text += value;
  };
  const addStrings = (expr: Parameters<typeof visitExpr>[0]): void =>
    visitExpr(expr, (one) => {
      if (one.kind === 'string') add(one.value);
    });
  if (site.template.kind !== 'interpolation') templateExprs(site.template).forEach(addStrings);
  else {
    for (const part of site.template.parts) {
      if (part.kind === 'text') add(part.value);
      else addStrings(part.expr);
    }
  }
  return text;
}
