import type { Disposition, RuleFix } from '../../finding.ts';
import { parameterToSecretFixes } from '../../fixes/literal/index.ts';
import type { FlowModel, Parameter } from '../../flow/model.ts';
import { replaceValue } from '../../json/edits.ts';
import type { NodeId } from '../../json/tree.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import { hitPlace, whereOf, withArticle } from '../../secrets/where.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';
import { ROTATE, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-in-parameter-default',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'The default of a parameter holds a secret, often the copied value of an environment variable',
    fix: 'safe',
    kinds: ['empty-value', 'make-secret-variable', 'secret-variable-beside'],
    cwe: [798],
    checklist: HOLDS_SECRET,
  },
  visit: {
    flow({ flow, secrets, report }) {
      for (const hits of byString(secrets)) {
        const first = hits[0]!;
        const schemaName = first.parameter?.schemaName;
        const { holder, place } = whereOf(flow, first);
        const { confidence } = first.match;
        report({
          place: hitPlace(first),
          message: `${holder} ${surely(confidence, 'holds', 'hold')} ${labelsOf(hits)} in ${place}.`,
          hint: hintText(schemaName),
          why: `${expiryOf(hits)}${reasonText(schemaName)}`,
          confidence,
          fix: schemaName === undefined ? null : dispositionIn(flow),
        });
      }
    },
  },
  fixes({ flow, secrets, solution, otherFlows }, finding) {
    const hit = secrets.find(
      (one) => one.owner === 'secret-in-parameter-default' && one.node === finding.place.node,
    );
    if (hit?.parameter?.schemaName === undefined) return [];
    const title = `Empty the default of "${hit.parameter.name}"`;
    const empty: RuleFix = {
      kind: 'empty-value',
      title,
      disposition: dispositionIn(flow),
      edits: replaceValue(flow.tree, hit.node, ''),
      ...(inPackage(flow) ? { note: PACKAGE_NOTE } : {}),
    };
    return [empty, ...parameterToSecretFixes(flow, solution, hit.parameter, otherFlows)];
  },
});

const PACKAGE_NOTE =
  'A package brings no environment variable: where the environment has none of that name, the flow then has no value.';

/** In a solution the variable has the value; whether the one of a package is there, no file tells. */
function dispositionIn(flow: FlowModel): Disposition {
  return inPackage(flow) ? 'review' : 'safe';
}

function inPackage({ wrapper }: FlowModel): boolean {
  return wrapper === 'legacy-package';
}

/** A string is emptied as a whole, so it is one problem, however many secrets it holds. */
function byString(secrets: readonly SecretHit[]): Iterable<SecretHit[]> {
  const strings = new Map<NodeId, SecretHit[]>();
  for (const hit of secrets) {
    if (hit.owner !== 'secret-in-parameter-default') continue;
    const known = strings.get(hit.node);
    if (known) known.push(hit);
    else strings.set(hit.node, [hit]);
  }
  return strings.values();
}

function labelsOf(hits: readonly SecretHit[]): string {
  const [first, ...more] = new Set(hits.map((hit) => withArticle(hit.match.label)));
  return more.length === 0 ? first! : `${first} and ${more.length} more`;
}

function expiryOf(hits: readonly SecretHit[]): string {
  const expires = hits.find((hit) => hit.match.expires !== undefined)?.match.expires;
  return expires === undefined ? '' : `It expires on ${expires}. `;
}

function reasonText(schemaName: Parameter['schemaName']): string {
  if (schemaName === undefined) return 'The default travels with every export of the flow.';
  return `Exports copy the current value of the environment variable "${schemaName}" into the flow: the next one writes it again, until the variable is of type Secret and the flow reads it at run time.`;
}

function hintText(schemaName: Parameter['schemaName']): string {
  return schemaName === undefined
    ? `${ROTATE} Then empty the default, and read the value from Azure Key Vault or a variable of type Secret.`
    : `Empty the default: each environment has a value of its own. ${ROTATE}`;
}
