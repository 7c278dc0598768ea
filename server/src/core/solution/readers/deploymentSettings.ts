import { parseJson } from '../../json/parse.ts';
import { plainLetters } from '../../json/plainLetters.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Fact } from '../fact.ts';
import type {
  ComponentSetting,
  ConnectionSetting,
  DeploymentSettingsFacts,
  VariableSetting,
} from '../facts.ts';
import { jsonDamage } from './damage.ts';
import { idFact, jsonFact, NOTHING, nodeSource, property, type Reader } from './fact.ts';

/** Words one of which every settings file holds, wherever they stand: cheap, so that other files cost no parse. */
const MARKS = /(?:environmentvariables|connectionreferences|usersettings|configuration)"/i;

const ALM_LISTS: readonly (readonly [list: string, key: string, setting: ComponentSetting['setting']])[] = [
  ['ActivateFlowConfiguration', 'activate', 'activate'],
  ['ActivateFlowConfiguration', 'sortOrder', 'activateOrder'],
  ['ActivateFlowConfiguration', 'activateAsUser', 'activateAs'],
  ['SolutionComponentOwnershipConfiguration', 'ownerEmail', 'owner'],
  ['FlowShareWithGroupTeamConfiguration', 'aadGroupTeamName', 'shareWithTeam'],
  ['ConnectorShareWithGroupTeamConfiguration', 'aadGroupTeamName', 'shareWithTeam'],
];

const USER_SETTINGS: readonly (readonly [prefix: string, setting: ComponentSetting['setting']])[] = [
  ['owner.owneremail.', 'owner'],
  ['flow.sharing.', 'shareWithTeam'],
  ['connector.teamname.', 'shareWithTeam'],
  ['activateflow.activate.', 'activate'],
  ['activateflow.order.', 'activateOrder'],
  ['activateflow.activateas.', 'activateAs'],
];

export const VARIABLE_PREFIX = 'environmentvariable.';
export const REFERENCE_PREFIX = 'connectionreference.';
export const REFERENCE_USER_PREFIX = 'connectionreference.user.';

/** A deployment settings file of any known form; recognised by content. */
export const readDeploymentSettings: Reader = (uri, text) => {
  if (!MARKS.test(plainLetters(text))) return NOTHING;
  const tree = parseJson(text);
  const facts = tree.isArray(tree.root) ? readUserSettings(uri, tree) : readObject(uri, tree);
  if (facts === undefined) return NOTHING;
  return { facts, problems: jsonDamage(uri, tree) };
};

/** Elements of an array property that are objects; undefined when there is no such array. */
function objects(tree: JsonTree, parent: NodeId, name: string): NodeId[] | undefined {
  const list = property(tree, parent, name);
  return tree.isArray(list) ? tree.children(list).filter((one) => tree.isObject(one)) : undefined;
}

function readObject(uri: string, tree: JsonTree): DeploymentSettingsFacts | undefined {
  const { root } = tree;
  const variables = objects(tree, root, 'EnvironmentVariables');
  const references = objects(tree, root, 'ConnectionReferences');
  if (variables !== undefined || references !== undefined) {
    const environmentVariables = (variables ?? []).flatMap((node): VariableSetting[] => {
      const schemaName = jsonFact(uri, tree, node, 'SchemaName');
      if (schemaName === undefined) return [];
      return [{ schemaName, value: jsonFact(uri, tree, node, 'Value'), source: nodeSource(uri, tree, node) }];
    });
    const connectionReferences = (references ?? []).flatMap((node): ConnectionSetting[] => {
      const logicalName = jsonFact(uri, tree, node, 'LogicalName');
      if (logicalName === undefined) return [];
      const fact = (name: string) => jsonFact(uri, tree, node, name);
      return [
        {
          logicalName,
          connectionId: fact('ConnectionId'),
          connectorId: fact('ConnectorId'),
          owner: fact('ConnectionOwner'),
          source: nodeSource(uri, tree, node),
        },
      ];
    });
    // Other tools have lists of these names as well; one entry of another shape and it is not ours.
    const all = (variables?.length ?? 0) + (references?.length ?? 0);
    if (all > 0 && environmentVariables.length + connectionReferences.length === 0) return undefined;
    return { kind: 'settings', form: 'pac', environmentVariables, connectionReferences, components: [] };
  }
  if (!ALM_LISTS.some(([list]) => tree.isArray(property(tree, root, list)))) return undefined;
  const components = ALM_LISTS.flatMap(([list, key, setting]) =>
    (objects(tree, root, list) ?? []).flatMap((node): ComponentSetting[] => {
      const value = jsonFact(uri, tree, node, key);
      if (value === undefined) return [];
      const name = jsonFact(uri, tree, node, 'solutionComponentName');
      const id = idFact(jsonFact(uri, tree, node, 'solutionComponentUniqueName'));
      return [{ setting, name, id, value, source: nodeSource(uri, tree, node) }];
    }),
  );
  return { kind: 'settings', form: 'alm', environmentVariables: [], connectionReferences: [], components };
}

/** Part of a setting's name as a fact of its own. Names need no escapes; with one the place is that of the whole name. */
function part(name: Fact<string>, start: number, end = name.value.length): Fact<string> {
  const value = name.value.slice(start, end);
  const exact = name.span.end - name.span.start === name.value.length;
  const span = exact ? { start: name.span.start + start, end: name.span.start + end } : name.span;
  return { uri: name.uri, value, span };
}

function readUserSettings(uri: string, tree: JsonTree): DeploymentSettingsFacts | undefined {
  const environmentVariables: VariableSetting[] = [];
  const connectionReferences: ConnectionSetting[] = [];
  const components: ComponentSetting[] = [];
  let found = false;
  for (const build of tree.children(tree.root)) {
    const settings = objects(tree, build, 'UserSettings');
    if (settings === undefined) continue;
    found = true;
    for (const node of settings) {
      const name = jsonFact(uri, tree, node, 'Name');
      if (name === undefined) continue;
      const value = jsonFact(uri, tree, node, 'Value');
      const source = nodeSource(uri, tree, node);
      const lower = name.value.toLowerCase();
      if (lower.startsWith(VARIABLE_PREFIX)) {
        environmentVariables.push({ schemaName: part(name, VARIABLE_PREFIX.length), value, source });
      } else if (lower.startsWith(REFERENCE_PREFIX)) {
        const user = lower.startsWith(REFERENCE_USER_PREFIX);
        connectionReferences.push({
          logicalName: part(name, user ? REFERENCE_USER_PREFIX.length : REFERENCE_PREFIX.length),
          connectionId: user ? undefined : value,
          connectorId: user ? undefined : jsonFact(uri, tree, node, 'Data'),
          owner: user ? value : undefined,
          source,
        });
      } else if (value !== undefined) {
        const known = USER_SETTINGS.find(([prefix]) => lower.startsWith(prefix));
        if (known === undefined) continue;
        const dot = name.value.lastIndexOf('.');
        const hasName = dot > known[0].length;
        components.push({
          setting: known[1],
          name: hasName ? part(name, known[0].length, dot) : undefined,
          id: idFact(part(name, dot + 1)),
          value,
          source,
        });
      }
    }
  }
  if (!found) return undefined;
  return { kind: 'settings', form: 'userSettings', environmentVariables, connectionReferences, components };
}
