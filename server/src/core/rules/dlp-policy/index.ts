import { type DataGroup, type DlpPolicy, groupOf } from '../../config/policy/index.ts';
import type { Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { designerTitle } from '../../platform/operations.ts';
import { type Use, usesBelow, usesIn } from '../connectorUses.ts';
import { defineRule, type FlowRuleContext, type Report } from '../rule.ts';
import { listNames, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'dlp-policy',
    category: 'access',
    severity: 'error',
    profile: 'default',
    title: 'A flow breaks a policy for data loss prevention',
    fix: null,
    cwe: [200],
    checklist: { point: 'connections', one: 'breaks the policy', many: 'break the policy' },
  },
  visit: {
    flow(context) {
      const { flow, policy, solution, report } = context;
      const policies = policy?.dlp ?? [];
      if (policies.length === 0 || !isPowerAutomate(flow)) return;
      const uses = usesIn(flow, solution);
      const reported = new Set<Step>();
      for (const use of uses) {
        const blocking = policies.filter((one) => isBlocked(one, use));
        if (blocking.length === 0) continue;
        reported.add(use.step);
        report(blocked(use, blocking));
      }
      const all = [...uses.filter(({ call }) => call === undefined), ...usesBelow(context)];
      for (const one of policies) mixed(one, all, reported, report);
    },
  },
});

type Block = 'connector' | 'operation';

function isBlocked(policy: DlpPolicy, use: Use): Block | undefined {
  if (groupOf(policy, use.connector) === 'blocked') return 'connector';
  const rules = policy.actions.get(use.connector);
  const id = use.step.operation?.operationId?.toLowerCase();
  if (rules === undefined || id === undefined) return undefined;
  // Whether the default also holds for triggers is not documented.
  const blockedNow = rules.blocked.get(id) ?? (rules.blockedByDefault && use.step.role === 'action');
  return blockedNow ? 'operation' : undefined;
}

function blocked(use: Use, policies: readonly DlpPolicy[]): Report {
  const { step, label } = use;
  const whole = policies.some((one) => isBlocked(one, use) === 'connector');
  if (use.call !== undefined)
    return {
      place: { node: step.node, part: 'key' },
      message: `${stepName(step)} calls a child flow, and ${policyText(policies)} blocks HTTP, by which flows call each other.`,
      why: `The platform counts a call of a child flow as a use of HTTP. ${SUSPENDED}`,
      hint: 'Do the work of the child flow in this one, or ask the admins of the environment not to block HTTP.',
    };
  const id = step.operation?.operationId ?? '';
  const title = step.operation && designerTitle(step.operation);
  const what = whole ? label : `the operation "${title ?? id}" of ${label}`;
  return {
    place: { node: step.node, part: 'key' },
    message: `${stepName(step)} uses ${what}, which ${policyText(policies)} blocks.`,
    why: whole || title === undefined ? SUSPENDED : `${SUSPENDED} It lists the operation as ${id}.`,
    hint: whole
      ? 'Use a connector that the policy allows, or ask the admins of the environment.'
      : 'Use an operation that the policy allows, or ask the admins of the environment.',
  };
}

function policyText(policies: readonly DlpPolicy[]): string {
  const names = policies.map((one) => one.name).filter((name) => name !== '');
  if (names.length === 0) return 'the policy';
  return `the ${names.length === 1 ? 'policy' : 'policies'} ${listNames(names, 1)}`;
}

const SUSPENDED = 'Where the policy applies, the platform suspends the flow.';

const WORDS: Readonly<Record<Exclude<DataGroup, 'blocked'>, string>> = {
  business: 'business data',
  nonBusiness: 'non-business data',
};

/** One finding a policy, at the first step of the group that fewer steps belong to: there the repair is the smaller one. */
function mixed(
  policy: DlpPolicy,
  uses: readonly Use[],
  reported: ReadonlySet<Step>,
  report: FlowRuleContext['report'],
): void {
  const of = (group: DataGroup): Use[] =>
    uses.filter(
      (use) =>
        (use.child !== undefined || !reported.has(use.step)) && groupOf(policy, use.connector) === group,
    );
  const business = of('business');
  const nonBusiness = of('nonBusiness');
  if (business.length === 0 || nonBusiness.length === 0) return;
  const fewer = business.length < nonBusiness.length ? 'business' : 'nonBusiness';
  const [few, many] = fewer === 'business' ? [business, nonBusiness] : [nonBusiness, business];
  const other = fewer === 'business' ? 'nonBusiness' : 'business';
  const first = few[0]!;
  const labels = [...new Set(many.map((use) => use.label))];
  const last = labels.length > 3 ? 'others' : labels[labels.length - 1]!;
  const others = labels.slice(0, Math.min(labels.length - 1, 3));
  const shown = others.length === 0 ? last : `${others.join(', ')} and ${last}`;
  report({
    place: { node: first.step.node, part: 'key' },
    message: `${stepName(first.step)} ${verbOf(first)} ${first.label} beside ${listWords(labels)}, which ${policyText([policy])} keeps apart.`,
    hint: 'Keep the flow to connectors of one group, or ask the admins of the environment to put them into the same group.',
    why: `${first.child === undefined ? '' : `${stepName(first.step)} calls ${first.child}, and the two count together. `}${first.label} is for ${WORDS[fewer]}, and other steps use ${shown}, for ${WORDS[other]}. ${SUSPENDED}`,
    related: firstOfEach([...few.slice(1), ...many]).map((use) => ({
      node: use.step.node,
      part: 'key' as const,
      message: `${stepName(use.step)} ${verbOf(use)} ${use.label}, for ${WORDS[many.includes(use) ? other : fewer]}`,
    })),
    key: policy.name,
  });
}

/** A child flow and those that call it count together (https://github.com/microsoft/coe-starter-kit/issues/5951). */
function verbOf({ child }: Use): string {
  return child === undefined ? 'uses' : 'calls a flow that uses';
}

/** The first one, and how many more. */
function listWords(words: readonly string[]): string {
  return words.length > 1 ? `${words[0]} and ${words.length - 1} more` : (words[0] ?? '');
}

/** The first step of each connector. */
function firstOfEach(uses: readonly Use[]): Use[] {
  const known = new Map<string, Use>();
  for (const use of uses) if (!known.has(use.connector)) known.set(use.connector, use);
  return [...known.values()];
}
