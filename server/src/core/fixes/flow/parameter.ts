import type { FlowModel, Parameter } from '../../flow/model.ts';
import { addProperties } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** A parameter that stands for an environment variable, as the designer writes it (flow-format 2.2). */
export interface BoundParameter {
  /** `API address (abc_ApiUrl)`. */
  readonly name: string;
  readonly schemaName: string;
  readonly type: 'String' | 'Int' | 'Bool' | 'Object';
  /** Written as `defaultValue`; undefined leaves it out. */
  readonly defaultValue: unknown;
  readonly description: string;
}

/** The flow's parameter bound to an environment variable, compared without case. */
export function boundParameter(flow: FlowModel, schemaName: string): Parameter | undefined {
  const lower = schemaName.toLowerCase();
  return flow.parameters.find((one) => one.schemaName?.toLowerCase() === lower);
}

/** `API address (abc_ApiUrl)`, with a number where a parameter of that name already stands for something else. */
export function parameterName(flow: FlowModel, displayName: string, schemaName: string): string {
  const taken = new Set(flow.parameters.map((one) => one.name.toLowerCase()));
  const wish = `${displayName} (${schemaName})`;
  let name = wish;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wish} ${number}`;
  return name;
}

/**
 * Adds a parameter at the end of the definition's parameters, which are created when missing. Undefined when they are no
 * object.
 */
export function addParameter(flow: FlowModel, parameter: BoundParameter): TextEdit[] | undefined {
  const { name, schemaName, type, defaultValue, description } = parameter;
  return addDeclaration(flow, name, {
    ...(defaultValue === undefined ? {} : { defaultValue }),
    type,
    metadata: { schemaName, description },
  });
}

/** The same for any parameter, as it is to be written. */
export function addDeclaration(flow: FlowModel, name: string, value: object): TextEdit[] | undefined {
  const { tree } = flow;
  const parameters = tree.child(flow.definition, 'parameters');
  if (parameters === NONE)
    return addProperties(tree, flow.definition, [['parameters', Object.fromEntries([[name, value]])]]);
  return tree.isObject(parameters) ? addProperties(tree, parameters, [[name, value]]) : undefined;
}
