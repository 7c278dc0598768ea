import { NOISE_KINDS, type Noise, type NoiseKind } from '../types/values.ts';

const MOST_NAMES = 100;

type Unit = Noise['unit'];

const UNITS: Readonly<Record<NoiseKind, Unit>> = {
  form: 'file',
  keyOrder: 'step',
  stepOrder: 'step',
  templateName: 'file',
  authentication: 'step',
  connectionName: 'step',
  operationMetadataId: 'step',
  subscriptionName: 'trigger',
  ownParameters: 'parameter',
  designerMetadata: 'step',
  connectionKey: 'connection',
  defaultLimits: 'step',
};

/** Counts what is left out. */
export class Tally {
  readonly #counts = new Map<NoiseKind, { count: number; readonly names: string[] }>();

  /** @param name Where, for readers; '' for a file. */
  add(kind: NoiseKind, name = ''): void {
    this.#take(kind, 1, name === '' ? [] : [name]);
  }

  /** One file, however often. */
  once(kind: NoiseKind): void {
    if (!this.#counts.has(kind)) this.add(kind);
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0;
  }

  /** All of another count. */
  merge(noise: readonly Noise[]): void {
    for (const { kind, count, names } of noise) this.#take(kind, count, names);
  }

  #take(kind: NoiseKind, count: number, names: readonly string[]): void {
    const known = this.#counts.get(kind);
    if (known === undefined) this.#counts.set(kind, { count, names: names.slice(0, MOST_NAMES) });
    else {
      known.count += count;
      known.names.push(...names.slice(0, MOST_NAMES - known.names.length));
    }
  }

  /** In the order of the kinds; nothing that did not occur. */
  get noise(): readonly Noise[] {
    return NOISE_KINDS.flatMap((kind) => {
      const found = this.#counts.get(kind);
      return found === undefined ? [] : [{ kind, unit: UNITS[kind], ...found }];
    });
  }
}
