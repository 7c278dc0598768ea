import { describe, expect, it } from 'vitest';
import {
  changesOf,
  flowChange,
  inputChange,
  stepChange,
  valueChange,
} from '../../../../../test/harness/changes.ts';
import type { Changes, ConnectionChange } from '../../changes/index.ts';
import { type ChangeRisk, type ChangesReport, toChanges } from './index.ts';

const reportOf = (changes: Partial<Changes>, more: Partial<ChangesReport> = {}): ChangesReport => ({
  tool: { name: 'lockkeeper', version: '1.2.3' },
  ...{ base: 'main', head: 'working tree', everything: 'lockkeeper diff main --all' },
  ...{ risks: [], fixed: [], fileOf: (uri: string) => uri, changes: changesOf(changes), ...more },
});
const markdown = (changes: Partial<Changes>, more: Partial<ChangesReport> = {}): string =>
  toChanges('markdown', reportOf(changes, more), { all: false, most: undefined });
const text = (changes: Partial<Changes>, more: Partial<ChangesReport> = {}): string =>
  toChanges('text', reportOf(changes, more), { all: false, most: undefined });

const SECRET_STILL: ChangeRisk = {
  ...{ kind: 'still', ruleId: 'secret-in-parameter-default', severity: 'error' },
  ...{ uri: 'file:///Workflows/Child%20Flow.json', flow: 'Child Flow' },
  message: 'The parameter "Key" holds a key in clear, and it was replaced by another one.',
  hint: 'Make it a secret variable, and revoke both keys.',
};
const reference = (
  connector: string,
  was: string,
  now: string,
  usedBy: readonly string[],
): ConnectionChange => ({
  ...{ key: 'k', connector, connectorWas: undefined, was, now, runsAs: undefined, usedBy },
  kind: 'reference',
  pointers: { base: undefined, head: undefined },
});

describe('a report as Markdown', () => {
  it('has connections in a table, and the one input that changed with its context', () => {
    const details = inputChange(['Details'], '… ### [Improvment] Driver: …', '… ### [Improvement] Driver: …');
    expect(
      markdown({
        flows: [
          flowChange({
            name: 'Project - Approvals',
            counts: { inputs: 1, stepsWithInputs: 1, connections: 2 },
            connections: [
              reference('Approvals', 'abc_approvals_8865d', 'abc_approvals_efae8', ['Wait for an approval']),
              reference('Dataverse', 'abc_dataverse_9c637', 'abc_dataverse_58896', ['A', 'B', 'C']),
            ],
            steps: [stepChange({ kind: 'changed', name: 'Wait for an approval', inputs: [details] })],
          }),
        ],
        noise: [{ kind: 'templateName', count: 1, unit: 'file', names: [] }],
      }),
    ).toMatchInlineSnapshot(`
      "<!-- lockkeeper-diff -->
      ### Lockkeeper: 1 flow changed, no new risks

      **Project - Approvals**: 2 connections point to other references, 1 input changed

      | connection | was | now | used by |
      | --- | --- | --- | --- |
      | Approvals | \`abc_approvals_8865d\` | \`abc_approvals_efae8\` | Wait for an approval |
      | Dataverse | \`abc_dataverse_9c637\` | \`abc_dataverse_58896\` | 3 steps |

      - ~ **Wait for an approval** › Details: … ### \`Improvment\` → \`Improvement\` Driver: …

      <sub>Left out: templateName in 1 file.</sub>

      <sub>All of it: \`lockkeeper diff main --all\`</sub>
      "
    `);
  });

  it('has risks first, and of a secret only that it changed', () => {
    expect(
      markdown(
        {
          flows: [
            flowChange({
              name: 'Child Flow',
              counts: { renamed: 1, parameters: 1 },
              parameters: [
                {
                  ...{ kind: 'changed', name: 'Key', was: undefined, variable: undefined, type: undefined },
                  value: valueChange('(secret)', '(secret)', true),
                  description: valueChange('Key for [Azure ]Speech', 'Key for Speech[ to Text]'),
                  pointers: { base: undefined, head: undefined },
                },
              ],
              steps: [
                stepChange({
                  ...{ kind: 'renamed', name: 'If Status is Success or Failed' },
                  renamed: { was: 'If Status is Success', sure: true },
                  container: { step: 'Do until', branch: 'actions', label: '' },
                  inputs: [
                    inputChange(
                      ['Condition'],
                      'status = Succeeded',
                      'status = Succeeded[ or status = Failed]',
                    ),
                  ],
                }),
              ],
            }),
          ],
        },
        { risks: [SECRET_STILL] },
      ),
    ).toMatchInlineSnapshot(`
      "<!-- lockkeeper-diff -->
      ### Lockkeeper: 1 flow changed, 1 secret still in clear

      > [!WARNING]
      > - **secret-in-parameter-default** · Child Flow · The parameter "Key" holds a key in clear, and it was replaced by another one. Make it a secret variable, and revoke both keys.

      **Child Flow**: 1 step renamed, 1 parameter changed

      - ~ Parameter *Key*: default (secret, changed); description \`Key for\` **\`Azure\`** \`Speech\` → \`Key for Speech\` **\`to Text\`**
      - In *Do until*: → *If Status is Success* is now **If Status is Success or Failed**
        - ~ Condition: \`status = Succeeded\` → \`status = Succeeded\` **\`or status = Failed\`**
      "
    `);
  });

  it('tells steps in words: where they came, went, moved, and what took their place', () => {
    const yes = { step: 'Check flow type', branch: 'actions', label: 'If yes' } as const;
    const six = { step: 'Switch', branch: 'case', label: 'Case Desktop Flows (6)' } as const;
    const top = { step: undefined, branch: 'root', label: '' } as const;
    expect(
      markdown({
        flows: [
          flowChange({
            name: 'Schedule',
            counts: { added: 6, removed: 1, moved: 3, renamed: 1, movedAndRenamed: 1 },
            steps: [
              stepChange({
                ...{ kind: 'added', name: 'Check flow type', type: 'Condition' },
                place: { kind: 'between', after: ['Get a row'], before: ['Delay until'], count: 1 },
                branches: [
                  {
                    ...{ container: yes, was: undefined, kind: 'added' },
                    steps: [
                      stepChange({
                        ...{ kind: 'moved', name: 'Add a row - Desktop', container: yes },
                        renamed: { was: 'Add a row', sure: true },
                        moved: { from: top, to: yes, how: 'into', repeated: undefined },
                      }),
                      stepChange({
                        kind: 'added',
                        name: 'Add a row - Cloud',
                        container: yes,
                        copyOf: 'Add a row',
                      }),
                    ],
                  },
                ],
              }),
              stepChange({
                ...{ kind: 'replaced', name: 'Switch', type: 'Switch' },
                replaces: {
                  ...{ name: 'Check for flow type', type: 'Condition', about: 'type = 6', sameValue: true },
                },
                branches: [
                  {
                    ...{ container: six, was: undefined, kind: 'added' },
                    steps: [
                      stepChange({
                        ...{ kind: 'moved', name: 'Scope try', container: six },
                        moved: { from: top, to: six, how: 'into', repeated: undefined },
                      }),
                    ],
                  },
                ],
              }),
              ...['A', 'B', 'C'].map((name, index) =>
                stepChange({
                  ...{ kind: 'added', name, type: 'HTTP' },
                  place:
                    index === 0
                      ? { kind: 'end', after: ['Switch'], before: [], count: 3 }
                      : { kind: 'next', after: [], before: [], count: 1 },
                }),
              ),
              stepChange({
                ...{ kind: 'changed', name: 'Catch' },
                order: [
                  {
                    ...{
                      kind: 'outcomes',
                      of: 'Try',
                      was: ['failed'],
                      now: ['failed', 'timedout', 'skipped'],
                    },
                    failures: undefined,
                  },
                ],
              }),
            ],
            followed: 1,
          }),
        ],
      }),
    ).toMatchInlineSnapshot(`
      "<!-- lockkeeper-diff -->
      ### Lockkeeper: 1 flow changed, no new risks

      **Schedule**: 6 steps added, 1 removed, 2 moved, 1 moved and renamed

      - \\+ **Check flow type** (Condition) inserted between *Get a row* and *Delay until*
        - If yes:
          - → **Add a row - Desktop** moved here, renamed (was *Add a row*)
          - \\+ **Add a row - Cloud**, a copy of *Add a row*
      - − *Check for flow type* (Condition, \`type = 6\`) replaced by \\+ **Switch** (Switch) on the same value
        - \\+ Case Desktop Flows (6):
          - → **Scope try** moved here
      - \\+ 3 steps inserted at the end, after *Switch*:
        - \\+ **A** (HTTP)
        - \\+ **B** (HTTP)
        - \\+ **C** (HTTP)
      - ~ **Catch** now also runs when *Try* timed out or was skipped

      <sub>1 step follows new names.</sub>
      "
    `);
  });

  it('is one line where nothing is left but noise', () => {
    expect(
      markdown({ noise: [{ kind: 'keyOrder', count: 14, unit: 'step', names: ['A'] }], onlyNoise: 1 }),
    ).toMatchInlineSnapshot(`
      "<!-- lockkeeper-diff -->
      ### Lockkeeper: no changes in what the flows do (left out: key order in 14 steps)
      "
    `);
  });

  it('closes all flows but the first where there are more than three, those with risks first', () => {
    const flows = ['A', 'B', 'C', 'Child Flow'].map((name) =>
      flowChange({
        name,
        counts: { removed: 1 },
        steps: [stepChange({ kind: 'removed', name: `${name} 1` })],
      }),
    );
    const lines = markdown({ flows }, { risks: [SECRET_STILL] }).split('\n');
    expect(lines.filter((one) => /^(?:\*\*|<details)/.test(one))).toEqual([
      '**Child Flow**: 1 step removed',
      '<details><summary><b>A</b>: 1 step removed</summary>',
      '<details><summary><b>B</b>: 1 step removed</summary>',
      '<details><summary><b>C</b>: 1 step removed</summary>',
    ]);
  });

  it('draws what came and went, with signs beside the colours', () => {
    const graph = {
      nodes: [
        { id: 'n0', label: 'Get', state: 'same', inside: undefined },
        { id: 'n1', label: 'Try "it"; #now', state: 'added', inside: undefined },
        { id: 'n2', label: '`x` <b>', state: 'removed', inside: 'n1' },
      ],
      edges: [
        { from: 'n0', to: 'n1', state: 'added' },
        { from: 'n0', to: 'n2', state: 'removed' },
      ],
      left: 2,
    } as const;
    const lines = markdown({ flows: [flowChange({ name: 'F', graph })] });
    expect(/```mermaid\n([\s\S]*)\n```/.exec(lines)?.[1]).toMatchInlineSnapshot(`
      "flowchart TD
        classDef added fill:#dafbe1,stroke:#1a7f37,color:#1f2328
        classDef removed fill:#ffebe9,stroke:#cf222e,color:#1f2328,stroke-dasharray:4 3
        s0["Get"]
        subgraph s1["#43; Try #34;it#34;#59; #35;now"]
          s2["− #96;x#96; #60;b#62;"]
          class s2 removed
        end
        class s1 added
        s0 ==> s1
        s0 -.-> s2
        more["and 2 more"]"
    `);
  });

  it('tells which findings are fixed, and that a secret is to be replaced all the same', () => {
    const fixed = [
      { ruleId: 'hardcoded-secret', flow: 'A', isSecret: true, isGone: false },
      { ruleId: 'insecure-url', flow: 'B', isSecret: false, isGone: false },
    ];
    expect(markdown({}, { fixed })).toContain(
      'Fixed: 2 findings (`hardcoded-secret` and `insecure-url`) in *A* and *B*. What was in clear stays in git history: replace it where it was issued.',
    );
  });

  it('tells by name what was left out when all is asked for', () => {
    const noise = [{ kind: 'keyOrder', count: 2, unit: 'step', names: ['A', 'B'] }] as const;
    expect(toChanges('markdown', reportOf({ noise }), { all: true, most: undefined })).toContain(
      'left out: key order in 2 steps (*A* and *B*)',
    );
  });
});

it('tells of a removed flow what started it, and of a new case that it is new once', () => {
  const outline = {
    ...{ trigger: 'Starts on: When a row is added (Dataverse)', callers: undefined, steps: 2 },
    connectors: ['Dataverse'],
  };
  const container = { step: 'Switch', branch: 'case', label: 'Case Archived' } as const;
  const place = { kind: 'alone', after: [], before: [], count: 1 } as const;
  const steps = [stepChange({ kind: 'added', name: 'Keep', container, place })];
  const branches = [{ container, was: undefined, kind: 'added' as const, steps }];
  const report = text({
    flows: [
      flowChange({ kind: 'removed', name: 'Old', head: undefined, outline }),
      flowChange({ name: 'F', steps: [stepChange({ kind: 'changed', name: 'Switch', branches })] }),
    ],
  });
  expect(report).toContain(
    'Old: removed, 2 steps, uses Dataverse, starts on: When a row is added (Dataverse)',
  );
  expect(report).toContain('+ Case Archived:\n      + Keep\n');
});

describe('a report as text', () => {
  it('says the same without marks', () => {
    expect(
      text(
        {
          flows: [
            flowChange({
              name: 'Child Flow',
              counts: { added: 1 },
              connections: [reference('Dataverse', 'abc_a', 'abc_b', ['A'])],
              steps: [stepChange({ kind: 'added', name: 'New', type: 'HTTP', about: 'GET example.com' })],
            }),
          ],
        },
        { risks: [SECRET_STILL] },
      ),
    ).toMatchInlineSnapshot(`
      "Lockkeeper: 1 flow changed, 1 secret still in clear

      ! secret-in-parameter-default · Child Flow · The parameter "Key" holds a key in clear, and it was replaced by another one. Make it a secret variable, and revoke both keys.

      Child Flow: 1 connection points to another reference, 1 step added

        connection Dataverse, was abc_a, now abc_b, used by A

        + New (HTTP, GET example.com)
      "
    `);
  });

  it('gives no orders to the log of a build', () => {
    const flows = [
      flowChange({ name: '::error::x', counts: { added: 1 } }),
      flowChange({ name: '##[error]y' }),
    ];
    expect(text({ flows })).not.toMatch(/^\s*::|##\[/m);
    expect(markdown({ flows })).not.toMatch(/^\s*::|##\[/m);
  });
});

it('as JSON is all of it, the worst risk first', () => {
  const info: ChangeRisk = { ...SECRET_STILL, severity: 'info', ruleId: 'less' };
  const flows = [flowChange({ name: 'A' })];
  const json = JSON.parse(
    toChanges('json', reportOf({ flows }, { risks: [info, SECRET_STILL] }), { all: false, most: 10 }),
  ) as Record<string, unknown>;
  expect(Object.keys(json)).toEqual([
    ...['version', 'tool', 'base', 'head', 'risks', 'fixed', 'flows', 'environmentVariables'],
    ...['unchanged', 'onlyNoise', 'noise'],
  ]);
  expect(json.risks).toMatchObject([{ ruleId: 'secret-in-parameter-default' }, { ruleId: 'less' }]);
});
