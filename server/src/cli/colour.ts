import { styleText } from 'node:util';
import { type Palette, PLAIN, printable } from '../core/index.ts';
import type { Environment, Output } from './environment.ts';

type Format = Parameters<typeof styleText>[0];

const style =
  (format: Format) =>
  (text: string): string =>
    // Whether to colour was decided by `paletteFor`; newer versions of node would decide again.
    (styleText as (format: Format, text: string, options: object) => string)(format, text, {
      validateStream: false,
    });

const COLOURED: Palette = {
  error: style(['bold', 'red']),
  warning: style(['bold', 'yellow']),
  info: style('cyan'),
  hint: style('cyan'),
  strong: style(['bold', 'underline']),
  faint: style('dim'),
  added: style('green'),
  removed: style('red'),
};

/** Colours for a terminal; FORCE_COLOR and NO_COLOR decide before that. */
export function paletteFor({ env }: Pick<Environment, 'env'>, output: Output): Palette {
  return wantsColour(env, output) ? COLOURED : PLAIN;
}

function wantsColour(env: Environment['env'], output: Output): boolean {
  const force = env.FORCE_COLOR;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (env.NO_COLOR) return false;
  return output.isTTY && env.TERM !== 'dumb';
}

/** A diff for the terminal: coloured by line, control characters made harmless. */
export function coloured(diff: string, palette: Palette): string {
  return diff
    .split('\n')
    .map((line) => {
      const text = printable(line.replace(/\r$/, ''));
      if (text.startsWith('+++') || text.startsWith('---')) return palette.strong(text);
      if (text.startsWith('+')) return palette.added(text);
      if (text.startsWith('-')) return palette.removed(text);
      return text.startsWith('@@') || text.startsWith('#') ? palette.faint(text) : text;
    })
    .join('\n');
}
