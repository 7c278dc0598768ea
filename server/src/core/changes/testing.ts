/** Helpers of the tests in this folder: versions of flows, and changes as short lines. */

import { SolutionFiles } from '../solution/solutionFiles.ts';
import { uriOf } from '../solution/testing.ts';
import { changesBetween } from './changesBetween.ts';
import type { Changes, FlowChange } from './types/flows.ts';
import type { Version } from './types/input.ts';
import type { Place, StepChange } from './types/steps.ts';
import type { InputChange, Pieces, SettingChange, ValueChange } from './types/values.ts';

/** Paths below a root to texts. */
export type Folder = Readonly<Record<string, string>>;

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const FLOW_PATH = `Workflows/Sample-${ID.toUpperCase()}.json`;

/** A folder as a version: its flows, and its solutions if it has any. */
function versionOf(folder: Folder): Version {
  const files = new SolutionFiles();
  for (const [path, text] of Object.entries(folder))
    if (SolutionFiles.wants(uriOf(path))) files.set(uriOf(path), text);
  const isFlow = (path: string): boolean =>
    path.endsWith('.json') &&
    /(?:^|\/)(?:Workflows|flows|arm)\//.test(path) &&
    !/(?:Map|manifest)\.json$/i.test(path);
  return {
    flows: Object.entries(folder)
      .filter(([path]) => isFlow(path))
      .map(([path, text]) => ({ uri: uriOf(path), path, text, solution: files.solutionOf(uriOf(path)) })),
    solutions: files.solutions(),
  };
}

export function changesIn(base: Folder, head: Folder): Changes {
  return changesBetween(versionOf(base), versionOf(head));
}

/** What changed between two texts of one flow. */
export function changesOfFlow(base: string, head: string): Changes {
  return changesIn({ [FLOW_PATH]: base }, { [FLOW_PATH]: head });
}

/** The same as lines; noise in the last one. */
export function changeLinesOfFlow(base: string, head: string): string[] {
  return changeLines(changesOfFlow(base, head));
}

/** All changes as lines, those below others indented. */
export function changeLines({ flows, environmentVariables, noise }: Changes): string[] {
  return [
    ...flows.flatMap((flow) => flowLines(flow, flows.length > 1 || flow.kind !== 'changed')),
    ...environmentVariables.map(
      (one) =>
        `$ ${one.kind} ${one.schemaName}${valueText(' default', one.defaultValue)}${valueText(' value', one.value)}${one.flows.length > 0 ? ` in ${one.flows.join(', ')}` : ''}`,
    ),
    ...(noise.length === 0
      ? []
      : [`left out: ${noise.map(({ kind, count }) => `${kind} ${count}`).join(', ')}`]),
  ];
}

function flowLines(flow: FlowChange, isNamed: boolean): string[] {
  const lines: string[] = [];
  if (isNamed) lines.push(`# ${flow.kind} ${flow.name}`);
  if (flow.renamed !== undefined) lines.push(`renamed: ${flow.renamed.was} -> ${flow.renamed.now}`);
  if (flow.unreadable !== undefined)
    lines.push(`unreadable ${flow.unreadable.side}: ${flow.unreadable.reason}`);
  if (flow.state !== undefined) lines.push(`state: ${flow.state.was} -> ${flow.state.now}`);
  const { trigger, callers } = flow;
  if (trigger !== undefined) {
    lines.push(
      `trigger ${trigger.kind} ${trigger.name} (${trigger.type})${trigger.was ? ` was ${trigger.was.name} (${trigger.was.type})` : ''}`,
    );
    lines.push(...inputLines(trigger.inputs), ...trigger.settings.map(settingLine));
  }
  if (callers !== undefined)
    lines.push(`callers${callers.wider ? ' (wider)' : ''}: ${callers.was} -> ${callers.now}`);
  for (const one of flow.connections)
    lines.push(
      `connection ${one.kind} ${one.connectorWas === undefined ? '' : `${one.connectorWas} -> `}${one.connector}: ${one.was} -> ${one.now}${one.runsAs ? ` as ${one.runsAs.was} -> ${one.runsAs.now}` : ''} [${one.usedBy.join(', ')}]`,
    );
  for (const { kind, name, was, value, description } of flow.parameters)
    lines.push(
      `parameter ${kind} ${was === undefined ? '' : `${was} -> `}${name}${valueText('', value)}${valueText(' description', description)}`,
    );
  for (const { was, now } of flow.variables) lines.push(`variable ${was} -> ${now}`);
  lines.push(...flow.steps.flatMap((step) => stepLines(step)));
  lines.push(...flow.settings.map(settingLine));
  lines.push(...flow.small.map(({ subject, was, now }) => `small ${subject}: ${was} -> ${now}`));
  if (flow.followed > 0) lines.push(`followed ${flow.followed}`);
  return lines;
}

function valueText(label: string, value: ValueChange | undefined): string {
  if (value === undefined) return '';
  return `${label}: ${piecesText(value.was)} -> ${piecesText(value.now)}${value.secret ? ' (secret, changed)' : ''}`;
}

/** `[...]` around what changed. */
function piecesText(pieces: Pieces | undefined): string {
  return pieces === undefined
    ? 'none'
    : pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join('');
}

function inputLines(inputs: readonly InputChange[]): string[] {
  return inputs.map((one) => `  ${one.path.join(' › ')}${valueText('', one)}`);
}

function settingLine({ name, was, now, lost, secret }: SettingChange): string {
  return `  setting ${name}: ${was} -> ${now}${lost ? ' (lost)' : ''}${secret ? ' (secret, changed)' : ''}`;
}

const SIGNS: Readonly<Record<StepChange['kind'], string>> = {
  added: '+',
  removed: '-',
  replaced: '±',
  moved: '→',
  renamed: '→',
  changed: '~',
};

function stepLines(step: StepChange, isBelow = false): string[] {
  const { kind, name, type, place, renamed, moved, container } = step;
  const parts = [`${SIGNS[kind]} ${name} (${type})`];
  if (!isBelow && container.step !== undefined)
    parts.push(`in ${container.label === '' ? '' : `${container.label} of `}${container.step}`);
  if (renamed !== undefined) parts.push(`was ${renamed.was}${renamed.sure ? '' : ' (probably)'}`);
  if (moved !== undefined)
    parts.push(`moved ${moved.how} from ${moved.from.step ?? 'top'} to ${moved.to.step ?? 'top'}`);
  if (moved?.repeated !== undefined) parts.push(`repeated ${moved.repeated}`);
  if (place !== undefined) parts.push(placeText(place));
  if (step.copyOf !== undefined) parts.push(`copy of ${step.copyOf}`);
  if (step.replaces !== undefined)
    parts.push(
      `replaces ${step.replaces.name} (${step.replaces.type})${step.replaces.sameValue ? ' same value' : ''}`,
    );
  if (step.wraps !== undefined) parts.push(`wraps ${step.wraps}`);
  const below = [
    ...inputLines(step.inputs),
    ...(step.moreInputs > 0 ? [`  and ${step.moreInputs} more`] : []),
    ...step.settings.map(settingLine),
    ...step.order.map((one) => {
      switch (one.kind) {
        case 'swapped':
          return `  runs ${one.now} ${one.other}`;
        case 'noLongerWaits':
          return `  no longer waits for ${one.for.join(', ')}`;
        case 'alsoWaits':
          return `  also waits for ${one.for.join(', ')}`;
        case 'outcomes':
          return `  outcomes of ${one.of}: ${one.was.join(' ')} -> ${one.now.join(' ')}${one.failures ? ` (${one.failures})` : ''}`;
        default:
          return `  runs after ${one.now.map(waitText).join(', ')} (was: ${one.was.map(waitText).join(', ')})${one.failures ? ` (${one.failures})` : ''}`;
      }
    }),
    ...step.branches.flatMap(({ container: at, kind: how, was, steps }) => [
      `  ${how === 'kept' ? '' : `${how} `}${at.label || at.branch}${was === undefined ? '' : ` was ${was}`}`,
      ...steps.flatMap((one) => stepLines(one, true)).map((line) => `    ${line}`),
    ]),
  ];
  return [parts.join(', '), ...below];
}

function waitText({
  step,
  statuses,
}: {
  readonly step: string;
  readonly statuses: readonly string[];
}): string {
  return statuses.join(' ') === 'succeeded' ? step : `${step} ${statuses.join(' ')}`;
}

function placeText({ kind, after, before, count }: Place): string {
  const sides = [
    after.length > 0 ? `after ${after.join(' and ')}` : '',
    before.length > 0 ? `before ${before.join(' and ')}` : '',
  ];
  const where = kind === 'next' ? 'next' : [kind, ...sides.filter((one) => one !== '')].join(' ');
  return count > 1 ? `${count} ${where}` : where;
}
