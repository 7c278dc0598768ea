/** Longest host name there is. */
const MAX_HOST = 253;

/** Why a host pattern cannot be used, as the end of a sentence; undefined when it can. */
export function hostPatternProblem(pattern: string): string | undefined {
  const text = pattern.trim();
  if (text === '') return 'is empty';
  if (text.length > MAX_HOST) return `is longer than ${MAX_HOST} characters`;
  if (text.includes('://') || text.includes('/')) return 'is an address: write the host alone';
  if (text.includes(':') && !text.startsWith('[')) return 'names a port: write the host alone';
  if (!/^(?:\[[0-9a-f:.]+\]|[\p{L}\p{N}.*_-]+)$/iu.test(text))
    return 'holds characters that no host has; the only wildcard is *';
  return undefined;
}

/**
 * Does a host match one of the patterns (lower case both)? `*` stands for any characters, dots included: `*.contoso.example`
 * matches every host below that domain, and not the domain itself. Linear in the host for each `*`.
 */
export function matchesHost(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesOne(host, pattern));
}

function matchesOne(host: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0]!;
  if (parts.length === 1) return host === pattern;
  const last = parts[parts.length - 1]!;
  if (host.length < first.length + last.length || !host.startsWith(first) || !host.endsWith(last))
    return false;
  let at = first.length;
  const end = host.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = host.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
