import type { Source } from '../exposure/taint.ts';
import { secureDisposition } from '../fixes/secure.ts';
import { evidencePlaces, stepPlace } from './exposurePlaces.ts';
import type { FlowRuleContext } from './rule.ts';
import { securingHint } from './securing.ts';
import { evidenceText, stepName, surely } from './texts.ts';

/**
 * Reports the steps that read a secret, or the triggers that take one, whose outputs the run history shows. `reason`: why, where the
 * source has no evidence of its own.
 */
export function reportShownOutputs(
  { flow, exposure, report }: FlowRuleContext,
  kind: 'read' | 'trigger',
  reason: (source: Source) => string,
): void {
  for (const problem of exposure.problems) {
    if (problem.kind !== kind) continue;
    const { step, source, consumers } = problem;
    report({
      place: { node: step.node, part: 'key' },
      message: `${stepName(step)} ${surely(source.confidence, 'shows', 'show')} ${source.own} in its outputs.`,
      hint: securingHint(step, 'outputs', 'That also hides the inputs of the steps that use them directly.'),
      why: evidenceText(source) ?? reason(source),
      related: [
        ...evidencePlaces([source]),
        ...consumers.map((consumer) => stepPlace(consumer, `${stepName(consumer)} uses it`)),
      ],
      confidence: source.confidence,
      fix: secureDisposition(flow, step, ['outputs']),
    });
  }
}
