// What an editor shows of real flows: places that editors would refuse are told here.
import { describe, expect, it } from 'vitest';
import { type OutlineNode, outlineOf } from '../../server/src/core/index.ts';
import { check } from '../harness/check.ts';
import { corpusFiles, hasCorpus, skipNote } from './load.ts';

const flows = corpusFiles()
  .map((file) => ({ name: file.name, analysis: check(file.text, file) }))
  .filter(({ analysis }) => analysis.flows.length > 0);

describe.skipIf(!hasCorpus)(`editing${skipNote}`, () => {
  it('outlines nest, and hold every trigger and step once', () => {
    const wrong: string[] = [];
    for (const { name, analysis } of flows) {
      const { text } = analysis.document;
      let steps = 0;
      const look = (node: OutlineNode, around: OutlineNode['span']): void => {
        const { span, nameSpan } = node;
        const nests =
          nameSpan.start >= span.start &&
          nameSpan.end <= span.end &&
          span.start >= around.start &&
          span.end <= around.end;
        if (!nests || node.name === '') wrong.push(`${name}: ${node.name}`);
        if (!['flow', 'branch', 'group', 'variable', 'parameter'].includes(node.kind)) steps++;
        for (const child of node.children) look(child, span);
      };
      for (const node of outlineOf(analysis)) look(node, { start: 0, end: text.length });
      const all = analysis.flows.reduce((sum, { flow }) => sum + flow.steps.length, 0);
      if (steps !== all) wrong.push(`${name}: ${steps} of ${all} steps`);
    }
    expect(wrong).toEqual([]);
    expect(flows.length).toBeGreaterThan(0);
  });
});
