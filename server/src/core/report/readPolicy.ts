import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Config, ConfigProblem } from '../config/index.ts';
import { attachPolicy, type PolicyProblem } from '../config/policy/index.ts';
import type { Span } from '../text/span.ts';

export interface PolicyReading {
  readonly config: Config;
  /** Spans are offsets in the config's text. */
  readonly inConfig: readonly ConfigProblem[];
  /** Spans are offsets in the policy file's text. */
  readonly inPolicy: readonly PolicyProblem[];
}

/**
 * Attaches the policies of the file that the config names, and sorts the problems by the file in which they are to be shown:
 * that there is no such file is a problem of the config. `policyText`: undefined when the file cannot be read. Never throws.
 */
export function readPolicy(
  config: Config,
  configText: string,
  policyText: string | undefined,
): PolicyReading {
  const { config: whole, problems } = attachPolicy(config, policyText);
  if (policyText !== undefined) return { config: whole, inConfig: [], inPolicy: problems };
  const span = problems.length === 0 ? undefined : placeOfName(configText);
  const inConfig = problems.map((one) => (span === undefined ? one : { ...one, span }));
  return { config: whole, inConfig, inPolicy: [] };
}

function placeOfName(text: string): Span | undefined {
  try {
    // As `parseConfig` does: a byte order mark is no JSON, a space keeps the offsets.
    const root = parseTree(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
    const node = root && findNodeAtLocation(root, ['policy', 'dlp']);
    return node && { start: node.offset, end: node.offset + node.length };
  } catch {
    return undefined;
  }
}
