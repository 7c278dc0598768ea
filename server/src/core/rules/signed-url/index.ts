import { fieldOf, hitPlace, whereOf } from '../../secrets/where.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';
import { secretFixes, secretFixOf } from '../secretFixes.ts';
import { surely } from '../texts.ts';
import { expiryText, grantOf } from './grant.ts';

export const rule = defineRule({
  meta: {
    id: 'signed-url',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A trigger or step holds a URL whose signature or key opens what it points to',
    fix: 'review',
    kinds: ['key-vault', 'existing-secret-variable', 'secret-variable', 'remove-variable'],
    cwe: [798, 598],
    checklist: HOLDS_SECRET,
  },
  visit: {
    flow(context) {
      const { flow, secrets, report } = context;
      for (const hit of secrets) {
        if (hit.owner !== 'signed-url') continue;
        const grant = grantOf(flow.tree, hit);
        const { holder, place } = whereOf(flow, hit);
        const { confidence } = hit.match;
        report({
          place: hitPlace(hit),
          message: `${holder} ${surely(confidence, 'holds', 'hold')} ${grant.what} in ${place}.`,
          hint: `${grant.renew} ${grant.instead}`,
          why: `Whoever has it can ${grant.holderCan} without signing in. ${expiryText(flow.tree, hit)}`,
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
