import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import {
  CONFIG_FILE_NAME,
  type Config,
  type ConfigProblem,
  DEFAULT_CONFIG,
  isExcluded,
  LineIndex,
  matchesFile,
  nearest,
  type Profile,
  parseConfig,
  type RuleMeta,
  type RuleSetting,
  readPolicy,
} from '../core/index.ts';
import type { SelectionArgs } from './args.ts';
import type { Environment } from './environment.ts';
import { codeOf, reasonOf } from './errors.ts';
import { UsageError } from './exitCodes.ts';
import type { WalkFilter } from './walk.ts';

export interface LoadedConfig {
  readonly config: Config;
  /** Absolute; what globs of the config are relative to. The working directory when there is no config. */
  readonly folder: string;
  /** Absolute path and text of the config; undefined when there is none. */
  readonly file: { readonly path: string; readonly text: string } | undefined;
}

/**
 * The config of `--config`, else of the nearest lockkeeper.config.json between the working directory and the root of the
 * repository, else the default.
 * @throws UsageError when it or the policy file that it names cannot be read or has problems.
 */
export async function loadConfig(
  environment: Environment,
  explicit: string | undefined,
  rules: readonly RuleMeta[],
): Promise<LoadedConfig> {
  const { fs, cwd } = environment;
  const path =
    explicit === undefined ? await findAbove(environment, CONFIG_FILE_NAME) : resolve(cwd, explicit);
  if (path === undefined) return { config: DEFAULT_CONFIG, folder: cwd, file: undefined };
  let text: string;
  try {
    text = await fs.readFile(path, 'utf8');
  } catch (error) {
    throw new UsageError(`The config ${relativeName(cwd, path)} cannot be read: ${reasonOf(error)}.`);
  }
  const folder = dirname(path);
  const file = { path, text };
  const { config, problems } = parseConfig(text, rules);
  failOnProblems(relativeName(cwd, path), text, problems);
  const dlpFile = config.policy?.dlpFile;
  if (dlpFile === undefined) return { config, folder, file };
  const policyPath = resolve(folder, dlpFile);
  const policy = await readPolicyFile(fs, policyPath);
  const { config: whole, inConfig, inPolicy } = readPolicy(config, text, policy.text);
  const because = inConfig.map((one) => ({
    ...one,
    message: one.message.replace(/\.$/, `: ${policy.reason}.`),
  }));
  failOnProblems(relativeName(cwd, path), text, because);
  failOnProblems(relativeName(cwd, policyPath), policy.text ?? '', inPolicy);
  return { config: whole, folder, file };
}

/** @throws UsageError with one line for each problem. */
export function failOnProblems(name: string, text: string, problems: readonly ConfigProblem[]): void {
  if (problems.length === 0) return;
  const lines = new LineIndex(text);
  const messages = problems.map(({ message, span }) => {
    const { line, character } = lines.positionAt(span.start);
    return `${name}:${line + 1}:${character + 1}: ${message}`;
  });
  throw new UsageError(messages.join('\n'));
}

/** PowerShell, which exports policies, writes UTF-16 where nobody asks for something else. */
async function readPolicyFile(
  fs: Environment['fs'],
  path: string,
): Promise<{ readonly text: string | undefined; readonly reason: string }> {
  try {
    const bytes = await fs.readFile(path);
    const [first, second] = bytes;
    const little = first === 0xff && second === 0xfe;
    const big = first === 0xfe && second === 0xff;
    const encoding = little ? 'utf-16le' : big ? 'utf-16be' : 'utf-8';
    return { text: new TextDecoder(encoding).decode(bytes), reason: '' };
  } catch (error) {
    return { text: undefined, reason: reasonOf(error) };
  }
}

/** Absolute path of the nearest file of this name between the working directory and the root of the repository. */
export async function findAbove({ fs, cwd }: Environment, name: string): Promise<string | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = join(folder, name);
    if (await exists(fs, path)) return path;
    if (dirname(folder) === folder || (await exists(fs, join(folder, '.git')))) return undefined;
  }
}

async function exists(fs: Environment['fs'], path: string): Promise<boolean> {
  try {
    await fs.stat(path);
    return true;
  } catch (error) {
    // Something unreadable is there: reading it later tells why.
    return codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR';
  }
}

/**
 * What the command line changes: its profile goes before the config's, and a rule named by `--rule` is on whatever profile
 * and config say.
 * @throws UsageError for an unknown rule.
 */
export function withArgs(
  config: Config,
  args: Pick<SelectionArgs, 'rules'> & { readonly profile?: Profile | undefined },
  rules: readonly RuleMeta[],
): Config {
  const profile = args.profile ?? config.profile;
  const settings: Record<string, RuleSetting> = { ...config.rules };
  for (const id of args.rules) {
    const meta = knownRule(id, rules);
    const setting = Object.hasOwn(settings, id) ? settings[id] : undefined;
    const off = setting === 'off' || (Array.isArray(setting) && setting[0] === 'off');
    if (off) delete settings[id];
    if ((off || setting === undefined) && meta.profile === 'pedantic' && profile === 'default')
      settings[id] = meta.severity;
  }
  return { ...config, profile, rules: settings };
}

/** @throws UsageError for an unknown id. */
export function knownRule(id: string, rules: readonly RuleMeta[]): RuleMeta {
  const meta = rules.find((rule) => rule.id === id);
  if (meta !== undefined) return meta;
  const near = nearest(
    id,
    rules.map((rule) => rule.id),
  );
  const advice = near === undefined ? 'Run "lockkeeper rules" for the list.' : `Did you mean "${near}"?`;
  throw new UsageError(`There is no rule "${id}". ${advice}`);
}

/** Which of the files and folders met on the way take part. The globs do not speak of what lies outside the config's folder. */
export function filterOf({ config, folder }: Pick<LoadedConfig, 'config' | 'folder'>): WalkFilter {
  const inside = (path: string) => pathInside(folder, path);
  return {
    enter: (path) => {
      const name = inside(path);
      return name === undefined || !isExcluded(config, name);
    },
    accept: (path) => {
      const name = inside(path);
      return name === undefined || matchesFile(config, name);
    },
  };
}

/** Path of a file in the folder, relative to it, with `/`; undefined outside and for the folder itself. Both absolute. */
export function pathInside(folder: string, path: string): string | undefined {
  const name = relative(folder, path);
  return name === '' || name === '..' || name.startsWith(`..${sep}`) || isAbsolute(name)
    ? undefined
    : name.replaceAll(sep, '/');
}

/** What outputs call a file: relative to the working directory, with `/`. */
export function relativeName(cwd: string, path: string): string {
  const name = relative(cwd, path);
  return (name === '' ? '.' : name).replaceAll(sep, '/');
}
