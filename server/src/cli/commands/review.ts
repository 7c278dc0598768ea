import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type ChangedFile,
  count,
  FIX_KINDS,
  type Fix,
  type FixKind,
  type ManyRepaired,
  NO_SECRETS,
  nearest,
  onlyOneByOne,
  printable,
  type RuleMeta,
  type Secrets,
  shownName,
} from '../../core/index.ts';
import type { FixArgs } from '../call.ts';
import type { Environment } from '../environment.ts';
import { Exit, Interrupted, UsageError } from '../exitCodes.ts';
import type { ListedFile } from '../listing.ts';
import { noFlow, reportProblems } from '../notes.ts';
import type { Checked } from '../runFiles.ts';
import { Scan } from '../scan.ts';
import type { ScanResult } from '../scanResult.ts';
import type { SolutionReport } from '../solutionReport.ts';
import type { FileToWrite } from '../writeFiles.ts';
import { Repairing } from './repairing.ts';

/** What is known of a flow after the scan. */
interface Flow {
  readonly file: ListedFile;
  readonly errors: number;
  /** How many of its findings offer a repair of the kind. */
  readonly kinds: ReadonlyMap<FixKind, number>;
}

/** `lockkeeper fix --review`: makes the repairs of one rule and kind that need a look, or shows them, and returns the exit code. */
export async function fixReview(environment: Environment, args: FixArgs): Promise<Exit> {
  const scan = new Scan(environment, args);
  const ruleId = args.rules[0]!;
  const meta = scan.project.metas.get(ruleId)!;
  const kind = knownKind(meta, args.kind);
  const flows = new Map<string, Flow>();
  const onFlow = ({ file, uri, analysis }: Checked): void => {
    const own = analysis.findings.filter((finding) => finding.ruleId === ruleId);
    const errors = own.filter((finding) => finding.severity === 'error').length;
    const kinds = kindsOf(own.filter(({ fix }) => fix !== null).map((finding) => analysis.fixesFor(finding)));
    flows.set(uri, { file, errors, kinds });
  };
  const result = await scan.run(args.paths, { onFlow, writes: true });
  if (result.flows === 0 && result.beside.findings.length === 0) {
    reportProblems(environment, [...result.problems, ...result.unreadFlows]);
    return noFlow(environment, args.paths, result);
  }
  const offered = new Map<FixKind, number>();
  for (const one of [...flows.values()].map(({ kinds }) => kinds).concat(solutionKinds(result, scan, ruleId)))
    for (const [name, count] of one) offered.set(name, (offered.get(name) ?? 0) + count);
  if (kind === undefined && offered.size > 1) {
    if (!args.dryRun) throw new UsageError(`${severalKinds(ruleId, offered)} Choose one with --fix.`, 'fix');
    environment.stdout.write(kindTable(ruleId, offered));
    return Exit.Clean;
  }
  const chosen = kind ?? [...offered.keys()][0];
  const run = new ReviewRun(new Repairing(environment, scan, args), flows);
  if (chosen !== undefined && (offered.get(chosen) ?? 0) > 0) await run.repair(ruleId, chosen, result.beside);
  return run.end(result, meta, kind, offered);
}

/** @throws UsageError for a kind that the rule has no repair of, or a rule that has none. */
function knownKind({ id, kinds }: RuleMeta, given: string | undefined): FixKind | undefined {
  if (kinds === undefined) throw new UsageError(`The rule ${id} has no repairs.`);
  const known = kinds.find((one) => one === given);
  if (given === undefined || known !== undefined) return known;
  const near = nearest(given, kinds);
  const advice = near === undefined ? `It has ${kinds.join(', ')}.` : `Did you mean "${near}"?`;
  throw new UsageError(`The rule ${id} has no repair of the kind "${given}". ${advice}`);
}

/** How many findings offer each kind; of repairs that need a look. */
function kindsOf(fixes: readonly (readonly Fix[])[]): Map<FixKind, number> {
  const counts = new Map<FixKind, number>();
  for (const own of fixes) {
    const kinds = new Set(
      own.filter((fix) => fix.disposition === 'review' && !onlyOneByOne(fix.kind)).map((fix) => fix.kind),
    );
    for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

function solutionKinds({ beside }: ScanResult, scan: Scan, ruleId: string): Map<FixKind, number> {
  const isAsked = (uri: string): boolean => scan.fileOf(uri) !== undefined;
  return kindsOf(
    beside.analyses.flatMap((analysis) =>
      analysis.findings
        .filter((one) => one.ruleId === ruleId && one.fix !== null && isAsked(one.place.uri))
        .map((finding) => analysis.fixesFor(finding)),
    ),
  );
}

function severalKinds(ruleId: string, offered: ReadonlyMap<FixKind, number>): string {
  return `The rule ${ruleId} has several kinds of repair here: ${[...offered.keys()].join(', ')}.`;
}

function kindTable(ruleId: string, offered: ReadonlyMap<FixKind, number>): string {
  const width = Math.max(...[...offered.keys()].map((kind) => kind.length));
  const rows = [...offered].map(
    ([kind, findings]) =>
      `  ${kind.padEnd(width)}  ${count(findings, 'finding').padEnd(12)}  ${FIX_KINDS.get(kind)}\n`,
  );
  return `${severalKinds(ruleId, offered).replace(/: .*/, ':')}\n${rows.join('')}Choose one with --fix.\n`;
}

class ReviewRun {
  #made: ManyRepaired = { files: [], repaired: 0, rows: [], left: 0, noLonger: 0, notes: [] };
  #after: SolutionReport | undefined;
  readonly #errors = new Map<string, number>();
  readonly #run: Repairing;
  readonly #environment: Environment;
  readonly #scan: Scan;
  readonly #args: FixArgs;
  readonly #flows: ReadonlyMap<string, Flow>;

  constructor(run: Repairing, flows: ReadonlyMap<string, Flow>) {
    this.#run = run;
    this.#environment = run.environment;
    this.#scan = run.scan;
    this.#args = run.args;
    this.#flows = flows;
    for (const [uri, { errors }] of flows) this.#errors.set(uri, errors);
  }

  /** Works the repairs out, and writes or shows them: all or none. */
  async repair(ruleId: string, kind: FixKind, before: SolutionReport): Promise<void> {
    this.#after = before;
    const { project } = this.#scan;
    try {
      this.#made = await project.repairMany({
        ...{ ruleId, kind, across: true },
        flows: [...this.#flows].filter(([, { kinds }]) => (kinds.get(kind) ?? 0) > 0).map(([uri]) => uri),
        solutions: project.models().map((model) => model.id),
        read: (uri) => this.#read(uri),
        mayChange: (uri) => this.#mayChange(uri),
        onRound: () => this.#run.stopIfInterrupted(),
      });
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      this.#run.failed = true;
      const name = error instanceof Error ? error.name : typeof error;
      this.#run.problem('.', `Internal error while repairing: ${name}. Nothing was changed.`);
      return;
    }
    const { files } = this.#made;
    if (files.length === 0) return;
    const secrets = files.map((file) => this.#secretsOf(file.uri, file.before, before));
    if (!this.#args.dryRun && !(await this.#write(files))) return;
    this.#takeIn(ruleId, files);
    files.forEach((file, index) => {
      const name = this.#run.nameOf(file.uri);
      if (!this.#args.dryRun)
        this.#environment.stdout.write(`${shownName(name)}: ${file.before === null ? 'made' : 'changed'}\n`);
      else this.#show(name, file, secrets[index]!);
    });
  }

  /** What is checked from here on is what the repairs left. */
  #takeIn(ruleId: string, files: readonly ChangedFile[]): void {
    const { project } = this.#scan;
    for (const { uri, after } of files)
      if (!this.#flows.has(uri)) project.take(uri, { kind: 'text', text: after });
    for (const { uri, after } of files) {
      if (!this.#flows.has(uri)) continue;
      const analysis = project.analyse(uri, after);
      project.flows.update(uri, analysis.summary);
      const errors = analysis.findings.filter((one) => one.ruleId === ruleId && one.severity === 'error');
      this.#errors.set(uri, errors.length);
    }
    this.#after = this.#run.checkSolutions();
  }

  #errorsLeft(ruleId: string): number {
    const own = [...this.#errors.values()].reduce((sum, errors) => sum + errors, 0);
    const beside = (this.#after?.findings ?? []).filter(
      (one) => one.ruleId === ruleId && one.severity === 'error',
    );
    return own + beside.length;
  }

  async #read(uri: string): Promise<string | undefined> {
    const real = this.#flows.get(uri)?.file.real ?? fileURLToPath(uri);
    const read = await this.#run.read(real);
    return read.kind === 'text' ? read.text : undefined;
  }

  #fileOf(uri: string): ListedFile | undefined {
    return this.#flows.get(uri)?.file ?? this.#scan.fileOf(uri);
  }

  /** What the call is about; a new file beside such ones. */
  #mayChange(uri: string): boolean {
    const { project } = this.#scan;
    const listed = this.#fileOf(uri);
    if (!project.includes(uri)) return false;
    if (listed !== undefined) return !listed.throughLink;
    return this.#manifestAround(uri) !== undefined && project.modelOf(uri)?.textOf(uri) === undefined;
  }

  #manifestAround(uri: string): ListedFile | undefined {
    const manifests = this.#scan.project.modelOf(uri)?.manifests ?? [];
    return manifests.map((one) => this.#scan.fileOf(one.uri)).find((one) => one !== undefined);
  }

  async #write(files: readonly ChangedFile[]): Promise<boolean> {
    const targets: (FileToWrite & { readonly uri: string })[] = [];
    for (const file of files) {
      const listed = this.#fileOf(file.uri);
      const real = file.before === null ? await this.#placeOf(file.uri) : listed?.real;
      const throughLink = listed?.throughLink === true || (file.before === null && real === undefined);
      targets.push({ ...file, real, throughLink });
    }
    return this.#run.write(targets);
  }

  /** Where a new file goes, free of links: beside the manifest. Undefined where a link lies on the way. */
  async #placeOf(uri: string): Promise<string | undefined> {
    const { fs } = this.#environment;
    const manifest = this.#manifestAround(uri);
    if (manifest === undefined || manifest.throughLink) return undefined;
    const place = join(dirname(manifest.real), relative(dirname(manifest.path), fileURLToPath(uri)));
    for (let folder = dirname(place); folder !== dirname(folder); folder = dirname(folder)) {
      const real = await fs.realpath(folder).catch(() => undefined);
      if (real !== undefined) return real === folder ? place : undefined;
    }
    return undefined;
  }

  #secretsOf(uri: string, text: string | null, { secretsOf }: SolutionReport): Secrets {
    if (text === null) return NO_SECRETS;
    return this.#flows.has(uri)
      ? this.#scan.secretsIn(this.#scan.project.analyse(uri, text))
      : secretsOf(uri);
  }

  #show(name: string, { uri, before, after }: ChangedFile, secrets: Secrets): void {
    const now = this.#secretsOf(uri, after, this.#after!);
    this.#run.showDiff(name, { text: before ?? '', secrets }, { text: after, secrets: now });
  }

  /** Findings of flows in archives that offer the repair. */
  #inArchives(kind: FixKind | undefined): number {
    let findings = 0;
    for (const { file, kinds } of this.#flows.values())
      if (file.inArchive && kind !== undefined) findings += kinds.get(kind) ?? 0;
    return findings;
  }

  end(
    result: ScanResult,
    { id }: RuleMeta,
    kind: FixKind | undefined,
    offered: ReadonlyMap<FixKind, number>,
  ): Exit {
    const { files, repaired, rows, left, noLonger, notes } = this.#made;
    const isMade = this.#run.unwritten === 0;
    const others = [...offered.keys()].filter((one) => one !== kind);
    return this.#run.end(result, this.#errorsLeft(id), {
      files: isMade ? files.length : 0,
      findings: repaired,
      rows,
      left: [
        left === 0
          ? ''
          : ` ${count(left, 'finding')} left: the repair does not hold there, or needs a file that the call is not about.`,
        noLonger === 0
          ? ''
          : ` ${count(noLonger, 'finding')} left: no repair of this kind is offered there after the others.`,
      ].join(''),
      inArchives: this.#inArchives(kind ?? [...offered.keys()][0]),
      nothing:
        kind !== undefined && !offered.has(kind) && others.length > 0
          ? `Nothing to repair: findings of ${id} here offer ${others.join(', ')}.`
          : 'Nothing to repair.',
      notes: isMade ? notes.map(printable) : [],
    });
  }
}
