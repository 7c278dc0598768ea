/**
 * A flow as the page of a run would show it: steps in run order, and of each the sections that the page has, in its words. What is
 * hidden and where a secret stands is asked of the exposure engine alone; nothing here decides it.
 */
import type { Slot } from '../exposure/exposure.ts';
import type { Origin } from '../exposure/taint.ts';
import type { Branch, Side, Step } from '../flow/model.ts';
import { inRunOrder } from '../flow/runSequence.ts';
import { NONE } from '../json/tree.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { whatItDoes } from '../solution/overview/whatItDoes.ts';
import { chipsOf } from './chips.ts';
import { failureWords } from './failure.ts';
import { InputRows } from './inputs.ts';
import { outputRows } from './outputs.ts';
import { ShownText } from './shownText.ts';
import type { Row, RunPreview, SecretChip, SidePreview, StepKind, StepPreview } from './types.ts';
import { settingNote, whyHidden } from './words.ts';

export { previewChanges } from './changes.ts';
export type * from './types.ts';
export { ALWAYS_SHOWN, EVERY_PAGE, HEAD, NOT_SHOWN, noValues, PROPERTIES, WHO_SEES } from './words.ts';

const KINDS: ReadonlyMap<string, StepKind> = new Map([
  ['foreach', 'loop'],
  ['until', 'loop'],
  ['if', 'condition'],
  ['switch', 'switch'],
  ['scope', 'scope'],
]);

/** The preview of one flow. `title`: its name. Never a secret value in it. */
export function runPreview(facts: FlowFacts, title: string): RunPreview {
  const build = new Builder(facts);
  const steps = build.steps();
  const sides = steps.flatMap(({ inputs, outputs }) => [inputs, outputs]);
  return {
    title: build.shown.name(title),
    steps,
    showing: sides.filter(showsSecret).length,
    hidden: sides.filter((side) => side?.kind === 'hidden').length,
  };
}

function showsSecret(side: SidePreview | undefined): boolean {
  return side?.kind === 'shown' && side.rows.some(({ parts }) => parts.some(({ kind }) => kind === 'secret'));
}

/** The previews of all flows of a file. `title`: what the file's flow is called; of several each gets its number. */
export function previewFile(flows: readonly FlowFacts[], title: string): RunPreview[] {
  return flows.map((facts, index) =>
    runPreview(facts, flows.length === 1 ? title : `${title}, flow ${index + 1}`),
  );
}

/** A step that is still to be told of, and where it stands. */
interface Pending {
  readonly step: Step;
  readonly depth: number;
  readonly parent: number | undefined;
  readonly branch: StepPreview['branch'];
}

class Builder {
  readonly shown: ShownText;
  readonly #facts: FlowFacts;
  readonly #ids: ReadonlyMap<Step, number>;
  readonly #inputs: InputRows;
  readonly #chips = (origins: readonly Origin[]): SecretChip[] =>
    chipsOf(origins, this.shown, (step) => this.#ids.get(step));

  constructor(facts: FlowFacts) {
    this.#facts = facts;
    this.shown = new ShownText(facts);
    this.#ids = new Map(facts.flow.steps.map((step, id) => [step, id]));
    this.#inputs = new InputRows(facts, this.shown, this.#chips);
  }

  /** Without recursion: flows may be nested as deep as they like. */
  steps(): StepPreview[] {
    const { flow } = this.#facts;
    const previews: StepPreview[] = [];
    const pending: Pending[] = [];
    const push = (branch: Branch, where: Omit<Pending, 'step'>): void => {
      for (const step of [...inRunOrder(branch)].reverse()) pending.push({ step, ...where });
    };
    push(flow.topLevel, { depth: 0, parent: undefined, branch: { label: '', choice: 0 } });
    for (const step of [...flow.triggers].reverse())
      pending.push({ step, depth: 0, parent: undefined, branch: { label: '', choice: 0 } });
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const preview = this.#step(next);
      previews.push(preview);
      const { branches } = next.step;
      for (let choice = branches.length - 1; choice >= 0; choice--) {
        const label = preview.choices[choice] ?? '';
        push(branches[choice]!, { depth: next.depth + 1, parent: preview.id, branch: { label, choice } });
      }
    }
    return previews;
  }

  #step({ step, depth, parent, branch }: Pending): StepPreview {
    const { flow, exposure, solution } = this.#facts;
    const slots = { inputs: exposure.slot(step, 'inputs'), outputs: exposure.slot(step, 'outputs') };
    const rows = this.#inputs.of(step, slots.inputs.entries);
    const kind = step.role === 'trigger' ? 'trigger' : (KINDS.get(step.lowerType) ?? 'step');
    const isChoice = kind === 'condition' || kind === 'switch';
    return {
      ...{ id: this.#ids.get(step)!, kind, depth, parent, branch },
      name: this.shown.step(step.name),
      does: this.shown.name(whatItDoes(flow, step, solution)),
      choices: isChoice ? step.branches.map((one) => this.#label(kind, one)) : [],
      span: flow.tree.keySpan(step.node),
      whole: flow.tree.propertySpan(step.node),
      onlyAfter: this.#onlyAfter(step),
      failure: { ...failureWords(step), mayRepeat: this.#chips(slots.inputs.origins) },
      inputs: this.#side(slots.inputs, () => (hasInputs(step, rows) ? rows : undefined)),
      outputs: this.#side(slots.outputs, () => {
        const context = { flow, shown: this.shown, chips: this.#chips };
        return outputRows(context, step, rows, exposure.outputPlaces(step));
      }),
    };
  }

  #side({ step, side, exposed }: Slot, rows: () => Row[] | undefined): SidePreview | undefined {
    const why = whyHidden(this.#facts.exposure, step, side, (name) => this.shown.step(name));
    if (why !== undefined) return { kind: 'hidden', why: this.shown.text(why) };
    const shown = rows();
    const isSet = step.secured.has(side);
    if (shown === undefined && !isSet) return undefined;
    return { kind: 'shown', rows: shown ?? [], note: this.shown.name(settingNote(step, side, exposed)) };
  }

  #label(kind: StepKind, { kind: branch, name }: Branch): string {
    if (kind === 'condition') return branch === 'else' ? 'If no' : 'If yes';
    return branch === 'default' ? 'Default' : `Case "${this.shown.step(name)}"`;
  }

  #onlyAfter({ runAfter }: Step): string {
    const other = runAfter.filter(({ statuses }) => statuses.length > 0 && !statuses.includes('succeeded'));
    return other
      .map(({ name, statuses }) => {
        const words = statuses.map((status) => STATUS_WORDS.get(status) ?? this.shown.name(status));
        return `"${this.shown.step(name)}" ${words.join(' or ')}`;
      })
      .join(' and ');
  }
}

const STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ['failed', 'has failed'],
  ['timedout', 'has timed out'],
  ['skipped', 'was skipped'],
]);

/** A trigger that others start has a schema there, which is no value of a run; scopes have none. */
function hasInputs(step: Step, rows: readonly Row[]): boolean {
  if (rows.some(({ parts }) => parts.some(({ kind }) => kind === 'secret'))) return true;
  if (step.lowerType === 'request' && step.operation === undefined) return false;
  return step.inputs !== NONE || step.control !== NONE;
}

/** Both sides by name, for those that go through them. */
export const SIDES: readonly { readonly side: Side; readonly name: string }[] = [
  { side: 'inputs', name: 'Inputs' },
  { side: 'outputs', name: 'Outputs' },
];
