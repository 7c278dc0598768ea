import type { Project } from '../../workspace/project/index.ts';
import type { FoundInSolution } from '../../workspace/solutionFindings.ts';
import type { Secrets } from '../mask.ts';
import { gather } from './gather.ts';
import { secretTexts } from './maskTexts.ts';
import type { CheckedFlowFile, GatheredSolution, LocatedFinding, SolutionFileFinding } from './types.ts';

/** What a checked project tells of each solution, for lists and reports about flows. */
export function gatherProject(
  project: Project,
  options: {
    /** Files with flows, each with its texts that must not be shown. */
    readonly flows: ReadonlyMap<string, readonly string[]>;
    /** Address of the folder whose config counts for flows outside of solutions. */
    readonly folder: string;
    /** True for a file or folder that the caller wants to hear of; all, when left out. */
    isAsked?(uri: string): boolean;
    /** What outputs call a file or folder. */
    fileOf(uri: string): string;
  },
): readonly GatheredSolution[] {
  const { flows, folder, fileOf, isAsked = () => true } = options;
  const inBeside = [...project.beside.found().values()].flat();
  const found = inBeside.filter(({ finding }) => isAsked(finding.place.uri));
  return gather({
    files: [...flows].map(([uri, secrets]) => ({ ...flowFile(project, uri), file: fileOf(uri), secrets })),
    models: project.models().filter(({ root }) => isAsked(`${root}/`)),
    view: project.flows,
    policyOf: (model) => project.policyOf(model, folder),
    solutionFindings: found.map((one) => fileFinding(one, fileOf)),
    secrets: [...inBeside, ...project.beside.ignored()].flatMap(({ analysis, finding }) => {
      if (project.metas.get(finding.ruleId)?.category !== 'secrets') return [];
      const { uri, span } = finding.place;
      return secretTexts(analysis.solution.textOf(uri) ?? '', { spans: [span], inPointers: [] });
    }),
    fileOf,
  });
}

/** The same about the flows of one checked file. `secrets`: of its text. */
export function gatherFile(
  project: Project,
  { uri, text }: { readonly uri: string; readonly text: string },
  secrets: Secrets,
  fileOf: (uri: string) => string,
): { readonly solutions: readonly GatheredSolution[]; readonly texts: readonly string[] } {
  const texts = secretTexts(text, secrets);
  const folder = uri.slice(0, Math.max(0, uri.lastIndexOf('/')));
  return { texts, solutions: gatherProject(project, { flows: new Map([[uri, texts]]), folder, fileOf }) };
}

function flowFile(project: Project, uri: string): Omit<CheckedFlowFile, 'file' | 'secrets'> {
  const overviews = project.flows.flowsAt(uri);
  const listed = project.listed(uri);
  const isListed =
    overviews.length > 0 && (listed.flows.length === 0 || overviews.length === listed.flows.length);
  const none: readonly LocatedFinding[] = [];
  return {
    uri,
    model: project.modelOf(uri),
    flows: isListed
      ? overviews.map((overview, index) => ({ overview, findings: listed.flows[index] ?? none }))
      : [],
    outside: isListed ? none : [...listed.flows.flat(), ...listed.outside],
  };
}

function fileFinding(
  { analysis, finding, known = false }: FoundInSolution,
  fileOf: (uri: string) => string,
): SolutionFileFinding {
  const { ruleId, severity, message, hint, place } = finding;
  const { uri } = place;
  const { line } = analysis.rangeOf(place).start;
  return { ruleId, severity, message, hint, step: undefined, known, file: fileOf(uri), uri, line };
}
