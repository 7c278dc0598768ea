// Edits of fix-all over files, told apart by the rules that they are made for: so that an editor can ask for each part.
import type { MarkedEdit } from '../../text/composeEdits.ts';
import { count } from '../../text/count.ts';
import { groupedBy, pushTo } from '../../text/groupedBy.ts';
import { groupRepairs } from './groups.ts';
import type { RepairedFinding } from './repaired.ts';

/** One file of a repair. `edits`: marked with rule ids. */
interface RepairedEdits {
  readonly uri: string;
  readonly edits: readonly MarkedEdit[];
}

/** A part of a repair: edits that are made for the same rules. */
export interface RepairPart {
  /** Of one rule; of several where their repairs share an edit in one file. */
  readonly ruleIds: readonly string[];
  /** Which rules, and how many findings. */
  readonly label: string;
  /** Flows and steps. */
  readonly description: string;
}

export interface RepairParts {
  readonly parts: ReadonlyMap<string, RepairPart>;
  /** For each file, of each edit the key in `parts`. */
  readonly ofEdits: ReadonlyMap<string, readonly string[]>;
}

/** More flows, and more steps of one, are counted. */
const MAX_FLOWS = 4;
const MAX_STEPS = 4;

/** Each edit belongs to one part, and so does each finding. */
export function partsOf(files: readonly RepairedEdits[], found: readonly RepairedFinding[]): RepairParts {
  const ofEdits = new Map<string, readonly string[]>();
  const findings = new Map<string, RepairedFinding[]>();
  const rules = new Map<string, readonly string[]>();
  const byFile = groupedBy(found, (one) => one.uri);
  const add = (key: string, one: RepairedFinding): void => {
    pushTo(findings, key, one);
  };
  for (const { uri, edits } of files) {
    const own = byFile.get(uri) ?? [];
    byFile.delete(uri);
    const together = sharing(edits);
    const keyOf = (ruleIds: readonly string[]): string => {
      const all = ruleIds.length === 0 ? [] : (together.get(ruleIds[0]!) ?? ruleIds);
      const key = all.join(' ');
      rules.set(key, all);
      return key;
    };
    ofEdits.set(
      uri,
      edits.map(({ marks = [] }) => keyOf(marks)),
    );
    for (const one of own) {
      // A repair of another finding may have cured it as well: the one that was made next to it.
      const cause = together.has(one.ruleId) ? [one.ruleId] : (nearest(edits, one.at)?.marks ?? []);
      add(keyOf(cause), one);
    }
  }
  // Found in one file and repaired in another.
  for (const one of [...byFile.values()].flat()) {
    const cause = [...rules].find(([, ruleIds]) => ruleIds.includes(one.ruleId));
    if (cause !== undefined) add(cause[0], one);
  }
  const parts = new Map<string, RepairPart>();
  for (const [key, ruleIds] of rules) {
    const all = findings.get(key) ?? [];
    const name = ruleIds.length === 0 ? 'Safe repairs' : ruleIds.join(', ');
    parts.set(key, {
      ruleIds,
      label: `${name}: ${count(all.length, 'finding')}`,
      description: placesOf(all),
    });
  }
  return { parts, ofEdits };
}

/** For each rule, all that it shares edits with, directly or by others, itself among them; sorted. */
function sharing(edits: readonly MarkedEdit[]): ReadonlyMap<string, readonly string[]> {
  const sets = new Map<string, Set<string>>();
  for (const { marks = [] } of edits) {
    const joined = new Set(marks.flatMap((rule) => [rule, ...(sets.get(rule) ?? [])]));
    for (const rule of joined) sets.set(rule, joined);
  }
  return new Map([...sets].map(([rule, all]) => [rule, [...all].sort()]));
}

function nearest(edits: readonly MarkedEdit[], at: number): MarkedEdit | undefined {
  const distance = ({ span }: MarkedEdit): number => Math.max(span.start - at, at - span.end, 0);
  return edits.reduce<MarkedEdit | undefined>(
    (best, edit) => (best === undefined || distance(edit) < distance(best) ? edit : best),
    undefined,
  );
}

function placesOf(found: readonly RepairedFinding[]): string {
  // Rules that stand together share their flows.
  const [group] = groupRepairs(found.map((one) => ({ ...one, ruleId: '' })));
  const flows = (group?.flows ?? []).map(({ name, steps }) =>
    steps.length === 0 ? name : `${name}: ${upTo(steps, MAX_STEPS, 'step', ', ')}`,
  );
  return upTo(flows, MAX_FLOWS, 'file', '; ');
}

function upTo(words: readonly string[], most: number, noun: string, between: string): string {
  const more = words.length - most;
  return more <= 0
    ? words.join(between)
    : [...words.slice(0, most), `${count(more, noun)} more`].join(between);
}
