// Two versions of the files in the roots, compared as `lockkeeper diff` does.
import { resolve } from 'node:path';
import { compareVersions } from '../cli/commands/compareVersions.ts';
import type { Environment } from '../cli/environment.ts';
import { type OpenVersion, openVersions } from '../cli/versions.ts';
import { type ComparedFlows, ToolError } from '../core/index.ts';
import type { FileSystem } from '../files/node/fileSystem.ts';
import { confinedFiles } from './confinedFiles.ts';
import { asToolErrors, configArgs, confined, type LookOptions } from './flows.ts';
import { nameIn } from './roots.ts';

export interface FilesToCompare {
  /** The newer version: a flow or a folder. */
  readonly path: string;
  /** A git revision. This or `basePath`. */
  readonly base: string | undefined;
  readonly basePath: string | undefined;
}

/** @throws ToolError for a path that may not be looked at, and a revision that there is not */
export async function compareFiles(
  environment: Environment,
  { path, base, basePath }: FilesToCompare,
  options: LookOptions,
): Promise<ComparedFlows> {
  const { roots } = options;
  const newer = await roots.find(path);
  const older = basePath === undefined ? undefined : await roots.find(basePath);
  const own = confined(environment, newer.root, options);
  return asToolErrors(async () => {
    const given = [newer.path, ...(older === undefined ? [] : [older.path])];
    const args = { ...configArgs(options), words: [newer.path], base, baseDir: older?.path };
    // A repository may begin above the roots: git finds it there, and of its files those in the roots alone are there.
    const opened = await openVersions(older === undefined ? { ...own, fs: environment.fs } : own, args);
    try {
      const inRoots = async (version: OpenVersion): Promise<OpenVersion> => {
        const fs = confinedFiles(version.environment.fs, roots.over(version.environment.fs));
        const paths: string[] = [];
        // Of a path that was not there then, the whole repository would be looked through.
        for (const one of version.paths) if (given.includes(one) && (await isThere(fs, one))) paths.push(one);
        return { ...version, environment: { ...version.environment, fs }, paths };
      };
      const versions = { base: await inRoots(opened.base), head: await inRoots(opened.head) };
      const { result, before, report, files, isEmpty } = await compareVersions(own, args, versions);
      if (isEmpty)
        throw new ToolError(
          'There is no flow in either version: pass the path of a flow, or of a folder with flows.',
        );
      const name = (file: string): string => nameIn(newer.root, resolve(own.cwd, file));
      return {
        report: {
          ...report,
          ...{
            base: older === undefined ? report.base : nameIn(older.root, older.path),
            head: name(newer.path),
          },
          fileOf: (uri: string) => name(report.fileOf(uri)),
          everything: '',
        },
        files,
        problems: [...before.problems, ...result.problems].map(({ file, message }) => ({
          ...{ file: name(file), message },
        })),
      };
    } finally {
      opened.close();
    }
  });
}

function isThere(fs: FileSystem, path: string): Promise<boolean> {
  return fs.stat(path).then(
    () => true,
    () => false,
  );
}
