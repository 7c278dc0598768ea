import { count } from '../../../text/count.ts';
import type { RowSeverity, ViewNode } from '../types.ts';
import { joined, line, plain, short, stepTitle, tooltip } from '../words.ts';
import type { ViewFinding } from '../workspaceState.ts';
import { findingWords } from './findingWords.ts';

/** Undefined for none, and for hints alone. */
export function worstOf(findings: readonly ViewFinding[]): RowSeverity | undefined {
  return (['error', 'warning', 'info'] as const).find((one) =>
    findings.some((each) => each.severity === one),
  );
}

/** Errors and warnings, and what the baseline knows of all; where there are none of these, notes. */
export function countWords(findings: readonly ViewFinding[]): string | undefined {
  const fresh = findings.filter((one) => one.known !== true);
  const known = findings.length - fresh.length;
  const number = (severity: ViewFinding['severity']): number =>
    fresh.filter((one) => one.severity === severity).length;
  const errors = number('error');
  const warnings = number('warning');
  const notes = errors + warnings > 0 ? 0 : fresh.length;
  return joined(
    ...(
      [
        [errors, 'error'],
        [warnings, 'warning'],
        [notes, 'note'],
      ] as const
    ).map(([own, noun]) => (own === 0 ? undefined : count(own, noun))),
    known === 0 ? undefined : `${known} known`,
  );
}

/** A row above some findings that are no flow, point or rule. */
export function groupNode(
  key: string,
  label: string,
  about: string,
  icon: string,
  findings: readonly ViewFinding[],
): ViewNode {
  return {
    key,
    content: () => ({
      label,
      description: countWords(findings),
      tooltip: tooltip(label, about),
      icon,
      severity: worstOf(findings),
      kind: 'group',
    }),
    below: () => findings.map((one) => findingNode(one)),
    findings: () => findings,
  };
}

/** `solution`: its name, where there are several. */
export function besideNode(findings: readonly ViewFinding[], key = 'beside', solution?: string): ViewNode {
  const about = 'Manifest, environment variables, settings and the like.';
  const node = groupNode(key, 'Files beside the flows', about, 'files', findings);
  return {
    ...node,
    content: () => ({ ...node.content(), description: joined(countWords(findings), solution) }),
  };
}

export const FINDING_ICONS = { error: 'error', warning: 'warning', info: 'info', hint: 'lightbulb' } as const;

/** `flow`: the name of the one that it is in; `where`: what the rows above do not say of that. */
export function findingNode(
  finding: ViewFinding,
  { flow, where }: { readonly flow?: string | undefined; readonly where?: string | undefined } = {},
): ViewNode {
  const { ruleId, fingerprint, severity, message, hint, step, place, fixable, known } = finding;
  return {
    key: `${ruleId} ${fingerprint}`,
    content: () => {
      const { label, description } = findingWords(finding, flow);
      return {
        label: short(label),
        description: joined(
          known === true ? 'known' : undefined,
          where,
          description === undefined ? undefined : short(description),
        ),
        tooltip: tooltip(
          step === undefined ? ruleId : stepTitle(step),
          plain(message),
          plain(hint),
          step === undefined ? undefined : line('Rule', ruleId),
          fixable ? 'There is a fix for it.' : undefined,
          known === true ? 'The baseline knows it.' : undefined,
        ),
        icon: FINDING_ICONS[severity],
        severity: severity === 'hint' ? undefined : severity,
        place,
        kind: 'finding',
        copy: ruleId,
        fixable: fixable || undefined,
        what: severity,
      };
    },
  };
}
