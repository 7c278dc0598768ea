import type { FlowModel } from '../../flow/model.ts';
import { declaresAllInputs, type FlowNames, type NameUse, namesOf } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName, reportUnknown, unknownNameFixes } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'unknown-trigger-input',
    category: 'integrity',
    severity: 'warning',
    profile: 'default',
    title: 'An expression reads an input that the trigger does not have',
    fix: 'review',
    kinds: ['correct-name'],
    checklist: null,
  },
  visit: { flow: check },
  fixes: (context, finding) => unknownNameFixes(context, finding.data),
});

function check(context: FlowRuleContext): void {
  const { flow } = context;
  const [trigger, another] = flow.triggers;
  if (trigger === undefined || another !== undefined || !declaresAllInputs(flow, trigger)) return;
  const names = namesOf(flow);
  if (!names.isComplete) return;
  const keys = new Set(names.inputs.map(({ key }) => key.toLowerCase()));
  // Behind `body/` nobody can tell where the name ends.
  if ([...keys].some((key) => key.includes('/'))) return;
  const isKnown = (name: string): boolean => keys.has(name.toLowerCase());
  // A path may be one key: `triggerBody()?['file/name']`.
  const unknown = names
    .uses('input')
    .filter(({ name }) => !isKnown(name) && !isKnown(name.split('/', 1)[0]!));
  if (unknown.length === 0) return;
  const titles = new Map(names.inputs.map(({ title, key }) => [title, key]));
  reportUnknown(
    context,
    unknown.map((use) => ({
      use,
      description: `reads the input ${quotedName(use.name)}, which the trigger ${stepName(trigger)} does not have`,
      known: () => keysFor(flow, names, use),
      titles: () => (isDotted(flow, use) ? NO_TITLES : titles),
      otherwise:
        'Name an input by its key in the schema of the trigger, which is not its title, or add it to the trigger.',
      why: 'It reads null, and no error tells.',
    })),
  );
}

const NO_TITLES: ReadonlyMap<string, string> = new Map();

/** Behind a dot only names without blanks and the like can be written. */
function keysFor(flow: FlowModel, { inputs }: FlowNames, use: NameUse): readonly string[] {
  const keys = inputs.map(({ key }) => key);
  return isDotted(flow, use) ? keys.filter((key) => /^[a-z_]\w*$/i.test(key)) : keys;
}

function isDotted({ tree }: FlowModel, { place: { node, part }, site }: NameUse): boolean {
  if (site === undefined || typeof part !== 'object' || 'inFile' in part) return false;
  return 'inKey' in part
    ? tree.key(node)[part.inKey.start - 1] === '.'
    : tree.string(node)[part.inString.start - 1] === '.';
}
