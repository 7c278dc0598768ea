// Findings that repairs take away, as lists of them show: of which rule, in which flow, at which steps.
import type { Finding, FlowFinding, FlowPlace } from '../../finding.ts';
import { stepAt } from '../../flow/stepAt.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { flowName } from '../../solution/owners/flowOwners.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { visible } from '../../text/shown.ts';
import type { Analysis } from '../analysis.ts';

/** All names are for people: on one line, and without secrets. */
export interface RepairedFinding {
  readonly ruleId: string;
  readonly uri: string;
  /** Of the flow, or of the file beside the flows. */
  readonly name: string;
  /** Steps that its places stand in, as the designer shows them, each once; none where it is about something else. */
  readonly steps: readonly string[];
  /** Where it was found: a UTF-16 offset in the text before the repair. */
  readonly at: number;
}

/** `findings`: of that check. */
export function repairedIn(analysis: Analysis, findings: readonly FlowFinding[]): RepairedFinding[] {
  const { uri } = analysis.document;
  const known = analysis.solution?.flowAt(uri);
  const name = shownText(flowName(known ?? { displayName: undefined, uri, id: undefined }));
  return findings.map(({ ruleId, place, places }) => {
    const steps = (places ?? [{ place }]).flatMap((one) => stepOf(analysis, one.place) ?? []);
    return { ruleId, uri, name, steps: [...new Set(steps)], at: place.span.start };
  });
}

/** A finding beside the flows. */
export function repairedBeside({ ruleId, place }: Pick<Finding, 'ruleId' | 'place'>): RepairedFinding {
  const name = shownText(fileNameOf(place.uri));
  return { ruleId, uri: place.uri, name, steps: [], at: place.span.start };
}

function stepOf(analysis: Analysis, { node }: FlowPlace): string | undefined {
  const flow = analysis.flowAt(node)?.flow;
  const step = flow && stepAt(flow, node);
  // Tokens of some providers have underscores.
  return step && shownText(step.name).replaceAll('_', ' ');
}

function shownText(name: string): string {
  return visible(withoutSecrets(name));
}
