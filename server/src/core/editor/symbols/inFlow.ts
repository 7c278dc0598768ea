import { openDocument } from '../../flow/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import type { NodeId } from '../../json/tree.ts';
import { type Span, touches } from '../../text/span.ts';
import { flowAround, type Look } from '../../workspace/look.ts';
import { nameInExpression } from '../hover/nameAt.ts';
import { mentionsOf } from './mentions.ts';
import type { Mention, Named, SymbolAt, SymbolKind, SymbolPlace } from './types.ts';

/**
 * What the name at an offset of a flow's file means; `offset` in UTF-16 code units. Undefined where no name stands. A name need not
 * be defined anywhere. Names in an expression that does not parse are told as far as they stand before the fault.
 */
export function symbolAt(look: Pick<Look, 'document' | 'flows'>, offset: number): SymbolAt | undefined {
  const facts = flowAround(look, look.document.tree.nodeAt(offset));
  return facts && symbolInFlow(facts.flow, offset);
}

/** The same for a place of one flow. */
export function symbolInFlow(flow: FlowModel, offset: number): SymbolAt | undefined {
  const node = flow.tree.nodeAt(offset);
  for (const mention of mentionsOf(flow)) {
    if (mention.node !== node) continue;
    const { kind, name, flowId } = mention;
    const span = spanOf(flow, mention);
    if (touches(span, offset)) return { kind, name, flowId, span, flow };
  }
  return inDamaged(flow, node, offset);
}

/** Lower-cased function to what its first text names. */
const ARGUMENTS: ReadonlyMap<string, SymbolKind> = new Map([
  ['variables', 'variable'],
  ['parameters', 'parameter'],
]);

/** The index of names leaves out expressions that do not parse. */
function inDamaged(flow: FlowModel, node: NodeId, offset: number): SymbolAt | undefined {
  const found = nameInExpression(flow, node, offset);
  if (found?.kind === 'input') return { kind: 'input', name: found.name, span: found.span, flow };
  if (found?.kind !== 'argument') return undefined;
  const { lowerName } = found.call;
  // The first argument of these is a field of a form, or a setting.
  if (lowerName.startsWith('trigger') || lowerName === 'appsetting') return undefined;
  return { kind: ARGUMENTS.get(lowerName) ?? 'step', name: found.name, span: found.span, flow };
}

/** All places of a flow that name a thing, in the order of the file. */
export function placesInFlow(flow: FlowModel, named: Named): readonly SymbolPlace[] {
  const places: SymbolPlace[] = [];
  for (const mention of mentionsOf(flow)) {
    const { role } = mention;
    if (role === 'label' || !isSame(mention, named)) continue;
    const span = spanOf(flow, mention);
    places.push({ role, span, whole: role === 'definition' ? wholeOf(flow, mention, named) : span });
  }
  return places.sort((a, b) => a.span.start - b.span.start);
}

/**
 * The places of a flow that use a thing, and what defines it there. Of a connection reference these are also the steps that go through
 * it by the keys that stand for it in the flow.
 */
export function referencesInFlow(flow: FlowModel, named: Named): readonly SymbolPlace[] {
  const places = placesInFlow(flow, named);
  if (named.kind !== 'connectionReference') return places;
  const lower = named.name.toLowerCase();
  const keys = flow.connections.filter((one) => one.logicalName?.toLowerCase() === lower);
  const steps = keys.flatMap(({ key: name }) =>
    placesInFlow(flow, { kind: 'connection', name }).filter(({ role }) => role !== 'definition'),
  );
  return [...places, ...steps].sort((a, b) => a.span.start - b.span.start);
}

/** The same in all flows of a text that nobody has checked. */
export function placesInText(uri: string, text: string, named: Named): readonly SymbolPlace[] {
  return openDocument({ uri, text }).flows.flatMap((flow) => referencesInFlow(flow, named));
}

/** The name as each of these places writes it, in no order. */
export function spellingsInFlow(flow: FlowModel, named: Named): readonly string[] {
  return mentionsOf(flow).flatMap((one) => (one.role !== 'label' && isSame(one, named) ? [one.name] : []));
}

function isSame(one: Named, other: Named): boolean {
  return (
    one.kind === other.kind &&
    one.name.toLowerCase() === other.name.toLowerCase() &&
    one.flowId?.toLowerCase() === other.flowId?.toLowerCase()
  );
}

function spanOf({ tree }: FlowModel, { node, inKey, part }: Mention): Span {
  return inKey ? tree.spanInKey(node, part) : tree.spanInString(node, part);
}

/** A key with its value; of a variable what describes it. */
function wholeOf(flow: FlowModel, mention: Mention, named: Named): Span {
  const { tree } = flow;
  if (named.kind !== 'variable') return tree.propertySpan(mention.node);
  const variable = namesOf(flow).variables.find((one) => one.nameNode === mention.node);
  return tree.valueSpan(variable?.node ?? mention.node);
}
