import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  ClientCapabilities,
  type CompletionItem,
  type Diagnostic,
  getLanguageService,
  type LanguageService,
  MarkupContent,
  TextDocument,
} from 'vscode-json-languageservice';

export const repoRoot = path.resolve(import.meta.dirname, '..', '..');
export const samplesRoot = path.join(repoRoot, 'samples');
export { corpusFolder as corpusRoot } from '../corpus/folder.mjs';

export type SchemaName =
  | 'flow-definition'
  | 'solution-flow'
  | 'legacy-flow'
  | 'logic-app-workflow'
  | 'lockkeeper-config'
  | 'flow-owners';

export const SCHEMA_NAMES: readonly SchemaName[] = [
  'flow-definition',
  'solution-flow',
  'legacy-flow',
  'logic-app-workflow',
  'lockkeeper-config',
  'flow-owners',
];

export type JsonObject = { [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Member of an object; an empty object where there is none. */
export function member(value: unknown, ...keys: readonly string[]): JsonObject {
  let at: unknown = value;
  for (const key of keys) at = isObject(at) ? at[key] : undefined;
  return isObject(at) ? at : {};
}

export function readText(file: string): string {
  return readFileSync(file, 'utf8');
}

/** Text of a JSON file without its byte order mark. */
export function readJsonText(file: string): string {
  return readText(file).replace(/^\uFEFF/, '');
}

export function schemaFile(name: SchemaName): string {
  return path.join(repoRoot, 'schemas', `${name}.schema.json`);
}

/** All files below a folder, in a fixed order. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** The schema for the wrapper of a file; undefined when it is no flow. */
export function schemaForWrapper(root: unknown): SchemaName | undefined {
  if (!isObject(root)) return undefined;
  if (isObject(root.properties) && isObject(root.properties.definition))
    return root.type === 'Microsoft.Flow/flows' ? 'legacy-flow' : 'solution-flow';
  if (isObject(root.definition)) return 'logic-app-workflow';
  return isObject(root.triggers) && isObject(root.actions) ? 'flow-definition' : undefined;
}

/** What VS Code's JSON support does with a text under one of our schemas. */
export class JsonEditor {
  readonly #service: LanguageService;

  constructor() {
    this.#service = getLanguageService({
      clientCapabilities: ClientCapabilities.LATEST,
      schemaRequestService: async (uri) => readText(fileURLToPath(uri)),
      // As VS Code's JSON server does.
      workspaceContext: { resolveRelativePath: (relative, resource) => new URL(relative, resource).href },
    });
    this.#service.configure({
      schemas: SCHEMA_NAMES.map((name) => ({
        uri: pathToFileURL(schemaFile(name)).href,
        fileMatch: [`/${name}/*.json`],
      })),
    });
  }

  async problems(schema: SchemaName, text: string): Promise<Diagnostic[]> {
    const document = this.#document(schema, text);
    return this.#service.doValidation(document, this.#service.parseJSONDocument(document));
  }

  /** Completion at the first `|`. */
  async complete(schema: SchemaName, marked: string): Promise<CompletionItem[]> {
    const { document, offset } = this.#marked(schema, marked);
    const list = await this.#service.doComplete(
      document,
      document.positionAt(offset),
      this.#service.parseJSONDocument(document),
    );
    return list?.items ?? [];
  }

  /** Hover at the first `|`. */
  async hover(schema: SchemaName, marked: string): Promise<string> {
    const { document, offset } = this.#marked(schema, marked);
    const hover = await this.#service.doHover(
      document,
      document.positionAt(offset),
      this.#service.parseJSONDocument(document),
    );
    const contents = hover?.contents ?? [];
    const parts = Array.isArray(contents) ? contents : [contents];
    return parts.map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
  }

  #marked(schema: SchemaName, marked: string) {
    const offset = marked.indexOf('|');
    if (offset < 0) throw new Error('no cursor in the text');
    return { document: this.#document(schema, marked.slice(0, offset) + marked.slice(offset + 1)), offset };
  }

  #document(schema: SchemaName, text: string): TextDocument {
    return TextDocument.create(`file:///${schema}/file.json`, 'json', 1, text);
  }
}

/** Documentation of a completion as plain text. */
export function documentationOf(item: CompletionItem | undefined): string {
  const { documentation } = item ?? {};
  return MarkupContent.is(documentation) ? documentation.value : (documentation ?? '');
}

/**
 * A VS Code snippet with every placeholder resolved to its default: the first of a choice, the text of a placeholder, nothing for
 * a bare tab stop, as if the user pressed Tab to the end.
 */
export function resolveSnippet(snippet: string): string {
  let at = 0;
  function until(stop: string): string {
    let out = '';
    while (at < snippet.length && !stop.includes(snippet[at]!)) {
      const here = snippet[at]!;
      if (here === '\\' && at + 1 < snippet.length && '$}\\,|'.includes(snippet[at + 1]!)) {
        out += snippet[at + 1];
        at += 2;
      } else if (here === '$') {
        out += stopOrVariable();
      } else {
        out += here;
        at++;
      }
    }
    return out;
  }
  function stopOrVariable(): string {
    const bare = /^\$\d+/.exec(snippet.slice(at));
    if (bare !== null) {
      at += bare[0].length;
      return '';
    }
    const braced = /^\$\{\d+([:|}])/.exec(snippet.slice(at));
    if (braced === null) throw new Error(`a variable or a bare $ in: ${snippet.slice(at, at + 30)}`);
    at += braced[0].length;
    if (braced[1] === '}') return '';
    if (braced[1] === ':') {
      const text = until('}');
      at++;
      return text;
    }
    const first = until(',|');
    while (snippet[at] === ',') {
      at++;
      until(',|');
    }
    if (!snippet.startsWith('|}', at)) throw new Error(`a choice without end in: ${snippet}`);
    at += 2;
    return first;
  }
  return until('');
}
