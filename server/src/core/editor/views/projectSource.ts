import { pushTo } from '../../text/groupedBy.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import type { Project } from '../../workspace/project/index.ts';
import type { FoundInSolution } from '../../workspace/solutionFindings.ts';
import type { ViewFinding, WorkspaceSource } from './workspaceState.ts';

/** What the trees are made of, as a project knows it now. */
export function projectSource(
  project: Project,
  options: {
    /** Address of the folder whose config counts for flows outside of solutions. */
    readonly folder: string;
    /** Path of a file or folder for people. */
    pathOf(uri: string): string;
    /** Open text of a file. */
    openText(uri: string): string | undefined;
  },
): WorkspaceSource {
  const { folder, pathOf, openText } = options;
  const models = project.models();
  const inModels = new Set(models.flatMap((model) => model.flows.map((one) => one.uri)));
  const inFlows = new Map<string, ViewFinding[]>();
  const beside = new Map<string, ViewFinding[]>();
  for (const [uri, all] of project.beside.found())
    for (const one of all) {
      const [lists, id] = inModels.has(uri) ? [inFlows, uri] : [beside, one.analysis.solution.id];
      pushTo(lists, id, viewFinding(one));
    }
  const lines = new Map<string, LineIndex | undefined>();
  // Places are those of the text that a model was read from.
  const linesOf = (uri: string): LineIndex | undefined => {
    if (!lines.has(uri)) {
      const read = models.map((model) => model.textOf(uri)).find((text) => text !== undefined);
      const text = read ?? openText(uri);
      lines.set(uri, text === undefined ? undefined : new LineIndex(text));
    }
    return lines.get(uri);
  };
  return {
    models,
    loose: [...project.flows.files()].filter((uri) => !inModels.has(uri)).sort(),
    flowsAt: (uri) => project.flows.flowsAt(uri),
    findingsAt(uri) {
      const own = project.listed(uri).flows;
      const more = inFlows.get(uri);
      return more === undefined ? own : [[...(own[0] ?? []), ...more], ...own.slice(1)];
    },
    findingsBeside: (model) => beside.get(model.id) ?? [],
    policyOf: (model) => project.policyOf(model, folder),
    isComplete: (model) => project.flows.flowsOf(model) !== undefined,
    pathOf,
    lineOf: ({ uri, span }) => span && linesOf(uri)?.positionAt(span.start).line,
  };
}

function viewFinding({ finding, known = false }: FoundInSolution): ViewFinding {
  const { ruleId, severity, message, hint, fingerprint, fix, place } = finding;
  return {
    ...{ ruleId, severity, message, hint, fingerprint, place, known },
    ...{ step: undefined, fixable: fix !== null, safe: fix === 'safe' },
  };
}
