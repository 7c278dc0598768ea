import type { FlowModel, Step } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import { secondsOf } from '../duration.ts';
import { wholeNumber } from '../literalValue.ts';
import { stepName } from '../texts.ts';
import { type Excess, number } from './counts.ts';

/** A number that a step sets, and what it may be. */
interface Setting {
  /** Behind the name of the step: `takes 60 items at a time`. */
  readonly describe: (value: string) => string;
  readonly least: number;
  readonly most: number;
  readonly hint: string;
}

const ROUNDS: Setting = {
  describe: (value) => `may go round ${value} times`,
  least: 1,
  most: 5000,
  hint: 'Allow fewer rounds, and wait longer in each.',
};
const REPETITIONS: Setting = {
  describe: (value) => `takes ${value} items at a time`,
  least: 1,
  most: 50,
  hint: 'Take fewer items at a time.',
};
const RUNS: Setting = {
  describe: (value) => `lets ${value} runs go on at a time`,
  least: 1,
  most: 100,
  hint: 'Allow fewer runs at a time.',
};
const ROWS: Setting = {
  describe: (value) => `wants ${value} rows page by page`,
  least: 1,
  most: 100_000,
  hint: 'Ask for fewer rows: filter them, or read them in parts.',
};

/** Settings of triggers and actions that are out of their range. What is no whole number is left alone. */
export function inSettings(flow: FlowModel): readonly Excess[] {
  const { tree } = flow;
  const found: Excess[] = [];
  const look = (step: Step, node: NodeId, { describe, least, most, hint }: Setting): void => {
    const value = node < 0 ? undefined : wholeNumber(flow, node);
    if (value === undefined || (value >= least && value <= most)) return;
    found.push({
      place: { node, part: 'value' },
      message: `${stepName(step)} ${describe(number(value))}, and ${number(least)} to ${number(most)} are allowed.`,
      hint: value > most ? hint : `Write a number from ${number(least)} to ${number(most)}.`,
      key: '',
      isNear: false,
      limit: value > most ? most : least,
    });
  };
  for (const step of flow.steps) {
    if (step.lowerType === 'until') {
      look(step, tree.descend(step.node, 'limit', 'count'), ROUNDS);
      found.push(...timeoutOf(flow, step));
    }
    const settings = step.runtimeConfiguration;
    if (settings < 0) continue;
    const concurrency = tree.child(settings, 'concurrency');
    if (step.role === 'trigger') look(step, tree.child(concurrency, 'runs'), RUNS);
    else if (step.lowerType === 'foreach') look(step, tree.child(concurrency, 'repetitions'), REPETITIONS);
    look(step, tree.descend(settings, 'paginationPolicy', 'minimumItemCount'), ROWS);
  }
  return found;
}

/** A run ends after 30 days, whatever it waits for. */
const MOST_DAYS = 30;

function timeoutOf({ tree }: FlowModel, step: Step): readonly Excess[] {
  const node = tree.descend(step.node, 'limit', 'timeout');
  const seconds = secondsOf(tree.string(node)) ?? 0;
  if (seconds <= MOST_DAYS * 86_400) return [];
  return [
    {
      place: { node, part: 'value' },
      message: `${stepName(step)} may take longer than the ${MOST_DAYS} days that a run can last.`,
      hint: 'Wait for less, or go on in another run of the flow.',
      key: '',
      isNear: false,
      limit: `P${MOST_DAYS}D`,
    },
  ];
}
