import type { FlowModel } from '../../flow/model.ts';
import { removeNode } from '../../json/edits.ts';
import type { NodeId } from '../../json/tree.ts';
import { findSecrets } from '../../secrets/detect/secretValue.ts';
import type { SecretMatch } from '../../secrets/detect/types.ts';
import { type SchemaText, schemaTexts } from '../../secrets/schemaTexts.ts';
import { withArticle } from '../../secrets/where.ts';
import { ROTATE_FIRST } from '../../secrets/wording.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-in-sample-payload',
    category: 'secrets',
    severity: 'warning',
    profile: 'default',
    title: 'A default or example in a JSON schema holds a secret',
    fix: 'safe',
    kinds: ['remove-from-schema'],
    cwe: [798],
    checklist: HOLDS_SECRET,
  },
  visit: {
    flow({ flow, report }) {
      for (const { text, match, node } of leaks(flow)) {
        const property = text.names.at(-1);
        const where = property === undefined ? 'of its schema' : `of "${property}" in its schema`;
        report({
          place: { node, part: { inString: match.span } },
          message: `${stepName(text.step)} holds ${withArticle(match.label)} in the "${text.keyword}" ${where}.`,
          hint: `Drop "${text.keyword}": a schema needs no real values. ${ROTATE_FIRST}`,
          confidence: match.confidence,
          fix: dispositionOf(text),
        });
      }
    },
  },
  fixes({ flow }, finding) {
    const leak = leaks(flow).find(({ node }) => node === finding.place.node);
    if (leak === undefined) return [];
    const { keyword, keywordNode, step } = leak.text;
    return [
      {
        kind: 'remove-from-schema',
        title: `Drop "${keyword}" from the schema of "${step.name}"`,
        disposition: dispositionOf(leak.text),
        edits: removeNode(flow.tree, keywordNode),
      },
    ];
  },
});

/** `enum` and `const` decide which data is let in: without them the flow takes more than before. */
function dispositionOf({ keyword }: SchemaText): 'safe' | 'review' {
  return keyword === 'enum' || keyword === 'const' ? 'review' : 'safe';
}

interface Leak {
  readonly text: SchemaText;
  readonly match: SecretMatch;
  readonly node: NodeId;
}

/** One for each keyword: it is dropped as a whole, however many secrets it holds. */
function leaks(flow: FlowModel): Leak[] {
  const found = new Map<NodeId, Leak>();
  for (const text of schemaTexts(flow)) {
    if (text.kind !== 'sample' || found.has(text.keywordNode)) continue;
    const value = flow.tree.string(text.node);
    const match = findSecrets(value, { names: text.names }).find((one) => one.confidence !== 'low');
    if (match) found.set(text.keywordNode, { text, match, node: text.node });
  }
  return [...found.values()];
}
