import { removeUnusedVariable } from '../../fixes/variable/unused.ts';
import { type NameUse, namesOf, type Variable } from '../../flow/names/index.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { stepName } from '../texts.ts';
import { quotedName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'unused-variable',
    category: 'integrity',
    severity: 'hint',
    profile: 'default',
    title: 'Nobody reads a variable of the flow',
    fix: 'review',
    kinds: ['remove-unused-variable'],
    mayFollowRepair: true,
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const { name, isRemovable } = finding.data as Unused;
    const fix = isRemovable ? removeUnusedVariable(flow, name) : undefined;
    return fix === undefined ? [] : [{ ...fix, kind: 'remove-unused-variable' }];
  },
});

interface Unused {
  readonly name: string;
  readonly isRemovable: boolean;
}

/** More related places help nobody, and looking whether a variable can go costs as much as the flow is long. */
const MOST = 50;

function check({ flow, report }: FlowRuleContext): void {
  const names = namesOf(flow);
  if (names.variables.length === 0 || !names.isComplete) return;
  const keyOf = ({ name }: { readonly name: string }): string => name.toLowerCase();
  const read = new Set(names.uses('variable').map(keyOf));
  const unused = new Map<string, Variable>();
  for (const one of names.variables)
    if (!read.has(keyOf(one)) && !unused.has(keyOf(one))) unused.set(keyOf(one), one);
  if (unused.size === 0 || !names.areAllNamed('variable')) return;
  const writes = names.uses('write');
  // A name that is wrong may mean the variable: that is told already.
  const isUnknown = (use: NameUse): boolean => names.variable(use.name).length === 0;
  if (writes.some(isUnknown) || names.uses('variable').some(isUnknown)) return;
  const writesByName = new Map<string, NameUse[]>([...unused.keys()].map((key) => [key, []]));
  for (const use of writes) writesByName.get(keyOf(use))?.push(use);
  let looked = 0;
  for (const [key, { name, nameNode, step }] of unused) {
    const own = writesByName.get(key) ?? [];
    const isRemovable = looked++ < MOST && removeUnusedVariable(flow, name) !== undefined;
    const [first, ...others] = own;
    const message =
      first?.step === undefined
        ? `Nobody uses the variable ${quotedName(name)} that ${stepName(step)} initialises.`
        : `Nobody reads the variable ${quotedName(name)} that ${others.length === 0 ? `${stepName(first.step)} sets` : `${own.length} steps set`}.`;
    report({
      place: { node: nameNode, part: 'value' },
      message,
      hint: 'Remove it, or read it where its value is needed.',
      why: 'Each run takes longer for it, and whoever reads the flow looks for what it is good for.',
      related: own.slice(0, MOST).map(({ place }) => ({ ...place, message: 'It is set here' })),
      fix: isRemovable ? 'review' : null,
      data: { name, isRemovable } satisfies Unused,
    });
  }
}
