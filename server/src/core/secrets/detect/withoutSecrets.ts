import type { Span } from '../../text/span.ts';
import { maskIn } from './mask.ts';
import { isPlaceholder } from './placeholder.ts';
import { findSecrets, worthScanning } from './secretValue.ts';

const NO_NAMES = { names: [] };
const NONE: readonly Span[] = [];

/**
 * Where a text holds a secret by the secret's own form, or because the text itself calls it one: what may stand in a name.
 * UTF-16 offsets, in order. A cheap look first: nearly every name ends there.
 */
export function secretSpans(text: string): readonly Span[] {
  if (!worthScanning(text)) return NONE;
  const found = findSecrets(text, NO_NAMES);
  return found.length === 0
    ? NONE
    : found
        .filter(({ confidence }) => confidence !== 'low')
        .map(({ span }) => span)
        .filter(({ start, end }) => !isPlaceholder(text.slice(start, end)));
}

/**
 * The text as it may be shown: secrets in it are masked. For names of steps, flows, connections and files, and for sentences
 * and paths that are made of them; before anything is shortened or escaped, which would hide a secret from the look.
 */
export function withoutSecrets(text: string): string {
  const spans = secretSpans(text);
  return spans.length === 0 ? text : maskIn(text, spans);
}
