import { callersOf, confidenceIn, inputsText, piecesOf } from '../../callers/index.ts';
import { replaceValue } from '../../fixes/jsonEdits.ts';
import { describeInput } from '../../flow/describe.ts';
import { defineRule } from '../rule.ts';
import { capitalise, stepName } from '../texts.ts';
import { asObject, JsonQuotes, startsJson, takesObject } from './jsonText.ts';

export const rule = defineRule({
  meta: {
    id: 'json-injection',
    category: 'access',
    severity: 'warning',
    profile: 'pedantic',
    title: 'JSON is written as text around a value of the caller',
    fix: 'review',
    cwe: [116, 74],
  },
  visit: {
    expression({ flow, report }, site) {
      const { step, template, node } = site;
      if (step === undefined || step.role === 'trigger' || site.inKey || !startsJson(template)) return;
      const tracker = callersOf(flow);
      if (!tracker.active) return;
      const reader = new JsonQuotes();
      for (const piece of piecesOf(tracker, node, step)) {
        if (piece.kind === 'text') {
          reader.read(piece.value);
          continue;
        }
        // What a Compose step holds is told there.
        if (piece.node === node && reader.inside) {
          const found = tracker.unchecked(piece.expr, step, {
            neutral: (call) =>
              call.lowerName === 'replace' && call.args[1]?.kind === 'string' && call.args[1].value === '"',
          });
          if (found.length > 0) {
            report({
              place: { node, part: { inString: piece.expr.span } },
              message: `${stepName(step)} writes JSON as text in ${describeInput(flow, step, node)} and puts ${inputsText(found)} between its quotes. A value with a quote, a backslash or a line break damages the JSON, and ${found[0]!.caller.who} can add properties to it.`,
              hint: 'Write the JSON as an object (in the code view without the quotes around it), so that the platform escapes the value.',
              confidence: confidenceIn(found),
              fix: takesObject(flow, step, node) && asObject(template) !== undefined ? 'review' : null,
            });
          }
        }
      }
    },
  },
  fixes({ flow }, finding) {
    const site = flow.expressions.find((one) => one.node === finding.place.node && !one.inKey);
    if (site?.step === undefined || !takesObject(flow, site.step, site.node)) return [];
    const value = asObject(site.template);
    if (value === undefined) return [];
    return [
      {
        title: capitalise(`write ${describeInput(flow, site.step, site.node)} as an object`),
        disposition: 'review',
        edits: replaceValue(flow.tree, site.node, value),
      },
    ];
  },
});
