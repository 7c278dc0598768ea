import type { Parameter } from '../../flow/model.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { lowerCase } from '../../text/lower.ts';
import type { ParameterChange } from '../types/flows.ts';
import type { SmallChange } from '../types/values.ts';
import type { Comparer } from '../values/compare.ts';
import type { Tally } from './tally.ts';
import type { FlowView } from './view.ts';

/** The platform's own: which of them a flow has is up to the way it was saved. */
function isOwn({ name }: Parameter): boolean {
  return name === '$connections' || name === '$authentication';
}

/** Parameters of head by those of base: by name, then by the environment variable behind them. */
export function matchParameters(base: FlowView, head: FlowView): Map<Parameter, Parameter> {
  const pairs = new Map<Parameter, Parameter>();
  const taken = new Set<Parameter>();
  const keys = [
    ({ name }: Parameter) => lowerCase(name),
    ({ schemaName }: Parameter) => (schemaName === undefined ? undefined : lowerCase(schemaName)),
  ];
  for (const keyOf of keys) {
    const byKey = new Map(
      head.flow.parameters.filter((one) => !taken.has(one)).map((one) => [keyOf(one), one]),
    );
    for (const was of base.flow.parameters) {
      const now = pairs.has(was) ? undefined : byKey.get(keyOf(was));
      if (now === undefined || keyOf(was) === undefined || taken.has(now)) continue;
      pairs.set(was, now);
      taken.add(now);
    }
  }
  return pairs;
}

/** What changed in the parameters of a flow. Descriptions alone are small changes. */
export function parameterChanges(
  compare: Comparer,
  pairs: ReadonlyMap<Parameter, Parameter>,
  tally: Tally,
): { parameters: ParameterChange[]; small: SmallChange[] } {
  const { base, head } = compare;
  const parameters: ParameterChange[] = [];
  const small: SmallChange[] = [];
  const toBase = new Map([...pairs].map(([was, now]) => [now, was]));
  compare.seen = { keyOrder: false, blanks: false };
  const take = (was: Parameter | undefined, now: Parameter | undefined): void => {
    const one = (now ?? was)!;
    const [old, young] = [was?.node ?? NONE, now?.node ?? NONE];
    if (isOwn(one)) {
      if (!compare.same(old, young)) tally.add('ownParameters', one.name);
      return;
    }
    if (compare.same(old, young) && was?.name === now?.name) return;
    const value = compare.value(was?.defaultValue ?? NONE, now?.defaultValue ?? NONE);
    const description = compare.value(descriptionOf(base, old), descriptionOf(head, young));
    const name = (now === undefined ? base : head).masks.name(one.name);
    const isRenamed = was !== undefined && now !== undefined && was.name !== now.name;
    const type =
      was !== undefined && now !== undefined && was.type !== now.type
        ? { was: was.type, now: now.type }
        : undefined;
    const kind = was === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    if (kind === 'changed' && value === undefined && type === undefined && !isRenamed) {
      if (description !== undefined) {
        const text = (pieces = description.was): string | undefined =>
          pieces?.map((piece) => piece.text).join('');
        small.push({
          subject: `Description of parameter ${name}`,
          was: text(),
          now: text(description.now ?? []) || undefined,
        });
      } else if (!isBlank(compare, old, young)) tally.add('designerMetadata', name);
      return;
    }
    parameters.push({
      kind,
      name,
      was: isRenamed ? base.masks.name(was.name) : undefined,
      variable: one.schemaName === undefined ? undefined : head.masks.name(one.schemaName),
      pointers: { base: base.pointer(old), head: head.pointer(young) },
      value,
      type: type && { was: base.masks.name(type.was), now: head.masks.name(type.now) },
      description: kind === 'changed' ? description : undefined,
    });
  };
  for (const now of head.flow.parameters) take(toBase.get(now), now);
  for (const was of base.flow.parameters) if (!pairs.has(was)) take(was, undefined);
  if (compare.seen.keyOrder) tally.add('keyOrder', 'parameters');
  return { parameters, small };
}

function isBlank(compare: Comparer, was: NodeId, now: NodeId): boolean {
  return compare.same(was, now);
}

function descriptionOf({ tree }: FlowView, node: NodeId): NodeId {
  return tree.descend(node, 'metadata', 'description');
}

/** Names of parameters of base as head has them, lower-cased. */
export function parameterNames(pairs: ReadonlyMap<Parameter, Parameter>): Map<string, string> {
  return new Map([...pairs].map(([was, now]) => [lowerCase(was.name), now.name]));
}
