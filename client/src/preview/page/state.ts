import type { RunPreview, StepPreview } from '../../../../server/src/protocol.ts';
import { numbersFrom, pairsFrom, textsFrom } from '../../webview/page/kept.ts';

export type Status = 'Succeeded' | 'Skipped' | 'Failed';

/** What the reader of the page has chosen; it stays while the flow is edited. */
export interface Choices {
  /** By condition or switch: the branch that the run takes; none for all. */
  readonly taken: Map<number, number>;
  /** Steps that are shown as failed. */
  readonly failing: Set<number>;
  readonly folded: Set<number>;
  /** Sides whose names are shown as the definition has them, by their keys. */
  readonly raw: Set<string>;
}

/** Of one side of a step. */
export function sideKey(step: number, side: 'inputs' | 'outputs'): string {
  return `${step} ${side}`;
}

/** The choices as JSON can have them. */
export function keptChoices({ taken, failing, folded, raw }: Choices): Readonly<Record<string, unknown>> {
  return { taken: [...taken], failing: [...failing], folded: [...folded], raw: [...raw] };
}

/** Of what was kept; none of what is no choice. */
export function choicesFrom({ taken, failing, folded, raw }: Readonly<Record<string, unknown>>): Choices {
  const isId = (one: unknown): one is number => Number.isSafeInteger(one);
  return {
    taken: new Map(pairsFrom(taken, isId, isId)),
    failing: new Set(numbersFrom(failing)),
    folded: new Set(numbersFrom(folded)),
    raw: new Set(textsFrom(raw)),
  };
}

/** The status of each step, as the reader has chosen. Steps stand behind what they are in. */
export function statusesOf({ steps }: RunPreview, { taken, failing }: Choices): ReadonlyMap<number, Status> {
  const statuses = new Map<number, Status>();
  for (const step of steps) {
    const { id, parent, branch, onlyAfter } = step;
    const isLeft = parent !== undefined && (taken.get(parent) ?? branch.choice) !== branch.choice;
    const isSkipped =
      isLeft || onlyAfter !== '' || (parent !== undefined && statuses.get(parent) === 'Skipped');
    statuses.set(id, failing.has(id) ? 'Failed' : isSkipped ? 'Skipped' : 'Succeeded');
  }
  return statuses;
}

/** The steps that the tree shows: those in a folded container are left out. */
export function visibleSteps({ steps }: RunPreview, folded: ReadonlySet<number>): StepPreview[] {
  const hidden = new Set<number>();
  return steps.filter(({ id, parent }) => {
    if (parent === undefined || (!hidden.has(parent) && !folded.has(parent))) return true;
    hidden.add(id);
    return false;
  });
}
