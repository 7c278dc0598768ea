import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compose,
  flowText,
  foreach,
  inOrder,
  type Json,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
} from '../../../../../test/harness/flowBuilder.ts';
import { openDocument } from '../../flow/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { freeActionName, renameAction } from './renameAction.ts';

const modelOf = (text: string): FlowModel =>
  openDocument({ uri: 'file:///Workflows/Sample.json', text }).flows[0]!;
const stepOf = (flow: FlowModel, name: string): Step => flow.actions.find((one) => one.name === name)!;

function renamed(text: string, from: string, to: string): string {
  const flow = modelOf(text);
  const edits = renameAction(flow, stepOf(flow, from), to);
  if (typeof edits === 'string') throw new Error(edits);
  return applyEdits(text, edits);
}

function refusal(
  actions: Steps,
  from: string,
  to: string,
  outer: Readonly<Record<string, Json>> = {},
): unknown {
  const text = flowText({ actions });
  const flow = modelOf(JSON.stringify(merge(JSON.parse(text), outer)));
  const result = renameAction(flow, stepOf(flow, from), to);
  return typeof result === 'string' ? result : `${result.length} edits`;
}
const merge = (file: { properties: { definition: object } }, outer: object): object => {
  Object.assign(file.properties.definition, outer);
  return file;
};

const NAME = `It's "Ünï" (1)`;

describe('an action is renamed', () => {
  const text = flowText({
    actions: {
      Old_name: { ...compose(1), description: 'Old_name tells' },
      Loop: runsAfter(
        foreach("@outputs('Old_name')", {
          Inner: compose("@concat(items('Loop'), body( 'old_NAME' )?['Old_name'], 'Old_name')"),
        }),
        'Old_name',
      ),
      Keys: runsAfter(
        compose({ "@{outputs('Old_name')}x": "Say \"@{actions('Old_name')}\" and @{outputs('Old_name')}" }),
        'Old_name',
        'Loop',
      ),
      Other: runsAfter(compose("@outputs('Old_name2')"), 'Keys'),
      Old_name2: compose("@result('Old_name')"),
    },
  });

  it('with the run-after of the steps beside it, and its names in expressions and keys, each in its quoting', () => {
    const result = JSON.parse(renamed(text, 'Old_name', NAME)).properties.definition.actions;
    const quoted = NAME.replaceAll("'", "''");
    expect(result).toEqual({
      [NAME]: { ...compose(1), description: 'Old_name tells' },
      Loop: runsAfter(
        foreach(`@outputs('${quoted}')`, {
          Inner: compose(`@concat(items('Loop'), body( '${quoted}' )?['Old_name'], 'Old_name')`),
        }),
        NAME,
      ),
      Keys: runsAfter(
        compose({
          [`@{outputs('${quoted}')}x`]: `Say "@{actions('${quoted}')}" and @{outputs('${quoted}')}`,
        }),
        NAME,
        'Loop',
      ),
      Other: runsAfter(compose("@outputs('Old_name2')"), 'Keys'),
      Old_name2: compose(`@result('${quoted}')`),
    });
    expect(renamed(text, 'Loop', NAME)).toContain(`items('It''s \\"Ünï\\" (1)')`);
  });

  it('and back again, byte for byte', () => {
    const same = text.replace('old_NAME', 'Old_name');
    for (const form of [
      same,
      same.replaceAll('\n', '\r\n'),
      `\uFEFF${same}`,
      JSON.stringify(JSON.parse(same)),
    ])
      expect(renamed(renamed(form, 'Old_name', NAME), NAME, 'Old_name')).toBe(form);
  });

  it('where the file writes its name with escapes', () => {
    const escaped = text.replaceAll('Old_name', 'Old\\u005fname').replaceAll("outputs('", 'outputs(\\u0027');
    const result = JSON.parse(renamed(escaped, 'Old_name', NAME));
    expect(result).toEqual(JSON.parse(renamed(text, 'Old_name', NAME)));
  });

  it('in letters of another case alone', () => {
    expect(renamed(text, 'Old_name', 'OLD_NAME')).toBe(
      text
        .replaceAll(/(?<!\[')old_name(?!2| tells|')/gi, 'OLD_NAME')
        .replaceAll(/\('old_name'/gi, "('OLD_NAME'")
        .replace("body( 'old_NAME'", "body( 'OLD_NAME'"),
    );
  });

  it('in the list of steps that code reads, where the code does not name it itself', () => {
    const code = (text: string): StepJson => ({
      type: 'JavaScriptCode',
      inputs: { code: text, explicitDependencies: { actions: ['get_It', 'Other'] } },
    });
    const actions = (text: string): Steps => ({ Get_it: compose(1), Run: runsAfter(code(text), 'Get_it') });
    expect(renamed(flowText({ actions: actions('return 1;') }), 'Get_it', 'A"b')).toContain('"A\\"b",\n');
    expect(refusal(actions('return workflowContext.actions.Get_it'), 'Get_it', 'New')).toBe(
      '"Run" runs code that may name "Get_it": rename it in the designer.',
    );
  });
});

describe('a rename is refused', () => {
  const plain: Steps = { One: compose(1), Two: runsAfter(compose("@outputs('Gone')"), 'One') };

  it.each([
    ['', 'Type a name: a step cannot have an empty one.'],
    ['a'.repeat(81), 'A name has at most 80 characters.'],
    [' New', 'A name cannot begin or end with a blank, nor have line breaks or tabs in it.'],
    ['a\tb', 'A name cannot begin or end with a blank, nor have line breaks or tabs in it.'],
    ['50%', 'The designer takes no name with one of the characters # < > % & \\ ? /.'],
    ["@outputs('One')", 'A name cannot be an expression.'],
    ['Internal.x', 'The platform keeps names that begin with "internal." for itself.'],
    ['TWO', 'The flow has a step "TWO" already.'],
    ['recurrence', 'The flow has a step "recurrence" already.'],
    ['gone', 'The flow refers to "gone" already, which is not there: correct that first.'],
    ['a: b', '2 edits'],
    ['One', '0 edits'],
  ])('to %j', (name, reason) => {
    expect(refusal(plain, 'One', name)).toBe(reason);
  });

  it.each<[string, StepJson, string]>([
    [
      'computed',
      compose("@outputs(variables('n'))"),
      '"Two" works out the name of a step at run time, which may be "One".',
    ],
    [
      'put together',
      compose("@outputs(concat('o', 'ne'))"),
      '"Two" works out the name of a step at run time, which may be "One".',
    ],
    ['another, put together', compose("@outputs(concat('t', 'ne'))"), '1 edits'],
    [
      'damaged',
      compose("@outputs('One'"),
      '"Two" names "One" in an expression that does not parse: repair that first.',
    ],
    ['damaged elsewhere', compose("@outputs('Tw'"), '1 edits'],
    [
      'a key that begins as an expression and is none',
      compose({ "@outputs('One').": 1 }),
      '"Two" names "One" in a part of its inputs that may be plain text.',
    ],
    [
      'a schema',
      { type: 'ParseJson', inputs: { content: 1, schema: { title: "@{outputs('One')}" } } },
      '"Two" names "One" in a part of its inputs that may be plain text.',
    ],
    ['a key that is an expression', compose({ "@outputs('One')": 1 }), '2 edits'],
    ['escaped text', compose("@@outputs('One')"), '1 edits'],
  ])('where a place is %s', (_, two, reason) => {
    expect(refusal({ One: compose(1), Two: two }, 'One', 'New')).toBe(reason);
  });

  it('beside an agent, for a trigger, and in a damaged file', () => {
    expect(refusal({ One: compose(1), A: { type: 'Agent' } }, 'One', 'New')).toMatch(/has an agent/);
    const text = flowText({ actions: plain });
    const flow = modelOf(text);
    expect(renameAction(flow, flow.triggers[0]!, 'New')).toMatch(/not a trigger/);
    const damaged = modelOf(text.slice(0, -6));
    expect(renameAction(damaged, stepOf(damaged, 'One'), 'New')).toMatch(/is damaged/);
  });

  it('where a reference may mean another step of that name, or a trigger', () => {
    const both: Steps = {
      Left: scope({ Same: compose(1), Reader: runsAfter(compose("@outputs('Same')"), 'Same') }),
      Right: runsAfter(scope({ same: compose(2), Reader2: runsAfter(compose("@outputs('Same')"), 'same') })),
    };
    expect(refusal(both, 'same', 'New')).toBe('3 edits');
    expect(refusal(both, 'Same', 'New')).toBe('3 edits');
    const reader: Steps = { ...both, Reader3: runsAfter(compose("@outputs('same')"), 'Left', 'Right') };
    expect(refusal(reader, 'same', 'New')).toBe(
      '"Reader3" names "same", and it cannot be told which step of that name is meant.',
    );
    expect(refusal(both, 'same', 'New', { outputs: { o: { value: "@outputs('same')" } } })).toBe(
      'An output of the flow names "same", and it cannot be told which step of that name is meant.',
    );
    const trigger: Steps = {
      Recurrence: compose(1),
      Reader: runsAfter(compose("@outputs('Recurrence')"), 'Recurrence'),
    };
    expect(refusal(trigger, 'Recurrence', 'New')).toMatch(
      /^"Reader" names "Recurrence", and it cannot be told/,
    );
  });
});

describe('a free name', () => {
  it.each([
    ['Compose', 'Compose_3'],
    ['compose_2', 'compose_3'],
    ['Other', 'Other'],
    ['Is it / done?', 'Is it_done'],
    ['', 'Compose_3'],
    ['x'.repeat(90), 'x'.repeat(80)],
  ])('for %j', (wish, name) => {
    const flow = modelOf(
      flowText({ actions: { Compose: compose(1), Compose_2: compose(2), Last: compose(3) } }),
    );
    expect(freeActionName(flow, stepOf(flow, 'Last'), wish)).toBe(name);
  });

  it('is none that something refers to, and has no more than 80 characters', () => {
    const long = 'x'.repeat(80);
    const actions = { [long]: compose("@outputs('Compose_2')"), Compose: compose(2), Last: compose(3) };
    const flow = modelOf(flowText({ actions }));
    expect(freeActionName(flow, stepOf(flow, 'Last'), 'Compose')).toBe('Compose_3');
    expect(freeActionName(flow, stepOf(flow, 'Last'), long)).toBe(`${'x'.repeat(78)}_2`);
  });
});

/** What each name in a flow means: the positions of the actions that have it, as every reader would look them up. */
function meanings(flow: FlowModel): unknown[] {
  const names = namesOf(flow);
  return (['runAfter', 'step', 'loop'] as const).flatMap((kind) =>
    names.uses(kind).map((use) => {
      const all = names.actions(use.name).map((one) => flow.actions.indexOf(one));
      return [kind, use.step?.node, all.length > 0 ? all : use.name];
    }),
  );
}

describe('in any flow', () => {
  const letters = fc.constantFrom('a', 'B', "'", '"', '(', 'é', '_', '{', '😀', '1', '.');
  const nameOf = fc
    .array(letters, { minLength: 1, maxLength: 6 })
    .map((some) => some.join(''))
    .filter((name) => !/^@|@\{/.test(name));
  const flowOf = fc
    .uniqueArray(nameOf, { minLength: 2, maxLength: 9, selector: (name) => name.toLowerCase() })
    .chain((names) => {
      const read = fc.tuple(
        fc.constantFrom(...names),
        fc.constantFrom('outputs', 'body', 'items', 'actions', 'result'),
      );
      const inputs = fc.array(read, { maxLength: 3 }).map((reads) => {
        const calls = reads.map(([name, call]) => `${call}('${name.replaceAll("'", "''")}')`);
        return {
          [`k@{${calls[0] ?? '1'}}`]: calls.map((call) => `say "@{${call}}"`),
          whole: `@concat(${calls.join(', ') || "'x'"})`,
        };
      });
      return fc
        .tuple(
          fc.array(inputs, { minLength: names.length, maxLength: names.length }),
          fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }),
        )
        .map(([all, nests]) => {
          // From the last to the first: a step that nests takes those behind it.
          let steps: Steps = {};
          for (let at = names.length - 1; at >= 0; at--) {
            const own: Steps = { [names[at]!]: nests[at] ? foreach('@body(1)', steps) : compose(all[at]!) };
            steps = nests[at] ? own : inOrder({ ...own, ...steps });
          }
          return { names, text: flowText({ actions: steps }) };
        });
    });

  it('a rename leaves what all names mean, and back again is the same text', () => {
    fc.assert(
      fc.property(flowOf, fc.nat(), nameOf, ({ names, text }, at, fresh) => {
        const from = names[at % names.length]!;
        const flow = modelOf(text);
        const result = renameAction(flow, stepOf(flow, from), fresh);
        // Taken already, or worked out at run time.
        if (typeof result === 'string') {
          expect(result).toMatch(/already|run time/);
          return;
        }
        const changed = applyEdits(text, result);
        const now = modelOf(changed);
        expect(meanings(now)).toEqual(meanings(flow));
        expect(now.actions.map((one) => one.name)).toEqual(
          flow.actions.map((one) => (one.name === from ? fresh : one.name)),
        );
        expect(renamed(changed, fresh, from)).toBe(text);
      }),
      { numRuns: 200 },
    );
  });
});
