import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import type { Wrapper } from './model.ts';

const SCHEMA = /Microsoft\.Logic\/schemas\/[^/]{1,60}\/workflowdefinition\.json#?$/i;

/** Where a definition stands in its file. */
export interface DefinitionSite {
  readonly wrapper: Wrapper;
  readonly definition: NodeId;
  readonly properties: NodeId;
}

/** Why a file counts as a flow although it has no usable definition; the node is where to say so. */
export interface IncompleteFlow {
  readonly node: NodeId;
  readonly missing: 'definition' | 'triggers' | 'actions';
}

export interface Recognition {
  readonly sites: readonly DefinitionSite[];
  readonly incomplete: readonly IncompleteFlow[];
}

/** Tells by content, not by path, what a JSON file holds (flow-format 1.7). */
export function recognise(tree: JsonTree, declaredAsFlow = false): Recognition {
  const sites: DefinitionSite[] = [];
  const incomplete: IncompleteFlow[] = [];
  const root = tree.root;
  if (!tree.isObject(root)) {
    if (declaredAsFlow && root !== NONE) incomplete.push({ node: root, missing: 'definition' });
    return { sites, incomplete };
  }
  const consider = (wrapper: Wrapper, definition: NodeId, properties: NodeId, certain: boolean): void => {
    const missing = missingPart(tree, definition);
    if (missing === undefined) sites.push({ wrapper, definition, properties });
    else if (certain) incomplete.push({ node: definition === NONE ? properties : definition, missing });
  };

  const properties = tree.child(root, 'properties');
  const type = tree.stringAt(root, 'type');
  if (tree.isObject(properties)) {
    const definition = tree.child(properties, 'definition');
    if (isDesktopMacro(tree, definition)) return { sites, incomplete };
    const isDefinition = hasSchema(tree, definition);
    if (type === undefined) {
      const certain = declaredAsFlow || isDefinition;
      if (isDefinition || declaredAsFlow || looksLikeSolutionFlow(tree, properties, definition)) {
        consider('solution', definition, properties, certain);
      }
    } else if (type.toLowerCase() === 'microsoft.flow/flows') {
      consider('legacy-package', definition, properties, true);
    } else if (isDefinition || type.toLowerCase().startsWith('microsoft.logic/')) {
      consider('logic-app-code', definition, properties, false);
    }
    if (sites.length > 0 || incomplete.length > 0) return { sites, incomplete };
  }

  const resources = tree.child(root, 'resources');
  if (tree.isArray(resources)) {
    collectArmResources(tree, resources, consider);
    return { sites, incomplete };
  }

  const definition = tree.child(root, 'definition');
  if (hasSchema(tree, definition)) {
    const standard = tree.stringAt(root, 'kind') !== undefined;
    consider(standard ? 'logic-app-standard' : 'logic-app-code', definition, root, true);
  } else if (hasSchema(tree, root)) {
    consider('bare', root, root, true);
  } else if (declaredAsFlow) {
    incomplete.push({ node: root, missing: 'definition' });
  }
  return { sites, incomplete };
}

function hasSchema(tree: JsonTree, node: NodeId): boolean {
  const schema = tree.stringAt(node, '$schema');
  return schema !== undefined && schema.length < 400 && SCHEMA.test(schema);
}

function missingPart(tree: JsonTree, definition: NodeId): IncompleteFlow['missing'] | undefined {
  if (!tree.isObject(definition)) return 'definition';
  if (!tree.isObject(tree.child(definition, 'triggers'))) return 'triggers';
  if (!tree.isObject(tree.child(definition, 'actions'))) return 'actions';
  return undefined;
}

/** Macros of the agent desktop lie in the same folder and have the shape of a flow; their trigger is of the type `Start`. */
function isDesktopMacro(tree: JsonTree, definition: NodeId): boolean {
  const triggers = tree.child(definition, 'triggers');
  if (!tree.isObject(triggers)) return false;
  const types = tree.children(triggers).map((trigger) => tree.stringAt(trigger, 'type')?.toLowerCase());
  return types.length > 0 && types.every((type) => type === 'start');
}

/** Without a `$schema` the wrapper must look like an export: connection references, triggers and actions. */
function looksLikeSolutionFlow(tree: JsonTree, properties: NodeId, definition: NodeId): boolean {
  return (
    tree.isObject(tree.child(properties, 'connectionReferences')) &&
    missingPart(tree, definition) === undefined
  );
}

/** Resources nest; the walk keeps its own stack. */
function collectArmResources(
  tree: JsonTree,
  resources: NodeId,
  consider: (wrapper: Wrapper, definition: NodeId, properties: NodeId, certain: boolean) => void,
): void {
  const lists = [resources];
  for (let list = lists.pop(); list !== undefined; list = lists.pop()) {
    for (const resource of tree.children(list)) {
      if (tree.stringAt(resource, 'type')?.toLowerCase() === 'microsoft.logic/workflows') {
        const properties = tree.child(resource, 'properties');
        const definition = tree.child(properties, 'definition');
        // A template may compute the definition (`[variables('…')]`): then there is nothing to read here.
        if (tree.isObject(definition))
          consider('logic-app-arm', definition, properties, hasSchema(tree, definition));
      }
      const nested = tree.child(resource, 'resources');
      if (tree.isArray(nested)) lists.push(nested);
    }
  }
}
