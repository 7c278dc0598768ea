import { describe, expect, it } from 'vitest';
import {
  compose,
  flowModel,
  initialize,
  inOrder,
  powerApp,
  type StepJson,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';
import { printExpr } from '../expressions/index.ts';
import { parseTemplate } from '../expressions/parseTemplate.ts';
import { parseJson } from '../json/parse.ts';
import { applyEdits } from '../text/textEdit.ts';
import type { CallerInput } from './callerInput.ts';
import { confidenceIn } from './confidence.ts';
import { piecesOf } from './pieces.ts';
import { callersOf } from './tracker.ts';
import { endsInQuotes, urlValues } from './urlText.ts';
import { textOf, wrapEdits } from './wrap.ts';

function pieces(value: string, before: Record<string, StepJson> = {}) {
  const flow = flowModel({
    triggers: powerApp({ text: 'City' }),
    actions: inOrder({ ...before, Probe: compose(value) }),
  });
  const step = flow.actionsByName.get('probe')!;
  return piecesOf(callersOf(flow), step.inputs, step);
}
const shown = (value: string, before?: Record<string, StepJson>) =>
  pieces(value, before).map((one) => (one.kind === 'text' ? one.value : `<${printExpr(one.expr)}>`));

describe('the pieces of a text', () => {
  it('of literals, interpolations and concat', () => {
    expect(shown('plain')).toEqual(['plain']);
    expect(shown("a@{triggerBody()?['text']}b")).toEqual(['a', "<triggerBody()?['text']>", 'b']);
    expect(shown("@concat('a', concat(triggerBody(), 'it''s'))")).toEqual(['a', '<triggerBody()>', "it's"]);
    expect(shown("a@{concat('b', utcNow())}")).toEqual(['a', 'b', '<utcNow()>']);
  });

  it('Compose and variables with one value are looked into', () => {
    const before = { Base: compose("https://a/@{triggerBody()?['text']}") };
    expect(shown("@{outputs('Base')}/x", before)).toEqual(['https://a/', "<triggerBody()?['text']>", '/x']);
    const variable = { V: initialize('V', 'b@{utcNow()}') };
    expect(shown("a@{variables('V')}", variable)).toEqual(['a', 'b', '<utcNow()>']);
  });

  it('a single value stays where it is used, and so do variables with several values', () => {
    expect(shown("a@{outputs('One')}", { One: compose("@triggerBody()?['text']") })).toEqual([
      'a',
      "<outputs('One')>",
    ]);
    const several = { V: initialize('V', 'a'), W: { ...setVariable('V', 'b') } };
    const flow = {
      V: initialize('V', 'a'),
      If: { type: 'If', expression: '@true', actions: { W: several.W } },
    };
    expect(shown("@{variables('V')}", flow)).toEqual(["<variables('V')>"]);
  });

  it('steps that hold each other come to an end', () => {
    expect(shown("x@{outputs('Probe')}").length).toBeLessThan(20);
  });
});

describe('the parts of an address', () => {
  const areas = (value: string) =>
    urlValues(pieces(value)).map(({ area, parameter }) => (parameter ? `${area} ${parameter}` : area));
  it.each([
    ['https://@{triggerBody()}/x', ['host']],
    ['https://a.@{triggerBody()}.example:8080/x', ['host']],
    ['@{triggerBody()}', ['host']],
    ['  @{triggerBody()}://a/b', ['host']],
    ['https@{triggerBody()}', ['host']],
    ['https://a/@{triggerBody()}/b?x=@{utcNow()}&y=1@{guid()}', ['path', 'query x', 'query y']],
    ['https://a?@{triggerBody()}', ['query']],
    ['https://a/b?x=1&@{triggerBody()}', ['query']],
    ["https://a/b?%24filter=n eq '@{triggerBody()}'", ['query $filter']],
    ['https://a/b?x=1#@{triggerBody()}', ['fragment']],
    ["@{parameters('Base')}/b/@{triggerBody()}", ['host', 'path']],
    ["@{parameters('Base')}@{triggerBody()}", ['host', 'path']],
    ['/v1.0/users/@{triggerBody()}', ['path']],
    ['_api/web/lists(@{triggerBody()})', ['path']],
  ])('%s', (value, expected) => {
    expect(areas(value)).toEqual(expected);
  });

  it('quotes', () => {
    expect(endsInQuotes("Title eq '")).toBe(true);
    expect(endsInQuotes("Title eq 'it''s' and ")).toBe(false);
    expect(endsInQuotes('n eq %27')).toBe(true);
    expect(endsInQuotes('')).toBe(false);
  });
});

describe('wrapping', () => {
  it('keeps everything else, also in escaped text', () => {
    const text = '{"uri": "a\\u0041 \\"@{triggerBody()?[\'x\']}\\" ä"}';
    const tree = parseJson(text);
    const node = tree.child(tree.root, 'uri');
    const template = parseTemplate(tree.string(node));
    const hole =
      template.kind === 'interpolation' ? template.parts.find((one) => one.kind === 'hole') : undefined;
    const edits = wrapEdits(tree, node, hole!.expr, 'f("', ')');
    expect(applyEdits(text, edits)).toBe('{"uri": "a\\u0041 \\"@{f(\\"triggerBody()?[\'x\'])}\\" ä"}');
  });

  it('asks for string() where null or a number may come, and not around what is declared as a text', () => {
    const flow = flowModel({
      triggers: powerApp({ text: 'City' }),
      actions: inOrder({
        Court: initialize('Court', 'x'),
        Count: initialize('Count', 1, 'integer'),
      }),
    });
    const of = (text: string) => {
      const template = parseTemplate(text);
      return template.kind === 'expression' ? textOf(flow, template.expr)[0] : undefined;
    };
    expect(of("@triggerBody()?['x']")).toBe('string(');
    expect(of("@coalesce(triggerBody()?['x'], 1)")).toBe('string(');
    expect(of("@concat(triggerBody()?['x'], 'a')")).toBe('');
    expect(of("@toLower(triggerBody()?['x'])")).toBe('');
    expect(of("@variables('court')")).toBe('');
    expect(of("@variables('Count')")).toBe('string(');
    expect(of("@variables('Unknown')")).toBe('string(');
  });
});

describe('how sure', () => {
  const input = (
    kind: CallerInput['caller']['kind'],
    name: string,
    confidence: 'high' | 'medium' = 'medium',
  ): CallerInput => ({
    caller: { kind, who: '', confidence },
    name,
    fromField: false,
    label: '',
    key: name,
  });
  it('ids from an app, and anything from a parent flow, are a question', () => {
    expect(confidenceIn([input('app', 'Customer')])).toBe('medium');
    expect(confidenceIn([input('app', 'Order id')])).toBe('low');
    for (const name of ['orderid', 'conversationtranscriptid', 'Row IDs', 'GUID', 'Getitem_Id_1', 'Site URL'])
      expect(confidenceIn([input('app', name)]), name).toBe('low');
    for (const name of ['Paid', 'Bid', 'invalid', 'Monkey', 'Curl'])
      expect(confidenceIn([input('app', name)]), name).toBe('medium');
    expect(confidenceIn([input('flow', 'Customer')])).toBe('low');
    expect(confidenceIn([input('tenant', 'orderId', 'high')])).toBe('high');
    expect(confidenceIn([input('app', 'Order id'), input('app', 'Customer')])).toBe('medium');
  });
});

it('the name of an address says nothing where the value stands inside of one', () => {
  const input: CallerInput = {
    caller: { kind: 'app', who: '', confidence: 'medium' },
    name: 'HTTP_Uri',
    fromField: true,
    label: '',
    key: '',
  };
  expect(confidenceIn([input])).toBe('low');
  expect(confidenceIn([input], 'address')).toBe('medium');
  expect(confidenceIn([{ ...input, name: 'Order id' }], 'address')).toBe('low');
});

describe('hostile flows', () => {
  it('chains that double at every step are answered soon', () => {
    const actions: Record<string, StepJson> = {};
    const many = (name: string) =>
      `@concat(${Array.from({ length: 300 }, () => `outputs('${name}')`).join(', ')})`;
    actions.C0 = compose("@triggerBody()?['text']");
    for (let index = 1; index < 12; index++) actions[`C${index}`] = compose(many(`C${index - 1}`));
    actions.Probe = compose("a@{outputs('C11')}b");
    const flow = flowModel({ triggers: powerApp({ text: 'City' }), actions });
    const step = flow.actionsByName.get('probe')!;
    const tracker = callersOf(flow);
    for (const piece of piecesOf(tracker, step.inputs, step))
      if (piece.kind === 'value') tracker.unchecked(piece.expr, step);
  });
});
