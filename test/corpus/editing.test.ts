// What an editor shows of real flows: places that editors would refuse are told here.
import { describe, expect, it } from 'vitest';
import {
  type Analysis,
  type FlowForm,
  formatFlow,
  type OutlineNode,
  outlineOf,
  semanticTokensIn,
} from '../../server/src/core/index.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
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

  it('semantic tokens stand in order, within lines, and mark every expression', () => {
    const wrong: string[] = [];
    for (const { name, analysis } of flows) {
      const { text } = analysis.document;
      let last = 0;
      let marks = 0;
      for (const { span, type } of semanticTokensIn(analysis)) {
        const token = text.slice(span.start, span.end);
        if (span.start < last || token === '' || /[\r\n]/.test(token)) wrong.push(`${name}: ${token}`);
        if (type === 'macro' && token !== '}') marks++;
        last = span.end;
      }
      const all = analysis.flows.flatMap(({ flow }) => flow.expressions);
      const holes = all.reduce((sum, { template }) => {
        if (template.kind === 'interpolation')
          return sum + template.parts.filter(({ kind }) => kind === 'hole').length;
        return template.kind === 'expression' ? sum + 1 : sum;
      }, 0);
      if (marks !== holes) wrong.push(`${name}: ${marks} of ${holes} expressions`);
    }
    expect(wrong).toEqual([]);
  });

  it('laying out and writing on one line change white space alone, and come back to what exports are', () => {
    const wrong: string[] = [];
    const exported = { lines: 0, oneLine: 0 };
    for (const { name, analysis } of flows) {
      const { text, tree } = analysis.document;
      if (tree.problems.length > 0) continue;
      const value = JSON.stringify(JSON.parse(text.replace(/^\ufeff/, '')));
      const lines = formatted(analysis, 'lines');
      const oneLine = formatted(analysis, 'oneLine');
      const again = formatted(check(lines, { uri: analysis.document.uri }), 'oneLine');
      for (const one of [lines, oneLine, again])
        if (JSON.stringify(JSON.parse(one.replace(/^\ufeff/, ''))) !== value)
          wrong.push(`${name}: other values`);
      if (again !== oneLine) wrong.push(`${name}: not the same on one line`);
      if (text === lines) exported.lines++;
      if (text === oneLine) exported.oneLine++;
      // Tokens, numbers and escapes as they are written.
      if (tokens(lines) !== tokens(text) || tokens(oneLine) !== tokens(text))
        wrong.push(`${name}: other tokens`);
    }
    expect(wrong).toEqual([]);
    // Exports have one of the two forms to the character.
    expect(exported.lines).toBeGreaterThan(100);
    expect(exported.oneLine).toBeGreaterThan(100);
  });
});

function formatted(analysis: Analysis, form: FlowForm): string {
  const result = formatFlow(analysis, form);
  const { text } = analysis.document;
  return result.kind === 'edits' ? applyEdits(text, result.edits) : text;
}

/** A text without the white space outside of its strings. */
function tokens(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, (_, string: string | undefined) => string ?? '');
}
