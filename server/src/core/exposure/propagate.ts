import type { Expr } from '../expressions/index.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { isDataStep } from '../platform/secureData.ts';
import { Dependents } from './dependents.ts';
import { evaluate, evaluateTemplate, type FlowValues, stepObject } from './evaluate.ts';
import type { Entry } from './exposure.ts';
import { isHeaders, neverShown } from './neverShown.ts';
import { bodyOf, comparesOnly, intoVariable, pass, spanIn } from './passing.ts';
import { type Assignment, VariableReach } from './reach.ts';
import { isRecorded } from './references.ts';
import type { FlowSources } from './sources.ts';
import {
  bounded,
  CLEAN,
  isClean,
  mapOrigins,
  mergeOrigins,
  ofElements,
  ofProperties,
  originOf,
  origins,
  originVia,
  read,
  type Source,
  type Taint,
  union,
  weight,
  whole,
  without,
} from './taint.ts';

/** Visits a step may cause on average; loops over growing values end by their bounds long before. */
const VISITS_PER_STEP = 60;
const MAX_DEPTH = 64;

/**
 * What every step takes in and gives out, once secrets have spread through the flow. Starts at the steps where one enters
 * and follows it; steps that nothing secret reaches are not looked at.
 */
export class Propagation {
  readonly reach: VariableReach;
  readonly #flow: FlowModel;
  readonly #tree: JsonTree;
  readonly #sources: FlowSources;
  readonly #literals: ReadonlyMap<NodeId, Source>;
  readonly #literalsIn = new Map<Step, [NodeId, Source][]>();
  readonly #dependents: Dependents;
  readonly #inputs = new Map<Step, Taint>();
  readonly #outputs = new Map<Step, Taint>();
  readonly #items = new Map<Step, Taint>();
  /** By the node of the assigned value. */
  readonly #assigned = new Map<NodeId, Taint>();
  readonly #sites = new Map<NodeId, ExpressionSite>();
  readonly #keySites = new Map<NodeId, ExpressionSite>();
  readonly #foreachByName = new Map<string, Step>();
  /** What some assignments carry together, until one of any variable changes. */
  readonly #joined = new Map<readonly Assignment[], Taint>();
  /** Of `result()`, until a step inside changes. */
  readonly #results = new Map<Step, Taint>();
  readonly #visited = new Set<Step>();
  readonly #queue = new Set<Step>();

  /** `literals`: secrets written into steps, by their string's node. */
  constructor(flow: FlowModel, sources: FlowSources, literals: ReadonlyMap<NodeId, Source>) {
    this.#flow = flow;
    this.#tree = flow.tree;
    this.#sources = sources;
    this.#literals = literals;
    this.reach = new VariableReach(flow);
    this.#dependents = new Dependents(flow);
    for (const site of flow.expressions) (site.inKey ? this.#keySites : this.#sites).set(site.node, site);
    for (const step of flow.actions) {
      const name = step.name.toLowerCase();
      if (step.lowerType === 'foreach' && !this.#foreachByName.has(name)) this.#foreachByName.set(name, step);
    }
    for (const [node, source] of literals) {
      if (source.step === undefined) continue;
      const known = this.#literalsIn.get(source.step);
      if (known) known.push([node, source]);
      else this.#literalsIn.set(source.step, [[node, source]]);
    }
    this.#run();
  }

  inputs(step: Step): Taint {
    return this.#inputs.get(step) ?? CLEAN;
  }

  outputs(step: Step): Taint {
    return this.#outputs.get(step) ?? CLEAN;
  }

  assigned(value: NodeId): Taint {
    return this.#assigned.get(value) ?? CLEAN;
  }

  /** What one expression carries, wherever it stands in its step. */
  ofSite(site: ExpressionSite): Taint {
    return site.step === undefined ? CLEAN : evaluateTemplate(site.template, this.#flowValues(site.step));
  }

  /** What a part of an expression carries in its step. */
  ofExpr(step: Step, expr: Expr): Taint {
    return evaluate(expr, this.#flowValues(step));
  }

  /** The strings of a step's inputs (or control expression) that carry a secret which the run history could show. */
  entries(step: Step): Entry[] {
    const result: Entry[] = [];
    if (!this.#visited.has(step)) return result;
    const flowValues = this.#flowValues(step);
    const tree = this.#tree;
    for (const site of step.expressions) {
      if (!this.#isShown(step, site.node)) continue;
      let value = evaluateTemplate(site.template, flowValues);
      if (!site.inKey && isHeaders(tree, step, site.node)) value = without(value, 'authorization');
      const literal = site.inKey ? undefined : this.#literals.get(site.node);
      const carried = mergeOrigins(literal === undefined ? [] : [originOf(literal)], origins(value));
      if (carried.length === 0) continue;
      result.push({ node: site.node, inKey: site.inKey, span: spanIn(site, flowValues), origins: carried });
    }
    for (const [node, source] of this.#literalsIn.get(step) ?? []) {
      if (this.#sites.has(node) || !this.#isShown(step, node)) continue;
      result.push({ node, inKey: false, span: undefined, origins: [originOf(source)] });
    }
    return result;
  }

  #isShown(step: Step, node: NodeId): boolean {
    if (!isRecorded(this.#flow, step, node)) return false;
    const inControl = step.control !== NONE && node >= step.control && node < this.#tree.after(step.control);
    return inControl ? !comparesOnly(this.#tree, step) : !neverShown(this.#tree, step, node);
  }

  #run(): void {
    const { parameters, stepOutputs } = this.#sources;
    for (const [step, taint] of stepOutputs) this.#grow(this.#outputs, step, taint);
    for (const step of stepOutputs.keys()) this.#enqueue(this.#dependents.ofStep(step));
    for (const name of parameters.keys()) this.#enqueue(this.#dependents.ofParameter(name));
    this.#enqueue(this.#literalsIn.keys());
    let left = (this.#flow.actions.length + 20) * VISITS_PER_STEP;
    for (const step of this.#queue) {
      if (left-- <= 0) return;
      // A Set goes on with what is added while it is walked, so this is a queue without doubles.
      this.#queue.delete(step);
      this.#visited.add(step);
      this.#visit(step);
    }
  }

  #enqueue(steps: Iterable<Step>): void {
    for (const step of steps) this.#queue.add(step);
  }

  #visit(step: Step): void {
    const flowValues = this.#flowValues(step);
    if (step.lowerType === 'foreach') {
      const list = this.#value(step.control, flowValues, 0);
      const items = mapOrigins(union(whole(list.own), list.elements ?? CLEAN), (origin) =>
        pass(origin, step, 'item'),
      );
      if (this.#grow(this.#items, step, items)) this.#enqueue(this.#dependents.ofLoop(step));
      if (this.#grow(this.#inputs, step, list)) this.#notifyDependents(step);
      return;
    }
    let changed = this.#assign(step, flowValues);
    const inputs = this.#value(step.inputs, flowValues, 0, step);
    if (this.#grow(this.#inputs, step, inputs)) changed = true;
    if (isDataStep(step)) {
      const given = mapOrigins(this.#given(step, inputs, flowValues), (origin) => pass(origin, step, 'data'));
      if (this.#grow(this.#outputs, step, given)) changed = true;
    }
    if (changed) this.#notifyDependents(step);
  }

  /** The step's inputs or outputs have changed. */
  #notifyDependents(step: Step): void {
    if (step.branch?.owner) this.#results.delete(step.branch.owner);
    this.#enqueue(this.#dependents.ofStep(step));
  }

  #assign(step: Step, flowValues: FlowValues): boolean {
    let changed = false;
    for (const assignment of this.reach.by(step)) {
      if (assignment.value === NONE) continue;
      const value = mapOrigins(this.#value(assignment.value, flowValues, 0), (origin) =>
        intoVariable(origin, step, assignment.variable),
      );
      // What is appended becomes an element of the list.
      const held = step.lowerType === 'appendtoarrayvariable' ? ofElements(value) : value;
      if (this.#grow(this.#assigned, assignment.value, held)) {
        this.#joined.clear();
        this.#enqueue(this.#dependents.ofVariable(assignment.variable));
      }
      // The step answers with name and value: `body('Set_variable')?['value']`.
      const answer = bodyOf(ofProperties(new Map([['value', value]])));
      if (this.#grow(this.#outputs, step, answer)) changed = true;
    }
    return changed;
  }

  /** What a data step gives out (exposure.md 2). */
  #given(step: Step, inputs: Taint, flowValues: FlowValues): Taint {
    const tree = this.#tree;
    const part = (name: string): Taint => this.#value(tree.child(step.inputs, name), flowValues, 0);
    switch (step.lowerType) {
      case 'compose':
        return inputs;
      case 'parsejson':
        return bodyOf(part('content'));
      case 'select':
        return bodyOf(ofElements(part('select')));
      case 'query':
        return bodyOf(part('from'));
      case 'table': {
        const columns = tree.child(step.inputs, 'columns');
        return bodyOf(whole(origins(part(columns === NONE ? 'from' : 'columns'))));
      }
      default:
        return bodyOf(whole(origins(inputs)));
    }
  }

  /** What a JSON value carries. `step` leaves out what the run history never shows of that step. */
  #value(node: NodeId, flowValues: FlowValues, depth: number, step?: Step): Taint {
    const tree = this.#tree;
    if (node === NONE) return CLEAN;
    if (tree.isString(node)) {
      const site = this.#sites.get(node);
      const literal = this.#literals.get(node);
      const own: Taint = literal ? whole([originOf(literal)]) : CLEAN;
      return site ? union(own, evaluateTemplate(site.template, flowValues)) : own;
    }
    if (depth > MAX_DEPTH) return CLEAN;
    if (tree.isArray(node)) {
      let elements = CLEAN;
      for (const child of tree.children(node))
        elements = union(elements, this.#value(child, flowValues, depth + 1, step));
      return ofElements(elements);
    }
    if (!tree.isObject(node)) return CLEAN;
    const properties = new Map<string, Taint>();
    let computed = CLEAN;
    for (const child of tree.children(node)) {
      if (step && neverShown(tree, step, child)) continue;
      const value = this.#value(child, flowValues, depth + 1, step);
      const key = this.#keySites.get(child);
      if (key) computed = union(computed, union(value, evaluateTemplate(key.template, flowValues)));
      else if (!isClean(value)) properties.set(tree.key(child).toLowerCase(), value);
    }
    return union(ofProperties(properties), ofElements(computed));
  }

  #flowValues(step: Step): FlowValues {
    const trigger = this.#flow.triggers[0];
    const named = (name: string): Step | undefined => this.#flow.actionsByName.get(name.toLowerCase());
    const of = (map: ReadonlyMap<Step, Taint>, target: Step | undefined): Taint =>
      (target && map.get(target)) ?? CLEAN;
    return {
      outputs: (name) => of(this.#outputs, named(name)),
      body: (name) => {
        const target = named(name);
        const outputs = of(this.#outputs, target);
        // The outputs of Compose are the value itself; `body('Compose')` is read as the same.
        return target?.lowerType === 'compose' ? outputs : read(outputs, 'body');
      },
      inputs: (name) => of(this.#inputs, named(name)),
      result: (name) => this.#resultOf(named(name)),
      item: (name) => {
        if (name !== undefined) return of(this.#items, this.#foreachByName.get(name.toLowerCase()));
        return this.#ownItem(step) ?? of(this.#items, this.#dependents.loopAround(step));
      },
      variable: (name) => {
        const seen = this.reach.reaching(name, step);
        let all = this.#joined.get(seen);
        if (all === undefined) {
          all = CLEAN;
          for (const one of seen) all = union(all, this.assigned(one.value));
          this.#joined.set(seen, all);
        }
        return all;
      },
      parameter: (name) => this.#sources.parameters.get(name.toLowerCase()) ?? CLEAN,
      trigger: (side) => of(side === 'inputs' ? this.#inputs : this.#outputs, trigger),
      self: (side) => of(side === 'inputs' ? this.#inputs : this.#outputs, step),
    };
  }

  /** Microsoft's reference: `result()` tells of the first-level actions only, not of those nested deeper. */
  #resultOf(scope: Step | undefined): Taint {
    if (scope === undefined) return CLEAN;
    let result = this.#results.get(scope);
    if (result === undefined) {
      let all = CLEAN;
      for (const { steps } of scope.branches) {
        for (const inner of steps) all = union(all, stepObject(this.inputs(inner), this.outputs(inner)));
      }
      result = ofElements(
        mapOrigins(all, ({ source, via, path, form }) => originVia(source, via, path, true, form)),
      );
      this.#results.set(scope, result);
    }
    return result;
  }

  /** `item()` in Select, Filter array and Table: an element of `from`. Undefined in other steps. */
  #ownItem(step: Step): Taint | undefined {
    if (step.lowerType !== 'select' && step.lowerType !== 'query' && step.lowerType !== 'table')
      return undefined;
    const from = this.#sites.get(this.#tree.child(step.inputs, 'from'));
    if (from === undefined) return CLEAN;
    // In `from` itself, `item()` is the item of the loop around the step.
    const around = this.#dependents.loopAround(step);
    const outer = (around && this.#items.get(around)) ?? CLEAN;
    const list = evaluateTemplate(from.template, { ...this.#flowValues(step), item: () => outer });
    return union(whole(list.own), list.elements ?? CLEAN);
  }

  /** False when nothing is new. */
  #grow<K>(map: Map<K, Taint>, key: K, value: Taint): boolean {
    if (isClean(value)) return false;
    const old = map.get(key);
    // What was folded for its size stays folded, or it would grow and fold for ever.
    const folded = old !== undefined && !old.properties && !old.elements;
    const joined = old ? union(old, folded && weight(value) > 200 ? whole(origins(value)) : value) : value;
    const next = bounded(joined);
    if (old && weight(old) === weight(next)) return false;
    map.set(key, next);
    return true;
  }
}
