import {
  type Analysis,
  count,
  type FlowSummary,
  notRepaired,
  type RepairedFinding,
  type RepairedFlow,
  type RepairedSolutionFile,
  repairedBeside,
  type SolutionRepair,
  shownName,
} from '../../core/index.ts';
import { reasonOf } from '../../files/node/fileSystem.ts';
import { replaceFile } from '../../files/node/replaceFile.ts';
import type { FixArgs } from '../call.ts';
import type { Environment } from '../environment.ts';
import type { Exit } from '../exitCodes.ts';
import type { Checked } from '../runFiles.ts';
import { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';
import type { SolutionReport } from '../solutionReport.ts';
import { CHANGED, LINKED } from '../writeFiles.ts';
import { Repairing } from './repairing.ts';
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
  const run = new FixRun(new Repairing(environment, scan, args));
  for (const candidate of candidates.values()) await run.take(candidate);
  await run.takeSolutions(result.beside);
  return run.end(result);
}

class FixRun {
  #errorsLeft = 0;
  #findingsLeft = 0;
  #inArchives = 0;
  readonly #repaired: RepairedFinding[] = [];
  #files = 0;
  /** What flows say as their repairs left them, by address. */
  readonly #summaries = new Map<string, FlowSummary>();
  readonly #run: Repairing;
  readonly #environment: Environment;
  readonly #scan: Scan;
  readonly #args: FixArgs;

  constructor(run: Repairing) {
    this.#run = run;
    this.#environment = run.environment;
    this.#scan = run.scan;
    this.#args = run.args;
  }

  async take(candidate: Candidate): Promise<void> {
    this.#run.stopIfInterrupted();
    if (candidate.damaged) this.#run.problem(candidate.checked.name, DAMAGED);
    if (candidate.inArchive) this.#inArchives += candidate.findings;
    const isRepaired = candidate.repairable && !candidate.damaged && !candidate.inArchive;
    const done = isRepaired ? await this.#repair(candidate) : undefined;
    if (done === undefined) {
      this.#errorsLeft += candidate.errors;
      this.#findingsLeft += candidate.findings;
      return;
    }
    const { analysis, repaired } = done;
    const left = analysis.findings.filter((finding) => this.#scan.isSelected(finding.ruleId));
    this.#summaries.set(candidate.checked.uri, analysis.summary);
    this.#errorsLeft += left.filter((finding) => finding.severity === 'error').length;
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
    const before = this.#summaries.size > 0 ? this.#run.checkSolutions() : scanned;
    const repairs = await this.#scan.solutionRepairs((finding) =>
      this.#run.problem(this.#run.nameOf(finding.place.uri), notRepaired(finding)),
    );
    const done: SolutionRepair[] = [];
    for (const repair of repairs) if (this.#args.dryRun || (await this.#write(repair))) done.push(repair);
    for (const { uri, after } of done.flatMap((repair) => repair.files))
      this.#scan.project.take(uri, { kind: 'text', text: after });
    const after = done.length > 0 ? this.#run.checkSolutions() : before;
    for (const { files, findings } of done) {
      this.#repaired.push(...findings.map(repairedBeside));
      this.#files += files.length;
      const names = files.map((file) => shownName(this.#run.nameOf(file.uri))).join(', ');
      if (!this.#args.dryRun)
        this.#environment.stdout.write(`${names}: ${count(findings.length, 'finding')} repaired\n`);
      else for (const file of files) this.#showSolutionFile(file, before, after);
    }
    this.#findingsLeft += after.findings.length;
    this.#inArchives += after.findings.filter(({ file }) => this.#scan.isInArchive(file)).length;
    this.#errorsLeft += after.findings.filter((finding) => finding.severity === 'error').length;
  }

  /** Writes all files of a repair, or none; a problem was told in that case. */
  async #write({ files }: SolutionRepair): Promise<boolean> {
    const targets = files.map((file) => {
      const listed = this.#scan.fileOf(file.uri);
      return { ...file, real: listed?.real, throughLink: listed?.throughLink === true };
    });
    return this.#run.write(targets);
  }

  #showSolutionFile(file: RepairedSolutionFile, before: SolutionReport, after: SolutionReport): void {
    this.#run.showDiff(
      this.#run.nameOf(file.uri),
      { text: file.before, secrets: before.secretsOf(file.uri) },
      { text: file.after, secrets: after.secretsOf(file.uri) },
    );
  }

  /** What the repair left and what it took away. Undefined when the file stays as it is; a problem was told when it should have changed. */
  async #repair({
    checked: { file, name, uri },
  }: Candidate): Promise<Extract<RepairedFlow, { kind: 'repaired' }> | undefined> {
    const { fs } = this.#environment;
    const read = await this.#run.read(file.real);
    if (read.kind !== 'text') return this.#run.notWritten(name, CHANGED);
    const repaired = this.#scan.project.repairFlow(uri, read.text, this.#args.rules);
    if (repaired.kind === 'refused') {
      this.#run.failed ||= repaired.defect;
      return this.#run.problem(name, repaired.message);
    }
    for (const sentence of repaired.notRepaired) this.#run.problem(name, sentence);
    if (repaired.kind === 'nothing') return undefined;
    const { text, analysis } = repaired;
    if (this.#args.dryRun) {
      this.#show(name, this.#scan.project.analyse(uri, read.text), analysis);
      return repaired;
    }
    if (file.throughLink) return this.#run.notWritten(name, LINKED);
    const again = await this.#run.read(file.real);
    if (again.kind !== 'text' || again.text !== read.text) return this.#run.notWritten(name, CHANGED);
    try {
      await replaceFile(fs, file.real, text, again.encoding);
    } catch (error) {
      return this.#run.notWritten(name, `This file cannot be written: ${reasonOf(error)}.`);
    }
    return repaired;
  }

  #show(name: string, before: Analysis, after: Analysis): void {
    const side = (analysis: Analysis) => ({
      text: analysis.document.text,
      secrets: this.#scan.secretsIn(analysis),
    });
    this.#run.showDiff(name, side(before), side(after));
  }

  end(result: ScanResult): Exit {
    const left = this.#findingsLeft;
    return this.#run.end(result, this.#errorsLeft, {
      files: this.#files,
      findings: this.#repaired.length,
      rows: this.#repaired,
      left:
        left === 0
          ? ''
          : ` ${count(left, 'finding')} left: run "lockkeeper check" to see ${left === 1 ? 'it' : 'them'}.`,
      inArchives: this.#inArchives,
      nothing: 'Nothing to repair.',
    });
  }
}
