/** Writes a flow over several lines, as newer exports are, or on one, as older packages are. Only when somebody asks for it. */
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { spacingEdits } from './spacing.ts';

/** `lines`: two blanks a level, as solutions are exported; `oneLine`: no white space, as packages are. */
export type FlowForm = 'lines' | 'oneLine';

export const FORM_TITLES: Readonly<Record<FlowForm, string>> = {
  lines: 'Lay out this flow over several lines',
  oneLine: 'Write this flow on one line',
};

/** `edits`: at least one. `reason`: a sentence for the user. */
export type FormatResult =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The edits that give the file of a flow that form: of white space outside of strings alone, so that nothing else changes, the byte
 * order mark, the line ends and what stands around the JSON included. A file that is damaged or holds no flow is left alone.
 */
export function formatFlow(analysis: Analysis, form: FlowForm): FormatResult {
  const { tree, text, kind } = analysis.document;
  const [problem] = tree.problems;
  if (problem !== undefined && kind !== 'other') {
    const { line } = analysis.positionAt(problem.span.start);
    return refused(`The JSON is damaged in line ${line + 1}, ${problem.message}: nothing was changed.`);
  }
  if (analysis.flows.length === 0) return refused('This file holds no flow: nothing was changed.');
  const edits = spacingEdits(text, tree.valueSpan(tree.root), {
    lineBreak: form === 'lines' ? lineBreakOf(text) : '',
    indent: '  ',
    colon: form === 'lines' ? ' ' : '',
  });
  if (edits === undefined) return refused('The JSON is nested too deep to be laid out: nothing was changed.');
  if (edits.length > 0) return { kind: 'edits', edits };
  return refused(
    form === 'lines'
      ? 'The flow is laid out over several lines already.'
      : 'The flow is on one line already.',
  );
}

/**
 * The form that is offered at a place of a flow: the one that it does not have. Only where the file begins, so that it stands in no
 * other list of changes, or `anywhere` when somebody asks for changes of that kind. Undefined for a file that is left alone.
 */
export function formOffered(analysis: Analysis, { end }: Span, anywhere: boolean): FlowForm | undefined {
  const { tree, text } = analysis.document;
  if (analysis.flows.length === 0 || tree.problems.length > 0) return undefined;
  const root = tree.valueSpan(tree.root);
  const lineEnd = lineEndIn(text, root);
  if (!anywhere && end > (lineEnd ?? root.start + 1)) return undefined;
  return lineEnd === undefined ? 'lines' : 'oneLine';
}

function refused(reason: string): FormatResult {
  return { kind: 'refused', reason };
}

/** As the file has it; the first one counts. */
function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

/** Where the first line of a part ends; undefined when it has one line. */
function lineEndIn(text: string, { start, end }: Span): number | undefined {
  const ends = ['\n', '\r'].map((mark) => text.indexOf(mark, start)).filter((at) => at >= 0 && at < end);
  return ends.length === 0 ? undefined : Math.min(...ends);
}
