import {
  type CallerTracker,
  type Context,
  callersOf,
  confidenceIn,
  inputsText,
  type Piece,
  piecesOf,
} from '../../callers/index.ts';
import { collectReferences } from '../../expressions/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { TRUSTS_CALLER } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { capitalise, stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'sql-injection',
    category: 'access',
    severity: 'error',
    profile: 'default',
    title: 'The text of a SQL query is put together from values',
    fix: null,
    cwe: [89],
    checklist: TRUSTS_CALLER,
  },
  visit: { action: check },
});

const HINT =
  'Pass the value as a parameter of the query ("formalParameters" and "actualParameters"), or call a stored procedure with it.';

/** Doubled quotes keep a value inside its literal. */
const QUOTES_DOUBLED: Context = {
  neutral: (call) =>
    call.lowerName === 'replace' && call.args[1]?.kind === 'string' && call.args[1].value === "'",
};

function check({ flow, report }: FlowRuleContext, step: Step): void {
  const node = queryText(flow, step);
  if (node === NONE) return;
  const tracker = callersOf(flow);
  for (const piece of piecesOf(tracker, node, step)) {
    if (piece.kind !== 'value') continue;
    const place =
      piece.node === node
        ? ({ node, part: { inString: piece.expr.span } } as const)
        : ({ node, part: 'value' } as const);
    const found = tracker.unchecked(piece.expr, piece.step, QUOTES_DOUBLED);
    if (found.length > 0) {
      const confidence = confidenceIn(found);
      report({
        place,
        message: `${stepName(step)} ${surely(confidence, 'puts', 'put')} ${inputsText(found)} into the text of its SQL query.`,
        hint: HINT,
        why: `${capitalise(found[0]!.caller.who)} can run statements of their own on the database, with the rights of the connection.`,
        confidence,
      });
    } else if (isData(tracker, piece)) {
      report({
        place,
        message: `${stepName(step)} puts a value of another step into its SQL query, which may change the query.`,
        hint: HINT,
        why: 'A value with an apostrophe breaks the query, and whoever can write that value can change it.',
        severity: 'warning',
        confidence: 'low',
      });
    }
  }
}

/** The SQL text of a native query; `NONE` for other steps. */
function queryText(flow: FlowModel, step: Step): NodeId {
  const { tree } = flow;
  if (step.operation === undefined) return NONE;
  const { operationId, parameters, path } = step.operation;
  if (/^executepassthroughnativequery/i.test(operationId ?? '')) {
    const flat = tree.child(parameters, 'query/query');
    return textNode(tree, flat === NONE ? tree.descend(parameters, 'query', 'query') : flat);
  }
  // Old form: POST /datasets/.../query/sql.
  return operationId === undefined && /\/query\/sql/i.test(path ?? '')
    ? textNode(tree, tree.descend(step.inputs, 'body', 'query'))
    : NONE;
}

const textNode = (tree: JsonTree, node: NodeId): NodeId => (tree.isString(node) ? node : NONE);

/** Functions whose result cannot leave the place it is put in. */
const HARMLESS = new Set([
  'int',
  'float',
  'decimal',
  'bool',
  'length',
  'guid',
  'utcnow',
  'formatdatetime',
  'formatnumber',
  'adddays',
  'addhours',
  'addminutes',
  'rand',
  'ticks',
  'startofday',
  'convertfromutc',
  'converttimezone',
  'parsedatetime',
]);

/** What a step, a loop or a trigger gives, as it came. */
function isData(tracker: CallerTracker, { expr, step }: Extract<Piece, { kind: 'value' }>): boolean {
  if (expr.kind === 'call' && (HARMLESS.has(expr.lowerName) || QUOTES_DOUBLED.neutral?.(expr))) return false;
  // An input of the caller that is declared as a number or is compared first.
  if (tracker.inputs(expr, step).length > 0) return false;
  return collectReferences(expr).some(
    (reference) =>
      reference.carried &&
      ((reference.kind === 'action' && isOutside(tracker, reference.name)) ||
        (reference.kind === 'loop' && reference.part === 'item')),
  );
}

function isOutside(tracker: CallerTracker, name: string | undefined): boolean {
  const target = name === undefined ? undefined : tracker.flow.actionsByName.get(name.toLowerCase());
  return target?.operation !== undefined || target?.lowerType === 'http' || target?.lowerType === 'parsejson';
}
