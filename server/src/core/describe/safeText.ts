import type { FlowModel } from '../flow/model.ts';
import { inputsOf } from '../flow/names/triggerInputs.ts';
import type { JsonTree, NodeId } from '../json/tree.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { cutText } from '../text/cut.ts';
import { pushTo } from '../text/groupedBy.ts';
import type { Span } from '../text/span.ts';

/** Longer texts of a file are cut: a page is to be read. */
const MOST_TEXT = 160;

/** Texts of one flow as they may be shown: without secrets, and no longer than a line. */
export class SafeText {
  readonly #mask: (text: string) => string;
  readonly #inNode = new Map<NodeId, Span[]>();
  readonly #flow: FlowModel;
  readonly #tree: JsonTree;
  #titles: ReadonlyMap<string, string> | undefined;

  /** `mask`: takes out what is a secret anywhere in the flow's file. */
  constructor({ flow, secrets }: FlowFacts, mask: (text: string) => string) {
    this.#mask = mask;
    this.#flow = flow;
    this.#tree = flow.tree;
    for (const { node, inKey, match } of secrets) {
      if (inKey) continue;
      pushTo(this.#inNode, node, match.span);
    }
  }

  text(text: string): string {
    return cutText(this.#mask(text), MOST_TEXT);
  }

  /** A step's name as the designer shows it. Masked first: with blanks in it a secret is none any more. */
  name(name: string): string {
    return this.text(name).replaceAll('_', ' ').trim();
  }

  /** An input of the trigger as people know it: by its title, where its key has one. */
  title(key: string): string {
    this.#titles ??= new Map(inputsOf(this.#flow).map((one) => [one.key, one.title]));
    return this.text(this.#titles.get(key) || key);
  }

  /** A string, a number or the like, as it stands in the flow, decoded and uncut: also short secrets in it are taken out. */
  value(node: NodeId): string {
    const tree = this.#tree;
    if (!tree.isString(node)) return this.#mask(tree.text.slice(tree.start(node), tree.end(node)));
    return this.#mask(starred(tree.string(node), this.#inNode.get(node) ?? []));
  }
}

function starred(text: string, spans: readonly Span[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    shown += `${text.slice(at, Math.max(at, start))}***`;
    at = end;
  }
  return shown + text.slice(at);
}
