// What the rules about names leave alone, and what their repairs write: each removes its finding and brings up none.
import { describe, expect, it } from 'vitest';
import { check, ids } from '../../../../test/harness/check.ts';
import { editsOf } from '../../../../test/harness/fixes.ts';
import { type FlowSpec, flowText } from '../../../../test/harness/flowBuilder.ts';
import { applyEdits } from '../text/textEdit.ts';

const compose = (inputs: string, ...after: string[]) => ({
  type: 'Compose',
  inputs,
  runAfter: Object.fromEntries(after.map((name) => [name, ['Succeeded']])),
});

const textOf = (actions: FlowSpec['actions']): string => flowText({ actions, spareConnections: false });

/** Title and text of each repair of the first finding. */
function repairs(text: string): { title: string; text: string; left: string[] }[] {
  const analysis = check(text);
  const [finding] = analysis.findings;
  return analysis.fixesFor(finding!).map((fix) => {
    const fixed = applyEdits(text, editsOf(fix));
    return { title: fix.title, text: fixed, left: ids(check(fixed)) };
  });
}

function repaired(
  actions: FlowSpec['actions'],
  rule: string,
): { title: string; actions: unknown; left: string[] }[] {
  const text = textOf(actions);
  expect(ids(check(text))).toEqual([rule]);
  return repairs(text).map(({ title, text: fixed, left }) => ({
    title,
    actions: JSON.parse(fixed).properties.definition.actions,
    left,
  }));
}

describe('repairs of names', () => {
  it('write the nearest name in the quoting of its place', () => {
    const actions = { "It's": compose('x'), Note: compose("Rows: @{outputs('It''z')}", "It's") };
    expect(repaired(actions, 'unknown-action-reference')).toEqual([
      {
        title: `Name "It's" in place of "It'z"`,
        actions: { ...actions, Note: compose("Rows: @{outputs('It''s')}", "It's") },
        left: [],
      },
    ]);
  });

  it('write the name of what is called so', () => {
    const parameters = {
      'Site of the team (abc_Site)': {
        type: 'String',
        defaultValue: '',
        metadata: { schemaName: 'abc_Site' },
      },
    };
    for (const wrong of ['abc_site', 'Site of team']) {
      const text = flowText({
        actions: { Note: compose(`@parameters('${wrong}')`) },
        parameters,
        spareConnections: false,
      });
      const [repair] = repairs(text);
      expect(repair?.title).toBe(`Name "Site of the team (abc_Site)" in place of "${wrong}"`);
      expect(repair?.text).toContain("@parameters('Site of the team (abc_Site)')");
      expect(repair?.left).not.toContain('unknown-parameter');
    }
  });

  it('let a step, or the one around it, run after the one that it reads', () => {
    const inner = { Note: compose("@outputs('Total')") };
    const group = (...after: string[]) => ({
      ...compose('', ...after),
      type: 'Scope',
      inputs: undefined,
      actions: inner,
    });
    const actions = JSON.parse(JSON.stringify({ Total: compose('x'), Group: group() }));
    const [repair, ...others] = repaired(actions, 'action-reference-not-reachable');
    expect(others).toEqual([]);
    expect(repair).toEqual({
      title: 'Run "Group" after "Total"',
      actions: JSON.parse(JSON.stringify({ Total: compose('x'), Group: group('Total') })),
      left: [],
    });
  });

  it('write or remove what a step runs after', () => {
    const actions = { Total: compose('x'), Note: compose('y', 'Totals') };
    expect(repaired(actions, 'run-after-unknown')).toEqual([
      {
        title: 'Name "Total" in place of "Totals"',
        actions: { ...actions, Note: compose('y', 'Total') },
        left: [],
      },
      { title: 'Do not run after "Totals"', actions: { ...actions, Note: compose('y') }, left: [] },
    ]);
  });

  it('are not offered where they would make a circle', () => {
    const text = textOf({ Total: compose("@outputs('Note')"), Note: compose('x', 'Total') });
    expect(ids(check(text))).toEqual(['action-reference-not-reachable']);
    expect(repairs(text)).toEqual([]);
  });
});

describe('names are not judged', () => {
  const wrong = {
    Note: compose("@concat(outputs('Gone'), variables('gone'), parameters('gone'), items('Gone'))", 'Gone'),
  };

  it('in damaged JSON, where they may be missing', () => {
    const text = textOf(wrong);
    expect(new Set(ids(check(text))).size).toBe(5);
    expect(ids(check(text.slice(0, text.lastIndexOf('}'))))).toEqual(['invalid-json']);
  });

  it('beside an agent, whose tools are not read', () => {
    const agent = {
      type: 'Agent',
      inputs: {},
      tools: { Tool: { actions: { Gone: compose('x') } } },
      runAfter: {},
    };
    expect(ids(check(textOf({ Agent: agent, ...wrong })))).toEqual([]);
  });

  it('behind a circle, or a step that is not there', () => {
    const circle = { A: compose('x', 'B'), B: compose('x', 'A'), Other: compose('x') };
    expect(ids(check(textOf({ ...circle, Note: compose("@outputs('Other')", 'B') })))).toEqual([
      'run-after-cycle',
    ]);
    const behind = { Other: compose('x'), A: compose('x', 'Gone'), Note: compose("@outputs('Other')", 'A') };
    expect(ids(check(textOf(behind)))).toEqual(['run-after-unknown']);
  });

  it('where two steps have the name, and nobody knows which is meant', () => {
    const scope = { type: 'Scope', actions: { Twin: compose('x') }, runAfter: {} };
    const actions = { Group: scope, Twin: compose('x'), Note: compose("@outputs('Twin')") };
    expect(ids(check(textOf(actions)))).toEqual(['duplicate-action-name']);
  });
});
