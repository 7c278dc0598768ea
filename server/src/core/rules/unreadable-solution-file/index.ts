import type { Finding } from '../../finding.ts';
import { CodeOwnersMatcher, codeOwnersPlace } from '../../solution/codeOwners.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { kindOf } from '../../solution/kinds.ts';
import { isOwnerKind } from '../../solution/ownerFiles.ts';
import { fileNameOf, segmentsBelow } from '../../solution/paths.ts';
import { readCodeOwners } from '../../solution/readers/codeOwners.ts';
import { findConflicts } from '../../text/mergeConflicts.ts';
import type { Span } from '../../text/span.ts';
import { defineRule } from '../rule.ts';

/** Told of one file: an ownership file written in another form has a problem in each entry. */
const MAX_PROBLEMS = 20;

/** What stops the readers in a file that is not damaged. */
const TOO_MUCH = /\btoo (?:large|deeply)\b|\blarger than\b/;

interface Problem {
  readonly span: Span;
  readonly message: string;
  readonly related?: Finding['related'];
}

export const rule = defineRule({
  meta: {
    id: 'unreadable-solution-file',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'A file of the solution, or around it, is damaged and cannot be read in full',
    fix: null,
    checklist: null,
  },
  visit: {
    solution({ solution, report }) {
      for (const uri of new Set(solution.problems.map((one) => one.uri))) {
        const text = solution.textOf(uri) ?? '';
        const ofOwners = isOwnerKind(kindOf(uri));
        const counts = new Map<string, number>();
        for (const { span, message, related } of problemsIn(solution, uri, text)) {
          const count = counts.get(message) ?? 0;
          counts.set(message, count + 1);
          report({
            place: { uri, span: visible(text, span) },
            message,
            why: ofOwners ? undefined : PART,
            hint: hintFor(message, ofOwners),
            ...(related === undefined ? {} : { related }),
            key: `${message} ${count}`,
          });
        }
      }
    },
  },
});

const PART = 'The file is checked in part or not at all, and a secret in it can go unnoticed.';

function hintFor(message: string, ofOwners: boolean): string {
  if (TOO_MUCH.test(message))
    return 'Look at it yourself. If it has to be like that, leave it out with "ignore" in lockkeeper.config.json.';
  return ofOwners
    ? 'Correct it here. Until then, views and checks know less of who owns the flows.'
    : 'Repair it here, take the file back from git history, or export the solution again.';
}

/** Problems of one file, each place once. What a merge left behind is told as such: the rest follows from it. */
function problemsIn(solution: SolutionModel, uri: string, text: string): readonly Problem[] {
  const isCodeOwners = kindOf(uri) === 'codeOwners';
  const conflicts = isCodeOwners ? [] : findConflicts(text);
  if (conflicts.length > 0)
    return conflicts.slice(0, MAX_PROBLEMS).map(({ start, end }) => ({
      span: start,
      message: `A merge conflict is left in "${fileNameOf(uri)}".`,
      ...(end === undefined ? {} : { related: [{ uri, span: end, message: 'the conflict ends here' }] }),
    }));
  const seen = new Set<number>();
  const problems = solution.problems.filter((one) => {
    if (one.uri !== uri || seen.has(one.span.start)) return false;
    seen.add(one.span.start);
    return !isCodeOwners || concernsFlows(solution, uri, text, one.span);
  });
  return problems.slice(0, MAX_PROBLEMS);
}

/** The other lines of a `CODEOWNERS` file are about other people's files. */
function concernsFlows(solution: SolutionModel, uri: string, text: string, { start, end }: Span): boolean {
  if (end === 0) return true;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const { facts } = readCodeOwners(uri, line);
  if (facts?.kind !== 'codeOwners') return false;
  const matcher = new CodeOwnersMatcher(facts);
  const { root } = codeOwnersPlace(uri);
  return solution.flows.some(
    (flow) =>
      flow.uri !== undefined && matcher.ruleFor(segmentsBelow(root, flow.uri).join('/')) !== undefined,
  );
}

/** An empty span shows nothing: the character at it, or before it at the end. */
function visible(text: string, span: Span): Span {
  if (span.end > span.start) return span;
  const start = span.start === 0 && text.startsWith('\uFEFF') ? 1 : span.start;
  return start < text.length
    ? { start, end: start + 1 }
    : { start: Math.max(0, text.length - 1), end: text.length };
}
