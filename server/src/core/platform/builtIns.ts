import type { Step } from '../flow/model.ts';

/** Built-in operations that policies for data loss prevention know beside connectors, by their lower-cased ids, as makers call them. */
const LABELS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    http: 'HTTP',
    httprequestreceived: 'the HTTP request trigger',
    httpwebhook: 'HTTP Webhook',
  }),
);

/** Id of the built-in operation that a step is; undefined for all that policies do not know. */
export function builtInOf(step: Step): string | undefined {
  if (step.operation?.apiName !== undefined) return undefined;
  const id = step.lowerType === 'request' && step.kind === 'http' ? 'httprequestreceived' : step.lowerType;
  return LABELS.has(id) ? id : undefined;
}

/** A built-in operation within a sentence; undefined for what is none. */
export function builtInLabel(id: string): string | undefined {
  return LABELS.get(id);
}
