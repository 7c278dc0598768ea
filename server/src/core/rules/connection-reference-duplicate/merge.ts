import type { FileChange, RuleFix } from '../../finding.ts';
import { isEditable } from '../../fixes/literal/literal.ts';
import { namesOf } from '../../fixes/literal/otherFlows.ts';
import type { OtherFlows } from '../../fixes/literal/types.ts';
import type { FlowModel } from '../../flow/model.ts';
import { encodeString } from '../../json/escapes.ts';
import {
  isRefused,
  removeConnectionReference,
  type SolutionConnectionReference,
  type SolutionModel,
} from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { isReadable } from '../connectionReferences.ts';
import { isNamedElsewhere, onlyFlowsUse, textsOf } from '../referenceUses.ts';
import { listNames } from '../texts.ts';

/** One connection reference for all: the flows of the others use it, and the others go. */

/**
 * Whether `mergeFix` has an answer: the solution is editable, nothing but its flows uses the references that go, and no settings
 * file has a connection for them alone.
 */
export function canMerge(
  solution: SolutionModel,
  flows: readonly FlowOverview[],
  kept: SolutionConnectionReference,
  removed: readonly SolutionConnectionReference[],
): boolean {
  if (!isEditable(solution) || !isReadable(solution) || !onlyFlowsUse(solution, flows)) return false;
  if (!hasAllSettings(solution, kept, removed)) return false;
  const holders = holdersOf(flows, namesLowered(removed.map((one) => one.logicalName.value)));
  if (holders.length === 0 || holders.some((one) => one.wrapper !== 'solution')) return false;
  const texts = textsOf(solution);
  if (removed.some((one) => isNamedElsewhere(texts, one))) return false;
  return !isRefused(removeConnectionReference(solution, ...removed.map((one) => one.logicalName.value)));
}

/** True when every settings file that gives one of the others a connection or an owner gives this one the same. */
export function hasAllSettings(
  solution: SolutionModel,
  kept: SolutionConnectionReference,
  others: readonly SolutionConnectionReference[],
): boolean {
  const own = kept.logicalName.value.toLowerCase();
  const wanted = namesLowered(others.map((one) => one.logicalName.value));
  return solution.deploymentSettings.every(({ connectionReferences }) => {
    // Some forms have an entry for each of the two.
    const entries = connectionReferences.filter((one) => one.logicalName.value.toLowerCase() === own);
    return connectionReferences.every(
      ({ logicalName, connectionId, owner }) =>
        !wanted.has(logicalName.value.toLowerCase()) ||
        ((!connectionId?.value || entries.some((one) => one.connectionId?.value === connectionId.value)) &&
          (!owner?.value || entries.some((one) => one.owner?.value === owner.value))),
    );
  });
}

/**
 * Lets the flows that name a reference in `removed` use `kept`, and takes those references out of the solution; all of it or
 * nothing. Undefined where the solution's files do not take it.
 */
export function mergeFix(
  solution: SolutionModel,
  otherFlows: OtherFlows,
  kept: string,
  removed: readonly string[],
): RuleFix | undefined {
  const going = namesLowered(removed);
  const holders = holdersOf(otherFlows.overviews, going);
  const files = removeConnectionReference(solution, ...removed);
  if (holders.length === 0 || isRefused(files)) return undefined;
  const base = {
    kind: 'merge-references' as const,
    title: titleOf(solution, kept, removed),
    subject: [kept, ...removed].join(' '),
    disposition: 'review' as const,
    edits: [],
    note: noteOf(solution, holders, kept, removed),
  };
  const reads = holders.map((one) => one.uri);
  if (!reads.every((uri) => otherFlows.has(uri))) return { ...base, others: [], reads };
  const changes: FileChange[] = [...files];
  for (const holder of holders) {
    const edits = editsIn(otherFlows.open(holder.uri)?.flow, kept, going);
    if (edits === undefined) {
      const refused = `${namesOf(solution, [holder])} cannot take the change, so nothing is changed.`;
      return { ...base, others: [], refused };
    }
    changes.push({ uri: holder.uri, edits });
  }
  return { ...base, others: changes };
}

/** Undefined for a flow that is not as it was known to be: it names none of them, or two that it tells apart. */
function editsIn(
  flow: FlowModel | undefined,
  kept: string,
  going: ReadonlySet<string>,
): TextEdit[] | undefined {
  if (flow === undefined) return undefined;
  const { tree } = flow;
  const names = new Set<string>();
  const edits: TextEdit[] = [];
  for (const { node, logicalName } of flow.connections) {
    const lower = logicalName?.toLowerCase();
    if (logicalName === undefined || lower === undefined) continue;
    if (lower === kept.toLowerCase()) return undefined;
    if (!going.has(lower)) continue;
    names.add(lower);
    const place = tree.descend(node, 'connection', 'connectionReferenceLogicalName');
    const span = tree.spanInString(place, { start: 0, end: logicalName.length });
    edits.push({ span, newText: encodeString(kept) });
  }
  return names.size === 1 ? edits : undefined;
}

function holdersOf(flows: readonly FlowOverview[], going: ReadonlySet<string>): FlowOverview[] {
  return flows.filter((flow) =>
    flow.connections.some(({ logicalName }) => going.has(logicalName?.toLowerCase() ?? '')),
  );
}

function namesLowered(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((one) => one.toLowerCase()));
}

/** By display names, as people know them, where these tell the references apart. */
function titleOf(solution: SolutionModel, kept: string, removed: readonly string[]): string {
  const all = [kept, ...removed];
  const shown = all.map((one) => solution.connectionReference(one)?.displayName?.value ?? one);
  const [first, second] = new Set(shown).size === all.length ? shown : all;
  const others = removed.length === 1 ? `"${second}"` : `the ${removed.length} others`;
  return `Use "${first}" in all flows and remove ${others}`;
}

function noteOf(
  solution: SolutionModel,
  holders: readonly FlowOverview[],
  kept: string,
  removed: readonly string[],
): string {
  const going = namesLowered(removed);
  // How these forms are used is for their pipelines to say.
  const left = solution.deploymentSettings
    .filter(({ form }) => form !== 'pac')
    .filter((one) =>
      one.connectionReferences.some(({ logicalName }) => going.has(logicalName.value.toLowerCase())),
    )
    .map(({ uri }) => fileNameOf(uri));
  const settings =
    left.length === 0 ? '' : ` Left as they are, take them out by hand: entries in ${listNames(left)}.`;
  return `${namesOf(solution, holders)} will use "${kept}" in place of ${listNames(removed)}: check that its account has access to what they work on, and that no other solution relies on what goes.${settings}`;
}
