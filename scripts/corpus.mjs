// `node scripts/corpus.mjs`: fetches the public repositories of test/corpus/repositories.json with git, each at its commit, and
// unpacks the solutions in their archives. The corpus tests run over them; without, they are skipped.
// `--list FILE` names another list, `--into FOLDER` another place. Nothing that is fetched is run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { COMPLETE, FETCHED } from '../test/corpus/folder.mjs';
import { root } from './ensureInstalled.mjs';
import { unzip } from './unzip.mjs';

/** What tests look at. */
const DATA = /\.(?:json|xml|ya?ml|csv)$|(?:^|\/)(?:CODEOWNERS|LICENSE[^/]*)$/i;
const PATTERNS = ['*.json', '*.xml', '*.yml', '*.yaml', '*.csv', '*.zip', 'CODEOWNERS', 'LICENSE*'];
/** A solution within a package within a repository. */
const DEEPEST = 3;

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const { values } = parseArgs({ options: { list: { type: 'string' }, into: { type: 'string' } } });
const list = path.resolve(values.list ?? path.join(root, 'test/corpus/repositories.json'));
const into = path.resolve(values.into ?? FETCHED);

if (values.into === undefined && process.env.LOCKKEEPER_CORPUS !== undefined) {
  log(`LOCKKEEPER_CORPUS names ${process.env.LOCKKEEPER_CORPUS}: there is nothing to fetch.`);
} else {
  /** @type {{ repositories: { url: string, commit: string }[] }} */
  const { repositories } = JSON.parse(readFileSync(list, 'utf8'));
  rmSync(path.join(into, COMPLETE), { force: true });
  const failed = repositories.filter((one) => !fetched(one));
  if (failed.length === 0) {
    writeFileSync(path.join(into, COMPLETE), '');
    log(`The corpus is in ${into}.`);
  } else {
    const names = failed.map(({ url }) => url).join(', ');
    process.stderr.write(`Not fetched: ${names}. The corpus tests stay skipped until all are there.\n`);
    process.exitCode = 1;
  }
}

/**
 * One repository, in a folder `<owner>__<name>`; what is there at the right commit is left alone.
 * @param {{ url: string, commit: string }} repository
 */
function fetched({ url, commit }) {
  const name = url
    .replace(/\.git$/, '')
    .split('/')
    .slice(-2)
    .join('__');
  if (!/^[\w.-]+__[\w.-]+$/.test(name) || !/^[0-9a-f]{40}$/.test(commit)) {
    process.stderr.write(`${list}: "${url}" at "${commit}" is no repository with its commit.\n`);
    return false;
  }
  const folder = path.join(into, name);
  const mark = path.join(folder, '.commit');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === commit) return true;
  log(`Fetching ${name} ...`);
  rmSync(folder, { recursive: true, force: true });
  const work = path.join(into, `.${name}.part`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  // No link is made, no filter and no hook is run, and line ends stay as they are.
  const settings = [
    'core.symlinks=false',
    'core.hooksPath=/dev/null',
    'core.autocrlf=false',
    'advice.detachedHead=false',
  ];
  const git = (/** @type {string[]} */ ...args) =>
    spawnSync('git', [...settings.flatMap((one) => ['-c', one]), ...args], {
      cwd: work,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, GIT_LFS_SKIP_SMUDGE: '1', GIT_TERMINAL_PROMPT: '0' },
    }).status === 0;
  const done =
    git('init', '--quiet', '--template=') &&
    git('sparse-checkout', 'set', '--no-cone', ...PATTERNS) &&
    git('fetch', '--quiet', '--depth=1', '--filter=blob:none', url, commit) &&
    git('checkout', '--quiet', commit);
  if (!done) {
    rmSync(work, { recursive: true, force: true });
    return false;
  }
  rmSync(path.join(work, '.git'), { recursive: true, force: true });
  unpackBelow(work, 0);
  writeFileSync(path.join(work, '.commit'), commit);
  renameSync(work, folder);
  return true;
}

/**
 * `x.zip` becomes a folder `x.zip.unzipped`, also within archives.
 * @param {string} folder
 * @param {number} depth
 */
function unpackBelow(folder, depth) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.zip$/i.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const target = `${file}.unzipped`;
    const wanted = (/** @type {string} */ name) =>
      DATA.test(name) || (depth < DEEPEST && /\.zip$/i.test(name));
    for (const { name, bytes } of unzip(readFileSync(file), wanted)) {
      const to = path.resolve(target, name.replaceAll('\\', '/'));
      if (!to.startsWith(target + path.sep)) continue;
      mkdirSync(path.dirname(to), { recursive: true });
      writeFileSync(to, bytes);
    }
    rmSync(file);
    if (existsSync(target)) unpackBelow(target, depth + 1);
  }
}
