// What every repair over several files has to hold, on an in-memory workspace.
import { expect } from 'vitest';
import type { FlowFinding } from '../../server/src/core/finding.ts';
import type { Analysis, Config, Fix } from '../../server/src/core/index.ts';
import type { SolutionView } from '../../server/src/core/solution/flowSummary.ts';
import { SolutionFiles } from '../../server/src/core/solution/index.ts';
import type { Span } from '../../server/src/core/text/span.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { analyzer } from './check.ts';
import { EXAMPLE_CONFIG } from './exampleConfig.ts';
import { candidates, expectSameFlow, expectWellFormed } from './sameFlow.ts';

/** Texts by address. */
export type Workspace = ReadonlyMap<string, string>;

export function solutionFilesOf(workspace: Workspace): SolutionFiles {
  const files = new SolutionFiles();
  for (const [uri, text] of workspace) if (SolutionFiles.wants(uri)) files.set(uri, text);
  return files;
}

/** Checks a file with the solution around it, as the front ends do; with `solution` also with the flows beside it. */
export function checkIn(
  workspace: Workspace,
  uri: string,
  files = solutionFilesOf(workspace),
  config: Config = EXAMPLE_CONFIG,
  solution?: SolutionView,
): Analysis {
  const around = { solutionModel: files.solutionOf(uri), ...(solution === undefined ? {} : { solution }) };
  return analyzer.check({ uri, text: workspace.get(uri)! }, { config, ...around });
}

/** The workspace after a fix of one of its files. @throws when an edit does not fit or a new file is there already. */
export function applyFix(workspace: Workspace, fix: Fix): Map<string, string> {
  const after = new Map(workspace);
  for (const change of fix.changes) {
    const before = after.get(change.uri);
    if ('create' in change) {
      if (before !== undefined) throw new Error(`${change.uri} is there already`);
      after.set(change.uri, change.create);
    } else if ('delete' in change) {
      if (!after.delete(change.uri)) throw new Error(`${change.uri} is not there`);
    } else {
      if (before === undefined) throw new Error(`${change.uri} is not there`);
      after.set(change.uri, applyEdits(before, change.edits));
    }
  }
  return after;
}

export const keyOf = ({ ruleId, fingerprint }: FlowFinding): string => `${ruleId} ${fingerprint}`;

export interface RepairResult {
  readonly after: Map<string, string>;
  /** Rules of the findings that only the repaired file has. */
  readonly fresh: readonly string[];
}

const LITERAL_KINDS: ReadonlySet<string> = new Set([
  'key-vault',
  'existing-secret-variable',
  'secret-variable',
  'existing-variable',
  'environment-variable',
  'make-secret-variable',
  'read-at-run-time',
  'secret-variable-beside',
]);

/** Whether a fix is one of those that take a literal out of the flow; rules have others beside them. */
export function takesLiteralOut({ kind }: Fix): boolean {
  return LITERAL_KINDS.has(kind);
}

/**
 * Rules whose finding a repair may leave in place of the one it repairs, since no setting can change what they say. The
 * secret went there before, too, but as a literal that one finding told of for all.
 */
export const STILL_TRUE: ReadonlySet<string> = new Set([
  // Variables cannot be secured.
  'secret-in-variable',
  // It is sent to other people.
  'secret-in-response',
  'secret-in-notification',
  // It is still in the URL, which servers log: only the author knows whether the service takes a header.
  'credentials-in-url',
  // What is left of a signed URL names its environment; while it was signed, that was told with it.
  'hardcoded-environment-url',
  // Pedantic: the step that reads a secret variable is an unbound Dataverse action, the only way that Microsoft documents.
  'high-risk-operation',
]);

/** What is repaired: a finding, or a literal that someone extracts. */
export interface Repaired {
  readonly label: string;
  readonly finding?: FlowFinding;
  readonly node: number;
  /** In the decoded string; the whole string when missing. */
  readonly span?: Span;
}

export function repairedBy(finding: FlowFinding): Repaired {
  const { node, part } = finding.place;
  const span = typeof part === 'object' && 'inString' in part ? { span: part.inString } : {};
  return { label: finding.ruleId, finding, node, ...span };
}

/**
 * Applies a fix and holds what every repair promises: well-formed files, the finding gone, every changed string
 * means what it meant, what is read is declared and has surely run, nothing secret is written. New findings are told.
 */
export function holdRepair(
  workspace: Workspace,
  files: SolutionFiles,
  analysis: Analysis,
  repaired: Repaired,
  fix: Fix,
  config: Config = EXAMPLE_CONFIG,
): RepairResult {
  const { uri, text } = analysis.document;
  const where = `${repaired.label}: ${fix.title}`;
  const after = applyFix(workspace, fix);
  expect(after.get(uri), `${where}: changes the flow`).not.toBe(text);
  for (const [name, changed] of after) {
    if (workspace.get(name) !== changed) expectWellFormed(where, name, changed);
  }

  const count = files.solutions().length;
  // The same files with the changes in them; put back afterwards, since reading all anew costs much more.
  const changes = [...after].filter(([name, changed]) => workspace.get(name) !== changed);
  for (const [name, changed] of changes) if (SolutionFiles.wants(name)) files.set(name, changed);
  try {
    expect(files.solutions().length, `${where}: the same solutions`).toBe(count);
    return judge(where, files, analysis, repaired, after, config);
  } finally {
    for (const [name] of changes) {
      const old = workspace.get(name);
      if (old === undefined) files.remove(name);
      else if (SolutionFiles.wants(name)) files.set(name, old);
    }
  }
}

function judge(
  where: string,
  files: SolutionFiles,
  analysis: Analysis,
  repaired: Repaired,
  after: Map<string, string>,
  config: Config,
): RepairResult {
  const { finding } = repaired;
  const { uri } = analysis.document;
  const again = checkIn(after, uri, files, config);
  expect(again.failures, where).toEqual([]);
  const known = new Set(analysis.findings.map(keyOf));
  if (finding !== undefined) {
    const alike = ({ findings }: Analysis): number =>
      findings.filter((one) => one.message === finding.message).length;
    const gone = !again.findings.map(keyOf).includes(keyOf(finding)) || alike(again) < alike(analysis);
    expect(gone, `${where}: the finding is gone`).toBe(true);
  }

  expectSameFlow(where, analysis, again, files, candidates(analysis, repaired));
  const fresh = again.findings
    .filter((one) => one.mayFollowRepair !== true && !known.has(keyOf(one)))
    .map((one) => one.ruleId);
  return { after, fresh };
}

/** No text that a fix writes may hold the secret. */
export function expectNothingWritten(fix: Fix, secret: string): void {
  const written = [
    ...fix.changes.flatMap((one) =>
      'create' in one ? [one.create] : 'edits' in one ? one.edits.map((edit) => edit.newText) : [],
    ),
    fix.title,
    fix.note ?? '',
  ];
  expect(
    written.filter((text) => secret.length > 5 && text.includes(secret)).length,
    `${fix.title}: writes the secret`,
  ).toBe(0);
}
