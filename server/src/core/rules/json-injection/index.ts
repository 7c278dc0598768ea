import {
  type CallerInput,
  type CallerTracker,
  callersOf,
  confidenceIn,
  inputsText,
  piecesOf,
} from '../../callers/index.ts';
import type { NodePlace } from '../../finding.ts';
import { describeInput } from '../../flow/describe.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { replaceValue } from '../../json/edits.ts';
import { JsonQuotes } from '../../json/quotes.ts';
import { TRUSTS_CALLER } from '../checklistPoints.ts';
import { defineRule, type PlaceReport, type SharedReport } from '../rule.ts';
import { capitalise, stepName } from '../texts.ts';
import { isGuess } from '../together.ts';
import { asObject, startsJson, takesObject } from './jsonText.ts';

export const rule = defineRule({
  meta: {
    id: 'json-injection',
    category: 'access',
    severity: 'warning',
    profile: 'pedantic',
    title: 'JSON is written as text around a value of the caller',
    fix: 'review',
    kinds: ['write-as-object'],
    cwe: [116, 74],
    checklist: TRUSTS_CALLER,
  },
  visit: {
    flow(context) {
      const tracker = callersOf(context.flow);
      if (!tracker.active) return;
      const found = new Map<Step, Found[]>();
      for (const site of context.flow.expressions) {
        const { step, template } = site;
        if (step === undefined || step.role === 'trigger' || site.inKey || !startsJson(template)) continue;
        const here = findIn(tracker, step, site);
        if (here.length > 0) found.set(step, [...(found.get(step) ?? []), ...here]);
      }
      for (const [step, places] of found)
        context.reportTogether(places, (some) => describe(context.flow, step, some));
    },
  },
  fixes({ flow }, finding) {
    const { site, places } = finding.data as Data;
    if (site?.step === undefined) return [];
    const value = asObject(site.template);
    if (value === undefined) return [];
    return [
      {
        kind: 'write-as-object',
        title: capitalise(`write ${describeInput(flow, site.step, site.node)} as an object`),
        disposition: 'review',
        edits: replaceValue(flow.tree, site.node, value),
        ...(places === undefined ? {} : { places }),
      },
    ];
  },
});

interface Found extends PlaceReport<NodePlace> {
  readonly site: ExpressionSite;
  readonly inputs: readonly CallerInput[];
}

interface Data {
  /** The text that can be written as an object: the body, of which a step has one. */
  readonly site: ExpressionSite | undefined;
  /** Indexes of the places in it, where there are others. */
  readonly places: readonly number[] | undefined;
}

function findIn(tracker: CallerTracker, step: Step, site: ExpressionSite): Found[] {
  const reader = new JsonQuotes();
  const found: Found[] = [];
  for (const piece of piecesOf(tracker, site.node, step)) {
    if (piece.kind === 'text') {
      reader.read(piece.value);
      continue;
    }
    // What a Compose step holds is told there.
    if (piece.node !== site.node || !reader.inside) continue;
    const inputs = tracker.unchecked(piece.expr, step, {
      neutral: (call) =>
        call.lowerName === 'replace' && call.args[1]?.kind === 'string' && call.args[1].value === '"',
    });
    if (inputs.length === 0) continue;
    found.push({
      place: { node: site.node, part: { inString: piece.expr.span } },
      label: `Here stands ${inputsText(inputs)}.`,
      confidence: confidenceIn(inputs),
      ...{ site, inputs },
    });
  }
  return found;
}

function describe(flow: FlowModel, step: Step, found: readonly Found[]): SharedReport {
  const inputs = found.flatMap((one) => one.inputs);
  const able = found.find(({ site }) => takesObject(flow, step, site.node) && asObject(site.template));
  const indexes = found.flatMap(({ site }, index) => (site === able?.site ? [index] : []));
  const places = indexes.length === found.length ? undefined : indexes;
  const [{ site }] = found as [Found, ...Found[]];
  const isOne = found.every((one) => one.site === site);
  const where = isOne ? ` in ${describeInput(flow, step, site.node)}` : '';
  return {
    message: `${stepName(step)} writes JSON as text around ${inputsText(inputs)}${where}${isGuess(found) ? ', which may damage it' : ''}.`,
    hint: 'Write the JSON as an object (in the code view without the quotes around it), so that the platform escapes the value.',
    why: `A value with a quote, a backslash or a line break damages the JSON, and ${inputs[0]!.caller.who} can add properties to it.`,
    fix: able === undefined ? null : 'review',
    data: { site: able?.site, places } satisfies Data,
  };
}
