import type { RuleFix } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { NameUse } from '../../flow/names/index.ts';
import { addProperties } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import type { ListOperation } from '../../platform/lists.ts';
import { callAround, type ListStep, listParameter, listSteps } from '../lists.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'list-without-limit',
    category: 'reliability',
    severity: 'info',
    profile: 'team',
    title: 'A list is read without pagination, so that only its first page comes',
    fix: 'review',
    kinds: ['turn-on-pagination'],
    checklist: null,
  },
  visit: { flow: check },
  fixes: ({ flow }, { data }) => pagination(flow, data as ListStep),
});

function check({ flow, report }: FlowRuleContext): void {
  for (const list of listSteps(flow)) {
    const { step, operation, uses } = list;
    if (flow.tree.child(step.runtimeConfiguration, 'paginationPolicy') !== NONE) continue;
    if (listParameter(flow, step, (name) => LIMITS.has(name)) !== undefined) continue;
    if (isNarrow(flow, step, operation)) continue;
    // Nobody misses what nobody reads.
    if (uses.length === 0 || uses.some(pagesByHand) || uses.every(looksAtFew)) continue;
    const { noun, page: most } = operation;
    report({
      place: { node: step.node, part: 'key' },
      message:
        most === undefined
          ? `${stepName(step)} reads one page of ${noun}, and nothing tells when there are more.`
          : `${stepName(step)} reads at most ${most.toLocaleString('en')} ${noun}, and nothing tells when there are more.`,
      hint: 'Turn on pagination in the settings of the step, or say with "Top Count" or a filter what is wanted.',
      why: `The step succeeds with the first page. All other ${noun} are left out of what the flow does, in silence, once there are enough of them.`,
      data: list,
    });
  }
}

/** Parameters that say how much is wanted, or that ask for one page after the other. */
const LIMITS: ReadonlySet<string> = new Set([
  '$top',
  'top',
  '$skiptoken',
  '$maxpagesize',
  'limit',
  'fetchxml',
]);

/** This many rows are enough for any filter. */
const LARGE_PAGE = 512;
/** Columns of which a value picks one row, or few. */
const KEY_EQUALS =
  /^[\s(]{0,20}[\w/]{0,200}(?:id|guid|key|code|number|mail|upn|name|title|leafref)\s{1,20}eq\s/i;
const MOST = 2000;

/** True where a filter leaves few, as far as the file tells. */
function isNarrow(flow: FlowModel, step: Step, { page: most = 0 }: ListOperation): boolean {
  const filter = listParameter(flow, step, (name) => name === '$filter');
  if (filter === undefined) return false;
  const text = flow.tree.string(filter).slice(0, MOST);
  if (text === '') return false;
  // What an expression makes as a whole may be any filter.
  if (most >= LARGE_PAGE || text.startsWith('@')) return true;
  return !/\sor\s/i.test(text) && text.split(/\sand\s/i).some((one) => KEY_EQUALS.test(one));
}

/** The flow asks for the next page by itself. */
function pagesByHand({ reference }: NameUse): boolean {
  return reference?.path.some((key) => typeof key === 'string' && /nextlink|skiptoken/i.test(key)) ?? false;
}

/** Functions that look at a few entries of a list, or only whether there are some. */
const FEW: ReadonlySet<string> = new Set(['first', 'empty', 'length', 'take']);

/** Only the first entries matter, or how many there are. */
function looksAtFew({ reference, site }: NameUse): boolean {
  if (reference === undefined || site === undefined) return false;
  if (reference.path.some((key) => typeof key === 'number')) return true;
  if (reference.path.some((key) => typeof key === 'string' && /^(?:statuscode|headers)\b/i.test(key)))
    return true;
  const around = callAround(site, reference.expr);
  return around !== undefined && around.index === 0 && FEW.has(around.call.lowerName);
}

/** Most that the platform takes on every plan. */
const EVERY_PLAN = 5000;
const MOST_EVER = 100_000;

function pagination({ tree }: FlowModel, { step, operation }: ListStep): RuleFix[] {
  const minimumItemCount = (operation.page ?? 0) < EVERY_PLAN ? EVERY_PLAN : MOST_EVER;
  const policy = ['paginationPolicy', { minimumItemCount }] as const;
  const { runtimeConfiguration } = step;
  if (runtimeConfiguration !== NONE && !tree.isObject(runtimeConfiguration)) return [];
  const many = minimumItemCount.toLocaleString('en');
  return [
    {
      kind: 'turn-on-pagination',
      title: `Turn on pagination of ${stepName(step)} for ${many} ${operation.noun}`,
      disposition: 'review',
      edits:
        runtimeConfiguration === NONE
          ? addProperties(tree, step.node, [['runtimeConfiguration', Object.fromEntries([policy])]])
          : addProperties(tree, runtimeConfiguration, [policy]),
      note:
        minimumItemCount === EVERY_PLAN
          ? 'The step asks for page after page until it has that many. Loops over them take longer.'
          : 'The step asks for page after page until it has that many. Plans of low performance take 5,000 at most, and do not turn on a flow that asks for more.',
    },
  ];
}
