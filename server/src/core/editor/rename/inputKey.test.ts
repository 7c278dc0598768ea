// Rename of an input's key over the flow that takes it and the flows that give it: all places in each form of a file, there and back.
import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import {
  compose,
  flowText,
  type Json,
  type StepJson,
  type Steps,
} from '../../../../../test/harness/flowBuilder.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { placesInFlow, symbolAt } from '../symbols/index.ts';
import { meansInputKey, renameInputKey } from './inputKey.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455550001';
const CHILD = `file:///s/Workflows/Child-${ID.toUpperCase()}.json`;
const PARENT = 'file:///s/Workflows/Parent-0A1B2C3D-1111-2222-3333-444455550002.json';

const triggers: Steps = {
  manual: {
    type: 'Request',
    kind: 'Button',
    inputs: {
      schema: {
        type: 'object',
        properties: {
          text_1: { type: 'string', title: 'Case' },
          text: { type: 'string', title: 'Who' },
          bare: {},
        },
        required: ['text_1', 'text'],
      },
    },
  },
};
const reads: Steps = {
  A: compose("@concat(triggerBody()?['text_1'], triggerBody().text_1, 'text_1')"),
  B: compose("a @{triggerOutputs()?['body/text_1']} b @{triggerOutputs()?['body']?['text_1']} text_1"),
};
const callOf = (body: Json, id = ID): StepJson => ({
  type: 'Workflow',
  inputs: { host: { workflowReferenceName: id }, body },
});
const child = (more: Steps = {}, spec: object = {}): string =>
  flowText({ triggers, actions: { ...reads, ...more }, ...spec });
const parent = flowText({
  actions: {
    Call: callOf({ text_1: 'a', text: 'b' }),
    Again: callOf({ text_1: 1 }),
    Other: callOf({ text_1: 1 }, 'b-c'),
  },
});

const escaped = (text: string): string =>
  text.replaceAll('text_1', 't\\u0065xt_1').replaceAll("'", '\\u0027');
const FORMS: readonly (readonly [string, (text: string) => string])[] = [
  ['indented', (text) => text],
  ['on one line', (text) => JSON.stringify(JSON.parse(text))],
  ['with a byte order mark and CRLF', (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
  ['escaped', escaped],
];

function rename(from: string, to: string, childText = child(), parentText = parent) {
  const texts = new Map([
    [CHILD, childText],
    [PARENT, parentText],
  ]);
  const result = renameInputKey(
    { uri: CHILD, text: childText, flowId: ID },
    [{ uri: PARENT, text: parentText }],
    from,
    to,
  );
  if ('refused' in result) return { refused: result.refused, note: '', child: childText, parent: parentText };
  for (const change of result.changes)
    if ('edits' in change) texts.set(change.uri, applyEdits(texts.get(change.uri)!, change.edits));
  return { refused: undefined, note: result.note, child: texts.get(CHILD)!, parent: texts.get(PARENT)! };
}

describe.each(FORMS)('the key of an input in flows %s', (name, form) => {
  const [childText, parentText] = [form(child()), form(parent)];

  it('is renamed with all that reads and gives it, and back, to the byte', () => {
    const there = rename('TEXT_1', 'case_number', childText, parentText);
    expect(there.note).toContain('Changes 8 places in 2 flows.');
    const flow = check(there.child).flows[0]!.flow;
    expect(placesInFlow(flow, { kind: 'input', name: 'case_number' })).toHaveLength(6);
    expect(placesInFlow(flow, { kind: 'input', name: 'text_1' })).toEqual([]);
    const calls = placesInFlow(check(there.parent).flows[0]!.flow, {
      kind: 'childInput',
      name: 'case_number',
      flowId: ID,
    });
    expect(calls).toHaveLength(2);
    const back = rename('case_number', 'text_1', there.child, there.parent);
    const plain = (text: string): string =>
      name === 'escaped' ? text.replaceAll('t\\u0065xt_1', 'text_1') : text;
    expect([back.child, back.parent].map(plain)).toEqual([childText, parentText].map(plain));
  });

  it('changes nothing else, and no finding', () => {
    const there = rename(
      'text_1',
      'it is due',
      childText.replace('.text_1', "?['text_1']").replace('.t\\u0065xt_1', "?['text_1']"),
      parentText,
    );
    const { actions } = JSON.parse(there.parent.replace(/^\ufeff/, '')).properties.definition;
    expect(actions.Call.inputs.body).toEqual({ 'it is due': 'a', text: 'b' });
    expect(actions.Other.inputs.body).toEqual({ text_1: 1 });
    const rules = (text: string) => check(text).findings.map((one) => one.ruleId);
    expect(rules(there.child)).toEqual(rules(childText));
  });
});

it('is told from the title by its place', () => {
  const analysis = check(child());
  const means = (needle: string, behind: number): boolean => {
    const text = child();
    return meansInputKey(symbolAt(analysis, text.indexOf(needle) + behind)!);
  };
  expect(means('"text_1": {', 2)).toBe(true);
  expect(means('"text_1",', 2)).toBe(true);
  expect(means('"bare"', 2)).toBe(true);
  expect(means('"Case"', 2)).toBe(false);
  expect(means("['text_1", 3)).toBe(false);
  expect(means('"A"', 1)).toBe(false);
});

describe('the note', () => {
  it('tells who reads all inputs at once, and places in other letters', () => {
    const all: Steps = {
      All: compose('@triggerBody()'),
      Some: compose("@triggerBody()?[variables('x')]"),
      Head: compose("@triggerOutputs()?['headers']"),
      Form: compose("@triggerFormDataValue('text_1')"),
    };
    const { note } = rename('text_1', 'number', child(all), parent.replace('"text_1"', '"Text_1"'));
    expect(note).toContain('All inputs at once are read by "All", "Some", "Form": look there.');
    expect(note).toContain(
      '1 of the places had other capital letters: renamed back, they are written "text_1".',
    );
    expect(note).toContain(
      'Apps and others who start the flow go on to send "text_1" until they are changed.',
    );
  });

  it('is not there where nothing changes', () => {
    expect(rename('text_1', 'text_1')).toMatchObject({
      refused: undefined,
      note: '',
      child: child(),
      parent,
    });
  });
});

describe('a rename of a key is refused', () => {
  const refused = (to: string, childText = child(), parentText = parent) => {
    const result = rename('text_1', to, childText, parentText);
    expect([result.child, result.parent]).toEqual([childText, parentText]);
    return result.refused;
  };

  it('where the new one is none, or is taken', () => {
    expect(refused(' ')).toBe('Type a name: an input cannot have an empty one.');
    expect(refused("it's")).toBe('The key of an input can have no quotes and slashes.');
    expect(refused('@{x}')).toBe('A name cannot be an expression.');
    expect(refused('TEXT')).toBe('The trigger has an input "TEXT" already.');
    expect(refused('two words')).toBe('"A" reads "text_1" behind a dot, where only one word can stand.');
    expect(refused('number', child({ X: compose("@triggerBody()?['number']") }))).toContain(
      'reads "number" already',
    );
    const giving = flowText({ actions: { Call: callOf({ text_1: 1, number: 2 }) } });
    expect(refused('number', child(), giving)).toBe('"Call" gives "number" already.');
  });

  it('where not all places can be told', () => {
    expect(refused('x', child({ X: compose("@concat(triggerBody()?['text_1'], ") }))).toContain(
      'does not parse',
    );
    const computed = flowText({ actions: { Call: callOf("@outputs('All')") } });
    expect(refused('x', child(), computed)).toBe('"Call" works out at run time what it gives to the flow.');
    expect(refused('x', child(), parent.slice(0, -4))).toContain('is damaged. Repair it first.');
    const unread = renameInputKey(
      { uri: CHILD, text: child(), flowId: ID },
      [{ uri: PARENT, text: null }],
      'text_1',
      'x',
    );
    expect(unread).toMatchObject({ refused: expect.stringContaining('cannot be read') });
  });

  it('of what the trigger does not declare, or declares twice', () => {
    expect(rename('none', 'x').refused).toBe('The trigger declares no input "none".');
    expect(refused('x', child().replace('"bare"', '"Text_1"'))).toContain('twice');
  });
});
