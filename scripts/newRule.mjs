// `npm run new-rule -- <id>`: makes the folder of a rule from ruleTemplate/, and its lines in the lists of rules and of
// pages. Its tests fail until everything is filled in.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled, root } from './ensureInstalled.mjs';

const RULES = 'server/src/core/rules';
const TEMPLATE = 'scripts/ruleTemplate';
/** What does not lie in the folder of the rule itself. */
const PLACES = new Map([['cases.jsonc', 'fixtures/cases.jsonc']]);

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);

const [id = '', ...more] = process.argv.slice(2);
const folder = path.join(root, RULES, id);
const wrong = problem();
if (wrong !== undefined) {
  process.stderr.write(`${wrong}: npm run new-rule -- <id>\n`);
  process.exit(1);
}

ensureInstalled(log);
for (const name of readdirSync(path.join(root, TEMPLATE))) {
  const plain = name.replace(/\.txt$/, '');
  const file = path.join(folder, PLACES.get(plain) ?? plain);
  mkdirSync(path.dirname(file), { recursive: true });
  const text = readFileSync(path.join(root, TEMPLATE, name), 'utf8');
  writeFileSync(file, text.replaceAll('__ID__', id));
  log(`Wrote ${path.relative(root, file)}.`);
}
const name = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const LINES = new Map([
  ['registry.ts', `export { rule as ${name} } from './${id}/index.ts';\n`],
  ['pageRegistry.ts', `export { default as ${name} } from './${id}/README.md';\n`],
]);
const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
for (const [list, line] of LINES) {
  const file = path.join(root, RULES, list);
  writeFileSync(file, readFileSync(file, 'utf8') + line);
  spawnSync(process.execPath, [biome, 'check', '--write', file], { cwd: root });
  log(`Added its line to ${RULES}/${list}.`);
}
log(
  `\nNow replace every FILL IN, run "npm run generate", then "npm run rule -- ${id}". CONTRIBUTING.md has the order.`,
);

function problem() {
  if (id === '' || more.length > 0) return 'Name one rule';
  if (!/^[a-z]+(-[a-z]+)*$/.test(id)) return `"${id}" is no id of lower-case words with dashes`;
  if (existsSync(folder)) return `There is a folder ${RULES}/${id} already`;
  return undefined;
}
