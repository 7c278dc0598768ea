import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'vitest';
import { identitiesOf } from '../../server/src/core/fixes/identities.ts';
import type { Config, Finding } from '../../server/src/core/index.ts';
import type { RuleFailure } from '../../server/src/core/rules/checkOptions.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { actual, check, holdRepairs } from './check.ts';
import { FAKES } from './fakes.ts';
import type { FlowCase, Golden } from './flowCases.ts';
import { formatExpected } from './markers.ts';
import { actualIn, checkFiles, identitiesIn, readSolutionFixture } from './solutionFixture.ts';
import { holdSolutionFixInvariants } from './solutionInvariants.ts';

/** A fixture of a rule, as its suite runs it: one flow, or the files of a workspace. */
export interface RuleFixture {
  readonly name: string;
  /** Where findings are marked. */
  readonly expected: readonly string[];
  /** Names of the other shapes in which it is checked. */
  readonly variants: readonly string[];
  /** As it is, or in one of the other shapes. */
  readonly check: (variant?: string) => CheckedFixture;
}

export interface CheckedFixture {
  readonly failures: readonly RuleFailure[];
  readonly findings: readonly Pick<Finding, 'ruleId' | 'message' | 'hint'>[];
  /** In the form of `expected`; undefined where nothing can be marked. */
  readonly places: readonly string[] | undefined;
  /** Of all places; the same in every shape. */
  readonly identities: readonly string[];
  /** Holds what every repair promises. */
  readonly hold: () => void;
}

const tabs = (text: string): string => JSON.stringify(JSON.parse(text), undefined, '\t');
const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const marked = (text: string): string => `\uFEFF${text}`;

type Change = (text: string, path: string) => string;

const FLOW_VARIANTS: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['one line', (text) => JSON.stringify(JSON.parse(text))],
  ['CRLF', crlf],
  ['byte order mark', marked],
  ['tabs', tabs],
]);

const SOLUTION_VARIANTS: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['CRLF', crlf],
  ['byte order mark', marked],
  // In some forms the line breaks mean something.
  [
    'one line',
    (text, path) => (/\.(?:yml|csv)$|CODEOWNERS$/.test(path) ? text : text.replace(/\n[ \t]*/g, '')),
  ],
]);

const asIs: Change = (text) => text;

/**
 * One flow; with safe fixes, its golden is the text after fix-all (`UPDATE=1` writes it). `.broken` cases are no valid JSON and
 * skip the variants that need parsing; `.unread` ones are empty, and count as files that could not be read.
 */
export function flowFixture({ name, source, base, expected, golden }: FlowCase, config: Config): RuleFixture {
  const unread = unreadFixture(name);
  const options = { config, declaredAsFlow: name.endsWith('.declared'), unread, base };
  /** The case itself after fix-all; each of the other shapes is compared with it. */
  let repaired: string | undefined;
  return {
    name,
    expected: formatExpected(expected),
    variants: name.endsWith('.broken') || unread !== undefined ? [] : [...FLOW_VARIANTS.keys()],
    check: (variant) => {
      const text = changeOf(FLOW_VARIANTS, variant)(source, name);
      const analysis = check(text, options);
      const { failures, findings } = analysis;
      return {
        ...{ failures, findings },
        // Nothing can be marked in a text that nobody could read.
        places: unread === undefined ? actual(analysis) : undefined,
        identities: findings.flatMap((finding) =>
          identitiesOf(finding).map(({ fingerprint }) => `${finding.ruleId} ${fingerprint}`),
        ),
        hold: () => {
          const { fixed } = holdRepairs(analysis, options);
          if (name.startsWith('accept-')) expect(fixed).toBe(text);
          if (variant === undefined) {
            repaired = fixed;
            holdGolden(golden, source, fixed);
            return;
          }
          repaired ??= applyEdits(source, check(source, options).fixAll());
          expect(parse(fixed)).toEqual(parse(repaired));
        },
      };
    },
  };
}

/** The files of a workspace. */
export function solutionFixture(path: string, config: Config): RuleFixture {
  const { files: source, expected } = readSolutionFixture(readFileSync(path, 'utf8'));
  return {
    name: basename(path),
    expected,
    variants: [...SOLUTION_VARIANTS.keys()],
    check: (variant) => {
      const change = changeOf(SOLUTION_VARIANTS, variant);
      const files = Object.fromEntries(
        Object.entries(source).map(([file, text]) => [file, change(text, file)]),
      );
      const checked = checkFiles(files, config);
      expect(checked.analyses.length, 'a solution').toBeGreaterThan(0);
      return {
        failures: checked.failures,
        findings: checked.findings.map(({ finding }) => finding),
        places: actualIn(files, checked),
        identities: checked.findings.flatMap(({ finding }) => identitiesIn(finding)),
        hold: () => holdSolutionFixInvariants(files, config, checked),
      };
    },
  };
}

function changeOf(variants: ReadonlyMap<string, Change>, name: string | undefined): Change {
  return name === undefined ? asIs : variants.get(name)!;
}

/** Why a fixture counts as a file that could not be read; undefined for all others. */
export function unreadFixture(name: string): string | undefined {
  return name.endsWith('.unread') ? 'permission denied' : undefined;
}

const parse = (text: string): unknown => JSON.parse(text.replace(/^\uFEFF/, ''));

function holdGolden({ where, kept, read, write }: Golden, source: string, fixed: string): void {
  if (fixed === source) {
    expect(read(), `${where} is not needed: there is nothing to fix`).toBeUndefined();
    return;
  }
  // Goldens keep planted secrets by name.
  const text = collapse(kept(fixed));
  if (process.env.UPDATE === '1') write(text);
  else expect(text, where).toBe(read());
}

function collapse(text: string): string {
  let result = text;
  for (const [name, value] of Object.entries(FAKES)) result = result.replaceAll(value, `{{${name}}}`);
  return result;
}
