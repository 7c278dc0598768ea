// What is told of the entries themselves.
/// <reference path="../../assets.d.ts" />

import type { RuleMeta } from '../../ruleMeta.ts';
import type { Span } from '../../text/span.ts';
import { type IgnoreEntry, isWithoutReason } from '../ignore.ts';
import { resolveRule } from '../resolve.ts';
import type { Config } from '../types.ts';
import { namesFile } from './fileIgnores.ts';
import page from './ignore.md';

export interface IgnoreNotice {
  readonly ruleId: 'ignore-unused' | 'ignore-expired' | 'ignore-without-reason';
  readonly entry: IgnoreEntry;
  readonly message: string;
  readonly hint: string;
  /** Offsets in the text of the config. */
  readonly span: Span;
}

const notice = (id: IgnoreNotice['ruleId'], title: string): RuleMeta => ({
  id,
  category: 'integrity',
  severity: 'warning',
  profile: 'default',
  title,
  fix: null,
  checklist: null,
});

/** What reports list beside the rules. They look at the config, not at flows: the registry does not know them. */
export const NOTICE_RULES: readonly RuleMeta[] = [
  notice('ignore-unused', 'An entry of "ignore" that leaves nothing out'),
  notice('ignore-expired', 'An entry of "ignore" whose last day has passed'),
  notice('ignore-without-reason', 'An entry of "ignore" whose reason is still to be written'),
];

/** Markdown page of a notice; undefined for other ids. */
export function noticePage(id: string): string | undefined {
  return NOTICE_RULES.some((rule) => rule.id === id) ? page : undefined;
}

export interface NoticeOptions {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly rules: readonly RuleMeta[];
  /**
   * Entries that left something out, when all files of the config were checked with all of its rules. Undefined when only a
   * part was: then nobody knows what is unused.
   */
  readonly used?: ReadonlySet<IgnoreEntry> | undefined;
  /** Files that could not be checked, relative to the config. */
  readonly unread?: readonly string[];
}

/** What is to be told of the entries, in their order; at most one notice for each. */
export function noticesOf(config: Config, options: NoticeOptions): readonly IgnoreNotice[] {
  return (config.ignore ?? []).flatMap((entry) => noticeOf(config, entry, options) ?? []);
}

function noticeOf(config: Config, entry: IgnoreEntry, options: NoticeOptions): IgnoreNotice | undefined {
  const { reason, expires, places } = entry;
  if (isWithoutReason(reason)) {
    const message = 'This entry ignores nothing yet: its reason is still to be written.';
    const hint = 'Say why the finding is fine, for those who read it later.';
    return { ruleId: 'ignore-without-reason', entry, message, hint, span: places.reason };
  }
  if (expires !== undefined && expires < options.today) {
    const message = `This entry has expired on ${expires} and ignores nothing any more.`;
    const hint = 'Repair what it hid and remove it, or set a later day.';
    return { ruleId: 'ignore-expired', entry, message, hint, span: places.expires ?? places.entry };
  }
  if (options.used === undefined || options.used.has(entry) || !isJudged(config, entry, options))
    return undefined;
  const message = `This entry ignores nothing: ${subject(entry)} found nothing there.`;
  return { ruleId: 'ignore-unused', entry, message, hint: 'Remove it.', span: places.rule };
}

/** A rule that did not run, or a file that was not read, would perhaps have needed the entry. */
function isJudged(config: Config, entry: IgnoreEntry, { rules, unread = [] }: NoticeOptions): boolean {
  const runs = (id: string): boolean => {
    const meta = rules.find((rule) => rule.id === id);
    return meta !== undefined && resolveRule(config, meta).severity !== 'off';
  };
  return entry.rules.every(runs) && !unread.some((path) => namesFile(entry, path));
}

function subject({ rules }: IgnoreEntry): string {
  return rules.length === 1 ? `the rule "${rules[0]}"` : 'its rules';
}
