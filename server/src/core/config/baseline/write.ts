import { type BaselineEntry, compareEntries } from './types.ts';

/** The text of a baseline: one line for each finding, sorted, so that a change shows as the lines that it is about. */
export function baselineText(entries: readonly BaselineEntry[]): string {
  const lines = [...entries]
    .sort(compareEntries)
    .map(
      ({ file, rule, fingerprint }) =>
        `    { "file": ${JSON.stringify(file)}, "rule": ${JSON.stringify(rule)}, "fingerprint": ${JSON.stringify(fingerprint)} }`,
    );
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${findings}\n}\n`;
}
