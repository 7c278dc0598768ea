import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Span } from '../../text/span.ts';
import { describe, syntaxMessage } from '../words.ts';
import type { BaselineEntry } from './types.ts';

export const BASELINE_FILE_NAME = 'lockkeeper.baseline.json';
const VERSION = 1;
const MAX_LENGTH = 20_000_000;
/** More of one kind say nothing new. */
const MAX_PROBLEMS = 20;
const AGAIN = 'Write it again with "lockkeeper baseline write".';

/** Something in the baseline that cannot be read. */
export interface BaselineProblem {
  /** One or two plain sentences. */
  readonly message: string;
  /** Offsets in the text as given. */
  readonly span: Span;
}

export interface ParsedBaseline {
  /** None when there is a problem: half a baseline would call known findings new without a word. */
  readonly entries: readonly BaselineEntry[];
  /** In the order of the text. */
  readonly problems: readonly BaselineProblem[];
}

/** Reads the text of a lockkeeper.baseline.json. Never throws. */
export function parseBaseline(text: string): ParsedBaseline {
  const problems: BaselineProblem[] = [];
  const report = (start: number, end: number, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ message, span: { start, end } });
  };
  let entries: readonly BaselineEntry[] = [];
  try {
    entries = read(text, report);
  } catch {
    // jsonc-parser walks recursively: only the stack can have run out.
    report(0, 0, `The baseline is nested too deeply to be read. ${AGAIN}`);
  }
  return { entries: problems.length === 0 ? entries : [], problems };
}

type ReportProblem = (start: number, end: number, message: string) => void;

function read(text: string, report: ReportProblem): readonly BaselineEntry[] {
  if (text.length > MAX_LENGTH) {
    report(0, 0, 'The baseline is larger than 20 MB and was not read.');
    return [];
  }
  // Git leaves these where two branches changed the same lines.
  const conflict = /^(?:<{7}|>{7}) /m.exec(text);
  if (conflict !== null) {
    const { index } = conflict;
    report(index, index + 7, `The baseline holds an unsolved merge conflict. Solve it, or: ${AGAIN}`);
    return [];
  }
  // A byte order mark is no JSON for the parser; a space keeps the offsets.
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first !== undefined) {
    const start = Math.min(first.offset, text.length);
    report(start, start + first.length, `This is not valid JSON: ${syntaxMessage(first.error)}. ${AGAIN}`);
    return [];
  }
  return entriesOf(root, text, (node, message) => report(node.offset, node.offset + node.length, message));
}

function entriesOf(
  root: Node | undefined,
  text: string,
  report: (node: Node, message: string) => void,
): readonly BaselineEntry[] {
  const whole: Node = root ?? { type: 'null', offset: 0, length: text.length };
  if (whole.type !== 'object') {
    report(whole, `The baseline must be an object with "version" and "findings". ${AGAIN}`);
    return [];
  }
  const version = child(whole, 'version');
  if (typeof version?.value === 'number' && version.value > VERSION) {
    report(version, 'A newer version of Lockkeeper wrote this baseline. Update Lockkeeper to read it.');
    return [];
  }
  if (version?.value !== VERSION) {
    report(version ?? whole, `"version" must be ${VERSION}. ${AGAIN}`);
    return [];
  }
  const list = child(whole, 'findings');
  if (list?.type !== 'array') {
    report(list ?? whole, `"findings" must be a list. ${AGAIN}`);
    return [];
  }
  return (list.children ?? []).flatMap((item) => entryOf(item, report) ?? []);
}

function entryOf(item: Node, report: (node: Node, message: string) => void): BaselineEntry | undefined {
  const [file, rule, fingerprint] = ['file', 'rule', 'fingerprint'].map((key) => {
    const value = child(item, key)?.value;
    return typeof value === 'string' && value !== '' ? value : undefined;
  });
  if (file !== undefined && rule !== undefined && fingerprint !== undefined)
    return { file, rule, fingerprint };
  const what = item.type === 'object' ? 'one without' : describe(item);
  report(item, `An entry must have the texts "file", "rule" and "fingerprint"; this is ${what}. ${AGAIN}`);
  return undefined;
}

function child(object: Node, key: string): Node | undefined {
  if (object.type !== 'object') return undefined;
  for (const property of object.children ?? []) {
    if (property.children?.[0]?.value === key) return property.children[1];
  }
  return undefined;
}
