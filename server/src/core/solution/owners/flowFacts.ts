import type { FlowDocument } from '../../flow/document.ts';
import type { FlowModel } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { FlowOwnerFact } from './types.ts';

const NOTHING: readonly FlowOwnerFact[] = [];

/**
 * What a flow's file says of people: who made it (packages only), and whom its HTTP trigger lets in. To be kept by the caller
 * and given to `ownersOf`; costs next to nothing. Never throws.
 */
export function ownerFactsOfFlow(document: Pick<FlowDocument, 'flows'>): readonly FlowOwnerFact[] {
  const facts = document.flows.flatMap((flow) => [...creatorOf(flow), ...callersOf(flow)]);
  return facts.length === 0 ? NOTHING : facts;
}

/** `metadata.creator` of the definition: the object id of the maker (flow-format 1.4). */
function creatorOf({ tree, definition }: FlowModel): FlowOwnerFact[] {
  const creator = tree.descend(definition, 'metadata', 'creator');
  const id = tree.child(creator, 'id');
  const name = tree.string(id).trim();
  if (name === '' || /^[0-]+$/.test(name)) return [];
  const span = tree.spanInString(id, { start: 0, end: tree.string(id).length });
  return [{ role: 'creator', name, type: tree.stringAt(creator, 'type'), span }];
}

/** `triggerAllowedUsers`: addresses or object ids in one string. Without "specific users" the list says nothing (2.3). */
function callersOf({ tree, triggers }: FlowModel): FlowOwnerFact[] {
  return triggers.flatMap((trigger) => {
    if (trigger.lowerType !== 'request' || trigger.inputs === NONE) return [];
    if (tree.stringAt(trigger.inputs, 'triggerAuthenticationType')?.toLowerCase() !== 'user') return [];
    const node = tree.child(trigger.inputs, 'triggerAllowedUsers');
    if (!tree.isString(node)) return [];
    const text = tree.string(node);
    // An expression has commas of its own.
    const words = text.includes('@{') || text.trimStart().startsWith('@') ? /^[\s\S]+$/g : /[^,;\s]+/g;
    return [...text.slice(0, 20_000).matchAll(words)].map((match): FlowOwnerFact => {
      const span = tree.spanInString(node, { start: match.index, end: match.index + match[0].length });
      return { role: 'may call over HTTP', name: match[0], type: undefined, span };
    });
  });
}
