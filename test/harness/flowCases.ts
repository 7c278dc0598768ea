// The flows among a rule's fixtures: files of one flow, and files of many.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { framedFixture } from './framedFixture.ts';
import type { Expected } from './markers.ts';

/** One flow that a rule is tested with. */
export interface FlowCase {
  /** `accept-…` or `reject-…`, with `.broken`, `.declared` or `.unread` where it says so, and `.jsonc`. */
  readonly name: string;
  /** The flow file as the analyzer sees it. */
  readonly source: string;
  readonly expected: readonly Expected[];
  /** What fix-all makes of it. */
  readonly golden: Golden;
}

export interface Golden {
  /** Where it is kept, for messages. */
  readonly where: string;
  /** The part of a flow file that is kept: without the frame that the fixture got. */
  readonly kept: (file: string) => string;
  readonly read: () => string | undefined;
  readonly write: (text: string) => void;
}

const CASES = 'cases.jsonc';
const FIXED = 'fixed';
/** `=== accept-plain`, or `=== fixed` below the case that it belongs to. */
const HEADING = /^=== ([\w.-]+)$/;
const COMMENT = /^(?:\/\/.*\n)*/;

/**
 * All flows in a folder of fixtures, sorted by name. `*.jsonc` is one flow; in `cases.jsonc` each begins with a line `=== <name>`,
 * lines of comment may follow it, and `=== fixed` below a case opens what fix-all makes of it (`UPDATE=1` writes it; for a file of
 * one flow, into `<name>.fixed.json`). A flow is a whole file or the part of it that matters (`frameFlow`).
 */
export function flowCases(folder: string): readonly FlowCase[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonc') && file !== CASES);
  const cases = files.map((file) => {
    const path = join(folder, file);
    return caseOf(file, readFileSync(path, 'utf8'), fileGolden(path.replace(/\.jsonc$/, '.fixed.json')));
  });
  cases.push(...casesIn(join(folder, CASES)));
  const names = cases.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${folder} has two cases with the name ${twice}`);
  return cases.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function caseOf(name: string, text: string, golden: Omit<Golden, 'kept'>): FlowCase {
  const { source, expected, unframed } = framedFixture(text);
  return { name, source, expected, golden: { ...golden, kept: unframed } };
}

function fileGolden(path: string): Omit<Golden, 'kept'> {
  return {
    where: path,
    read: () => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    write: (text) => writeFileSync(path, text),
  };
}

interface Section {
  readonly name: string;
  /** Below the heading, as it is written. */
  readonly text: string;
}

function casesIn(path: string): FlowCase[] {
  const sections = existsSync(path) ? sectionsOf(path) : [];
  return sections.flatMap(({ name, text }, at) => {
    if (name === FIXED) return [];
    const next = sections[at + 1];
    const golden = {
      where: `${path}, "=== ${FIXED}" below "=== ${name}"`,
      read: () => (next?.name === FIXED ? `${next.text.trimEnd()}\n` : undefined),
      write: (fixed: string) => writeFixed(path, name, fixed),
    };
    return [caseOf(`${name}.jsonc`, `${text.replace(COMMENT, '').trimEnd()}\n`, golden)];
  });
}

function sectionsOf(path: string): Section[] {
  const parts = readFileSync(path, 'utf8').split(/^(?==== )/m);
  return parts.map((part, at) => {
    const end = part.indexOf('\n');
    const name = HEADING.exec(part.slice(0, end))?.[1];
    if (name === undefined || (name === FIXED && at === 0))
      throw new Error(
        `${path}: a case begins with "=== accept-…" or "=== reject-…", not with ${part.slice(0, end)}`,
      );
    return { name, text: part.slice(end + 1) };
  });
}

/** The file is read again: other cases of it may have been written. */
function writeFixed(path: string, name: string, fixed: string): void {
  const sections = sectionsOf(path);
  const at = sections.findIndex((one) => one.name === name);
  const isThere = sections[at + 1]?.name === FIXED;
  sections[at] = { name, text: `${sections[at]!.text.trimEnd()}\n` };
  sections.splice(at + 1, isThere ? 1 : 0, { name: FIXED, text: `${fixed.trimEnd()}\n\n` });
  const text = sections.map((one) => `=== ${one.name}\n${one.text}`).join('');
  writeFileSync(path, `${text.trimEnd()}\n`);
}
