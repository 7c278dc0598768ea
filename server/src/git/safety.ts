// What every call of git gets, so that nothing of a repository is executed. A repository brings its own configuration, which can
// name programs: a file system monitor, hooks, pagers, filters, ways to fetch. The commands that we use are such that run neither
// filters nor external diffs in the first place (no `status`, no `diff` with the work tree); this closes the rest.

/** A folder for hooks that holds none, on every system. */
const NO_HOOKS = '/dev/null';

const SETTINGS = [
  // Empty, not `false`: git before 2.36 takes any word as the name of a program.
  'core.fsmonitor=',
  `core.hooksPath=${NO_HOOKS}`,
  'core.quotepath=off',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.askPass=',
  'credential.helper=',
  'protocol.allow=never',
  // A bare repository that lies among the files of another one is none that the user meant.
  'safe.bareRepository=explicit',
];

/** The arguments of a call with those that go before all others. */
export function safeArguments(args: readonly string[]): string[] {
  return [
    '--no-pager',
    '--literal-pathspecs',
    '--no-replace-objects',
    ...SETTINGS.flatMap((setting) => ['-c', setting]),
    ...args,
  ];
}

/**
 * Variables of git that stay: the user's own configuration, and where a search for a repository ends. All others go, those that a
 * hook sets for its own repository among them.
 */
const KEPT = /^GIT_(?:CONFIG_.*|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM)$/;

/** The environment of a call: of git's own variables only harmless ones, no lock, no prompt, no fetching, messages in English. */
export function safeEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const kept = Object.entries(env).filter(([name]) => !/^GIT_/i.test(name) || KEPT.test(name));
  return {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // Git before 2.45 does not know the one above: no way to fetch is left to it.
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_PAGER: 'cat',
    LC_ALL: 'C',
    LANGUAGE: 'C',
  };
}
