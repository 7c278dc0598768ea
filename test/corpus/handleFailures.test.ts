// Real flows whose steps are put into a scope: on success they do what they did, and a failure still fails the run.
import { describe, expect, it } from 'vitest';
import { canHandleFailures, handleFailures } from '../../server/src/core/fixes/flow/handleFailures.ts';
import { openDocument } from '../../server/src/core/flow/index.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { expectSameRuns } from '../harness/sameRuns.ts';
import { corpusFiles, hasCorpus, skipNote } from './load.ts';

/** Flows with several branches, variables and loops come first: the larger, the more can go wrong. */
const FEWEST_STEPS = 12;
const MOST_FLOWS = 25;

describe.skipIf(!hasCorpus)(`flows whose failures are handled${skipNote}`, () => {
  it('run as they did', () => {
    let count = 0;
    for (const { name, uri, text } of corpusFiles()) {
      if (count === MOST_FLOWS || !text.includes('"runAfter"')) continue;
      const [flow] = openDocument({ uri, text }).flows;
      if (flow === undefined || flow.actions.length < FEWEST_STEPS || !canHandleFailures(flow)) continue;
      const after = openDocument({ uri, text: applyEdits(text, handleFailures(flow)!.edits) });
      expect(after.tree.problems, name).toEqual([]);
      expectSameRuns(name, flow, after.flows[0]!);
      count++;
    }
    expect(count).toBe(MOST_FLOWS);
  });
});
