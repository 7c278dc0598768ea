// What all ways to repair files from the command line have in common: what went wrong, what is shown, how the call ends.
import {
  count,
  type DiffSide,
  type Palette,
  type RepairedFinding,
  type ReportProblem,
  unifiedDiff,
} from '../../core/index.ts';
import { MAX_FILE_SIZE } from '../../files/limits.ts';
import { readFileText } from '../../files/node/read.ts';
import type { FixArgs } from '../call.ts';
import { coloured, paletteFor } from '../colour.ts';
import type { Environment } from '../environment.ts';
import { Exit, Interrupted } from '../exitCodes.ts';
import { noFlow, reportProblems, reportSkipped } from '../notes.ts';
import { relativeName } from '../paths.ts';
import { repairRows } from '../repairRows.ts';
import type { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';
import type { SolutionReport } from '../solutionReport.ts';
import { inArchives } from '../words.ts';
import { type FileToWrite, writeFiles } from '../writeFiles.ts';

/** What a call has repaired, or would. */
interface Done {
  readonly files: number;
  readonly findings: number;
  readonly rows: readonly RepairedFinding[];
  /** Sentences about what is left, each with a blank in front of it. */
  readonly left: string;
  /** Findings that offer a repair and lie in archives. */
  readonly inArchives: number;
  /** Why nothing was repaired, where nothing went wrong. */
  readonly nothing: string;
  /** What the repairs do and leave to do, each in a line. */
  readonly notes?: readonly string[];
}

export class Repairing {
  /** A repair broke down through a defect of ours. */
  failed = false;
  /** Files that were to be written and were not. */
  unwritten = 0;
  readonly #problems: ReportProblem[] = [];
  readonly #palette: Palette;
  readonly environment: Environment;
  readonly scan: Scan;
  readonly args: FixArgs;

  constructor(environment: Environment, scan: Scan, args: FixArgs) {
    this.environment = environment;
    this.scan = scan;
    this.args = args;
    this.#palette = paletteFor(environment, environment.stdout);
  }

  /** @throws Interrupted. */
  stopIfInterrupted(): void {
    if (this.environment.signal.aborted) throw new Interrupted();
  }

  problem(file: string, message: string): undefined {
    this.#problems.push({ file, message });
    return undefined;
  }

  /** What should have been written and was not: the call says so, and does not end well. */
  notWritten(file: string, message: string): undefined {
    this.unwritten++;
    return this.problem(file, message);
  }

  nameOf(uri: string): string {
    return this.scan.nameOf(uri);
  }

  read(real: string): ReturnType<typeof readFileText> {
    return readFileText(this.environment.fs, real, MAX_FILE_SIZE);
  }

  /** Writes all files, or none; a problem was told in that case. @throws Interrupted. */
  write(files: readonly (FileToWrite & { readonly uri: string })[]): Promise<boolean> {
    this.stopIfInterrupted();
    return writeFiles(this.environment.fs, files, ({ uri }, message, putBack) =>
      putBack ? this.problem(this.nameOf(uri), message) : this.notWritten(this.nameOf(uri), message),
    );
  }

  checkSolutions(): SolutionReport {
    return this.scan.checkSolutions((path, message) => {
      this.failed = true;
      this.problem(relativeName(this.environment.cwd, path), message);
    });
  }

  showDiff(name: string, before: DiffSide, after: DiffSide): void {
    const diff = unifiedDiff(name, before, after);
    const { stdout } = this.environment;
    stdout.write(stdout.isTTY ? coloured(diff, this.#palette) : diff);
  }

  /** Ends the call: problems, what was done, and the code. `errorsLeft`: findings that are errors and stay. */
  end(result: ScanResult, errorsLeft: number, done: Done): Exit {
    reportProblems(this.environment, [...result.problems, ...result.unreadFlows, ...this.#problems]);
    reportSkipped(this.environment, this.args, result);
    this.#writeSummary(done);
    if (result.failed || this.failed) return Exit.Internal;
    if (result.flows === 0 && result.beside.findings.length === 0)
      return noFlow(this.environment, this.args.paths, result);
    const isIncomplete = this.unwritten > 0 || result.unreadFlows.length > 0;
    return errorsLeft > 0 || isIncomplete ? Exit.Findings : Exit.Clean;
  }

  /** The output of a dry run is the diff alone. */
  #writeSummary({ files, findings, rows, left, nothing, notes = [], ...done }: Done): void {
    const { stdout, stderr, quiet } = this.environment;
    const { dryRun } = this.args;
    if (quiet) return;
    const out = dryRun ? stderr : stdout;
    if (dryRun) out.write(repairRows(rows));
    for (const note of notes) out.write(`- ${note}\n`);
    const outcome = dryRun ? 'would be repaired; nothing was written' : 'repaired';
    const repaired =
      files > 0
        ? `${count(findings, 'finding')} in ${count(files, 'file')} ${outcome}.`
        : this.unwritten > 0
          ? 'Nothing was repaired.'
          : nothing;
    out.write(`${repaired}${left}${inArchives(done.inArchives)}\n`);
  }
}
