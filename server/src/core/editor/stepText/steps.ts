import type { Branch, FlowModel, Step } from '../../flow/model.ts';
import { inRunOrder } from '../../flow/runSequence.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { catalogueOperation } from '../../platform/catalogue/index.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { whatItDoes } from '../../solution/overview/whatItDoes.ts';
import { byText } from '../../text/compare.ts';
import { connectionUse } from '../hover/connection.ts';
import { type Lines, MAX_LEVELS } from './lines.ts';
import type { SecretLabels } from './secretLabels.ts';
import { ValueLines } from './values.ts';

/** Keys of a step that are told in a form of their own, or say nothing of what it does (`metadata`: ids and labels of the designer). */
const OWN_KEYS: ReadonlySet<string> = new Set([
  ...['type', 'kind', 'inputs', 'runAfter', 'metadata', 'description', 'expression', 'foreach'],
  ...['actions', 'else', 'cases', 'default', 'runtimeConfiguration', 'operationOptions'],
]);

/** In the words of the designer, by the keys of steps, of their inputs and of `runtimeConfiguration`. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['conditions', 'Trigger conditions'],
  ['recurrence', 'Recurrence'],
  ['limit', 'Limit'],
  ['trackedProperties', 'Tracked properties'],
  ['correlation', 'Correlation'],
  ['splitOn', 'Split on'],
  ['runtimeConfiguration', 'Settings'],
  ['retryPolicy', 'Retry policy'],
  ['method', 'Method'],
  ['uri', 'Address'],
  ['headers', 'Headers'],
  ['queries', 'Queries'],
  ['body', 'Body'],
  ['authentication', 'Authentication'],
  ['schema', 'Schema'],
  ['concurrency', 'Concurrency'],
  ['paginationPolicy', 'Pagination'],
  ['contentTransfer', 'Content transfer'],
  ['staticResult', 'Static result'],
]);

/** A name for the service alone, which gives each trigger another one. */
const SUBSCRIPTION_NAME = 'subscriptionRequest/name';

/** Writes triggers and steps of one flow as lines. */
export class StepLines {
  readonly #facts: FlowFacts;
  readonly #flow: FlowModel;
  readonly #tree: JsonTree;
  readonly #labels: SecretLabels;
  readonly #lines: Lines;
  readonly #values: ValueLines;

  constructor(facts: FlowFacts, labels: SecretLabels, lines: Lines) {
    this.#facts = facts;
    this.#flow = facts.flow;
    this.#tree = facts.flow.tree;
    this.#labels = labels;
    this.#lines = lines;
    this.#values = new ValueLines(this.#tree, labels, lines);
  }

  /** The steps of a list as they run; what runs beside each other by name, since the order of the file has no meaning. */
  in(branch: Branch): void {
    const steps = [...branch.steps].sort(byText(({ name }) => name));
    let before: Step | undefined;
    for (const step of inRunOrder({ ...branch, steps })) {
      this.of(step, before);
      before = step;
    }
  }

  /** `before`: the step that stands above in the same list. */
  of(step: Step, before?: Step): void {
    const name = this.#name(step.name).trim();
    const does = whatItDoes(this.#flow, step, this.#facts.solution);
    const shown = name === '' ? 'Step without a name' : name;
    this.#lines.add(does === '' ? shown : `${shown} (${this.#labels.inText(does)})`);
    this.#lines.below(() => {
      if (this.#lines.depth > MAX_LEVELS) return;
      this.#note(step);
      if (step.role === 'action') this.#runAfter(step, before);
      this.#connection(step);
      this.#control(step);
      this.#inputs(step);
      this.#settings(step);
      for (const branch of step.branches) this.#branch(step, branch);
    });
  }

  /** As the designer shows it. Masked first: with blanks in it a secret is none any more. */
  #name(name: string): string {
    return this.#labels.inText(name).replaceAll('_', ' ');
  }

  #note({ node }: Step): void {
    const note = this.#tree.child(node, 'description');
    if (note !== NONE) this.#values.add('Note', note);
  }

  /** Left out for what runs when the step above has succeeded: a step that is put in then is the only line that differs. */
  #runAfter({ runAfter }: Step, before: Step | undefined): void {
    if (runAfter.length === 0) {
      if (before !== undefined) this.#lines.add('Runs at the start, beside the steps above');
      return;
    }
    const [only] = runAfter;
    const isNext = runAfter.length === 1 && only!.name.toLowerCase() === before?.name.toLowerCase();
    if (isNext && only!.statuses.join() === 'succeeded') return;
    const parts = [...runAfter]
      .sort(byText(({ name }) => name))
      .map(({ name, statuses }) => `${this.#name(name)} (${inWords(statuses)})`);
    this.#lines.add(`Runs after: ${parts.join(', ')}`);
  }

  /** By the key when the flow does not declare it: the list of connections tells what a key stands for. */
  #connection(step: Step): void {
    const use = connectionUse(this.#flow, step);
    if (use !== undefined) this.#lines.add(`Connection: ${this.#labels.inText(use.name)}`);
  }

  #control({ lowerType, control }: Step): void {
    if (control === NONE) return;
    if (lowerType === 'foreach') this.#values.add('For each item of', control);
    else if (lowerType === 'switch') this.#values.add('Switch on', control);
    else this.#values.condition(lowerType === 'until' ? 'Until' : 'Condition', control);
  }

  #inputs(step: Step): void {
    const { inputs, operation } = step;
    if (inputs === NONE) return;
    if (!this.#tree.isObject(inputs)) {
      this.#values.add('Inputs', inputs, [step.name]);
      return;
    }
    const isOperation = operation !== undefined;
    for (const property of this.#values.sorted(inputs)) {
      const key = this.#tree.key(property);
      if (isOperation && key === 'host') continue;
      if (key === 'authentication' && isOperation && this.#isUsualSignIn(property)) continue;
      if (isOperation && property === operation.parameters) this.#parameters(step, property);
      else this.#values.add(LABELS.get(key) ?? key, property, [step.name, key]);
    }
  }

  #parameters({ operation, name }: Step, parameters: NodeId): void {
    if (!this.#tree.isObject(parameters)) {
      this.#values.add('Parameters', parameters);
      return;
    }
    const { apiName, operationId } = operation!;
    const known =
      apiName === undefined || operationId === undefined
        ? undefined
        : catalogueOperation(apiName, operationId);
    const titles = new Map(known?.parameters.map(({ path, title }) => [path, title]));
    for (const property of this.#values.sorted(parameters)) {
      const key = this.#tree.key(property);
      if (key === SUBSCRIPTION_NAME) continue;
      const title = titles.get(key) ?? '';
      this.#values.add(title === '' ? key : title, property, [name, key]);
    }
  }

  /** The two ways in which a connection signs in: exports write them, or nothing at all. Whatever else stands there is told. */
  #isUsualSignIn(node: NodeId): boolean {
    const tree = this.#tree;
    if (tree.isString(node)) return /^@parameters\('\$authentication'\)$/.test(tree.string(node));
    if (tree.stringAt(node, 'type')?.toLowerCase() !== 'raw') return false;
    return (
      tree.children(node).length === 2 && tree.stringAt(node, 'value')?.includes('$ConnectionKey') === true
    );
  }

  #settings({ node, runtimeConfiguration, operationOptions, secured }: Step): void {
    if (secured.size > 0) this.#lines.add(`Secure: ${[...secured].sort().join(' and ')}`);
    const options = operationOptions
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== '')
      .sort(byText((one) => one));
    if (options.length > 0) this.#lines.add(`Options: ${options.join(', ')}`);
    // Well-formed secure settings are listed above.
    const isShownElsewhere = (key: string): boolean => key === 'secureData' && secured.size > 0;
    for (const property of this.#values.sorted(runtimeConfiguration)) {
      const key = this.#tree.key(property);
      if (!isShownElsewhere(key)) this.#values.add(LABELS.get(key) ?? key, property);
    }
    for (const property of this.#values.sorted(node)) {
      const key = this.#tree.key(property);
      if (!OWN_KEYS.has(key)) this.#values.add(LABELS.get(key) ?? key, property);
    }
  }

  /** Steps of scopes and loops stand directly below them: only a choice has branches. */
  #branch({ lowerType }: Step, branch: Branch): void {
    if (lowerType !== 'if' && lowerType !== 'switch') {
      this.in(branch);
      return;
    }
    if (branch.steps.length === 0 && branch.kind !== 'case') return;
    this.#lines.add(`${this.#branchName(lowerType, branch)}:`);
    this.#lines.below(() => this.in(branch));
  }

  #branchName(lowerType: string, branch: Branch): string {
    if (branch.kind === 'default') return 'Default';
    if (branch.kind === 'case') {
      const value = this.#tree.child(this.#tree.parent(branch.node), 'case');
      const shown = value === NONE ? '' : this.#values.inline(value, [branch.name]);
      return `Case ${this.#name(branch.name)} (${shown})`;
    }
    if (lowerType !== 'if') return branch.kind;
    return branch.kind === 'else' ? 'If no' : 'If yes';
  }
}

function inWords(statuses: readonly string[]): string {
  return [...statuses]
    .sort()
    .map((status) => (status === 'timedout' ? 'timed out' : status))
    .join(', ');
}
