import type { ChecklistPoint } from '../../ruleMeta.ts';
import { capitalise } from '../../rules/texts.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import type { OwnerFact } from '../../solution/owners/index.ts';
import { count } from '../../text/count.ts';
import { ownerNames } from './owners.ts';
import { pointOf } from './pointOf.ts';
import type { ChecklistFinding, ChecklistInput, Point, PointId } from './types.ts';

type Verdict = Pick<Point, 'state' | 'reason' | 'next'>;
type Input = ChecklistInput<ChecklistFinding>;

/** Judges one point. `findings`: those that fail it, the worst first. */
export function judge(id: PointId, input: Input, findings: readonly ChecklistFinding[]): Verdict {
  const verdict = findings.length > 0 ? foundIn(id, input, findings) : JUDGES[id](input);
  if (verdict.state === 'failed' || input.flow.whole) return verdict;
  return notApplicable('A part of the file cannot be read, so this cannot be told. Repair the file first.');
}

const passed = (reason: string): Verdict => ({ state: 'passed', reason, next: undefined });
const failed = (reason: string, next: string): Verdict => ({ state: 'failed', reason, next });
const notApplicable = (reason: string): Verdict => ({ state: 'not applicable', reason, next: undefined });

/** What the findings say, and what else fails the point. */
function foundIn(id: PointId, input: Input, findings: readonly ChecklistFinding[]): Verdict {
  const next = findings[0]!.hint;
  if (id !== 'access') return failed(sentencesOf(findings).join(' '), next);
  // What starts it and who owns it is told in any case.
  const others = sentencesOf(findings.filter((one) => !HAS_OWN_SENTENCE.has(one.ruleId)));
  return failed([whoStarts(input.flow), ownerVerdict(input).reason, ...others].join(' '), next);
}

const HAS_OWN_SENTENCE: ReadonlySet<string> = new Set(['http-trigger-open', 'flow-without-owner']);

const MOST_NAMES = 4;

/** One sentence for each kind of thing that is wrong: `2 steps show a secret in the run history: Get token, Call ERP.` */
function sentencesOf(findings: readonly ChecklistFinding[]): string[] {
  const groups = new Map<
    string,
    { readonly words: ChecklistPoint; readonly steps: Set<string>; outside: boolean }
  >();
  for (const { ruleId, step } of findings) {
    const words = pointOf(ruleId);
    if (words === undefined) continue;
    let group = groups.get(words.many);
    if (group === undefined) {
      group = { words, steps: new Set(), outside: false };
      groups.set(words.many, group);
    }
    if (step === undefined) group.outside = true;
    else group.steps.add(step);
  }
  return [...groups.values()].flatMap(({ words, steps, outside }) => {
    const sentences: string[] = [];
    if (steps.size === 1) sentences.push(`${shown([...steps][0]!)} ${words.one}.`);
    if (steps.size > 1) sentences.push(`${steps.size} steps ${words.many}: ${listed([...steps])}.`);
    const where = words.point === 'secured' || words.point === 'vault' ? ', outside of its steps' : '';
    if (outside) sentences.push(`The flow itself ${words.one}${where}.`);
    return sentences;
  });
}

/** As the designer shows it. */
function shown(step: string): string {
  return withoutSecrets(step).replaceAll('_', ' ');
}

function listed(steps: readonly string[]): string {
  const names = steps.slice(0, MOST_NAMES).map(shown).join(', ');
  return steps.length > MOST_NAMES ? `${names} and ${steps.length - MOST_NAMES} more` : names;
}

const JUDGES: Readonly<Record<PointId, (input: Input) => Verdict>> = {
  secured: ({ flow }) => {
    if (flow.secrets.length === 0) return notApplicable('No step handles a secret.');
    const { length } = flow.secured;
    const secured =
      length === 0
        ? ''
        : ` ${count(length, 'step')} ${length === 1 ? 'has' : 'have'} secured inputs or outputs.`;
    return passed(`No step shows a secret in the run history.${secured}`);
  },
  vault: ({ flow }) => {
    if (flow.secrets.length === 0) return notApplicable('No step handles a secret.');
    const reads = flow.secrets.flatMap((one) =>
      one.kind === 'read' && one.step !== undefined ? [one.step] : [],
    );
    const from = reads.length === 0 ? '' : ` Secrets are read while it runs: ${listed([...new Set(reads)])}.`;
    return passed(`The flow holds no secret in plain text.${from}`);
  },
  access: (input) => {
    const owner = ownerVerdict(input);
    const reason = `${whoStarts(input.flow)} ${owner.reason}`;
    return owner.next === undefined ? passed(reason) : failed(reason, owner.next);
  },
  failures: ({ flow }) => failuresVerdict(flow),
  calls: ({ flow }) => {
    const calls = callsOf(flow);
    if (calls === 0 && flow.trigger?.type !== 'request')
      return notApplicable('It calls nothing outside of itself.');
    return passed(
      calls === 0
        ? 'It calls nothing outside of itself, and nothing was found in what it takes from callers.'
        : `Nothing was found in its ${count(calls, 'call')}.`,
    );
  },
  connections: ({ flow }) => {
    const { length } = flow.connections;
    if (length === 0 && flow.http.length === 0) return notApplicable('It uses no connection.');
    if (length === 0) return passed('It uses no connection besides its own HTTP requests.');
    const needed =
      length === 1 ? 'It uses 1 connection, and needs it.' : `It uses ${length} connections, and needs each.`;
    return passed(`${needed}${lentTo(flow)}`);
  },
};

/** Steps that reach outside of the run. */
function callsOf(flow: FlowOverview): number {
  const steps = flow.connections.flatMap((one) => one.steps.filter((step) => step.role === 'action'));
  return steps.length + flow.http.length + flow.children.length;
}

/** Not a fault by itself; worth knowing where people start the flow. */
function lentTo({ trigger, connections }: FlowOverview): string {
  if (trigger?.type !== 'request' || trigger.who === undefined || trigger.caller === 'flow') return '';
  const isLent = connections.some((one) => one.source === 'embedded' && one.steps.length > 0);
  return isLent ? ` ${capitalise(trigger.who)} works with the connections stored in it.` : '';
}

const ADVICE =
  'Put the steps into a scope. Behind it, add a step that runs when the scope has failed or has timed out, and that tells somebody.';

function failuresVerdict(flow: FlowOverview): Verdict {
  const { handlers, report } = flow.failures;
  const [first] = handlers;
  if (report !== undefined) {
    const how = first === undefined || first.name === report.name ? '' : `, from ${shown(first.name)} on`;
    return passed(`When a step fails, ${shown(report.name)} runs${how}.`);
  }
  if (flow.trigger?.caller === 'flow') return notApplicable('The flow that calls it sees the failure.');
  const steps = flow.connections.flatMap((one) => one.steps.filter((step) => step.role === 'action'));
  const changes =
    [...steps, ...flow.http].some((step) => step.effect !== 'reads') || flow.children.length > 0;
  if (!changes) return notApplicable('It changes nothing outside of itself.');
  if (first !== undefined)
    return failed(
      `${shown(first.name)} runs after a failure and tells nobody.`,
      'Add a step to it that tells somebody.',
    );
  return failed('Nothing runs after a failure: when a step fails, nobody is told.', ADVICE);
}

/** Who may run it, as a sentence. */
function whoStarts({ trigger, wrapper }: FlowOverview): string {
  if (trigger === undefined) return 'The file does not tell what starts it.';
  const { caller, who, type, what } = trigger;
  if (caller === 'anyone' && wrapper.startsWith('logic-app'))
    return 'Who may call it is set outside of its file.';
  if (caller === 'anyone') return 'Anyone who has the URL of its trigger can start it.';
  if (who !== undefined) return `${capitalise(who)} starts it.`;
  if (type === 'recurrence' || type === 'slidingwindow') return 'It starts on a schedule.';
  if (type === 'request') return 'A request starts it.';
  return what === '' ? 'An event starts it.' : `An event starts it: ${what}.`;
}

/** `next` where owners contradict each other. That one is missing is reported by a rule, which the config may switch off. */
function ownerVerdict({ owners, ownersRecorded = false }: Input): {
  readonly reason: string;
  readonly next: string | undefined;
} {
  const named = (role: OwnerFact['role']): readonly string[] =>
    ownerNames(
      (owners?.facts ?? []).flatMap(({ role: own, principal: { name, form }, environment }) =>
        own === role ? [{ name, form, environment }] : [],
      ),
    );
  const conflict = owners?.conflicts[0];
  if (conflict !== undefined) {
    const names = [...new Set(conflict.facts.map((one) => one.principal.name))];
    const files = [...new Set(conflict.facts.map((one) => one.sourceName))];
    return {
      reason: `Its files name different owners: ${names.join(', ')}.`,
      next: `Decide who owns the flow, and correct ${files.join(' or ')}.`,
    };
  }
  const owner = named('owner');
  if (owner.length > 0) return { reason: `Its owner is ${owner.join('; ')}.`, next: undefined };
  if (!ownersRecorded) return { reason: 'No file tells who owns it.', next: undefined };
  const creator = named('creator');
  const known = creator.length === 0 ? '' : ` It was created by ${creator.join(', ')}.`;
  const reason = `No file names its owner, although files name the owners of other flows.${known}`;
  return { reason, next: undefined };
}
