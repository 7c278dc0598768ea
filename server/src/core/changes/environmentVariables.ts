import { findSecrets } from '../secrets/detect/secretValue.ts';
import type { SolutionEnvironmentVariable } from '../solution/data.ts';
import { pushTo } from '../text/groupedBy.ts';
import type { EnvironmentVariableChange, FlowChange, ParameterChange } from './types/flows.ts';
import type { Version } from './types/input.ts';
import type { ValueChange } from './types/values.ts';
import { textChange } from './values/compare.ts';
import { cannotBeSecret, isWholly, Masks, marksIn } from './values/masks.ts';
import { wholePieces } from './values/pieces.ts';

/** A variable with what both versions say of it. */
interface Sides {
  readonly schemaName: string;
  readonly was: SolutionEnvironmentVariable | undefined;
  readonly now: SolutionEnvironmentVariable | undefined;
}

/**
 * Environment variables whose definition or value changed, or whose copies did in several flows. Each is listed once; the flows with
 * copies of it come back without them.
 */
export function collectVariableChanges(
  base: Version,
  head: Version,
  flows: readonly FlowChange[],
): { readonly variables: readonly EnvironmentVariableChange[]; readonly flows: readonly FlowChange[] } {
  const copies = copiesIn(flows);
  const changes = new Map<string, EnvironmentVariableChange>();
  for (const sides of sidesOf(base, head)) {
    const lower = sides.schemaName.toLowerCase();
    const change = definitionChange(sides, copies.get(lower) ?? []);
    if (change !== undefined) changes.set(lower, change);
  }
  for (const [lower, list] of copies)
    if (!changes.has(lower) && list.length > 1) changes.set(lower, copiesChange(list));
  const flowsWithoutCopies = flows.map((flow) => withoutCopies(flow, changes));
  const variables = [...changes.values()].sort((a, b) => (a.schemaName < b.schemaName ? -1 : 1));
  return { variables, flows: flowsWithoutCopies };
}

interface Copy {
  readonly flow: string;
  readonly change: ParameterChange;
}

/** Parameters that copy an environment variable and changed, by its lower-cased name. */
function copiesIn(flows: readonly FlowChange[]): Map<string, Copy[]> {
  const found = new Map<string, Copy[]>();
  for (const { name, parameters } of flows)
    for (const change of parameters) {
      if (!isCopy(change)) continue;
      const lower = change.variable!.toLowerCase();
      pushTo(found, lower, { flow: name, change });
    }
  return found;
}

function isCopy({ kind, variable, was }: ParameterChange): boolean {
  return kind === 'changed' && variable !== undefined && was === undefined;
}

function withoutCopies(flow: FlowChange, changes: ReadonlyMap<string, unknown>): FlowChange {
  const isCopyOfChange = (one: ParameterChange): boolean =>
    isCopy(one) && changes.has(one.variable!.toLowerCase());
  const copied = flow.parameters.filter(isCopyOfChange);
  if (copied.length === 0) return flow;
  const parameters = flow.parameters.filter((one) => !isCopyOfChange(one));
  return {
    ...flow,
    parameters,
    environmentVariables: copied.map(({ variable }) => variable!),
    counts: { ...flow.counts, parameters: parameters.length },
  };
}

function copiesChange(copies: readonly Copy[]): EnvironmentVariableChange {
  const { change } = copies[0]!;
  return {
    kind: 'changed',
    schemaName: change.variable!,
    displayName: change.name,
    defaultValue: change.value,
    value: undefined,
    type: undefined,
    description: change.description,
    flows: copies.map(({ flow }) => flow),
    defined: false,
  };
}

/** Variables of the solutions of both versions; the first of several of a name. */
function sidesOf(base: Version, head: Version): Iterable<Sides> {
  const found = new Map<
    string,
    { schemaName: string; was?: SolutionEnvironmentVariable; now?: SolutionEnvironmentVariable }
  >();
  for (const [version, side] of [
    [base, 'was'],
    [head, 'now'],
  ] as const)
    for (const { environmentVariables } of version.solutions)
      for (const one of environmentVariables) {
        const lower = one.schemaName.toLowerCase();
        const known = found.get(lower) ?? { schemaName: one.schemaName };
        known[side] ??= one;
        found.set(lower, known);
      }
  return [...found.values()].map(({ schemaName, was, now }) => ({ schemaName, was, now }));
}

function definitionChange(
  { schemaName, was, now }: Sides,
  copies: readonly Copy[],
): EnvironmentVariableChange | undefined {
  const display = now?.definition?.displayName?.value ?? was?.definition?.displayName?.value ?? schemaName;
  const name = `${display} (${schemaName})`;
  const masks = new Masks([]);
  const kind = was === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
  const text = (read: (one: SolutionEnvironmentVariable) => string | undefined): ValueChange | undefined =>
    changeOf(name, was && read(was), now && read(now));
  const defaultValue = text((one) => one.definition?.defaultValue?.value);
  const value = text((one) => one.values[0]?.value?.value);
  const description = text((one) => one.definition?.description?.value);
  const types = { was: was?.type, now: now?.type };
  const type = kind === 'changed' && types.was !== types.now ? types : undefined;
  if (kind === 'changed' && [defaultValue, value, description, type].every((one) => one === undefined))
    return undefined;
  return {
    kind,
    schemaName: masks.name(schemaName),
    displayName: masks.name(display),
    defaultValue: defaultValue ?? copies[0]?.change.value,
    value,
    type,
    description: description ?? copies[0]?.change.description,
    flows: copies.map(({ flow }) => flow),
    defined: true,
  };
}

/** Secrets are known by the variable's name as well as by their form. */
function changeOf(name: string, was: string | undefined, now: string | undefined): ValueChange | undefined {
  if (was === now) return undefined;
  const spans = [was, now].map((text) =>
    text === undefined
      ? []
      : findSecrets(text, { names: [name] })
          .filter(({ confidence }) => confidence !== 'low')
          .map(({ span }) => span),
  );
  const texts = [was, now].flatMap((text, index) =>
    spans[index]!.map(({ start, end }) => text!.slice(start, end)),
  );
  const masks = new Masks(texts.filter(({ length }) => length >= LEAST_AGAIN));
  const marked = [was, now].map((text, index) =>
    text === undefined ? undefined : masks.marked(text, spans[index]),
  );
  const wholly = [was, now].map((text, index) => text !== undefined && isWholly(text, spans[index]!));
  for (const [index, text] of [was, now].entries())
    if (text !== undefined && wholly[1 - index] && !cannotBeSecret(text)) marked[index] = masks.markOf(text);
  const [old, young] = marked;
  if (old !== undefined && young !== undefined) return textChange(old, young);
  const one = (old ?? young)!;
  const secret = marksIn(one) !== '';
  return {
    was: old === undefined ? undefined : wholePieces(one),
    now: old === undefined ? wholePieces(one) : undefined,
    secret,
  };
}

const LEAST_AGAIN = 8;
