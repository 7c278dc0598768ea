import type { NodePlace } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import {
  type Deprecated,
  deprecatedConnector,
  deprecatedOperation,
} from '../../platform/deprecatedOperations.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';

/** Steps named one by one. */
const MAX_RELATED = 10;

export const rule = defineRule({
  meta: {
    id: 'deprecated-operation',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'A step uses a connector or an operation that its publisher has deprecated',
    fix: null,
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow } = context;
      if (!isPowerAutomate(flow)) return;
      const groups = new Map<Deprecated, Group>();
      for (const step of flow.steps) {
        const { apiName, operationId } = step.operation ?? {};
        if (apiName === undefined) continue;
        const connector = deprecatedConnector(apiName);
        const found = connector ?? (operationId && deprecatedOperation(apiName, operationId));
        if (!found) continue;
        const group = groups.get(found);
        if (group === undefined)
          groups.set(found, { what: found, whole: connector !== undefined, steps: [step] });
        else group.steps.push(step);
      }
      for (const group of groups.values()) reportGroup(context, group);
    },
  },
});

/** Steps of a flow that use the same connector or operation: they are one problem, and move together. */
interface Group {
  readonly what: Deprecated;
  /** The connector as a whole is deprecated. */
  readonly whole: boolean;
  readonly steps: Step[];
}

function reportGroup({ flow, report }: FlowRuleContext, { what, whole, steps }: Group): void {
  const { title, successor } = what;
  const [first, ...others] = steps as [Step, ...Step[]];
  const kind = whole ? 'connector' : 'operation';
  report({
    place: whole ? connectorPlace(flow, first) : operationPlace(flow, first),
    message: `${listNames(
      steps.map((step) => step.name),
      2,
    )} ${others.length === 0 ? 'uses' : 'use'} the ${kind} "${title}", which is deprecated.`,
    why: 'Its publisher has deprecated it: it still runs, is not developed further, and can be switched off.',
    hint: successor === undefined ? `Use a current ${kind} instead.` : hintFor(whole, successor),
    related: (whole ? steps : others).slice(0, MAX_RELATED).map((step) => ({
      node: step.node,
      part: 'key',
      message: `${stepName(step)} uses it`,
    })),
    key: title,
  });
}

function hintFor(whole: boolean, successor: string): string {
  if (whole) return `Replace the steps by ones of the connector "${successor}".`;
  return successor.includes('"')
    ? `Add it anew as ${successor}, which has another form.`
    : `Use "${successor}" instead.`;
}

/** The flow's reference to the connector. */
function connectorPlace(flow: FlowModel, first: Step): NodePlace {
  const apiName = first.operation?.apiName;
  const reference = flow.connections.find((one) => one.apiName === apiName);
  return { node: (reference ?? first).node, part: 'key' };
}

/** Where the file names the operation; the step in the old form. */
function operationPlace({ tree }: FlowModel, step: Step): NodePlace {
  const named = tree.descend(step.inputs, 'host', 'operationId');
  return tree.isString(named) ? { node: named, part: 'value' } : { node: step.node, part: 'key' };
}
