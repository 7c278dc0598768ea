import {
  collectReferences,
  type Expr,
  findFunction,
  parseTemplate,
  type Reference,
} from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type FlowNames, namesOf } from '../../flow/names/index.ts';
import { headOf, lengthOf } from '../../json/cheap.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'looks-like-expression',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'A text is an expression without "@"',
    fix: 'review',
    kinds: ['make-expression'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow: { tree } }, finding) {
    const { node, read } = finding.data as Found;
    const at = tree.start(node) + 1;
    return [
      {
        kind: 'make-expression',
        title: `Read ${read}: write "@" before the text`,
        disposition: 'review',
        edits: [{ span: { start: at, end: at }, newText: '@' }],
      },
    ];
  },
});

interface Found {
  readonly node: NodeId;
  /** What it would read, in words. */
  readonly read: string;
}

function check({ flow, report }: FlowRuleContext): void {
  const names = namesOf(flow);
  if (!names.isComplete) return;
  for (const step of flow.steps) {
    for (const node of textsOf(flow, step)) {
      const references = referencesIn(flow.tree.string(node));
      const [read] = references.flatMap((one) => whatIsRead(names, one) ?? []);
      if (read === undefined) continue;
      const canRead = references.every((one) => mayRead(names, step, one));
      report({
        place: { node, part: 'value' },
        message: `${stepName(step)} holds as text what reads ${read}: the "@" before it is missing.`,
        hint: 'Write "@" before it, if the value is meant.',
        why: 'The step gets the letters of the expression in place of the value, and no run fails.',
        fix: canRead ? 'review' : null,
        data: { node, read } satisfies Found,
      });
    }
  }
}

/** A call begins so; within it a name stands between apostrophes. */
const CALL = /[a-z]{4,30} ?\(/iy;
/** Longer ones are no expressions: the platform takes none of more than 8,192 characters. */
const LONGEST = 8192;

/** Strings of the inputs and of the control of a step that begin as a call does. A schema and the code of a step are other languages. */
function textsOf({ tree }: FlowModel, { inputs, control, lowerType }: Step): NodeId[] {
  const found: NodeId[] = [];
  const other = tree.child(inputs, lowerType.endsWith('code') ? 'code' : 'schema');
  for (const part of [inputs, control]) {
    if (part < 0) continue;
    // Rule invalid-step-inputs tells of a "Do until" whose condition is a plain text.
    if (part === control && lowerType === 'until') continue;
    for (let node = part; node < tree.after(part); node++) {
      if (node === other) node = tree.after(node) - 1;
      else if (tree.isString(node) && beginsAsCall(tree, node)) found.push(node);
    }
  }
  return found;
}

/** Units that tell whether a call begins: its name, a blank, a bracket and one more. */
const HEAD = 33;

function beginsAsCall(tree: JsonTree, node: NodeId): boolean {
  if (tree.valueIsEscaped(node)) {
    CALL.lastIndex = 0;
    const head = headOf(tree, node, HEAD);
    return CALL.test(head) && CALL.lastIndex < head.length && lengthOf(tree, node) <= LONGEST;
  }
  const start = tree.start(node) + 1;
  const end = tree.end(node) - 1;
  if (end - start > LONGEST) return false;
  CALL.lastIndex = start;
  return CALL.test(tree.text) && CALL.lastIndex < end;
}

interface NamedReference {
  readonly name: string;
  readonly reference: Reference;
}

/** What a text would read by name as an expression; nothing where it is none, or more than one call with what follows it. */
function referencesIn(text: string): readonly NamedReference[] {
  const template = parseTemplate(`@${text}`);
  if (template.kind !== 'expression' || template.problems.length > 0) return [];
  let root: Expr = template.expr;
  while (root.kind === 'access') root = root.target;
  if (root.kind !== 'call' || findFunction(root.lowerName) === undefined) return [];
  return collectReferences(template.expr).map((reference) => ({
    name: ('name' in reference && reference.name) || '',
    reference,
  }));
}

/** In words; undefined where the flow has nothing of that name, and where a text such as `trigger()` may be just that. */
function whatIsRead(names: FlowNames, one: NamedReference): string | undefined {
  if (isThere(names, one)) return quotedName(one.name);
  const { kind, path } = one.reference;
  if (path.length === 0) return undefined;
  if (kind === 'trigger') return 'the trigger';
  return kind === 'loop' && one.name === '' ? 'the item of a loop' : undefined;
}

/** Does the flow have what is named? */
function isThere(names: FlowNames, { name, reference: { kind } }: NamedReference): boolean {
  if (name === '') return false;
  if (kind === 'variable') return names.variable(name).length > 0;
  if (kind === 'parameter') return names.parameter(name) !== undefined;
  return names.action(name) !== undefined || (kind === 'action' && names.trigger(name) !== undefined);
}

/** May a step read that where it stands? Else the repair would bring up another fault. */
function mayRead(names: FlowNames, step: Step, one: NamedReference): boolean {
  const { visibility } = names;
  const { name, reference } = one;
  switch (reference.kind) {
    case 'trigger':
    case 'workflow':
      return step.role === 'action';
    case 'self':
      return false;
    case 'parameter':
      return isThere(names, one);
    case 'loop':
      return visibility
        .around(step)
        .some((loop) => loop.lowerType === 'foreach' && (name === '' || loop.name === name));
    case 'variable': {
      const declared = names.variable(name);
      return declared.length === 1 && visibility.sees(step, declared[0]!.step);
    }
    case 'action': {
      const target = names.action(name);
      return target !== undefined && !names.isAmbiguous(name) && visibility.sees(step, target);
    }
  }
}
