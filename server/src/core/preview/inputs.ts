import { readCondition } from '../editor/stepText/condition.ts';
import type { Entry } from '../exposure/exposure.ts';
import { neverShown } from '../exposure/neverShown.ts';
import type { Origin } from '../exposure/taint.ts';
import { unescapedText } from '../expressions/index.ts';
import type { ExpressionSite, Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import { catalogueOperation } from '../platform/catalogue/index.ts';
import { isVariableWriter } from '../platform/secureData.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import type { Span } from '../text/span.ts';
import { Pieces, Writer } from './rows.ts';
import type { ShownText } from './shownText.ts';
import { Tokens } from './tokens.ts';
import type { Part, Row, SecretChip } from './types.ts';

const LEFT_OUT = 'left out of the run history by the platform';

/** In the words of the designer, by keys of inputs. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['method', 'Method'],
  ['uri', 'URI'],
  ['headers', 'Headers'],
  ['queries', 'Queries'],
  ['body', 'Body'],
  ['content', 'Content'],
  ['schema', 'Schema'],
  ['from', 'From'],
  ['select', 'Map'],
  ['where', 'Filter'],
  ['statusCode', 'Status code'],
  ['name', 'Name'],
  ['type', 'Type'],
  ['value', 'Value'],
]);

/** Makes rows of what stands in a step's inputs. */
export class InputRows {
  readonly #facts: FlowFacts;
  readonly #tree: JsonTree;
  readonly #shown: ShownText;
  readonly #tokens: Tokens;
  readonly #chips: (origins: readonly Origin[]) => SecretChip[];
  readonly #sites: ReadonlyMap<NodeId, ExpressionSite>;

  constructor(facts: FlowFacts, shown: ShownText, chips: (origins: readonly Origin[]) => SecretChip[]) {
    this.#facts = facts;
    this.#tree = facts.flow.tree;
    this.#shown = shown;
    this.#tokens = new Tokens(facts.flow, shown);
    this.#chips = chips;
    this.#sites = new Map(
      facts.flow.expressions.filter((site) => !site.inKey).map((site) => [site.node, site]),
    );
  }

  /** `entries`: where secrets stand in it, as the exposure engine says. */
  of(step: Step, entries: readonly Entry[]): Row[] {
    const rows = new Writer(entries);
    this.#control(step, rows);
    this.#inputs(step, rows);
    for (const { node, origins } of rows.unwritten()) {
      const raw = this.#tree.hasKey(node) ? unescapedText(this.#tree.key(node)) : 'value';
      rows.add({ name: this.#name(raw), raw: this.#shown.name(raw), depth: 0, parts: this.#chips(origins) });
    }
    return rows.list;
  }

  #control(step: Step, rows: Writer): void {
    const { control, lowerType } = step;
    if (control === NONE) return;
    if ((lowerType !== 'if' && lowerType !== 'until') || !this.#tree.isObject(control)) {
      const name =
        lowerType === 'foreach' ? 'List' : lowerType === 'switch' ? 'Value compared' : 'Expression';
      this.#below(step, control, name, rows);
      return;
    }
    rows.add({
      ...{ name: 'Expression result', raw: 'expressionResult', depth: 0 },
      parts: [{ kind: 'note', text: 'true or false' }],
    });
    const pending = [{ condition: readCondition(this.#tree, control), depth: 0 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { condition, depth } = next;
      if (condition.kind === 'group') {
        rows.add({ name: condition.word, raw: condition.word, depth, parts: [] });
        for (const part of [...condition.parts].reverse())
          pending.push({ condition: part, depth: depth + 1 });
      } else if (condition.kind === 'comparison') {
        const side = (node: NodeId): Part[] => this.#value(step, node, [], rows);
        const parts: Part[] = [
          ...side(condition.left),
          { kind: 'text', text: ` ${condition.word} ` },
          ...side(condition.right),
        ];
        rows.add({ name: 'Compares', raw: 'expression', depth, parts });
      } else this.#below(step, condition.node, 'Expression', rows, depth);
    }
  }

  #inputs(step: Step, rows: Writer): void {
    const tree = this.#tree;
    const { inputs, operation } = step;
    if (inputs === NONE) return;
    const variables = tree.child(inputs, 'variables');
    if (step.lowerType === 'initializevariable' && tree.isArray(variables)) {
      for (const one of tree.children(variables)) this.#properties(step, one, rows);
    } else if (!tree.isObject(inputs) || step.lowerType === 'compose')
      this.#below(step, inputs, 'Inputs', rows);
    else if (operation === undefined) this.#properties(step, inputs, rows);
    else {
      for (const property of tree.children(inputs)) {
        // How the connection is found is no part of what the page lists.
        if (tree.keyIs(property, 'host') || tree.keyIs(property, 'authentication')) continue;
        if (property !== operation.parameters || !tree.isObject(property))
          this.#below(step, property, this.#name(tree.key(property)), rows);
        else this.#parameters(step, property, rows);
      }
    }
  }

  #parameters(step: Step, parameters: NodeId, rows: Writer): void {
    const { apiName, operationId } = step.operation!;
    const known =
      apiName === undefined || operationId === undefined
        ? undefined
        : catalogueOperation(apiName, operationId);
    const titles = new Map(known?.parameters.map(({ path, title }) => [path, title]));
    for (const property of this.#tree.children(parameters)) {
      const key = this.#tree.key(property);
      this.#below(step, property, titles.get(key) || this.#name(key), rows);
    }
  }

  #properties(step: Step, node: NodeId, rows: Writer): void {
    for (const property of this.#tree.children(node)) {
      // Tells an app what comes back; a run records what did.
      if (step.lowerType === 'response' && this.#tree.keyIs(property, 'schema')) continue;
      this.#below(step, property, this.#name(this.#tree.key(property)), rows);
    }
  }

  /** A value and all that is in it, however deep: walked as it stands, without recursion. */
  #below(step: Step, root: NodeId, name: string, rows: Writer, base = 0): void {
    const tree = this.#tree;
    const ends: number[] = [];
    const end = tree.after(root);
    for (let node = root; node < end; node++) {
      while (ends.length > 0 && node >= ends.at(-1)!) ends.pop();
      const key = tree.hasKey(node) ? tree.key(node) : undefined;
      const raw =
        key !== undefined ? unescapedText(key) : node === root ? name : `${tree.position(node) + 1}`;
      const row = {
        name: node === root ? this.#shown.name(unescapedText(name)) : this.#name(raw),
        raw: this.#shown.name(raw),
        depth: base + ends.length,
      };
      if (neverShown(tree, step, node)) {
        rows.add({ ...row, parts: [{ kind: 'note', text: LEFT_OUT }] });
        node = tree.after(node) - 1;
      } else if (tree.firstChild(node) === NONE)
        rows.add({ ...row, parts: this.#value(step, node, this.#namesOf(step, node, raw), rows) });
      else {
        rows.add({ ...row, parts: this.#chips(rows.take(node)) });
        ends.push(tree.after(node));
      }
    }
  }

  /** Constant text, tokens, and in their places the secrets that the engine tells of. */
  #value(step: Step, node: NodeId, names: readonly string[], rows: Writer): Part[] {
    const tree = this.#tree;
    if (tree.firstChild(node) !== NONE)
      return [{ kind: 'note', text: tree.isArray(node) ? 'a list' : 'an object' }];
    const origins = rows.take(node);
    const site = this.#sites.get(node);
    if (!tree.isString(node) || (site === undefined && origins.length === 0)) {
      if (tree.isArray(node) || tree.isObject(node))
        return [{ kind: 'note', text: tree.isArray(node) ? 'an empty list' : 'an empty object' }];
      const value = this.#shown.value(this.#facts, node, names);
      const text = tree.isString(node) ? unescapedText(value) : value;
      return text === '' ? [{ kind: 'note', text: 'an empty text' }] : [{ kind: 'text', text }];
    }
    const text = tree.string(node);
    const pieces = new Pieces(this.#chips(origins));
    const literals = origins.filter(({ source }) => source.kind === 'literal' && source.node === node);
    const spans = literals.length === 0 ? [] : this.#shown.secretsIn(node);
    const plain = (from: number, to: number, own?: readonly Span[]): void => {
      const shown = this.#shown.text(text.slice(from, to), own);
      pieces.text(from > 0 && text.startsWith('@@') ? shown : unescapedText(shown, from === 0));
    };
    const constant = (start: number, end: number): void => {
      let at = start;
      for (const span of spans) {
        if (span.start < at || span.end > end) continue;
        plain(at, span.start);
        pieces.chips(this.#chips(literals));
        at = span.end;
      }
      plain(at, end, within(this.#shown.secretsIn(node), at, end));
    };
    const template = site?.template;
    const expressions =
      template === undefined || template.kind === 'literal'
        ? []
        : template.kind === 'expression'
          ? [{ expr: template.expr, span: { start: 0, end: text.length } }]
          : template.parts.flatMap((part) => (part.kind === 'hole' ? [part] : []));
    let at = 0;
    for (const { expr, span } of expressions) {
      constant(at, span.start);
      at = span.end;
      const sources = new Set(origins.map(({ source }) => source));
      const carried = this.#facts.exposure.carriedIn(step, expr).filter(({ source }) => sources.has(source));
      // A value that is judged by the name that it is given to.
      const named = template?.kind === 'expression' ? origins : [];
      const chips = this.#chips(carried.length > 0 ? carried : named);
      if (chips.length > 0) pieces.chips(chips);
      else {
        const own = within(this.#shown.secretsIn(node), span.start, span.end);
        pieces.add(this.#tokens.of(expr, this.#shown.text(text.slice(span.start, span.end), own)));
      }
    }
    constant(at, text.length);
    return pieces.rest();
  }

  /** What a value is called, for the mask: a bare value has the name of its step, that of a variable the name of the variable. */
  #namesOf(step: Step, node: NodeId, raw: string): readonly string[] {
    if (node === step.inputs) return [step.name];
    if (raw !== 'value' || !isVariableWriter(step)) return [raw];
    return [this.#tree.stringAt(this.#tree.parent(node), 'name') ?? '', raw];
  }

  #name(key: string): string {
    return NAMES.get(key) ?? this.#shown.name(key);
  }
}

function within(spans: readonly Span[], start: number, end: number): Span[] {
  return spans
    .filter((span) => span.start < end && span.end > start)
    .map((span) => ({ start: Math.max(span.start, start) - start, end: Math.min(span.end, end) - start }));
}
