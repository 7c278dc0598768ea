import {
  type CallerInput,
  type CallerTracker,
  callersOf,
  confidenceIn,
  inputsText,
  piecesOf,
  type UrlValue,
  urlValues,
  valueName,
} from '../../callers/index.ts';
import type { Disposition, NodePlace } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import { callTargets } from '../callTargets.ts';
import { TRUSTS_CALLER } from '../checklistPoints.ts';
import { defineRule, type PlaceReport, type SharedReport } from '../rule.ts';
import { capitalise, stepName } from '../texts.ts';
import { isGuess } from '../together.ts';
import { bestDisposition, type RepairedValue, valueFixes } from '../valueFixes.ts';
import { encodeEdits, isEncodedByHand, isEncodedByName, mayWrap, namesAddress } from './encode.ts';
import { isCallersOwnCall } from './ownCall.ts';

interface Found extends PlaceReport<NodePlace> {
  readonly value: UrlValue;
  readonly inputs: readonly CallerInput[];
  /** The step that calls the address. */
  readonly caller: Step;
  readonly disposition: Disposition | null;
}

export const rule = defineRule({
  meta: {
    id: 'unencoded-input-in-url',
    category: 'access',
    severity: 'warning',
    profile: 'default',
    title: 'A value of the caller goes into an address without being encoded',
    fix: 'safe',
    kinds: ['encode-value'],
    cwe: [116, 74],
    checklist: TRUSTS_CALLER,
  },
  visit: {
    flow(context) {
      const tracker = callersOf(context.flow);
      if (!tracker.active) return;
      // By the step that holds the values: there they are encoded.
      const found = new Map<Step, Found[]>();
      const seen = new Set<unknown>();
      for (const step of context.flow.actions) {
        for (const node of addressesOf(context.flow, step))
          for (const one of findIn(tracker, step, node, seen)) {
            const holder = one.value.piece.step;
            found.set(holder, [...(found.get(holder) ?? []), one]);
          }
      }
      for (const [step, places] of found)
        context.reportTogether(places.sort(inOrder), (some) => describe(context.flow, step, some));
    },
  },
  fixes(_, finding) {
    return valueFixes(finding.data as readonly RepairedValue[], 'encode-value', (what) => `Encode ${what}`);
  },
});

/** SharePoint's own addresses quote their values: there `odata-filter-injection` knows better. */
function addressesOf(flow: FlowModel, step: Step): readonly NodeId[] {
  return step.operation?.apiName === 'shared_sharepointonline' ? [] : callTargets(flow, step);
}

function* findIn(tracker: CallerTracker, step: Step, node: NodeId, seen: Set<unknown>): Iterable<Found> {
  const values = urlValues(piecesOf(tracker, node, step));
  if (isCallersOwnCall(tracker, step, values)) return;
  for (const value of values) {
    const { piece, area } = value;
    if (!isPartOfAddress(value) || seen.has(piece.expr)) continue;
    const inputs = tracker
      .unchecked(piece.expr, piece.step, { neutral: isEncodedByHand })
      .filter((one) => !(area === 'path' && namesAddress(one)) && !isEncodedByName(one));
    if (inputs.length === 0) continue;
    seen.add(piece.expr);
    const safe = piece.node === node && area === 'query';
    yield {
      place: { node: piece.node, part: { inString: piece.expr.span } },
      label: `Here ${inputsText(inputs)} is not encoded.`,
      confidence: confidenceIn(inputs, 'address'),
      disposition: !mayWrap(piece.expr) ? null : safe ? 'safe' : 'review',
      ...{ value, inputs, caller: step },
    };
  }
}

function inOrder({ value: a }: Found, { value: b }: Found): number {
  return a.piece.node - b.piece.node || a.piece.expr.span.start - b.piece.expr.span.start;
}

function describe(flow: FlowModel, step: Step, found: readonly Found[]): SharedReport {
  const inputs = found.flatMap((one) => one.inputs);
  const away = found.find(({ caller }) => caller !== step);
  const address = away === undefined ? 'its address' : `the address that ${stepName(away.caller)} calls`;
  const values = found.map(({ value: { piece }, inputs: own, disposition }): RepairedValue => {
    const edits = () => encodeEdits(flow, piece);
    return { name: valueName(piece.expr, own), disposition, edits };
  });
  const inside = values.some(({ disposition }) => disposition === null)
    ? ', where it stands in the expression, and leave the text around it outside'
    : '';
  const around = found.length === 1 ? 'the value' : 'each value';
  return {
    message: `${stepName(step)} ${isGuess(found) ? 'may have to encode' : 'does not encode'} ${inputsText(inputs)} in ${address}.`,
    hint: `Put encodeUriComponent(...) around ${around}${inside}.`,
    why: consequence(inputs, found),
    fix: bestDisposition(values),
    data: values,
  };
}

/** A value for the path or for one parameter of the query, not a whole address, query or fragment. */
function isPartOfAddress({ area, before, parameter }: UrlValue): boolean {
  if (area === 'query') return parameter !== undefined;
  // Right behind a value that opens the address, a value may be its whole path.
  return area === 'path' && /[^\0]$/.test(before);
}

function consequence(inputs: readonly CallerInput[], found: readonly Found[]): string {
  const who = capitalise(inputs[0]!.caller.who);
  return found.every(({ value }) => value.area === 'query')
    ? `${who} can add parameters to the call with "&", and a value with "#", "+" or a blank arrives damaged.`
    : `${who} can call another path with "../" or "?", and a value with "/", "#" or "%" misses its target.`;
}
