import { collectReferences, templateExprs } from '../expressions/index.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { stepsBelow } from '../flow/order.ts';
import type { ExpressionSite } from '../flow/sites.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import type { SecretHit } from '../secrets/hits.ts';
import type { Span } from '../text/span.ts';
import { evaluate, evaluateTemplate, stepObject, type ValueWorld } from './evaluate.ts';
import type { Entry } from './exposure.ts';
import { neverShown } from './neverShown.ts';
import { isDataStep } from './platform.ts';
import { VariableReach } from './reach.ts';
import type { FlowSources } from './sources.ts';
import {
  bounded,
  CLEAN,
  isClean,
  mapOrigins,
  type Origin,
  ofElements,
  ofProperties,
  originOf,
  origins,
  type Source,
  type Taint,
  union,
  whole,
} from './taint.ts';

const MAX_ROUNDS = 30;
const MAX_DEPTH = 64;

/** What every step takes in and gives out, once secrets have spread through the flow. */
export class Propagation {
  readonly reach: VariableReach;
  readonly #flow: FlowModel;
  readonly #tree: JsonTree;
  readonly #sources: FlowSources;
  readonly #inputs = new Map<Step, Taint>();
  readonly #outputs = new Map<Step, Taint>();
  readonly #items = new Map<Step, Taint>();
  /** By the node of the assigned value. */
  readonly #assigned = new Map<NodeId, Taint>();
  readonly #sites = new Map<NodeId, ExpressionSite>();
  readonly #literals = new Map<NodeId, Source>();
  readonly #below = new Map<Step, Step[]>();
  readonly #foreachByName = new Map<string, Step>();

  constructor(flow: FlowModel, sources: FlowSources, literals: ReadonlyMap<SecretHit, Source>) {
    this.#flow = flow;
    this.#tree = flow.tree;
    this.#sources = sources;
    this.reach = new VariableReach(flow);
    for (const site of flow.expressions) if (!site.inKey) this.#sites.set(site.node, site);
    for (const [hit, source] of literals) if (!hit.inKey) this.#literals.set(hit.node, source);
    for (const step of flow.actions)
      if (step.lowerType === 'foreach') this.#foreachByName.set(step.name.toLowerCase(), step);
    for (const [step, taint] of sources.stepOutputs) this.#outputs.set(step, taint);
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

  /** What one expression of a step carries. */
  ofSite(site: ExpressionSite): Taint {
    return site.step === undefined ? CLEAN : evaluateTemplate(site.template, this.#world(site.step));
  }

  /** The strings of a step's inputs (or control expression) that carry a secret which the run history could show. */
  entries(step: Step): Entry[] {
    const result: Entry[] = [];
    for (const site of step.expressions) {
      if (!this.#belongsToInputs(step, site.node)) continue;
      const carried = origins(this.ofSite(site));
      if (carried.length === 0) continue;
      result.push({ node: site.node, inKey: site.inKey, span: this.#spanIn(site), origins: carried });
    }
    for (const [node, source] of this.#literals) {
      if (source.step !== step || this.#sites.has(node) || !this.#belongsToInputs(step, node)) continue;
      result.push({ node, inKey: false, span: undefined, origins: [originOf(source)] });
    }
    return result;
  }

  /** From the first to the last hole of an interpolation that carries something. */
  #spanIn(site: ExpressionSite): Span | undefined {
    if (site.template.kind !== 'interpolation' || site.step === undefined) return undefined;
    const world = this.#world(site.step);
    let span: Span | undefined;
    for (const part of site.template.parts) {
      if (part.kind !== 'hole' || isClean(evaluate(part.expr, world))) continue;
      span = { start: span?.start ?? part.span.start, end: part.span.end };
    }
    return span;
  }

  #belongsToInputs(step: Step, node: NodeId): boolean {
    const tree = this.#tree;
    const within = (root: NodeId): boolean => root !== NONE && node >= root && node < tree.after(root);
    if (within(step.inputs)) return !neverShown(tree, step, node);
    return within(step.control) && !comparesOnly(tree, step);
  }

  #run(): void {
    // Loops and variables feed back; taints only grow and are bounded, so this ends. The cap is a belt to the braces.
    for (let round = 0; round < MAX_ROUNDS; round++) {
      let changed = false;
      for (const step of this.#flow.actions) if (this.#visit(step)) changed = true;
      if (!changed) return;
    }
  }

  #visit(step: Step): boolean {
    if (step.expressions.length === 0 && this.#literals.size === 0) return false;
    const world = this.#world(step);
    let changed = false;
    if (step.lowerType === 'foreach') {
      const list = this.#value(step.control, world, 0);
      const items = mapOrigins(union(whole(list.own), list.elements ?? CLEAN), (origin) =>
        pass(origin, step, 'item'),
      );
      changed = grow(this.#items, step, items) || changed;
      changed = grow(this.#inputs, step, list) || changed;
      return changed;
    }
    for (const assignment of this.reach.all) {
      if (assignment.step !== step || assignment.value === NONE) continue;
      const value = mapOrigins(this.#value(assignment.value, world, 0), (origin) => ({
        source: origin.source,
        via: origin.via?.kind === 'variable' ? origin.via : { kind: 'variable', name: assignment.variable },
        path: append(origin.path, step),
        assumed: origin.assumed,
      }));
      changed = grow(this.#assigned, assignment.value, value) || changed;
    }
    const inputs = this.#value(step.inputs, world, 0, step);
    changed = grow(this.#inputs, step, inputs) || changed;
    if (isDataStep(step)) {
      const given = mapOrigins(this.#given(step, inputs, world), (origin) => pass(origin, step, 'data'));
      changed = grow(this.#outputs, step, given) || changed;
    }
    return changed;
  }

  /** What a data step gives out (exposure.md 2). */
  #given(step: Step, inputs: Taint, world: ValueWorld): Taint {
    const tree = this.#tree;
    switch (step.lowerType) {
      case 'compose':
        // `outputs('Compose')` is the value itself; the designer also reads it as `body('Compose')`.
        return union(inputs, isClean(inputs) ? CLEAN : ofProperties(new Map([['body', inputs]])));
      case 'parsejson':
        return bodyOf(this.#value(tree.child(step.inputs, 'content'), world, 0));
      case 'select':
        return bodyOf(ofElements(this.#value(tree.child(step.inputs, 'select'), world, 0)));
      case 'query':
        return bodyOf(this.#value(tree.child(step.inputs, 'from'), world, 0));
      case 'table': {
        const columns = tree.child(step.inputs, 'columns');
        const shown = columns === NONE ? tree.child(step.inputs, 'from') : columns;
        return bodyOf(whole(origins(this.#value(shown, world, 0))));
      }
      default:
        return bodyOf(whole(origins(inputs)));
    }
  }

  /** What a JSON value carries. `step` leaves out what the run history never shows of that step. */
  #value(node: NodeId, world: ValueWorld, depth: number, step?: Step): Taint {
    const tree = this.#tree;
    if (node === NONE) return CLEAN;
    if (tree.isString(node)) {
      const site = this.#sites.get(node);
      const literal = this.#literals.get(node);
      const own: Taint = literal ? whole([originOf(literal)]) : CLEAN;
      return site ? union(own, evaluateTemplate(site.template, world)) : own;
    }
    if (depth > MAX_DEPTH) return CLEAN;
    if (tree.isArray(node)) {
      let elements = CLEAN;
      for (const child of tree.children(node))
        elements = union(elements, this.#value(child, world, depth + 1, step));
      return ofElements(elements);
    }
    if (!tree.isObject(node)) return CLEAN;
    const properties = new Map<string, Taint>();
    for (const child of tree.children(node)) {
      if (step && neverShown(tree, step, child)) continue;
      const value = this.#value(child, world, depth + 1, step);
      if (!isClean(value)) properties.set(tree.key(child).toLowerCase(), value);
    }
    return ofProperties(properties);
  }

  #world(step: Step): ValueWorld {
    const trigger = this.#flow.triggers[0];
    const named = (name: string): Step | undefined => this.#flow.actionsByName.get(name.toLowerCase());
    return {
      outputs: (name) => this.#outputsOf(named(name)),
      inputs: (name) => this.#inputsOf(named(name)),
      result: (name) => {
        const scope = named(name);
        if (scope === undefined) return CLEAN;
        let all = CLEAN;
        for (const inner of this.#stepsBelow(scope)) {
          all = union(all, stepObject(this.#inputsOf(inner), this.#outputsOf(inner)));
        }
        return ofElements(mapOrigins(all, (origin) => ({ ...origin, assumed: true })));
      },
      item: (name) => this.#item(step, name),
      variable: (name) => {
        let all = CLEAN;
        for (const one of this.reach.reaching(name, step)) all = union(all, this.assigned(one.value));
        return all;
      },
      parameter: (name) => {
        const source = this.#sources.parameters.get(name.toLowerCase());
        return source ? whole([originOf(source)]) : CLEAN;
      },
      trigger: (side) =>
        trigger === undefined || side === 'inputs' ? CLEAN : (this.#outputs.get(trigger) ?? CLEAN),
    };
  }

  #outputsOf(step: Step | undefined): Taint {
    return step === undefined ? CLEAN : (this.#outputs.get(step) ?? CLEAN);
  }

  #inputsOf(step: Step | undefined): Taint {
    return step === undefined ? CLEAN : (this.#inputs.get(step) ?? CLEAN);
  }

  #stepsBelow(scope: Step): Step[] {
    let list = this.#below.get(scope);
    if (list === undefined) {
      list = stepsBelow(this.#flow, scope);
      this.#below.set(scope, list);
    }
    return list;
  }

  #item(step: Step, name: string | undefined): Taint {
    if (name !== undefined) {
      const loop = this.#foreachByName.get(name.toLowerCase());
      return loop ? (this.#items.get(loop) ?? CLEAN) : CLEAN;
    }
    if (step.lowerType === 'select' || step.lowerType === 'query' || step.lowerType === 'table') {
      const from = this.#tree.child(step.inputs, 'from');
      const site = this.#sites.get(from);
      // `from` cannot itself use item() of this step, so this does not run in circles.
      const list = site
        ? evaluateTemplate(site.template, { ...this.#world(step), item: () => CLEAN })
        : CLEAN;
      return union(whole(list.own), list.elements ?? CLEAN);
    }
    for (let at = step.branch?.owner; at !== undefined; at = at.branch?.owner) {
      if (at.lowerType === 'foreach') return this.#items.get(at) ?? CLEAN;
    }
    return CLEAN;
  }
}

/** Parse JSON, Select, ... answer in `body`. */
function bodyOf(taint: Taint): Taint {
  return isClean(taint) ? CLEAN : ofProperties(new Map([['body', taint]]));
}

function append(path: readonly Step[], step: Step): readonly Step[] {
  return path.includes(step) ? path : [...path, step];
}

function pass(origin: Origin, step: Step, kind: 'data' | 'item'): Origin {
  const keep = origin.via !== undefined && (kind === 'item' || origin.via.kind !== 'item');
  return {
    source: origin.source,
    via: keep ? origin.via : { kind, step },
    path: append(origin.path, step),
    assumed: origin.assumed || kind === 'item',
  };
}

/** Conditions compare: the value does not come through (exposure.md 2). */
function comparesOnly(tree: JsonTree, step: Step): boolean {
  return (step.lowerType === 'if' || step.lowerType === 'until') && tree.isObject(step.control);
}

function grow<K>(map: Map<K, Taint>, key: K, value: Taint): boolean {
  if (isClean(value)) return false;
  const old = map.get(key);
  const next = bounded(old ? union(old, value) : value);
  if (old && weight(old) === weight(next)) return false;
  map.set(key, next);
  return true;
}

/** Grows whenever a taint grows. */
function weight(taint: Taint): number {
  let sum = taint.own.length;
  for (const value of taint.properties?.values() ?? []) sum += 1 + weight(value);
  return taint.elements ? sum + 1 + weight(taint.elements) : sum;
}

/** Steps and triggers whose data an expression of the step's inputs or control names directly. */
export function directReferences(
  flow: FlowModel,
  step: Step,
): { readonly step: Step; readonly whole: boolean }[] {
  const result: { step: Step; whole: boolean }[] = [];
  for (const site of step.expressions) {
    for (const expr of templateExprs(site.template)) {
      for (const reference of collectReferences(expr)) {
        if (reference.kind === 'trigger' && flow.triggers[0]) {
          result.push({ step: flow.triggers[0], whole: reference.part === 'whole' });
        } else if (reference.kind === 'action' && reference.name !== undefined) {
          const target = flow.actionsByName.get(reference.name.toLowerCase());
          if (target === undefined) continue;
          if (reference.part === 'result') {
            for (const inner of stepsBelow(flow, target)) result.push({ step: inner, whole: true });
          } else result.push({ step: target, whole: reference.part === 'whole' });
        }
      }
    }
  }
  return result;
}
