import type { Connection, Diagnostic } from 'vscode-languageserver';
import { type Finding, LineIndex, type Severity } from '../../core/index.ts';
import type { Limit } from '../../protocol.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checked } from '../checker.ts';
import type { ConfigFileProblems } from '../config.ts';
import { SOURCE, toDiagnostic } from '../convert.ts';

/** More than this in one file helps nobody and slows the editor down; the status tells the rest. */
const MAX_DIAGNOSTICS = 1000;

/** What one file adds to the status. */
export interface FileResult {
  readonly flows: number;
  readonly counts: Readonly<Record<Severity, number>>;
  readonly limits: readonly Limit[];
  readonly failures: readonly { readonly ruleId: string; readonly message: string }[];
}

/** Publishes results file by file and remembers what the client shows, so that an unchanged file is not sent again. */
export class Diagnostics {
  readonly #connection: Connection;
  readonly #client: ClientFeatures;
  readonly #onChange: () => void;
  readonly #results = new Map<string, FileResult>();
  #limited: ReadonlySet<string> = new Set();
  readonly #shown = new Map<
    string,
    { readonly uri: string; readonly version: number | null; readonly text: string }
  >();

  constructor(connection: Connection, client: ClientFeatures, onChange: () => void) {
    this.#connection = connection;
    this.#client = client;
    this.#onChange = onChange;
  }

  /** Results by key: files that hold a flow, are meant as one, or met a limit. */
  get results(): ReadonlyMap<string, FileResult> {
    return this.#results;
  }

  publish(checked: Checked): void {
    const { key, analysis } = checked;
    const findings = analysis?.findings ?? [];
    const limits = limitsOf(checked, findings.length);
    if (analysis === undefined && limits.length === 0) this.#results.delete(key);
    else {
      this.#results.set(key, {
        flows: analysis?.document.kind === 'flow' ? analysis.document.flows.length : 0,
        counts: countOf(findings),
        limits,
        failures: analysis?.failures ?? [],
      });
    }
    if (analysis === undefined) this.#send(key, checked.uri, checked.version, []);
    else {
      const shown = findings.length > MAX_DIAGNOSTICS ? mostSevere(findings) : findings;
      this.#send(
        key,
        checked.uri,
        checked.version,
        shown.map((finding) => toDiagnostic(this.#client, checked, analysis, finding)),
        true,
      );
    }
    this.#onChange();
  }

  /** Files beside flows that could not be read; replaces what was told before. */
  tellLimits(limits: ReadonlyMap<string, Limit>): void {
    for (const key of this.#limited) if (!limits.has(key)) this.#results.delete(key);
    this.#limited = new Set(limits.keys());
    for (const [key, limit] of limits)
      this.#results.set(key, { flows: 0, counts: countOf([]), limits: [limit], failures: [] });
    this.#onChange();
  }

  /** The editor has closed the file: when it opens it again, it is told again. */
  closed(key: string): void {
    const before = this.#shown.get(key);
    if (before !== undefined) this.#shown.set(key, { ...before, version: null });
  }

  /** Takes away whatever is shown for a file. */
  remove(key: string): void {
    this.#results.delete(key);
    this.#send(key, this.#shown.get(key)?.uri ?? key, null, []);
    this.#onChange();
  }

  /** Problems of a config file are shown in that file. */
  publishConfig({ key, text, problems }: ConfigFileProblems): void {
    const lines = new LineIndex(text);
    this.#send(
      key,
      this.#shown.get(key)?.uri ?? key,
      null,
      problems.map((problem) => ({
        range: lines.rangeOf(problem.span),
        severity: 2,
        source: SOURCE,
        message: problem.message,
      })),
    );
  }

  /**
   * `isFlow`: an open flow is sent for each version, because some clients drop what was sent for an older version than
   * theirs; everything else only when it changed.
   */
  #send(key: string, uri: string, version: number | null, diagnostics: Diagnostic[], isFlow = false): void {
    const before = this.#shown.get(key);
    const text = JSON.stringify(diagnostics.map(({ data: _, ...rest }) => rest));
    const newVersion = isFlow && version !== null && before?.version !== version;
    if (!newVersion && text === (before?.text ?? '[]')) return;
    if (diagnostics.length === 0 && version === null) this.#shown.delete(key);
    else this.#shown.set(key, { uri, version, text });
    // Two spellings of one file: the old one would keep its squiggles.
    if (before !== undefined && before.uri !== uri) this.#post(before.uri, null, []);
    this.#post(uri, version, diagnostics);
  }

  #post(uri: string, version: number | null, diagnostics: Diagnostic[]): void {
    const params = version === null ? { uri, diagnostics } : { uri, version, diagnostics };
    // Fails only when the connection is closing; there is nobody left to tell.
    this.#connection.sendDiagnostics(params).catch(() => undefined);
  }
}

function countOf(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

function mostSevere(findings: readonly Finding[]): Finding[] {
  const order: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2, hint: 3 };
  return [...findings].sort((a, b) => order[a.severity] - order[b.severity]).slice(0, MAX_DIAGNOSTICS);
}

function limitsOf(checked: Checked, count: number): Limit[] {
  const { uri, tooLarge, unreadable } = checked;
  const limits: Limit[] = [];
  if (tooLarge !== undefined) limits.push({ kind: 'fileTooLarge', uri, ...tooLarge });
  if (unreadable !== undefined) limits.push({ kind: 'unreadable', uri, reason: unreadable });
  if (count > MAX_DIAGNOSTICS) limits.push({ kind: 'tooManyFindings', uri, count, shown: MAX_DIAGNOSTICS });
  return limits;
}
