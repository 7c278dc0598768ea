import { childFlowId } from '../exposure/childFlow.ts';
import type { Finding, FlowFinding } from '../finding.ts';
import type { Step } from '../flow/model.ts';
import { NONE } from '../json/tree.ts';
import { gatherFile } from '../report/inventory/gatherProject.ts';
import { masker } from '../report/inventory/maskTexts.ts';
import type { GatheredFlow, GatheredSolution } from '../report/inventory/types.ts';
import { type Line, line, plain } from '../report/lines/inline.ts';
import { NO_SECRETS, secretsOf } from '../report/mask.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import { pushTo } from '../text/groupedBy.ts';
import type { Analysis } from '../workspace/analysis.ts';
import type { Project } from '../workspace/project/index.ts';
import { describeConnections, describeRequests } from './connections.ts';
import { describeFailures } from './failures.ts';
import { questionWords } from './questionWords.ts';
import { SafeText } from './safeText.ts';
import { scheduleWords } from './schedule.ts';
import { describeSecrets } from './secrets.ts';
import { StepWords } from './steps.ts';
import type { CallDescription, FlowDescription } from './types.ts';
import { around } from './valueWords.ts';
import { describeVariables } from './variables.ts';

/**
 * Describes the flows of a checked file: one, but for templates with several. `known`: findings that the baseline knows; `fileOf`: what outputs call a file. What the project
 * knows of the solution around counts: names, states, owners, callers.
 */
export function describeFile(
  project: Project,
  { analysis, known }: { readonly analysis: Analysis; readonly known: ReadonlySet<Finding> },
  fileOf: (uri: string) => string,
): readonly FlowDescription[] {
  const { uri, text } = analysis.document;
  const masking = project.masking(analysis);
  const secrets = masking.document.text === text ? secretsOf(masking, project.metas) : NO_SECRETS;
  const { solutions, texts } = gatherFile(project, analysis.document, secrets, fileOf);
  const overviews = project.flows.flowsAt(uri);
  return analysis.flows.map((facts, index) => {
    const found = gathered(solutions, overviews[index]);
    const mask = found?.solution.mask ?? masker(texts);
    const overview = found?.flow.overview ?? analysis.summary.flows[index]!;
    return description(project, analysis, facts, { overview, found, known, mask, file: mask(fileOf(uri)) });
  });
}

interface Found {
  readonly solution: GatheredSolution;
  readonly flow: GatheredFlow;
}

function gathered(
  solutions: readonly GatheredSolution[],
  overview: FlowOverview | undefined,
): Found | undefined {
  for (const solution of solutions) {
    const flow = solution.flows.find((one) => one.overview !== undefined && one.overview === overview);
    if (flow !== undefined) return { solution, flow };
  }
  return undefined;
}

function description(
  project: Project,
  analysis: Analysis,
  facts: FlowFacts,
  around: {
    readonly overview: FlowOverview;
    readonly found: Found | undefined;
    readonly known: ReadonlySet<Finding>;
    readonly file: string;
    mask(text: string): string;
  },
): FlowDescription {
  const { overview, found, known, file, mask } = around;
  const { flow } = facts;
  const safe = new SafeText(facts, mask);
  const words = new StepWords(facts, safe);
  const [trigger, ...more] = flow.triggers;
  const solution = found?.solution;
  const isOwn = ({ place }: FlowFinding): boolean => analysis.flowAt(place.node) === facts;
  const text = flow.tree.child(flow.definition, 'description');
  const about = text === NONE ? '' : safe.text(safe.value(text).replace(/\s+/g, ' ').trim());
  return {
    name: safe.text(found?.flow.name ?? overview.name),
    file,
    solution: solution?.name || undefined,
    description: about || undefined,
    id: overview.flowId ?? found?.flow.id,
    state: found?.flow.state,
    people: (found?.flow.owners?.facts ?? []).map(({ principal, role, environment, sourceName }) => ({
      name: safe.text(principal.name),
      role,
      environment: environment && safe.text(environment),
      source: safe.text(sourceName),
    })),
    trigger: trigger && {
      name: safe.name(trigger.name),
      phrases: describeTrigger(facts, trigger, words, safe),
      who: overview.trigger?.who,
      isOpen: trigger.lowerType === 'request' && trigger.kind === 'http',
      inputs: (overview.trigger?.inputs ?? []).map(({ title, required }) => ({
        title: safe.text(title),
        required,
      })),
    },
    moreTriggers: more.map(({ name }) => safe.name(name)),
    actions: flow.actions.length,
    steps: words.in(flow.topLevel),
    connections: describeConnections(facts, overview, safe),
    requests: describeRequests(facts, safe),
    environmentVariables: overview.variables.map(({ schemaName }) => safe.text(schemaName)),
    variables: describeVariables(flow, safe),
    callers: callers(project, overview, safe),
    children: children(project, facts, overview, safe),
    secrets: describeSecrets(facts, analysis.includesGuesses, safe),
    failures: describeFailures(flow, safe),
    findings: analysis.findings.filter(isOwn).map((finding) => ({
      severity: finding.severity,
      ruleId: finding.ruleId,
      message: mask(finding.message),
      line: analysis.positionAt(finding.place.span.start).line,
      known: known.has(finding),
    })),
    ignored: analysis.ignored.filter(({ finding }) => isOwn(finding)).length,
    whole: overview.whole,
  };
}

/** Triggers that are a schedule and nothing else. */
const SCHEDULES: ReadonlySet<string> = new Set(['recurrence', 'slidingwindow']);

/** What starts the flow, how often, and under which conditions. */
function describeTrigger(
  { flow }: FlowFacts,
  trigger: Step,
  words: StepWords,
  safe: SafeText,
): readonly Line[] {
  const { tree } = flow;
  const schedule = scheduleWords(tree, trigger.node);
  // What asks a service on a schedule is told by what it asks.
  const isSchedule = SCHEDULES.has(trigger.lowerType) && schedule !== undefined;
  const phrases = [isSchedule ? line`Starts ${plain(schedule)}` : words.does(trigger)];
  const about = words.subject(trigger);
  if (about.length > 0) phrases.push(about);
  if (schedule !== undefined && !isSchedule) phrases.push(line`looks ${plain(schedule)}`);
  const conditions = tree.child(trigger.node, 'conditions');
  if (conditions !== NONE && tree.isArray(conditions))
    for (const one of tree.children(conditions)) {
      const expression = tree.child(one, 'expression');
      if (expression === NONE) continue;
      phrases.push(line`only when ${questionWords(safe.value(expression), around(safe, ''), true)}`);
    }
  const note = words.note(trigger);
  if (note !== undefined) phrases.push(note);
  return phrases;
}

/** Flows of the folder that call this one. */
function callers(
  project: Project,
  { flowId, uri }: FlowOverview,
  safe: SafeText,
): readonly CallDescription[] {
  if (flowId === undefined) return [];
  return project.flows.callersOf(flowId).flatMap((caller) => {
    const flows = project.flows.flowsAt(caller);
    // Of copies of a flow, each solution means its own.
    if (caller === uri || project.flows.overviewOf(flowId, project.modelOf(caller))?.uri !== uri) return [];
    return flows.flatMap((one) => {
      const steps = one.children
        .filter((child) => child.flowId === flowId)
        .map(({ step }) => safe.name(step));
      return steps.length === 0 ? [] : [{ flow: safe.text(nameOf(project, one)), isThere: true, steps }];
    });
  });
}

/** Flows that this one calls, in the order of the first calls. */
function children(
  project: Project,
  { flow, solution }: FlowFacts,
  { uri }: FlowOverview,
  safe: SafeText,
): readonly CallDescription[] {
  const calls = new Map<string, Step[]>();
  for (const step of flow.actions) {
    const id = step.lowerType === 'workflow' ? childFlowId(flow, step) : undefined;
    if (id === undefined) continue;
    pushTo(calls, id, step);
  }
  return [...calls].map(([id, steps]) => {
    const child = project.flows.overviewOf(id, project.modelOf(uri));
    const known = solution?.flow(id)?.displayName?.value;
    const name = child === undefined ? (known ?? id) : nameOf(project, child);
    return {
      flow: safe.text(name),
      isThere: child !== undefined || known !== undefined,
      steps: steps.map((step) => safe.name(step.name)),
    };
  });
}

function nameOf(project: Project, { uri, name }: FlowOverview): string {
  return project.modelOf(uri)?.flowAt(uri)?.displayName?.value ?? name;
}
