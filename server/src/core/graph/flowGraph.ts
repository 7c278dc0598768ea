import { closedText, openText, StepLocks } from '../editor/annotations/locks.ts';
import { kindOf, nameOf } from '../editor/outline/steps.ts';
import { plainLine } from '../editor/plainLine.ts';
import type { FlowFinding } from '../finding.ts';
import type { Branch, RunAfter, Step } from '../flow/model.ts';
import { inRunOrder } from '../flow/runSequence.ts';
import { ShortPointers } from '../json/pointer.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { whatItDoes } from '../solution/overview/whatItDoes.ts';
import { lowerCase } from '../text/lower.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { findingsByStep } from '../workspace/findingsByStep.ts';
import type { FlowGraph, GraphEdge, GraphFinding, GraphLane, GraphStep, StepKind } from './picture/types.ts';
import { secretPaths } from './secretPaths.ts';

/** Findings of one step that are told in words. */
const MOST_FINDINGS = 5;
const MOST_NAME = 100;

/** The flows of a file as pictures are made of them, in their order. `name`: that of the file's flow. Never throws. */
export function flowGraphs(analysis: Analysis, name: string): readonly FlowGraph[] {
  const { flows, findings, includesGuesses } = analysis;
  try {
    return flows.map((facts, index) =>
      new GraphBuilder(facts, findings, includesGuesses).graph(
        flows.length === 1 ? name : `${name}, flow ${index + 1}`,
      ),
    );
  } catch {
    // A defect of ours must not take the editor's other features with it.
    return [];
  }
}

type Draft = { -readonly [Key in keyof GraphLane]: GraphLane[Key] } & { steps: number[] };

class GraphBuilder {
  readonly #facts: FlowFacts;
  readonly #findings: ReadonlyMap<Step, readonly FlowFinding[]>;
  readonly #locks: StepLocks;
  readonly #guesses: boolean;
  readonly #pointers: ShortPointers;
  readonly #steps: GraphStep[] = [];
  readonly #lanes: Draft[] = [];
  readonly #ids = new Map<Step, number>();

  constructor(facts: FlowFacts, findings: readonly FlowFinding[], guesses: boolean) {
    this.#facts = facts;
    this.#findings = findingsByStep(facts.flow, findings);
    this.#locks = new StepLocks(facts.flow, facts.exposure, guesses);
    this.#guesses = guesses;
    this.#pointers = new ShortPointers(facts.flow.tree);
  }

  graph(name: string): FlowGraph {
    const { flow } = this.#facts;
    this.#lanes.push({ label: '', owner: -1, steps: [], edges: [] });
    for (const trigger of flow.triggers) this.#add(trigger, 0);
    // Steps that are yet to be taken, the next one last.
    const open: { step: Step; lane: number }[] = [];
    const later = (branch: Branch, lane: number): void => {
      for (const step of [...inRunOrder(branch)].reverse()) open.push({ step, lane });
    };
    later(flow.topLevel, 0);
    const branches = new Map([[0, flow.topLevel]]);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const own = this.#add(next.step, next.lane);
      // Backwards onto the stack: what is pushed last is taken first.
      for (const [at, { branch }] of [...lanesOf(next.step).entries()].reverse()) {
        if (branch === undefined) continue;
        later(branch, own.lanes[at]!);
        branches.set(own.lanes[at]!, branch);
      }
    }
    for (const [lane, branch] of branches) this.#lanes[lane]!.edges = this.#edges(branch, lane);
    const secrets = secretPaths(this.#facts, this.#ids, this.#guesses);
    return { name: plainLine(name), steps: this.#steps, lanes: this.#lanes, secrets };
  }

  #add(step: Step, lane: number): GraphStep {
    const { flow, solution } = this.#facts;
    const { tree } = flow;
    const id = this.#steps.length;
    this.#ids.set(step, id);
    this.#lanes[lane]!.steps.push(id);
    const lanes = lanesOf(step).map(({ label }) => {
      this.#lanes.push({ label, owner: id, steps: [], edges: [] });
      return this.#lanes.length - 1;
    });
    const [whole, key] = [tree.propertySpan(step.node), tree.keySpan(step.node)];
    const made: GraphStep = {
      name: nameOf(step.name.slice(0, 10 * MOST_NAME), 'Step without a name'),
      what: plainLine(whatItDoes(flow, step, solution)),
      type: plainLine(step.type),
      kind: kindIn(step),
      pointer: this.#pointers.of(step.node),
      span: [whole.start, whole.end],
      nameSpan: [key.start, key.end],
      lane,
      lanes,
      ...this.#history(step),
      ...this.#found(step),
    };
    this.#steps.push(made);
    return made;
  }

  #history(step: Step): Pick<GraphStep, 'inputs' | 'outputs' | 'open' | 'closed'> {
    const locks = this.#locks.of(step);
    if (locks === undefined) return {};
    const [open, closed] = [openText(locks), closedText(locks)];
    const sides = [
      ...locks.closed.map(({ side, reason }) => [side, reason === 'own' ? 'secured' : 'hidden'] as const),
      ...locks.open.map(({ side }) => [side, 'showsSecret'] as const),
    ];
    return {
      ...Object.fromEntries(sides),
      ...(open === '' ? {} : { open }),
      ...(closed === '' ? {} : { closed }),
    };
  }

  #found(step: Step): Pick<GraphStep, 'errors' | 'warnings' | 'infos' | 'findings'> {
    const findings = (this.#findings.get(step) ?? []).map(({ severity, message }): GraphFinding => {
      return { severity: severity === 'hint' ? 'info' : severity, message: plainLine(message) };
    });
    const of = (severity: GraphFinding['severity']): GraphFinding[] =>
      findings.filter((one) => one.severity === severity);
    const [errors, warnings, infos] = [of('error'), of('warning'), of('info')];
    return {
      errors: errors.length,
      warnings: warnings.length,
      infos: infos.length,
      findings: [...errors, ...warnings, ...infos].slice(0, MOST_FINDINGS),
    };
  }

  /** Triggers come before all that waits for nothing. Names that are not there, and the step's own, lead to nothing. */
  #edges({ steps }: Branch, lane: number): GraphEdge[] {
    const byName = new Map(steps.map((step) => [lowerCase(step.name), step]));
    const triggers = lane === 0 ? this.#facts.flow.triggers.map((one) => this.#ids.get(one)!) : [];
    return steps.flatMap((step) => {
      const to = this.#ids.get(step)!;
      const edges = new Map<number, GraphEdge>();
      for (const one of step.runAfter) {
        const before = byName.get(lowerCase(one.name));
        if (before === undefined || before === step) continue;
        const from = this.#ids.get(before)!;
        edges.set(from, { from, to, label: statesOf(one) });
      }
      return edges.size === 0 ? triggers.map((from) => ({ from, to, label: '' })) : [...edges.values()];
    });
  }
}

interface Lane {
  readonly label: string;
  /** Undefined where the file leaves the branch out, which the designer draws all the same. */
  readonly branch: Branch | undefined;
}

/** As the designer draws them: the way that is taken first, then its opposite; cases in the order of the file, then the rest. */
function lanesOf({ lowerType, branches, role }: Step): readonly Lane[] {
  if (role === 'trigger') return [];
  if (lowerType !== 'if' && lowerType !== 'switch')
    return branches.map((branch) => ({ label: branches.length > 1 ? branch.kind : '', branch }));
  const of = (kind: Branch['kind']): Branch | undefined => branches.find((one) => one.kind === kind);
  const known: Lane[] =
    lowerType === 'if'
      ? [
          { label: 'True', branch: of('actions') },
          { label: 'False', branch: of('else') },
        ]
      : [
          ...branches.flatMap((branch) =>
            branch.kind === 'case' ? [{ label: nameOf(branch.name, 'Case'), branch }] : [],
          ),
          { label: 'Default', branch: of('default') },
        ];
  // What the type does not know, and the file holds all the same.
  const drawn = new Set(known.map(({ branch }) => branch));
  const others = branches.filter((branch) => !drawn.has(branch));
  return [...known, ...others.map((branch) => ({ label: branch.kind, branch }))];
}

function kindIn(step: Step): StepKind {
  switch (step.lowerType) {
    case 'if':
    case 'switch':
      return 'choice';
    case 'foreach':
    case 'until':
      return 'loop';
    case 'scope':
      return 'scope';
  }
  if (step.branches.length > 0 && step.role === 'action') return 'scope';
  const kind = kindOf(step);
  if (kind === 'trigger' || kind === 'data') return kind;
  return kind === 'variableStep' ? 'variable' : 'operation';
}

const STATES: ReadonlyMap<string, string> = new Map([
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['skipped', 'skipped'],
  ['timedout', 'timed out'],
]);

function statesOf({ statuses }: RunAfter): string {
  if (statuses.length === 1 && statuses[0] === 'succeeded') return '';
  const known = statuses.slice(0, 8).map((one) => STATES.get(one) ?? plainLine(one).slice(0, 30));
  return known.length === 0 ? 'no state' : [...new Set(known)].join(', ');
}
