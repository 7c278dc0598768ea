import {
  type Analysis,
  type Palette,
  printable,
  type ReportFinding,
  type ReportProblem,
  unifiedDiff,
} from '../../core/index.ts';
import type { FixArgs } from '../args.ts';
import { paletteFor } from '../colour.ts';
import type { Environment } from '../environment.ts';
import { reasonOf } from '../errors.ts';
import { Exit, Interrupted } from '../exitCodes.ts';
import { tellProblems } from '../problems.ts';
import { readText } from '../readText.ts';
import { repair } from '../repair.ts';
import { type Checked, Scan } from '../scan.ts';
import { replaceFile } from '../writeFile.ts';

const CHANGED = 'This file changed meanwhile and was left as it is.';

/** What is known of a flow after the scan: the texts are read again, so that many files need little memory. */
interface Candidate {
  readonly checked: Omit<Checked, 'analysis' | 'source'> & { readonly uri: string };
  readonly errors: number;
  readonly findings: number;
  readonly repairable: boolean;
}

/** `lockkeeper fix`: applies the safe fixes, or shows them, and returns the exit code. */
export async function fix(environment: Environment, args: FixArgs): Promise<Exit> {
  const scan = await Scan.prepare(environment, args);
  const candidates = new Map<string, Candidate>();
  const result = await scan.run(args.paths, ({ file, name, source, analysis }) => {
    const findings = analysis.findings.filter((finding) => scan.isSelected(finding.ruleId));
    candidates.set(source.uri, {
      checked: { file, name, uri: source.uri },
      errors: findings.filter((finding) => finding.severity === 'error').length,
      findings: findings.length,
      repairable: findings.some((finding) => finding.fix === 'safe'),
    });
  });
  const run = new FixRun(environment, scan, args);
  for (const candidate of candidates.values()) await run.take(candidate);
  run.leave(result.inSolutions);
  const problems = [...result.problems, ...run.problems];
  tellProblems(environment, problems);
  run.tellSummary();
  if (result.failed || run.failed) return Exit.Internal;
  if (result.flows === 0 && result.inSolutions.length === 0) {
    environment.stderr.write(
      `No flow was found in ${args.paths.join(', ')} (${result.files} JSON files read).\n`,
    );
    return Exit.NoFlow;
  }
  return run.errorsLeft > 0 ? Exit.Findings : Exit.Clean;
}

class FixRun {
  readonly problems: ReportProblem[] = [];
  errorsLeft = 0;
  /** A repair broke down through a defect of ours. */
  failed = false;
  #findingsLeft = 0;
  #repaired = 0;
  #files = 0;
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
    const analysis = candidate.repairable ? await this.#repair(candidate) : undefined;
    if (analysis === undefined) {
      this.errorsLeft += candidate.errors;
      this.#findingsLeft += candidate.findings;
      return;
    }
    const left = analysis.findings.filter((finding) => this.#scan.isSelected(finding.ruleId));
    const number = Math.max(1, candidate.findings - left.length);
    this.errorsLeft += left.filter((finding) => finding.severity === 'error').length;
    this.#findingsLeft += left.length;
    this.#repaired += number;
    this.#files++;
    const { name } = candidate.checked;
    if (!this.#args.dryRun)
      this.#environment.stdout.write(`${printable(name)}: ${counted(number, 'finding')} repaired\n`);
  }

  /** Findings outside of flows: each of their repairs needs a decision. */
  leave(findings: readonly ReportFinding[]): void {
    this.#findingsLeft += findings.length;
    this.errorsLeft += findings.filter((finding) => finding.severity === 'error').length;
  }

  /** The analysis of the new text. Undefined when the file stays as it is; a problem was told when it should have changed. */
  async #repair({ checked: { file, name, uri } }: Candidate): Promise<Analysis | undefined> {
    const { fs } = this.#environment;
    const read = await readText(fs, file.real);
    if (read.kind !== 'text') return this.#problem(name, CHANGED);
    const source = { uri, text: read.text, declaredAsFlow: file.declaredAsFlow };
    const repaired = repair(this.#scan, source, this.#args.rules);
    if (repaired.kind === 'nothing') return undefined;
    if (repaired.kind === 'refused') {
      this.failed ||= repaired.defect;
      return this.#problem(name, repaired.message);
    }
    const { text, analysis } = repaired;
    if (this.#args.dryRun) {
      this.#show(name, this.#scan.check(source), analysis);
      return analysis;
    }
    const again = await readText(fs, file.real);
    if (again.kind !== 'text' || again.text !== source.text) return this.#problem(name, CHANGED);
    try {
      await replaceFile(fs, file.real, text);
    } catch (error) {
      return this.#problem(name, `This file cannot be written: ${reasonOf(error)}.`);
    }
    return analysis;
  }

  #show(name: string, before: Analysis, after: Analysis): void {
    const side = (analysis: Analysis) => ({
      text: analysis.document.text,
      secrets: this.#scan.secretsIn(analysis),
    });
    const diff = unifiedDiff(name, side(before), side(after));
    const { stdout } = this.#environment;
    stdout.write(stdout.isTTY ? coloured(diff, this.#palette) : diff);
  }

  #problem(file: string, message: string): undefined {
    this.problems.push({ file, message });
    return undefined;
  }

  tellSummary(): void {
    const { stdout, stderr } = this.#environment;
    const left =
      this.#findingsLeft === 0
        ? ''
        : ` ${counted(this.#findingsLeft, 'finding')} left: run "lockkeeper check" to see ${this.#findingsLeft === 1 ? 'it' : 'them'}.`;
    const done =
      this.#files === 0
        ? 'Nothing to repair.'
        : `${counted(this.#repaired, 'finding')} in ${counted(this.#files, 'file')} ${this.#args.dryRun ? 'would be repaired; nothing was written' : 'repaired'}.`;
    // The output of a dry run is the diff alone.
    (this.#args.dryRun ? stderr : stdout).write(`${done}${left}\n`);
  }
}

function counted(number: number, noun: string): string {
  return `${number} ${number === 1 ? noun : `${noun}s`}`;
}

/** For the terminal: coloured by line, control characters made harmless. */
function coloured(diff: string, palette: Palette): string {
  return diff
    .split('\n')
    .map((line) => {
      const text = printable(line.replace(/\r$/, ''));
      if (text.startsWith('+++') || text.startsWith('---')) return palette.strong(text);
      if (text.startsWith('+')) return palette.added(text);
      if (text.startsWith('-')) return palette.removed(text);
      return text.startsWith('@@') || text.startsWith('#') ? palette.faint(text) : text;
    })
    .join('\n');
}
