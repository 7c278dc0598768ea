import type { Severity } from '../finding.ts';
import type { Block, Item } from '../report/lines/blocks.ts';
import { bold, code, italic, joined, type Line, line, names, plain } from '../report/lines/inline.ts';
import type { OwnerRole } from '../solution/owners/index.ts';
import { count } from '../text/count.ts';
import { failureItems } from './failuresPart.ts';
import { secretItems } from './secretsPart.ts';
import { shortened } from './shorten.ts';
import type {
  CallDescription,
  ConnectionDescription,
  FindingDescription,
  FlowDescription,
  StepNode,
} from './types.ts';
import { variableItems } from './variables.ts';

/** Findings that are listed one by one; the others by rule. */
const MOST_FINDINGS = 20;
/** Names in a row, before they are counted. */
const MOST_NAMES = 6;
const MOST_REQUESTS = 10;
const SEVERITIES: readonly (readonly [Severity, string])[] = [
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['info', 'Notes'],
  ['hint', 'Hints'],
];

/** The page of a flow: what a new owner wants to know, in that order. */
export function documentOf(flow: FlowDescription): Block[] {
  const { description, secrets, findings } = flow;
  return [
    { kind: 'heading', level: 1, line: line`${plain(flow.name)}` },
    ...(description === undefined ? [] : [paragraph(line`${plain(description)}`)]),
    ...(flow.whole
      ? []
      : [
          paragraph(
            line`The file is damaged: what could be read of it is told, and there may be more steps, secrets and failures than these.`,
          ),
        ]),
    { kind: 'list', items: glance(flow).map((one) => ({ line: one })) },
    ...part('What it does', stepItems(shortened(flow.steps)), 'It has no steps.'),
    ...part('Variables', variableItems(flow.variables), ''),
    ...part('Connections', [...connectionItems(flow.connections), ...requestItems(flow)], 'It uses none.'),
    ...part('Secrets', secretItems(secrets), 'No secret is known in it.'),
    ...part('When something fails', failureItems(flow.failures, flow.whole), ''),
    ...part('Findings', findingItems(findings, flow.ignored), 'Nothing was found.'),
  ];
}

const paragraph = (text: Line): Block => ({ kind: 'paragraph', line: text });

/** A part of the page. `none`: what is said where there is nothing to list. */
function part(title: string, items: readonly Item[], none: string): Block[] {
  const heading: Block = { kind: 'heading', level: 2, line: [{ as: 'words', text: title }] };
  if (items.length > 0) return [heading, { kind: 'list', items }];
  return none === '' ? [] : [heading, paragraph([{ as: 'words', text: none }])];
}

/** The first lines: where it is, what starts it and who may, who owns it, what it is connected with. */
function glance(flow: FlowDescription): Line[] {
  const { file, solution, trigger, state, callers, children, environmentVariables } = flow;
  const lines: Line[] = [];
  const where = solution === undefined ? [] : line`, in the solution ${italic(solution)}`;
  lines.push(line`${bold('File')}: ${code(file)}${where}`);
  if (trigger === undefined) lines.push(line`${bold('Trigger')}: it has none`);
  else {
    lines.push(line`${bold('Trigger')}: ${italic(trigger.name)} · ${joined(trigger.phrases, line` · `)}`);
    if (flow.moreTriggers.length > 0)
      lines.push(line`${bold('Further triggers')}: ${names(flow.moreTriggers, italic, MOST_NAMES)}`);
    if (trigger.who !== undefined)
      lines.push(line`${bold(trigger.isOpen ? 'Who may start it' : 'Started by')}: ${plain(trigger.who)}`);
    if (trigger.inputs.length > 0) {
      const inputs = trigger.inputs.map(({ title, required }) => (required ? `${title} (required)` : title));
      lines.push(line`${bold('It takes')}: ${names(inputs, plain, MOST_NAMES)}`);
    }
  }
  if (state !== undefined) lines.push(line`${bold('State')}: ${plain(STATES[state])}`);
  lines.push(...peopleLines(flow));
  if (callers.length > 0) lines.push(line`${bold('Called by')}: ${callLine(callers)}`);
  if (children.length > 0) lines.push(line`${bold('Calls')}: ${callLine(children)}`);
  if (environmentVariables.length > 0)
    lines.push(line`${bold('Environment variables')}: ${names(environmentVariables, code, MOST_NAMES)}`);
  lines.push(line`${bold('Size')}: ${plain(count(flow.actions, 'action'))}`);
  return lines;
}

const STATES: Readonly<Record<NonNullable<FlowDescription['state']>, string>> = {
  activated: 'turned on in the files; the environment may differ',
  draft: 'turned off in the files; the environment may differ',
  suspended: 'suspended in the files; the environment may differ',
};

/** By what people are to a flow; that nobody owns it is told, since a new owner looks for that. */
function peopleLines({ people }: FlowDescription): Line[] {
  return ROLES.flatMap(([title, roles]): Line[] => {
    const own = people.filter(({ role }) => roles.includes(role));
    if (own.length === 0) return title === 'Owner' ? [line`${bold(title)}: the files name nobody`] : [];
    const listed = own.slice(0, MOST_NAMES).map(({ name, environment, source }) => {
      const where = environment === undefined ? [] : line` in ${plain(environment)}`;
      return line`${italic(name)}${where} (${plain(source)})`;
    });
    const more = own.length - listed.length;
    return [line`${bold(title)}: ${joined(more > 0 ? [...listed, line`${more} more`] : listed)}`];
  });
}

const ROLES: readonly (readonly [title: string, roles: readonly OwnerRole[]])[] = [
  ['Owner', ['owner', 'co-owner']],
  ['Made by', ['creator']],
  ['May start it', ['may run', 'may call over HTTP']],
  ['Turned on as', ['activates as']],
  ['Its connections belong to', ['runs connection']],
  ['Reviewed by', ['code owner']],
];

function callLine(calls: readonly CallDescription[]): Line {
  const listed = calls.slice(0, MOST_NAMES).map(({ flow, isThere, steps }) => {
    if (isThere) return line`${italic(flow)} (${names(steps)})`;
    return line`a flow that is not in these files, ${code(flow)} (${names(steps)})`;
  });
  const more = calls.length - listed.length;
  return joined(more > 0 ? [...listed, line`${more} more`] : listed);
}

/** The steps of a page; deep lists are cut before. */
function stepItems(steps: readonly StepNode[]): readonly Item[] {
  return steps.map((one) => {
    const { kind, name, phrases, below } = one;
    const head = kind === 'step' ? bold(name) : kind === 'branch' ? italic(name) : plain(name);
    const text = phrases.length === 0 ? line`${head}` : line`${head}: ${joined(phrases, line`; `)}`;
    return { line: text, below: stepItems(below) };
  });
}

/** Connections by as whom they run, which most of them have in common. */
function connectionItems(connections: readonly ConnectionDescription[]): readonly Item[] {
  const used = connections.filter(({ steps }) => steps.length > 0);
  const unused = connections.filter(({ steps }) => steps.length === 0);
  const ways = [...new Set(used.map(({ runsAs }) => runsAs))];
  return [
    ...ways.map((way): Item => {
      const own = used.filter(({ runsAs }) => runsAs === way);
      const head =
        way === undefined ? line`The file does not tell as whom these run` : line`These run ${plain(way)}`;
      return {
        line: head,
        below: own.map((one) => ({
          line: line`${connectionLine(one)}: ${names(one.steps, italic, MOST_NAMES)}`,
        })),
      };
    }),
    ...(unused.length === 0
      ? []
      : [{ line: line`No step uses these`, below: unused.map((one) => ({ line: connectionLine(one) })) }]),
  ];
}

function connectionLine({ connector, name, binding }: ConnectionDescription): Line {
  return line`${bold(connector)} (${plain(BINDINGS[binding])} ${italic(name)})`;
}

const BINDINGS: Readonly<Record<ConnectionDescription['binding'], string>> = {
  reference: 'connection reference',
  connection: 'bound to the connection',
  package: 'chosen at the import for',
  nothing: 'not bound yet, key',
  undeclared: 'not declared in the flow, key',
};

function requestItems({ requests }: FlowDescription): readonly Item[] {
  if (requests.length === 0) return [];
  const below = requests.slice(0, MOST_REQUESTS).map(({ step, host }) => {
    const to = host === undefined ? line`an address that the flow works out` : line`${plain(host)}`;
    return { line: line`${italic(step)}, to ${to}` };
  });
  const more = requests.length - below.length;
  const rest = more > 0 ? [{ line: line`${more} more` }] : [];
  return [{ line: line`HTTP requests without a connection`, below: [...below, ...rest] }];
}

function findingItems(findings: readonly FindingDescription[], ignored: number): readonly Item[] {
  let room = MOST_FINDINGS;
  const items = SEVERITIES.flatMap(([severity, title]): Item[] => {
    const own = findings.filter((one) => one.severity === severity);
    if (own.length === 0) return [];
    const shown = own.slice(0, room);
    room -= shown.length;
    const below = shown.map(({ ruleId, message, line: at, known }) => ({
      line: line`${code(ruleId)} ${plain(message)} (line ${at + 1}${known ? line`, known` : []})`,
    }));
    const rest = own.slice(shown.length);
    return [{ line: line`${bold(title)} (${own.length})`, below: [...below, ...byRule(rest)] }];
  });
  if (ignored === 0) return items;
  return [...items, { line: line`${plain(count(ignored, 'finding'))} left out by the configuration` }];
}

function byRule(findings: readonly FindingDescription[]): readonly Item[] {
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  return [...counts].map(([ruleId, number]) => ({ line: line`${code(ruleId)} ${number} more` }));
}
