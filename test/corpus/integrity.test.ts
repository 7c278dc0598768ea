// The bar of the category "integrity": what the platform itself exported and let run is never called wrong.
import { describe, expect, it } from 'vitest';
import { isPowerAutomate } from '../../server/src/core/flow/wrapper.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { hasCorpus, skipNote } from './load.ts';
import { corpusRun } from './run.ts';

const INTEGRITY = new Set(
  RULES.filter(({ meta }) => meta.category === 'integrity').map(({ meta }) => meta.id),
);

describe.skipIf(!hasCorpus)(`flows that the platform exported${skipNote}`, () => {
  const run = corpusRun('pedantic');
  const exported = run.checked.filter(({ analysis }) => {
    const [flow] = analysis.document.flows;
    return flow !== undefined && isPowerAutomate(flow);
  });

  it('have no error of category integrity', () => {
    expect(exported.length).toBeGreaterThan(300);
    const wrong = exported.flatMap(({ file, analysis }) =>
      analysis.findings
        .filter(({ ruleId, severity }) => severity === 'error' && INTEGRITY.has(ruleId))
        .map(({ ruleId, message }) => `${ruleId} ${file.name}: ${message}`),
    );
    expect(wrong).toEqual([]);
  });
});
