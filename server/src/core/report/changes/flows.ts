import type {
  CallersChange,
  ConnectionChange,
  EnvironmentVariableChange,
  FlowChange,
  FlowOutline,
  ParameterChange,
  RunsAs,
  TriggerChange,
} from '../../changes/index.ts';
import { count } from '../../text/count.ts';
import type { Block, Item } from '../lines/blocks.ts';
import { bold, code, italic, joined, type Line, line, NOTHING, names, plain } from '../lines/inline.ts';
import { flowCounts } from './counts.ts';
import type { Cut } from './cut.ts';
import { ADDED, CHANGED, MOVED, REMOVED } from './signs.ts';
import { stepItems } from './steps.ts';
import { inputLine, settingLine, textChange, valueLine } from './values.ts';

/** The name of a flow with what happened to it, in one line. */
export function flowLine(flow: FlowChange): Line {
  const counts = flowCounts(flow);
  const parts = [
    ...(flow.kind === 'added' ? [line`added`] : flow.kind === 'removed' ? [line`removed`] : []),
    ...(flow.renamed === undefined ? [] : [line`renamed (was ${italic(flow.renamed.was)})`]),
    ...(flow.otherId === undefined
      ? []
      : [
          line`probably the same flow, exported again under another id (${Math.round(flow.otherId.alike * 100)} % of its steps are alike)`,
        ]),
    ...(counts === '' ? [] : [line`${plain(counts)}`]),
    ...(flow.unreadable === undefined ? [] : [unreadableWords(flow.kind, flow.unreadable)]),
    ...(flow.outline === undefined ? [] : [outlineWords(flow.outline)]),
  ];
  return parts.length === 0 ? line`${bold(flow.name)}` : line`${bold(flow.name)}: ${joined(parts)}`;
}

function outlineWords({ trigger, callers, steps, connectors }: FlowOutline): Line {
  const who = callers === undefined ? NOTHING : line`, started by ${plain(callers)}`;
  const use = connectors.length === 0 ? NOTHING : line`, uses ${names(connectors, plain, 6)}`;
  // Who starts it says as much.
  const start =
    trigger === '' || callers !== undefined
      ? NOTHING
      : line`, ${plain(trigger.slice(0, 1).toLowerCase() + trigger.slice(1))}`;
  return line`${plain(count(steps, 'step'))}${use}${who}${start}`;
}

function unreadableWords(
  kind: FlowChange['kind'],
  { side, reason }: NonNullable<FlowChange['unreadable']>,
): Line {
  const why = plain(reason);
  if (kind === 'added') return line`cannot be read: ${why}`;
  if (kind === 'removed') return line`could not be read: ${why}`;
  if (side === 'base')
    return line`can be read again, and what changed in it is not known (the old version: ${why})`;
  const which = side === 'both' ? line`neither version` : line`the new version`;
  return line`the file changed, and ${which} can${side === 'both' ? NOTHING : line`not`} be read: ${why}`;
}

/** What is told below that line. */
export function flowBlocks(flow: FlowChange, cut: Cut): Block[] {
  const [table, connections] = connectionParts(flow.connections);
  const items: Item[] = [
    ...stateItems(flow),
    ...triggerItems(flow.trigger, cut),
    ...callerItems(flow.callers),
    ...connections,
    ...flow.parameters.map(parameterItem),
    ...variableItems(flow),
    ...stepItems(flow.steps, { inputs: cut.inputs }),
    ...flow.settings.map((one) => ({ line: settingLine(one) })),
    ...(cut.small ? smallItems(flow) : []),
  ];
  const followed =
    flow.followed === 0
      ? []
      : [
          line`${plain(count(flow.followed, 'step'))} ${flow.followed === 1 ? line`follows` : line`follow`} new names.`,
        ];
  return [
    ...(table === undefined ? [] : [table]),
    ...(items.length === 0 ? [] : [{ kind: 'list' as const, items }]),
    ...(cut.graphs && flow.graph !== undefined ? [{ kind: 'graph' as const, graph: flow.graph }] : []),
    ...(followed.length === 0 ? [] : [{ kind: 'footer' as const, lines: followed }]),
  ];
}

function stateItems({ state }: FlowChange): Item[] {
  if (state === undefined) return [];
  const shown = (one: string | undefined): string | undefined => STATES.get(one ?? '') ?? one;
  return [{ line: line`${CHANGED}State: ${textChange(shown(state.was), shown(state.now))}` }];
}

/** In the words of the designer. */
const STATES: ReadonlyMap<string, string> = new Map([
  ['activated', 'on'],
  ['draft', 'off'],
]);

function triggerItems(trigger: TriggerChange | undefined, cut: Cut): Item[] {
  if (trigger === undefined) return [];
  const { kind, name, type, was, inputs, moreInputs, settings } = trigger;
  const what = type === '' ? NOTHING : line` (${plain(type)})`;
  // A recurrence is called so.
  const wasWhat = was === undefined || was.type === was.name ? NOTHING : line`, ${plain(was.type)}`;
  const before = was === undefined ? NOTHING : line` (was ${italic(was.name)}${wasWhat})`;
  const head =
    kind === 'added'
      ? line`${ADDED}Trigger ${bold(name)}${what}`
      : kind === 'removed'
        ? line`${REMOVED}Trigger ${bold(name)}${what}`
        : kind === 'replaced'
          ? line`${CHANGED}Trigger replaced by ${bold(name)}${what}${before}`
          : line`${CHANGED}Trigger ${bold(name)}${before}`;
  const left = moreInputs + Math.max(0, inputs.length - cut.inputs);
  const below = [
    ...inputs.slice(0, cut.inputs).map((one) => ({ line: inputLine(one) })),
    ...(left > 0 ? [{ line: line`and ${plain(count(left, 'more input'))}` }] : []),
    ...settings.map((one) => ({ line: settingLine(one) })),
  ];
  return [below.length === 0 ? { line: head } : { line: head, below }];
}

function callerItems(callers: CallersChange | undefined): Item[] {
  if (callers === undefined) return [];
  const shown = (who: string | undefined): Line =>
    who === undefined ? line`nobody, as it starts by itself` : line`${plain(who)}`;
  const wider = callers.wider ? line`, which is more people` : NOTHING;
  return [
    { line: line`${CHANGED}Who may start it: ${shown(callers.now)} (was: ${shown(callers.was)})${wider}` },
  ];
}

const RUNS_AS: Readonly<Record<RunsAs, Line>> = {
  embedded: line`its maker`,
  invoker: line`the person who starts the flow`,
};

/** References that are others now make a table; whatever else happened to a connection is a sentence. */
function connectionParts(connections: readonly ConnectionChange[]): [Block | undefined, Item[]] {
  const inTable = connections.filter(({ kind }) => kind === 'reference' || kind === 'definition');
  const items = connections.filter((one) => !inTable.includes(one)).map(connectionItem);
  if (inTable.length === 0) return [undefined, items];
  const value = (name: string | undefined): Line => (name === undefined ? line`none` : line`${code(name)}`);
  const table: Block = {
    kind: 'table',
    head: ['connection', 'was', 'now', 'used by'],
    rows: inTable.map((one) => [
      one.kind === 'definition'
        ? line`${plain(one.connector)}, the reference itself`
        : line`${plain(one.connector)}`,
      value(one.was),
      value(one.now),
      usedBy(one.usedBy),
    ]),
  };
  return [table, items];
}

function usedBy(steps: readonly string[]): Line {
  return steps.length === 1 ? line`${plain(steps[0]!)}` : line`${plain(count(steps.length, 'step'))}`;
}

function connectionItem({
  kind,
  key,
  connector,
  connectorWas,
  was,
  now,
  runsAs,
  usedBy: steps,
}: ConnectionChange): Item {
  const name = now ?? was;
  const shown = line`${plain(connector)} (${code(name ?? key)})`;
  const as = (who: RunsAs | undefined): Line =>
    who === undefined ? line`nobody that the file names` : RUNS_AS[who];
  const used = steps.length === 0 ? line`, used by no step` : line`, used by ${usedBy(steps)}`;
  switch (kind) {
    case 'added':
      return {
        line: line`${ADDED}Connection ${shown}${used}${runsAs?.now === undefined ? NOTHING : line`, runs as ${as(runsAs.now)}`}`,
      };
    case 'removed':
      return { line: line`${REMOVED}Connection ${shown}` };
    case 'runsAs':
      return {
        line: line`${CHANGED}Connection ${shown} now runs as ${as(runsAs?.now)} (was: ${as(runsAs?.was)})${used}`,
      };
    default:
      return {
        line: line`${CHANGED}Connection ${code(name ?? key)} is now of ${plain(connector)}${connectorWas === undefined ? NOTHING : line` (was: ${plain(connectorWas)})`}${used}`,
      };
  }
}

function parameterItem({ kind, name, was, variable, value, type, description }: ParameterChange): Item {
  const sign = kind === 'added' ? ADDED : kind === 'removed' ? REMOVED : CHANGED;
  const parts = [
    ...(was === undefined ? [] : [line`renamed (was ${italic(was)})`]),
    ...(value === undefined ? [] : [line`default ${valueLine(value)}`]),
    ...(type === undefined ? [] : [line`type ${textChange(type.was, type.now)}`]),
    ...(description === undefined ? [] : [line`description ${valueLine(description)}`]),
  ];
  const isNamed = variable === undefined || variable === name || name.includes(`(${variable})`);
  const of = isNamed ? NOTHING : line` (${code(variable)})`;
  const head = line`${sign}Parameter ${italic(name)}${of}`;
  return { line: parts.length === 0 ? head : line`${head}: ${joined(parts, line`; `)}` };
}

function variableItems({ variables, environmentVariables }: FlowChange): Item[] {
  return [
    ...variables.map(({ was, now }) => ({ line: line`${MOVED}Variable ${code(was)} is now ${code(now)}` })),
    ...(environmentVariables.length === 0
      ? []
      : [
          { line: line`${CHANGED}Environment variables told above: ${names(environmentVariables, code, 6)}` },
        ]),
  ];
}

function smallItems({ small }: FlowChange): Item[] {
  if (small.length === 0) return [];
  return [
    {
      line: line`Small changes:`,
      below: small.map(({ subject, was, now }) => ({
        line: line`${plain(subject)}: ${textChange(was, now)}`,
      })),
    },
  ];
}

/** Environment variables are listed once, whatever flows have copies of them. */
export function variableBlocks(all: readonly EnvironmentVariableChange[], most = all.length): Block[] {
  if (all.length === 0) return [];
  // A change of what was there is what a reviewer looks for.
  const listed = most < all.length ? all.filter(({ kind }) => kind === 'changed').slice(0, most) : all;
  const left = all.length - listed.length;
  return [
    { kind: 'paragraph', line: line`**Environment variables**` },
    {
      kind: 'list',
      items: [
        ...listed.map(variableItem),
        ...(left === 0 ? [] : [{ line: line`and ${plain(count(left, 'more environment variable'))}` }]),
      ],
    },
  ];
}

function variableItem(one: EnvironmentVariableChange): Item {
  const sign = one.kind === 'added' ? ADDED : one.kind === 'removed' ? REMOVED : CHANGED;
  const isChanged = one.kind === 'changed';
  const parts = [
    ...(one.value === undefined ? [] : [line`value ${valueLine(one.value)}`]),
    ...(one.defaultValue === undefined ? [] : [line`default ${valueLine(one.defaultValue)}`]),
    ...(one.type === undefined || !isChanged ? [] : [line`type ${textChange(one.type.was, one.type.now)}`]),
    // Of one that is new or gone the name says enough.
    ...(one.description === undefined || !isChanged ? [] : [line`description ${valueLine(one.description)}`]),
  ];
  const copies =
    one.flows.length === 0
      ? NOTHING
      : line`; the copies in ${names(one.flows)}${one.defined ? NOTHING : line` only`}`;
  const name = one.displayName === '' ? one.schemaName : one.displayName;
  const logical = name === one.schemaName ? NOTHING : line` (${code(one.schemaName)})`;
  const head = line`${sign}${bold(name)}${logical}`;
  return { line: line`${parts.length === 0 ? head : line`${head}: ${joined(parts, line`; `)}`}${copies}` };
}
