// The files that are made from the facts of the rules: docs/rules.md, and the list of rules in the schema of the configuration
// file and in the settings of VS Code. `npm run generate` writes them; a test says when they are out of date.
import { findNodeAtLocation, parseTree } from 'jsonc-parser';

/** @typedef {import('../server/src/core/index.ts').RuleMeta} RuleMeta */
/** @typedef {import('../server/src/core/index.ts').RuleOption} RuleOption */

export const COMMAND = 'npm run generate';
const SCHEMA = 'schemas/lockkeeper-config.schema.json';
const MANIFEST = 'package.json';
const PAGES = '../server/src/core/rules';

/** Categories in the order of the list, with what their rules are about. */
const CATEGORIES = new Map([
  ['secrets', 'Secrets in source control'],
  ['exposure', 'Secrets and personal data in the run history'],
  ['access', 'Who can call a flow, and what a caller can do'],
  ['portability', 'Tied to one environment'],
  ['solution', 'Connections, variables, the solution and its owners'],
  ['integrity', 'What would not import, or not run'],
  ['reliability', 'What works on a bad day, too'],
]);

/**
 * @param {readonly RuleMeta[]} rules sorted by id
 * @param {(file: string) => string} read text of a file of the repository
 * @returns {Map<string, string>} path in the repository to its text as it should be
 */
export function generatedFiles(rules, read) {
  return new Map([
    ['docs/rules.md', rulesPage(rules)],
    [SCHEMA, withRules(read(SCHEMA), rules)],
    [MANIFEST, withRuleNames(read(MANIFEST), rules)],
  ]);
}

/** @param {readonly RuleMeta[]} rules */
function rulesPage(rules) {
  const parts = [
    '# Rules',
    `Made from the facts of the rules by \`${COMMAND}\`. Each id leads to the page of the rule, with examples, repairs and when to ignore it; \`lockkeeper explain <id>\` prints the same page.`,
    'A rule of the profile `team` or `pedantic` is off unless the profile or `rules` in `lockkeeper.config.json` turns it on (see [profiles](profiles.md)). A repair is **safe** (part of fix-all and of `lockkeeper fix`) or for **review** (shown first, chosen by one); its kinds are what `lockkeeper fix --review --rule <id> --fix <kind>` takes.',
  ];
  for (const [category, title] of CATEGORIES) {
    const own = rules.filter((rule) => rule.category === category);
    if (own.length === 0) continue;
    parts.push(`## ${title}`, `Category \`${category}\`.`, table(own));
  }
  const withOptions = rules.filter(({ options = [] }) => options.length > 0);
  if (withOptions.length > 0) parts.push('## Options', optionsTable(withOptions));
  return `${parts.join('\n\n')}\n`;
}

/** @param {readonly RuleMeta[]} rules */
function table(rules) {
  const rows = rules.map(({ id, title, severity, profile, fix, kinds = [] }) => {
    const repair =
      fix === null ? '' : `${fix}: ${kinds.map((/** @type {string} */ kind) => `\`${kind}\``).join(', ')}`;
    return row([`[${id}](${PAGES}/${id}/README.md)`, `${title}.`, severity, profile, repair]);
  });
  return [
    row(['rule', 'what it tells', 'severity', 'profile', 'best repair, and kinds']),
    row(Array(5).fill('---')),
    ...rows,
  ].join('\n');
}

/** @param {readonly RuleMeta[]} rules */
function optionsTable(rules) {
  const rows = rules.flatMap(({ id, options = [] }) =>
    options.map((option) => {
      const { name, description } = option;
      return row([
        `[${id}](${PAGES}/${id}/README.md)`,
        `\`${name}\``,
        typeOf(option).words,
        `${description}.`,
      ]);
    }),
  );
  return [row(['rule', 'option', 'value', 'meaning']), row(Array(4).fill('---')), ...rows].join('\n');
}

/**
 * What an option takes, in words and for the schema.
 * @param {RuleOption} option
 */
function typeOf({ type, choices = [] }) {
  switch (type) {
    case 'integer':
      return { words: 'a whole number', schema: { type: 'integer', minimum: 0 } };
    case 'text':
      return { words: 'a text', schema: { type: 'string' } };
    case 'pattern':
      return { words: 'a pattern for names', schema: { type: 'string' } };
    case 'texts':
      return { words: 'a list of texts', schema: { type: 'array', items: { type: 'string' } } };
    case 'choice':
      return {
        words: choices.map((/** @type {string} */ one) => `\`${one}\``).join(' or '),
        schema: { type: 'string', enum: [...choices] },
      };
  }
}

/** @param {readonly string[]} cells */
function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/**
 * The schema with this list of rules; all else keeps its form.
 * @param {string} schema
 * @param {readonly RuleMeta[]} rules
 */
function withRules(schema, rules) {
  const properties = Object.fromEntries(rules.map((rule) => [rule.id, settingOf(rule)]));
  return replaced(SCHEMA, schema, ['properties', 'rules', 'properties'], properties);
}

/**
 * The manifest with the ids of these rules, each with its title, for the setting of VS Code; all else keeps its form. As names of
 * properties alone: settings know no definitions, and a schema for each rule would make the manifest three times as long.
 * @param {string} manifest
 * @param {readonly RuleMeta[]} rules
 */
function withRuleNames(manifest, rules) {
  const way = ['contributes', 'configuration', 'properties', 'lockkeeper.rules', 'propertyNames'];
  return replaced(MANIFEST, manifest, way, {
    enum: rules.map(({ id }) => id),
    enumDescriptions: rules.map(({ title }) => `${title}.`),
  });
}

/**
 * @param {string} file for the message when there is nothing to replace
 * @param {string} text
 * @param {readonly string[]} way to the value
 * @param {unknown} value
 */
function replaced(file, text, way, value) {
  const tree = parseTree(text);
  const old = tree && findNodeAtLocation(tree, [...way]);
  if (old === undefined) throw new Error(`${file} has no list of rules at ${way.join('/')}.`);
  const json = JSON.stringify(value, undefined, 2).replaceAll('\n', `\n${'  '.repeat(way.length)}`);
  return text.slice(0, old.offset) + json + text.slice(old.offset + old.length);
}

/** @param {RuleMeta} rule */
function settingOf({ title, options = [] }) {
  const description = `${title}.`;
  if (options.length === 0) return { $ref: '#/definitions/ruleSetting', description };
  const severity = { $ref: '#/definitions/severity' };
  const properties = Object.fromEntries(
    options.map((one) => [one.name, { ...typeOf(one).schema, description: `${one.description}.` }]),
  );
  const withOptions = { type: 'object', additionalProperties: false, properties };
  const list = {
    type: 'array',
    items: [severity, withOptions],
    minItems: 1,
    maxItems: 2,
    additionalItems: false,
  };
  return { description, anyOf: [severity, list] };
}
