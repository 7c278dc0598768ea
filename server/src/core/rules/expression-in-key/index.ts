import { parseTemplate } from '../../expressions/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'expression-in-key',
    category: 'integrity',
    severity: 'error',
    profile: 'default',
    title: 'The name of a property begins with a single "@"',
    fix: 'safe',
    kinds: ['double-at-sign'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow: { tree } }, finding) {
    const node = finding.data as NodeId;
    const doubled = (start: number): TextEdit => ({
      span: { start: start + 1, end: start + 1 },
      newText: '@',
    });
    return [
      {
        kind: 'double-at-sign',
        title: `Write ${quotedName(`@${tree.key(node)}`)}, which stands for ${quotedName(tree.key(node))}`,
        disposition: 'safe',
        edits: [
          doubled(tree.keySpan(node).start),
          ...requiredAs(tree, node).map((one) => doubled(tree.start(one))),
        ],
      },
    ];
  },
});

function check({ flow, report }: FlowRuleContext): void {
  const { tree } = flow;
  if (tree.problems.length > 0) return;
  for (const step of flow.steps) {
    if (step.inputs < 0) continue;
    for (let node = step.inputs + 1; node < tree.after(step.inputs); node++) {
      if (!tree.keyHasAt(node) || !isBroken(tree.key(node))) continue;
      const name = quotedName(tree.key(node));
      report({
        place: { node, part: 'key' },
        message: `${stepName(step)} has a property ${name}, which is read as an expression and is none.`,
        hint: `Write ${quotedName(`@${tree.key(node)}`)}: behind a first "@" the second one is text.`,
        why: 'The flow cannot be turned on, and an import does not tell.',
        fix: isFree(flow, node) ? 'safe' : null,
        data: node,
      });
    }
  }
}

/** The platform evaluates what begins with one `@`. One alone is text, and what parses is meant. */
function isBroken(key: string): boolean {
  if (key[0] !== '@' || key.length === 1 || key[1] === '@' || key[1] === '{') return false;
  return parseTemplate(key).problems.length > 0;
}

/** Where a schema lists the property as required: the platform writes it with two as well. */
function requiredAs(tree: JsonTree, node: NodeId): NodeId[] {
  const properties = tree.parent(node);
  if (!tree.keyIs(properties, 'properties')) return [];
  const list = tree.child(tree.parent(properties), 'required');
  if (!tree.isArray(list)) return [];
  return tree.children(list).filter((one) => tree.isString(one) && tree.string(one) === tree.key(node));
}

/** Not where the object has the name in its right form as well. */
function isFree({ tree }: FlowModel, node: NodeId): boolean {
  return tree.child(tree.parent(node), `@${tree.key(node)}`) < 0;
}
