// The baseline of a folder: known findings are shown as hints and counted nowhere.
import { BASELINE_FILE_NAME, KnownFindings, parseBaseline } from '../core/index.ts';
import type { ConfigFileProblems } from './config.ts';
import { findConfig } from './configFile.ts';
import type { FileProvider, ReadResult } from './runtime.ts';
import { fileIn, isInside, relativePath } from './uris.ts';

/** What a baseline says of the files below its folder. */
export interface Baseline {
  /** Key of its folder. */
  readonly folder: string;
  readonly known: KnownFindings;
}

interface FoundBaseline extends ConfigFileProblems {
  readonly baseline: Baseline;
}

/** As for the command line. */
const MAX_SIZE = 20_000_000;
const NONE: ReadonlySet<never> = new Set();

/**
 * Reads a baseline: the one beside the config, or where there is no config the nearest one between the folder and the root
 * of its repository. The command line looks the same way.
 * @param look told of each place before it is looked at
 */
export async function findBaseline(
  where: { readonly beside: string } | { readonly above: string },
  read: (key: string, maxSize: number) => Promise<ReadResult>,
  files: Pick<FileProvider, 'exists'>,
  look: (key: string) => void,
): Promise<FoundBaseline | undefined> {
  if ('above' in where) {
    const found = await findConfig(
      where.above,
      (key) => read(key, MAX_SIZE),
      files,
      look,
      BASELINE_FILE_NAME,
    );
    return found && parsed(found.key, found.folder, found.text);
  }
  const key = fileIn(where.beside, BASELINE_FILE_NAME);
  look(key);
  const result = await read(key, MAX_SIZE);
  return result.kind === 'text' ? parsed(key, where.beside, result.text) : undefined;
}

function parsed(key: string, folder: string, text: string): FoundBaseline {
  const { entries, problems } = parseBaseline(text);
  return { key, text, problems, baseline: { folder, known: new KnownFindings(entries) } };
}

/** The findings of a file that its baseline knows. `findings`: all of one file, in their order. */
export function knownAmong<F extends { readonly fingerprint: string }>(
  baseline: Baseline | undefined,
  key: string,
  findings: readonly F[],
): ReadonlySet<F> {
  if (baseline === undefined || findings.length === 0 || !isInside(baseline.folder, key)) return NONE;
  return baseline.known.among(relativePath(baseline.folder, key), findings);
}
