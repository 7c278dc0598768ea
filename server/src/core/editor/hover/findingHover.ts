import type { Finding } from '../../finding.ts';
import type { Category, RuleMeta } from '../../ruleMeta.ts';
import { ruleById } from '../../rules/index.ts';
import { type Span, touches } from '../../text/span.ts';
import type { Hover } from '../types.ts';
import { escapeMarkdown } from './markdown.ts';

interface Notes {
  /** Who is concerned. */
  readonly who: string;
  /** What a repair changes and what it does not. */
  readonly repair: string;
}

const HISTORY: Notes = {
  who: 'Who can read it: every owner, co-owner and admin of the flow, in the run history.',
  repair:
    'Securing inputs or outputs hides them from the run history for everyone. It does not take a value out of this file, and the value still goes to the service that the step calls.',
};

const LEAVES: Notes = {
  who: 'Who can read it: everyone who gets the answer, the message, the row or the file.',
  repair:
    'Securing the step hides its inputs from the run history. It does not keep the secret from the receiver.',
};

const FILE = 'Who can read it: everyone with access to this repository or to the exported solution.';

const BY_CATEGORY: Partial<Record<Category, Notes>> = {
  secrets: {
    who: FILE,
    repair:
      'Securing inputs hides the value from the run history, not from this file. Rotate it: git history keeps what was once committed.',
  },
  exposure: HISTORY,
};

const BY_RULE: ReadonlyMap<string, Notes> = new Map(
  Object.entries({
    'secret-in-response': LEAVES,
    'secret-in-notification': LEAVES,
    'secret-in-variable': {
      who: HISTORY.who,
      repair:
        'Variables cannot be secured. Securing the steps that read it hides it there; the variable itself keeps showing it until it no longer carries the secret.',
    },
    'secret-in-parameter-default': {
      who: FILE,
      repair:
        'Emptying the default takes the value out of this file: on import the environment supplies its own. It does not take it out of git history: rotate it.',
    },
    'secret-in-environment-variable': {
      who: FILE,
      repair:
        'A variable of type Secret holds only the path of a secret in Azure Key Vault. Taking the value out of this file does not take it out of git history: rotate it.',
    },
    'environment-variable-should-be-secret': {
      who: 'Who will be able to read its value: everyone who may read environment variables, in every environment.',
      repair:
        'The repair changes the type. Flows then have to read the secret at run time: a secret variable cannot be a parameter of a flow.',
    },
    'secret-in-deployment-settings': {
      who: 'Who can read it: everyone with access to this repository.',
      repair:
        'Taking the value out of this file leaves it to the pipeline to supply one. It does not take it out of git history: rotate it.',
    },
    'secret-in-text': {
      who: FILE,
      repair: 'Redacting the text does not take the secret out of git history: rotate it.',
    },
    'secure-data-unsupported': {
      who: 'The solution imports with this setting; then the flow does not turn on.',
      repair: 'The repair removes or moves the setting. It hides nothing that was shown before.',
    },
    'secure-data-malformed': {
      who: 'The platform does not read this setting as it stands: nothing is hidden, or the flow does not turn on.',
      repair: 'The repair writes it in the form that the designer writes.',
    },
  }),
);

/** Between the parts of a hover. */
export const BETWEEN = '\n\n---\n\n';

/** What an editor shows over flagged places of a file, each rule once. `findings` are those of that file. */
export function findingsHover(findings: readonly Finding[], offset: number): Hover | undefined {
  const parts = new Map<string, string>();
  let span: Span | undefined;
  for (const finding of findings) {
    const meta = ruleById(finding.ruleId)?.meta;
    if (meta === undefined || parts.has(meta.id) || !touches(finding.place.span, offset)) continue;
    parts.set(meta.id, findingHover(finding, meta));
    span ??= finding.place.span;
  }
  return span && { markdown: [...parts.values()].join(BETWEEN), span };
}

/** What a flagged place means beyond the finding's own message, which editors show beside it. */
function findingHover(finding: Finding, meta: RuleMeta): string {
  const notes = BY_RULE.get(meta.id) ?? BY_CATEGORY[meta.category];
  const lines = [`**${escapeMarkdown(meta.title)}**`];
  if (finding.why !== undefined) lines.push(escapeMarkdown(finding.why));
  if (notes) lines.push(`${notes.who}  \n${notes.repair}`);
  else lines.push(escapeMarkdown(finding.hint));
  return lines.join('\n\n');
}
