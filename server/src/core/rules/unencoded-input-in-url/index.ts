import {
  type CallerInput,
  type CallerTracker,
  callersOf,
  confidenceIn,
  inputsText,
  piecesOf,
  type UrlValue,
  urlValues,
} from '../../callers/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import { callTargets } from '../callTargets.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { capitalise, stepName } from '../texts.ts';
import { encodeEdits, isEncodedByHand, isEncodedByName, mayWrap, namesAddress } from './encode.ts';
import { isCallersOwnCall } from './ownCall.ts';

interface Data {
  readonly value: UrlValue;
  readonly safe: boolean;
}

export const rule = defineRule({
  meta: {
    id: 'unencoded-input-in-url',
    category: 'access',
    severity: 'warning',
    profile: 'default',
    title: 'A value of the caller goes into an address without being encoded',
    fix: 'safe',
    cwe: [116, 74],
  },
  visit: {
    flow(context) {
      const tracker = callersOf(context.flow);
      if (!tracker.active) return;
      const seen = new Set<unknown>();
      for (const step of context.flow.actions) {
        for (const node of addressesOf(context.flow, step)) checkAddress(context, tracker, step, node, seen);
      }
    },
  },
  fixes({ flow }, finding) {
    const { value, safe } = finding.data as Data;
    return [
      {
        title: 'Encode the value with encodeUriComponent',
        disposition: safe ? 'safe' : 'review',
        edits: encodeEdits(flow.tree, value.piece),
      },
    ];
  },
});

/** SharePoint's own addresses quote their values: there `odata-filter-injection` knows better. */
function addressesOf(flow: FlowModel, step: Step): readonly NodeId[] {
  return step.operation?.apiName === 'shared_sharepointonline' ? [] : callTargets(flow, step);
}

function checkAddress(
  { report }: FlowRuleContext,
  tracker: CallerTracker,
  step: Step,
  node: NodeId,
  seen: Set<unknown>,
): void {
  const values = urlValues(piecesOf(tracker, node, step));
  if (isCallersOwnCall(tracker, step, values)) return;
  for (const value of values) {
    const { piece, area } = value;
    if (!isPartOfAddress(value) || seen.has(piece.expr)) continue;
    const found = tracker
      .unchecked(piece.expr, piece.step, { neutral: isEncodedByHand })
      .filter((one) => !(area === 'path' && namesAddress(one)) && !isEncodedByName(one));
    if (found.length === 0) continue;
    seen.add(piece.expr);
    const here = piece.node === node;
    const wrappable = mayWrap(piece.expr);
    const safe = here && wrappable && area === 'query';
    report({
      place: { node: piece.node, part: { inString: piece.expr.span } },
      message: `${stepName(piece.step)} puts ${inputsText(found)} into ${here ? 'its address' : `the address that ${stepName(step)} calls`} without encoding it. ${consequence(found, area)}`,
      hint: wrappable
        ? 'Put encodeUriComponent(...) around the value.'
        : 'Put encodeUriComponent(...) around the value where it stands in the expression, and leave the text around it outside.',
      confidence: confidenceIn(found, 'address'),
      fix: wrappable ? (safe ? 'safe' : 'review') : null,
      data: { value, safe } satisfies Data,
    });
  }
}

/** A value for the path or for one parameter of the query, not a whole address, query or fragment. */
function isPartOfAddress({ area, before, parameter }: UrlValue): boolean {
  if (area === 'query') return parameter !== undefined;
  // Right behind a value that opens the address, a value may be its whole path.
  return area === 'path' && /[^\0]$/.test(before);
}

function consequence(found: readonly CallerInput[], area: UrlValue['area']): string {
  const who = capitalise(found[0]!.caller.who);
  return area === 'query'
    ? `${who} can add parameters to the call with "&", and a value with "#", "+" or a blank arrives damaged.`
    : `${who} can call another path with "../" or "?", and a value with "/", "#" or "%" misses its target.`;
}
