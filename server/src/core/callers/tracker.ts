import { VariableReach } from '../exposure/reach.ts';
import {
  type CallExpr,
  type Expr,
  foldText,
  holesAt,
  jsonTextOf,
  normalisePath,
  type Template,
  templateExprs,
  type ValuePath,
} from '../expressions/index.ts';
import { derived } from '../flow/derived.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { orderOf, type RunOrder } from '../flow/order.ts';
import { NONE, type NodeId } from '../json/tree.ts';
import { type Caller, callerOf, isFormResponse } from './caller.ts';
import { type CallerInput, formInput, triggerInput } from './callerInput.ts';
import { passingOf } from './functions.ts';
import { type Guards, guardsOf, protects } from './guards.ts';
import { isMailInput, isRequestInput, mayHoldText } from './inputs.ts';

/** What the place where a value lands makes of functions. */
export interface Context {
  /** True for a call that makes its value harmless there: doubled quotes in OData. */
  readonly neutral?: (call: CallExpr) => boolean;
  /** Lower-cased functions that encode elsewhere, and let the text through there: `encodeUriComponent` in a decoded query. */
  readonly decoded?: ReadonlySet<string>;
}

const MAX_DEPTH = 40;
/** Expressions looked at for one flow; beyond, nothing more counts as the caller's. */
const BUDGET = 200_000;
const NO_INPUTS: readonly CallerInput[] = [];
const PLAIN: Context = {};

/**
 * Answers, for any expression of a flow, which inputs of the caller it carries: read from the trigger directly, or through
 * Compose, Parse JSON, Select, Filter array, Join, variables, loops and the functions that keep text. Works backwards from the
 * expression, so a flow in which nothing is asked costs nothing.
 */
export class CallerTracker {
  readonly flow: FlowModel;
  /** Who starts the flow; undefined when nobody chooses values. Answers of forms count all the same. */
  readonly caller: Caller | undefined;
  readonly #hasForms: boolean;
  #sites: ReadonlyMap<NodeId, ExpressionSite> | undefined;
  #reach: VariableReach | undefined;
  #guards: Guards | undefined;
  readonly #order: RunOrder;
  #left = BUDGET;

  constructor(flow: FlowModel) {
    this.flow = flow;
    this.#order = orderOf(flow);
    this.caller = callerOf(flow);
    this.#hasForms = flow.actions.some(isFormResponse);
  }

  /** False when no value of the flow is a caller's: nothing else need be asked. */
  get active(): boolean {
    return this.caller !== undefined || this.#hasForms;
  }

  /** The expression in the string `node`; undefined for a literal. */
  siteAt(node: NodeId): ExpressionSite | undefined {
    this.#sites ??= new Map(
      this.flow.expressions.filter((site) => !site.inKey).map((site) => [site.node, site]),
    );
    return this.#sites.get(node);
  }

  /** Inputs of the caller that come through in the value of `expr`, which stands in `step`. */
  inputs(expr: Expr, step: Step, context: Context = PLAIN): readonly CallerInput[] {
    if (!this.active) return NO_INPUTS;
    return distinct(this.#expr(expr, [], inside(step), context, 0));
  }

  /** As `inputs`, for the whole value `node` of `step`. */
  inputsAt(node: NodeId, step: Step): readonly CallerInput[] {
    if (!this.active) return NO_INPUTS;
    return distinct(this.#node(node, [], inside(step), PLAIN, 0));
  }

  /** As `inputs`, without those that the flow compares with something before it gets to `step`: the maker has thought of them. */
  unchecked(expr: Expr, step: Step, context: Context = PLAIN): readonly CallerInput[] {
    const found = this.inputs(expr, step, context);
    if (found.length === 0) return found;
    this.#guards ??= guardsOf(this);
    const guards = this.#guards;
    return found.filter(
      ({ key }) => guards.get(key)?.some((guard) => protects(guard, step, this.#order)) !== true,
    );
  }

  /** The step and value that a variable surely has where `reader` stands: undefined when there are several, or none. */
  valueOf(variable: string, reader: Step): { readonly step: Step; readonly node: NodeId } | undefined {
    const all = this.#reaching(variable, reader);
    const [only] = all;
    return all.length === 1 && only?.replaces === true && only.value !== NONE
      ? { step: only.step, node: only.value }
      : undefined;
  }

  #reaching(variable: string, reader: Step): ReturnType<VariableReach['reaching']> {
    this.#reach ??= new VariableReach(this.flow);
    return this.#reach.reaching(variable, reader);
  }

  #expr(expr: Expr, path: ValuePath, at: Scope, context: Context, depth: number): CallerInput[] {
    if (depth > MAX_DEPTH || this.#left-- <= 0) return [];
    if (expr.kind === 'access') {
      const keys: (string | number)[] = [];
      let base: Expr = expr;
      while (base.kind === 'access') {
        keys.unshift(base.key.kind === 'number' ? base.key.value : (foldText(base.key) ?? '*'));
        base = base.target;
      }
      return this.#expr(base, [...normalisePath(keys), ...path], at, context, depth + 1);
    }
    if (expr.kind !== 'call' || context.neutral?.(expr)) return [];
    const first = expr.args[0];
    const name = first?.kind === 'string' ? first.value : undefined;
    switch (expr.lowerName) {
      case 'triggerbody':
        return this.#trigger(['body', ...path]);
      case 'triggeroutputs':
        return this.#trigger(path);
      case 'trigger':
        return path[0]?.toLowerCase() === 'outputs' ? this.#trigger(path.slice(1)) : [];
      case 'triggerformdatavalue':
      case 'triggerformdatamultivalues':
        return this.#trigger(name === undefined ? ['body'] : ['body', name]);
      case 'outputs':
      case 'actionoutputs':
        return name === undefined ? [] : this.#outputs(name, path, context, depth);
      case 'body':
      case 'actionbody':
        return name === undefined ? [] : this.#outputs(name, ['body', ...path], context, depth);
      case 'actions':
        return name === undefined || path[0]?.toLowerCase() !== 'outputs'
          ? []
          : this.#outputs(name, path.slice(1), context, depth);
      case 'variables':
        return name === undefined ? [] : this.#variable(name, path, at, context, depth);
      case 'items':
        return this.#item(name, path, at, context, depth);
      case 'item':
        return this.#item(undefined, path, at, context, depth);
      default:
        return this.#function(expr, path, at, context, depth);
    }
  }

  #function(call: CallExpr, path: ValuePath, at: Scope, context: Context, depth: number): CallerInput[] {
    const passing = context.decoded?.has(call.lowerName)
      ? ({ args: [0], shape: 'text' } as const)
      : passingOf(call.lowerName);
    if (passing === undefined) return [];
    const json = call.lowerName === 'concat' && path.length > 0 ? jsonTextOf(call) : undefined;
    if (json !== undefined)
      return holesAt(json, path).flatMap(({ hole, rest }) =>
        this.#expr(hole.expr, rest, at, context, depth + 1),
      );
    let below = path;
    if (passing.shape === 'text') below = [];
    else if (passing.shape === 'element') below = ['*', ...path];
    else if (passing.shape === 'list') below = path.slice(1);
    return call.args.flatMap((arg, index) =>
      passing.args === undefined || passing.args.includes(index)
        ? this.#expr(arg, below, at, context, depth + 1)
        : [],
    );
  }

  #trigger(path: ValuePath): CallerInput[] {
    const trigger = this.flow.triggers[0];
    const who = this.caller;
    if (trigger === undefined || who === undefined) return [];
    const mine = who.kind === 'sender' ? isMailInput(path) : isRequestInput(this.flow, trigger, path);
    if (!mine) return [];
    if (path[0]?.toLowerCase() === 'headers' && path.length === 1) return [];
    return [triggerInput(this.flow, trigger, who, path)];
  }

  #outputs(name: string, path: ValuePath, context: Context, depth: number): CallerInput[] {
    const { tree } = this.flow;
    const target = this.flow.actionsByName.get(name.toLowerCase());
    if (target === undefined) return [];
    const inBody = path[0]?.toLowerCase() === 'body' ? path.slice(1) : undefined;
    if (target.lowerType === 'compose') {
      // `body('Compose')` is read as the value itself; an own field "body" of the value is not.
      const value = this.#node(target.inputs, path, inside(target), context, depth + 1);
      return value.length > 0 || inBody === undefined
        ? value
        : this.#node(target.inputs, inBody, inside(target), context, depth + 1);
    }
    if (isFormResponse(target)) return formInput(path);
    const below = path.length === 0 ? [] : inBody;
    if (below === undefined) return [];
    const part = (key: string, keys: ValuePath): CallerInput[] => {
      const at = { step: target, inList: key === 'from' };
      return this.#node(tree.child(target.inputs, key), keys, at, context, depth + 1);
    };
    switch (target.lowerType) {
      case 'parsejson':
        return mayHoldText(tree, tree.child(target.inputs, 'schema'), below) ? part('content', below) : [];
      case 'select':
        return part('select', below.slice(1));
      case 'query':
        return part('from', below);
      case 'join':
        return part('from', ['*']);
      default:
        return [];
    }
  }

  #variable(name: string, path: ValuePath, at: Scope, context: Context, depth: number): CallerInput[] {
    const all = this.#reaching(name, at.step);
    return all.flatMap((one) => {
      if (one.value === NONE) return [];
      const element = one.step.lowerType === 'appendtoarrayvariable';
      return this.#node(one.value, element ? path.slice(1) : path, inside(one.step), context, depth + 1);
    });
  }

  #item(
    name: string | undefined,
    path: ValuePath,
    at: Scope,
    context: Context,
    depth: number,
  ): CallerInput[] {
    const { step } = at;
    // In `from` itself, `item()` is the item of the loop around the step.
    if (name === undefined && !at.inList && (step.lowerType === 'select' || step.lowerType === 'query')) {
      const from = this.flow.tree.child(step.inputs, 'from');
      return this.#node(from, ['*', ...path], { step, inList: true }, context, depth + 1);
    }
    const loop = name === undefined ? loopAround(step) : this.#loopNamed(name);
    if (loop === undefined) return [];
    // A loop's own list is read outside of it.
    return this.#node(loop.control, ['*', ...path], inside(loop), context, depth + 1);
  }

  #loopNamed(name: string): Step | undefined {
    const step = this.flow.actionsByName.get(name.toLowerCase());
    return step?.lowerType === 'foreach' ? step : undefined;
  }

  #node(node: NodeId, path: ValuePath, at: Scope, context: Context, depth: number): CallerInput[] {
    const { tree } = this.flow;
    if (node === NONE || depth > MAX_DEPTH || this.#left-- <= 0) return [];
    if (tree.isString(node)) {
      const site = this.siteAt(node);
      return site === undefined ? [] : this.#template(site.template, path, at, context, depth);
    }
    if (tree.isArray(node)) {
      const below = path.slice(1);
      return tree.children(node).flatMap((child) => this.#node(child, below, at, context, depth + 1));
    }
    if (!tree.isObject(node)) return [];
    const [key, ...rest] = path;
    if (key !== undefined && key !== '*')
      return this.#node(childByName(this.flow, node, key), rest, at, context, depth + 1);
    return tree.children(node).flatMap((child) => this.#node(child, rest, at, context, depth + 1));
  }

  #template(template: Template, path: ValuePath, at: Scope, context: Context, depth: number): CallerInput[] {
    const json = path.length > 0 ? jsonTextOf(template) : undefined;
    if (json !== undefined)
      return holesAt(json, path).flatMap(({ hole, rest }) =>
        this.#expr(hole.expr, rest, at, context, depth + 1),
      );
    const alone =
      template.kind === 'expression' || (template.kind === 'interpolation' && template.parts.length === 1);
    return templateExprs(template).flatMap((expr) =>
      this.#expr(expr, alone ? path : [], at, context, depth + 1),
    );
  }
}

/** Where an expression stands. `inList`: in the `from` of Select or Filter array, not in what works on its elements. */
interface Scope {
  readonly step: Step;
  readonly inList: boolean;
}

const inside = (step: Step): Scope => ({ step, inList: false });

function childByName(flow: FlowModel, node: NodeId, key: string): NodeId {
  const { tree } = flow;
  const exact = tree.child(node, key);
  if (exact !== NONE) return exact;
  const lower = key.toLowerCase();
  return tree.children(node).find((child) => tree.key(child).toLowerCase() === lower) ?? NONE;
}

/** The innermost Foreach around a step. */
function loopAround(step: Step): Step | undefined {
  let levels = 0;
  for (
    let owner = step.branch?.owner;
    owner !== undefined && levels < 64;
    owner = owner.branch?.owner, levels++
  ) {
    if (owner.lowerType === 'foreach') return owner;
  }
  return undefined;
}

function distinct(found: readonly CallerInput[]): readonly CallerInput[] {
  if (found.length < 2) return found;
  return [...new Map(found.map((one) => [one.key, one])).values()];
}

const track = (flow: FlowModel): CallerTracker => new CallerTracker(flow);

/** The tracker of a flow, shared by all rules. */
export function callersOf(flow: FlowModel): CallerTracker {
  return derived(flow, track);
}
