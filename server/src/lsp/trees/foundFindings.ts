import { checklistFindings, type FoundInSolution, type ViewFinding } from '../../core/index.ts';
import type { Checked } from '../checker.ts';

type Found = readonly (readonly ViewFinding[])[];
const NONE: Found = [];

/** What the trees show of findings, file by file, as last checked: plain data, so that no analysis is kept for it. */
export class FoundFindings {
  readonly #byFile = new Map<string, Found>();
  readonly #onChange: () => void;
  #generation = 0;

  /** `onChange`: a file has other findings now; other places do not count. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Changes with every change, of places as well. */
  get generation(): number {
    return this.#generation;
  }

  /** Of each flow of the file. */
  at(key: string): Found {
    return this.#byFile.get(key) ?? NONE;
  }

  set({ key, uri, analysis, known }: Checked): void {
    if (analysis === undefined) {
      this.remove(key);
      return;
    }
    const found = checklistFindings(analysis).map((list) =>
      list.map(({ ruleId, message, hint, step, finding }): ViewFinding => {
        const place = { uri, span: finding.place.span };
        const { fingerprint, fix } = finding;
        const { severity } = finding;
        const marks = { known: known?.has(finding) === true, fixable: fix !== null };
        return { ruleId, severity, message, hint, step, fingerprint, place, ...marks };
      }),
    );
    const before = this.at(key);
    if (before.length === 0 && found.every((list) => list.length === 0)) return;
    this.#byFile.set(key, found);
    this.#generation++;
    if (said(before) !== said(found)) this.#onChange();
  }

  remove(key: string): void {
    if (!this.#byFile.delete(key)) return;
    this.#generation++;
    this.#onChange();
  }
}

function said(found: Found): string {
  return JSON.stringify(found, (name, value) => (name === 'place' ? undefined : value));
}

/** A finding of a check of a solution. `uriOf`: a file as the client spells it. */
export function toViewFinding(
  { finding, known }: FoundInSolution,
  uriOf: (key: string) => string,
): ViewFinding {
  const { ruleId, severity, message, hint, fingerprint, fix, place } = finding;
  return {
    ruleId,
    severity,
    message,
    hint,
    step: undefined,
    fingerprint,
    place: { uri: uriOf(place.uri), span: place.span },
    ...{ fixable: fix !== null, known: known === true },
  };
}
