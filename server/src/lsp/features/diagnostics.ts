import { type Connection, type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver';
import {
  type FoundInSolution,
  type IgnoreNotice,
  LineIndex,
  type Severity,
  visible,
} from '../../core/index.ts';
import type { FileProblems } from '../../files/configs.ts';
import type { Limit } from '../../protocol.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checked } from '../checks.ts';
import { SOURCE, toDiagnostic, toNoticeDiagnostic } from '../convert.ts';

/** More than this in one file helps nobody and slows the editor down; the status tells the rest. */
const MAX_DIAGNOSTICS = 1000;

/** What one file adds to the status. */
export interface FileResult {
  readonly flows: number;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Findings that a baseline knows, which the counts leave out. */
  readonly known: number;
  readonly limits: readonly Limit[];
  readonly failures: readonly { readonly ruleId: string; readonly message: string }[];
  /** Findings apart, nothing of the file was looked at. */
  readonly unread?: boolean;
  /** Rules with findings that can be repaired, safely or after a look. */
  readonly repairable?: ReadonlySet<string>;
}

/** What reports things that were left out, flows apart. */
type LimitSource = 'solutions' | 'configs' | 'folders';

/**
 * Where the diagnostics of one file come from: the check of flows, that of solutions, the reading of configs, policies and
 * baselines, the look at what the entries of a config's `ignore` are good for.
 */
type DiagnosticSource = 'flow' | 'solution' | 'config' | 'ignore';

interface Published {
  readonly diagnostics: readonly Diagnostic[];
  /** Is sent for each version of an open file, because some clients drop what was sent for an older version than theirs. */
  readonly eachVersion: boolean;
}

/** Publishes results file by file and remembers what the client shows, so that an unchanged file is not sent again. */
export class Diagnostics {
  readonly #connection: Connection;
  readonly #client: ClientFeatures;
  readonly #onChange: () => void;
  readonly #inWorkspace: (key: string) => boolean;
  readonly #results = new Map<string, FileResult>();
  readonly #inSolutions = new Map<string, FileResult>();
  #solutionFailures: FileResult['failures'] = [];
  readonly #published = new Map<string, Map<DiagnosticSource, Published>>();
  readonly #limits = new Map<LimitSource, ReadonlyMap<string, Limit>>();
  readonly #shown = new Map<
    string,
    { readonly uri: string; readonly version: number | null; readonly text: string }
  >();

  /** `inWorkspace`: whether a file is in one of the folders. */
  constructor(
    connection: Connection,
    client: ClientFeatures,
    inWorkspace: (key: string) => boolean,
    onChange: () => void,
  ) {
    this.#connection = connection;
    this.#inWorkspace = inWorkspace;
    this.#client = client;
    this.#onChange = onChange;
  }

  /** Results by key: files that hold a flow, are meant as one, or met a limit. */
  get results(): ReadonlyMap<string, FileResult> {
    return this.#results;
  }

  /** All that adds to the status. */
  *all(): Generator<FileResult> {
    yield* this.#results.values();
    yield* this.#inSolutions.values();
    const limits = this.#limitsBeside();
    if (limits.length > 0) yield { ...NOTHING, limits };
    if (this.#solutionFailures.length > 0) yield { ...NOTHING, failures: this.#solutionFailures };
  }

  /** Keys of folders that could not be looked into. */
  unreadFolders(): string[] {
    return [...(this.#limits.get('folders')?.keys() ?? [])];
  }

  /** Keys of files that could not be checked. */
  unread(): string[] {
    const files = [...this.#results].flatMap(([key, { limits, unread }]) =>
      unread === true || limits.some((limit) => limit.kind !== 'tooManyFindings') ? [key] : [],
    );
    return [...files, ...this.#limitsBeside().map((limit) => limit.uri)];
  }

  /** Each file once, and those that the check of flows reports not again. */
  #limitsBeside(): Limit[] {
    const all = new Map([...this.#limits.values()].flatMap((limits) => [...limits]));
    return [...all].flatMap(([key, limit]) =>
      (this.#results.get(key)?.limits.length ?? 0) > 0 ? [] : [limit],
    );
  }

  publish(checked: Checked): void {
    const { key, analysis } = checked;
    // Its folder went while it was checked.
    if (checked.version === null && !this.#inWorkspace(key)) {
      this.remove(key);
      return;
    }
    const findings = analysis?.findings ?? [];
    const limits = limitsOf(checked, findings.length);
    if (analysis === undefined && limits.length === 0) this.#results.delete(key);
    else {
      this.#results.set(key, {
        flows: analysis?.document.kind === 'flow' ? analysis.document.flows.length : 0,
        counts: countOf(findings.filter((finding) => !checked.known.has(finding))),
        known: checked.known.size,
        limits,
        failures: analysis?.failures ?? [],
        unread: analysis?.document.unread !== undefined,
        repairable: new Set(findings.filter(({ fix }) => fix !== null).map(({ ruleId }) => ruleId)),
      });
    }
    const diagnostics =
      analysis === undefined
        ? []
        : shownOf(findings, (finding) => finding.severity).map((finding) =>
            toDiagnostic(
              this.#client,
              checked.version,
              { analysis, finding, known: checked.known.has(finding) },
              (uri) => (uri === key ? checked.uri : uri),
            ),
          );
    const published = { diagnostics, eachVersion: analysis !== undefined };
    this.#set(key, 'flow', checked.uri, checked.version, published);
    this.#onChange();
  }

  /** Findings in a file beside the flows; none takes them away. `uriOf`: a file as the client spells it. */
  publishInSolution(
    key: string,
    version: number | null,
    found: readonly FoundInSolution[],
    uriOf: (key: string) => string,
  ): void {
    // Its folder went while its solution was checked.
    if (found.length > 0 && !this.#inWorkspace(key)) return;
    const limits: Limit[] =
      found.length > MAX_DIAGNOSTICS
        ? [{ kind: 'tooManyFindings', uri: key, count: found.length, shown: MAX_DIAGNOSTICS }]
        : [];
    const fresh = found.filter((one) => one.known !== true);
    const counts = countOf(fresh.map((one) => one.finding));
    const known = found.length - fresh.length;
    if (found.length === 0) this.#inSolutions.delete(key);
    else this.#inSolutions.set(key, { ...NOTHING, counts, known, limits });
    const diagnostics = shownOf(found, (one) => one.finding.severity).map((one) =>
      toDiagnostic(this.#client, version, one, uriOf),
    );
    this.#set(key, 'solution', uriOf(key), version, { diagnostics, eachVersion: found.length > 0 });
    this.#onChange();
  }

  /** Rules that failed on files beside the flows; replaces what was reported before. */
  setSolutionFailures(failures: FileResult['failures']): void {
    this.#solutionFailures = failures;
    this.#onChange();
  }

  /** What could not be read, by key; replaces what the same source has reported before. */
  setLimits(source: LimitSource, limits: ReadonlyMap<string, Limit>): void {
    this.#limits.set(source, limits);
    this.#onChange();
  }

  /** The editor has closed the file: when it opens it again, its diagnostics are sent again. */
  closed(key: string): void {
    const before = this.#shown.get(key);
    if (before !== undefined) this.#shown.set(key, { ...before, version: null });
  }

  /** Takes away the diagnostics of files that are in no folder any more; the checks of open flows stay until the next. */
  foldersRemoved(isOpen: (key: string) => boolean): void {
    const keys = [...this.#published.keys(), ...this.#results.keys(), ...this.#inSolutions.keys()];
    for (const key of new Set(keys)) {
      if (this.#inWorkspace(key)) continue;
      this.#inSolutions.delete(key);
      // A config may stand above the folders that it is for; who reads it takes its problems away.
      const uri = this.#shown.get(key)?.uri ?? key;
      const none = { diagnostics: [], eachVersion: false };
      this.#set(key, 'solution', uri, null, none);
      if (isOpen(key)) continue;
      this.#results.delete(key);
      this.#set(key, 'flow', uri, null, none);
    }
    this.#onChange();
  }

  /** Takes away whatever is shown for a file. */
  remove(key: string): void {
    this.#results.delete(key);
    this.#inSolutions.delete(key);
    this.#published.delete(key);
    this.#send(key, this.#shown.get(key)?.uri ?? key, null);
    this.#onChange();
  }

  /** Problems of a config or policy file are shown in that file. */
  publishConfig({ location: key, text, problems }: FileProblems): void {
    const lines = new LineIndex(text);
    const diagnostics = shownOf(problems, () => 'warning').map((problem) => ({
      range: lines.rangeOf(problem.span),
      severity: DiagnosticSeverity.Warning,
      source: SOURCE,
      message: visible(problem.message),
    }));
    const uri = this.#shown.get(key)?.uri ?? key;
    this.#set(key, 'config', uri, null, { diagnostics, eachVersion: false });
  }

  /** Notices about the `ignore` of a config, in that file; none takes them away. */
  publishIgnores(key: string, text: string, notices: readonly IgnoreNotice[]): void {
    const lines = new LineIndex(text);
    const diagnostics = shownOf(notices, () => 'warning').map((notice) =>
      toNoticeDiagnostic(this.#client, notice, lines.rangeOf(notice.span)),
    );
    const uri = this.#shown.get(key)?.uri ?? key;
    this.#set(key, 'ignore', uri, null, { diagnostics, eachVersion: false });
  }

  #set(
    key: string,
    source: DiagnosticSource,
    uri: string,
    version: number | null,
    published: Published,
  ): void {
    const bySource = this.#published.get(key) ?? new Map<DiagnosticSource, Published>();
    if (published.diagnostics.length > 0 || published.eachVersion) bySource.set(source, published);
    else bySource.delete(source);
    if (bySource.size === 0) this.#published.delete(key);
    else this.#published.set(key, bySource);
    this.#send(key, uri, version);
  }

  /** Sends all diagnostics of a file, if the client does not show it yet. */
  #send(key: string, uri: string, version: number | null): void {
    const all = [...(this.#published.get(key)?.values() ?? [])];
    const diagnostics = all.flatMap((published) => published.diagnostics);
    const before = this.#shown.get(key);
    const text = JSON.stringify(diagnostics.map(({ data: _, ...rest }) => rest));
    const newVersion =
      version !== null && before?.version !== version && all.some((published) => published.eachVersion);
    if (!newVersion && text === (before?.text ?? '[]')) return;
    if (diagnostics.length === 0 && version === null) this.#shown.delete(key);
    else this.#shown.set(key, { uri, version, text });
    // Two spellings of one file: the old one would keep its squiggles.
    if (before !== undefined && before.uri !== uri) this.#post(before.uri, null, []);
    this.#post(uri, version, diagnostics);
  }

  #post(uri: string, version: number | null, diagnostics: Diagnostic[]): void {
    const params = version === null ? { uri, diagnostics } : { uri, version, diagnostics };
    // Fails only when the connection is closing; there is nobody left to send it to.
    this.#connection.sendDiagnostics(params).catch(() => undefined);
  }
}

const NOTHING: FileResult = { flows: 0, counts: countOf([]), known: 0, limits: [], failures: [] };

function countOf(findings: readonly { readonly severity: Severity }[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** All of them, or the most severe ones when there are too many. */
function shownOf<T>(all: readonly T[], severityOf: (one: T) => Severity): readonly T[] {
  if (all.length <= MAX_DIAGNOSTICS) return all;
  const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };
  return [...all].sort((a, b) => order[severityOf(a)] - order[severityOf(b)]).slice(0, MAX_DIAGNOSTICS);
}

function limitsOf(checked: Checked, count: number): Limit[] {
  const { uri, analysis, unread } = checked;
  const limits: Limit[] = [];
  // A flow that was not read has a finding that says so.
  if (analysis === undefined && unread?.kind === 'tooLarge')
    limits.push({ kind: 'fileTooLarge', uri, size: unread.size, maxSize: unread.maxSize });
  if (analysis === undefined && unread?.kind === 'unreadable')
    limits.push({ kind: 'unreadable', uri, reason: unread.reason });
  if (count > MAX_DIAGNOSTICS) limits.push({ kind: 'tooManyFindings', uri, count, shown: MAX_DIAGNOSTICS });
  return limits;
}
