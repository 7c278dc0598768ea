import type { ExpressionSite, Parameter, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import { credentialName } from '../secrets/detect/names.ts';
import type { Confidence } from '../secrets/detect/types.ts';

/** Where a secret enters the flow. */
export interface Source {
  readonly id: number;
  /**
   * `read`: a step's outputs; `trigger`: a trigger's outputs; `parameter`; `literal`: a secret written into a step;
   * `named`: a dynamic value under a credential name, with no better-known source.
   */
  readonly kind: 'read' | 'trigger' | 'parameter' | 'literal' | 'named';
  /** For people, e.g. `the secret that "Get_secret" reads`. */
  readonly label: string;
  /** The same where its own step is the subject: `the secret it reads`. */
  readonly own: string;
  /** Where the step has it from, if that says more: `Azure Key Vault`. */
  readonly from?: string | undefined;
  readonly step: Step | undefined;
  readonly parameter: Parameter | undefined;
  readonly site: ExpressionSite | undefined;
  readonly node: NodeId;
  readonly confidence: Confidence;
  /** The use that proves it to be one, where nothing else does. */
  readonly evidence?: Evidence | undefined;
}

/** A step that uses a value as a credential. */
export interface Evidence {
  readonly step: Step;
  readonly node: NodeId;
  /** `the password of its authentication` */
  readonly how: string;
}

/** The first place on a secret's way that ends the platform's hiding; a variable outranks a data step. */
export type Via =
  | { readonly kind: 'data'; readonly step: Step }
  | { readonly kind: 'variable'; readonly name: string }
  /** Through a loop's item: nothing documents that the platform hides behind it. */
  | { readonly kind: 'item'; readonly step: Step };

/**
 * `part`: split at its dots; `claims`: decoded, so that a property of it is a claim, and no secret. The decoded whole stays one.
 * Undefined for everything else.
 */
export type TokenForm = 'part' | 'claims' | undefined;

/** One secret that a value carries. Made by `originOf` and `originVia` only. */
export interface Origin {
  readonly source: Source;
  readonly via: Via | undefined;
  /** Steps it passed, in order, without the source's own. */
  readonly path: readonly Step[];
  /** Came by `result()`: nothing documents what the platform shows behind it. See `isAssumed`. */
  readonly assumed: boolean;
  /** How far a token has been taken apart. */
  readonly form: TokenForm;
  /** Equal for origins that differ in their path only. */
  readonly key: string;
}

/** An origin right at its source. */
export function originOf(source: Source): Origin {
  return originVia(source, undefined, [], false);
}

export function originVia(
  source: Source,
  via: Via | undefined,
  path: readonly Step[],
  assumed: boolean,
  form?: TokenForm,
): Origin {
  const key = `${source.id}|${assumed ? 1 : 0}|${viaKey(via)}`;
  return { source, via, path, assumed, form, key: form === undefined ? key : `${key}|${form}` };
}

/** The same origin, of a token taken apart further. */
export function inForm({ source, via, path, assumed }: Origin, form: TokenForm): Origin {
  return originVia(source, via, path, assumed, form);
}

/** True when nothing documents that the place shows the secret: it is assumed. */
export function isAssumed(origin: Origin): boolean {
  return origin.assumed || origin.via?.kind === 'item';
}

function viaKey(via: Via | undefined): string {
  if (via === undefined) return '';
  return via.kind === 'variable' ? `v:${via.name}` : `${via.kind}:${via.step.node}`;
}

/** Deeper structure is folded into its parent, so that loops over growing values come to an end. */
const MAX_DEPTH = 8;
/** So is the structure of a value with more parts than this. */
const MAX_PARTS = 2000;
/** More secrets in one value are not told apart. */
const MAX_ORIGINS = 64;

/**
 * What a value carries: as a whole, per property (names lower-cased) and per element. Immutable.
 * `elements` also stands for properties whose names are computed.
 */
export interface Taint {
  readonly own: readonly Origin[];
  readonly properties: ReadonlyMap<string, Taint> | undefined;
  readonly elements: Taint | undefined;
}

export const CLEAN: Taint = { own: [], properties: undefined, elements: undefined };

export function isClean(taint: Taint): boolean {
  return taint === CLEAN;
}

/** Keeps the first (shortest known) path of each source and way. */
export function mergeOrigins(a: readonly Origin[], b: readonly Origin[]): readonly Origin[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  let merged: Origin[] | undefined;
  for (const origin of b) {
    const known = merged ?? a;
    if (known.length >= MAX_ORIGINS) break;
    if (known.some((other) => other.key === origin.key)) continue;
    merged ??= [...a];
    merged.push(origin);
  }
  return merged ?? a;
}

export function whole(origins: readonly Origin[]): Taint {
  return origins.length === 0 ? CLEAN : { own: origins, properties: undefined, elements: undefined };
}

export function ofProperties(properties: ReadonlyMap<string, Taint>): Taint {
  for (const value of properties.values())
    if (!isClean(value)) return { own: [], properties, elements: undefined };
  return CLEAN;
}

export function ofElements(elements: Taint): Taint {
  return isClean(elements) ? CLEAN : { own: [], properties: undefined, elements };
}

export function union(a: Taint, b: Taint, depth = 0): Taint {
  if (a === b || isClean(b)) return a;
  if (isClean(a)) return b;
  if (depth >= MAX_DEPTH) return whole(mergeOrigins(origins(a), origins(b)));
  const own = mergeOrigins(a.own, b.own);
  if (own === a.own && !b.properties && !b.elements) return a;
  let properties = a.properties ?? b.properties;
  if (a.properties && b.properties) {
    const merged = new Map(a.properties);
    for (const [key, value] of b.properties)
      merged.set(key, union(merged.get(key) ?? CLEAN, value, depth + 1));
    properties = merged;
  }
  const elements =
    a.elements && b.elements ? union(a.elements, b.elements, depth + 1) : (a.elements ?? b.elements);
  return { own, properties, elements };
}

/** Everything a value carries, wherever it stands in it. */
export function origins(taint: Taint, depth = 0): readonly Origin[] {
  if (isClean(taint)) return CLEAN.own;
  let result = taint.own;
  if (depth > MAX_DEPTH * 2) return result;
  for (const value of taint.properties?.values() ?? [])
    result = mergeOrigins(result, origins(value, depth + 1));
  if (taint.elements) result = mergeOrigins(result, origins(taint.elements, depth + 1));
  return result;
}

/** Folds structure below `MAX_DEPTH` into its parent, and all of it when there is too much. */
export function bounded(taint: Taint): Taint {
  if (!taint.properties && !taint.elements) return taint;
  return weight(taint) > MAX_PARTS ? whole(origins(taint)) : cutAt(taint, 0);
}

function cutAt(taint: Taint, depth: number): Taint {
  if (isClean(taint) || (!taint.properties && !taint.elements)) return taint;
  if (depth >= MAX_DEPTH) return whole(origins(taint));
  let properties = taint.properties;
  if (properties) {
    const copy = new Map<string, Taint>();
    for (const [key, value] of properties) copy.set(key, cutAt(value, depth + 1));
    properties = copy;
  }
  const elements = taint.elements && cutAt(taint.elements, depth + 1);
  return { own: taint.own, properties, elements };
}

/** Grows whenever a taint grows. */
export function weight(taint: Taint): number {
  let sum = taint.own.length;
  for (const value of taint.properties?.values() ?? []) sum += 1 + weight(value);
  return taint.elements ? sum + 1 + weight(taint.elements) : sum;
}

/** The same value with its property `name` (lower-cased) taken out, as far as it is told apart. */
export function without(taint: Taint, name: string): Taint {
  if (!taint.properties?.has(name)) return taint;
  const rest = new Map(taint.properties);
  rest.delete(name);
  return union(whole(taint.own), union(ofProperties(rest), ofElements(taint.elements ?? CLEAN)));
}

/**
 * What `value[key]` carries; `undefined` for a computed key. Positions read elements. The flattened form
 * (`body/value`) is a property of that name or the way down, whichever is there.
 */
export function read(taint: Taint, key: string | number | undefined): Taint {
  if (isClean(taint)) return CLEAN;
  let result = union(whole(ownAt(taint, key)), taint.elements ?? CLEAN);
  if (typeof key === 'number' || taint.properties === undefined) return result;
  if (key === undefined) {
    for (const value of taint.properties.values()) result = union(result, value);
    return result;
  }
  const lower = key.toLowerCase();
  const exact = taint.properties.get(lower);
  if (exact) return union(result, exact);
  if (!lower.includes('/')) return result;
  let at: Taint = taint;
  for (const part of lower.split('/')) at = read(at, part);
  return union(result, at);
}

/** A property of a value as a whole carries what the value does; a claim of a decoded token does not, unless it is a token itself. */
function ownAt({ own }: Taint, key: string | number | undefined): readonly Origin[] {
  if (typeof key !== 'string' || !own.some((origin) => origin.form === 'claims')) return own;
  return credentialName(key)?.kind === 'strong' ? own : own.filter((origin) => origin.form !== 'claims');
}

/** Wraps a taint so that it stands at a property path; `*` stands for the elements of a list. */
export function atPath(path: readonly string[], taint: Taint): Taint {
  let result = taint;
  for (let index = path.length - 1; index >= 0; index--) {
    result =
      path[index] === '*'
        ? ofElements(result)
        : ofProperties(new Map([[path[index]!.toLowerCase(), result]]));
  }
  return result;
}

/** Changes every origin; used when a secret passes a step. */
export function mapOrigins(taint: Taint, change: (origin: Origin) => Origin): Taint {
  if (isClean(taint)) return CLEAN;
  let properties = taint.properties;
  if (properties) {
    const copy = new Map<string, Taint>();
    for (const [key, value] of properties) copy.set(key, mapOrigins(value, change));
    properties = copy;
  }
  return {
    own: mergeOrigins([], taint.own.map(change)),
    properties,
    elements: taint.elements && mapOrigins(taint.elements, change),
  };
}

/** Property paths at which something is carried, for summaries: `[["body","apikey"]]`. */
export function paths(taint: Taint, prefix: readonly string[] = []): (readonly string[])[] {
  if (isClean(taint)) return [];
  if (taint.own.length > 0 || taint.elements) return [prefix];
  const result: (readonly string[])[] = [];
  for (const [key, value] of taint.properties ?? []) result.push(...paths(value, [...prefix, key]));
  return result;
}

/** The places that carry something, each with what stands there; a part of a value that is one as a whole has no place of its own. */
export function places(
  taint: Taint,
  prefix: readonly string[] = [],
): { path: readonly string[]; origins: readonly Origin[] }[] {
  if (isClean(taint)) return [];
  const own = mergeOrigins(taint.own, taint.elements ? origins(taint.elements) : []);
  const here = own.length === 0 ? [] : [{ path: prefix, origins: own }];
  const below = [...(taint.properties ?? [])].flatMap(([key, value]) => places(value, [...prefix, key]));
  return [...here, ...below];
}
