// The setting `lockkeeper.rules` in settings.json: ids and severities are offered, with what they mean, and typos are told.
import path from 'node:path';
import { expect, it } from 'vitest';
import {
  type CompletionItem,
  getLanguageService,
  type JSONSchema,
  TextDocument,
} from 'vscode-json-languageservice';
import { RULES } from '../../server/src/core/rules/index.ts';
import { documentationOf, readText, repoRoot } from './support.ts';

const { contributes } = JSON.parse(readText(path.join(repoRoot, 'package.json'))) as {
  contributes: { configuration: { properties: Record<string, JSONSchema> } };
};
const service = getLanguageService({});
service.configure({
  allowComments: true,
  validate: true,
  schemas: [
    {
      uri: 'vscode://schemas/settings',
      fileMatch: ['settings.json'],
      schema: { type: 'object', properties: { ...contributes.configuration.properties } },
    },
  ],
});

function parsed(text: string): {
  document: TextDocument;
  json: ReturnType<typeof service.parseJSONDocument>;
} {
  const document = TextDocument.create('file:///settings.json', 'jsonc', 1, text);
  return { document, json: service.parseJSONDocument(document) };
}

/** At the `|`. */
async function offered(text: string): Promise<readonly CompletionItem[]> {
  const { document, json } = parsed(text.replace('|', ''));
  return (await service.doComplete(document, document.positionAt(text.indexOf('|')), json))?.items ?? [];
}

async function problems(rules: object): Promise<readonly string[]> {
  const { document, json } = parsed(JSON.stringify({ 'lockkeeper.rules': rules }));
  return (await service.doValidation(document, json)).map(({ message }) => String(message));
}

it('offers every rule with its title', async () => {
  const items = await offered('{"lockkeeper.rules":{|}}');
  const titles = new Map(items.map((item) => [item.label, documentationOf(item)]));
  expect([...titles.keys()].sort()).toEqual(RULES.map(({ meta }) => meta.id).sort());
  for (const { meta } of RULES) expect(titles.get(meta.id)).toBe(`${meta.title}.`);
});

it('offers every severity, and says what each does', async () => {
  const items = await offered('{"lockkeeper.rules":{"insecure-url":|}}');
  const severities = items.filter(({ label }) => /^"\w+"$/.test(label));
  expect(severities.map(({ label }) => label)).toEqual(['"off"', '"error"', '"warning"', '"info"', '"hint"']);
  for (const item of severities) expect(documentationOf(item)).toMatch(/^(?:Not told|Told as )/);
});

it('tells rules and severities that are none', async () => {
  expect(await problems({ 'insecure-url': 'off', 'too-many-owners': ['info', { max: 3 }] })).toEqual([]);
  expect(await problems({ 'insecure-urls': 'off' })).toHaveLength(1);
  expect(await problems({ 'insecure-url': 'fatal' })).toHaveLength(1);
});
