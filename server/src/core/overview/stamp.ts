import { hashText } from '../text/hash.ts';
import type { FlowOverview } from './types.ts';

/** Equal as long as the facts are, wherever they stand in the flow. */
export function stampOf(overviews: readonly FlowOverview[]): string {
  return hashText(JSON.stringify(overviews, withoutPlaces));
}

/** Typing in a literal sets off no check of the solution. */
function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'span' || key === 'logicalNameSpan' || key === 'literals' ? undefined : value;
}
