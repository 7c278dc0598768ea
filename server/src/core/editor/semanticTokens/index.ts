/** What editors colour in a flow beyond JSON: the expressions within its strings, and the names of steps, variables and parameters. */
import type { ExpressionSite, FlowModel } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { sitePart } from '../../flow/sites.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { lowerCase } from '../../text/lower.ts';
import type { Span } from '../../text/span.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { expressionTokens } from './expression.ts';
import type { SemanticToken, TokenModifier, TokenType } from './types.ts';

export { type SemanticToken, TOKEN_MODIFIERS, TOKEN_TYPES } from './types.ts';

const STATUSES = new Set(['succeeded', 'failed', 'skipped', 'timedout']);
const NO_MODIFIERS: readonly TokenModifier[] = [];

/** The tokens that meet `within`, all without it: in order, none over another, none over two lines. Never throws. */
export function semanticTokensIn({ flows, document }: Analysis, within?: Span): readonly SemanticToken[] {
  try {
    const span = within ?? { start: 0, end: document.text.length };
    const found = flows.flatMap(({ flow }) => new Tokens(flow, span).all());
    return inOrder(document.text, found);
  } catch {
    // A defect of ours must not take the editor's other features with it.
    return [];
  }
}

/** Clients refuse lists in which tokens overlap or cross lines; damaged texts, and keys that occur twice, may hold such. */
function inOrder(text: string, tokens: readonly SemanticToken[]): SemanticToken[] {
  let last = 0;
  return [...tokens]
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ span: { start, end } }) => {
      if (start < last || end <= start || /[\r\n]/.test(text.slice(start, end))) return false;
      last = end;
      return true;
    });
}

class Tokens {
  readonly #flow: FlowModel;
  readonly #tree: JsonTree;
  readonly #within: Span;
  readonly #found: SemanticToken[] = [];

  constructor(flow: FlowModel, within: Span) {
    this.#flow = flow;
    this.#tree = flow.tree;
    this.#within = within;
  }

  all(): readonly SemanticToken[] {
    const { steps, expressions, parameters } = this.#flow;
    for (const { node } of steps) this.#addKey(node, 'class', ['declaration']);
    for (const { node } of parameters) this.#addKey(node, 'parameter', ['declaration', 'readonly']);
    this.#addNames();
    for (const site of expressions) this.#addExpression(site);
    return this.#found;
  }

  /** Names outside of expressions. */
  #addNames(): void {
    const names = namesOf(this.#flow);
    for (const { nameNode, name } of names.variables)
      this.#addText(nameNode, name, 'variable', ['declaration']);
    for (const { name, place } of names.uses('write'))
      if (names.variable(name).length > 0) this.#addText(place.node, name, 'variable');
    for (const { name, place } of names.uses('runAfter')) {
      if (names.action(name) !== undefined) this.#addKey(place.node, 'class');
      if (!this.#tree.isArray(place.node) || !this.#isMet(place.node)) continue;
      for (const one of this.#tree.children(place.node)) {
        const status = this.#tree.string(one);
        if (STATUSES.has(lowerCase(status))) this.#addText(one, status, 'enumMember');
      }
    }
  }

  #addExpression(site: ExpressionSite): void {
    const { node, inKey, template } = site;
    if (template.kind === 'literal' || !this.#isMet(node)) return;
    const tree = this.#tree;
    const names = namesOf(this.#flow);
    const text = inKey ? tree.key(node) : tree.string(node);
    const tokens = expressionTokens(text, template, (type, name) => {
      if (type === 'class') return names.action(name) !== undefined;
      return type === 'variable' ? names.variable(name).length > 0 : names.parameter(name) !== undefined;
    });
    for (const { span, type } of tokens) {
      const place = { node, part: sitePart(site, span) };
      this.#add(spanOfPlace(tree, place), type, type === 'parameter' ? ['readonly'] : NO_MODIFIERS);
    }
  }

  #addKey(node: NodeId, type: TokenType, modifiers = NO_MODIFIERS): void {
    const { start, end } = this.#tree.keySpan(node);
    if (this.#meets(start, end))
      this.#add(this.#tree.spanInKey(node, { start: 0, end: this.#tree.key(node).length }), type, modifiers);
  }

  #addText(node: NodeId, text: string, type: TokenType, modifiers = NO_MODIFIERS): void {
    if (this.#isMet(node))
      this.#add(this.#tree.spanInString(node, { start: 0, end: text.length }), type, modifiers);
  }

  #add(span: Span, type: TokenType, modifiers: readonly TokenModifier[]): void {
    if (this.#meets(span.start, span.end)) this.#found.push({ span, type, modifiers });
  }

  /** Is the property or element, key or value, within what is asked for? */
  #isMet(node: NodeId): boolean {
    return this.#meets(this.#tree.keySpan(node).start, this.#tree.end(node));
  }

  #meets(start: number, end: number): boolean {
    return start < this.#within.end && this.#within.start < end;
  }
}
