import { type JsonTree, Kind, type NodeId } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { credentialName } from '../../secrets/detect/names.ts';
import { secretSpans } from '../../secrets/detect/withoutSecrets.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { Span } from '../../text/span.ts';
import { TextSet } from '../../text/textSet.ts';
import { quotedForms } from '../../text/writtenForms.ts';

/** Shorter texts occur everywhere: they are masked where they stand, and not looked for elsewhere. */
const LEAST_ELSEWHERE = 6;

/**
 * Names for the secrets of several versions of a flow: equal values have one label, others have others, so that a comparison shows
 * that a secret changed and nothing of what it is. What is a secret in one version is masked in all of them.
 */
export class SecretLabels {
  readonly #labels = new Map<string, string>();
  readonly #inNode = new Map<JsonTree, Map<NodeId, Span[]>>();
  #everywhere: TextSet | undefined;
  /** Secrets by the forms in which a text may hold them. */
  readonly #byForm = new Map<string, string>();

  /** Takes in the secrets of a flow; all versions have to be taken in before anything is shown. */
  add({ flow: { tree }, secrets }: FlowFacts): void {
    const spans = this.#inNode.get(tree) ?? new Map<NodeId, Span[]>();
    this.#inNode.set(tree, spans);
    for (const { node, inKey, match } of secrets) {
      this.#labelOf((inKey ? tree.key(node) : tree.string(node)).slice(match.span.start, match.span.end));
      if (inKey) continue;
      pushTo(spans, node, match.span);
    }
    this.#everywhere = undefined;
  }

  /** A name, or any text that stands for itself, as it may be shown. `own`: where secrets in it are known to stand. */
  inText(text: string, own: readonly Span[] = []): string {
    this.#everywhere ??= new TextSet(this.#forms());
    const spans = [...own, ...this.#everywhere.find(text), ...secretSpans(text)]
      .filter(({ start, end }) => end > start)
      .sort((a, b) => a.start - b.start || b.end - a.end);
    let shown = '';
    let at = 0;
    for (let index = 0; index < spans.length; index++) {
      const { start } = spans[index]!;
      let { end } = spans[index]!;
      while (spans[index + 1] !== undefined && spans[index + 1]!.start < end)
        end = Math.max(end, spans[++index]!.end);
      const found = text.slice(start, end);
      shown += text.slice(at, start) + this.#labelOf(this.#byForm.get(found) ?? found);
      at = end;
    }
    return shown + text.slice(at);
  }

  /** A string, a number, a Boolean or null of a flow that was taken in. `names`: of what has this value, the nearest last. */
  ofValue(tree: JsonTree, node: NodeId, names: readonly string[]): string {
    const isText = tree.kind(node) === Kind.String;
    const text = isText ? tree.string(node) : tree.text.slice(tree.start(node), tree.end(node));
    // What is computed is an expression, which names the secret at most.
    const isLiteral =
      text !== '' && !text.includes('@') && text !== 'null' && text !== 'true' && text !== 'false';
    if (isLiteral && names.some((name) => credentialName(name)?.kind === 'strong'))
      return this.#labelOf(text);
    return this.inText(text, isText ? this.#inNode.get(tree)?.get(node) : []);
  }

  #forms(): Iterable<string> {
    for (const secret of this.#labels.keys())
      if (secret.length >= LEAST_ELSEWHERE)
        for (const form of quotedForms(secret)) if (!this.#labels.has(form)) this.#byForm.set(form, secret);
    return [...this.#labels.keys(), ...this.#byForm.keys()].filter(({ length }) => length >= LEAST_ELSEWHERE);
  }

  #labelOf(secret: string): string {
    let label = this.#labels.get(secret);
    if (label === undefined) {
      label = `(secret ${this.#labels.size + 1})`;
      this.#labels.set(secret, label);
    }
    return label;
  }
}
