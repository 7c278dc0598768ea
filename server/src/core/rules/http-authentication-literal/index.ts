import type { JsonTree } from '../../json/tree.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import { hitPlace } from '../../secrets/where.ts';
import { REPLACE_LITERAL } from '../../secrets/wording.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';
import { secretFixes, secretFixOf } from '../secretFixes.ts';
import { stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'http-authentication-literal',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'The authentication of an HTTP step holds its credential in plain text',
    fix: 'review',
    kinds: ['key-vault', 'existing-secret-variable', 'secret-variable', 'remove-variable'],
    cwe: [798],
    checklist: HOLDS_SECRET,
  },
  visit: {
    flow(context) {
      const { flow, secrets, report } = context;
      for (const hit of secrets) {
        if (hit.owner !== 'http-authentication-literal' || hit.step === undefined) continue;
        report({
          place: hitPlace(hit),
          message: `${stepName(hit.step)} ${surely(hit.match.confidence, 'holds', 'hold')} the ${credentialText(flow.tree, hit)} in plain text.`,
          hint: REPLACE_LITERAL,
          confidence: hit.match.confidence,
          fix: secretFixOf(context, hit),
          data: hit,
        });
      }
    },
  },
  fixes: secretFixes,
});

/** What the designer calls the field: `client secret of its Active Directory OAuth authentication`. */
function credentialText(tree: JsonTree, hit: SecretHit): string {
  const type = tree.stringAt(tree.parent(hit.node), 'type')?.toLowerCase() ?? '';
  const key = tree.key(hit.node);
  switch (type) {
    case 'basic':
      return 'password of its Basic authentication';
    case 'activedirectoryoauth':
      if (key === 'secret') return 'client secret of its Active Directory OAuth authentication';
      return `${certificateField(key)} of its Active Directory OAuth authentication`;
    case 'clientcertificate':
      return `${certificateField(key)} of its client certificate authentication`;
    case 'raw':
      return 'value of its Raw authentication';
    default:
      return `"${key}" of its authentication`;
  }
}

function certificateField(key: string): string {
  if (key === 'pfx') return 'certificate with its private key (PFX)';
  return key === 'password' ? 'certificate password' : `"${key}"`;
}
