// The corpus of real flows: where it lies and what is in it. Tests that need it skip, and say so, when it is absent.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SolutionFiles } from '../../server/src/core/index.ts';
import { corpusFolder, countedNote, hasCorpus, isCounted, skipNote } from './folder.mjs';

const repoRoot = path.resolve(import.meta.dirname, '../..');

export { corpusFolder, countedNote, hasCorpus, isCounted, skipNote };

export const samplesFolder = path.join(repoRoot, 'samples');

/** One JSON file as the command line tool would check it. */
export interface CorpusFile {
  /** Relative to the folder it was loaded from, with `/`. */
  readonly name: string;
  /** First part of the name. */
  readonly repository: string;
  readonly uri: string;
  /** As decoded from UTF-8; a byte order mark is kept. */
  readonly text: string;
  readonly declaredAsFlow: boolean;
}

const CLOUD_FLOW = /<Category>\s{0,20}5\s{0,20}<\/Category>/i;
const JSON_FILE_NAME = /<JsonFileName[\s>]/i;

/** All JSON files below a folder, sorted by name. */
export function loadFolder(folder: string): CorpusFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll('\\', '/'),
  );
  const byLowerName = new Map(names.map((name) => [name.toLowerCase(), name]));
  const isDeclared = (name: string): boolean => {
    const metadata = byLowerName.get(`${name}.data.xml`.toLowerCase());
    if (metadata === undefined) return false;
    const xml = readFileSync(path.join(folder, metadata), 'utf8');
    return CLOUD_FLOW.test(xml) && JSON_FILE_NAME.test(xml);
  };
  return names
    .filter((name) => /\.json$/i.test(name))
    .sort()
    .map((name) => ({
      name,
      repository: name.split('/')[0]!,
      uri: pathToFileURL(path.join(folder, name)).href,
      text: readFileSync(path.join(folder, name), 'utf8'),
      declaredAsFlow: isDeclared(name),
    }));
}

let corpus: readonly CorpusFile[] | undefined;

/** All JSON files of the corpus; read once per process. Empty when there is none. */
export function corpusFiles(): readonly CorpusFile[] {
  corpus ??= hasCorpus ? loadFolder(corpusFolder) : [];
  return corpus;
}

/** The files of the corpus' solutions, put together; read anew at each call. */
export function corpusSolutions(): SolutionFiles {
  const solutions = new SolutionFiles();
  for (const name of hasCorpus ? readdirSync(corpusFolder, { recursive: true, encoding: 'utf8' }) : []) {
    const file = path.join(corpusFolder, name);
    const uri = pathToFileURL(file).href;
    if (SolutionFiles.wants(uri))
      solutions.set(uri, SolutionFiles.needsText(uri) ? readFileSync(file, 'utf8') : '');
  }
  return solutions;
}
