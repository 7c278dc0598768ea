import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, resolveSnippet, SCHEMA_NAMES, schemaFile } from './support.ts';

const SCHEMAS = SCHEMA_NAMES.map((name) => ({
  name,
  schema: JSON.parse(readFileSync(schemaFile(name), 'utf8')) as JsonObject,
}));

/** Visits every object of a schema; `if` parts only test and show nothing to anyone. */
function visit(value: unknown, pointer: string, see: (schema: JsonObject, pointer: string) => void): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      visit(item, `${pointer}/${index}`, see);
    });
  } else if (isObject(value)) {
    see(value, pointer);
    for (const [key, child] of Object.entries(value))
      if (!['if', 'enum', 'examples', 'default', 'defaultSnippets'].includes(key))
        visit(child, `${pointer}/${key}`, see);
  }
}

function described(schema: unknown): boolean {
  if (!isObject(schema)) return false;
  const text = schema.markdownDescription ?? schema.description;
  return typeof text === 'string' && text.trim().length >= 5;
}

/** The text an editor inserts for a default snippet, in its snippet syntax. Strings with `^` are inserted raw. */
function snippetText(snippet: JsonObject): string {
  if (typeof snippet.bodyText === 'string') return snippet.bodyText;
  const { body } = snippet;
  return typeof body === 'string' && body.startsWith('^') ? body.slice(1) : JSON.stringify(body);
}

describe.each(SCHEMAS)('$name.schema.json', ({ name, schema }) => {
  it('is a valid draft-07 schema and all its references resolve', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const other of SCHEMAS) ajv.addSchema(other.schema, `schemas/${other.name}.schema.json`);
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(ajv.validateSchema(schema)).toBe(true);
    expect(ajv.getSchema(`schemas/${name}.schema.json`)).toBeTypeOf('function');
  });

  it('describes every property', () => {
    const definitions = schema.definitions;
    const mute: string[] = [];
    visit(schema, '', (at, pointer) => {
      const { properties } = at;
      // A property that is itself called "properties" holds a schema, no list of properties.
      if (!isObject(properties) || pointer.endsWith('/properties')) return;
      for (const [key, property] of Object.entries(properties)) {
        const target = isObject(property) ? property.$ref : undefined;
        const definition =
          typeof target === 'string' && isObject(definitions)
            ? definitions[target.slice('#/definitions/'.length)]
            : undefined;
        if (!described(property) && !described(definition)) mute.push(`${pointer}/properties/${key}`);
      }
    });
    expect(mute).toEqual([]);
  });

  it('refers to its neighbours only, by relative paths', () => {
    const references = new Set<string>();
    visit(schema, '', (at) => {
      if (typeof at.$ref === 'string') references.add(at.$ref);
    });
    for (const reference of references)
      expect(reference).toMatch(/^(#\/definitions\/\w+|\.\/[\w-]+\.schema\.json)$/);
  });

  it('inserts valid JSON only', () => {
    const snippets: JsonObject[] = [];
    visit(schema, '', (at) => {
      if (Array.isArray(at.defaultSnippets)) snippets.push(...at.defaultSnippets.filter(isObject));
    });
    for (const snippet of snippets) {
      expect(snippet.label, JSON.stringify(snippet)).toBeTypeOf('string');
      const text = resolveSnippet(snippetText(snippet));
      expect(() => JSON.parse(text), text).not.toThrow();
    }
  });

  it('gives a description for every value, or for none', () => {
    visit(schema, '', (at, pointer) => {
      const texts = at.markdownEnumDescriptions ?? at.enumDescriptions;
      if (Array.isArray(texts) && Array.isArray(at.enum)) expect(texts.length, pointer).toBe(at.enum.length);
    });
  });
});

it('the schemas stay small', () => {
  const bytes = SCHEMA_NAMES.reduce((sum, name) => sum + statSync(path.resolve(schemaFile(name))).size, 0);
  expect(bytes).toBeLessThan(160_000);
});
