import type { RuleFix } from '../../finding.ts';
import { isEditable } from '../../fixes/literal/literal.ts';
import { addWorkflow, isRefused, type SolutionFlow, type SolutionModel } from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { plainXml } from '../../solution/xml/escape.ts';
import { defineRule, type Report } from '../rule.ts';
import { isExported, mentionsId } from '../solutionComponents.ts';

export const rule = defineRule({
  meta: {
    id: 'flow-not-registered',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A flow file has no workflow entry in its solution, or an entry has no file',
    fix: 'review',
    kinds: ['register-flow'],
    checklist: null,
  },
  visit: {
    flow({ document, flow, solution, report }) {
      if (flow.wrapper !== 'solution' || !isExported(solution)) return;
      const own = solution.flowAt(document.uri);
      if (own === undefined || !isUnregistered(solution, own)) return;
      const archive = archiveAround(solution, document.uri);
      report({
        place: { node: flow.definition, part: 'key' },
        fix: registerFix(solution, own) === undefined ? null : 'review',
        ...(archive === undefined ? ofOne(solution, document.uri) : ofArchive(archive)),
      });
    },
    solution({ solution, report }) {
      if (!isExported(solution) || !solution.flows.some(isWhole)) return;
      for (const { id, uri, metadata, displayName } of solution.flows) {
        const entry = metadata[0];
        if (uri !== undefined || entry === undefined) continue;
        const place = displayName ?? entry;
        report({
          place,
          message: `The file of the flow "${displayName?.value ?? id ?? 'without a name'}" is not in the folder of the solution, which describes it.`,
          hint: 'Take the file back from git history, export the solution again, or remove the entry together with its root component.',
          why: 'A solution that describes a flow without its file cannot be packed or imported.',
          key: id ?? String(place.span.start),
          fix: null,
        });
      }
    },
  },
  fixes({ document, solution }) {
    const own = solution?.flowAt(document.uri);
    const fix = own && registerFix(solution!, own);
    if (own === undefined || fix === undefined) return [];
    // The others of an archive stay as they are.
    return [archiveAround(solution!, document.uri) === undefined ? fix : { ...fix, places: [0] }];
  },
});

/** A folder in which most flows are unregistered: older versions, copies, flows of another solution. */
interface Archive {
  /** Address. */
  readonly folder: string;
  readonly unregistered: number;
  readonly flows: number;
}

/** Fewer may have been forgotten one by one. */
const LEAST_IN_ARCHIVE = 3;

/** By solution: which flows are unregistered takes a look into all its files. */
const archives = new WeakMap<SolutionModel, ReadonlyMap<string, Archive>>();

function archiveAround(solution: SolutionModel, uri: string): Archive | undefined {
  let known = archives.get(solution);
  if (known === undefined) {
    known = archivesIn(solution);
    archives.set(solution, known);
  }
  return known.get(folderOf(uri));
}

function archivesIn(solution: SolutionModel): ReadonlyMap<string, Archive> {
  const folders = new Map<string, SolutionFlow[]>();
  for (const flow of solution.flows) {
    if (flow.uri === undefined) continue;
    const folder = folderOf(flow.uri);
    folders.set(folder, [...(folders.get(folder) ?? []), flow]);
  }
  const found = new Map<string, Archive>();
  for (const [folder, flows] of folders) {
    const without = flows.filter(({ metadata }) => metadata.length === 0);
    if (without.length < LEAST_IN_ARCHIVE || without.length * 2 <= flows.length) continue;
    const unregistered = without.filter((one) => isUnregistered(solution, one)).length;
    if (unregistered < LEAST_IN_ARCHIVE || unregistered * 2 <= flows.length) continue;
    found.set(folder, { folder, unregistered, flows: flows.length });
  }
  return found;
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

const WITHOUT =
  'The solution is packed and imported without a flow that has no entry, as if its file were not there.';

function ofOne(solution: SolutionModel, uri: string): Pick<Report, 'message' | 'hint' | 'why'> {
  return {
    message: `The solution has no workflow entry for this flow: ${formOf(solution, uri).entry} is missing.`,
    hint: 'Export the solution again with this flow in it, or register the flow as the others are. Remove the file if the flow is gone.',
    why: WITHOUT,
  };
}

function ofArchive({
  folder,
  unregistered,
  flows,
}: Archive): Pick<Report, 'message' | 'hint' | 'why' | 'cause'> {
  return {
    message: `In the folder "${fileNameOf(folder)}", ${unregistered} of the ${flows} flows have no workflow entry in the solution.`,
    hint: 'Move an archive out of the folder of the solution, or export the solution again with these flows in it.',
    why: WITHOUT,
    cause: { key: folder, label: 'This flow has no workflow entry either.' },
  };
}

/** A file and what describes it. */
function isWhole({ uri, metadata }: SolutionFlow): boolean {
  return uri !== undefined && metadata.length > 0;
}

/** True when nothing in the solution describes the flow, and the others are described where it should be. */
function isUnregistered(solution: SolutionModel, { id, uri, metadata }: SolutionFlow): boolean {
  if (uri === undefined || metadata.length > 0 || !solution.flows.some(isWhole)) return false;
  const file = fileNameOf(uri).toLowerCase();
  // An entry that is damaged, or of another category, is an entry.
  return !solution.mentionsInFiles((other, text) => {
    const name = fileNameOf(other).toLowerCase();
    if (name === `${file}.data.xml`) return true;
    if (name.endsWith('.data.xml')) return id !== undefined && name.includes(id);
    if (name !== 'customizations.xml') return false;
    return plainXml(text).includes(fileNameOf(uri)) || (id !== undefined && mentionsId(text, id));
  });
}

/** What is missing, as the solution keeps it. */
function formOf(solution: SolutionModel, uri: string): { readonly entry: string } {
  const separate = solution.flows.some(({ metadata }) =>
    metadata.some((one) => one.uri.toLowerCase().endsWith('.data.xml')),
  );
  return { entry: separate ? `"${fileNameOf(uri)}.data.xml"` : 'a <Workflow> in customizations.xml' };
}

function registerFix(solution: SolutionModel, { id, uri }: SolutionFlow): RuleFix | undefined {
  if (id === undefined || uri === undefined || !isEditable(solution)) return undefined;
  const name = fileNameOf(uri)
    .replace(/\.json$/i, '')
    .replace(/-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '');
  if (name === '') return undefined;
  const edit = addWorkflow(solution, { id, name, uri });
  if (isRefused(edit)) return undefined;
  return {
    kind: 'register-flow',
    title: `Register the flow as "${name}"`,
    disposition: 'review',
    edits: [],
    others: edit,
    note: 'Registers the flow as a draft, named after its file, and lists it among the root components. Check the name; turn the flow on after the import.',
  };
}
