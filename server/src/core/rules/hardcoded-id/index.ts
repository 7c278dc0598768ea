import type { FlowModel, Step } from '../../flow/model.ts';
import { lengthOf } from '../../json/cheap.ts';
import type { NodeId } from '../../json/tree.ts';
import { isPlaceholder } from '../../secrets/detect/placeholder.ts';
import { byRepair, portableData, portableFixes, portableFixOf } from '../portableFixes.ts';
import {
  eachConnectorField,
  inputField,
  mayUseEnvironmentVariables,
  type RequestField,
} from '../requestFields.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';
import { idOf, type KnownId } from './ids.ts';

export const rule = defineRule({
  meta: {
    id: 'hardcoded-id',
    category: 'portability',
    severity: 'info',
    profile: 'pedantic',
    title: 'A step names a list, drive, team, channel or the like by an id written into the flow',
    fix: 'review',
    kinds: ['existing-variable', 'environment-variable'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow, report } = context;
      if (!mayUseEnvironmentVariables(flow)) return;
      for (const uses of byRepair(flow, findIds(flow), ({ field }) => field.node)) {
        const [first, ...others] = uses;
        if (first === undefined) continue;
        const { step, field, id } = first;
        const data = portableData(
          context,
          uses.map((use) => ({ node: use.field.node, part: 'value', step: use.step })),
          `${id.noun.replace(/^an? /, '')} id`,
        );
        report({
          place: { node: field.node, part: 'value' },
          message: `${stepName(step)} names ${id.noun} by a fixed id in "${field.key}".`,
          hint: id.hint,
          why: 'Another environment has another id.',
          related: others.map((use) => ({
            node: use.field.node,
            part: 'value' as const,
            message: `${stepName(use.step)} has the same id`,
          })),
          fix: portableFixOf(context, data),
          data,
        });
      }
    },
  },
  fixes: portableFixes,
});

interface Use {
  readonly step: Step;
  readonly field: RequestField;
  readonly id: KnownId;
}

/** The uses of each id, in the order of the file. */
function findIds(flow: FlowModel): Use[][] {
  const { tree } = flow;
  const known = new Map<string, Use[]>();
  const look = (field: RequestField): void => {
    if (field.site !== undefined) return;
    const value = tree.string(field.node).trim();
    const id = idOf(field.step, field.key, value);
    if (id === undefined || isPlaceholder(value)) return;
    const key = value.toLowerCase();
    const uses = known.get(key);
    if (uses) uses.push({ step: field.step, field, id });
    else known.set(key, [{ step: field.step, field, id }]);
  };
  const wanted = (node: NodeId): boolean => {
    const length = lengthOf(tree, node);
    return length > 18 && length < 198;
  };
  for (const step of flow.steps) {
    const tenant = step.lowerType === 'http' ? inputField(flow, step, 'authentication', 'tenant') : undefined;
    if (tenant) look(tenant);
    eachConnectorField(flow, step, wanted, look);
  }
  return [...known.values()];
}
