// A secret within a URL, a form, JSON or XML: the secret itself is stored, and the flow encodes it where it goes.

import { describe, expect, it } from 'vitest';
import { evaluate, outputsWith } from '../../../../../test/harness/evaluator.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { compose, http, inOrder, type StepJson } from '../../../../../test/harness/flowBuilder.ts';
import { applyFix, checkIn, solutionFilesOf } from '../../../../../test/harness/repairs.ts';
import { FLOW_URI, secretFindings, solutionWith } from '../../../../../test/harness/solutionFlows.ts';
import { unnamed } from '../../../../../test/harness/titles.ts';
import { maskedFixes } from '../../rules/masked.ts';
import { literalFixes, writtenValue } from './index.ts';
import type { LiteralPlace } from './types.ts';

const VAULT = 'Read from Azure Key Vault';
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** The literal `written` in the step "Call", how it is understood, and the vault's repair with the text it leaves. */
function look(step: StepJson, written: string) {
  const made = solutionWith({ actions: { Call: step } });
  const flow = made.analysis.document.flows[0]!;
  const { tree } = flow;
  const call = flow.actionsByName.get('call')!;
  const strings = Array.from({ length: tree.after(call.inputs) - call.inputs }, (_, at) => call.inputs + at);
  const node = strings.find((at) => tree.isString(at) && tree.string(at).includes(written))!;
  const start = tree.string(node).indexOf(written);
  const place: LiteralPlace = {
    ...{ node, step: call, secret: true, name: 'Key' },
    span: { start, end: start + written.length },
  };
  const solution = solutionFilesOf(made.workspace).solutionOf(FLOW_URI);
  const fix = maskedFixes(literalFixes(flow, solution, place), FLOW_URI).find(({ title }) =>
    unnamed(title).startsWith(VAULT),
  )!;
  const before = tree.string(node);
  const after = checkIn(applyFix(made.workspace, fix), FLOW_URI).document.tree;
  const changed = Array.from({ length: after.after(after.root) }, (_, at) => at).filter(
    (at) => after.isString(at) && after.string(at).includes("outputs('Get_secret_-_Key')"),
  );
  return { ...writtenValue(flow, place)!, fix, before, texts: changed.map((at) => after.string(at)) };
}

/** What the text becomes when the vault holds `value`. */
function filled(text: string, value: string): string {
  const outputs = new Map([['get_secret_-_key', outputsWith(['body', 'value'], value)]]);
  return evaluate(text, { parameters: new Map(), outputs }) as string;
}

describe('a secret between quotes', () => {
  it.each<[string, StepJson, boolean]>([
    ['of a script', compose("Connect -User svc -Password 'Harbour58xyz' -Force"), true],
    ['of a text with expressions', compose('PWD="Harbour58xyz" run @{triggerBody()}'), true],
    ['of an expression', compose("@concat('Harbour58xyz', 'b')"), false],
    ['of JSON, which is encoded', compose('{ "password": "Harbour58xyz" }'), false],
    ['that are not there', compose('run --password Harbour58xyz'), false],
    ['that are not there, a whole value', compose('Harbour58xyz'), false],
  ])('%s', (_, step, isTold) => {
    const { fix } = look(step, 'Harbour58xyz');
    expect(fix.note?.includes('a value with such a quote in it would break the text')).toBe(isTold);
  });
});

describe('a secret in a URL or a form', () => {
  it.each<[string, StepJson, string, string, string]>([
    [
      'in the body of a form, encoded',
      http({ headers: FORM, body: 'grant_type=password&username=svc&password=Lag%2Bon%26Harbour58' }),
      'Lag%2Bon%26Harbour58',
      'Lag+on&Harbour58',
      "grant_type=password&username=svc&password=@{encodeUriComponent(outputs('Get_secret_-_Key')?['body/value'])}",
    ],
    [
      'in the body of a form, with nothing to encode',
      http({ headers: { 'content-type': FORM['Content-Type'] }, body: 'a=b&password=Harbour58xyz' }),
      'Harbour58xyz',
      'Harbour58xyz',
      "a=b&password=@{encodeUriComponent(outputs('Get_secret_-_Key')?['body/value'])}",
    ],
    [
      'in the body of a form that an expression joins',
      http({ headers: FORM, body: "@concat('user=', triggerBody(), '&password=', 'Harbour%2B58')" }),
      'Harbour%2B58',
      'Harbour+58',
      "@concat('user=', triggerBody(), '&password=', encodeUriComponent(outputs('Get_secret_-_Key')?['body/value']))",
    ],
    [
      'in a form that a Compose holds, encoded',
      compose('user=svc&password=Harbour%2B58'),
      'Harbour%2B58',
      'Harbour+58',
      "user=svc&password=@{encodeUriComponent(outputs('Get_secret_-_Key')?['body/value'])}",
    ],
    [
      'in the query of an address',
      http({ uri: 'https://api.contoso.example/a?code=ab%2Fcd%3D%3D&x=1' }),
      'ab%2Fcd%3D%3D',
      'ab/cd==',
      "https://api.contoso.example/a?code=@{encodeUriComponent(outputs('Get_secret_-_Key')?['body/value'])}&x=1",
    ],
    [
      'in the query of an address that is computed',
      http({ uri: "@{parameters('base')}/a?code=abcd1234&x=@{utcNow()}" }),
      'abcd1234',
      'abcd1234',
      "@{parameters('base')}/a?code=@{encodeUriComponent(outputs('Get_secret_-_Key')?['body/value'])}&x=@{utcNow()}",
    ],
    [
      'in the path of an address',
      http({ uri: 'https://api.contoso.example/keys/abcd1234/list' }),
      'abcd1234',
      'abcd1234',
      "https://api.contoso.example/keys/@{encodeUriComponent(outputs('Get_secret_-_Key')?['body/value'])}/list",
    ],
    [
      'before the host of an address',
      http({ uri: 'ftp://user:ab%40cd12@files.contoso.example/x' }),
      'ab%40cd12',
      'ab@cd12',
      "ftp://user:@{encodeUriComponent(outputs('Get_secret_-_Key')?['body/value'])}@files.contoso.example/x",
    ],
  ])('%s', (_, step, written, value, text) => {
    const found = look(step, written);
    expect(found.value).toBe(value);
    expect(found.texts).toEqual([text]);
    expect(found.fix.note).not.toContain('in that form');
    expect(found.fix.note?.includes('store the secret itself')).toBe(value !== written);
    // The same text, and a value with signs of its own stays one value.
    const none = { parameters: new Map(), outputs: new Map() };
    expect(filled(text, value)).toEqual(evaluate(found.before, none));
    const other = JSON.stringify(filled(text, 'a&b=+c'));
    expect(other).toContain('a%26b%3D%2Bc');
  });

  it.each<[string, StepJson, string]>([
    [
      'the whole address',
      http({ uri: 'https://x.example/a?sig=ab%2Fcd' }),
      'https://x.example/a?sig=ab%2Fcd',
    ],
    ['a pair of the query', http({ uri: 'https://x.example/a?code=abcd1234' }), 'code=abcd1234'],
    ['more than one value', http({ uri: 'https://x.example/a?code=abcd12&key=ef' }), 'abcd12&key=ef'],
    ['more than a segment', http({ uri: 'https://x.example/services/T0/abcd1234' }), 'T0/abcd1234'],
    ['the host', http({ uri: 'https://abcd1234.example/a' }), 'abcd1234.example'],
    ['what is encoded already', http({ uri: "https://x.example/@{uriComponent('abcd1234')}" }), 'abcd1234'],
    ['a header', http({ headers: { 'x-key': 'Bearer ab%2Fcd12' } }), 'ab%2Fcd12'],
    ['a text of other lines', compose('password=Harbour58xyz'), 'Harbour58xyz'],
  ])('%s is taken as it stands', (_, step, written) => {
    const found = look(step, written);
    expect(found).toMatchObject({ value: written, encoding: undefined });
    expect(found.texts.join()).not.toContain('encodeUriComponent(outputs');
  });
});

describe('a secret in JSON or XML text', () => {
  const RAW = 'a"b\\c12';
  it.each<[string, string, string, string]>([
    ['JSON', `{"user":"svc","password":"${JSON.stringify(RAW).slice(1, -1)}"}`, 'a\\"b\\\\c12', RAW],
    ['JSON with an escaped unit', '{"user":"svc","password":"ab\\u0026cd12"}', 'ab\\u0026cd12', 'ab&cd12'],
    ['JSON with a line break', '{"key":"abcd\\n1234"}', 'abcd\\n1234', 'abcd\n1234'],
    ['JSON without escapes', '{"user":"@{triggerBody()}","password":"abcd1234"}', 'abcd1234', 'abcd1234'],
  ])('%s keeps its value, whatever signs it has', (_, body, written, value) => {
    const found = look(http({ body }), written);
    expect(found).toMatchObject({ value, encoding: 'json' });
    for (const one of [value, RAW, 'plain']) {
      const text = filled(found.texts[0]!.replace('@{triggerBody()}', ''), one);
      expect(Object.values(JSON.parse(text) as object).at(-1)).toBe(one);
    }
  });

  it('XML keeps its value', () => {
    const found = look(
      http({ body: '<Login><Password>ab&amp;c&#x44;12</Password></Login>' }),
      'ab&amp;c&#x44;12',
    );
    expect(found).toMatchObject({ value: 'ab&cD12', encoding: 'xml' });
    expect(filled(found.texts[0]!, 'a<b>&"c')).toBe(
      '<Login><Password>a&lt;b&gt;&amp;&quot;c</Password></Login>',
    );
  });

  it('a URL in JSON is encoded as a URL', () => {
    const found = look(http({ body: '{"url":"https://x.example/a?code=ab%22cd12"}' }), 'ab%22cd12');
    expect(found).toMatchObject({ value: 'ab"cd12', encoding: 'url' });
    const parsed = JSON.parse(filled(found.texts[0]!, 'a"b')) as unknown;
    expect(parsed).toEqual({ url: 'https://x.example/a?code=a%22b' });
  });

  it('outside of quotes and in raw parts is taken as it stands', () => {
    expect(look(http({ body: '{"a": [abcd1234]}' }), 'abcd1234').encoding).toBeUndefined();
    expect(look(http({ body: '<a><![CDATA[ab&amp;cd]]></a>' }), 'ab&amp;cd').encoding).toBeUndefined();
  });
});

it('copies in every form go with one repair, each as its place wants it', () => {
  const key = FAKES.password!;
  const made = solutionWith({
    actions: inOrder({
      Call: http({ headers: { 'x-api-key': key } }),
      Look_up: http({ uri: `https://api.contoso.example/a?code=${encodeURIComponent(key)}` }),
      Send: http({ body: `{"password":${JSON.stringify(key)}}` }),
    }),
  });
  const fix = made.analysis
    .fixesFor(secretFindings(made)[0]!)
    .find(({ title }) => unnamed(title) === `${VAULT} in all 3 places`)!;
  const text = applyFix(made.workspace, fix).get(FLOW_URI)!;
  expect(text).not.toContain(key);
  expect(text).toContain('?code=@{encodeUriComponent(');
  expect(text).toContain('@{replace(replace(');
});
