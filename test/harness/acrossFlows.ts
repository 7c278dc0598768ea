// Repairs that reach into the other flows of a solution, on an in-memory workspace: each flow is held to what every repair
// promises.
import { expect } from 'vitest';
import type { FlowFinding } from '../../server/src/core/finding.ts';
import type { Analysis, Config, Fix, FlowTexts } from '../../server/src/core/index.ts';
import { SolutionFiles } from '../../server/src/core/solution/index.ts';
import { SolutionIndex } from '../../server/src/core/solution/overview/solutionIndex.ts';
import { analyzer } from './check.ts';
import { EXAMPLE_CONFIG } from './exampleConfig.ts';
import { applyFix, checkIn, keyOf, solutionFilesOf, type Workspace } from './repairs.ts';
import { expectSameFlow, expectWellFormed } from './sameFlow.ts';

/** What the flows of a workspace show each other. */
export function viewOf(workspace: Workspace, config: Config = EXAMPLE_CONFIG): SolutionIndex {
  const index = new SolutionIndex();
  for (const [uri, text] of workspace) {
    if (!isFlow(uri)) continue;
    const { document, summary } = analyzer.check({ uri, text }, { config });
    if (document.kind === 'other') index.isNone(uri);
    else index.update(uri, summary);
  }
  return index;
}

/** A finding's fixes with the texts of the flows that one of them reads, as the server asks for them. */
export function fixesWith(analysis: Analysis, finding: FlowFinding, workspace: Workspace): readonly Fix[] {
  const listed = analysis.fixesFor(finding);
  return listed.map((fix, index) => {
    if (fix.reads === undefined) return fix;
    expect(fix.changes, `${fix.title}: no changes without the texts`).toEqual([]);
    const texts: FlowTexts = new Map(fix.reads.map((uri) => [uri, workspace.get(uri) ?? null]));
    const whole = analysis.fixesFor(finding, texts)[index];
    expect(whole?.title, 'the list of fixes is the same').toBe(fix.title);
    expect(whole?.reads, `${fix.title}: has its edits`).toBeUndefined();
    return whole!;
  });
}

/** The solution around a fix: read once for many. */
export interface Around {
  readonly files: SolutionFiles;
  readonly view: SolutionIndex;
}

export function aroundOf(workspace: Workspace, config: Config = EXAMPLE_CONFIG): Around {
  return { files: solutionFilesOf(workspace), view: viewOf(workspace, config) };
}

export interface AcrossResult {
  readonly after: Map<string, string>;
  /** Flows, in the order of the workspace. */
  readonly changed: readonly string[];
  /** Rules of findings that only the repaired flows have. */
  readonly fresh: readonly string[];
}

/**
 * Applies a fix over several flows. The files that it changes are well-formed; the flows do what they did. `values`: what the
 * literal may be. New findings are told.
 */
export function holdAcross(
  workspace: Workspace,
  fix: Fix,
  values: readonly string[],
  config: Config = EXAMPLE_CONFIG,
  { files, view } = aroundOf(workspace, config),
): AcrossResult {
  expect(fix.refused, fix.title).toBeUndefined();
  const after = applyFix(workspace, fix);
  const changes = [...after].filter(([name, text]) => workspace.get(name) !== text);
  for (const [name, text] of changes) expectWellFormed(`${fix.title}: ${name}`, name, text);
  const changed = changes.map(([name]) => name).filter(isFlow);
  const before = changed.map((name) => checkIn(workspace, name, files, config, view));
  // The same files with the changes in them; put back afterwards, since reading all anew costs much more.
  for (const [name, text] of changes) files.set(name, text);
  changed.forEach((name) => {
    view.update(name, checkIn(after, name, files, config, view).summary);
  });
  try {
    const fresh = before.flatMap((old) => {
      const name = old.document.uri;
      const again = checkIn(after, name, files, config, view);
      expect(again.failures, name).toEqual([]);
      expectSameFlow(`${fix.title}: ${name}`, old, again, files, values);
      const known = new Set(old.findings.map(keyOf));
      return again.findings.filter((one) => !known.has(keyOf(one))).map((one) => one.ruleId);
    });
    return { after, changed, fresh };
  } finally {
    for (const [name] of changes) {
      const old = workspace.get(name);
      if (old === undefined) files.remove(name);
      else files.set(name, old);
    }
    for (const old of before) view.update(old.document.uri, old.summary);
  }
}

const isFlow = (uri: string): boolean => SolutionFiles.wants(uri) && !SolutionFiles.needsText(uri);
