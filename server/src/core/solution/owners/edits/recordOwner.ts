import { addProperties, removeNode, replaceValue } from '../../../json/edits.ts';
import type { JsonTree, NodeId } from '../../../json/tree.ts';
import type { TextEdit } from '../../../text/textEdit.ts';
import type { SolutionEdit, SolutionFlow, SolutionModel, StatedKind } from '../../index.ts';
import { fileNameOf, isGuid, parentOf, segmentsBelow } from '../../paths.ts';
import { property } from '../../readers/fact.ts';
import { parseJsonWithComments } from '../../readers/jsonWithComments.ts';
import { flowName } from '../flowOwners.ts';
import { placesFor } from '../places.ts';
import type { OwnerPlace } from '../types.ts';
import { recordInAlm } from './alm.ts';
import { appendElements } from './appendElement.ts';

export interface NewOwner {
  /** E-mail address, name or object id. */
  readonly owner: string;
  readonly kind?: StatedKind | undefined;
}

/** Longest name taken: an address has 320 characters at most. */
const MAX_LENGTH = 320;

/**
 * Records the owner of a flow. `place` is one of `placesFor`; without it the first one is taken: an ownership file that is
 * there, else the settings of the ALM Accelerator if one file lists owners, else a new ownership file in `folder`.
 */
export function recordOwner(
  model: SolutionModel,
  flow: SolutionFlow,
  owner: NewOwner,
  options: { readonly place?: OwnerPlace; readonly folder?: string } = {},
): SolutionEdit {
  const name = owner.owner.trim();
  if (name === '' || name.length > MAX_LENGTH || /\p{Cc}/u.test(name))
    return { refused: 'Name the owner by an e-mail address, a name or an object id.' };
  const place = options.place ?? defaultPlace(model, options.folder);
  if (place.kind === 'alm') return recordInAlm(model, flow, name, place.uri);
  const selector = selectorOf(flow, parentOf(place.uri));
  if (selector === undefined) {
    const message = `The flow "${flowName(flow)}" has no id, and no name or path that an ownership file could tell it by.`;
    return { refused: message };
  }
  const entry = { ...selector, owner: name, ...(owner.kind === undefined ? {} : { kind: owner.kind }) };
  if (!place.exists) return [{ uri: place.uri, create: newFile([entry]) }];
  const text = model.textOf(place.uri);
  const found = text === undefined ? undefined : flowsIn(text);
  if (text === undefined || found === undefined)
    return { refused: `${fileNameOf(place.uri)} is damaged. Repair it first.` };
  const { tree, list } = found;
  const existing = tree.children(list).findLast((node) => isEntryOf(tree, node, selector.flow));
  if (existing === undefined) return [{ uri: place.uri, edits: appendElements(text, tree, list, [entry]) }];
  const edits = [...setProperty(tree, existing, 'owner', name), ...kindEdits(tree, existing, owner.kind)];
  return [{ uri: place.uri, edits: merged(edits) }];
}

/** Where an owner goes when nobody says where; see `recordOwner`. */
export function defaultPlace(model: SolutionModel, folder: string | undefined): OwnerPlace {
  const places = placesFor(model, folder);
  const alm = places.filter((one) => one.kind === 'alm');
  return (
    places.find((one) => one.kind === 'flow-owners' && one.exists) ??
    (alm.length === 1 ? alm[0]! : places.find((one) => one.kind === 'flow-owners')!)
  );
}

/** How an entry names a flow: by its id, with the display name for people; else by path or name. */
export function selectorOf(
  flow: SolutionFlow,
  folder: string,
): { readonly flow: string; readonly name?: string } | undefined {
  const name = flowName(flow);
  if (flow.id !== undefined)
    return name === '' || name === flow.id ? { flow: flow.id } : { flow: flow.id, name };
  const path = flow.uri === undefined ? '' : segmentsBelow(folder, flow.uri).join('/');
  const usable = (one: string): boolean => one !== '' && !/[*?\\]/.test(one) && !isGuid(one);
  if (path.includes('/') && usable(path)) return { flow: path };
  return usable(name) && !name.includes('/') && !name.startsWith('!') ? { flow: name } : undefined;
}

export function newFile(entries: readonly object[]): string {
  return `${JSON.stringify({ flows: entries }, undefined, 2)}\n`;
}

/** The list of an ownership file; undefined for a damaged one, which is not to be edited. */
export function flowsIn(text: string): { readonly tree: JsonTree; readonly list: NodeId } | undefined {
  const { tree, damage } = parseJsonWithComments(text);
  const list = property(tree, tree.root, 'flows');
  return damage === undefined && tree.isArray(list) ? { tree, list } : undefined;
}

/** True for an entry of exactly this flow that holds in all environments. */
export function isEntryOf(tree: JsonTree, node: NodeId, selector: string): boolean {
  const flow = property(tree, node, 'flow');
  const environment = property(tree, node, 'environment');
  const recorded = tree
    .string(flow)
    .trim()
    .toLowerCase()
    .replace(/^\{(.*)\}$/, '$1');
  return recorded === selector.toLowerCase() && tree.string(environment).trim() === '';
}

function setProperty(tree: JsonTree, object: NodeId, name: string, value: string): TextEdit[] {
  const node = property(tree, object, name);
  return node === -1 ? addProperties(tree, object, [[name, value]]) : replaceValue(tree, node, value);
}

/** The kind of the owner before says nothing of the new one. */
function kindEdits(tree: JsonTree, object: NodeId, kind: StatedKind | undefined): TextEdit[] {
  const node = property(tree, object, 'kind');
  if (kind !== undefined) return setProperty(tree, object, 'kind', kind);
  return node === -1 ? [] : removeNode(tree, node);
}

/** Edits at one place as one. */
function merged(edits: readonly TextEdit[]): TextEdit[] {
  const result: TextEdit[] = [];
  for (const edit of edits) {
    const before = result.find(({ span }) => span.start === edit.span.start && span.end === edit.span.end);
    if (before === undefined) result.push(edit);
    else result[result.indexOf(before)] = { span: before.span, newText: before.newText + edit.newText };
  }
  return result.sort((a, b) => a.span.start - b.span.start);
}
