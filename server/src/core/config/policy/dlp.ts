import { parseJson } from '../../json/parse.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { stemOfCustom } from '../../platform/customConnectors.ts';
import type { Span } from '../../text/span.ts';
import type { ActionRules, DataGroup, DlpPolicy } from './types.ts';

/** Something in a policy file that does not count. */
export interface PolicyProblem {
  /** One plain sentence. */
  readonly message: string;
  /** Offsets in the text as given. */
  readonly span: Span;
}

export interface ParsedPolicies {
  /** All that could be understood. */
  readonly policies: readonly DlpPolicy[];
  readonly problems: readonly PolicyProblem[];
}

/** Exports of large tenants have some hundred thousand characters. */
const MAX_LENGTH = 20_000_000;

/** The service's words, and those of the old form. */
const GROUPS: ReadonlyMap<string, DataGroup> = new Map(
  Object.entries({
    confidential: 'business',
    general: 'nonBusiness',
    blocked: 'blocked',
    business: 'business',
    nonbusiness: 'nonBusiness',
    hbi: 'business',
    lbi: 'nonBusiness',
  }),
);

/**
 * Reads exported policies for data loss prevention: the service's form with `policyDefinition`, the object inside it, the
 * old form with `apiGroups`, each alone, as a list, or as `{"value": [...]}` (flow-format 6.2). Never throws.
 */
export function parseDlpPolicies(text: string): ParsedPolicies {
  if (text.length > MAX_LENGTH)
    return problemOnly('The policy file is larger than 20 MB and was not read.', { start: 0, end: 0 });
  const tree = parseJson(text);
  const [damage] = tree.problems;
  if (damage !== undefined)
    return problemOnly(`The policy file is not valid JSON: ${damage.message}.`, damage.span);
  const reader = new PolicyReader(tree);
  const policies = reader.all();
  return { policies, problems: reader.problems };
}

/** Custom connectors are listed by their names in one environment, and have others elsewhere. */
function customsAmong(groups: ReadonlyMap<string, DataGroup>): Map<string, DataGroup | undefined> {
  const customs = new Map<string, DataGroup | undefined>();
  for (const [name, group] of groups) {
    const stem = stemOfCustom(name);
    if (stem !== undefined)
      customs.set(stem, customs.has(stem) && customs.get(stem) !== group ? undefined : group);
  }
  return customs;
}

function problemOnly(message: string, span: Span): ParsedPolicies {
  return { policies: [], problems: [{ message, span }] };
}

class PolicyReader {
  readonly problems: PolicyProblem[] = [];
  readonly #tree: JsonTree;

  constructor(tree: JsonTree) {
    this.#tree = tree;
  }

  all(): DlpPolicy[] {
    const tree = this.#tree;
    const list = tree.isArray(tree.root) ? tree.root : property(tree, tree.root, 'value');
    if (!tree.isArray(list)) return this.#policy(tree.root);
    const entries = tree.children(list);
    if (entries.length === 0) this.#problem(list, 'The policy file holds an empty list: there is no policy.');
    return entries.flatMap((entry) => this.#policy(entry));
  }

  #policy(entry: NodeId): DlpPolicy[] {
    const tree = this.#tree;
    const wrapped = property(tree, entry, 'policyDefinition');
    const inner = tree.isObject(wrapped) ? wrapped : entry;
    const isNew =
      tree.isArray(property(tree, inner, 'connectorGroups')) ||
      this.#text(inner, 'defaultConnectorsClassification') !== undefined;
    if (isNew) return [this.#newForm(entry, inner)];
    const properties = property(tree, entry, 'properties');
    const around = tree.isObject(properties) ? properties : entry;
    const definition = property(tree, around, 'definition');
    if (
      tree.isObject(property(tree, definition, 'apiGroups')) ||
      this.#text(definition, 'defaultApiGroup') !== undefined
    )
      return [this.#oldForm(entry, around, definition)];
    this.#problem(
      entry,
      'This is no policy for data loss prevention: "connectorGroups" and "defaultConnectorsClassification" are missing.',
    );
    return [];
  }

  #newForm(entry: NodeId, inner: NodeId): DlpPolicy {
    const tree = this.#tree;
    const groups = new Map<string, DataGroup>();
    const list = property(tree, inner, 'connectorGroups');
    for (const node of tree.isArray(list) ? tree.children(list) : []) {
      const group = this.#group(node, 'classification');
      if (group !== undefined) this.#connectors(property(tree, node, 'connectors'), group, groups);
    }
    return {
      name: this.#text(inner, 'displayName') ?? this.#text(inner, 'name') ?? '',
      defaultGroup: this.#default(inner, 'defaultConnectorsClassification'),
      groups,
      customs: customsAmong(groups),
      actions: this.#actions(entry, inner),
      coversBuiltIns: true,
    };
  }

  #oldForm(entry: NodeId, around: NodeId, definition: NodeId): DlpPolicy {
    const tree = this.#tree;
    const groups = new Map<string, DataGroup>();
    const all = property(tree, definition, 'apiGroups');
    for (const node of tree.isObject(all) ? tree.children(all) : []) {
      const group = GROUPS.get(tree.key(node).toLowerCase());
      if (group !== undefined) this.#connectors(property(tree, node, 'apis'), group, groups);
      else this.#problem(node, 'This group is none of "hbi", "lbi" and "blocked" and does not count.');
    }
    return {
      name:
        this.#text(around, 'displayName') ??
        this.#text(entry, 'displayName') ??
        this.#text(entry, 'name') ??
        '',
      defaultGroup: this.#default(definition, 'defaultApiGroup'),
      groups,
      customs: customsAmong(groups),
      actions: new Map(),
      coversBuiltIns: false,
    };
  }

  #connectors(list: NodeId, group: DataGroup, into: Map<string, DataGroup>): void {
    const tree = this.#tree;
    for (const node of tree.isArray(list) ? tree.children(list) : []) {
      const id = this.#text(node, 'id');
      if (id === undefined) this.#problem(node, 'This connector has no "id" and does not count.');
      else into.set(lastSegment(id), group);
    }
  }

  #actions(entry: NodeId, inner: NodeId): Map<string, ActionRules> {
    const tree = this.#tree;
    const actions = new Map<string, ActionRules>();
    for (const holder of entry === inner ? [entry] : [entry, inner]) {
      const around = property(tree, holder, 'connectorConfigurationsDefinition');
      const list = property(tree, around, 'connectorActionConfigurations');
      for (const node of tree.isArray(list) ? tree.children(list) : []) {
        const id = this.#text(node, 'connectorId');
        if (id === undefined) {
          this.#problem(node, 'These action rules name no connector and do not count.');
          continue;
        }
        const rules = property(tree, node, 'actionRules');
        const blocked = new Map<string, boolean>();
        for (const one of tree.isArray(rules) ? tree.children(rules) : []) {
          const action = this.#text(one, 'actionId');
          if (action !== undefined) blocked.set(action.toLowerCase(), isBlock(this.#text(one, 'behavior')));
        }
        const blockedByDefault = isBlock(this.#text(node, 'defaultConnectorActionRuleBehavior'));
        actions.set(lastSegment(id), { blockedByDefault, blocked });
      }
    }
    return actions;
  }

  #default(node: NodeId, name: string): DataGroup {
    const tree = this.#tree;
    const found = this.#group(node, name);
    if (found !== undefined) return found;
    // New policies put everything into non-business data.
    if (property(tree, node, name) === -1)
      this.#problem(
        node,
        `The policy does not say which group is the default ("${name}"); non-business is assumed.`,
      );
    return 'nonBusiness';
  }

  #group(node: NodeId, name: string): DataGroup | undefined {
    const text = this.#text(node, name);
    if (text === undefined) return undefined;
    const group = GROUPS.get(text.toLowerCase());
    if (group === undefined) {
      const allowed = '"Confidential", "General" or "Blocked"';
      this.#problem(property(this.#tree, node, name), `"${name}" must be ${allowed}.`);
    }
    return group;
  }

  #text(node: NodeId, name: string): string | undefined {
    const tree = this.#tree;
    const value = property(tree, node, name);
    return tree.isString(value) ? tree.string(value) : undefined;
  }

  #problem(node: NodeId, message: string): void {
    this.problems.push({ message, span: this.#tree.valueSpan(node) });
  }
}

function isBlock(behavior: string | undefined): boolean {
  return behavior?.toLowerCase() === 'block';
}

/** Property of an object by name without case, as PowerShell writes names its own way. -1 when absent. */
function property(tree: JsonTree, object: NodeId, name: string): NodeId {
  const exact = tree.child(object, name);
  if (exact !== -1 || !tree.isObject(object)) return exact;
  const wanted = name.toLowerCase();
  return tree.children(object).find((one) => tree.key(one).toLowerCase() === wanted) ?? -1;
}

/** `/providers/Microsoft.PowerApps/apis/shared_sql` to `shared_sql`. */
function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1).toLowerCase();
}
