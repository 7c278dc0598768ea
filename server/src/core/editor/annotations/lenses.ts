import { callerOf } from '../../callers/index.ts';
import type { FlowFinding, Severity } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import { connectorInfo } from '../../platform/connectors.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import { whatItDoes } from '../../solution/overview/whatItDoes.ts';
import { noticeText } from '../../text/shown.ts';
import type { Span } from '../../text/span.ts';
import { findingsByStep } from '../../workspace/findingsByStep.ts';
import { ACTS_AS, type ConnectionUse, connectionUse, runsAs } from '../hover/connection.ts';
import type { Lens } from '../types.ts';
import { closedText, openText, StepLocks } from './locks.ts';

/**
 * Above triggers and steps: who starts the flow, which connection a step uses and as whom it runs, what the run history
 * shows of it; a second one counts its findings. None for steps of which there is nothing to tell. `besideLocks`: the editor shows
 * locks in the text, which say the same of the run history.
 */
export function flowLenses(
  facts: FlowFacts,
  findings: readonly FlowFinding[],
  { guesses, besideLocks }: { readonly guesses: boolean; readonly besideLocks: boolean },
): Lens[] {
  const { flow, solution } = facts;
  const { tree } = flow;
  const locks = besideLocks ? undefined : new StepLocks(flow, facts.exposure, guesses);
  const byStep = findingsByStep(flow, findings);
  const lenses: Lens[] = [];
  for (const step of flow.steps) {
    const span = tree.keySpan(step.node);
    const use = connectionUse(flow, step);
    const lock = locks?.of(step);
    const parts = [
      ...(step.role === 'trigger' ? [startText(flow, step, solution)] : []),
      ...(use ? connectionText(flow, step, use, solution) : []),
      ...(lock ? [openText(lock), closedText(lock)] : []),
    ].filter((part) => part !== '');
    if (parts.length > 0) {
      const declared = use?.declared;
      const places: Span[] = declared === undefined ? [] : [tree.keySpan(declared.node)];
      lenses.push({ span, title: plain(parts.join(' · ')), places });
    }
    const own = byStep.get(step) ?? [];
    if (own.length > 0) {
      const places = own.map((finding) => spanOfPlace(tree, finding.place));
      lenses.push({ span, title: countText(own), places });
    }
  }
  return lenses;
}

/** Who or what starts the flow. */
function startText(flow: FlowModel, trigger: Step, solution: FlowFacts['solution']): string {
  const isCalled = trigger.lowerType === 'request' && trigger === flow.triggers[0] && isPowerAutomate(flow);
  const caller = isCalled ? callerOf(flow) : undefined;
  switch (caller?.kind) {
    case 'anyone':
      return caller.confidence === 'high'
        ? 'Anyone who has the URL can start this flow'
        : 'Does not say who may start this flow: perhaps anyone who has the URL';
    case 'tenant':
      return 'Any user of the tenant can start this flow';
    case 'users':
      return 'Named users can start this flow';
    default:
      return whatItDoes(flow, trigger, solution);
  }
}

function connectionText(
  flow: FlowModel,
  step: Step,
  { name, declared }: ConnectionUse,
  solution: FlowFacts['solution'],
): string[] {
  // A trigger's own line names the connector already.
  const connector = step.role === 'trigger' ? [] : [connectorText(step.operation?.apiName ?? name, solution)];
  if (declared === undefined) return [...connector, 'its connection is not declared in this flow'];
  const as = runsAs(flow, declared);
  return as === undefined ? connector : [...connector, `runs as ${ACTS_AS[as]}`];
}

/** Logic Apps name the same connectors without `shared_`. */
function connectorText(apiName: string, solution: FlowFacts['solution']): string {
  return connectorInfo(`shared_${apiName}`)?.displayName ?? connectorNameIn(solution, apiName);
}

/** `1 error, 2 warnings`, the worst first. */
function countText(findings: readonly FlowFinding[]): string {
  const count = (wanted: readonly Severity[], word: string): string[] => {
    const { length } = findings.filter((finding) => wanted.includes(finding.severity));
    return length === 0 ? [] : [`${length} ${word}${length === 1 ? '' : 's'}`];
  };
  return [
    ...count(['error'], 'error'),
    ...count(['warning'], 'warning'),
    ...count(['info', 'hint'], 'note'),
  ].join(', ');
}

/** One line without secrets: VS Code shows icons in a lens, as it does in notifications. */
function plain(title: string): string {
  const text = noticeText(withoutSecrets(title).slice(0, 300));
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
