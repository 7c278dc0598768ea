import { uniqueStepName } from '../../fixes/flow/insertStep.ts';
import type { Branch, FlowModel, Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { encodeString } from '../../json/escapes.ts';
import { type Style, write } from '../../json/style.ts';
import type { NodeId } from '../../json/tree.ts';
import { catalogueOperations } from '../../platform/catalogue/index.ts';
import { connectorName } from '../../platform/connectors.ts';
import { followedIn } from './runAfter.ts';
import type { KeyItem } from './slot.ts';

/** A step as the designer writes it. Texts hold places of a snippet, which count from 2: the name is the first. */
interface Template {
  readonly name: string;
  readonly label: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const TEMPLATES: readonly Template[] = [
  { name: 'Compose', label: 'Compose', body: { type: 'Compose', inputs: '$2' } },
  {
    name: 'Condition',
    label: 'Condition',
    body: { type: 'If', expression: { and: [{ equals: ['$2', '$3'] }] }, actions: {}, else: { actions: {} } },
  },
  { name: 'Apply_to_each', label: 'Apply to each', body: { type: 'Foreach', foreach: '$2', actions: {} } },
  {
    name: 'Do_until',
    label: 'Do until',
    body: {
      type: 'Until',
      expression: '@equals($2, $3)',
      limit: { count: 60, timeout: 'PT1H' },
      actions: {},
    },
  },
  { name: 'Scope', label: 'Scope', body: { type: 'Scope', actions: {} } },
  {
    name: 'Switch',
    label: 'Switch',
    body: {
      type: 'Switch',
      expression: '$2',
      cases: { Case: { case: '$3', actions: {} } },
      default: { actions: {} },
    },
  },
  {
    name: 'Initialize_variable',
    label: 'Initialize variable',
    body: {
      type: 'InitializeVariable',
      inputs: { variables: [{ name: '${2:name}', type: '${3|string,integer,float,boolean,array,object|}' }] },
    },
  },
  {
    name: 'Set_variable',
    label: 'Set variable',
    body: { type: 'SetVariable', inputs: { name: '$2', value: '$3' } },
  },
  {
    name: 'Append_to_array_variable',
    label: 'Append to array variable',
    body: { type: 'AppendToArrayVariable', inputs: { name: '$2', value: '$3' } },
  },
  {
    name: 'Parse_JSON',
    label: 'Parse JSON',
    body: { type: 'ParseJson', inputs: { content: '$2', schema: { type: 'object', properties: {} } } },
  },
  { name: 'Select', label: 'Select', body: { type: 'Select', inputs: { from: '$2', select: {} } } },
  {
    name: 'Filter_array',
    label: 'Filter array',
    body: { type: 'Query', inputs: { from: '$2', where: '@equals($3, $4)' } },
  },
  {
    name: 'HTTP',
    label: 'HTTP',
    body: { type: 'Http', inputs: { method: '${2|GET,POST,PUT,PATCH,DELETE|}', uri: '$3' } },
  },
  {
    name: 'Response',
    label: 'Response',
    body: { type: 'Response', kind: 'Http', inputs: { statusCode: 200, body: '$2' } },
  },
  {
    name: 'Delay',
    label: 'Delay',
    body: { type: 'Wait', inputs: { interval: { count: 1, unit: '${2|Second,Minute,Hour,Day|}' } } },
  },
  {
    name: 'Terminate',
    label: 'Terminate',
    body: { type: 'Terminate', inputs: { runStatus: '${2|Failed,Cancelled,Succeeded|}' } },
  },
];

/** Operations of one connection that are offered as steps. */
const MOST_OPERATIONS = 30;

/** Whole steps for a list of actions, each behind the last one, in the style of the file. */
export function newStepItems(flow: FlowModel, branch: Branch, style: Style): readonly KeyItem[] {
  const after = lastOf(branch)?.name;
  const item = (
    name: string,
    label: string,
    detail: string,
    body: Readonly<Record<string, unknown>>,
  ): KeyItem => ({
    label,
    kind: 'snippet',
    detail,
    filter: `${encodeString(label)} ${encodeString(name)}`,
    key: uniqueStepName(flow, name),
    isNameAsked: true,
    isSnippet: true,
    value: snippetOf(body, after, style),
  });
  return [
    ...TEMPLATES.map(({ name, label, body }) => item(name, label, String(body.type), body)),
    ...(isPowerAutomate(flow) ? connectorSteps(flow, item) : []),
  ];
}

function connectorSteps(
  flow: FlowModel,
  item: (name: string, label: string, detail: string, body: Readonly<Record<string, unknown>>) => KeyItem,
): readonly KeyItem[] {
  const seen = new Set<string>();
  return flow.connections.flatMap(({ key, apiName }) => {
    if (apiName === undefined || seen.has(apiName)) return [];
    seen.add(apiName);
    return catalogueOperations(apiName)
      .filter((one) => one.title !== undefined && !one.isDeprecated && one.visibility === 'important')
      .slice(0, MOST_OPERATIONS)
      .map(({ id, title = id, parameters }) => {
        const required = parameters.filter((one) => one.isRequired && !one.isDynamic);
        const host = {
          connectionName: inTemplate(key),
          operationId: id,
          apiId: `/providers/Microsoft.PowerApps/apis/${inTemplate(apiName)}`,
        };
        const filled = Object.fromEntries(
          required.map(({ path }, index) => [inTemplate(path), `$${index + 2}`]),
        );
        const body = {
          type: 'OpenApiConnection',
          inputs: { host, parameters: filled, authentication: inTemplate("@parameters('$authentication')") },
        };
        return item(title.replace(/[.:]/g, ''), title, connectorName(apiName), body);
      });
  });
}

/** Stand for `$` and `}` of a text until it is a snippet. */
const DOLLAR = '\ue000';
const BRACE = '\ue001';

/** A text of the flow, in a template whose `$` are places of a snippet. */
function inTemplate(text: string): string {
  return text.replaceAll('$', DOLLAR).replaceAll('}', BRACE);
}

/** JSON of a template. The editor indents its lines as far as the place. */
function snippetOf(body: Readonly<Record<string, unknown>>, after: string | undefined, style: Style): string {
  const runAfter = after === undefined ? {} : { [inTemplate(after)]: ['Succeeded'] };
  const lineBreak = style.lineBreak === '' ? '' : '\n';
  const text = write({ runAfter, ...body }, { ...style, lineBreak });
  return text.replaceAll('\\', '\\\\').replaceAll(DOLLAR, '\\$').replaceAll(BRACE, '\\}');
}

/** The last step of a list that no other one runs after. */
function lastOf({ steps }: Branch): Step | undefined {
  const followed = followedIn(steps);
  return [...steps].reverse().find((one) => !followed.has(one.name.toLowerCase())) ?? steps.at(-1);
}

/** The list of actions that is written in an object; undefined for another object. */
export function branchOf(
  { topLevel }: FlowModel,
  owner: Step | undefined,
  object: NodeId,
): Branch | undefined {
  return [topLevel, ...(owner?.branches ?? [])].find(({ node }) => node === object);
}
