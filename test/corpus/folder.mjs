// Where the corpus of real flows lies: the one place that decides it, for tests and scripts.
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Where `node scripts/corpus.mjs` puts it; not in version control. */
export const FETCHED = path.join(root, '.corpus');

/** Stands in it once all repositories are there. */
export const COMPLETE = '.complete';

const named = process.env.LOCKKEEPER_CORPUS;
const isFetched = existsSync(path.join(FETCHED, COMPLETE));
const beside = path.resolve(root, '..', 'shared', 'corpus');

/** A folder with one folder a repository, `<owner>__<name>`; it may be missing. */
export const corpusFolder =
  named !== undefined ? path.resolve(named) : isFetched || !existsSync(beside) ? FETCHED : beside;

export const hasCorpus = corpusFolder === FETCHED ? isFetched : existsSync(corpusFolder);

/** For the title of a suite, so that a skipped one says why and what to do. */
export const skipNote = hasCorpus
  ? ''
  : ` (skipped: there is no corpus at ${path.relative(root, corpusFolder)}; "node scripts/corpus.mjs" fetches it, LOCKKEEPER_CORPUS names one)`;

/** The copy over which the counts were taken tells in a README what was left out and replaced. */
export const isCounted = hasCorpus && existsSync(path.join(corpusFolder, 'README.md'));

export const countedNote =
  isCounted || !hasCorpus ? skipNote : ' (skipped: the counts are those of another copy)';
