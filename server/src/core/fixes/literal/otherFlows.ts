import type { FileChange, RuleFix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import { changesDamaged } from '../../solution/damaged.ts';
import type { SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/types.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { isWhole, mergeChanges } from './literal.ts';
import type { OtherFlow, OtherFlows, Others } from './types.ts';

/** What a repair changes in one flow, and what it needs in the solution's files. */
export interface FlowPart {
  readonly edits: readonly TextEdit[];
  /** Undefined when no other file changes. */
  readonly others?: Others | undefined;
  /** The connection reference that it reads through. */
  readonly connection?: string | undefined;
  /** Where the literal still stands, as the end of a sentence (`leftCopies`). */
  readonly left?: string | undefined;
  /** A sentence about what it leaves as it is. */
  readonly stays?: string | undefined;
}

/** ` It still stands in …`, as a sentence behind another; empty when nothing is left. */
export function stillIn(left: string | undefined, where = ''): string {
  if (left === undefined) return '';
  return ` ${where}${where === '' ? 'It' : 'it'} still stands in ${left}, which this repair leaves: take it out there as well.`;
}

/** A repair over several flows of a solution. */
export interface Across {
  readonly solution: SolutionModel;
  readonly kind: RuleFix['kind'];
  readonly title: string;
  /** What the repair does; the flows that it changes and leaves are named behind it. */
  readonly note: string;
  readonly subject: string;
  readonly settle?: true;
  readonly creates?: string;
  readonly takes?: string;
  readonly widens?: true;
  readonly cures?: RuleFix['cures'];
  /** Of the flow with the finding; undefined for a finding beside the flows. */
  readonly own?: (FlowPart & { readonly flow: FlowModel }) | undefined;
  /** Changes of the solution's files that are made once. */
  readonly shared?: Others | undefined;
  readonly otherFlows: OtherFlows;
  /** Flows that the repair reaches into. */
  readonly holders: readonly FlowOverview[];
  /** Flows that are known to be left as they are. */
  readonly stuck?: readonly FlowOverview[];
  /** Undefined where it cannot be done. */
  part(other: OtherFlow): FlowPart | 'nothing' | undefined;
  /** A sentence about flows that stay as they are, by their names. */
  left(names: string): string;
  /** Nothing is changed unless a flow (beside the one with the finding) takes its part. */
  readonly needsOther: boolean;
  /** Whether a flow that stays as it is does not turn on any more: then nothing is changed. */
  stops?(flow: FlowOverview): boolean;
}

/** Everything that a repair over several flows changes. */
interface Joined {
  readonly edits: readonly TextEdit[];
  readonly others: readonly FileChange[];
  readonly note: string;
  readonly refused: string | undefined;
}

/**
 * The repair by its title while texts of flows are missing, then with all edits, worked out when someone asks. Undefined when
 * no flow is to be reached, or the solution's files are known to refuse. A flow that cannot take its part is left as it is, and
 * the note says so; the repair is refused where that flow would stop.
 */
export function fixAcross(across: Across): RuleFix | undefined {
  const { kind, title, note, own, shared, otherFlows, holders, solution } = across;
  if (holders.length === 0) return undefined;
  const refuses = [shared, own?.others].some((others) => changesOf(others) === undefined);
  if (own !== undefined && !isWhole(own.flow, solution) && refuses) return undefined;
  const { settle, creates, takes, widens, cures, subject } = across;
  const base = {
    kind,
    title,
    subject,
    disposition: 'review' as const,
    ...(cures ? { cures } : {}),
    // Of a finding beside the flows there is no flow to go on with.
    ...(own && settle ? { settle } : {}),
    ...(own && creates ? { creates } : {}),
    ...(own && takes ? { takes } : {}),
    ...(own && widens ? { widens } : {}),
  };
  const reads = holders.map((one) => one.uri);
  if (!reads.every((uri) => otherFlows.has(uri))) return { ...base, edits: [], others: [], reads, note };
  let known: Joined | undefined;
  const joined = (): Joined => {
    known ??= join(across);
    return known;
  };
  return {
    ...base,
    get edits() {
      return joined().edits;
    },
    get others() {
      return joined().others;
    },
    get note() {
      return joined().note;
    },
    get refused() {
      return joined().refused;
    },
  };
}

function join(across: Across): Joined {
  const { own, shared, otherFlows, solution, left } = across;
  // Parts that need the same new reference share its changes.
  const files = new Set<FileChange>();
  const flows: FileChange[] = [];
  const changed: FlowOverview[] = [];
  const stuck = [...(across.stuck ?? [])];
  const elsewhere: string[] = [];
  const leftIn: string[] = [];
  const refuse = (refused: string): Joined => ({ edits: [], others: [], note: across.note, refused });
  for (const others of [shared, own?.others]) {
    const changes = changesOf(others);
    if (changes === undefined) return refuse('A file of the solution cannot take the change.');
    for (const change of changes) files.add(change);
  }
  for (const holder of across.holders) {
    const other = otherFlows.open(holder.uri);
    const part = other && across.part(other);
    if (part === 'nothing') continue;
    const changes = part && changesOf(part.others);
    if (other === undefined || part === undefined || changes === undefined) {
      stuck.push(holder);
      continue;
    }
    for (const change of changes) files.add(change);
    flows.push({ uri: holder.uri, edits: across.settle ? other.settled(part.edits) : part.edits });
    changed.push(holder);
    leftIn.push(stillIn(part.left, `In ${namesOf(solution, [holder])} `));
    if (part.stays !== undefined) leftIn.push(` In ${namesOf(solution, [holder])}: ${part.stays}`);
    if (part.connection !== undefined && part.connection !== own?.connection)
      elsewhere.push(` ${namesOf(solution, [holder])} reads through "${part.connection}".`);
  }
  const stopped = across.stops === undefined ? [] : stuck.filter(across.stops);
  if (stopped.length > 0) {
    const [them, those] = stopped.length === 1 ? ['it', 'that flow'] : ['them', 'those flows'];
    return refuse(
      `${namesOf(solution, stopped)} would not turn on any more: the change cannot be made exactly in ${them}. Change ${those} first, or choose another repair.`,
    );
  }
  const leaves = stuck.length === 0 ? '' : ` ${left(namesOf(solution, stuck))}`;
  if (across.needsOther && flows.length === 0)
    return refuse(
      `${own === undefined ? 'No flow' : 'No other flow'} of the solution can take the change.${leaves}`,
    );
  const merged = mergeChanges([...files]);
  if (merged === undefined) return refuse('The changes of one file do not go together.');
  if (changesDamaged(solution, merged)) return refuse('A file of the solution is damaged.');
  const also = own === undefined ? '' : ' as well';
  const changes = changed.length === 0 ? '' : ` It changes ${namesOf(solution, changed)}${also}.`;
  const through = own === undefined ? '' : elsewhere.join('');
  return {
    edits: own?.edits ?? [],
    others: [...merged, ...flows],
    note: `${across.note}${own?.stays === undefined ? '' : ` ${own.stays}`}${changes}${through}${leaves}${leftIn.join('')}`,
    refused: undefined,
  };
}

function changesOf(others: Others | undefined): readonly FileChange[] | undefined {
  return others === undefined ? [] : others();
}

/** More names than this are counted. */
const MAX_NAMES = 6;

/** `"A", "B" and "C"`: as people know the flows. */
export function namesOf(solution: SolutionModel, flows: readonly FlowOverview[]): string {
  const names = flows.map(({ uri, name }) => `"${solution.flowAt(uri)?.displayName?.value ?? name}"`);
  const shown = names.length > MAX_NAMES ? names.slice(0, MAX_NAMES - 1) : names;
  if (shown.length < names.length) shown.push(`${names.length - shown.length} more`);
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `in both flows`, `in all 3 flows`. */
export function inFlows(count: number): string {
  return count === 2 ? 'in both flows' : `in all ${count} flows`;
}
