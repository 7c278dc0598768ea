import { fieldOf, hitPlace, whereOf } from '../../secrets/where.ts';
import { FILE_READERS } from '../../secrets/wording.ts';
import { defineRule } from '../rule.ts';
import { secretFixes, secretFixOf } from '../secretFixes.ts';
import { capitalise } from '../texts.ts';
import { expiryText, grantOf } from './grant.ts';

export const rule = defineRule({
  meta: {
    id: 'signed-url',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A trigger or step holds a URL whose signature or key opens what it points to',
    fix: 'review',
    cwe: [798, 598],
  },
  visit: {
    flow(context) {
      const { flow, secrets, report } = context;
      for (const hit of secrets) {
        if (hit.owner !== 'signed-url') continue;
        const grant = grantOf(flow.tree, hit);
        const where = capitalise(whereOf(flow, hit));
        report({
          place: hitPlace(hit),
          message: `${where} holds ${grant.what}. Whoever has it can ${grant.holderCan} without signing in, and ${FILE_READERS} has it. ${expiryText(flow.tree, hit)}`,
          hint: `${grant.renew} Git history keeps the old URL, and securing inputs does not hide it from the solution file. ${grant.instead}`,
          confidence: hit.match.confidence,
          fix: secretFixOf(context, hit),
          data: hit,
          key: fieldOf(flow.tree, hit) ?? '',
        });
      }
    },
  },
  fixes: secretFixes,
});
