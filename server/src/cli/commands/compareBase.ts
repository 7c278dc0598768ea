import {
  type BaseFlowFile,
  BaseVersion,
  compareFindings,
  count,
  type FlowIdentity,
  flowIdentity,
  isDamaged,
  matchFlows,
  printable,
  type ReportFinding,
  type ReportInput,
  reportsDamage,
} from '../../core/index.ts';
import type { CheckArgs } from '../call.ts';
import { Changes } from '../changed/changes.ts';
import { ChangesBack } from '../changed/changesBack.ts';
import type { Differences } from '../changed/touched.ts';
import { type Collected, collect } from '../collect.ts';
import type { ConfigArgs } from '../configs.ts';
import type { Environment } from '../environment.ts';
import { reportProblems } from '../notes.ts';
import { pathOfName, uriOf } from '../paths.ts';
import { atRevision, pathsBefore } from '../revisions.ts';
import type { Checked } from '../runFiles.ts';
import { Scan } from '../scan.ts';
import { solutionFilesNow } from './compareFiles.ts';

type States = Pick<ReportInput, 'items' | 'ignored' | 'base' | 'fixed' | 'newOnly'>;

type FlowNow = FlowIdentity & Pick<BaseFlowFile, 'isDamaged'>;

const EXAMPLE = '--compare-base origin/main';

/** The files of a call as they were where HEAD left a revision, checked as the files of now are. */
export class CheckedBase {
  /** True when the check of the older files broke down. */
  readonly failed: boolean;
  readonly #name: string;
  readonly #scan: Scan;
  readonly #version: BaseVersion;
  readonly #found: Collected;
  /** Names of files that are not there because the checkout is sparse. */
  readonly #leftOut = new Set<string>();
  /** Names of files that were damaged and are no longer. */
  #readAgain: readonly string[] = [];
  /** The flows of now, by address: one that was checked again counts once. */
  readonly #flows = new Map<string, FlowNow>();

  private constructor(name: string, scan: Scan, version: BaseVersion, found: Collected) {
    this.#name = name;
    this.#scan = scan;
    this.#version = version;
    this.#found = found;
    this.failed = found.result.failed;
  }

  /**
   * Checks those of them that differ from the files of now, or that a difference concerns, against the configurations of now: of all
   * others it is known what was found. `given`: the revision; undefined for the base of the pull request. `now`: the scan of the present
   * files, once they are listed.
   * @throws UsageError where the paths lie in no repository, or it does not know the revision; Interrupted
   */
  static async check(
    environment: Environment,
    args: CheckArgs,
    given: string | undefined,
    now: Scan,
  ): Promise<CheckedBase> {
    const changes = await Changes.since(environment, args.paths, given, EXAMPLE);
    try {
      // Both ask for the repositories of the same paths.
      const revision = await atRevision(environment, args.paths, async (one) => changes.baseIn(one)!);
      try {
        const paths = await pathsBefore(environment, args.paths, revision.paths);
        const back = new ChangesBack(changes, {
          listed: () => now.files.values(),
          textOf: (file) => now.textOf(file),
        });
        const older = { name: changes.name, environment: revision.environment, paths };
        const base = await CheckedBase.over(environment, args, older, { differences: back });
        for (const file of new Set(base.#found.items.map((one) => one.file)))
          if (await changes.isLeftOut(pathOfName(environment.cwd, file))) base.#leftOut.add(file);
        return base;
      } finally {
        revision.close();
      }
    } finally {
      changes.close();
    }
  }

  /**
   * The same for an older version that is open already. `onFlow`: as of a scan, for what else is kept of its flows, with the scan.
   * `differences`: from the files of now; without, all are checked.
   * @throws UsageError as a scan does; Interrupted
   */
  static async over(
    environment: Environment,
    args: ConfigArgs,
    older: { readonly name: string; readonly environment: Environment; readonly paths: readonly string[] },
    {
      onFlow,
      differences,
    }: { readonly onFlow?: (checked: Checked, scan: Scan) => void; readonly differences?: Differences } = {},
  ): Promise<CheckedBase> {
    const scan = new Scan(older.environment, args, false, environment);
    if (differences !== undefined) scan.limitTo(differences);
    const version = new BaseVersion();
    const found = await collect(scan, older.paths, undefined, (checked) => {
      version.add(checked.analysis.document, scan.project.modelOf(checked.uri));
      onFlow?.(checked, scan);
    });
    reportUnread(environment, older.name, found);
    return new CheckedBase(older.name, scan, version, found);
  }

  /** What the scan of the older files said. */
  get result(): Collected['result'] {
    return this.#found.result;
  }

  /** The scan of the older files. */
  get scan(): Scan {
    return this.#scan;
  }

  /** Gives a project what its flows were. Before it checks them. `others`: where a flow was that no id tells, by its address now. */
  compareIn(scan: Scan, others: ReadonlyMap<string, string> = new Map()): void {
    scan.project.compareWith({
      of: (document, solution) => {
        const other = others.get(document.uri);
        return other === undefined
          ? this.#version.of(document, solution, (uri) => scan.lists(uri))
          : this.#version.files.find(({ uri }) => uri === other);
      },
    });
  }

  /** Takes in a flow of now. */
  add({ uri, analysis }: Checked, scan: Scan): void {
    const { document } = analysis;
    this.#flows.set(uri, {
      ...flowIdentity(document, scan.project.modelOf(uri)),
      isDamaged: isDamaged(document),
    });
  }

  /** What is new, known and fixed. `given`: what a report tells without the comparison. */
  compared(
    given: Pick<ReportInput, 'items' | 'ignored'>,
    {
      scan,
      result,
      cwd,
    }: { readonly scan: Scan; readonly result: Collected['result']; readonly cwd: string },
    newOnly: boolean,
  ): States {
    const { items, ignored = [] } = given;
    const before = [...this.#found.items, ...this.#found.result.notices];
    const { nameNow, fileNow, readAgain } = this.#filesNow(scan);
    const damaged = [...this.#flows.values()].filter((one) => one.isDamaged);
    const unclear = new Set(damaged.map(({ uri }) => scan.project.modelOf(uri)));
    unclear.delete(undefined);
    // Beside a damaged flow nobody knows what of its solution is used.
    const isHidden = (file: string): boolean => {
      const uri = uriOf(pathOfName(cwd, file));
      return unclear.size > 0 && !this.#flows.has(uri) && unclear.has(scan.project.modelOf(uri));
    };
    const { known, fixed } = compareFindings<ReportFinding, ReportFinding>(
      [...before, ...this.#found.ignored],
      [...items, ...ignored],
      fileNow,
      (one) => result.isJudged(pathOfName(cwd, nameNow(one.file))) && !isHidden(nameNow(one.file)),
    );
    const reportedBefore = new Set(before);
    // What a file repeats that nothing touched is what it was.
    const isUntouched = (file: string): boolean => this.#isUntouched(uriOf(pathOfName(cwd, file)));
    const isSame = ({ file, places = [], origin }: ReportFinding): boolean =>
      origin !== 'config' && [file, ...places.map((one) => one.file)].every(isUntouched);
    const marked = <F extends ReportFinding>(item: F): F => ({
      ...item,
      baseline: item.baseline === 'unchanged' || known.has(item) || isSame(item) ? 'unchanged' : 'new',
      ...(item.baseline === 'unchanged' ? { accepted: true } : {}),
    });
    this.#readAgain = [...readAgain].map(nameNow);
    return {
      items: items.map(marked),
      ignored: ignored.map(marked),
      base: this.#name,
      fixed: fixed
        .filter((one) => reportedBefore.has(one) && one.origin !== 'config' && !this.#leftOut.has(one.file))
        .filter(({ file, ruleId }) => !readAgain.has(file) || reportsDamage(ruleId))
        .map((one) => ({ ...one, file: nameNow(one.file) })),
      newOnly,
    };
  }

  /** Says of which files everything counts as new, once they were compared. */
  reportReadAgain({ stderr, quiet }: Environment): void {
    if (quiet) return;
    for (const file of this.#readAgain)
      stderr.write(
        `${printable(file)} could not be read whole in ${printable(this.#name)}: all that is found in it counts as new.\n`,
      );
  }

  /** True for the address of a file that was there, and that nothing has touched since: it was not checked. */
  #isUntouched(uri: string): boolean {
    return this.#scan.lists(uri) && !this.#scan.isFileReported(uri);
  }

  /**
   * How the files of then are called now: `nameNow` for people; `fileNow` for the comparison, in which a file that can be read
   * again has nothing in common with what it was. Those are in `readAgain`, by their names then.
   */
  #filesNow(scan: Scan): {
    readonly nameNow: (file: string) => string;
    readonly fileNow: (file: string) => string | undefined;
    readonly readAgain: ReadonlySet<string>;
  } {
    const before = this.#scan;
    const older = this.#version.files.filter(({ uri }) => !this.#isUntouched(uri));
    const flows = new Map(older.map(({ uri }) => [before.nameOf(uri), undefined as string | undefined]));
    const checked = [...this.#flows.values()].filter(({ uri }) => !this.#isUntouched(uri));
    // A flow that was not touched is what it was, checked or not.
    const isSame = ({ uri }: FlowIdentity): boolean =>
      !this.#flows.has(uri) && scan.lists(uri) && !scan.isFileReported(uri);
    const all: FlowNow[] = [...checked, ...older.filter(isSame)];
    const readAgain = new Set<string>();
    for (const [now, then] of matchFlows<FlowNow, FlowNow>(older, all)) {
      const name = before.nameOf(then.uri);
      flows.set(name, scan.nameOf(now.uri));
      if (then.isDamaged && !now.isDamaged) readAgain.add(name);
    }
    const others = solutionFilesNow(before, scan);
    const now = (file: string): string | undefined =>
      flows.has(file) ? flows.get(file) : (others.get(file) ?? file);
    return {
      nameNow: (file) => now(file) ?? file,
      fileNow: (file) => (readAgain.has(file) ? undefined : now(file)),
      readAgain,
    };
  }
}

/** Of what could not be read then, everything found now counts as new. */
function reportUnread(environment: Environment, name: string, { result }: Collected): void {
  const unread = [...result.problems, ...result.unreadFlows];
  if (unread.length === 0) return;
  if (!environment.quiet)
    environment.stderr.write(`${count(unread.length, 'file')} of ${name} could not be checked:\n`);
  reportProblems(environment, unread);
}
