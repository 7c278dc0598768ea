// The forms that a file has, where the caret is in each, and what is offered there; for tests.
import { readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { DEFAULT_CONFIG } from '../../config/types.ts';
import type { CheckOptions } from '../../rules/checkOptions.ts';
import { uriOf } from '../../solution/testing.ts';
import type { Span } from '../../text/span.ts';
import { createAnalyzer } from '../../workspace/analyzer.ts';
import { type Look, lookAt } from '../../workspace/look.ts';
import { Project } from '../../workspace/project/project.ts';
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

const OPTIONS: CompletionOptions = { snippets: true, hasSchemas: false };

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

/**
 * What is offered in a flow of a solution, with what an editor knows of the others. `path`: of that flow among the files of the
 * fixture; `edit`: makes of its text the one with the caret.
 */
export function offeredIn(
  fixture: string,
  path: string,
  edit: (text: string) => string,
  form: Form = (text) => text,
) {
  const { files } = readSolutionFixture(fixture);
  const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });
  for (const [name, text] of Object.entries(files)) project.take(uriOf(name), { kind: 'text', text });
  project.allListed();
  for (const [name, text] of Object.entries(files))
    if (name.endsWith('.json')) project.check(uriOf(name), { kind: 'text', text });
  const { text, offset } = offsetOfCaret(edit(files[path]!), form);
  project.open(uriOf(path), 2, text);
  const around = project.look(uriOf(path))!;
  return { text, offset, around, ...offered(text, offset, OPTIONS, around) };
}

/** The text once an item is taken. */
export function take(text: string, { newText }: Completion, { start, end }: Span): string {
  return text.slice(0, start) + newText + text.slice(end);
}
