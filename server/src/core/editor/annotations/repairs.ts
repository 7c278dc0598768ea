import type { ExposureProblem } from '../../exposure/exposure.ts';
import type { Origin, Source } from '../../exposure/taint.ts';
import type { FlowFinding } from '../../finding.ts';
import type { Step } from '../../flow/model.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { listNames } from '../../rules/texts.ts';
import { findingsByStep } from '../../workspace/findingsByStep.ts';
import { escapeMarkdown } from '../hover/markdown.ts';

/** Which rule reports a problem, and with that offers its repair. */
const RULES: Readonly<Record<ExposureProblem['kind'], string>> = {
  read: 'secret-read-unsecured',
  trigger: 'secret-in-trigger',
  consumer: 'secret-consumer-unsecured',
  data: 'secret-through-compose',
  variable: 'secret-in-variable',
  response: 'secret-in-response',
  notification: 'secret-in-notification',
};

/** Where the lightbulb helps a step whose secrets are shown. */
export class Repairs {
  readonly #findings: ReadonlyMap<Step, readonly FlowFinding[]>;
  /** Problems at a step or on whose account it is shown. */
  readonly #byStep = new Map<Step, Set<ExposureProblem>>();
  readonly #bySource = new Map<Source, ExposureProblem>();

  constructor({ flow, exposure }: FlowFacts, findings: readonly FlowFinding[]) {
    this.#findings = findingsByStep(flow, findings);
    for (const problem of exposure.problems) {
      this.#add(problem.step, problem);
      if (problem.kind === 'read' || problem.kind === 'trigger') this.#bySource.set(problem.source, problem);
      else if (problem.kind === 'data' || problem.kind === 'variable')
        for (const slot of problem.exposed) this.#add(slot.step, problem);
    }
  }

  #add(step: Step, problem: ExposureProblem): void {
    const known = this.#byStep.get(step);
    if (known === undefined) this.#byStep.set(step, new Set([problem]));
    else known.add(problem);
  }

  /** Sentences as Markdown: which lightbulbs help, and what to do where none does. `origins`: the secrets shown in `step`. */
  linesFor(step: Step, origins: readonly Origin[]): string[] {
    const related = this.#findingsFor(step, origins);
    const having = (fix: FlowFinding['fix']): string[] => [
      ...new Set(related.filter(({ finding }) => finding.fix === fix).map(({ at }) => at.name)),
    ];
    const [safe, review] = [having('safe'), having('review')];
    const none = safe.length === 0 && review.length === 0;
    const hints = related.filter(({ at, finding }) => finding.fix === null && (at === step || none));
    return [
      ...(safe.length > 0 ? [lightbulbs(safe, 'secures it', 'secure it')] : []),
      ...(review.length > 0
        ? [lightbulbs(review, 'offers a repair to review', 'offer repairs to review')]
        : []),
      ...new Set(hints.map(({ finding }) => escapeMarkdown(finding.hint))),
    ];
  }

  /** The findings behind what the step shows, with their steps, those of the sources first. */
  #findingsFor(
    step: Step,
    origins: readonly Origin[],
  ): { readonly at: Step; readonly finding: FlowFinding }[] {
    const related: { readonly at: Step; readonly finding: FlowFinding }[] = [];
    const add = (at: Step, fits: (finding: FlowFinding) => boolean): void => {
      const finding = this.#findings.get(at)?.find(fits);
      if (finding !== undefined) related.push({ at, finding });
    };
    const problems = new Set<ExposureProblem>();
    for (const source of new Set(origins.map((origin) => origin.source))) {
      const { kind, step: at, node } = source;
      if (kind === 'literal' && at !== undefined) add(at, (finding) => finding.place.node === node);
      const problem = this.#bySource.get(source);
      if (problem !== undefined) problems.add(problem);
    }
    for (const problem of this.#byStep.get(step) ?? []) problems.add(problem);
    for (const { step: at, kind } of problems) add(at, (finding) => finding.ruleId === RULES[kind]);
    return related;
  }
}

function lightbulbs(names: readonly string[], one: string, many: string): string {
  const steps = escapeMarkdown(listNames(names));
  return names.length === 1 ? `The lightbulb on ${steps} ${one}.` : `The lightbulbs on ${steps} ${many}.`;
}
