import { SecretLabels } from '../editor/stepText/secretLabels.ts';
import type { NodeId } from '../json/tree.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { cutText } from '../text/cut.ts';
import { pushTo } from '../text/groupedBy.ts';
import { visible } from '../text/shown.ts';
import type { Span } from '../text/span.ts';

/** Longer values help nobody, and hostile ones would fill the page. */
const MOST_TEXT = 4000;
const MOST_NAME = 200;

/** Texts of flows as a preview may show them: secrets masked, equal ones alike, and nothing in them hides. */
export class ShownText {
  readonly #labels = new SecretLabels();
  readonly #spans = new Map<NodeId, Span[]>();

  constructor(facts: FlowFacts) {
    this.#labels.add(facts);
    for (const { node, inKey, match } of facts.secrets) {
      if (inKey) continue;
      pushTo(this.#spans, node, match.span);
    }
  }

  /** Spans of the decoded string of `node` that hold secrets. */
  secretsIn(node: NodeId): readonly Span[] {
    return this.#spans.get(node) ?? [];
  }

  /** A text of several lines. `own`: where secrets in it are known to stand. */
  text(text: string, own: readonly Span[] = []): string {
    return cutText(lines(this.#labels.inText(text, own)), MOST_TEXT);
  }

  /** A string, number, Boolean or null of the flow. `names`: of what has the value, the nearest last. */
  value({ flow: { tree } }: FlowFacts, node: NodeId, names: readonly string[]): string {
    return cutText(lines(this.#labels.ofValue(tree, node, names)), MOST_TEXT);
  }

  /** A name in one line. */
  name(name: string): string {
    return cutText(visible(this.#labels.inText(name)), MOST_NAME);
  }

  /** The name of a step as the designer shows it. Masked first: with blanks in it a secret is none any more. */
  step(name: string): string {
    return (
      cutText(visible(this.#labels.inText(name).replaceAll('_', ' ')), MOST_NAME) || 'Step without a name'
    );
  }
}

function lines(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map(visible)
    .join('\n');
}
