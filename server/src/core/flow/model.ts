import type { Template } from '../expressions/ast.ts';
import type { CallProblem, ParsedText, Reference } from '../expressions/index.ts';
import { plainLetters } from '../json/plainLetters.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';

/** How the definition is wrapped (flow-format 1.7); the first three are Power Automate. */
export type Wrapper =
  | 'solution'
  | 'legacy-package'
  | 'bare'
  | 'logic-app-standard'
  | 'logic-app-arm'
  | 'logic-app-code';

/** One flow of a file. A file holds one, except ARM templates, which may hold several. */
export interface FlowModel {
  readonly tree: JsonTree;
  readonly wrapper: Wrapper;
  /** The object with `triggers` and `actions`. */
  readonly definition: NodeId;
  /** The object around the definition that holds `connectionReferences`; equals `definition` when bare. */
  readonly properties: NodeId;
  readonly triggers: readonly Step[];
  /** Every action at every level, in document order. */
  readonly actions: readonly Step[];
  /** Triggers, then actions. */
  readonly steps: readonly Step[];
  readonly topLevel: Branch;
  /** By lower-cased name; the first of equal names. Triggers are not in it. */
  readonly actionsByName: ReadonlyMap<string, Step>;
  readonly parameters: readonly Parameter[];
  readonly connections: readonly ConnectionReference[];
  /** Every expression of the definition, in document order. */
  readonly expressions: readonly ExpressionSite[];
  /** For `derived` alone: facts about the flow that are worked out on first use. */
  readonly derived: Map<(flow: FlowModel) => unknown, unknown>;
}

export type Side = 'inputs' | 'outputs';

/** A trigger or an action. */
export interface Step {
  readonly role: 'trigger' | 'action';
  readonly name: string;
  /** The step's object; its key is the name. */
  readonly node: NodeId;
  /** As written; '' when missing. */
  readonly type: string;
  /** Lower-cased: the platform compares types without case. */
  readonly lowerType: string;
  /** Lower-cased `kind`; '' when missing. */
  readonly kind: string;
  /** `NONE` when missing, as are the following nodes. */
  readonly inputs: NodeId;
  readonly runtimeConfiguration: NodeId;
  /** Expression of If, Switch, Until; the list of Foreach. */
  readonly control: NodeId;
  readonly trackedProperties: NodeId;
  readonly operationOptions: string;
  readonly runAfter: readonly RunAfter[];
  /** Sides its own well-formed `secureData` names. */
  readonly secured: ReadonlySet<Side>;
  /** Connector actions and triggers only. */
  readonly operation: Operation | undefined;
  readonly branches: readonly Branch[];
  /** The branch it stands in; undefined for triggers. */
  readonly branch: Branch | undefined;
  /** Expressions of its own, those of nested actions left out. */
  readonly expressions: readonly ExpressionSite[];
}

export interface RunAfter {
  /** As written. */
  readonly name: string;
  readonly node: NodeId;
  /** Lower-cased statuses. */
  readonly statuses: readonly string[];
}

/** A list of actions that run under one owner: `actions`, `else`, a case, the default. */
export interface Branch {
  readonly kind: 'root' | 'actions' | 'else' | 'case' | 'default';
  /** Case name; '' otherwise. */
  readonly name: string;
  readonly node: NodeId;
  readonly owner: Step | undefined;
  readonly steps: readonly Step[];
}

export interface Operation {
  /** `shared_office365`; lower-cased; undefined when the file does not tell. */
  readonly apiName: string | undefined;
  readonly operationId: string | undefined;
  /** Old form (`ApiConnection`) only. */
  readonly method: string | undefined;
  readonly path: string | undefined;
  /** Key in `connectionReferences`. */
  readonly connectionKey: string | undefined;
  readonly parameters: NodeId;
}

export interface Parameter {
  readonly name: string;
  readonly node: NodeId;
  /** Lower-cased; '' when missing. */
  readonly type: string;
  readonly defaultValue: NodeId;
  /** Environment variable behind it (`metadata.schemaName`). */
  readonly schemaName: string | undefined;
}

export interface ConnectionReference {
  readonly key: string;
  readonly node: NodeId;
  readonly apiName: string | undefined;
  readonly logicalName: string | undefined;
  /** `embedded`: runs as the connection's maker; `invoker`: as the person who starts it. Lower-cased; undefined when not given. */
  readonly runtimeSource: string | undefined;
}

/** A string value or key of the definition that holds an expression, parsed once. */
export class ExpressionSite {
  readonly node: NodeId;
  /** The expression stands in the key of `node`, not in its value. */
  readonly inKey: boolean;
  readonly template: Template;
  /** The trigger or action it belongs to; undefined in parameters, outputs and other parts of the definition. */
  readonly step: Step | undefined;
  readonly #parsed: ParsedText;

  constructor(node: NodeId, inKey: boolean, parsed: ParsedText, step: Step | undefined) {
    this.node = node;
    this.inKey = inKey;
    this.template = parsed.template;
    this.step = step;
    this.#parsed = parsed;
  }

  /** Everything its expressions read; worked out on first use. */
  get references(): readonly Reference[] {
    return this.#parsed.references;
  }

  /** What is wrong with the calls of its functions; worked out on first use. */
  get callProblems(): readonly CallProblem[] {
    return this.#parsed.callProblems;
  }

  /**
   * Does the value pass a test of its letters, as they stand in the file between their quotes, none of them written by number? A
   * cheap look before anything is made of it. Of a read the answer is kept, so `test` must be the same function each time.
   */
  passes(tree: JsonTree, test: (text: string) => boolean): boolean {
    const text = tree.text.slice(tree.start(this.node), tree.end(this.node));
    if (tree.valueIsEscaped(this.node)) return test(plainLetters(text));
    return this.isRead ? this.#parsed.passes(test, text) : test(text);
  }

  /** True for a read by names alone: no value stands in the text. */
  get isRead(): boolean {
    return this.#parsed.isRead;
  }
}
