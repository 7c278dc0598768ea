import type { FlowFinding, FlowPlace, OwnPlace, PlaceElsewhere } from '../finding.ts';
import { fingerprintOf } from '../rules/fingerprint.ts';
import { maskedText } from '../rules/masked.ts';
import type { SharedPlace } from '../solution/flowSummary.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { Analysis, CheckOptions } from './analysis.ts';

/** The key of a cause (see `SharedPlace`), which the text or the address of each flow holds that shares it. Lower-cased. */
export function keyOfCause(cause: string, { id }: Pick<SolutionModel, 'id'>): string {
  const rest = cause.slice(id.length + 1);
  return rest.slice(rest.indexOf('\n') + 1).toLowerCase();
}

/** Causes that several flows of a solution share: the first of them by address has the finding, with the places in the others. */
export class SharedCauses {
  readonly #analysis: Pick<Analysis, 'document' | 'rangeOf'>;
  readonly #options: CheckOptions;
  readonly #places: SharedPlace[] = [];

  constructor(analysis: Pick<Analysis, 'document' | 'rangeOf'>, options: CheckOptions) {
    this.#analysis = analysis;
    this.#options = options;
  }

  /** Of the findings that went through `reported`, for the other flows. */
  get places(): readonly SharedPlace[] {
    return this.#places;
  }

  /** Those that are reported in this file, each with its places elsewhere. */
  reported(findings: readonly FlowFinding[]): readonly FlowFinding[] {
    if (!findings.some((one) => one.cause !== undefined)) return findings;
    return findings.flatMap((one) => this.#reportedFor(one) ?? []);
  }

  #reportedFor(finding: FlowFinding): FlowFinding | undefined {
    const { solution, solutionModel, isOpen = false } = this.#options;
    if (finding.cause === undefined || solutionModel === undefined) return finding;
    const cause = `${solutionModel.id}\n${finding.ruleId}\n${finding.cause.key}`;
    this.#places.push(...this.#placesOf(finding, cause, finding.cause.label));
    const { uri } = this.#analysis.document;
    const elsewhere = (solution?.sharing(cause) ?? []).filter((one) => one.uri !== uri);
    if (elsewhere.length === 0) return finding;
    if (!isOpen && elsewhere.some((one) => one.uri < uri)) return undefined;
    return withElsewhere(finding, elsewhere);
  }

  #placesOf(finding: FlowFinding, cause: string, label: string): SharedPlace[] {
    return ownPlaces(finding).map(({ place, fingerprint }) => {
      const { span, pointer } = place;
      const range = this.#analysis.rangeOf(place);
      return { cause, fingerprint, span, range, pointer, message: maskedText(label) };
    });
  }
}

function ownPlaces({ place, places, fingerprint }: FlowFinding): readonly OwnPlace<FlowPlace>[] {
  return places ?? [{ place, fingerprint }];
}

function withElsewhere(finding: FlowFinding, elsewhere: readonly PlaceElsewhere[]): FlowFinding {
  const { sameAs: _, ...rest } = finding;
  const places = ownPlaces(finding);
  const fingerprint = fingerprintOf(finding.ruleId, [...places, ...elsewhere]);
  return { ...rest, fingerprint, places, elsewhere };
}
