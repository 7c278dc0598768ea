import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { cutText } from '../../text/cut.ts';
import { eachPair } from '../step/compareStep.ts';
import { humanised } from '../step/words.ts';
import type { SettingChange, SmallChange } from '../types/values.ts';
import type { Comparer } from '../values/compare.ts';
import { unmarked } from '../values/masks.ts';
import { MOST_SHOWN } from '../values/pieces.ts';
import { markedValue } from '../values/shownValue.ts';
import type { Tally } from './tally.ts';
import type { FlowView } from './view.ts';

const DEFAULT_VERSION = '1.0.0.0';
/** Parts of a definition that are compared in their own way. */
const OWN: ReadonlySet<string> = new Set([
  '$schema',
  'triggers',
  'actions',
  'parameters',
  'metadata',
  'contentVersion',
]);

/** What stands around the steps of a flow: outputs and static results, versions, the wrapper of a solution. */
export function compareFrame(
  compare: Comparer,
  tally: Tally,
): { settings: SettingChange[]; small: SmallChange[] } {
  const { base, head } = compare;
  const settings: SettingChange[] = [];
  const small: SmallChange[] = [];
  compare.seen = { keyOrder: false, blanks: false };
  const [was, now] = [base.flow, head.flow];
  eachPair(base, was.definition, head, now.definition, (key, one, other) => {
    if (OWN.has(key) || compare.same(one, other)) return;
    const name = humanised(head.masks.name(key));
    if (key === 'description') {
      small.push({ subject: 'Description of the flow', was: text(base, one), now: text(head, other) });
      return;
    }
    settings.push({ id: 'other', name, was: text(base, one), now: text(head, other), lost: false });
  });
  if (!compare.same(base.tree.child(was.definition, 'metadata'), head.tree.child(now.definition, 'metadata')))
    tally.add('designerMetadata', 'flow');
  version(compare, 'contentVersion', was.definition, now.definition, small, tally);
  if (was.wrapper === 'solution' && now.wrapper === 'solution') {
    version(compare, 'schemaVersion', base.tree.root, head.tree.root, small, tally);
    templateName(compare, small, tally);
  }
  if (compare.seen.keyOrder) tally.once('form');
  return { settings, small };
}

function text(view: FlowView, node: NodeId): string | undefined {
  return node === NONE ? undefined : cutText(unmarked(markedValue(view, node)), MOST_SHOWN);
}

function version(
  compare: Comparer,
  key: string,
  was: NodeId,
  now: NodeId,
  small: SmallChange[],
  tally: Tally,
): void {
  const { base, head } = compare;
  const read = (tree: JsonTree, node: NodeId): string => tree.stringAt(node, key) ?? DEFAULT_VERSION;
  const [old, young] = [read(base.tree, was), read(head.tree, now)];
  if (old !== young)
    small.push({ subject: humanised(key), was: base.masks.name(old), now: head.masks.name(young) });
  else if ((base.tree.child(was, key) === NONE) !== (head.tree.child(now, key) === NONE))
    tally.add('defaultLimits', key);
}

function templateName(compare: Comparer, small: SmallChange[], tally: Tally): void {
  const { base, head } = compare;
  const [was, now] = [
    base.tree.child(base.flow.properties, 'templateName'),
    head.tree.child(head.flow.properties, 'templateName'),
  ];
  if (compare.same(was, now)) return;
  const [old, young] = [base.marked(was), head.marked(now)];
  if (old === young) tally.add('templateName');
  else
    small.push({
      subject: 'Template name',
      was: unmarked(old) || undefined,
      now: unmarked(young) || undefined,
    });
}
