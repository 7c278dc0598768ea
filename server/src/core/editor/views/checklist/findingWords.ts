import { withoutSecrets } from '../../../secrets/detect/withoutSecrets.ts';
import { stepTitle } from '../words.ts';
import type { ViewFinding } from '../workspaceState.ts';

/** A longer text in quotes is no name that a row could begin with. */
const LONGEST_NAME = 60;

/**
 * A finding in a narrow row: what it is about, and behind it what is wrong. The message says both in one sentence, most of which a
 * side bar would cut off. `around`: the name that the rows above say already.
 */
export function findingWords(
  { message, step }: Pick<ViewFinding, 'message' | 'step'>,
  around?: string,
): { readonly label: string; readonly description: string | undefined } {
  const sentence = message.replace(/\.$/, '');
  const subject = step ?? nameIn(sentence, around);
  if (subject === undefined) return { label: sentence, description: undefined };
  const label = step === undefined ? subject : stepTitle(step);
  const first = `"${withoutSecrets(subject)}" `;
  const masked = withoutSecrets(sentence);
  return { label, description: masked.startsWith(first) ? masked.slice(first.length) : masked };
}

/** The first name in quotes, which tells findings in one file apart. */
function nameIn(sentence: string, around: string | undefined): string | undefined {
  const name = /"([^"]*)"/.exec(sentence)?.[1];
  return name === undefined || name === '' || name === around || name.length > LONGEST_NAME
    ? undefined
    : name;
}
