import type { Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { fieldOf, hitPlace, whereOf, withArticle } from '../../secrets/where.ts';
import { ROTATE_FIRST } from '../../secrets/wording.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { secretFixes, secretFixOf } from '../secretFixes.ts';
import { stepName, surely } from '../texts.ts';
import { dynamicCredentials } from './dynamic.ts';
import { moveToHeader } from './toHeader.ts';

export const rule = defineRule({
  meta: {
    id: 'credentials-in-url',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A URL carries a user name with password, or a credential in its query string',
    fix: 'review',
    kinds: ['send-as-header', 'key-vault', 'existing-secret-variable', 'secret-variable', 'remove-variable'],
    cwe: [598, 798],
    checklist: HOLDS_SECRET,
  },
  visit: {
    flow(context) {
      const { flow, secrets, report } = context;
      for (const hit of secrets) {
        if (hit.owner !== 'credentials-in-url') continue;
        const label = withArticle(hit.match.label.replace(/ in a URL$/, ''));
        const { holder, place } = whereOf(flow, hit);
        const { confidence } = hit.match;
        report({
          place: hitPlace(hit),
          message: `${holder} ${surely(confidence, 'holds', 'hold')} a URL with ${label} in ${place}.`,
          hint: `${ROTATE_FIRST} Then send it in a header, read from Azure Key Vault.`,
          why: 'Servers that see the URL keep it in their logs.',
          confidence,
          fix: secretFixOf(context, hit),
          data: hit,
          key: fieldOf(flow.tree, hit) ?? '',
        });
      }
    },
    trigger: reportDynamic,
    action: reportDynamic,
  },
  fixes(context, finding) {
    const data = finding.data as { dynamic?: string } | undefined;
    if (data?.dynamic === undefined) return secretFixes(context, finding);
    const step = stepAt(context.flow, finding.place.node);
    const fix = step && moveToHeader(context.flow, step, finding.place.node, data.dynamic);
    return fix ? [fix] : [];
  },
});

function reportDynamic({ flow, report }: FlowRuleContext, step: Step): void {
  if (step.expressions.length === 0) return;
  for (const { node, part, name } of dynamicCredentials(flow, step)) {
    report({
      place: { node, part },
      message: `${stepName(step)} sends a credential in its query parameter "${name}".`,
      hint: `Move it to a header: ${headerFor(name)}.`,
      why: 'Servers and proxies on the way write URLs to their logs, where it can be read long afterwards.',
      severity: 'warning',
      confidence: 'medium',
      fix: moveToHeader(flow, step, node, name) ? 'review' : null,
      data: { dynamic: name },
      key: name.toLowerCase(),
    });
  }
}

/** Headers that the services behind common query keys accept in their place. */
function headerFor(name: string): string {
  switch (name.toLowerCase()) {
    case 'code':
      return 'Azure Functions accept their key as "x-functions-key"';
    case 'subscription-key':
      return 'Azure API Management accepts its key as "Ocp-Apim-Subscription-Key"';
    case 'access_token':
      return 'services that take an access token accept it as "Authorization: Bearer …"';
    default:
      return 'most services accept the same credential there, for example as "Authorization" or "x-api-key"';
  }
}
