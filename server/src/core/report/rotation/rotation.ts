import type { Finding, Place } from '../../finding.ts';
import { literalHash } from '../../fixes/literal/literalHash.ts';
import type { Step } from '../../flow/model.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import type { JsonTree } from '../../json/tree.ts';
import type { RuleMeta } from '../../ruleMeta.ts';
import { maskSecret } from '../../secrets/detect/mask.ts';
import { findSecrets } from '../../secrets/detect/secretValue.ts';
import type { SecretMatch } from '../../secrets/detect/types.ts';
import { hitPlace } from '../../secrets/where.ts';
import type { Analysis, CheckResult } from '../../workspace/analysis.ts';
import { shownName } from '../display.ts';
import { issuerOf } from './issuers.ts';

/** Where a secret stands, or stood. */
export interface SecretPlace {
  /** What outputs call the file. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** The step that holds it; undefined outside of steps. */
  readonly step: string | undefined;
}

/** A secret that has to be replaced where it was issued: git keeps what once stood in a file. */
export interface SecretToRotate {
  /** `Entra client secret` */
  readonly kind: string;
  /** Where to replace it. */
  readonly where: string;
  /** At most its first characters. */
  readonly masked: string;
  /** Day on which it ends by itself, where it tells: `2027-01-31`. */
  readonly expires: string | undefined;
  /** False when it stands in the older files alone: no less known for that. */
  readonly isThere: boolean;
  /** In the order of the files; of what is gone, where it stood. */
  readonly places: readonly SecretPlace[];
}

interface Known {
  readonly match: Pick<SecretMatch, 'label' | 'expires'>;
  readonly host: string | undefined;
  readonly masked: string;
  readonly places: SecretPlace[];
}

/** Marks what a variable should be, not what it holds. */
const NO_VALUE: ReadonlySet<string> = new Set(['environment-variable-should-be-secret']);

/** True for a finding at whose place a secret stands: a guess is no reason to replace anything. */
export function holdsSecret({
  ruleId,
  category,
  confidence,
}: {
  readonly ruleId: string;
  readonly category: string | undefined;
  readonly confidence: Finding['confidence'];
}): boolean {
  return category === 'secrets' && !NO_VALUE.has(ruleId) && confidence !== 'low';
}

/** Gathers the secrets of checked files, each once however often it stands there; no value is kept. */
export class Rotation {
  readonly #metas: ReadonlyMap<string, Pick<RuleMeta, 'category'>>;
  readonly #known = new Map<string, Known>();

  /** `metas`: facts of the rules by id. */
  constructor(metas: ReadonlyMap<string, Pick<RuleMeta, 'category'>>) {
    this.#metas = metas;
  }

  /** Takes in what a check found, also what the config leaves out. `fileOf`: what outputs call a file. */
  add(analysis: CheckResult | Analysis, fileOf: (uri: string) => string): void {
    for (const finding of [...analysis.findings, ...analysis.ignored.map((one) => one.finding)]) {
      const { ruleId, confidence } = finding;
      const category = this.#metas.get(ruleId)?.category;
      if (!holdsSecret({ ruleId, category, confidence })) continue;
      const places = finding.places?.map((one) => one.place) ?? [finding.place];
      for (const place of places) this.#addPlace(analysis, place, fileOf);
    }
  }

  #addPlace(analysis: Analysis | CheckResult, place: Place, fileOf: (uri: string) => string): void {
    const text = analysis.textOf(place.uri) ?? ('document' in analysis ? analysis.document.text : undefined);
    const value = text === undefined ? '' : valueAt(text, place);
    if (value === '') return;
    const found = 'document' in analysis ? inFlow(analysis, place) : undefined;
    const own = found?.match ?? findSecrets(value, { names: [] })[0];
    const key = literalHash({ value, secret: true });
    const step = found?.step;
    const at: SecretPlace = {
      file: fileOf(place.uri),
      line: analysis.rangeOf(place).start.line + 1,
      step: step && shownName(step.name),
    };
    const known = this.#known.get(key);
    if (known === undefined) {
      const match = own ?? { label: 'credential' };
      const host = step && hostOf((analysis as Analysis).document.tree, step);
      this.#known.set(key, { match, host, masked: maskSecret(value), places: [at] });
    } else if (!known.places.some((one) => one.file === at.file && one.line === at.line)) {
      known.places.push(at);
    }
  }

  /** What has to be replaced: what is there first, then by kind. `older`: what stood in the files before. */
  rows(older?: Rotation): readonly SecretToRotate[] {
    const gone = (older === undefined ? [] : [...older.#known]).filter(([key]) => !this.#known.has(key));
    return [
      ...sorted([...this.#known.values()].map((one) => rowOf(one, true))),
      ...sorted(gone.map(([, one]) => rowOf(one, false))),
    ];
  }
}

function rowOf({ match, host, masked, places }: Known, isThere: boolean): SecretToRotate {
  return {
    kind: match.label,
    where: issuerOf(match.label, host),
    masked,
    expires: match.expires?.slice(0, 10),
    isThere,
    places,
  };
}

function sorted(rows: readonly SecretToRotate[]): SecretToRotate[] {
  const keyOf = ({ kind, places }: SecretToRotate): string => `${kind}\n${places[0]?.file ?? ''}`;
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}

/** The secret that a flow's own search found at a place, with its step. */
function inFlow(
  analysis: Analysis,
  place: Place,
): { readonly match: SecretMatch; readonly step: Step | undefined } | undefined {
  const { tree } = analysis.document;
  const node = tree.nodeAt(place.span.start);
  const facts = analysis.flowAt(node);
  const there = facts?.secrets.filter((hit) => hit.node === node) ?? [];
  // One text may hold several.
  return there.find((hit) => spanOfPlace(tree, hitPlace(hit)).start === place.span.start) ?? there[0];
}

/** The text of a place as it means: without the quotes and escapes of JSON. */
function valueAt(text: string, { uri, span }: Place): string {
  const raw = text.slice(span.start, span.end);
  const bare = raw.length >= 2 && raw.startsWith('"') && raw.endsWith('"') ? raw.slice(1, -1) : raw;
  if (!/\.json$/i.test(uri) || !bare.includes('\\')) return bare;
  try {
    return String(JSON.parse(`"${bare}"`));
  } catch {
    return bare;
  }
}

/** The server that an HTTP step calls, where the file says it. */
function hostOf(tree: JsonTree, step: Step): string | undefined {
  const uri = tree.stringAt(step.inputs, 'uri');
  const host = /^https?:\/\/([^/?#@:{}]+)/i.exec(uri ?? '')?.[1];
  return host && shownName(host);
}
