import { sidesText } from '../../fixes/secureData.ts';
import { isTrackedReadElsewhere } from '../../fixes/trackedProperties.ts';
import type { Step } from '../../flow/model.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { removeNode } from '../../json/edits.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { refusesSecure } from '../../platform/secureData.ts';
import { SHOWS_SECRET } from '../checklistPoints.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { confidenceOf, sourcesText, stepName, surely } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'tracked-properties-on-secured-action',
    category: 'exposure',
    severity: 'warning',
    profile: 'default',
    title: 'Tracked properties stand on a secured step, or carry a secret into the logs',
    fix: 'safe',
    kinds: ['remove-tracked-properties'],
    cwe: [532],
    checklist: SHOWS_SECRET,
  },
  visit: { trigger: check, action: check },
  fixes({ flow }, finding) {
    const step = stepAt(flow, finding.place.node);
    if (!step || isTrackedReadElsewhere(flow)) return [];
    const node = finding.place.node;
    const title =
      node === step.trackedProperties
        ? `Remove the tracked properties of ${stepName(step)}`
        : `Remove this tracked property of ${stepName(step)}`;
    const edits = removeNode(flow.tree, node, step.node);
    return [{ kind: 'remove-tracked-properties', title, disposition: 'safe', edits }];
  },
});

function check({ flow, exposure, report }: FlowRuleContext, step: Step): void {
  const { trackedProperties } = step;
  if (trackedProperties === NONE || flow.tree.firstChild(trackedProperties) === NONE) return;
  const secured = [...step.secured].filter((side) => !refusesSecure(step, side));
  if (secured.length > 0) {
    report({
      place: { node: trackedProperties, part: 'key' },
      message: `${stepName(step)} secures its ${sidesText(secured)}, and has tracked properties.`,
      why: 'The platform allows only one of the two, and tracked values go to the logs unhidden.',
      hint: 'Remove the tracked properties, or track a value of a step that handles nothing secret.',
      fix: isTrackedReadElsewhere(flow) ? null : 'safe',
    });
    return;
  }
  const reported = new Set<NodeId>();
  const end = flow.tree.after(trackedProperties);
  for (const site of step.expressions) {
    if (site.node <= trackedProperties || site.node >= end) continue;
    const carried = exposure.carriedBy(site);
    if (carried.length === 0) continue;
    const property = propertyOf(flow.tree.parent.bind(flow.tree), trackedProperties, site.node);
    if (reported.has(property)) continue;
    reported.add(property);
    const confidence = confidenceOf(carried);
    report({
      place: { node: property, part: 'key' },
      message: `${stepName(step)} ${surely(confidence, 'tracks', 'track')} ${sourcesText(carried)} in a tracked property.`,
      why: 'Tracked properties go into the records of each run and their logs, whatever is secured.',
      hint: 'Remove this tracked property, or track an id instead of the secret.',
      confidence,
      fix: isTrackedReadElsewhere(flow) ? null : 'safe',
    });
  }
}

/** The tracked property that a node belongs to. */
function propertyOf(parent: (node: NodeId) => NodeId, trackedProperties: NodeId, node: NodeId): NodeId {
  let at = node;
  while (parent(at) !== trackedProperties && parent(at) !== NONE) at = parent(at);
  return at;
}
