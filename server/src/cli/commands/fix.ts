import {
  type Analysis,
  count,
  type DiffSide,
  type FlowSummary,
  notRepaired,
  type Palette,
  type RepairedFinding,
  type RepairedFlow,
  type RepairedSolutionFile,
  type ReportProblem,
  repairedBeside,
  type SolutionRepair,
  shownName,
  unifiedDiff,
} from '../../core/index.ts';
import { MAX_FILE_SIZE } from '../../files/limits.ts';
import { reasonOf } from '../../files/node/fileSystem.ts';
import { readFileText } from '../../files/node/read.ts';
import { replaceFile } from '../../files/node/replaceFile.ts';
import type { FixArgs } from '../call.ts';
import { coloured, paletteFor } from '../colour.ts';
import type { Environment } from '../environment.ts';
import { Exit, Interrupted } from '../exitCodes.ts';
import { noFlow, tellProblems, tellSkipped } from '../notes.ts';
import { relativeName } from '../paths.ts';
import { repairRows } from '../repairRows.ts';
import type { Checked } from '../runFiles.ts';
import { Scan } from '../scan.ts';
import type { SolutionReport } from '../solutionReport.ts';
import { inArchives } from '../words.ts';
import { CHANGED, LINKED, writeFiles } from '../writeFiles.ts';
import { fixReview } from './review.ts';

const DAMAGED = 'Not repaired: this file is not valid JSON. Correct that first.';
/** What is known of a flow after the scan: the texts are read again, so that many files need little memory. */
interface Candidate {
  readonly checked: Pick<Checked, 'file' | 'name' | 'uri'>;
  readonly errors: number;
  readonly findings: number;
  readonly repairable: boolean;
  /** What lies in an archive is counted, and not written. */
  readonly inArchive: boolean;
  /** Damaged files get no repair at all. */
  readonly damaged: boolean;
}

/** `lockkeeper fix`: applies the safe fixes, or shows them, and returns the exit code. */
export async function fix(environment: Environment, args: FixArgs): Promise<Exit> {
  if (args.review) return fixReview(environment, args);
  const scan = new Scan(environment, args);
  const candidates = new Map<string, Candidate>();
  const onFlow = ({ file, name, uri, analysis }: Checked): void => {
    const findings = analysis.findings.filter((finding) => scan.isSelected(finding.ruleId));
    candidates.set(uri, {
      checked: { file, name, uri },
      errors: findings.filter((finding) => finding.severity === 'error').length,
      findings: findings.length,
      repairable: findings.some((finding) => finding.fix === 'safe'),
      inArchive: file.inArchive === true,
      damaged: analysis.document.tree.problems.length > 0,
    });
  };
  const result = await scan.run(args.paths, { onFlow, writes: true });
  const run = new FixRun(environment, scan, args);
  for (const candidate of candidates.values()) await run.take(candidate);
  await run.takeSolutions(result.beside);
  tellProblems(environment, [...result.problems, ...result.unreadFlows, ...run.problems]);
  tellSkipped(environment, args, result);
  run.tellSummary();
  if (result.failed || run.failed) return Exit.Internal;
  if (result.flows === 0 && result.beside.findings.length === 0)
    return noFlow(environment, args.paths, result);
  const isIncomplete = run.unwritten > 0 || result.unreadFlows.length > 0;
  return run.errorsLeft > 0 || isIncomplete ? Exit.Findings : Exit.Clean;
}

class FixRun {
  readonly problems: ReportProblem[] = [];
  errorsLeft = 0;
  /** A repair broke down through a defect of ours. */
  failed = false;
  /** Files that were to be written and were not. */
  unwritten = 0;
  #findingsLeft = 0;
  #inArchives = 0;
  readonly #repaired: RepairedFinding[] = [];
  #files = 0;
  /** What flows say as their repairs left them, by address. */
  readonly #summaries = new Map<string, FlowSummary>();
  readonly #environment: Environment;
  readonly #scan: Scan;
  readonly #args: FixArgs;
  readonly #palette: Palette;

  constructor(environment: Environment, scan: Scan, args: FixArgs) {
    this.#environment = environment;
    this.#scan = scan;
    this.#args = args;
    this.#palette = paletteFor(environment, environment.stdout);
  }

  async take(candidate: Candidate): Promise<void> {
    if (this.#environment.signal.aborted) throw new Interrupted();
    if (candidate.damaged) this.#problem(candidate.checked.name, DAMAGED);
    if (candidate.inArchive) this.#inArchives += candidate.findings;
    const isRepaired = candidate.repairable && !candidate.damaged && !candidate.inArchive;
    const done = isRepaired ? await this.#repair(candidate) : undefined;
    if (done === undefined) {
      this.errorsLeft += candidate.errors;
      this.#findingsLeft += candidate.findings;
      return;
    }
    const { analysis, repaired } = done;
    const left = analysis.findings.filter((finding) => this.#scan.isSelected(finding.ruleId));
    this.#summaries.set(candidate.checked.uri, analysis.summary);
    this.errorsLeft += left.filter((finding) => finding.severity === 'error').length;
    this.#findingsLeft += left.length;
    this.#repaired.push(...repaired);
    this.#files++;
    const { name } = candidate.checked;
    if (!this.#args.dryRun)
      this.#environment.stdout.write(`${shownName(name)}: ${count(repaired.length, 'finding')} repaired\n`);
  }

  /** Findings in files of solutions beside the flows, after those. */
  async takeSolutions(scanned: SolutionReport): Promise<void> {
    for (const [uri, summary] of this.#summaries) this.#scan.project.flows.update(uri, summary);
    const before = this.#summaries.size > 0 ? this.#checkSolutions() : scanned;
    const repairs = await this.#scan.solutionRepairs((finding) =>
      this.#problem(this.#nameOf(finding.place), notRepaired(finding)),
    );
    const done: SolutionRepair[] = [];
    for (const repair of repairs) if (this.#args.dryRun || (await this.#write(repair))) done.push(repair);
    for (const { uri, after } of done.flatMap((repair) => repair.files))
      this.#scan.project.take(uri, { kind: 'text', text: after });
    const after = done.length > 0 ? this.#checkSolutions() : before;
    for (const { files, findings } of done) {
      this.#repaired.push(...findings.map(repairedBeside));
      this.#files += files.length;
      const names = files.map((file) => shownName(this.#nameOf(file))).join(', ');
      if (!this.#args.dryRun)
        this.#environment.stdout.write(`${names}: ${count(findings.length, 'finding')} repaired\n`);
      else for (const file of files) this.#showSolutionFile(file, before, after);
    }
    this.#findingsLeft += after.findings.length;
    this.#inArchives += after.findings.filter(({ file }) => this.#scan.isInArchive(file)).length;
    this.errorsLeft += after.findings.filter((finding) => finding.severity === 'error').length;
  }

  #checkSolutions(): SolutionReport {
    return this.#scan.checkSolutions((path, message) => {
      this.failed = true;
      this.#problem(relativeName(this.#environment.cwd, path), message);
    });
  }

  /** Writes all files of a repair, or none; a problem was told in that case. */
  async #write({ files }: SolutionRepair): Promise<boolean> {
    if (this.#environment.signal.aborted) throw new Interrupted();
    const targets = files.map((file) => {
      const listed = this.#scan.fileOf(file.uri);
      return { ...file, real: listed?.real, throughLink: listed?.throughLink === true };
    });
    return writeFiles(this.#environment.fs, targets, (file, message, putBack) =>
      putBack ? this.#problem(this.#nameOf(file), message) : this.#notWritten(this.#nameOf(file), message),
    );
  }

  #nameOf({ uri }: Pick<RepairedSolutionFile, 'uri'>): string {
    return this.#scan.nameOf(uri);
  }

  #showSolutionFile(file: RepairedSolutionFile, before: SolutionReport, after: SolutionReport): void {
    this.#showDiff(
      this.#nameOf(file),
      { text: file.before, secrets: before.secretsOf(file.uri) },
      { text: file.after, secrets: after.secretsOf(file.uri) },
    );
  }

  /** What the repair left and what it took away. Undefined when the file stays as it is; a problem was told when it should have changed. */
  async #repair({
    checked: { file, name, uri },
  }: Candidate): Promise<Extract<RepairedFlow, { kind: 'repaired' }> | undefined> {
    const { fs } = this.#environment;
    const read = await readFileText(fs, file.real, MAX_FILE_SIZE);
    if (read.kind !== 'text') return this.#notWritten(name, CHANGED);
    const repaired = this.#scan.project.repairFlow(uri, read.text, this.#args.rules);
    if (repaired.kind === 'refused') {
      this.failed ||= repaired.defect;
      return this.#problem(name, repaired.message);
    }
    for (const sentence of repaired.notRepaired) this.#problem(name, sentence);
    if (repaired.kind === 'nothing') return undefined;
    const { text, analysis } = repaired;
    if (this.#args.dryRun) {
      this.#show(name, this.#scan.project.analyse(uri, read.text), analysis);
      return repaired;
    }
    if (file.throughLink) return this.#notWritten(name, LINKED);
    const again = await readFileText(fs, file.real, MAX_FILE_SIZE);
    if (again.kind !== 'text' || again.text !== read.text) return this.#notWritten(name, CHANGED);
    try {
      await replaceFile(fs, file.real, text, again.encoding);
    } catch (error) {
      return this.#notWritten(name, `This file cannot be written: ${reasonOf(error)}.`);
    }
    return repaired;
  }

  #show(name: string, before: Analysis, after: Analysis): void {
    const side = (analysis: Analysis) => ({
      text: analysis.document.text,
      secrets: this.#scan.secretsIn(analysis),
    });
    this.#showDiff(name, side(before), side(after));
  }

  #showDiff(name: string, before: DiffSide, after: DiffSide): void {
    const diff = unifiedDiff(name, before, after);
    const { stdout } = this.#environment;
    stdout.write(stdout.isTTY ? coloured(diff, this.#palette) : diff);
  }

  #problem(file: string, message: string): undefined {
    this.problems.push({ file, message });
    return undefined;
  }

  /** What should have been written and was not: the call says so, and does not end well. */
  #notWritten(file: string, message: string): undefined {
    this.unwritten++;
    return this.#problem(file, message);
  }

  tellSummary(): void {
    const { stdout, stderr, quiet } = this.#environment;
    if (quiet) return;
    const left =
      this.#findingsLeft === 0
        ? ''
        : ` ${count(this.#findingsLeft, 'finding')} left: run "lockkeeper check" to see ${this.#findingsLeft === 1 ? 'it' : 'them'}.`;
    const done =
      this.#files === 0
        ? this.unwritten === 0
          ? 'Nothing to repair.'
          : 'Nothing was repaired.'
        : `${count(this.#repaired.length, 'finding')} in ${count(this.#files, 'file')} ${this.#args.dryRun ? 'would be repaired; nothing was written' : 'repaired'}.`;
    // The output of a dry run is the diff alone.
    const out = this.#args.dryRun ? stderr : stdout;
    if (this.#args.dryRun) out.write(repairRows(this.#repaired));
    out.write(`${done}${left}${inArchives(this.#inArchives)}\n`);
  }
}
