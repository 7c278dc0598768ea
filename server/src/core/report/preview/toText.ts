import {
  HEAD,
  NOT_SHOWN,
  noValues,
  type Part,
  type RunPreview,
  SIDES,
  type StepPreview,
  WHO_SEES,
} from '../../preview/index.ts';
import { printable } from '../display.ts';
import { type Palette, PLAIN } from '../palette.ts';
import { summaryText } from './wording.ts';

/** Deeper steps and values stand no further in. */
const MOST_INDENT = 20;

/** The previews of a file's flows for a terminal. */
export function previewToText(previews: readonly RunPreview[], palette: Palette = PLAIN): string {
  const lines = [HEAD, WHO_SEES];
  for (const preview of previews) {
    lines.push('', `${palette.strong(printable(preview.title))}: ${summaryText(preview)}`, '');
    for (const step of preview.steps) lines.push(...stepLines(step, palette));
  }
  return `${lines.join('\n')}\n`;
}

function stepLines(step: StepPreview, palette: Palette): string[] {
  const indent = '  '.repeat(Math.min(step.depth, MOST_INDENT));
  const label = step.branch.label === '' ? '' : `${printable(step.branch.label)}: `;
  const lines = [
    `${indent}${label}${palette.strong(printable(step.name))} ${palette.faint(`(${printable(step.does)})`)}`,
  ];
  const add = (depth: number, text: string): void => {
    lines.push(`${indent}${'  '.repeat(Math.min(depth, MOST_INDENT) + 1)}${text}`.trimEnd());
  };
  if (step.onlyAfter !== '') add(0, `Skipped unless ${printable(step.onlyAfter)}.`);
  for (const { side, name } of SIDES) {
    const shown = step[side];
    if (shown === undefined) continue;
    if (shown.kind === 'hidden') {
      add(0, `${name}: ${NOT_SHOWN}`);
      add(1, palette.faint(printable(shown.why)));
      continue;
    }
    add(0, shown.rows.length === 0 ? noValues(side) : `${name}:`);
    for (const row of shown.rows) {
      const [first = '', ...more] = row.parts
        .map((part) => partText(part, palette))
        .join('')
        .split('\n');
      add(row.depth + 1, `${printable(row.name)}: ${first}`);
      for (const line of more) add(row.depth + 2, line);
    }
    if (shown.note !== '') add(1, palette.faint(printable(shown.note)));
  }
  if (step.failure.mayRepeat.length > 0) {
    const secrets = step.failure.mayRepeat.map((one) => partText(one, palette));
    add(0, `If it fails, the error may repeat: ${secrets.join(', ')}`);
  }
  return lines;
}

function partText(part: Part, palette: Palette): string {
  const shown = part.text.split('\n').map(printable).join('\n');
  switch (part.kind) {
    case 'secret':
      return palette.error(`[secret: ${shown}]`);
    case 'token':
      return part.of === '' ? `{${shown}}` : `{${printable(part.of)}: ${shown}}`;
    case 'note':
      return palette.faint(`(${shown})`);
    case 'text':
      return shown;
  }
}
