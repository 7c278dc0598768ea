// Flows of the corpus as they look while someone edits them: nothing throws, and every place lies in the text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoverOver } from '../../server/src/core/editor/hover/index.ts';
import type { FlowFinding, RuleFix } from '../../server/src/core/finding.ts';
import { fixContext } from '../../server/src/core/rules/flowContext.ts';
import { FlowFacts } from '../../server/src/core/rules/flowFacts.ts';
import { ruleById } from '../../server/src/core/rules/index.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { check } from '../harness/check.ts';
import { type CorpusFile, corpusFiles, hasCorpus, skipNote } from './load.ts';
import { PEDANTIC } from './run.ts';

const SEED = 20260801;
const FLOWS = 60;
const RUNS_PER_FLOW = 8;
/** Milliseconds for one flow; what is not done by then is left out. */
const PER_FLOW = 350;

/** Places are parts of the text's length, so that one damage fits every text. */
interface Damage {
  readonly kind: 'delete' | 'insert' | 'duplicate' | 'truncate' | 'swap';
  readonly from: number;
  readonly length: number;
  readonly to: number;
  readonly text: string;
}

const part = fc.double({ min: 0, max: 1, noNaN: true });
const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom('delete', 'insert', 'duplicate', 'truncate', 'swap'),
  from: part,
  length: fc.integer({ min: 1, max: 400 }),
  to: part,
  text: fc.constantFrom(
    ...[
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\\',
      '@',
      '@{',
      "'",
      '\n',
      '\uFEFF',
      '\uD800',
      '\\u00',
      'null',
      '💥',
      '\0',
    ],
  ),
});

function apply(text: string, { kind, from, length, to, text: inserted }: Damage): string {
  const at = Math.floor(from * text.length);
  const target = Math.floor(to * text.length);
  const piece = text.slice(at, at + length);
  switch (kind) {
    case 'delete':
      return text.slice(0, at) + text.slice(at + length);
    case 'insert':
      return text.slice(0, at) + inserted + text.slice(at);
    case 'duplicate':
      return text.slice(0, target) + piece + text.slice(target);
    case 'truncate':
      return text.slice(0, Math.max(1, at));
    case 'swap':
      return text.slice(0, at) + piece.split('').reverse().join('') + text.slice(at + length);
  }
}

/** Checks the text and asks everything of it; returns how many findings were looked at. */
function holds(text: string, file: CorpusFile, offsets: readonly number[]): number {
  const { uri, declaredAsFlow } = file;
  const options = { config: PEDANTIC };
  const analysis = check(text, { uri, declaredAsFlow, ...options });
  expect(analysis.failures).toEqual([]);
  const inText = ({ start, end }: { start: number; end: number }): boolean =>
    start >= 0 && start <= end && end <= text.length;
  // The analysis itself swallows what a rule's fixes or a hover throw: here they are asked directly.
  const facts = analysis.document.flows.map((flow) => new FlowFacts(flow, options));
  const factsAt = (node: number): FlowFacts | undefined =>
    facts.find(({ flow }) => node >= flow.definition && node < flow.tree.after(flow.definition)) ?? facts[0];
  const fixesOf = (finding: FlowFinding): readonly RuleFix[] => {
    const rule = ruleById(finding.ruleId);
    const own = factsAt(finding.place.node);
    if (rule?.fixes === undefined || own === undefined) return [];
    return rule.fixes(
      fixContext(analysis.document, own, options, rule, () => undefined),
      finding,
    );
  };
  for (const finding of analysis.findings.slice(0, 40)) {
    for (const place of [finding.place, ...finding.related]) {
      expect(inText(place.span), `${finding.ruleId}: place in the text`).toBe(true);
      void place.pointer;
    }
    for (const fix of fixesOf(finding)) {
      expect(
        fix.edits.every(({ span }) => inText(span)),
        `${finding.ruleId}: ${fix.title}`,
      ).toBe(true);
      expect(applyEdits(text, fix.edits), `${finding.ruleId}: ${fix.title}`).not.toBe(text);
    }
  }
  applyEdits(text, analysis.fixAll());
  for (const one of offsets) {
    const offset = Math.floor(one * text.length);
    const hover = hoverOver(analysis, offset);
    if (hover) expect(inText(hover.span)).toBe(true);
  }
  return analysis.findings.length;
}

/** Always the same choice: files of all repositories, the largest left to the last places. */
function chosen(): CorpusFile[] {
  const files = corpusFiles().filter(({ text }) => text.includes('workflowdefinition.json'));
  const small = files.filter(({ text }) => text.length < 40_000);
  const large = files.filter(({ text }) => text.length >= 40_000);
  const spread = (list: readonly CorpusFile[], wanted: number): CorpusFile[] =>
    list.filter(
      (_, index) =>
        Math.floor((index * wanted) / list.length) !== Math.floor(((index - 1) * wanted) / list.length),
    );
  return [...spread(small, FLOWS - 6), ...spread(large, 6)];
}

describe.skipIf(!hasCorpus)(`flows of the corpus, damaged${skipNote}`, () => {
  it('never make anything throw, and every place lies in the text', () => {
    let runs = 0;
    let findings = 0;
    for (const [index, file] of (hasCorpus ? chosen() : []).entries()) {
      const property = fc.property(
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        fc.array(part, { minLength: 12, maxLength: 12 }),
        (damages, offsets) => {
          runs++;
          findings += holds(damages.reduce(apply, file.text), file, offsets);
        },
      );
      try {
        fc.assert(property, {
          seed: SEED + index,
          numRuns: RUNS_PER_FLOW,
          interruptAfterTimeLimit: PER_FLOW,
          markInterruptAsFailure: false,
        });
      } catch (error) {
        throw new Error(`${file.name}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    }
    process.stdout.write(`damaged flows: ${runs} texts, ${findings} findings looked at\n`);
    expect(runs).toBeGreaterThanOrEqual(FLOWS);
    expect(findings).toBeGreaterThan(100);
  });
});
