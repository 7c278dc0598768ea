import { wildcardProblem } from '../../config/files.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import type { Fact } from '../fact.ts';
import type { SolutionProblem } from '../facts.ts';
import type { FlowOwnersEntry, StatedKind, StatedPrincipal } from '../ownerFacts.ts';
import { isGuid } from '../paths.ts';
import { idFact, nodeFact, nodeSource, property, type Reader } from './fact.ts';
import { parseJsonWithComments } from './jsonWithComments.ts';

const KINDS: readonly string[] = ['person', 'service', 'team'] satisfies StatedKind[];

/** `flow-owners.json`: JSON, comments allowed. What is wrong is told at its place; the rest counts. */
export const readFlowOwners: Reader = (uri, text) => {
  const { tree, damage } = parseJsonWithComments(text);
  const reader = new FlowOwnersReader(uri, tree);
  if (damage !== undefined)
    reader.problems.push({ uri, message: `This JSON is damaged: ${damage.message}.`, span: damage.span });
  const entries = reader.entries(damage !== undefined);
  return { facts: { kind: 'flowOwners', entries }, problems: reader.problems };
};

class FlowOwnersReader {
  readonly problems: SolutionProblem[] = [];
  readonly #uri: string;
  readonly #tree: JsonTree;

  constructor(uri: string, tree: JsonTree) {
    this.#uri = uri;
    this.#tree = tree;
  }

  entries(damaged: boolean): FlowOwnersEntry[] {
    const tree = this.#tree;
    const list = property(tree, tree.root, 'flows');
    if (!tree.isArray(list)) {
      const span = list === -1 ? { start: 0, end: 0 } : tree.valueSpan(list);
      if (!damaged)
        this.#report(span, 'This file lists no flows: write { "flows": [ { "flow": "…", "owner": "…" } ] }.');
      return [];
    }
    const seen = new Set<string>();
    return tree.children(list).flatMap((node) => {
      const entry = this.#entry(node);
      if (entry === undefined) return [];
      const key = `${entry.by} ${entry.flow.value.toLowerCase()} ${entry.environment?.value.toLowerCase() ?? ''}`;
      if (seen.has(key))
        this.#report(entry.flow.span, 'This flow has an entry above already, and the last one counts.');
      seen.add(key);
      return [entry];
    });
  }

  #entry(node: NodeId): FlowOwnersEntry | undefined {
    const tree = this.#tree;
    const flow = this.#text(node, 'flow');
    if (flow === undefined) {
      this.#report(
        tree.valueSpan(node),
        'This entry names no flow: give "flow" an id, a display name or a path.',
      );
      return undefined;
    }
    const id = idFact(flow);
    const by = id !== undefined && isGuid(id.value) ? 'id' : flow.value.includes('/') ? 'path' : 'name';
    const problem = by === 'id' ? undefined : wildcardProblem(flow.value);
    if (problem !== undefined) {
      this.#report(flow.span, `This name or path ${problem}.`);
      return undefined;
    }
    const owner = this.#text(node, 'owner');
    return {
      by,
      flow: by === 'id' ? id! : flow,
      owner: owner && { name: owner, kind: this.#kind(node) },
      coOwners: this.#principals(node, 'coOwners'),
      runOnlyUsers: this.#principals(node, 'runOnlyUsers'),
      environment: this.#text(node, 'environment'),
      reviewBy: this.#date(node),
      source: nodeSource(this.#uri, tree, node),
    };
  }

  /** A string that says something. Absent and empty ones are nothing, other values a problem. */
  #text(object: NodeId, name: string): Fact<string> | undefined {
    const tree = this.#tree;
    const node = property(tree, object, name);
    const fact = nodeFact(this.#uri, tree, node);
    if (tree.isString(node)) return fact!.value.trim() === '' ? undefined : fact;
    if (node !== -1 && tree.text.slice(tree.start(node), tree.end(node)) !== 'null')
      this.#report(tree.valueSpan(node), `"${name}" must be a text.`);
    return undefined;
  }

  #kind(object: NodeId): StatedKind | undefined {
    const kind = this.#text(object, 'kind');
    if (kind === undefined) return undefined;
    if (KINDS.includes(kind.value)) return kind.value as StatedKind;
    this.#report(kind.span, '"kind" must be "person", "service" or "team".');
    return undefined;
  }

  #principals(object: NodeId, name: string): StatedPrincipal[] {
    const tree = this.#tree;
    const list = property(tree, object, name);
    if (list === -1) return [];
    if (!tree.isArray(list)) {
      this.#report(tree.valueSpan(list), `"${name}" must be a list of names.`);
      return [];
    }
    return tree.children(list).flatMap((node): StatedPrincipal[] => {
      if (tree.isObject(node)) {
        const named = this.#text(node, 'name');
        return named === undefined ? [] : [{ name: named, kind: this.#kind(node) }];
      }
      if (!tree.isString(node)) {
        this.#report(tree.valueSpan(node), `"${name}" must hold names, or objects with "name" and "kind".`);
        return [];
      }
      const fact = nodeFact(this.#uri, tree, node)!;
      return fact.value.trim() === '' ? [] : [{ name: fact, kind: undefined }];
    });
  }

  #date(object: NodeId): Fact<string> | undefined {
    const date = this.#text(object, 'reviewBy');
    if (date === undefined || isDate(date.value)) return date;
    this.#report(date.span, '"reviewBy" must be a date such as "2030-12-31".');
    return undefined;
  }

  #report(span: SolutionProblem['span'], message: string): void {
    this.problems.push({ uri: this.#uri, span, message });
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // 31 April is taken for 1 May.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
