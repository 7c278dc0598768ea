import type { RuleFix } from '../../finding.ts';
import { renameAction } from '../../fixes/flow/renameAction.ts';
import { renameVariable } from '../../fixes/flow/renameVariable.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf, type Variable } from '../../flow/names/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { MOST_RENAMED } from '../renaming.ts';
import type { FlowRuleContext, Report } from '../rule.ts';
import { quotedName } from '../unknownNames.ts';
import { mismatchTexts, patternOf } from './patterns.ts';

/** A step or a variable, and the name that fits. */
export interface Misnamed {
  readonly step?: Step;
  readonly variable?: Variable;
  readonly to: string;
}

/** Actions, variables and parameters of one flow. */
export function checkFlow({ flow, options, report }: FlowRuleContext): void {
  const steps = patternOf(options.steps);
  const variables = patternOf(options.variables);
  const parameters = patternOf(options.parameters);
  if ((steps ?? variables ?? parameters) === undefined || flow.tree.problems.length > 0) return;
  let found = 0;
  const withRename = (renamedTo: (() => Misnamed | undefined) | undefined): Rename => {
    const misnamed = found++ < MOST_RENAMED ? renamedTo?.() : undefined;
    if (misnamed === undefined)
      return { hint: 'Give it a name that fits, here and where it is used.', fix: null };
    const edits = editsOf(flow, misnamed);
    const name = quotedName(misnamed.to);
    return typeof edits === 'string'
      ? { hint: `${name} would fit. ${edits}`, fix: null }
      : { hint: `Rename it, with what refers to it: ${name} fits.`, fix: 'review', data: misnamed };
  };

  if (steps !== undefined)
    for (const step of flow.actions) {
      if (steps.fits(step.name)) continue;
      report({
        place: { node: step.node, part: 'key' },
        ...mismatchTexts('step', 'steps', step.name, steps),
        ...withRename(() => target(steps.fitted(step.name), (to) => ({ step, to }))),
      });
    }
  if (variables !== undefined)
    for (const variable of namesOf(flow).variables) {
      if (variables.fits(variable.name) || variable.name.startsWith('@')) continue;
      report({
        place: { node: variable.nameNode, part: 'value' },
        ...mismatchTexts('variable', 'variables', variable.name, variables),
        ...withRename(() => target(variables.fitted(variable.name), (to) => ({ variable, to }))),
      });
    }
  if (parameters !== undefined)
    for (const { name, node, schemaName } of flow.parameters) {
      // Those of the platform, and those that the designer names after an environment variable.
      if (name.startsWith('$') || schemaName !== undefined || parameters.fits(name)) continue;
      report({
        place: { node, part: 'key' },
        ...mismatchTexts('parameter', 'parameters', name, parameters),
        ...withRename(undefined),
      });
    }
}

type Rename = Required<Pick<Report, 'hint' | 'fix'>> & { readonly data?: Misnamed };

function target(to: string | undefined, make: (to: string) => Misnamed): Misnamed | undefined {
  return to === undefined ? undefined : make(to);
}

function editsOf(flow: FlowModel, { step, variable, to }: Misnamed): readonly TextEdit[] | string {
  if (step !== undefined) return renameAction(flow, step, to);
  return renameVariable(flow, variable!, to);
}

/** The repair; none where the rename is refused. */
export function renamed(flow: FlowModel, misnamed: Misnamed): readonly RuleFix[] {
  const edits = editsOf(flow, misnamed);
  if (typeof edits === 'string') return [];
  const { step, variable, to } = misnamed;
  const names = `${quotedName((step ?? variable)!.name)} to ${quotedName(to)}`;
  return step === undefined
    ? [
        {
          kind: 'rename-variable',
          title: `Rename the variable ${names}, with what reads and sets it`,
          disposition: 'review',
          edits,
        },
      ]
    : [
        {
          kind: 'rename-step',
          title: `Rename ${names}, with its references`,
          disposition: 'review',
          edits,
        },
      ];
}
