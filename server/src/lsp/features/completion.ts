import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  type CompletionList,
  type CompletionParams,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
  type Range,
} from 'vscode-languageserver';
import {
  type Completion,
  type CompletionOptions,
  type Completions,
  completionsAt,
  documentationOf,
  type Project,
  plainText,
  type Span,
} from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checks } from '../checks.ts';
import type { OpenDocuments } from '../documents.ts';
import { uriKey } from '../uris.ts';

/** What begins an expression, a text, a key, an argument, or a part of `body/…`; and a property name. */
export const COMPLETION_TRIGGERS: readonly string[] = ['@', '{', '(', "'", '[', '.', '?', ',', '/', '"'];

export interface CompletionServices {
  readonly client: ClientFeatures;
  readonly checks: Checks;
  readonly documents: OpenDocuments;
  readonly project: Project;
}

type About = NonNullable<Completion['about']>;

/** Travels with an item: enough to tell more of it when somebody looks at it. */
interface ItemData {
  readonly key: string;
  readonly flow: number;
  readonly about: About;
}

const KINDS: Readonly<Record<Completion['kind'], CompletionItemKind>> = {
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  step: CompletionItemKind.Reference,
  variable: CompletionItemKind.Variable,
  parameter: CompletionItemKind.Constant,
  property: CompletionItemKind.Property,
  flow: CompletionItemKind.File,
  value: CompletionItemKind.Value,
  connection: CompletionItemKind.Interface,
  operation: CompletionItemKind.Method,
  snippet: CompletionItemKind.Snippet,
};

/** What may stand at a caret of a flow. Documentation comes with `resolveCompletion`. */
export async function completion(
  services: CompletionServices,
  params: CompletionParams,
): Promise<CompletionList | null> {
  const { client, checks, documents, project } = services;
  const key = uriKey(params.textDocument.uri);
  const look = await checks.look(key);
  const document = documents.get(key);
  if (look === undefined || document === undefined || look.document.text !== document.getText()) return null;
  const options: CompletionOptions = {
    snippets: client.completionSnippets,
    // Our own client brings the schemas of flows.
    hasSchemas: client.options.commandLinks === true,
    operations: (apiName) => project.operationsBeside(key, apiName),
  };
  const found = completionsAt(look, document.offsetAt(params.position), options);
  if (found === undefined) return null;
  return completionList(client, found, key, ({ start, end }) => ({
    start: document.positionAt(start),
    end: document.positionAt(end),
  }));
}

/** What was found at a caret, for a client. `key`: of the flow; `rangeOf`: a span of its text in what the editor shows. */
export function completionList(
  client: ClientFeatures,
  found: Completions,
  key: string,
  rangeOf: (span: Span) => Range,
): CompletionList {
  const insert = rangeOf(found.insert);
  const replace = rangeOf(found.replace);
  return {
    isIncomplete: false,
    items: found.items.map((one, index) => {
      const textEdit = client.insertReplace
        ? { newText: one.newText, insert, replace }
        : { newText: one.newText, range: replace };
      return { ...toItem(client, one, index, found, key), textEdit };
    }),
  };
}

function toItem(
  client: ClientFeatures,
  { label, kind, detail, newText, filter, isSnippet, isDeprecated, about }: Completion,
  index: number,
  { flow }: Completions,
  key: string,
): CompletionItem {
  const data: ItemData | undefined = about && { key, flow, about };
  return {
    label,
    kind: KINDS[kind],
    filterText: filter ?? label,
    // Before what the editor's own support for JSON offers.
    sortText: `!${String(index).padStart(4, '0')}`,
    insertTextFormat: isSnippet === true ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(newText.includes('\n') ? { insertTextMode: InsertTextMode.adjustIndentation } : {}),
    ...(detail === undefined || detail === '' ? {} : { detail }),
    ...(isDeprecated === true && client.completionTags ? { tags: [CompletionItemTag.Deprecated] } : {}),
    ...(data === undefined ? {} : { data }),
  };
}

/** The item with what its hover tells; as it is where there is no more to tell. */
export async function resolveCompletion(
  { client, checks }: CompletionServices,
  item: CompletionItem,
): Promise<CompletionItem> {
  const { data } = item;
  if (!isItemData(data)) return item;
  const facts = (await checks.look(data.key))?.flows[data.flow];
  const markdown = facts && documentationOf(facts, data.about);
  if (markdown === undefined) return item;
  const documentation = client.markdownCompletion
    ? { kind: MarkupKind.Markdown, value: markdown }
    : plainText(markdown);
  return { ...item, documentation };
}

function isItemData(data: unknown): data is ItemData {
  if (typeof data !== 'object' || data === null) return false;
  const { key, flow, about } = data as Partial<Record<keyof ItemData, unknown>>;
  if (typeof key !== 'string' || typeof flow !== 'number' || typeof about !== 'object' || about === null)
    return false;
  const { kind, name, function: of = '' } = about as Partial<Record<keyof About, unknown>>;
  return typeof kind === 'string' && typeof name === 'string' && typeof of === 'string';
}
