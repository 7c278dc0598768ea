import type { Branch, FlowModel, RunAfter, Step } from '../flow/model.ts';
import { inRunOrder } from '../flow/runSequence.ts';
import { NONE } from '../json/tree.ts';
import { operationTitle } from '../platform/operations.ts';
import { italic, joined, type Line, line, plain } from '../report/lines/inline.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { connectorNameIn } from '../solution/connectorNames.ts';
import { whatItDoes } from '../solution/overview/whatItDoes.ts';
import { byText } from '../text/compare.ts';
import { Conditions } from './condition.ts';
import type { SafeText } from './safeText.ts';
import { subjectOf } from './subject.ts';
import type { StepNode } from './types.ts';

/** Deeper than any real flow: what lies below is counted. */
const MOST_LEVELS = 24;

/** Describes the steps of a flow as they run. */
export class StepWords {
  readonly #facts: FlowFacts;
  readonly #flow: FlowModel;
  readonly #safe: SafeText;

  constructor(facts: FlowFacts, safe: SafeText) {
    this.#facts = facts;
    this.#flow = facts.flow;
    this.#safe = safe;
  }

  /** The steps of a list; what runs beside each other by name, since the order of the file has no meaning. */
  in(branch: Branch, level = 0): readonly StepNode[] {
    const steps = [...branch.steps].sort(byText(({ name }) => name));
    let before: Step | undefined;
    return inRunOrder({ ...branch, steps }).map((step) => {
      const node = this.#node(step, before, level);
      before = step;
      return node;
    });
  }

  /** What a trigger or an action does: of a connector its operation only where the name of the step does not say so already. */
  does(step: Step): Line {
    const { operation } = step;
    const title = operation === undefined ? '' : operationTitle(operation);
    if (operation !== undefined && step.role === 'action' && isOperationTitle(step.name, title)) {
      const connector =
        operation.apiName === undefined ? '' : connectorNameIn(this.#facts.solution, operation.apiName);
      return connector === '' ? [] : line`${plain(this.#safe.text(connector))}`;
    }
    const does = whatItDoes(this.#flow, step, this.#facts.solution);
    return does === '' ? [] : line`${plain(this.#safe.text(does))}`;
  }

  /** What its maker wrote of a step, of several lines the first. */
  note({ node }: Step): Line | undefined {
    const { tree } = this.#flow;
    const note = tree.child(node, 'description');
    const [first] = (note === NONE ? '' : this.#safe.value(note)).trim().split(/\s*[\r\n]/);
    // Designers keep the text of an expression or an id there.
    if (first === undefined || first === '' || /^@?\w+\(|^[\da-f-]{36}$/i.test(first)) return undefined;
    return line`“${plain(this.#safe.text(first))}”`;
  }

  /** What a trigger is about: the table that it watches. */
  subject(trigger: Step): Line {
    return subjectOf(this.#flow, trigger, new Conditions(this.#flow.tree, this.#safe, ''));
  }

  #node(step: Step, before: Step | undefined, level: number): StepNode {
    const isDeep = level >= MOST_LEVELS;
    const note = this.note(step);
    const conditions = new Conditions(this.#flow.tree, this.#safe, loopAround(step));
    const phrases = [
      this.#over(step, conditions),
      subjectOf(this.#flow, step, conditions),
      this.#when(step, before),
      ...(note === undefined ? [] : [note]),
    ];
    const empty = step.branches.every(({ steps }) => steps.length === 0);
    if (step.branches.length > 0 && empty) phrases.push(line`no steps inside`);
    if (isDeep && !empty) phrases.push(line`more steps inside`);
    const below = isDeep ? [] : step.branches.flatMap((branch) => this.#branch(step, branch, level + 1));
    return {
      kind: 'step',
      name: this.#safe.name(step.name) || 'Step without a name',
      type: step.lowerType,
      phrases: phrases.filter((one) => one.length > 0),
      below,
    };
  }

  /** What it does; of a choice or a loop with what it goes by. */
  #over(step: Step, conditions: Conditions): Line {
    const { control, lowerType } = step;
    if (lowerType === 'terminate') {
      const status = endStatus(this.#flow, step);
      return status === undefined ? this.does(step) : line`Ends the run as ${plain(status)}`;
    }
    if (control === NONE) return lowerType === 'scope' ? [] : this.does(step);
    switch (lowerType) {
      case 'foreach':
        return line`for each item of ${conditions.value(control)}`;
      case 'until':
        return line`repeats until ${conditions.of(control)}`;
      case 'switch':
        return line`depends on ${conditions.value(control)}`;
      case 'if':
        return line`asks whether ${conditions.of(control)}`;
      default:
        return this.does(step);
    }
  }

  /** Nothing for what runs when the step above has succeeded. */
  #when({ runAfter }: Step, before: Step | undefined): Line {
    if (runAfter.length === 0) return before === undefined ? [] : line`beside the steps above`;
    const isPlain = runAfter.every(({ statuses }) => statuses.join() === 'succeeded');
    const isNext = runAfter.length === 1 && runAfter[0]!.name.toLowerCase() === before?.name.toLowerCase();
    if (isPlain && isNext) return [];
    const names = [...runAfter].sort(byText(({ name }) => name));
    if (isPlain)
      return line`after ${this.#all(names.map(({ name }) => line`${italic(this.#safe.name(name))}`))}`;
    return line`runs when ${this.#all(names.map((one) => this.#ended(one)))}`;
  }

  #ended({ name, statuses }: RunAfter): Line {
    return line`${italic(this.#safe.name(name))} ${plain(outcomeWords(statuses))}`;
  }

  #all(parts: readonly Line[]): Line {
    return joined(parts, line` and `);
  }

  /** Steps of scopes and loops stand directly below them: only a choice has branches. */
  #branch(step: Step, branch: Branch, level: number): readonly StepNode[] {
    const { lowerType } = step;
    const below = this.in(branch, level);
    if (lowerType !== 'if' && lowerType !== 'switch') return below;
    if (below.length === 0 && branch.kind !== 'case') return [];
    const phrases = below.length === 0 ? [line`no steps`] : [];
    return [{ kind: 'branch', name: this.#branchName(lowerType, branch), type: '', phrases, below }];
  }

  #branchName(lowerType: string, branch: Branch): string {
    if (lowerType === 'if') return branch.kind === 'else' ? 'If no' : 'If yes';
    if (branch.kind === 'default') return 'In all other cases';
    const { tree } = this.#flow;
    const value = tree.child(tree.parent(branch.node), 'case');
    const shown = value === NONE ? this.#safe.name(branch.name) : this.#safe.text(this.#safe.value(value));
    return `If it is ${shown === '' ? 'empty' : shown}`;
  }
}

/** The loop around a step, by its lower-cased name. */
function loopAround(step: Step): string {
  for (let at = step.branch?.owner; at !== undefined; at = at.branch?.owner)
    if (at.lowerType === 'foreach') return at.name.toLowerCase();
  return '';
}

/** How a Terminate ends the run; undefined where an expression works it out. */
export function endStatus({ tree }: FlowModel, { inputs }: Step): string | undefined {
  const status = tree.stringAt(inputs, 'runStatus')?.trim().toLowerCase() ?? '';
  return ENDS.has(status) ? status : undefined;
}

const ENDS: ReadonlySet<string> = new Set(['succeeded', 'failed', 'cancelled']);

/** `failed or timed out`; in the order in which people think of them. */
export function outcomeWords(statuses: readonly string[]): string {
  const known = ORDER.filter(([status]) => statuses.includes(status)).map(([, words]) => words);
  if (known.length === ORDER.length) return 'ended in any way';
  return known.length === 0 ? 'ended' : known.join(' or ');
}

const ORDER = [
  ['succeeded', 'succeeded'],
  ['failed', 'failed'],
  ['timedout', 'timed out'],
  ['skipped', 'was skipped'],
] as const;

/** Whether the name of a step is the title of its operation, as the designer gives it: `Send_an_email_(V2)_3`. */
function isOperationTitle(name: string, title: string): boolean {
  const plainName = name.replaceAll('_', ' ').replace(/ \d{1,3}$/, '');
  return title !== '' && bare(plainName) === bare(title);
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s*\(v\d\)\s*$/, '')
    .trim();
