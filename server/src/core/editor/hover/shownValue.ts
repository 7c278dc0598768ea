import type { NodeId } from '../../json/tree.ts';
import { Kind } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { maskIn } from '../../secrets/detect/mask.ts';
import { credentialName } from '../../secrets/detect/names.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { cutText } from '../../text/cut.ts';

const MOST = 100;

/**
 * A value of the file in a few words, as plain text: texts and numbers as they are, lists and objects by their size. A secret is
 * masked; a text that is named like one is not shown at all. `names`: of the variable or parameter that has it.
 */
export function shownValue(
  { flow: { tree }, secrets }: Pick<FlowFacts, 'flow' | 'secrets'>,
  node: NodeId,
  ...names: readonly string[]
): string {
  switch (tree.kind(node)) {
    case Kind.String: {
      const text = tree.string(node);
      if (text === '') return 'an empty text';
      const spans = secrets.filter((hit) => hit.node === node && !hit.inKey).map((hit) => hit.match.span);
      const isComputed = /^@[^@{]/.test(text);
      if (spans.length === 0 && !isComputed && names.some((name) => credentialName(name)?.kind === 'strong'))
        return 'a text that is not shown';
      const shown = cutText(withoutSecrets(maskIn(text, spans)), MOST);
      return isComputed ? shown.slice(1) : `"${shown}"`;
    }
    case Kind.Array:
      return counted(tree, node, 'list', 'item', 'items');
    case Kind.Object:
      return counted(tree, node, 'object', 'property', 'properties');
    default:
      // Numbers, Booleans and null; a credential may be a number.
      if (names.some((name) => credentialName(name) !== undefined)) return 'a value that is not shown';
      return cutText(tree.text.slice(tree.start(node), tree.end(node)), MOST);
  }
}

function counted(
  tree: FlowFacts['flow']['tree'],
  node: NodeId,
  what: string,
  one: string,
  many: string,
): string {
  const count = [...tree.children(node)].length;
  if (count === 0) return `an empty ${what}`;
  return `${what === 'list' ? 'a' : 'an'} ${what} of ${count} ${count === 1 ? one : many}`;
}
