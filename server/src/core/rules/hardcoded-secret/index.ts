import { fieldOf, hitPlace, whereOf, withArticle } from '../../secrets/where.ts';
import { FILE_READERS, REPLACE_LITERAL } from '../../secrets/wording.ts';
import { defineRule } from '../rule.ts';
import { secretFixes, secretFixOf } from '../secretFixes.ts';
import { capitalise } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'hardcoded-secret',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A trigger or step holds a secret in plain text',
    fix: 'review',
    cwe: [798],
  },
  visit: {
    flow(context) {
      const { flow, secrets, report } = context;
      for (const hit of secrets) {
        if (hit.owner !== 'hardcoded-secret') continue;
        const label = withArticle(hit.match.label.replace(/ in a URL$/, ''));
        report({
          place: hitPlace(hit),
          message: `${capitalise(whereOf(flow, hit))} holds ${label} in plain text: ${FILE_READERS} can read it.`,
          hint: REPLACE_LITERAL,
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
