/** Helpers of the tests in this folder: the state of a made-up workspace, and trees as lines. */

import { type Config, DEFAULT_CONFIG } from '../../config/index.ts';
import { SolutionFiles } from '../../solution/index.ts';
import { SolutionIndex } from '../../solution/overview/index.ts';
import { type Folder, ROOT, uriOf } from '../../solution/testing.ts';
import { LineIndex } from '../../text/lineIndex.ts';
import { createAnalyzer } from '../../workspace/analyzer.ts';
import { checklistFindings } from '../../workspace/checklist/index.ts';
import { type Row, rowsBelow, type TreeName, type ViewOptions, WorkspaceState } from './index.ts';
import type { ViewFinding } from './workspaceState.ts';

export { type Folder, uriOf };

/** Checks everything in the folder, as the server does. `before`: whose facts may be used again. */
export function workspaceOf(
  folder: Folder,
  config: Config = DEFAULT_CONFIG,
  before?: WorkspaceState,
): WorkspaceState {
  const files = new SolutionFiles();
  const index = new SolutionIndex();
  const analyzer = createAnalyzer();
  const found = new Map<string, readonly (readonly ViewFinding[])[]>();
  for (const [path, text] of Object.entries(folder)) files.set(uriOf(path), text);
  for (const [path, text] of Object.entries(folder)) {
    const uri = uriOf(path);
    if (!path.endsWith('.json') || !analyzer.mayBeFlow(text)) continue;
    const analysis = analyzer.check(
      { uri, text },
      { config, solution: index, solutionModel: files.solutionOf(uri) },
    );
    if (analysis.document.kind === 'other') index.isNone(uri);
    else index.update(uri, analysis.summary);
    const lists = checklistFindings(analysis).map((list) =>
      list.map(
        ({ finding, ...rest }): ViewFinding => ({
          ...rest,
          fingerprint: finding.fingerprint,
          place: finding.place,
          fixable: finding.fix !== null,
          safe: finding.fix === 'safe',
        }),
      ),
    );
    found.set(uri, lists);
  }
  const models = files.solutions();
  const beside = new Map(
    models.map((model) => [
      model.id,
      analyzer.checkSolution(model, { config, solution: index }).findings.map(
        ({ place, fix, ...rest }): ViewFinding => ({
          ...rest,
          step: undefined,
          place,
          fixable: fix !== null,
          safe: fix === 'safe',
        }),
      ),
    ]),
  );
  const inModels = new Set(models.flatMap((model) => model.flows.map((one) => one.uri)));
  return new WorkspaceState(
    {
      models,
      flowsAt: (uri) => index.flowsAt(uri),
      loose: [...index.files()].filter((uri) => !inModels.has(uri)),
      findingsAt: (uri) => found.get(uri) ?? [],
      findingsBeside: (model) => beside.get(model.id) ?? [],
      policyOf: () => config.policy,
      isComplete: (model) => index.flowsOf(model) !== undefined,
      pathOf: (uri) => uri.slice(ROOT.length + 1),
      lineOf: ({ uri, span }) => {
        const text = folder[decodeURIComponent(uri.slice(ROOT.length + 1))];
        return text === undefined || span === undefined
          ? undefined
          : new LineIndex(text).positionAt(span.start).line;
      },
    },
    before,
  );
}

/** All rows of a tree, level by level as an editor asks for them. */
export function allRows(
  workspace: WorkspaceState,
  tree: TreeName,
  options: ViewOptions = {},
): (readonly [depth: number, row: Row])[] {
  const result: (readonly [number, Row])[] = [];
  const stack: (readonly [number, Row])[] = (rowsBelow(workspace, tree, undefined, options) ?? [])
    .map((row) => [0, row] as const)
    .reverse();
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    result.push(next);
    const [depth, row] = next;
    if (row.children === 'none') continue;
    const below = rowsBelow(workspace, tree, row.id, options) ?? [];
    for (const one of [...below].reverse()) stack.push([depth + 1, one]);
  }
  return result;
}

/** A tree as lines: label, description, icon and what can be done with the row. */
export function linesOf(workspace: WorkspaceState, tree: TreeName, options: ViewOptions = {}): string[] {
  return allRows(workspace, tree, options).map(([depth, { label, description, icon }]) => {
    const more = description === undefined ? '' : ` | ${description}`;
    return `${'  '.repeat(depth)}[${icon}] ${label}${more}`;
  });
}
