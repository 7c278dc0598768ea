import { childFlowId } from '../exposure/childFlow.ts';
import { secretSides } from '../exposure/secretSides.ts';
import { wayOut } from '../exposure/sinks.ts';
import type { Origin, Source } from '../exposure/taint.ts';
import type { Step } from '../flow/model.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { requestHost } from '../solution/overview/whatItDoes.ts';
import type { SafeText } from './safeText.ts';
import type { SecretDescription, SecretPlace, SecretReceiver } from './types.ts';

/** The secrets of a flow with all places that they come to. `guesses`: also what nothing documents. */
export function describeSecrets(
  facts: FlowFacts,
  guesses: boolean,
  safe: SafeText,
): readonly SecretDescription[] {
  const { flow, exposure } = facts;
  const { sources, sides, isIncluded } = secretSides(flow, exposure, guesses);
  if (sources.length === 0) return [];
  const descriptions = new Map(
    sources.map((source) => [source, { places: [] as SecretPlace[], receivers: [] as SecretReceiver[] }]),
  );
  for (const { step, side, origins, shown } of sides)
    for (const source of new Set(origins.map((origin) => origin.source)))
      descriptions.get(source)?.places.push({ step: safe.name(step.name), side, shown });
  for (const step of flow.steps) {
    const to = receiver(facts, step);
    if (to === undefined) continue;
    for (const source of heldBy(facts, step, isIncluded))
      descriptions.get(source)?.receivers.push({ to: safe.text(to), step: safe.name(step.name) });
  }
  // What only a name says is a secret may be known better as another one.
  const isMore = (kind: Source['kind'], places: SecretPlace[], receivers: SecretReceiver[]): boolean =>
    kind !== 'named' || places.length + receivers.length > 0;
  return [...descriptions].flatMap(([{ own, step, from, kind }, { places, receivers }]) => {
    if (!isMore(kind, places, receivers)) return [];
    const name = step && safe.name(step.name);
    return [
      {
        what: safe.text(own),
        step: name,
        from: from && safe.text(from),
        inFile: kind === 'literal',
        places,
        receivers,
      },
    ];
  });
}

/** What a step sends: also what it signs in with, which no run history shows. */
function heldBy(
  { exposure }: FlowFacts,
  step: Step,
  isIncluded: (origin: Origin) => boolean,
): ReadonlySet<Source> {
  const held = new Set<Source>();
  for (const origin of exposure.slot(step, 'inputs').origins) if (isIncluded(origin)) held.add(origin.source);
  for (const site of step.expressions)
    for (const origin of exposure.carriedBy(site)) if (isIncluded(origin)) held.add(origin.source);
  for (const source of exposure.sources)
    if (source.kind === 'literal' && source.step === step) held.add(source);
  return held;
}

/** Who outside of the run gets the inputs of a step, for people; undefined for a step that tells nobody. */
function receiver({ flow, solution }: FlowFacts, step: Step): string | undefined {
  if (step.role === 'trigger') return undefined;
  const out = wayOut(flow, step);
  if (out !== undefined) return out.kind === 'response' ? out.label : withArticle(out.label);
  if (step.lowerType === 'http' || step.lowerType === 'httpwebhook') {
    const host = requestHost(flow, step);
    return host === undefined ? 'an HTTP request' : `an HTTP request to ${host}`;
  }
  if (step.lowerType !== 'workflow') return undefined;
  const id = childFlowId(flow, step);
  const name = id === undefined ? undefined : solution?.flow(id)?.displayName?.value;
  return name === undefined ? 'a child flow' : `the child flow "${name}"`;
}

const withArticle = (label: string): string => `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label}`;
