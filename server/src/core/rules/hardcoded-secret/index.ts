import { fieldOf, hitPlace, whereOf, withArticle } from '../../secrets/where.ts';
import { REPLACE_LITERAL } from '../../secrets/wording.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';
import { secretFixes, secretFixOf } from '../secretFixes.ts';
import { surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'hardcoded-secret',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A trigger or step holds a secret in plain text',
    fix: 'review',
    kinds: ['key-vault', 'existing-secret-variable', 'secret-variable', 'remove-variable'],
    cwe: [798],
    checklist: HOLDS_SECRET,
  },
  visit: {
    flow(context) {
      const { flow, secrets, report } = context;
      for (const hit of secrets) {
        if (hit.owner !== 'hardcoded-secret') continue;
        const label = withArticle(hit.match.label.replace(/ in a URL$/, ''));
        const { holder, place } = whereOf(flow, hit);
        const { confidence } = hit.match;
        report({
          place: hitPlace(hit),
          message: `${holder} ${surely(confidence, 'holds', 'hold')} ${label} in ${place}.`,
          hint: REPLACE_LITERAL,
          confidence,
          fix: secretFixOf(context, hit),
          data: hit,
          key: fieldOf(flow.tree, hit) ?? '',
        });
      }
    },
  },
  fixes: secretFixes,
});
