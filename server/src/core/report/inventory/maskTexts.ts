import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import type { Secrets } from '../mask.ts';

/** Shorter texts occur everywhere: masking them would garble the output and hide nothing. */
const MIN_LENGTH = 6;

/** The secret texts of a file, as they stand in it and as they read. */
export function secretTexts(text: string, { spans }: Secrets): readonly string[] {
  const found = new Set<string>();
  for (const { start, end } of spans) {
    const raw = text.slice(start, end);
    if (raw.trim().length < MIN_LENGTH) continue;
    found.add(raw);
    if (raw.includes('\\')) found.add(decoded(raw));
  }
  return [...found];
}

function decoded(raw: string): string {
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/**
 * Replaces the texts wherever they occur, longer ones first, so that none of them is left in part; then what a name holds that
 * is a secret by its own form.
 */
export function masker(secrets: readonly string[]): (text: string) => string {
  const all = [...new Set(secrets)].filter((one) => one !== '').sort((a, b) => b.length - a.length);
  return (text) => {
    let result = text;
    for (const secret of all) if (result.includes(secret)) result = result.replaceAll(secret, '***');
    return withoutSecrets(result);
  };
}
