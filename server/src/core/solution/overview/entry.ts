import { detached } from '../../text/lower.ts';
import type { FlowSummary, SharedPlace } from '../flowSummary.ts';
import { type Contract, contractOf } from './contract.ts';
import { stampOf } from './stamp.ts';
import type { FlowOverview } from './types.ts';

/** A summary without its overviews. */
export type Known = Omit<FlowSummary, 'flows'>;

/**
 * What is kept of a summary. Its overviews are kept as text until someone asks for them: names and the like are pieces of the
 * flow's text, and would keep all of it in memory.
 */
export class Entry {
  readonly summary: Known;
  /** Of the file's first flow. */
  readonly name: string | undefined;
  /** What those who call it depend on (`contract.ts`). */
  readonly contract: Contract;
  readonly #text: string;
  #flows: readonly FlowOverview[] | undefined;
  #stamp: string | undefined;

  constructor({ flows, ...summary }: FlowSummary) {
    this.#text = JSON.stringify(flows);
    this.summary = { ...summary, shared: ownShared(summary.shared) };
    this.name = flows[0] && detached(flows[0].name);
    this.contract = contractOf(flows[0]);
  }

  get flows(): readonly FlowOverview[] {
    this.#flows ??= JSON.parse(this.#text) as readonly FlowOverview[];
    return this.#flows;
  }

  get stamp(): string {
    this.#stamp ??= stampOf(this.flows);
    return this.#stamp;
  }

  /** Do both show the same to their solution, wherever it stands? Nearly every edit leaves a flow's overview as it is, place for place. */
  looksLike(other: Entry): boolean {
    return this.#text === other.#text || this.stamp === other.stamp;
  }
}

function ownShared(places: readonly SharedPlace[]): readonly SharedPlace[] {
  return places.length === 0 ? [] : (JSON.parse(JSON.stringify(places)) as readonly SharedPlace[]);
}
