import { compareBaseline, type Known, KnownFindings } from '../../config/baseline/index.ts';
import { pushTo } from '../../text/groupedBy.ts';

/** A finding of one version, as far as a comparison looks at it. `F`: how its file is called there. */
export interface ComparedFinding {
  readonly ruleId: string;
  readonly file: string;
  readonly fingerprint: string;
  /** Of all places, where there are several. */
  readonly places?: readonly { readonly file: string; readonly fingerprint: string }[];
}

export interface ComparedFindings<B, H> {
  /** Findings of the head version that the base version had. */
  readonly known: ReadonlySet<H>;
  /** Findings of the base version of which nothing is left, in their order. */
  readonly fixed: readonly B[];
}

/**
 * Compares what was found in two versions, as a baseline does: by fingerprint and file, each as often as it is there. A finding
 * with several places is known when all of them are, and fixed when none is left.
 * `fileNow`: how the head version calls a file of the base version; undefined for one that is gone. `isJudged`: false for findings
 * of the base version about which the check of the head version says nothing.
 */
export function compareFindings<B extends ComparedFinding, H extends ComparedFinding>(
  base: readonly B[],
  head: readonly H[],
  fileNow: (file: string) => string | undefined,
  isJudged: (finding: B) => boolean = () => true,
): ComparedFindings<B, H> {
  // Names of files stand for themselves in neither version: a baseline would take copies of a flow for one.
  const keys = new Keys();
  const now = (file: string): string => {
    const name = fileNow(file);
    return name === undefined ? keys.of(`base ${file}`) : keys.of(`head ${name}`);
  };
  const before = base.flatMap((finding) =>
    placesOf(finding).map(({ file, fingerprint }) => ({
      ...{ file: now(file), rule: finding.ruleId, fingerprint, finding },
    })),
  );
  const of = (file: string): string => keys.of(`head ${file}`);
  const found = head.flatMap((finding) =>
    placesOf(finding).map(({ file, fingerprint }) => ({ file: of(file), rule: finding.ruleId, fingerprint })),
  );
  const baseline = new KnownFindings(before);
  const byFile = new Map<string, (Known & { readonly finding: H })[]>();
  for (const finding of head) {
    const { fingerprint, places } = finding;
    const file = of(finding.file);
    const asked = {
      ...{ finding, fingerprint },
      ...(places === undefined
        ? {}
        : { places: places.map((one) => ({ fingerprint: one.fingerprint, file: of(one.file) })) }),
    };
    pushTo(byFile, file, asked);
  }
  const known = [...byFile].flatMap(([file, asked]) => [...baseline.among(file, asked)]);
  const { left } = compareBaseline(before, found, ({ finding }) => isJudged(finding));
  const isLeft = new Set(left.map(({ finding }) => finding));
  return {
    known: new Set(known.map(({ finding }) => finding)),
    fixed: base.filter((one) => !isLeft.has(one)),
  };
}

/**
 * True for a rule that reports what keeps a file from being read. Of what such a file was, it alone can be fixed: what a check
 * found in parts of it comes back with the rest.
 */
export function reportsDamage(ruleId: string): boolean {
  return ruleId === 'invalid-json' || ruleId === 'unreadable-flow';
}

function placesOf({ places, file, fingerprint }: ComparedFinding) {
  return places ?? [{ file, fingerprint }];
}

/** Short names that mean nothing. */
class Keys {
  readonly #known = new Map<string, string>();

  of(text: string): string {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const made = String(this.#known.size);
    this.#known.set(text, made);
    return made;
  }
}
