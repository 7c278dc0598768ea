// Completion in real flows: an item that is taken leaves a file that parses, and brings up no error of category integrity.
import { describe, expect, it } from 'vitest';
import { type Config, DEFAULT_CONFIG } from '../../server/src/core/config/types.ts';
import { type Completion, completionsIn } from '../../server/src/core/editor/completion/index.ts';
import { signatureIn } from '../../server/src/core/editor/signature/index.ts';
import { isPowerAutomate } from '../../server/src/core/flow/wrapper.ts';
import { type Analysis, createAnalyzer } from '../../server/src/core/index.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { lookAt } from '../../server/src/core/workspace/look.ts';
import { hasCorpus, skipNote } from './load.ts';
import { corpusRun } from './run.ts';

const INTEGRITY = new Set(
  RULES.filter(({ meta }) => meta.category === 'integrity').map(({ meta }) => meta.id),
);
/** Nothing else is looked at. */
const CONFIG: Config = {
  ...DEFAULT_CONFIG,
  rules: Object.fromEntries(
    RULES.filter(({ meta }) => !INTEGRITY.has(meta.id)).map(({ meta }) => [meta.id, 'off' as const]),
  ),
};
const OPTIONS = { snippets: false, hasSchemas: false };
const CARETS = 1000;
/** Items taken at one caret. */
const TAKEN = 3;

/** The same numbers each time, at least 0 and less than 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe.skipIf(!hasCorpus)(`completion in flows that the platform exported${skipNote}`, () => {
  it('leaves files that parse, without a new error of category integrity', () => {
    const next = numbers(7);
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!;
    const analyzer = createAnalyzer();
    const flows = corpusRun('pedantic').checked.filter(({ analysis: { document } }) => {
      const [flow] = document.flows;
      return document.tree.problems.length === 0 && flow !== undefined && isPowerAutomate(flow);
    });
    const errorsOf = (analysis: Analysis): ReadonlySet<string> =>
      new Set(
        analysis.findings.flatMap(({ ruleId, severity, message }) =>
          severity === 'error' && INTEGRITY.has(ruleId) ? [`${ruleId}: ${message}`] : [],
        ),
      );
    const known = new Map<string, ReadonlySet<string>>();
    const errorsBefore = ({
      uri,
      text,
    }: {
      readonly uri: string;
      readonly text: string;
    }): ReadonlySet<string> => {
      const errors = known.get(uri) ?? errorsOf(analyzer.check({ uri, text }, { config: CONFIG }));
      known.set(uri, errors);
      return errors;
    };
    const wrong: string[] = [];
    let answers = 0;
    let taken = 0;
    for (let caret = 0; caret < CARETS; caret++) {
      const { file, analysis } = pick(flows);
      const { text, uri } = file;
      const sites = analysis.document.flows[0]!.expressions;
      const { tree } = analysis.document;
      // Most of them in expressions; anywhere else there is seldom anything to offer.
      const site = next() < 0.7 && sites.length > 0 ? pick(sites) : undefined;
      const node = site?.node ?? Math.floor(next() * tree.count);
      const { start, end } = site === undefined ? tree.propertySpan(node) : tree.valueSpan(node);
      const offset = start + Math.floor(next() * (end - start + 1));
      const look = lookAt({ uri, text }, { config: DEFAULT_CONFIG });
      signatureIn(look, offset);
      const found = completionsIn(look, offset, OPTIONS);
      if (found === undefined || found.items.length === 0) continue;
      answers++;
      const { replace, items } = found;
      expect(replace.start).toBeLessThanOrEqual(offset);
      expect(replace.end).toBeGreaterThanOrEqual(offset);
      expect(text.slice(replace.start, replace.end)).not.toMatch(/[\r\n]/);
      // Another step in place of one that a step runs after changes the order of the flow.
      if (tree.keyIs(tree.parent(tree.nodeAt(offset)), 'runAfter') && replace.end > replace.start) continue;
      // A function waits for its arguments.
      const ready = items.filter((one) => one.kind !== 'function' && one.kind !== 'keyword');
      for (const item of new Set(Array.from({ length: ready.length === 0 ? 0 : TAKEN }, () => pick(ready)))) {
        const place = `${text.slice(offset - 40, offset)}|${text.slice(offset, offset + 40)} ${item.newText}`;
        const before = errorsBefore(file);
        const after = analyzer.check({ uri, text: accepted(text, item, replace) }, { config: CONFIG });
        taken++;
        if (after.document.tree.problems.length > 0) wrong.push(`${place}: does not parse`);
        const fresh = [...errorsOf(after)].filter((one) => !before.has(one));
        if (fresh.length > 0) wrong.push(`${place}: ${fresh.join('; ')}`);
      }
    }
    expect(answers).toBeGreaterThan(CARETS / 10);
    expect(taken).toBeGreaterThan(CARETS / 10);
    expect(wrong).toEqual([]);
  });
});

function accepted(text: string, { newText }: Completion, replace: { start: number; end: number }): string {
  return text.slice(0, replace.start) + newText + text.slice(replace.end);
}
