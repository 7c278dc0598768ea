import type { StringExpr, Template } from '../expressions/index.ts';
import type { ExpressionSite, FlowModel, Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';
import type { Span } from '../text/span.ts';
import { authenticationBlocks, isCredentialField, literalCredential } from './authentication.ts';
import { BASIC_PAIR, BASIC_PASSWORD, passwordInPair } from './basic.ts';
import { credentialName } from './detect/names.ts';
import { findSecrets, worthScanning, worthScanningIn } from './detect/secretValue.ts';
import type { SecretMatch, ValueContext } from './detect/types.ts';
import type { HitOwner, SecretHit } from './hits.ts';
import { endsInQuery, nameOfPartner, nameOfTemplate, namesBelow } from './names.ts';
import { isFilledIn, scanParameter } from './parameters.ts';
import { type JoinedText, type QuotedText, quotedOffset, quotedTexts } from './quoted.ts';

/** Shorter texts hold no secret, whatever their name. */
const SHORTEST = 4;
const NO_NAMES: readonly string[] = [];
const ANONYMOUS: ValueContext = { names: NO_NAMES, isWorthScanning: true };

/**
 * Finds every secret value in a flow's parameters and in the inputs, conditions and tracked properties of its steps. One
 * hit per secret, each owned by one rule. Values that only look somewhat like a secret (low confidence) are left out.
 */
export function findHits(flow: FlowModel): SecretHit[] {
  const hits: SecretHit[] = [];
  for (const parameter of flow.parameters) scanParameter(flow.tree, parameter, hits);
  for (const step of flow.triggers) new StepScan(flow.tree, step, hits).run();
  for (const step of flow.actions) new StepScan(flow.tree, step, hits).run();
  return hits;
}

class StepScan {
  readonly #tree: JsonTree;
  readonly #step: Step;
  readonly #hits: SecretHit[];
  readonly #authentication: readonly NodeId[];

  constructor(tree: JsonTree, step: Step, hits: SecretHit[]) {
    this.#tree = tree;
    this.#step = step;
    this.#hits = hits;
    this.#authentication = authenticationBlocks(tree, step);
  }

  run(): void {
    const { inputs, control, trackedProperties, role, lowerType, node } = this.#step;
    if (inputs !== NONE) this.#literals(inputs);
    if (control !== NONE) this.#literals(control);
    if (trackedProperties !== NONE) this.#literals(trackedProperties);
    if (role === 'trigger') this.#literals(this.#tree.child(node, 'conditions'));
    if (lowerType === 'switch') this.#cases();
    for (const site of this.#step.expressions) this.#expression(site);
  }

  /** Walks the strings below `root` that hold no expression. */
  #literals(root: NodeId): void {
    if (root === NONE) return;
    const tree = this.#tree;
    const sites = this.#step.expressions;
    let next = 0;
    const end = tree.after(root);
    for (let node = root; node < end; node++) {
      if (!tree.isString(node)) {
        if (this.#holdsNoSecret(node)) node = tree.after(node) - 1;
        continue;
      }
      if (tree.end(node) - tree.start(node) < SHORTEST + 2) continue;
      while (
        next < sites.length &&
        (sites[next]!.node < node || (sites[next]!.node === node && sites[next]!.inKey))
      )
        next++;
      if (sites[next]?.node !== node) this.#literal(root, node);
    }
  }

  /** Which connector and operation a step calls; and schemas, whose samples another rule looks at. */
  #holdsNoSecret(node: NodeId): boolean {
    const { inputs, lowerType, operation } = this.#step;
    const tree = this.#tree;
    if (tree.parent(node) !== inputs || inputs === NONE) return false;
    if (tree.keyIs(node, 'host')) return operation !== undefined || lowerType === 'workflow';
    return (
      tree.keyIs(node, 'schema') &&
      (lowerType === 'request' || lowerType === 'response' || lowerType === 'parsejson')
    );
  }

  #literal(root: NodeId, node: NodeId): void {
    const tree = this.#tree;
    if (isCredentialField(tree, this.#authentication, node)) {
      const match = literalCredential(tree.string(node), tree.key(node));
      if (match) this.#add('http-authentication-literal', match, node, false, this.#names(root, node));
      return;
    }
    // Most strings end here: their characters (escapes count as worth a look) and the key alone tell.
    const scan =
      tree.valueIsCoded(node) && worthScanningIn(tree.text, tree.start(node) + 1, tree.end(node) - 1);
    if (!scan && !this.#mayBeNamed(root, node)) return;
    const text = tree.string(node);
    const names = this.#names(root, node);
    for (const match of findSecrets(text, { names, isWorthScanning: scan && !tree.valueIsEscaped(node) })) {
      this.#add(this.#ownerOf(match, text, node), match, node, false, names);
    }
  }

  /** False when the nearest name surely promises no secret; cheaper than collecting all names. */
  #mayBeNamed(root: NodeId, node: NodeId): boolean {
    const tree = this.#tree;
    if (!tree.hasKey(node) || node === root || tree.keyIs(node, 'value') || tree.keyIs(node, 'Value'))
      return true;
    return credentialName(tree.key(node)) !== undefined;
  }

  #names(root: NodeId, node: NodeId): readonly string[] {
    const { inputs, name } = this.#step;
    if (root === inputs) return namesBelow(this.#tree, name, root, node);
    // An operand: what it is compared with tells what it is.
    const partner = nameOfPartner(this.#tree, this.#step, node);
    return partner === undefined ? NO_NAMES : [name, partner];
  }

  /** The values of a Switch are compared with what it switches on. */
  #cases(): void {
    const tree = this.#tree;
    const { node: stepNode, control, expressions } = this.#step;
    const cases = tree.child(stepNode, 'cases');
    if (!tree.isObject(cases)) return;
    const site = expressions.find((one) => one.node === control && !one.inKey);
    const name = site && nameOfTemplate(site.template);
    const names = name === undefined ? NO_NAMES : [this.#step.name, name];
    for (const one of tree.children(cases)) {
      const node = tree.child(one, 'case');
      const text = tree.string(node);
      if (text.startsWith('@')) continue;
      for (const match of findSecrets(text, { names })) {
        this.#add(this.#ownerOf(match, text, node), match, node, false, names);
      }
    }
  }

  /** Literal parts of an interpolation and quoted texts inside expressions. */
  #expression(site: ExpressionSite): void {
    const { template } = site;
    if (template.problems.length > 0) {
      // What does not parse cannot be told apart; a secret in it is one by its own form.
      const text = this.#text(site);
      if (worthScanning(text)) this.#scanText(site, text, []);
      return;
    }
    if (site.isRead) return;
    const joined: JoinedText[] = [];
    const before = this.#hits.length;
    const coded = site.inKey ? this.#tree.keyIsCoded(site.node) : this.#tree.valueIsCoded(site.node);
    if (coded && template.kind === 'interpolation') this.#interpolation(site, this.#text(site), template);
    for (const quoted of quotedTexts(template, joined)) this.#quoted(site, quoted);
    for (const text of joined) {
      // A piece that tells by itself is the better place.
      const known = this.#hits.slice(before).some(({ match }) => overlaps(match.span, text.span));
      if (!known) this.#joined(site, text);
    }
  }

  #text(site: ExpressionSite): string {
    return site.inKey ? this.#tree.key(site.node) : this.#tree.string(site.node);
  }

  #interpolation(
    site: ExpressionSite,
    text: string,
    template: Extract<Template, { kind: 'interpolation' }>,
  ): void {
    let masked = '';
    const holes: Span[] = [];
    for (const { kind, span } of template.parts) {
      if (kind === 'text') masked += text.slice(span.start, span.end);
      else {
        // Keeps offsets, ends every value, and does not end a URL.
        masked += '}'.repeat(span.end - span.start);
        holes.push(span);
      }
    }
    if (worthScanning(masked)) this.#scanText(site, masked, holes);
  }

  /** Matches by the text's own form: the property's name belongs to the whole value, not to a piece of it. */
  #scanText(site: ExpressionSite, masked: string, holes: readonly Span[]): void {
    for (const match of findSecrets(masked, ANONYMOUS)) {
      const { start, end } = match.span;
      if (holes.some((hole) => start < hole.end && hole.start < end)) continue;
      const cut = holes.some((hole) => hole.start === end || hole.end === start);
      if (cut && match.confidence !== 'high') continue;
      this.#addInSite(site, match, this.#ownerOf(match, masked, site.node));
    }
  }

  #quoted(site: ExpressionSite, quoted: QuotedText): void {
    const { expr, password } = quoted;
    const { value } = expr;
    if (value.length < SHORTEST && password === undefined) return;
    if (password) {
      if (password.end - password.start < 3 || !isFilledIn(value.slice(password.start, password.end))) return;
      this.#addQuoted(
        site,
        expr,
        { kind: 'named-value', label: BASIC_PASSWORD, span: password, confidence: 'high' },
        'hardcoded-secret',
      );
      return;
    }
    this.#named(site, quoted, value, (match, owner) => this.#addQuoted(site, expr, match, owner));
  }

  /** The place is the expression that joins it: nowhere else does the secret stand. */
  #joined(site: ExpressionSite, joined: JoinedText): void {
    const { value, span } = joined;
    if (value.length < SHORTEST) return;
    if (joined.isDecoded && passwordInPair(value)) {
      this.#addInSite(
        site,
        { kind: 'named-value', label: BASIC_PAIR, span, confidence: 'high' },
        'hardcoded-secret',
      );
      return;
    }
    let found = false;
    this.#named(site, joined, value, (match, owner) => {
      if (!found) this.#addInSite(site, { ...match, span }, owner);
      found = true;
    });
  }

  /** Secrets in a constant of an expression, with the name that it or its property gives it. */
  #named(
    site: ExpressionSite,
    { whole, name, before }: Pick<QuotedText, 'whole' | 'name' | 'before'>,
    value: string,
    add: (match: SecretMatch, owner: HitOwner) => void,
  ): void {
    if (whole && this.#inField(site)) {
      const match = literalCredential(value, this.#tree.key(site.node));
      if (match) add(match, 'http-authentication-literal');
      return;
    }
    const root = this.#rootOf(site.node);
    const owned = whole && !site.inKey && this.#mayBeNamed(root, site.node);
    if (!owned && name === undefined && !worthScanning(value)) return;
    const names = owned ? this.#names(root, site.node) : name === undefined ? NO_NAMES : [name];
    for (const match of findSecrets(value, { names })) {
      let owner = this.#ownerOf(match, value, site.node);
      if (
        owner === 'hardcoded-secret' &&
        match.kind === 'named-value' &&
        name !== undefined &&
        endsInQuery(before)
      ) {
        owner = isSignatureKey(name) ? 'signed-url' : 'credentials-in-url';
      }
      add(match, owner);
    }
  }

  /** `match` counts in the quoted text's value. */
  #addQuoted(site: ExpressionSite, expr: StringExpr, match: SecretMatch, owner: HitOwner): void {
    const text = this.#text(site);
    const { start, end } = match.span;
    const span = { start: quotedOffset(text, expr, start), end: quotedOffset(text, expr, end) };
    this.#addInSite(site, { ...match, span }, owner);
  }

  #inField(site: ExpressionSite): boolean {
    return !site.inKey && isCredentialField(this.#tree, this.#authentication, site.node);
  }

  #rootOf(node: NodeId): NodeId {
    const { inputs } = this.#step;
    return inputs !== NONE && node >= inputs && node < this.#tree.after(inputs) ? inputs : this.#step.node;
  }

  #addInSite(site: ExpressionSite, match: SecretMatch, owner: HitOwner): void {
    const names = site.inKey ? [this.#step.name] : this.#names(this.#rootOf(site.node), site.node);
    this.#add(
      this.#inField(site) ? 'http-authentication-literal' : owner,
      match,
      site.node,
      site.inKey,
      names,
    );
  }

  #add(owner: HitOwner, match: SecretMatch, node: NodeId, inKey: boolean, names: readonly string[]): void {
    if (match.confidence === 'low') return;
    this.#hits.push({ owner, match, node, inKey, names, step: this.#step, parameter: undefined });
  }

  /** Each secret belongs to one rule, by its form; a signature in a request's list of query keys is a signed URL in parts. */
  #ownerOf(match: SecretMatch, text: string, node: NodeId): HitOwner {
    switch (match.kind) {
      case 'signed-url':
        return 'signed-url';
      case 'url-credentials':
        return 'credentials-in-url';
      case 'url-query-credential':
        return endsInQuery(text.slice(0, match.span.start)) ? 'credentials-in-url' : 'hardcoded-secret';
      default: {
        const tree = this.#tree;
        const inQueries =
          tree.hasKey(node) && tree.keyIs(tree.parent(node), 'queries') && match.span.start === 0;
        return inQueries && isSignatureKey(tree.key(node)) ? 'signed-url' : 'hardcoded-secret';
      }
    }
  }
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Query keys by which a service knows that a URL may be used: a signature, or a function's key. */
function isSignatureKey(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'sig' || lower === 'code';
}
