import { FETCH_ALL, type Repository } from './repository.ts';
import { GitProblem } from './runner.ts';

/** What a branch is compared with. */
export interface Base {
  /** The commit where the history of HEAD left it. */
  readonly commit: string;
  /** The commit of HEAD. */
  readonly head: string;
  /** As messages call what was compared with: `origin/main`. */
  readonly name: string;
}

/**
 * Where the work on HEAD began: the merge base with the revision that is given, else with the branch that the pull request of this
 * pipeline goes into, else with the default branch of `origin`. Never with the branch's own upstream, which holds the same work.
 * `example`: how a user names one here, for messages.
 * @throws GitProblem where there is none, and says what to pass
 */
export async function baseOf(
  repository: Repository,
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  example = '--base origin/main',
): Promise<Base> {
  const tip = tipOf(repository, given, env, example);
  // What is wrong with it is told after what is wrong with HEAD.
  tip.catch(() => undefined);
  const head = await repository.find('HEAD');
  if (head === undefined) throw new GitProblem('HEAD has no commit yet: nothing can be compared with it.');
  const { name, commit } = await tip;
  return { name, head, commit: await repository.mergeBase(commit, head, [name, 'HEAD']) };
}

async function tipOf(
  repository: Repository,
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  example: string,
): Promise<Omit<Base, 'head'>> {
  if (given !== undefined) return { name: given, commit: await repository.resolve(given) };
  const target = targetBranch(env);
  const branch = `origin/${target ?? 'HEAD'}`;
  const commit = await repository.find(`refs/remotes/${branch}`);
  if (commit !== undefined) return { name: branch, commit };
  if (target === undefined)
    throw new GitProblem(`What to compare with is not known here: pass it, such as "${example}".`);
  const option = example.slice(0, example.indexOf(' '));
  // A clone of one branch may have all of its history, and no other branch. Whoever copies the call runs it in a shell.
  const fetch =
    repository.isShallow || !/^\w[\w./-]*$/.test(target)
      ? FETCH_ALL
      : `fetch it (git fetch origin "+refs/heads/${target}:refs/remotes/origin/${target}")`;
  throw new GitProblem(
    `The target branch "${branch}" is not in this clone: ${fetch}, or name another revision with ${option}.`,
  );
}

/** The branch that the pull request of this pipeline goes into, without `refs/heads/`. */
function targetBranch(env: Readonly<Record<string, string | undefined>>): string | undefined {
  // Each service that runs pipelines has a variable of its own; GitHub sets its one to nothing where there is no pull request.
  const message =
    env.GITHUB_BASE_REF || env.SYSTEM_PULLREQUEST_TARGETBRANCH || env.CI_MERGE_REQUEST_TARGET_BRANCH_NAME;
  return message?.replace(/^refs\/heads\//, '') || undefined;
}
