// Real flows as pictures: every step once, nothing on top of each other, all of it well-formed.
import { parseXml } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import { flowGraphs } from '../../server/src/core/graph/index.ts';
import { startFolded } from '../../server/src/core/graph/picture/fold.ts';
import { flowSvg } from '../../server/src/core/graph/picture/svg.ts';
import { analyzer, check } from '../harness/check.ts';
import { expectSound } from '../harness/graphs.ts';
import { corpusFiles, hasCorpus, skipNote } from './load.ts';

/** Each n-th of the small flows; the large ones all. */
const EACH = 8;
const LARGE = 200_000;

describe.skipIf(!hasCorpus)(`pictures of the corpus${skipNote}`, { timeout: 240_000 }, () => {
  it('are sound, open and folded', () => {
    let most = 0;
    const files = corpusFiles().filter(
      ({ text }, index) => (index % EACH === 0 || text.length > LARGE) && analyzer.mayBeFlow(text),
    );
    for (const { name, uri, text } of files) {
      const analysis = check(text, { uri });
      const graphs = flowGraphs(analysis, name);
      expect(graphs.length, name).toBe(analysis.flows.length);
      for (const [index, graph] of graphs.entries()) {
        const names = new Set(graph.steps.map(({ nameSpan }) => nameSpan[0]));
        expect([graph.steps.length, names.size], name).toEqual([
          analysis.flows[index]!.flow.steps.length,
          graph.steps.length,
        ]);
        expectSound(graph, startFolded(graph));
        const layout = expectSound(graph);
        expect(layout.width, name).toBeLessThan(20_000);
        parseXml(flowSvg(graph, { folded: new Set() }));
        most = Math.max(most, graph.steps.length);
      }
    }
    expect(most).toBeGreaterThan(200);
  });
});
