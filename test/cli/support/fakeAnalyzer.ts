import { findingSeverity, resolveRule } from '../../../server/src/core/config/resolve.ts';
import type { FlowFinding } from '../../../server/src/core/finding.ts';
import type { SourceFile } from '../../../server/src/core/flow/document.ts';
import type { Analysis, Analyzer, Fix, FlowSummary, RuleMeta } from '../../../server/src/core/index.ts';
import { LineIndex } from '../../../server/src/core/index.ts';
import { parseJson } from '../../../server/src/core/json/parse.ts';
import type { JsonTree, NodeId } from '../../../server/src/core/json/tree.ts';
import type { CheckOptions } from '../../../server/src/core/rules/checkOptions.ts';
import { FlowPlaces } from '../../../server/src/core/rules/places.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import { splitIgnored } from '../../../server/src/core/workspace/ignores.ts';
import { editsOf } from '../../harness/fixes.ts';

/** Strings and keys that begin with this are secrets to the fake rules. */
const SECRET_PREFIX = 'hush-';

const rule = (meta: Partial<RuleMeta> & Pick<RuleMeta, 'id'>): RuleMeta => ({
  category: 'exposure',
  severity: 'error',
  profile: 'default',
  title: `What ${meta.id} finds`,
  fix: null,
  checklist: null,
  ...meta,
});

/** Rules of the fake analyzer; each looks for one simple thing anywhere in the file. */
export const FAKE_RULES: readonly RuleMeta[] = [
  rule({ id: 'fake-secret', category: 'secrets', cwe: [798] }),
  rule({ id: 'fake-leak', severity: 'warning', fix: 'safe', kinds: ['secure-outputs'] }),
  rule({ id: 'fake-note', category: 'portability', severity: 'info', profile: 'pedantic' }),
  rule({ id: 'fake-damage', fix: 'safe' }),
  rule({ id: 'fake-caller', severity: 'warning' }),
];

interface FakeOptions {
  /** Throws for texts that hold this. */
  readonly failOn?: string;
  /** A rule that fails on texts that hold this. */
  readonly ruleFailsOn?: string;
  /** A rule whose repairs fix-all takes back. */
  readonly takenBack?: string;
}

/**
 * A small analyzer over real trees. `"leak": true` is a leak with a safe fix, `"note"` a pedantic note, `"damage"` has a
 * fix that breaks the file. A file is a flow when it holds `"flow"`; `"id"` and `"calls"` make child flows, and a flow that
 * calls one with a secret answer gets a finding.
 */
export function fakeAnalyzer(fake: FakeOptions = {}): Analyzer {
  return {
    rules: FAKE_RULES,
    checkSolution: (solution) => ({
      kind: 'solution',
      solution,
      textOf: (uri) => solution.textOf(uri),
      damageAt: () => undefined,
      findings: [],
      ignored: [],
      failures: [],
      rangeOf: () => ({ start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }),
      fixesFor: () => [],
      whyNoRepair: () => undefined,
    }),
    mayBeFlow: (text) => text.includes('"flow"'),
    rulePage: (id) =>
      FAKE_RULES.some((one) => one.id === id)
        ? `# ${id}\n\nThe **first** paragraph about \`${id}\`.\n\n## Bad\n\n\`\`\`json\n{ "bad": true }\n\`\`\`\n`
        : undefined,
    check: (source, options) => {
      if (fake.failOn !== undefined && source.text.includes(fake.failOn)) throw new TypeError('fake');
      return new FakeAnalysis(source, options, fake);
    },
  };
}

class FakeAnalysis implements Analysis {
  readonly document: Analysis['document'];
  readonly kind = 'flow';
  readonly solution = undefined;
  readonly findings: readonly FlowFinding[];
  readonly ignored: Analysis['ignored'];
  readonly failures: Analysis['failures'];
  readonly summary: FlowSummary;
  readonly #tree: JsonTree;
  readonly #lines: LineIndex;
  readonly #source: SourceFile;
  readonly #options: CheckOptions;
  readonly #takenBack: string | undefined;

  constructor(source: SourceFile, options: CheckOptions, fake: FakeOptions) {
    this.#takenBack = fake.takenBack;
    this.#source = source;
    this.#options = options;
    this.#tree = parseJson(source.text);
    this.#lines = new LineIndex(source.text);
    const tree = this.#tree;
    const isFlow = tree.child(tree.root, 'flow') >= 0;
    this.document = { ...source, tree, kind: isFlow ? 'flow' : 'other', flows: [], incomplete: [] };
    const { kept, ignored } = splitIgnored(
      isFlow ? this.#find() : [],
      (ruleId, place) => options.ignores?.entriesFor(ruleId, () => place.pointer) ?? [],
    );
    this.findings = kept;
    this.ignored = ignored;
    const failed = fake.ruleFailsOn !== undefined && source.text.includes(fake.ruleFailsOn);
    this.failures = failed ? [{ ruleId: 'fake-note', message: 'it broke' }] : [];
    const calls = tree.stringAt(tree.root, 'calls');
    const isSecret = source.text.includes('"answersSecret"') || this.#childIsSecret();
    this.summary = {
      flowId: tree.stringAt(tree.root, 'id'),
      secretAnswers: isSecret ? [['body']] : [],
      secretCalls: [],
      calls: calls === undefined ? [] : [calls],
      flows: [],
      shared: [],
    };
  }

  #childIsSecret(): boolean {
    const calls = this.#tree.stringAt(this.#tree.root, 'calls');
    return calls !== undefined && (this.#options.solution?.secretAnswersOf(calls)?.length ?? 0) > 0;
  }

  #find(): FlowFinding[] {
    const tree = this.#tree;
    const places = new FlowPlaces(this.document);
    const findings: FlowFinding[] = [];
    const report = (
      id: string,
      node: NodeId,
      part: FlowFinding['place']['part'],
      extra: Partial<FlowFinding> = {},
    ) => {
      const meta = FAKE_RULES.find((one) => one.id === id)!;
      const severity = findingSeverity(resolveRule(this.#options.config, meta), undefined);
      if (severity === 'off') return;
      findings.push({
        ruleId: id,
        severity,
        confidence: 'high',
        message: `The step shows ${id}.`,
        hint: `Do something about ${id}.`,
        place: places.of({ node, part }),
        related: [],
        fingerprint: `${id}:${node}`,
        fix: meta.fix,
        ...extra,
      });
    };
    for (let node = 0; node < tree.count; node++) {
      if (tree.string(node).startsWith(SECRET_PREFIX)) {
        report('fake-secret', node, { inString: { start: 0, end: tree.string(node).length } });
      }
      if (tree.key(node).startsWith(SECRET_PREFIX)) report('fake-secret', node, 'key');
      if (tree.keyIs(node, 'leak') && tree.toValue(node) === true) {
        const related = [places.related({ node: tree.root, part: 'value' }, 'It begins here.')];
        report('fake-leak', node, 'value', { related, confidence: 'medium' });
      }
      if (tree.hasKey(node) && tree.keyIs(node, 'note')) report('fake-note', node, 'property');
      if (tree.hasKey(node) && tree.keyIs(node, 'damage')) report('fake-damage', node, 'value');
      if (tree.hasKey(node) && tree.keyIs(node, 'calls') && this.#childIsSecret())
        report('fake-caller', node, 'value');
    }
    return findings;
  }

  textOf(uri: string) {
    return uri === this.#source.uri ? this.#source.text : undefined;
  }
  damageAt(): undefined {}
  rangeOf({ span }: Pick<FlowFinding['place'], 'span'>) {
    return this.rangeOfSpan(span);
  }
  rangeOfSpan(span: { start: number; end: number }) {
    return this.#lines.rangeOf(span);
  }
  positionAt(offset: number) {
    return this.#lines.positionAt(offset);
  }
  offsetAt(position: { line: number; character: number }) {
    return this.#lines.offsetAt(position);
  }
  fixesFor(finding: FlowFinding): readonly Fix[] {
    const { uri, span } = finding.place;
    if (finding.ruleId === 'fake-leak')
      return [
        {
          kind: 'secure-inputs',
          title: 'Close the leak',
          disposition: 'safe',
          changes: [{ uri, edits: [{ span, newText: 'false' }] }],
        },
      ];
    if (finding.ruleId === 'fake-damage')
      return [
        {
          ...{ kind: 'secure-inputs', title: 'Break it', disposition: 'safe' },
          changes: [{ uri, edits: [{ span, newText: '{' }] }],
        },
      ];
    return [];
  }

  fixAll(...[which, listener = {}]: Parameters<Analysis['fixAll']>) {
    const wanted = this.findings.filter((finding) =>
      typeof which === 'function' ? which(finding) : which === undefined || finding.ruleId === which,
    );
    const isTakenBack = (finding: FlowFinding): boolean => finding.ruleId === this.#takenBack;
    for (const finding of wanted.filter(isTakenBack)) listener.onNotRepaired?.(finding);
    const repaired = wanted.filter((finding) => !isTakenBack(finding));
    for (const finding of repaired) listener.onRepaired?.(finding);
    return repaired.flatMap((finding) =>
      this.fixesFor(finding).flatMap((fix) => editsOf(fix, finding.place.uri)),
    );
  }

  whyNoRepair(): undefined {}

  readonly flows = [];
  readonly includesGuesses = false;

  flowAt(): undefined {}

  changesBy() {
    return [];
  }

  /** The text with all safe fixes, for tests. */
  fixed(): string {
    return applyEdits(this.#source.text, this.fixAll());
  }
}
