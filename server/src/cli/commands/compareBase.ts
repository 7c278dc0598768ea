import {
  BaseVersion,
  compareFindings,
  count,
  type FlowIdentity,
  flowIdentity,
  matchFlows,
  type ReportFinding,
  type ReportInput,
} from '../../core/index.ts';
import { baseOf } from '../../git/base.ts';
import type { CheckArgs } from '../call.ts';
import { type Collected, collect } from '../collect.ts';
import type { ConfigArgs } from '../configs.ts';
import type { Environment } from '../environment.ts';
import { tellProblems } from '../notes.ts';
import { pathOfName } from '../paths.ts';
import { atRevision, pathsBefore } from '../revisions.ts';
import type { Checked } from '../runFiles.ts';
import { Scan } from '../scan.ts';
import { solutionFilesNow } from './compareFiles.ts';

type States = Pick<ReportInput, 'items' | 'ignored' | 'base' | 'fixed' | 'newOnly'>;

/** The files of a call as they were where HEAD left a revision, checked as the files of now are. */
export class CheckedBase {
  /** True when the check of the older files broke down. */
  readonly failed: boolean;
  readonly #name: string;
  readonly #scan: Scan;
  readonly #version: BaseVersion;
  readonly #found: Collected;
  /** Of the flows of now. */
  readonly #flows: FlowIdentity[] = [];

  private constructor(name: string, scan: Scan, version: BaseVersion, found: Collected) {
    this.#name = name;
    this.#scan = scan;
    this.#version = version;
    this.#found = found;
    this.failed = found.result.failed;
  }

  /**
   * Checks them, against the configurations of now. `given`: the revision; undefined for the base of the pull request.
   * @throws UsageError where the paths lie in no repository, or it does not know the revision; Interrupted
   */
  static async check(
    environment: Environment,
    args: CheckArgs,
    given: string | undefined,
  ): Promise<CheckedBase> {
    let name = given ?? '';
    const revision = await atRevision(environment, args.paths, async (repository) => {
      const base = await baseOf(repository, given, environment.env, '--compare-base origin/main');
      name = base.name;
      return base.commit;
    });
    try {
      const paths = await pathsBefore(environment, args.paths, revision.paths);
      return await CheckedBase.over(environment, args, { name, environment: revision.environment, paths });
    } finally {
      revision.close();
    }
  }

  /**
   * The same for an older version that is open already. `onFlow`: as of a scan, for what else is kept of its flows, with the scan.
   * @throws UsageError as a scan does; Interrupted
   */
  static async over(
    environment: Environment,
    args: ConfigArgs,
    older: { readonly name: string; readonly environment: Environment; readonly paths: readonly string[] },
    onFlow?: (checked: Checked, scan: Scan) => void,
  ): Promise<CheckedBase> {
    const scan = new Scan(older.environment, args, false, environment);
    const version = new BaseVersion();
    const found = await collect(scan, older.paths, undefined, (checked) => {
      version.add(checked.analysis.document, scan.project.modelOf(checked.uri));
      onFlow?.(checked, scan);
    });
    tellUnread(environment, older.name, found);
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

  /** Gives a project what its flows were. Before it checks them. */
  compareIn(scan: Scan): void {
    scan.project.compareWith({
      of: (document, solution) => this.#version.of(document, solution, (uri) => scan.lists(uri)),
    });
  }

  /** Takes in a flow of now. */
  add({ uri, analysis }: Checked, scan: Scan): void {
    this.#flows.push(flowIdentity(analysis.document, scan.project.modelOf(uri)));
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
    const fileNow = this.#filesNow(scan);
    const { known, fixed } = compareFindings<ReportFinding, ReportFinding>(
      [...before, ...this.#found.ignored],
      [...items, ...ignored],
      fileNow,
      ({ file }) => result.isJudged(pathOfName(cwd, fileNow(file) ?? file)),
    );
    const wasTold = new Set(before);
    const marked = <F extends ReportFinding>(item: F): F => ({
      ...item,
      baseline: item.baseline === 'unchanged' || known.has(item) ? 'unchanged' : 'new',
      ...(item.baseline === 'unchanged' ? { accepted: true } : {}),
    });
    return {
      items: items.map(marked),
      ignored: ignored.map(marked),
      base: this.#name,
      fixed: fixed
        .filter((one) => wasTold.has(one))
        .map((one) => ({ ...one, file: fileNow(one.file) ?? one.file })),
      newOnly,
    };
  }

  /** How the files of then are called now. */
  #filesNow(scan: Scan): (file: string) => string | undefined {
    const before = this.#scan;
    const flows = new Map(
      this.#version.files.map(({ uri }) => [before.nameOf(uri), undefined as string | undefined]),
    );
    const checked = unique(this.#flows);
    const seen = new Set(checked.map(({ uri }) => uri));
    // A flow that was not touched is what it was, checked or not.
    const isSame = ({ uri }: FlowIdentity): boolean => !seen.has(uri) && scan.lists(uri) && !scan.isTold(uri);
    const all = [...checked, ...this.#version.files.filter(isSame)];
    for (const [now, then] of matchFlows(this.#version.files, all))
      flows.set(before.nameOf(then.uri), scan.nameOf(now.uri));
    const others = solutionFilesNow(before, scan);
    return (file) => (flows.has(file) ? flows.get(file) : (others.get(file) ?? file));
  }
}

/** A flow that was checked again counts once. */
function unique(flows: readonly FlowIdentity[]): readonly FlowIdentity[] {
  return [...new Map(flows.map((one) => [one.uri, one])).values()];
}

/** Of what could not be read then, everything found now counts as new. */
function tellUnread(environment: Environment, name: string, { result }: Collected): void {
  const unread = [...result.problems, ...result.unreadFlows];
  if (unread.length === 0) return;
  if (!environment.quiet)
    environment.stderr.write(`${count(unread.length, 'file')} of ${name} could not be checked:\n`);
  tellProblems(environment, unread);
}
