// The forms that a file has, where the caret is in each, and what is offered there; for tests.
import { DEFAULT_CONFIG } from '../../config/types.ts';
import type { CheckOptions } from '../../rules/checkOptions.ts';
import type { Span } from '../../text/span.ts';
import { type Look, lookAt } from '../../workspace/look.ts';
import { type Completion, type CompletionOptions, completionsIn } from './index.ts';

export type Form = (text: string) => string;

/** Stands for the caret; no file of a test has it. */
export const CARET = '\ue000';

export const FORMS: readonly (readonly [name: string, form: Form])[] = [
  ['indented', (text) => text],
  ['one line', (text) => text.replace(/\n\s*/g, '')],
  ['byte order mark and CRLF', (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
  [
    'escaped',
    (text) => text.replaceAll("'", '\\u0027').replaceAll('/', '\\/').replaceAll('body', 'b\\u006fdy'),
  ],
];

export function offsetOfCaret(text: string, form: Form): { readonly text: string; readonly offset: number } {
  const formed = form(text);
  return { text: formed.replace(CARET, ''), offset: formed.indexOf(CARET) };
}

export const OPTIONS: CompletionOptions = { snippets: true, hasSchemas: false };

/** A file as an editor has it, without a check. */
export function look(text: string, options: Partial<CheckOptions> = {}): Look {
  const uri = 'file:///solution/Workflows/Sample-0A1B2C3D-1111-2222-3333-444455556666.json';
  return lookAt({ uri, text }, { config: DEFAULT_CONFIG, ...options });
}

export function offered(
  text: string,
  offset: number,
  options: CompletionOptions = OPTIONS,
  around = look(text),
) {
  const found = completionsIn(around, offset, options);
  const items = found?.items ?? [];
  return { found, items, labels: items.map(({ label }) => label) };
}

/** The text once an item is taken. */
export function take(text: string, { newText }: Completion, { start, end }: Span): string {
  return text.slice(0, start) + newText + text.slice(end);
}
