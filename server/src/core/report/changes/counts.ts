import type { Changes, FlowChange } from '../../changes/index.ts';
import { count } from '../../text/count.ts';
import type { ChangeRisk } from './types.ts';

/** A report about nothing but one flow says so in one line. */
export function headline(changes: Changes, risks: readonly ChangeRisk[]): string {
  const { flows, environmentVariables } = changes;
  const of = (...kinds: readonly FlowChange['kind'][]): number =>
    flows.filter(({ kind }) => kinds.includes(kind)).length;
  const renamed = flows.filter((one) => one.renamed !== undefined).length;
  const again = flows.filter((one) => isReadAgain(one)).length;
  const parts = [
    ...countPart(of('changed', 'same'), (number) => `${count(number, 'flow')} changed`),
    ...countPart(of('added'), (number) => `${count(number, 'flow')} added`),
    ...countPart(of('removed'), (number) => `${count(number, 'flow')} removed`),
    ...countPart(renamed, (number) => `${count(number, 'flow')} renamed`),
    ...countPart(again, (number) => `${count(number, 'flow')} that can be read again`),
    ...countPart(of('unreadable') - again, (number) => `${count(number, 'flow')} that cannot be compared`),
    ...countPart(environmentVariables.length, (number) => `${count(number, 'environment variable')} changed`),
  ];
  const what = parts.length === 0 ? 'no changes in what the flows do' : shortened(parts).join(', ');
  return `${what}, ${riskCount(risks)}`;
}

function isReadAgain({ kind, unreadable }: FlowChange): boolean {
  return kind === 'unreadable' && unreadable?.side === 'base';
}

/** `1 flow changed, 2 added`: the noun is said once. */
function shortened(parts: readonly string[]): string[] {
  return parts.map((part, index) =>
    index > 0 && /^\d+ flows? (?!that)/.test(part) && /^\d+ flow/.test(parts[0]!)
      ? part.replace(/ flows?/, '')
      : part,
  );
}

/** `no new risks`, `2 risks, 1 secret still in clear`. */
function riskCount(risks: readonly ChangeRisk[]): string {
  const still = risks.filter(({ kind }) => kind === 'still').length;
  const others = risks.length - still;
  const secrets = still === 0 ? [] : [`${count(still, 'secret')} still in clear`];
  if (others === 0) return secrets[0] ?? 'no new risks';
  return [count(others, 'new risk'), ...secrets].join(', ');
}

function countPart(number: number, words: (number: number) => string): string[] {
  return number === 0 ? [] : [words(number)];
}

/** `6 steps added, 1 removed, 2 moved`; '' where nothing is counted. */
export function flowCounts(flow: FlowChange): string {
  const { counts, connections, parameters } = flow;
  const { movedAndRenamed: both } = counts;
  const steps = [
    ...countPart(counts.added, (number) => `${count(number, 'step')} added`),
    ...countPart(counts.removed, (number) => `${count(number, 'step')} removed`),
    ...countPart(counts.moved - both, (number) => `${count(number, 'step')} moved`),
    ...countPart(counts.renamed - both, (number) => `${count(number, 'step')} renamed`),
    ...countPart(both, (number) => `${count(number, 'step')} moved and renamed`),
    ...countPart(counts.reordered, (number) => `${count(number, 'step')} with changed run after`),
  ].map((part, index) => (index === 0 ? part : part.replace(/ steps?/, '')));
  const others = connections.every(({ kind }) => kind === 'reference');
  return [
    ...countPart(connections.length, (number) =>
      others
        ? `${count(number, 'connection')} ${number === 1 ? 'points to another reference' : 'point to other references'}`
        : `${count(number, 'connection')} changed`,
    ),
    ...steps,
    ...countPart(counts.inputs, (number) => `${count(number, 'input')} changed`),
    ...countPart(counts.settings, (number) => `${count(number, 'setting')} changed`),
    ...countPart(parameters.length, (number) => `${count(number, 'parameter')} changed`),
    ...countPart(flow.variables.length, (number) => `${count(number, 'variable')} renamed`),
  ].join(', ');
}

/** What a reader has to go through, for an order of flows. */
export function sizeOf({ counts, connections, parameters, kind }: FlowChange): number {
  const steps = counts.added + counts.removed + counts.moved + counts.renamed + counts.reordered;
  const whole = kind === 'added' || kind === 'removed' ? 1 : 0;
  return steps + counts.inputs + counts.settings + connections.length + parameters.length + whole;
}
