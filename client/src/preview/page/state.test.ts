import { describe, expect, it } from 'vitest';
import type { RunPreview, StepPreview } from '../../../../server/src/protocol.ts';
import { type Choices, choicesFrom, keptChoices, sideKey, statusesOf, visibleSteps } from './state.ts';

const step = (id: number, parent?: number, choice = 0, onlyAfter = ''): StepPreview =>
  ({ id, parent, branch: { label: '', choice }, onlyAfter }) as StepPreview;
const FLOW = {
  steps: [step(0), step(1), step(2, 1, 0), step(3, 1, 1), step(4, 3), step(5, undefined, 0, 'x')],
} as unknown as RunPreview;
const choices = (taken: [number, number][] = [], failing: number[] = []): Choices => ({
  taken: new Map(taken),
  failing: new Set(failing),
  folded: new Set(),
  raw: new Set(),
});

describe('the status of steps', () => {
  it('is skipped in the branch that is not taken, and after a failure that did not happen', () => {
    expect([...statusesOf(FLOW, choices()).values()].join()).toBe(
      'Succeeded,Succeeded,Succeeded,Succeeded,Succeeded,Skipped',
    );
    expect([...statusesOf(FLOW, choices([[1, 0]])).values()].join()).toBe(
      'Succeeded,Succeeded,Succeeded,Skipped,Skipped,Skipped',
    );
  });
  it('is failed where the reader says so', () => {
    expect(statusesOf(FLOW, choices([], [2])).get(2)).toBe('Failed');
  });
});

describe('the tree', () => {
  it('leaves out what is in a folded step, however deep', () => {
    expect(visibleSteps(FLOW, new Set([1])).map(({ id }) => id)).toEqual([0, 1, 5]);
    expect(visibleSteps(FLOW, new Set([3])).map(({ id }) => id)).toEqual([0, 1, 2, 3, 5]);
  });
});

describe('choices', () => {
  it('are kept as JSON, and nothing else is taken back', () => {
    const made: Choices = {
      ...choices([[1, 0]], [2]),
      folded: new Set([3]),
      raw: new Set([sideKey(2, 'inputs')]),
    };
    expect(choicesFrom(JSON.parse(JSON.stringify(keptChoices(made))))).toEqual(made);
    expect(choicesFrom({})).toEqual(choices());
    expect(choicesFrom({ taken: [['1', 0], [1]], failing: 'x', folded: [{}], raw: [7] })).toEqual(choices());
  });
});
