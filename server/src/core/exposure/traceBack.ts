import {
  type Expr,
  foldText,
  holesAt,
  jsonTextOf,
  normalisePath,
  passesArgument,
  resultShape,
  templateExprs,
  type ValuePath,
} from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import { isDataStep, isVariableWriter } from '../platform/secureData.ts';
import { VariableReach } from './reach.ts';

/**
 * Where a value enters the flow: the outputs of a step that gets it from elsewhere, or of the trigger, a parameter, or a text
 * that a step on the way holds.
 */
export interface ValueEntry {
  readonly kind: 'outputs' | 'trigger' | 'parameter' | 'literal';
  /** Undefined for a parameter. */
  readonly step: Step | undefined;
  /** Lower-cased; '' for steps. */
  readonly parameter: string;
  /** From the outputs (or the parameter's value) on; `*` for an element of a list. */
  readonly path: ValuePath;
  /** The string, of a literal. */
  readonly node?: NodeId;
}

const MAX_DEPTH = 40;
/** Values looked at for one flow. */
const BUDGET = 50_000;
/** Steps whose outputs are no data of anyone's. */
const CONTROL = new Set(['scope', 'if', 'switch', 'foreach', 'until', 'terminate', 'wait', 'response']);

/**
 * Where the value of an expression of `step` enters the flow: followed back through Compose, Parse JSON, Select, Filter array,
 * variables, loops and functions. Each place once.
 */
export function traceBack(flow: FlowModel, expr: Expr, step: Step): readonly ValueEntry[] {
  const tracer = derived(flow, tracerOf);
  const found = new Map<string, ValueEntry>();
  tracer.follow(expr, [], step, 0, (entry) => {
    const key = `${entry.kind}|${entry.node ?? entry.step?.node ?? entry.parameter}|${entry.path.join('/').toLowerCase()}`;
    if (!found.has(key)) found.set(key, entry);
  });
  return [...found.values()];
}

const tracerOf = (flow: FlowModel): Tracer => new Tracer(flow);

type Found = (entry: ValueEntry) => void;

class Tracer {
  readonly #flow: FlowModel;
  readonly #sites: ReadonlyMap<NodeId, ExpressionSite>;
  #reach: VariableReach | undefined;
  #left = BUDGET;

  constructor(flow: FlowModel) {
    this.#flow = flow;
    this.#sites = new Map(flow.expressions.filter((site) => !site.inKey).map((site) => [site.node, site]));
  }

  follow(expr: Expr, path: ValuePath, at: Step, depth: number, found: Found): void {
    if (depth > MAX_DEPTH || this.#left-- <= 0) return;
    if (expr.kind === 'access') {
      const keys: (string | number)[] = [];
      let base: Expr = expr;
      for (; base.kind === 'access'; base = base.target)
        keys.unshift(base.key.kind === 'number' ? base.key.value : (foldText(base.key) ?? '*'));
      this.follow(base, [...normalisePath(keys), ...path], at, depth + 1, found);
      return;
    }
    if (expr.kind !== 'call') return;
    const name = expr.args[0]?.kind === 'string' ? expr.args[0].value : undefined;
    const second = expr.args[1]?.kind === 'string' ? expr.args[1].value : '*';
    switch (expr.lowerName) {
      case 'outputs':
      case 'actionoutputs':
        this.#outputs(name, path, depth, found);
        return;
      case 'body':
      case 'actionbody':
        this.#outputs(name, ['body', ...path], depth, found);
        return;
      case 'formdatavalue':
      case 'formdatamultivalues':
        this.#outputs(name, ['body', second], depth, found);
        return;
      case 'actions':
        if (path[0]?.toLowerCase() === 'outputs') this.#outputs(name, path.slice(1), depth, found);
        return;
      case 'triggerbody':
        this.#trigger(['body', ...path], found);
        return;
      case 'triggeroutputs':
        this.#trigger(path, found);
        return;
      case 'trigger':
        if (path[0]?.toLowerCase() === 'outputs') this.#trigger(path.slice(1), found);
        return;
      case 'triggerformdatavalue':
      case 'triggerformdatamultivalues':
        this.#trigger(['body', name ?? '*'], found);
        return;
      case 'parameters':
        if (name !== undefined && !name.startsWith('$'))
          found({ kind: 'parameter', step: undefined, parameter: name.toLowerCase(), path });
        return;
      case 'variables':
        if (name !== undefined) this.#variable(name, path, at, depth, found);
        return;
      case 'items':
      case 'item':
        this.#item(name, path, at, depth, found);
        return;
      default: {
        const json = expr.lowerName === 'concat' && path.length > 0 ? jsonTextOf(expr) : undefined;
        if (json !== undefined) {
          for (const { hole, rest } of holesAt(json, path))
            this.follow(hole.expr, rest, at, depth + 1, found);
          return;
        }
        const shape = resultShape(expr.lowerName);
        const below =
          shape === 'same'
            ? path
            : shape === 'element'
              ? ['*', ...path]
              : shape === 'list'
                ? path.slice(1)
                : [];
        for (const [index, arg] of expr.args.entries())
          if (passesArgument(expr.lowerName, index)) this.follow(arg, below, at, depth + 1, found);
      }
    }
  }

  #trigger(path: ValuePath, found: Found): void {
    const step = this.#flow.triggers[0];
    if (step) found({ kind: 'trigger', step, parameter: '', path });
  }

  #outputs(name: string | undefined, path: ValuePath, depth: number, found: Found): void {
    const step = name === undefined ? undefined : this.#flow.actionsByName.get(name.toLowerCase());
    if (step === undefined || CONTROL.has(step.lowerType)) return;
    const { tree } = this.#flow;
    const inBody = path[0]?.toLowerCase() === 'body' ? path.slice(1) : path;
    if (step.lowerType === 'compose') {
      this.#value(step.inputs, path, step, depth, found);
      return;
    }
    if (isVariableWriter(step)) {
      this.#value(tree.child(step.inputs, 'value'), inBody.slice(1), step, depth, found);
      return;
    }
    if (!isDataStep(step)) {
      found({ kind: 'outputs', step, parameter: '', path });
      return;
    }
    switch (step.lowerType) {
      case 'parsejson':
        this.#value(tree.child(step.inputs, 'content'), inBody, step, depth, found);
        return;
      case 'select':
        this.#value(tree.child(step.inputs, 'select'), inBody.slice(1), step, depth, found);
        return;
      case 'query':
        this.#value(tree.child(step.inputs, 'from'), inBody, step, depth, found);
        return;
      case 'join':
        this.#value(tree.child(step.inputs, 'from'), ['*'], step, depth, found);
        return;
      default:
    }
  }

  #variable(name: string, path: ValuePath, at: Step, depth: number, found: Found): void {
    this.#reach ??= new VariableReach(this.#flow);
    for (const { step, value } of this.#reach.reaching(name, at)) {
      const below = step.lowerType === 'appendtoarrayvariable' ? path.slice(1) : path;
      this.#value(value, below, step, depth, found);
    }
  }

  #item(name: string | undefined, path: ValuePath, at: Step, depth: number, found: Found): void {
    if (name === undefined && (at.lowerType === 'select' || at.lowerType === 'query')) {
      this.#value(this.#flow.tree.child(at.inputs, 'from'), ['*', ...path], at, depth, found);
      return;
    }
    let loop: Step | undefined =
      name === undefined ? at.branch?.owner : this.#flow.actionsByName.get(name.toLowerCase());
    for (
      let level = 0;
      name === undefined && loop !== undefined && loop.lowerType !== 'foreach' && level < 64;
      level++
    )
      loop = loop.branch?.owner;
    if (loop?.lowerType === 'foreach') this.#value(loop.control, ['*', ...path], loop, depth, found);
  }

  #value(node: NodeId, path: ValuePath, at: Step, depth: number, found: Found): void {
    const { tree } = this.#flow;
    if (node === NONE || depth > MAX_DEPTH || this.#left-- <= 0) return;
    if (tree.isString(node)) {
      const template = this.#sites.get(node)?.template;
      if (template === undefined) {
        if (path.length === 0) found({ kind: 'literal', step: at, parameter: '', path, node });
        return;
      }
      const json = path.length > 0 ? jsonTextOf(template) : undefined;
      if (json !== undefined) {
        for (const { hole, rest } of holesAt(json, path)) this.follow(hole.expr, rest, at, depth + 1, found);
        return;
      }
      const alone =
        template.kind === 'expression' || (template.kind === 'interpolation' && template.parts.length === 1);
      for (const expr of templateExprs(template)) this.follow(expr, alone ? path : [], at, depth + 1, found);
      return;
    }
    const [key, ...rest] = path;
    if (!tree.isObject(node) && !tree.isArray(node)) return;
    const wanted = key?.toLowerCase();
    for (const child of tree.children(node)) {
      const fits =
        wanted === undefined ||
        wanted === '*' ||
        tree.isArray(node) ||
        tree.key(child).toLowerCase() === wanted;
      if (fits) this.#value(child, rest, at, depth + 1, found);
    }
  }
}
