// "Everywhere": the repair of one finding for all of its rule, in the flow or in the solution, as one edit.
import {
  count,
  FIX_KINDS,
  type Fix,
  type FixKind,
  type Found,
  type ManyRepaired,
  onlyOneByOne,
  type SolutionModel,
} from '../../core/index.ts';
import type { Checks } from '../checks.ts';
import type { ConfigStore } from '../config.ts';
import { uriKey } from '../uris.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { FixEditServices } from './fixEdit.ts';
import type { OpenFile } from './openFile.ts';
import { type OtherFlowServices, textOf } from './otherFlows.ts';

export interface ManyServices extends FixEditServices, OtherFlowServices {
  readonly config: ConfigStore;
  readonly checks: Checks;
  readonly diagnostics: Diagnostics;
  readonly pause: () => Promise<void>;
}

/** All findings of a rule in one flow, or in a solution with its files beside the flows. */
export interface ManyTarget {
  readonly many: 'flow' | 'solution';
  readonly kind: FixKind;
  readonly ruleId: string;
}

/** Findings that are tried for one more that offers the same kind of repair. */
const MAX_TRIED = 10;

/** The offers for the fixes of one finding in a file. */
export function manyOffers(
  services: ManyServices,
  { flow }: OpenFile,
  found: Found,
  fixes: readonly Fix[],
): ManyTarget[] {
  if (!canTakeMany(services)) return [];
  const { ruleId } = found.finding;
  const key = uriKey(found.finding.place.uri);
  const model = services.project.modelOf(key);
  return kindsOf(fixes).flatMap((kind) => {
    const offers: ManyTarget[] = [];
    const isElsewhere = isElsewhereIn(found, fixes, kind);
    if (flow !== undefined && isElsewhere) offers.push({ many: 'flow', kind, ruleId });
    // A settings file may be told of for another solution that it serves.
    if (model === undefined || model.id !== found.analysis.solution?.id) return offers;
    const isInSolution =
      flow === undefined ? isElsewhere : flowsWith(services, model, ruleId).some((one) => one !== key);
    if (isInSolution) offers.push({ many: 'solution', kind, ruleId });
    return offers;
  });
}

/** Whether the client shows or resolves an edit over several files: for others it would be worked out with every list. */
function canTakeMany({ client }: Pick<ManyServices, 'client'>): boolean {
  const takes = client.documentChanges && client.createFiles;
  return takes && (client.options.repairPreview === true || client.resolveEdit);
}

export function titleOfMany({ many, kind }: ManyTarget): string {
  return `${FIX_KINDS.get(kind)} everywhere in this ${many}`;
}

function kindsOf(fixes: readonly Fix[]): FixKind[] {
  const kinds = new Set(fixes.filter((fix) => fix.disposition === 'review').map((fix) => fix.kind));
  return [...kinds].filter((kind) => !onlyOneByOne(kind));
}

/** Another finding of the rule with a repair of the kind that is not the same one. */
function isElsewhereIn({ analysis, finding: own }: Found, fixes: readonly Fix[], kind: FixKind): boolean {
  const others = analysis.findings.filter(
    (one) => one !== own && one.ruleId === own.ruleId && one.fix !== null,
  );
  const subjects = new Set(fixes.flatMap((fix) => fix.subject ?? []));
  return others
    .slice(0, MAX_TRIED)
    .some((one) =>
      analysis
        .fixesFor(one)
        .some(
          (fix) =>
            fix.kind === kind &&
            fix.disposition === 'review' &&
            (fix.subject === undefined || !subjects.has(fix.subject)),
        ),
    );
}

/** Flows of the solution in which the last check found something of the rule that can be repaired, safely at best. */
function flowsWith({ diagnostics }: ManyServices, { flows }: SolutionModel, ruleId: string): string[] {
  return flows.flatMap(({ uri }) =>
    uri !== undefined && diagnostics.results.get(uri)?.repairable?.has(ruleId) === true ? [uri] : [],
  );
}

/** Works the repairs out. `key`: the file that they were asked for in. Nothing is applied. */
export async function repairMany(
  services: ManyServices,
  key: string,
  model: SolutionModel | undefined,
  { many, kind, ruleId }: ManyTarget,
): Promise<ManyRepaired> {
  const { project, config, checks } = services;
  const inSolution = many === 'solution' && model !== undefined;
  const elsewhere = inSolution ? flowsWith(services, model, ruleId).filter((one) => one !== key) : [];
  // A file beside the flows is read with its solution.
  const own = model?.textOf(key) === undefined ? [key] : [];
  if (model !== undefined) await config.of(`${model.root}/`);
  const includes = async (uri: string): Promise<boolean> => {
    await config.of(uri);
    return project.includes(uri);
  };
  return project.repairMany({
    ...{ ruleId, kind, across: inSolution },
    flows: [...own, ...elsewhere],
    solutions: inSolution ? [model.id] : [],
    async read(uri) {
      if (!(await includes(uri))) return undefined;
      await checks.prepare(uri);
      return (await textOf(services, uri)) ?? undefined;
    },
    mayChange: async (uri) => (await includes(uri)) && !(await services.files.isThroughLink(uri)),
    onRound: services.pause,
  });
}

/** More notes than this are counted. */
const MAX_NOTES = 3;

/** What the repairs change and leave to do, for the preview: of each the first sentence, so that its buttons stay in sight. */
export function noteOfMany({ files, repaired, left, noLonger, notes }: ManyRepaired): string {
  const first = [...new Set(notes.map(firstSentence))];
  const shown = first.slice(0, MAX_NOTES);
  const more = first.length - shown.length;
  return [
    `Repairs ${count(repaired, 'finding')} in ${count(files.length, 'file')}.`,
    ...(left > 0 ? [`${count(left, 'finding')} left: the repair does not hold there.`] : []),
    ...(noLonger > 0 ? [`${count(noLonger, 'finding')} left: no repair of this kind after the others.`] : []),
    ...shown,
    ...(more > 0 ? [`${count(more, 'repair')} more of this kind.`] : []),
  ].join(' ');
}

/** Names in quotes may hold anything. */
function firstSentence(note: string): string {
  return /^(?:"[^"]*"|[^."]|\.(?! ))*\./.exec(note.slice(0, 2000))?.[0] ?? note;
}
