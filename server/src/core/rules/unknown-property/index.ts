import { nearest } from '../../config/index.ts';
import {
  type AccessExpr,
  type ActionReference,
  type Expr,
  normalisePath,
  type StringExpr,
} from '../../expressions/index.ts';
import type { RuleFix } from '../../finding.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { type NameUse, namesOf } from '../../flow/names/index.ts';
import { sitePart } from '../../flow/sites.ts';
import { encodeString } from '../../json/escapes.ts';
import { type NodePlace, spanOfPlace } from '../../json/nodePlace.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName, userName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'unknown-property',
    category: 'integrity',
    severity: 'hint',
    profile: 'pedantic',
    title: 'An expression reads a property that the schema of a Parse JSON step lacks',
    fix: 'review',
    kinds: ['correct-name'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow: { tree } }, finding): readonly RuleFix[] {
    const { place, name, near } = finding.data as Missing;
    if (near === undefined) return [];
    const newText = encodeString(near.replaceAll("'", "''"));
    return [
      {
        kind: 'correct-name',
        title: `Name ${quotedName(near)} in place of ${quotedName(name)}`,
        disposition: 'review',
        edits: [{ span: spanOfPlace(tree, place), newText }],
      },
    ];
  },
});

/** Looking for a near name costs as much as the schema has names. */
const MOST_SUGGESTIONS = 100;

/** A property that is read and is not there. */
interface Missing {
  /** Its name in the expression, without quotes. */
  readonly place: NodePlace;
  readonly name: string;
  readonly near: string | undefined;
}

function check({ flow, report }: FlowRuleContext): void {
  const parsing = flow.actions.some((step) => step.lowerType === 'parsejson');
  const names = namesOf(flow);
  if (!parsing || !names.isComplete) return;
  let found = 0;
  const inString = new Map<ExpressionSite, number>();
  for (const use of names.uses('step')) {
    const target = names.action(use.name);
    if (target?.lowerType !== 'parsejson' || names.isAmbiguous(use.name)) continue;
    const read = missingIn(flow, target, use);
    if (read === undefined) continue;
    const { key, known } = read;
    const site = use.site!;
    const index = inString.get(site) ?? 0;
    inString.set(site, index + 1);
    const near = found++ < MOST_SUGGESTIONS && isPlainKey(key) ? nearest(key.value, known) : undefined;
    report({
      place: placeOf(site, key),
      message: `${userName(flow, use)} reads ${quotedName(key.value)} of ${stepName(target)}, whose schema has no such property.`,
      hint:
        near === undefined
          ? 'Read a property of the schema, or add this one to it.'
          : `Perhaps ${quotedName(near)} is meant. Else add the property to the schema.`,
      why: 'Where the data lacks it too, the value is empty, and no run fails.',
      key: `${index}`,
      fix: near === undefined ? null : 'review',
      data: { place: placeOf(site, key), name: key.value, near } satisfies Missing,
    });
  }
}

/** The first key of a path that the schema of the step lacks, with the names that it has there. */
function missingIn(
  { tree }: FlowModel,
  target: Step,
  { reference }: NameUse,
): { readonly key: StringExpr; readonly known: readonly string[] } | undefined {
  const { part, expr, path } = reference as ActionReference;
  let schema = tree.child(target.inputs, 'schema');
  let isBody = part === 'body';
  for (const [at, key] of keysOf(expr, path.length).entries()) {
    if (key === undefined) return undefined;
    for (const name of normalisePath([path[at]!])) {
      if (!isBody) {
        if (part !== 'outputs' || name.toLowerCase() !== 'body') return undefined;
        isBody = true;
        continue;
      }
      const next = below(tree, schema, name);
      if (next === undefined) return undefined;
      if (typeof next === 'object') return key.kind === 'string' ? { key, known: next } : undefined;
      schema = next;
    }
  }
  return undefined;
}

/** The keys that follow a call, the first one first. */
function keysOf(expr: Expr, count: number): Expr[] {
  const keys: Expr[] = [];
  for (let at = expr; at.kind === 'access' && keys.length < count; at = (at as AccessExpr).target)
    keys.push(at.key);
  return keys.reverse();
}

/** Schema words with which an object may have properties that are not listed. */
const OPEN = ['additionalProperties', 'patternProperties', 'anyOf', 'oneOf', 'allOf', '$ref', 'if'];

/** The schema of a property or of the elements of a list; the known names where it has none of that name; undefined where it may have any. */
function below(tree: JsonTree, schema: NodeId, name: string): NodeId | readonly string[] | undefined {
  if (!tree.isObject(schema)) return undefined;
  if (name === '*') {
    const items = tree.child(schema, 'items');
    return tree.isObject(items) ? items : undefined;
  }
  const properties = tree.child(schema, 'properties');
  const first = tree.isObject(properties) ? tree.firstChild(properties) : -1;
  if (first < 0 || OPEN.some((word) => isOpen(tree, tree.child(schema, word)))) return undefined;
  const known = tree.children(properties);
  // Letter case does not matter, and a doubled "@" stands for one.
  const lower = name.toLowerCase();
  const textOf = (node: NodeId): string => tree.key(node).replace(/^@@/, '@');
  const found = known.find((one) => textOf(one).toLowerCase() === lower);
  return found ?? known.map(textOf);
}

/** `additionalProperties: false` is the one that closes. */
function isOpen(tree: JsonTree, node: NodeId): boolean {
  return node >= 0 && tree.toValue(node) !== false;
}

/** Neither joined by constants nor a path with `/` in it: then the whole key is the name. */
function isPlainKey(key: StringExpr): boolean {
  return !key.value.includes('/');
}

function placeOf(site: ExpressionSite, { span, value }: StringExpr): NodePlace {
  // A key behind a dot has no quotes.
  const hasQuotes = span.end - span.start > value.length;
  const inside = hasQuotes ? { start: span.start + 1, end: span.end - 1 } : span;
  return { node: site.node, part: sitePart(site, inside) };
}
