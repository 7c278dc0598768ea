import type { Fix } from '../../finding.ts';
import type { FlowModel, Parameter, Step } from '../../flow/model.ts';
import { encodeString } from '../../json/escapes.ts';
import { NONE } from '../../json/tree.ts';
import { isRefused, type SolutionModel, setEnvironmentVariableType } from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { removeNode } from '../jsonEdits.ts';
import { isEditable, isEvaluated, mergeInsertions, repair, secureUser } from './literal.ts';
import { secretStep, secretVariableRead } from './secretStep.ts';

/**
 * Turns the text variable behind a parameter into a secret one and reads it at run time: the variable's type and values, a
 * step before all readers, the readers of the parameter in this flow, and no parameter any more. Undefined where that is not
 * exact: a trigger or an output of the flow reads the parameter, a name of a parameter is computed, no one step comes before
 * all readers, or the solution does not define the variable.
 */
export function parameterToSecretFix(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  parameter: Parameter,
): Fix | undefined {
  const { schemaName, defaultValue } = parameter;
  if (!isEditable(solution) || flow.wrapper !== 'solution' || schemaName === undefined) return undefined;
  const variable = solution.environmentVariable(schemaName);
  const readers = variable && readersOf(flow, parameter);
  if (variable === undefined || readers === undefined) return undefined;
  const changed = setEnvironmentVariableType(solution, schemaName, 'Secret');
  if (isRefused(changed)) return undefined;
  const users = [...new Set(readers.map((one) => one.step))];
  const shown = variable.definition?.displayName?.value ?? variable.schemaName;
  const read =
    users.length === 0
      ? undefined
      : secretStep({ flow, solution }, users, secretVariableRead(variable.schemaName), shown);
  if (users.length > 0 && read === undefined) return undefined;
  const edits = mergeInsertions([
    ...removeNode(flow.tree, parameter.node),
    ...(read?.edits ?? []),
    ...readers.map((one) => ({ span: one.span, newText: encodeString(read!.expression) })),
    ...users.flatMap((user) => secureUser(flow, user)),
  ]);
  const elsewhere =
    solution.flows.length > 1
      ? ' Other flows that read it as a parameter do not turn on until they read it the same way.'
      : '';
  const title =
    variable.type === 'Secret'
      ? `Read the secret variable "${variable.schemaName}" at run time`
      : `Turn "${variable.schemaName}" into a secret variable and read it at run time`;
  // A variable that was a secret from the start never had a value in the files.
  const hadValue = variable.type !== 'Secret' || flow.tree.string(defaultValue) !== '';
  const rotate = hadValue ? ' Rotate the old value: git history keeps it.' : '';
  const note = `Point "${variable.schemaName}" to an Azure Key Vault secret in each environment.${elsewhere}${rotate}`;
  return repair({ flow, solution }, { title, note, settle: true }, edits, () => {
    const more = read?.others === undefined ? [] : read.others();
    return more && [...changed, ...more];
  });
}

interface Reader {
  readonly step: Step;
  /** Of the call `parameters('X')` in the file. */
  readonly span: TextEdit['span'];
}

/** Every place that reads the parameter; undefined when one of them cannot be rewritten, or may be missing here. */
function readersOf(flow: FlowModel, parameter: Parameter): Reader[] | undefined {
  const { tree } = flow;
  const lower = parameter.name.toLowerCase();
  const { defaultValue, type } = parameter;
  if (type !== 'string' && type !== 'securestring') return undefined;
  if (defaultValue !== NONE && !tree.isString(defaultValue)) return undefined;
  if (flow.parameters.filter((one) => one.name.toLowerCase() === lower).length > 1) return undefined;
  const readers: Reader[] = [];
  for (const site of flow.expressions) {
    const { node, inKey, step, template } = site;
    if (template.problems.length > 0) {
      const text = inKey ? tree.key(node) : tree.string(node);
      if (/\bparameters\b/i.test(text)) return undefined;
      continue;
    }
    for (const reference of site.references) {
      if (reference.kind !== 'parameter') continue;
      if (reference.name === undefined) return undefined;
      if (reference.name.toLowerCase() !== lower) continue;
      // Something below a text is nothing.
      if (step === undefined || inKey || reference.path.length > 0 || !reference.pathComplete)
        return undefined;
      if (!isEvaluated(flow, step, node)) return undefined;
      readers.push({ step, span: tree.spanInString(node, reference.span) });
    }
  }
  return readers;
}
