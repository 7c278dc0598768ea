// The head of a step: its texts, cut to their room.

import { fitText, textWidth } from './fit.ts';
import type { Inside } from './fold.ts';
import type { GraphStep } from './types.ts';

export const CARD_WIDTH = 260;
/** Where the texts begin. */
export const TEXT_LEFT = 44;
const NAME_SIZE = 13;
/** How much wider bold letters are. */
const BOLD = 1.15;
export const SMALL_SIZE = 11;
const PADDING = 10;
/** Longer lines are not read. */
const MOST_WIDE = 800;
/** A card with two lines, and what a line more takes. */
const HEIGHT = 50;
const LINE = 17;
/** Between the marks of severities. */
export const BADGE_GAP = 6;
/** For the mark that folds and unfolds. */
export const FOLD_ROOM = 26;

export type BadgeKind = 'error' | 'warning' | 'info';

export interface Badge {
  readonly kind: BadgeKind;
  readonly count: string;
  readonly width: number;
}

export interface CardLine {
  /** `open`: the run history shows a secret. `closed`: it hides a side. `note`: anything else. */
  readonly kind: 'open' | 'closed' | 'note';
  readonly text: string;
}

export interface Card {
  readonly name: string;
  readonly what: string;
  readonly lines: readonly CardLine[];
  /** From right to left. */
  readonly badges: readonly Badge[];
  readonly height: number;
}

/** `inside`: what a folded container holds, for which it stands. `width`: of the box that the texts stand in. */
export function cardOf(step: GraphStep, inside: Inside | undefined, width = CARD_WIDTH): Card {
  const { errors, warnings, infos } = inside ?? step;
  const badges = [badge('info', infos), badge('warning', warnings), badge('error', errors)].flat();
  const fold = step.lanes.length > 0 ? FOLD_ROOM : 0;
  const taken = badges.reduce((sum, one) => sum + one.width + BADGE_GAP, fold);
  const lines: CardLine[] = [];
  const room = Math.min(width, MOST_WIDE) - TEXT_LEFT - PADDING;
  const line = (kind: CardLine['kind'], text: string): void => {
    lines.push({ kind, text: fitText(text, room - 18, SMALL_SIZE) });
  };
  if (step.open !== undefined) line('open', step.open);
  if (step.closed !== undefined) line('closed', step.closed);
  if (inside !== undefined) {
    if (inside.showsSecret && step.open === undefined) line('open', 'a step inside shows a secret');
    line('note', `${inside.steps} ${inside.steps === 1 ? 'step' : 'steps'} inside`);
  }
  return {
    name: fitText(step.name, room - taken, NAME_SIZE * BOLD),
    what: fitText(step.what === '' ? step.type : step.what, room, SMALL_SIZE),
    lines,
    badges,
    height: cardHeight(lines.length),
  };
}

/** Of a card with so many lines below its two. */
export const cardHeight = (lines: number): number => HEIGHT + (lines === 0 ? 0 : lines * LINE + 2);

/** Where the text of a line stands below the top of its card. */
export const lineBase = (index: number): number => HEIGHT + 9 + index * LINE;

function badge(kind: BadgeKind, number: number): Badge[] {
  if (number === 0) return [];
  const count = number > 99 ? '99+' : String(number);
  return [{ kind, count, width: 16 + textWidth(count, SMALL_SIZE) }];
}
