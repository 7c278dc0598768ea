import { childFlowId } from '../../exposure/childFlow.ts';
import type { Reference } from '../../expressions/index.ts';
import { writeName } from '../../fixes/flow/names.ts';
import { shownInSentence } from '../../fixes/flow/unresolvedName.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { inputIn, namesOf } from '../../flow/names/index.ts';
import { encodeString } from '../../json/escapes.ts';
import { NONE } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** Collects the places of a key, and what its user should know of them. */
export class InputKeyPlaces {
  /** As the trigger declares it, once that is read. */
  key: string;
  readonly newKey: string;
  readonly #lower: string;
  /** Of the flow that is looked at. */
  edits: TextEdit[] = [];
  /** Places that write the key in other letters. */
  otherSpellings = 0;
  /** Steps that read all inputs at once, as they are shown. */
  readonly readers = new Set<string>();

  constructor(key: string, newKey: string) {
    this.key = key;
    this.newKey = newKey;
    this.#lower = key.toLowerCase();
  }

  /** In the flow that takes the input: its schema and what reads it. Why it cannot be, as a sentence. */
  inCalled(flow: FlowModel): string | undefined {
    const { tree } = flow;
    const names = namesOf(flow);
    const own = names.inputs.filter((one) => this.#isKey(one.key));
    const [input] = own;
    if (input === undefined) return `The trigger declares no input ${shownInSentence(this.key)}.`;
    if (own.length > 1)
      return `The trigger declares ${shownInSentence(this.key)} twice: leave one of them first.`;
    this.key = input.key;
    if (names.inputs.some((one) => this.#isTaken(one.key)))
      return `The trigger has an input ${shownInSentence(this.newKey)} already.`;
    const uses = names.uses('input');
    if (uses.some((one) => this.#isTaken(one.name)))
      return `The flow reads ${shownInSentence(this.newKey)} already, which is not there: declare that first.`;
    for (const site of flow.expressions) {
      const why = this.#untold(flow, site);
      if (why !== undefined) return `${shownStep(site.step)} ${why}`;
    }
    for (const use of uses) {
      if (!this.#isKey(use.name)) continue;
      const edit = writeName(tree, use, this.newKey);
      if (tree.text[edit.span.start - 1] === '.' && !WORD.test(this.newKey))
        return `${shownStep(use.step)} reads ${shownInSentence(this.key)} behind a dot, where only one word can stand.`;
      this.#add(edit, use.name);
    }
    this.#add({ span: tree.keySpan(input.node), newText: this.#quoted }, input.key);
    const required = tree.descend(input.trigger.inputs, 'schema', 'required');
    for (const node of tree.isArray(required) ? tree.children(required) : []) {
      if (!tree.isString(node) || !this.#isKey(tree.string(node))) continue;
      this.#add({ span: tree.valueSpan(node), newText: this.#quoted }, tree.string(node));
    }
    return undefined;
  }

  /** In a flow that may call another one: what its steps give to that. Why it cannot be, as a sentence. */
  inCaller(flow: FlowModel, flowId: string): string | undefined {
    const { tree } = flow;
    for (const step of flow.actions) {
      if (childFlowId(flow, step) !== flowId.toLowerCase()) continue;
      const body = tree.child(step.inputs, 'body');
      if (body === NONE) continue;
      if (!tree.isObject(body)) return `${shownStep(step)} works out at run time what it gives to the flow.`;
      for (const node of tree.children(body)) {
        const key = tree.key(node);
        if (this.#isTaken(key)) return `${shownStep(step)} gives ${shownInSentence(this.newKey)} already.`;
        if (this.#isKey(key)) this.#add({ span: tree.keySpan(node), newText: this.#quoted }, key);
      }
    }
    return undefined;
  }

  get #quoted(): string {
    return `"${encodeString(this.newKey)}"`;
  }

  #isKey(name: string): boolean {
    return name.toLowerCase() === this.#lower;
  }

  /** By another one: letters of another case are a new name for the same input. */
  #isTaken(name: string): boolean {
    const lower = this.newKey.toLowerCase();
    return lower !== this.#lower && name.toLowerCase() === lower;
  }

  #add(edit: TextEdit, written: string): void {
    if (written === this.newKey) return;
    if (written !== this.key) this.otherSpellings++;
    this.edits.push(edit);
  }

  #untold({ tree }: FlowModel, site: ExpressionSite): string | undefined {
    if (site.template.problems.length > 0) {
      const text = (site.inKey ? tree.key(site.node) : tree.string(site.node)).toLowerCase();
      return text.includes('trigger') && text.includes(this.#lower)
        ? `names ${shownInSentence(this.key)} in an expression that does not parse: repair that first.`
        : undefined;
    }
    if (site.references.some(readsAll)) this.readers.add(shownStep(site.step));
    return undefined;
  }
}

/** What may stand behind a dot. */
const WORD = /^[^\s.,(){}[\]@?\d+-][^\s.,(){}[\]@?]*$/;

/** Reads the body of the trigger without naming an input, or by a name that is worked out. */
function readsAll(reference: Reference): boolean {
  if (reference.kind !== 'trigger' || inputIn(reference) !== undefined) return false;
  const [first] = reference.path;
  switch (reference.part) {
    case 'outputs':
      return first === undefined || String(first).toLowerCase() === 'body';
    case 'whole':
      return first === undefined || String(first).toLowerCase() === 'outputs';
    default:
      return true;
  }
}

function shownStep(step: Step | undefined): string {
  return step === undefined ? 'An output of the flow' : shownInSentence(step.name);
}
