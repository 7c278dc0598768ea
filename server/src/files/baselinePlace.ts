import { BASELINE_FILE_NAME } from '../core/index.ts';

/**
 * Where the baseline of a folder is, or would be written: the nearest one at or above it, else beside the configuration that counts
 * there, else where the run was started, so that it never lies in a folder for each of its files. `find`: the nearest file of a
 * name at or above a folder (`NearestFiles.find`). Never rejects.
 */
export async function baselinePlace(
  folder: string,
  around: {
    /** Of the configuration that counts in the folder. */
    readonly configFolder: string | undefined;
    /** Where the run was started. */
    readonly home: string;
    find(name: string, folder: string): Promise<string | undefined>;
    fileIn(folder: string, name: string): string;
  },
): Promise<string> {
  const { configFolder, home, find, fileIn } = around;
  const near = await find(BASELINE_FILE_NAME, folder);
  if (near !== undefined) return near;
  if (configFolder !== undefined) return fileIn(configFolder, BASELINE_FILE_NAME);
  return (await find(BASELINE_FILE_NAME, home)) ?? fileIn(home, BASELINE_FILE_NAME);
}
