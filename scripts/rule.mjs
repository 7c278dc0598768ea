// `npm run rule -- <id>`: all that a change of one rule needs. Its own tests, the meta tests, the schema of the config,
// and the findings over the corpus, where there is one. The last lines say what was skipped.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { corpusFolder, hasCorpus } from '../test/corpus/folder.mjs';
import { ensureInstalled, root } from './ensureInstalled.mjs';

const RULES = 'server/src/core/rules';
/** What knows of all rules: registry, pages, words, schema. */
const ABOUT_ALL_RULES = ['test/meta', 'test/contributions/config-schema.test.ts'];
const OVER_CORPUS = ['counts', 'credentials', 'fixes', 'masking', 'silence'].map(
  (name) => `test/corpus/${name}.test.ts`,
);

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

/** Folders of rules; those beside them that hold no page are no rules. */
const ids = readdirSync(path.join(root, RULES)).filter((name) =>
  existsSync(path.join(root, RULES, name, 'README.md')),
);
const [id = '', ...more] = process.argv.slice(2);
if (!ids.includes(id) || more.length > 0) {
  const similar = id === '' ? [] : ids.filter((one) => one.includes(id) || id.includes(one));
  const known = similar.length > 0 ? similar : ids;
  process.stderr.write(
    `${id === '' ? 'Name one rule' : `There is no rule "${[id, ...more].join(' ')}"`}: npm run rule -- <id>\n\n  ${known.join('\n  ')}\n`,
  );
  process.exit(1);
}

ensureInstalled(log);
const chosen = [`${RULES}/${id}/`, ...ABOUT_ALL_RULES, ...(hasCorpus ? OVER_CORPUS : [])];
log(`Running the tests in:\n  ${chosen.join('\n  ')}\n`);
const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...chosen], {
  cwd: root,
  stdio: 'inherit',
});
log(
  hasCorpus
    ? 'Nothing of the rule was skipped.'
    : `Skipped: the findings over real flows. There is no corpus at ${path.relative(root, corpusFolder)}; "node scripts/corpus.mjs" fetches it, LOCKKEEPER_CORPUS names one.`,
);
log('Not part of this: types and lint (node scripts/test.mjs --only=types,lint), and all else of npm test.');
process.exitCode = run.status === 0 ? 0 : 1;
