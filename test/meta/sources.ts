// The project's own files, as the meta tests read them.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const repoRoot = path.resolve(import.meta.dirname, '../..');

export const read = (file: string): string => readFileSync(path.join(repoRoot, file), 'utf8');
export const exists = (file: string): boolean => existsSync(path.join(repoRoot, file));

/** The manifest as VS Code reads it in English: texts of package.nls.json stand in the place of their keys. */
export function manifest<T>(): T {
  const texts = new Map(Object.entries(JSON.parse(read('package.nls.json')) as Record<string, string>));
  return JSON.parse(read('package.json'), (_key, value: unknown) => {
    const key = typeof value === 'string' ? /^%(.+)%$/.exec(value)?.[1] : undefined;
    return key === undefined ? value : (texts.get(key) ?? value);
  }) as T;
}

/** TypeScript sources below a folder of the repository, relative to it, with `/`; tests left out. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(path.join(repoRoot, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
    .sort();
}

/** Files that are or would be in version control, relative to the repository. */
export function ownFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: repoRoot,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return list.split('\0').filter((name) => name !== '' && exists(name));
}

/** The source without its comments; strings are kept. Good enough for a formatted code base. */
export function withoutComments(source: string): string {
  return source.replace(
    /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`)|\/\*[\s\S]*?\*\/|(?<![:\\/[])\/\/[^\n]*/g,
    (_, text: string | undefined) => text ?? '',
  );
}

export interface Import {
  readonly file: string;
  /** As written. */
  readonly specifier: string;
  /** Relative to the repository for relative specifiers, else as written. */
  readonly target: string;
  readonly typeOnly: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[\w*\s{},$]+?\s+from\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g;

/** All imports and re-exports of a source. */
export function importsOf(file: string): Import[] {
  const source = withoutComments(read(file));
  const make = (specifier: string, typeOnly: boolean): Import => ({
    file,
    specifier,
    target: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier,
    typeOnly,
  });
  return [
    ...[...source.matchAll(STATEMENT)].map((match) => make(match[2]!, match[1] !== undefined)),
    ...[...source.matchAll(DYNAMIC)].map((match) => make(match[1]!, false)),
  ];
}
