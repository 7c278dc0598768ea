import { isAssumed, type Origin, type Source } from '../exposure/taint.ts';
import type { Step } from '../flow/model.ts';
import type { Confidence } from '../secrets/detect/types.ts';
import { cutText } from '../text/cut.ts';

/** Sentences that several rules and hovers use, so that they say the same thing the same way. */

export const HISTORY_READERS = 'every owner, co-owner and admin of the flow';

export const ROTATE = 'Rotate it where it was issued: git history keeps what was once committed.';

/** The platform takes names of 80 characters. */
const MAX_NAME = 200;

/** `"Get_secret"`, as the designer shows it: underscores stand for blanks. */
export function stepName(step: Pick<Step, 'name'>): string {
  return `"${cutText(step.name, MAX_NAME)}"`;
}

/** `"A", "B" and 3 more`. */
export function listNames(names: readonly string[], most = 3): string {
  const quoted = [...new Set(names)].map((name) => `"${name}"`);
  if (quoted.length <= 1) return quoted[0] ?? '';
  if (quoted.length > most) return `${quoted.slice(0, most).join(', ')} and ${quoted.length - most} more`;
  return `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

/** The first of the distinct sources behind some origins, for a message: `the secret that "Get_secret" reads and 1 more`. */
export function sourcesText(origins: readonly Origin[]): string {
  return listLabels(
    origins.map(({ source }) => source.label),
    1,
  );
}

/** The same for hovers, two of them in full: `the secret that "Get_secret" reads from Azure Key Vault`. */
export function fullSourcesText(origins: readonly Origin[]): string {
  return listLabels(
    origins.map(({ source }) => fullLabel(source)),
    2,
  );
}

/** `the secret that "Get_secret" reads from Azure Key Vault`. */
export function fullLabel({ label, from }: Source): string {
  return from === undefined ? label : `${label} from ${from}`;
}

function listLabels(all: readonly string[], most: number): string {
  const labels = [...new Set(all)];
  if (labels.length > most) return `${labels.slice(0, most).join(', ')} and ${labels.length - most} more`;
  return labels.join(' and ');
}

/** `"Create_order" uses it as the password of its authentication.`; undefined where a source needs no proof. */
export function evidenceText({ evidence }: Source): string | undefined {
  return evidence && `${stepName(evidence.step)} uses it as ${evidence.how}.`;
}

/** Distinct sources of some origins, in order. */
export function sourcesOf(origins: readonly Origin[]): Source[] {
  return [...new Set(origins.map((origin) => origin.source))];
}

/**
 * Confidence of a finding about several origins: the best of its sources, low where the place is only assumed to show it.
 * `assumed` tells otherwise for places that show their value however it came there, such as variables.
 */
export function confidenceOf(
  origins: readonly Origin[],
  assumed: (origin: Origin) => boolean = isAssumed,
): Source['confidence'] {
  const all = origins.map((origin) => (assumed(origin) ? 'low' : origin.source.confidence));
  return all.includes('high') ? 'high' : all.includes('medium') ? 'medium' : 'low';
}

/** False when all came by `result()`, of which nobody documents what it returns of secured steps: the text then says "may". */
export function isSurelyThere(origins: readonly Origin[]): boolean {
  return origins.some((origin) => !origin.assumed);
}

/** Confidence that origins leave the flow: what the run history hides of them does not count, and `result()` is no more than medium. */
export function confidenceLeaving(origins: readonly Origin[]): Source['confidence'] {
  const confidence = confidenceOf(origins, () => false);
  return confidence === 'high' && !isSurelyThere(origins) ? 'medium' : confidence;
}

/** `holds`, or for a guess `may hold`: a message is certain only where the finding is. */
export function surely(confidence: Confidence | undefined, does: string, base: string): string {
  return confidence === 'low' ? `may ${base}` : does;
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
