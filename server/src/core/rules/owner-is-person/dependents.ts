import type { CallerKind } from '../../callers/index.ts';
import type { SolutionFlow, SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { listNames } from '../texts.ts';

/** Who depends on a flow, as a clause about it: `because('it')` is `"Notify team" calls it`. */
export type Because = (it: string) => string;

const overHttp: Because = (it) => `${it} is called over HTTP`;

/** What depends on a flow with such a trigger. A button that a person presses is left out, and who sends a mail. */
const BY_TRIGGER: Partial<Record<CallerKind, Because>> = {
  anyone: overHttp,
  tenant: overHttp,
  users: overHttp,
  app: (it) => `an app starts ${it}`,
  page: (it) => `a web page starts ${it}`,
  agent: (it) => `an agent starts ${it}`,
};

/** Answers who depends on a flow; undefined for nobody that the solution knows. */
export function whoDependsOn(
  { flows }: SolutionModel,
  overviews: readonly FlowOverview[],
): (flow: SolutionFlow) => Because | undefined {
  const displayNames = new Map(flows.map(({ uri, displayName }) => [uri, displayName?.value]));
  const callers = new Map<string, Set<string>>();
  const triggers = new Map<string, CallerKind>();
  for (const { uri, flowId, name, children, trigger } of overviews) {
    if (trigger?.caller !== undefined && !triggers.has(uri)) triggers.set(uri, trigger.caller);
    for (const child of children) {
      if (child.flowId === flowId) continue;
      const names = callers.get(child.flowId) ?? new Set<string>();
      callers.set(child.flowId, names.add(displayNames.get(uri) || name));
    }
  }
  return ({ id, uri }) => {
    const names = [...((id === undefined ? undefined : callers.get(id)) ?? [])];
    if (names.length > 0) return (it) => `${listNames(names)} ${names.length === 1 ? 'calls' : 'call'} ${it}`;
    const caller = uri === undefined ? undefined : triggers.get(uri);
    return caller && BY_TRIGGER[caller];
  };
}
