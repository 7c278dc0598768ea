// The flows among a rule's fixtures: cases of one file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { framedFixture } from './framedFixture.ts';
import type { Expected } from './markers.ts';

/** One flow that a rule is tested with. */
export interface FlowCase {
  /** `accept-…` or `reject-…`, with `.broken`, `.declared` or `.unread` where it says so. */
  readonly name: string;
  /** The flow file as the analyzer sees it. */
  readonly source: string;
  /** The flow file in the version that the check compares with, for rules that need one. */
  readonly base?: string;
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
const BASE = 'base';
/** Sections that belong to the case before them. */
const PARTS: readonly string[] = [BASE, FIXED];
/** `=== accept-plain`, or `=== base` and `=== fixed` below the case that they belong to. */
const HEADING = /^=== ([\w.-]+)$/;
const COMMENT = /^(?:\/\/.*\n)*/;

/**
 * All flows of `cases.jsonc` in a folder of fixtures, sorted by name. Each begins with a line `=== <name>`, lines of comment may follow
 * it, `=== base` below a case opens the flow as it was in the version to compare with, and `=== fixed` what fix-all makes of it
 * (`UPDATE=1` writes it). A flow is a whole file or the part of it that matters (`frameFlow`).
 */
export function flowCases(folder: string): readonly FlowCase[] {
  const cases = casesIn(join(folder, CASES));
  const names = cases.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${folder} has two cases with the name ${twice}`);
  return cases.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The flow file of one case of a rule. `rule`: its folder; `name`: as the heading of the case has it. */
export function caseSource(rule: string, name: string): string {
  const found = flowCases(join(rule, 'fixtures')).find((one) => one.name === name);
  if (found === undefined) throw new Error(`${rule} has no case with the name ${name}`);
  return found.source;
}

function caseOf(name: string, text: string, golden: Omit<Golden, 'kept'>): FlowCase {
  const { source, expected, unframed } = framedFixture(text);
  return { name, source, expected, golden: { ...golden, kept: unframed } };
}

interface Section {
  readonly name: string;
  /** Below the heading, as it is written. */
  readonly text: string;
}

function casesIn(path: string): FlowCase[] {
  const sections = existsSync(path) ? sectionsOf(path) : [];
  return sections.flatMap(({ name, text }, at) => {
    if (PARTS.includes(name)) return [];
    const base = partOf(sections, at, BASE);
    const golden = {
      where: `${path}, "=== ${FIXED}" below "=== ${name}"`,
      read: () => asFile(partOf(sections, at, FIXED)),
      write: (fixed: string) => writeFixed(path, name, fixed),
    };
    const one = caseOf(name, asFile({ text: text.replace(COMMENT, '') })!, golden);
    return [base === undefined ? one : { ...one, base: framedFixture(asFile(base)!).source }];
  });
}

/** The part of that name below the case at `at`. */
function partOf(sections: readonly Section[], at: number, part: string): Section | undefined {
  for (let next = at + 1; PARTS.includes(sections[next]?.name ?? ''); next++)
    if (sections[next]!.name === part) return sections[next];
  return undefined;
}

function asFile(section: { readonly text: string } | undefined): string | undefined {
  return section && `${section.text.trimEnd()}\n`;
}

function sectionsOf(path: string): Section[] {
  const parts = readFileSync(path, 'utf8').split(/^(?==== )/m);
  return parts.map((part, at) => {
    const end = part.indexOf('\n');
    const name = HEADING.exec(part.slice(0, end))?.[1];
    if (name === undefined || (PARTS.includes(name) && at === 0))
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
  const there = partOf(sections, at, FIXED);
  let last = at;
  while (PARTS.includes(sections[last + 1]?.name ?? '')) last++;
  const place = there === undefined ? last + 1 : sections.indexOf(there);
  const before = sections[place - 1]!;
  sections[place - 1] = { name: before.name, text: `${before.text.trimEnd()}\n` };
  sections.splice(place, there === undefined ? 0 : 1, { name: FIXED, text: `${fixed.trimEnd()}\n\n` });
  const text = sections.map((one) => `=== ${one.name}\n${one.text}`).join('');
  writeFileSync(path, `${text.trimEnd()}\n`);
}
