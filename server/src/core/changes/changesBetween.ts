import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { collectVariableChanges } from './environmentVariables.ts';
import { compareFlow, type FlowDifference, isNothing, type OpenFlow } from './flow/compareFlow.ts';
import { Tally } from './flow/tally.ts';
import { nameOfFlow, type Opened, openFile, outlineOfFlow, renamedFlow, stateOf } from './flowFacts.ts';
import { type FilePair, flowId, pairFiles } from './identity.ts';
import { probablySame } from './otherId.ts';
import { SolutionDifferences } from './solutions.ts';
import { NO_COUNTS } from './stepChanges/counts.ts';
import type { Changes, FlowChange } from './types/flows.ts';
import type { FlowFile, Version } from './types/input.ts';

const NOTHING: FlowDifference = {
  trigger: undefined,
  callers: undefined,
  connections: [],
  parameters: [],
  variables: [],
  steps: [],
  settings: [],
  small: [],
  counts: NO_COUNTS,
  followed: 0,
  noise: [],
  graph: undefined,
};

/**
 * What changed from one version of a set of flows to another, in the order of the paths of head. Never throws for what the files say; the
 * cost grows with what differs.
 */
export function changesBetween(base: Version, head: Version): Changes {
  const work = new Work();
  const pairs = pairFiles(base, head);
  for (const pair of pairs) work.take(pair);
  work.takeAlone();
  const { variables, flows } = collectVariableChanges(base, head, work.changes);
  const listed = flows.filter((one) => !isSilent(one));
  const noise = new Tally();
  for (const one of work.quiet) noise.merge(one.noise);
  for (const { noise: own } of flows) noise.merge(own);
  return {
    flows: listed.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1)),
    environmentVariables: variables,
    unchanged: work.unchanged,
    onlyNoise: work.quiet.length + flows.length - listed.length,
    noise: noise.noise,
  };
}

function pathOf({ head, base }: FlowChange): string {
  return (head ?? base)?.uri ?? '';
}

/** A flow of which nothing is left once its environment variables are told beside the flows. */
function isSilent(one: FlowChange): boolean {
  return (
    one.kind === 'changed' &&
    one.environmentVariables.length > 0 &&
    one.renamed === undefined &&
    one.state === undefined &&
    isNothing(one)
  );
}

class Work {
  readonly changes: FlowChange[] = [];
  /** Flows that differ in nothing that means anything. */
  readonly quiet: FlowDifference[] = [];
  unchanged = 0;
  readonly #removed: OpenFlow[] = [];
  readonly #added: OpenFlow[] = [];
  readonly #solutions = new SolutionDifferences();

  take({ base, head }: FilePair): void {
    if (base === undefined || head === undefined) this.#alone(base, head);
    else this.#both(base, head);
  }

  #alone(base: FlowFile | undefined, head: FlowFile | undefined): void {
    const file = (head ?? base)!;
    const opened = openFile(file);
    if (opened.flows !== undefined) (head === undefined ? this.#removed : this.#added).push(...opened.flows);
    else if (head === undefined) this.changes.push(unreadable(base, head, 'removed', opened, undefined));
    else this.changes.push(unreadable(base, head, 'added', undefined, opened));
  }

  #both(base: FlowFile, head: FlowFile): void {
    const renamed = renamedFlow(base, head);
    const state = stateChange(base, head);
    const isSame = base.text !== undefined && base.text === head.text;
    if (
      isSame &&
      renamed === undefined &&
      state === undefined &&
      this.#solutions.sameReferences(base.solution, head.solution)
    ) {
      this.unchanged++;
      return;
    }
    const [was, now] = [openFile(base), openFile(head)];
    if (was.flows === undefined || now.flows === undefined) {
      if (isSame) this.unchanged++;
      else this.changes.push(unreadable(base, head, 'unreadable', was, now));
      return;
    }
    for (const [index, flow] of now.flows.entries()) {
      const other = was.flows[index];
      if (other === undefined) this.#added.push(flow);
      else this.#compared(other, flow, {});
    }
    this.#removed.push(...was.flows.slice(now.flows.length));
  }

  #compared(base: OpenFlow, head: OpenFlow, more: Partial<Pick<FlowChange, 'kind' | 'otherId'>>): void {
    const difference = compareFlow(base, head);
    const renamed = renamedFlow(base.file, head.file, base.flow, head.flow);
    const state = stateChange(base.file, head.file);
    if (renamed === undefined && state === undefined && more.kind === undefined && isNothing(difference)) {
      if (difference.noise.length === 0 && base.file.text === head.file.text) this.unchanged++;
      else this.quiet.push(withForm(difference));
      return;
    }
    this.changes.push({ ...frame(base.file, head.file, head), ...difference, renamed, state, ...more });
  }

  /** Flows of one version only; some of them are probably one. */
  takeAlone(): void {
    const pairs = probablySame(this.#removed, this.#added);
    const taken = new Set<OpenFlow>();
    for (const { base, head, alike } of pairs) {
      taken.add(base).add(head);
      const [was, now] = [base, head].map(({ file }) => flowId(file) ?? withoutSecrets(file.path));
      this.#compared(base, head, { kind: 'same', otherId: { was: was!, now: now!, alike } });
    }
    for (const [list, kind] of [
      [this.#removed, 'removed'],
      [this.#added, 'added'],
    ] as const)
      for (const one of list) {
        if (taken.has(one)) continue;
        const [base, head] = kind === 'removed' ? [one.file, undefined] : [undefined, one.file];
        this.changes.push({ ...frame(base, head, one), kind, outline: outlineOfFlow(one) });
      }
  }
}

/** What differs in a file of which nothing is told is its form, where nothing else is. */
function withForm(difference: FlowDifference): FlowDifference {
  if (difference.noise.length > 0) return difference;
  const tally = new Tally();
  tally.once('form');
  return { ...difference, noise: tally.noise };
}

function frame(base: FlowFile | undefined, head: FlowFile | undefined, one?: OpenFlow): FlowChange {
  const file = (head ?? base)!;
  const name = nameOfFlow(file, one?.flow);
  return {
    kind: 'changed',
    id: flowId(file),
    name,
    base: base && { uri: base.uri, name: nameOfFlow(base) },
    head: head && { uri: head.uri, name },
    renamed: undefined,
    otherId: undefined,
    unreadable: undefined,
    outline: undefined,
    state: undefined,
    environmentVariables: [],
    ...NOTHING,
  };
}

function unreadable(
  base: FlowFile | undefined,
  head: FlowFile | undefined,
  kind: 'added' | 'removed' | 'unreadable',
  was: Opened | undefined,
  now: Opened | undefined,
): FlowChange {
  const [old, young] = [was?.reason, now?.reason];
  const side = old !== undefined && young !== undefined ? 'both' : young !== undefined ? 'head' : 'base';
  const [flow] = now?.flows ?? [];
  return {
    ...frame(base, head, flow),
    kind,
    unreadable: { side, reason: (young ?? old)! },
    outline: flow && outlineOfFlow(flow),
  };
}

/** Managed exports are made of what is on; that a flow is off in the unmanaged one says nothing. */
function stateChange(base: FlowFile, head: FlowFile): FlowChange['state'] {
  if (base.solution?.managed !== head.solution?.managed) return undefined;
  const [was, now] = [stateOf(base), stateOf(head)];
  return was === now || was === undefined || now === undefined ? undefined : { was, now };
}
