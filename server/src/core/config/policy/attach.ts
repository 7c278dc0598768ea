import type { Config } from '../types.ts';
import { type PolicyProblem, parseDlpPolicies } from './dlp.ts';

/**
 * The config with the policies of the file that `config.policy.dlpFile` names. `text` is that file's content; `undefined` when
 * it cannot be read, which becomes a problem. Spans of problems are offsets in `text`. Without such a setting the config comes
 * back as it is. Never throws.
 */
export function attachPolicy(
  config: Config,
  text: string | undefined,
): { readonly config: Config; readonly problems: readonly PolicyProblem[] } {
  const { policy } = config;
  if (policy?.dlpFile === undefined) return { config, problems: [] };
  if (text === undefined) {
    const message = `The policy file "${policy.dlpFile}" cannot be read, so "dlp-policy" does not run.`;
    return { config, problems: [{ message, span: { start: 0, end: 0 } }] };
  }
  const { policies, problems } = parseDlpPolicies(text);
  return { config: { ...config, policy: { ...policy, dlp: policies } }, problems };
}
