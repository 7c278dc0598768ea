import type { FlowModel } from '../flow/model.ts';
import { literalCredential } from '../secrets/authentication.ts';
import { findSecrets } from '../secrets/detect/secretValue.ts';
import type { SecretHit } from '../secrets/hits.ts';
import { namesBelow } from '../secrets/names.ts';
import { credentialUses } from './credentialUses.ts';

/**
 * Texts that a variable or a data step holds, and that a step signs in with: the use proves them to be secrets, whatever they
 * are called. `known`: what is found without that; those are left out.
 */
export function provenLiterals(flow: FlowModel, known: readonly SecretHit[]): readonly SecretHit[] {
  const { tree } = flow;
  const seen = new Set(known.filter((hit) => !hit.inKey).map((hit) => hit.node));
  const hits: SecretHit[] = [];
  for (const { literals, certain } of credentialUses(flow)) {
    for (const { step, node } of literals) {
      if (step === undefined || node === undefined || seen.has(node)) continue;
      const text = tree.string(node);
      const match = certain ? literalCredential(text, 'value') : findSecrets(text, { names: ['token'] })[0];
      if (match === undefined || match.confidence === 'low') continue;
      seen.add(node);
      const names = namesBelow(tree, step.name, step.inputs, node);
      hits.push({ owner: 'hardcoded-secret', match, node, inKey: false, names, step, parameter: undefined });
    }
  }
  return hits;
}
