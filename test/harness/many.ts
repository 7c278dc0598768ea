// Repairs of many findings at once, on an in-memory workspace.
import type { Analysis, Config, FixKind, ManyRepaired } from '../../server/src/core/index.ts';
import { SolutionFiles } from '../../server/src/core/solution/index.ts';
import { fixMany } from '../../server/src/core/workspace/many/index.ts';
import { viewOf } from './acrossFlows.ts';
import { analyzer } from './check.ts';
import { EXAMPLE_CONFIG } from './exampleConfig.ts';
import { solutionFilesOf, type Workspace } from './repairs.ts';

export interface ManyAsked {
  readonly ruleId: string;
  readonly kind: FixKind;
  /** The flows to repair; all when missing. */
  readonly flows?: readonly string[];
  /** Also what stands beside the flows, and repairs that reach into several. */
  readonly solution?: boolean;
  readonly config?: Config;
  readonly mayChange?: (uri: string) => boolean;
  /** Puts another result in place of a check. */
  readonly mapAnalysis?: (analysis: Analysis) => Analysis;
}

export interface ManyMade extends ManyRepaired {
  readonly after: Map<string, string>;
}

export async function many(workspace: Workspace, asked: ManyAsked): Promise<ManyMade> {
  const {
    ruleId,
    kind,
    solution = false,
    config = EXAMPLE_CONFIG,
    mayChange = () => true,
    mapAnalysis = (one) => one,
  } = asked;
  const files = solutionFilesOf(workspace);
  const flows = asked.flows ?? [...workspace.keys()].filter(isFlow);
  const made = await fixMany({
    ...{ ruleId, kind, files, flows, across: solution, mayChange },
    view: viewOf(workspace, config),
    solutions: solution ? files.solutions().map((one) => one.id) : [],
    read: async (uri) => workspace.get(uri),
    check: (uri, text, around) => mapAnalysis(analyzer.check({ uri, text }, { config, ...around })),
    checkSolution: (model, view) => analyzer.checkSolution(model, { config, solution: view }),
    onRound: () => {},
  });
  const after = new Map(workspace);
  for (const file of made.files) after.set(file.uri, file.after);
  return { ...made, after };
}

function isFlow(uri: string): boolean {
  return SolutionFiles.wants(uri) && !SolutionFiles.needsText(uri);
}
