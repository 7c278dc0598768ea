import { diffArrays, formatPatch, OMIT_HEADERS, structuredPatch } from 'diff';
import { shownName } from './display.ts';
import { maskedSlice, type Secrets } from './mask.ts';

/** A text and what must not be shown of it. */
export interface DiffSide {
  readonly text: string;
  readonly secrets: Secrets;
}

/** Longer lines are shown in part: whole flows stand on one line. */
const MAX_LINE = 400;
/** Code units shown around a change in a long line; changes nearer to each other than twice that are shown together. */
const AROUND = 60;

/**
 * What would change in a file, as a unified diff for reading; '' when nothing changes. Secrets are masked, long lines are
 * shortened; a first line then says so, since such a diff cannot be applied. Line ends stay as they are in the file.
 */
export function unifiedDiff(file: string, before: DiffSide, after: DiffSide): string {
  if (before.text === after.text) return '';
  const old = maskedSlice(before.text, 0, before.text.length, before.secrets);
  const now = maskedSlice(after.text, 0, after.text.length, after.secrets);
  const name = shownName(file);
  const patch = structuredPatch(`a/${name}`, `b/${name}`, old, now, undefined, undefined, { context: 3 });
  const masked = old !== before.text || now !== after.text;
  const shortened = patch.hunks.some((hunk) => hunk.lines.some(isLong));
  const hunks = shortened
    ? patch.hunks.map((hunk) => shortenedHunk(hunk.oldStart, hunk.newStart, hunk.lines)).join('')
    : formatPatch(patch, OMIT_HEADERS);
  // Own headers: the package would write names as git does, with numbers for letters beyond ASCII.
  const text = `--- a/${name}\n+++ b/${name}\n${hunks}`;
  const what = [masked ? 'secrets are masked' : '', shortened ? 'long lines are shortened' : ''];
  const note = what.filter((part) => part !== '').join(' and ');
  return note === '' ? text : `# ${note}: this diff is for reading, not for applying\n${text}`;
}

function isLong(line: string): boolean {
  return line.length > MAX_LINE;
}

/** A hunk in which a removed and an added line that stand for each other show their changed parts only. */
function shortenedHunk(oldStart: number, newStart: number, lines: readonly string[]): string {
  const out: string[] = [];
  let oldLine = oldStart;
  let newLine = newStart;
  let at = 0;
  while (at < lines.length) {
    if (lines[at]!.startsWith('-') || lines[at]!.startsWith('+')) {
      const removed: string[] = [];
      const added: string[] = [];
      for (; at < lines.length && /^[-+\\]/.test(lines[at]!); at++) {
        const line = lines[at]!;
        if (line.startsWith('-')) removed.push(line.slice(1));
        else if (line.startsWith('+')) added.push(line.slice(1));
      }
      for (let index = 0; index < Math.max(removed.length, added.length); index++) {
        const places = `@@ -${oldLine + index} +${newLine + index} @@`;
        for (const part of changedParts(removed[index], added[index])) {
          out.push(part.column === undefined ? places : `${places} column ${part.column + 1}`);
          if (part.removed !== undefined) out.push(`-${part.removed}`);
          if (part.added !== undefined) out.push(`+${part.added}`);
        }
      }
      oldLine += removed.length;
      newLine += added.length;
    } else {
      // The lines around are left out: each changed line has a header of its own.
      oldLine++;
      newLine++;
      at++;
    }
  }
  return out.map((line) => `${line.replace(/\r$/, '')}\n`).join('');
}

interface ChangedPart {
  readonly removed: string | undefined;
  readonly added: string | undefined;
  /** 0-based, in the old line; undefined when the line is shown whole or cut at its end. */
  readonly column: number | undefined;
}

function changedParts(removed: string | undefined, added: string | undefined): ChangedPart[] {
  if (removed === undefined || added === undefined || !(isLong(removed) || isLong(added)))
    return [{ removed: cut(removed), added: cut(added), column: undefined }];
  const parts: ChangedPart[] = [];
  for (const [from, to, newFrom, newTo] of changedSpans(removed, added)) {
    parts.push({
      removed: windowOf(removed, from, to),
      added: windowOf(added, newFrom, newTo),
      column: from,
    });
  }
  return parts;
}

function cut(line: string | undefined): string | undefined {
  return line !== undefined && isLong(line) ? `${line.slice(0, 2 * AROUND)}…` : line;
}

function windowOf(line: string, from: number, to: number): string {
  const start = Math.max(0, from - AROUND);
  const end = Math.min(line.length, to + AROUND);
  const shown = line.slice(start, end);
  const short = shown.length > MAX_LINE ? `${shown.slice(0, MAX_LINE)}…` : shown;
  return (start > 0 ? '…' : '') + short + (end < line.length ? '…' : '');
}

type Change = [from: number, to: number, newFrom: number, newTo: number];

/** Changed spans of two lines, compared by JSON tokens. */
function changedSpans(removed: string, added: string): Change[] {
  const changes = diffArrays(tokens(removed), tokens(added), { maxEditLength: 2000 });
  if (changes === undefined) return [[0, removed.length, 0, added.length]];
  const spans: Change[] = [];
  let old = 0;
  let now = 0;
  for (const change of changes) {
    const length = change.value.reduce((sum, token) => sum + token.length, 0);
    if (change.removed || change.added) {
      const to = change.removed ? old + length : old;
      const newTo = change.added ? now + length : now;
      const last = spans.at(-1);
      if (last !== undefined && old - last[1] < 2 * AROUND) {
        last[1] = to;
        last[3] = newTo;
      } else spans.push([old, to, now, newTo]);
    }
    if (!change.added) old += length;
    if (!change.removed) now += length;
  }
  return spans;
}

function tokens(line: string): string[] {
  return line.match(/[^,{}[\]]+|[,{}[\]]/g) ?? [];
}
