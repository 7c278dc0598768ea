import type { FlowDocument, SourceFile } from '../../flow/document.ts';
import { openDocument } from '../../flow/index.ts';
import type { FlowModel, Parameter } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { attribute, childNamed, childrenNamed, readXml } from '../../solution/xml/document.ts';
import type { Span } from '../../text/span.ts';
import { touches } from '../../text/span.ts';

/** An environment variable that is named at a place. */
export interface Renamable {
  readonly schemaName: string;
  /** Of the name as it stands there, in UTF-16 units of the file. */
  readonly span: Span;
  /** What stands there: `API address (abc_ApiUrl)`, or one of the two. */
  readonly placeholder: string;
}

/**
 * The variable that a flow names at `offset`: by the key of its parameter, `metadata.schemaName`, `parameters('…')` in an
 * expression, or the step that reads a secret variable.
 */
export function renamableInFlow(document: FlowDocument, offset: number): Renamable | undefined {
  const { tree } = document;
  for (const flow of document.flows) {
    const bound = flow.parameters.filter((one) => one.schemaName !== undefined);
    for (const parameter of bound) {
      const key = inside(tree.keySpan(parameter.node));
      const { schemaName = '', name } = parameter;
      if (touches(key, offset)) return { schemaName, span: key, placeholder: name };
      const value = schemaNameNode(flow, parameter);
      if (value !== NONE && touches(tree.valueSpan(value), offset))
        return { schemaName, span: inside(tree.valueSpan(value)), placeholder: schemaName };
    }
    const node = tree.nodeAt(offset);
    for (const site of flow.expressions) {
      if (site.node !== node) continue;
      for (const reference of site.references) {
        if (reference.kind !== 'parameter' || reference.nameSpan === undefined) continue;
        const span = site.inKey
          ? tree.spanInKey(node, reference.nameSpan)
          : tree.spanInString(node, reference.nameSpan);
        const named = reference.name?.toLowerCase();
        const parameter = bound.find((one) => one.name.toLowerCase() === named);
        if (parameter === undefined || !touches(span, offset)) continue;
        return { schemaName: parameter.schemaName!, span, placeholder: parameter.name };
      }
    }
    const read = secretReads(flow).find((one) => touches(tree.valueSpan(one), offset));
    if (read !== undefined) {
      const schemaName = tree.string(read);
      return { schemaName, span: inside(tree.valueSpan(read)), placeholder: schemaName };
    }
  }
  return undefined;
}

/** Where the text of a flow names a variable first: its parameter's key, else a step that reads it. */
export function placeOfVariable(source: SourceFile, schemaName: string): Span | undefined {
  const document = openDocument(source);
  const lower = schemaName.toLowerCase();
  const { tree } = document;
  for (const flow of document.flows) {
    const parameter = flow.parameters.find((one) => one.schemaName?.toLowerCase() === lower);
    if (parameter !== undefined) return inside(tree.keySpan(parameter.node));
    const read = secretReads(flow).find((one) => tree.string(one).toLowerCase() === lower);
    if (read !== undefined) return inside(tree.valueSpan(read));
  }
  return undefined;
}

/** The variable that a definition file names at `offset`, by its schema name or its display name. */
export function renamableInFile(solution: SolutionModel, uri: string, offset: number): Renamable | undefined {
  const variable = solution.environmentVariables.find((one) => one.definition?.source.uri === uri);
  const text = solution.textOf(uri);
  const { root } = readXml(text ?? '');
  if (variable === undefined || text === undefined || root === undefined) return undefined;
  const { schemaName } = variable;
  const shown = childNamed(root, 'displayname');
  const names = [
    attribute(text, root, 'schemaname'),
    shown && attribute(text, shown, 'default'),
    ...childrenNamed(shown, 'label').map((label) => attribute(text, label, 'description')),
  ];
  const found = names.find((one) => one !== undefined && touches(one.span, offset));
  return found && { schemaName, span: found.span, placeholder: found.value };
}

/** Of `metadata.schemaName`. */
export function schemaNameNode({ tree }: FlowModel, parameter: Parameter): number {
  return tree.descend(parameter.node, 'metadata', 'schemaName');
}

/** Values that name the variable which a step reads at run time. */
export function secretReads({ tree, actions }: FlowModel): number[] {
  return actions.flatMap(({ operation }) => {
    if (operation?.operationId !== 'PerformUnboundAction') return [];
    const action = tree.stringAt(operation.parameters, 'actionName');
    const name = tree.child(operation.parameters, 'item/EnvironmentVariableName');
    const isRead = action?.toLowerCase() === 'retrieveenvironmentvariablesecretvalue';
    return isRead && tree.isString(name) && /^\w+$/.test(tree.string(name)) ? [name] : [];
  });
}

/** Without the quotes. */
function inside({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 };
}
