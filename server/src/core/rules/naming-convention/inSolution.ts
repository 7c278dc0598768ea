import type { Fact } from '../../solution/fact.ts';
import type { NamePattern } from '../../text/naming/namePattern.ts';
import type { SolutionRuleContext } from '../rule.ts';
import { mismatchTexts, patternOf } from './patterns.ts';

/** Names of flows, connection references and environment variables, where the files of the solution have them. */
export function checkSolution({ solution, options, report }: SolutionRuleContext): void {
  const reportName = (
    pattern: NamePattern,
    kind: { readonly what: string; readonly option: string; readonly hint: string },
    name: Fact<string>,
    key: string,
  ): void => {
    // What people see has blanks where names of steps have underscores.
    if (pattern.fits(name.value) || pattern.fits(name.value.replaceAll(' ', '_'))) return;
    report({
      place: name,
      ...mismatchTexts(kind.what, kind.option, name.value, pattern),
      hint: kind.hint,
      key: `${kind.option} ${key}`,
      fix: null,
    });
  };

  const flows = patternOf(options.flows);
  if (flows !== undefined)
    for (const { id, displayName } of solution.flows)
      if (displayName !== undefined) reportName(flows, FLOW, displayName, id ?? displayName.value);

  const references = patternOf(options.connectionReferences);
  if (references !== undefined)
    for (const { logicalName, displayName } of solution.connectionReferences)
      reportName(references, REFERENCE, displayName ?? logicalName, logicalName.value);

  const variables = patternOf(options.environmentVariables);
  if (variables !== undefined)
    for (const { definition } of solution.environmentVariables)
      if (definition !== undefined)
        reportName(variables, VARIABLE, definition.schemaName, definition.schemaName.value);
}

const FLOW = {
  what: 'flow',
  option: 'flows',
  hint: 'Rename the flow in the designer: its file keeps the old name until the next export.',
};
const REFERENCE = {
  what: 'connection reference',
  option: 'connectionReferences',
  hint: 'Change its display name: the logical name, which flows use, stays.',
};
const VARIABLE = {
  what: 'environment variable',
  option: 'environmentVariables',
  hint: 'Make a variable whose name fits, and read that one: the schema name of a variable cannot be changed.',
};
