/** For tests of repairs: a small solution around one flow. */

import type { Fix, FlowFinding } from '../../server/src/core/finding.ts';
import type { Analysis } from '../../server/src/core/index.ts';
import type { SolutionModel } from '../../server/src/core/solution/index.ts';
import { UNPACKED, uriOf } from '../../server/src/core/solution/testing.ts';
import { type FlowSpec, flowText } from './flowBuilder.ts';
import { checkIn, holdRepair, repairedBy, solutionFilesOf } from './repairs.ts';
import { unnamed } from './titles.ts';

export const FLOW_URI = Object.keys(UNPACKED)
  .filter((path) => /Workflows\/.*\.json$/.test(path))
  .map(uriOf)[0]!;

export interface Made {
  readonly workspace: Map<string, string>;
  readonly analysis: Analysis;
}

/** The solution of the solution folder's tests, with a flow of ours and perhaps other texts. */
export function solutionWith(flow: string | FlowSpec, more: Readonly<Record<string, string>> = {}): Made {
  const workspace = new Map(
    Object.entries({ ...UNPACKED, ...more }).map(([path, text]) => [uriOf(path), text]),
  );
  // The builder's references to connectors would be taken; here most flows have none.
  const text = typeof flow === 'string' ? flow : withoutReferences(flowText(flow));
  workspace.set(FLOW_URI, text);
  return { workspace, analysis: checkIn(workspace, FLOW_URI) };
}

export function withoutReferences(text: string): string {
  const raw = JSON.parse(text) as { properties: { connectionReferences: object } };
  raw.properties.connectionReferences = {};
  return JSON.stringify(raw, undefined, 2);
}

/** Rules about literals that repairs take out. */
const RULES = ['hardcoded-secret', 'http-authentication-literal', 'signed-url', 'credentials-in-url'];

export function secretFindings({ analysis }: Made): FlowFinding[] {
  return analysis.findings.filter(({ ruleId, fix }) => RULES.includes(ruleId) && fix !== null);
}

export interface Applied {
  readonly fix: Fix;
  readonly fresh: readonly string[];
  readonly after: Map<string, string>;
  readonly flow: { readonly [key: string]: unknown };
}

/** Applies the fix with that title (names left out, as `unnamed` does) of the flow's first secret finding, and holds every invariant. */
export function applied(made: Made, title: string): Applied {
  const finding = secretFindings(made)[0];
  if (finding === undefined)
    throw new Error(`no secret found: ${made.analysis.findings.map((one) => one.ruleId)}`);
  return appliedTo(made, finding, title);
}

export function appliedTo(made: Made, finding: FlowFinding, title: string): Applied {
  const { workspace, analysis } = made;
  const fixes = analysis.fixesFor(finding);
  const fix = fixes.find((one) => unnamed(one.title) === title || one.title === title);
  if (fix === undefined) throw new Error(`not offered: ${fixes.map((one) => unnamed(one.title)).join(', ')}`);
  const files = solutionFilesOf(workspace);
  const { after, fresh } = holdRepair(
    workspace,
    files,
    checkIn(workspace, FLOW_URI, files),
    repairedBy(finding),
    fix,
  );
  return { fix, fresh, after, flow: JSON.parse(after.get(FLOW_URI)!.replace(/^\uFEFF/, '')) };
}

let neutral: SolutionModel | undefined;

/** A solution for flows that stand alone in tests, so that the repairs which need one are offered. */
export function neutralSolution(): SolutionModel {
  neutral ??= solutionFilesOf(solutionWith('{}').workspace).solutions()[0]!;
  return neutral;
}
