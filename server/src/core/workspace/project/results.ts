import type { Finding } from '../../finding.ts';
import { filedPlaces } from '../../fixes/identities.ts';
import type { Analysis } from '../analysis.ts';
import { checklistFindings } from '../checklist/index.ts';
import type { CheckedFile, FileFindings, ListedFinding } from './types.ts';

const NOTHING: FileFindings = { flows: [], outside: [] };

/** What checks came to: whole for open files, as plain data for all, so that memory stays small over many flows. */
export class Results {
  readonly #open = new Map<string, CheckedFile>();
  readonly #listed = new Map<string, FileFindings>();
  readonly #keepsLists: boolean;
  #generation = 0;
  #changed = false;

  /** `keepsLists`: for callers that ask for lists of findings. */
  constructor(keepsLists: boolean) {
    this.#keepsLists = keepsLists;
  }

  /** Changes with every list, of places as well. */
  get generation(): number {
    return this.#generation;
  }

  open(uri: string): CheckedFile | undefined {
    return this.#open.get(uri);
  }

  keepOpen(checked: CheckedFile): void {
    this.#open.set(checked.uri, checked);
  }

  dropOpen(uri: string): void {
    this.#open.delete(uri);
  }

  dropAllOpen(): void {
    this.#open.clear();
  }

  listed(uri: string): FileFindings {
    return this.#listed.get(uri) ?? NOTHING;
  }

  /** Of every file that has some, by its address. */
  all(): Iterable<readonly [string, FileFindings]> {
    return this.#listed;
  }

  /** Whether some file has other findings than at the last call; other places do not count. */
  takeChanged(): boolean {
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  list({ uri, analysis, known }: CheckedFile): void {
    if (!this.#keepsLists) return;
    if (analysis === undefined || analysis.findings.length === 0) {
      this.remove(uri);
      return;
    }
    const before = this.listed(uri);
    const now = listOf(uri, analysis, known);
    this.#listed.set(uri, now);
    this.#generation++;
    this.#changed ||= contentOf(before) !== contentOf(now);
  }

  remove(uri: string): void {
    if (!this.#listed.delete(uri)) return;
    this.#generation++;
    this.#changed = true;
  }
}

function listOf(uri: string, analysis: Analysis, known: ReadonlySet<Finding>): FileFindings {
  const listed = (finding: Finding, step: string | undefined): ListedFinding => {
    const { ruleId, severity, message, hint, fingerprint, former, fix } = finding;
    const { span } = finding.place;
    return {
      ...{ ruleId, severity, message, hint, step, fingerprint, former, place: { uri, span } },
      ...{ line: analysis.positionAt(span.start).line, fixable: fix !== null, safe: fix === 'safe' },
      ...{ known: known.has(finding), places: filedPlaces(finding) },
    };
  };
  const flows = checklistFindings(analysis).map((list) =>
    list.map(({ finding, step }) => listed(finding, step)),
  );
  const outside = flows.length > 0 ? [] : analysis.findings.map((finding) => listed(finding, undefined));
  return { flows, outside };
}

function contentOf(file: FileFindings): string {
  return JSON.stringify(file, (name, value) => (name === 'place' || name === 'line' ? undefined : value));
}
