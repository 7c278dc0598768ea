// No copy of a secret stays where a repair says that it takes it out: several in one string, places without a name, branches.

import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  http,
  ifElse,
  inOrder,
  runsAfter,
} from '../../../../../test/harness/flowBuilder.ts';
import {
  applied,
  FLOW_URI,
  secretFindings,
  solutionWith,
} from '../../../../../test/harness/solutionFlows.ts';
import { unnamed } from '../../../../../test/harness/titles.ts';
import { parseJson } from '../../json/parse.ts';
import { replaceTexts } from '../flow/replaceText.ts';

const KEY = FAKES.hex32!;
const VAULT = 'Read from Azure Key Vault';
const SECRET = 'Read from a new secret variable';
const all = (count: number): string => `in all ${count} places`;
const titles = (spec: FlowSpec): string[] => {
  const made = solutionWith(spec);
  return made.analysis.fixesFor(secretFindings(made)[0]!).map(({ title }) => unnamed(title));
};
const actionsOf = (flow: unknown) =>
  (flow as { properties: { definition: { actions: Record<string, { inputs: Record<string, unknown> }> } } })
    .properties.definition.actions;

describe('every copy in the flow', () => {
  it('goes with one repair: twice in a string, in another field, in a step without a name for it', () => {
    const spec: FlowSpec = {
      actions: inOrder({
        Call: http({
          uri: `https://api.contoso.example/?api_key=${KEY}&again=${KEY}`,
          body: `<a>${KEY}</a>`,
        }),
        Note: compose(`@concat('${KEY}', '/', '${KEY}')`),
      }),
    };
    expect(titles(spec)).toEqual([`${VAULT} ${all(5)}`, `${SECRET} ${all(5)}`]);
    for (const title of titles(spec)) {
      const { after, fix } = applied(solutionWith(spec), title);
      expect(after.get(FLOW_URI)).not.toContain(KEY);
      expect(fix.note).not.toContain('still stands');
      expect(after.get(FLOW_URI)!.match(/"Get_secret_[^"]*": \{/g), 'one read').toHaveLength(1);
    }
  });

  it('goes with one read before a condition, under one name', () => {
    const spec: FlowSpec = {
      actions: { Cond: ifElse({ Call_yes: callWith(KEY) }, { Call_no: callWith(KEY) }), Else: callWith(KEY) },
    };
    const sure = { actions: { ...spec.actions, Else: runsAfter(callWith(KEY), 'Cond') } };
    const { after, flow } = applied(solutionWith(sure), `${VAULT} ${all(3)}`);
    expect(Object.keys(actionsOf(flow))).toEqual([expect.stringMatching(/^Get_secret/), 'Cond', 'Else']);
    expect(new Set(after.get(FLOW_URI)!.match(/"secretName": "[^"]*"/g)).size).toBe(1);
    // No place comes before both: one read on each way.
    const apart = applied(solutionWith(spec), `${VAULT} ${all(3)}`);
    expect(Object.keys(actionsOf(apart.flow)).filter((name) => name.startsWith('Get_secret'))).toHaveLength(
      2,
    );
    expect(new Set(apart.after.get(FLOW_URI)!.match(/"secretName": "[^"]*"/g)).size).toBe(1);
    expect(apart.after.get(FLOW_URI)).not.toContain(KEY);
  });

  it('that cannot go is named', () => {
    const spec: FlowSpec = {
      parameters: { Old: { type: 'String', defaultValue: `x${KEY}` } },
      actions: inOrder({
        Call: callWith(KEY),
        Joined: compose(`pre${KEY}`),
        Described: { ...compose(1), description: `uses ${KEY}` },
        Named: compose({ [KEY]: 1 }),
        Encoded: compose(1),
      }),
    };
    const made = solutionWith(spec);
    const finding = secretFindings(made).find((one) => one.message.includes('"Call"'))!;
    const [fix] = made.analysis.fixesFor(finding);
    expect(unnamed(fix!.title)).toBe(VAULT);
    expect(fix!.note).toContain(
      'It still stands in the parameter "Old", "Joined", "Described" and a name in "Named", which this repair leaves',
    );
    expect(fix!.note).not.toContain(KEY);
  });

  it('is named in its encoded form, in a longer word', () => {
    const secret = FAKES.password!.replace('!', '&!');
    const spec: FlowSpec = {
      actions: inOrder({
        Call: http({ authentication: { type: 'Basic', username: 'a', password: secret } }),
        Post: http({ method: 'POST', body: `a=1&b=x${encodeURIComponent(secret)}` }),
      }),
    };
    const made = solutionWith(spec);
    const [fix] = made.analysis.fixesFor(secretFindings(made)[0]!);
    expect(fix!.note).toContain('It still stands in "Post"');
  });

  it.each([
    ['JSON', (code: string) => `\\u00${code}`],
    ['a URL', (code: string) => `%${code}`],
    ['XML', (code: string) => `&#x${code};`],
  ])('is named where %s in a text writes it by number', (_, byNumber) => {
    const secret = FAKES.password!;
    const written = [...secret].map((one) => byNumber(one.charCodeAt(0).toString(16))).join('');
    const spec: FlowSpec = {
      actions: inOrder({
        Call: http({ authentication: { type: 'Basic', username: 'a', password: secret } }),
        Post: http({ method: 'POST', body: `x${written}y` }),
      }),
    };
    const made = solutionWith(spec);
    const [fix] = made.analysis.fixesFor(secretFindings(made)[0]!);
    expect(fix!.note).toContain('It still stands in "Post"');
  });

  it('is named where it stands in base64', () => {
    const secret = FAKES.password!;
    const spec: FlowSpec = {
      actions: inOrder({
        Call: http({ authentication: { type: 'Basic', username: 'a', password: secret } }),
        Post: http({ headers: { Authorization: `Basic ${btoa(`svc:${secret}`)}` } }),
        Note: compose(`data:image/png;base64,${'A'.repeat(700)}${btoa(secret)}`),
      }),
    };
    const made = solutionWith(spec);
    const finding = secretFindings(made).find((one) => one.message.includes('"Call"'))!;
    const [fix] = made.analysis.fixesFor(finding);
    expect(fix!.note).toContain('It still stands in "Post" (in base64), which');
  });

  it('of a short password stays apart, and is named', () => {
    const short = 'Ab3' + 'x9!';
    const spec: FlowSpec = {
      actions: inOrder({
        Call: http({ authentication: { type: 'Basic', username: 'a', password: short } }),
        Note: compose(`see ${short} there`),
        Other: compose(`see${short}`),
      }),
    };
    const { fix, after } = applied(solutionWith(spec), VAULT);
    expect(fix.note).toContain('It still stands in "Note", which');
    expect(after.get(FLOW_URI)).toContain(`see ${short} there`);
  });
});

it.each([
  ['Basic c3ZjOk5vd' + 'C1hLXJlYWwtUGFzc3cwcmQh', 'Store it without the "Basic" before it'],
  [`@concat('Bearer ', '${KEY}')`, 'Store it without the "Bearer" before it'],
])('a scheme before the secret stays in the flow, and the note says so: %s', (Authorization, note) => {
  const made = solutionWith({ actions: { Call: http({ headers: { Authorization } }) } });
  const fixes = made.analysis.fixesFor(secretFindings(made)[0]!);
  expect(fixes.length).toBeGreaterThan(1);
  for (const fix of fixes) expect(fix.note).toContain(note);
});

it('a step whose authentication alone takes the secret is not secured', () => {
  const basic = http({ authentication: { type: 'Basic', username: 'a', password: FAKES.password! } });
  const { flow } = applied(solutionWith({ actions: { Call: basic } }), VAULT);
  expect(actionsOf(flow).Call).not.toHaveProperty('runtimeConfiguration');
  const both = http({
    headers: { 'x-api-key': FAKES.password! },
    authentication: { type: 'Basic', username: 'a', password: FAKES.password! },
  });
  const second = applied(solutionWith({ actions: { Call: both } }), `${VAULT} ${all(2)}`);
  expect(actionsOf(second.flow).Call).toHaveProperty('runtimeConfiguration');
});

describe('several places of one string', () => {
  it.each([
    ['kk', 'k', '@{e()}@{e()}'],
    ['k', 'k', '@e()'],
    ['a k b k', 'k', 'a @{e()} b @{e()}'],
    ['@@k.k', 'k', "@concat('@', e(), '.', e())"],
    ['x@k@k', 'k', "x@{concat('@', e())}@{concat('@', e())}"],
    ["@f('k-k', 'k')", 'k', "@f(concat(e(), '-', e()), e())"],
    ["@concat('k-k', 'k')", 'k', "@concat(e(), '-', e(), e())"],
    ["k@{f('k')}k", 'k', '@{e()}@{f(e())}@{e()}'],
  ])('of %s', (text, value, expected) => {
    const tree = parseJson(JSON.stringify([text]));
    const spans = [...text.matchAll(new RegExp(value, 'g'))].map(({ index }) => ({
      start: index,
      end: index + 1,
    }));
    const edits = replaceTexts(tree, tree.firstChild(tree.root), spans, 'e()')!;
    let changed = tree.text;
    for (const { span, newText } of [...edits].reverse())
      changed = changed.slice(0, span.start) + newText + changed.slice(span.end);
    expect(JSON.parse(changed)).toEqual([expected]);
    expect(replaceTexts(tree, tree.firstChild(tree.root), [...spans, ...spans], 'e()')).toBeUndefined();
  });
});
