/**
 * Folders of tools: they hold no flows of the repository, may hold very many files, and some hold copies of flows (a local
 * history, a package cache). All other folders are read, those with a leading dot too. Compared without case.
 */
const IGNORED_FOLDERS: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn', '.jj', '.bzr'],
  ...['.vs', '.vscode', '.vscode-test', '.idea', '.history', '.fleet'],
  ...['node_modules', 'bower_components', '.npm', '.pnpm-store', '.yarn', '.nuget', '.gradle', '.m2'],
  ...[
    '.cache',
    '.venv',
    '.tox',
    '.mypy_cache',
    '.pytest_cache',
    '__pycache__',
    '.terraform',
    '.next',
    '.nuxt',
    '.turbo',
  ],
]);

/** True for the name of a folder that is never entered, unless it was named itself. */
export function isIgnoredFolder(name: string): boolean {
  return IGNORED_FOLDERS.has(name.toLowerCase());
}

/** True when one of the folders in `path` (relative, with `/`; the last segment is a file) is never entered. */
export function liesInIgnoredFolder(path: string): boolean {
  return path.split('/').slice(0, -1).some(isIgnoredFolder);
}
