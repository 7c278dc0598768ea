import type { Step } from '../../flow/model.ts';
import type { NodeId } from '../../json/tree.ts';
import { type CatalogueOperation, catalogueOperation } from '../../platform/catalogue/index.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { touches } from '../../text/span.ts';
import type { Hover } from '../types.ts';
import { boldName, escapeMarkdown } from './markdown.ts';

/** Values of a parameter that are told. */
const MOST_VALUES = 12;

/** Over the operation of a connector step, and over the keys of its parameters: what the designer calls them. */
export function operationHoverAt(
  { flow, solution }: FlowFacts,
  step: Step,
  node: NodeId,
  offset: number,
): Hover | undefined {
  const { apiName, operationId, parameters } = step.operation ?? {};
  if (apiName === undefined || operationId === undefined) return undefined;
  const { tree } = flow;
  const operation = catalogueOperation(apiName, operationId);
  if (operation?.title === undefined) return undefined;
  if (node === tree.descend(step.inputs, 'host', 'operationId')) {
    const end = operation.isDeprecated ? ', no longer to be used' : '';
    const connector = escapeMarkdown(connectorNameIn(solution, apiName));
    return {
      markdown: `${boldName(operation.title)}  \nOperation of ${connector}${end}`,
      span: tree.spanInString(node, { start: 0, end: tree.string(node).length }),
    };
  }
  if (parameters === undefined || tree.parent(node) !== parameters) return undefined;
  if (!touches(tree.keySpan(node), offset)) return undefined;
  const key = tree.key(node);
  const markdown = parameterHover(operation, key);
  if (markdown === undefined) return undefined;
  return { markdown, span: tree.spanInKey(node, { start: 0, end: key.length }) };
}

function parameterHover({ title = '', parameters }: CatalogueOperation, key: string): string | undefined {
  const lower = key.toLowerCase();
  const parameter = parameters.find(({ path }) => path.toLowerCase() === lower);
  if (parameter === undefined) return undefined;
  const kind = parameter.isRequired ? 'Required parameter' : 'Parameter';
  const first = `${boldName(parameter.title)}  \n${kind} of ${boldName(title)}`;
  const { values } = parameter;
  if (values.length === 0) return first;
  const more = values.length > MOST_VALUES ? ', …' : '';
  return `${first}\n\nOne of: ${values.slice(0, MOST_VALUES).map(escapeMarkdown).join(', ')}${more}`;
}
