import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  flowText,
  foreach,
  getSecret,
  http,
  initialize,
  inOrder,
  powerApp,
  scope,
  secured,
  sendMail,
  setVariable,
} from '../../../../../test/harness/flowBuilder.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';
import { plainText } from '../hover/markdown.ts';
import { inlaysIn } from './index.ts';

const OPEN = '\u{1F513}';
const CLOSED = '\u{1F512}';

const key = "@{outputs('Get_secret')?['body/value']}";
const keyFrom = (step: string): string => `@{outputs('${step}')}`;

/** Label and tooltip by the step in front of which the key stands; entities decoded, as a reader sees it. */
function locks(spec: FlowSpec, options: Parameters<typeof check>[1] = {}): Record<string, string> {
  const text = flowText(spec);
  const inlays = inlaysIn(check(text, options), { start: 0, end: text.length });
  return Object.fromEntries(inlays.map(({ offset, label }) => [stepBefore(text, offset), label]));
}

function stepBefore(text: string, offset: number): string {
  return /"([^"]+)":\s*\{$/.exec(text.slice(0, offset))?.[1] ?? `nothing at ${offset}`;
}

function tooltip(spec: FlowSpec, step: string): string {
  const text = flowText(spec);
  const inlay = inlaysIn(check(text), { start: 0, end: text.length }).find(
    ({ offset }) => stepBefore(text, offset) === step,
  );
  return plainText(inlay?.tooltip ?? 'no lock');
}

const withActions = (actions: FlowSpec['actions']): FlowSpec => ({ actions: inOrder(actions) });

describe('a closed lock', () => {
  it.each([
    [['outputs'], 'outputs secured'],
    [['inputs'], 'inputs secured'],
    [['inputs', 'outputs'], 'inputs and outputs secured'],
    [['outputs', 'inputs'], 'inputs and outputs secured'],
  ] as const)('names the secured sides %j', (sides, words) => {
    const spec = withActions({ Call: secured(http({}), ...sides) });
    expect(locks(spec)).toEqual({ Call: `${CLOSED} ${words}` });
    expect(tooltip(spec, 'Call')).toContain('Hidden from owners, co-owners and admins alike.');
  });

  it('stands at a step that the platform hides, and says for whose sake', () => {
    const spec = withActions({ Get_secret: secured(getSecret(), 'outputs'), Call: callWith(key) });
    expect(locks(spec)).toEqual({
      Get_secret: `${CLOSED} outputs secured`,
      Call: `${CLOSED} inputs hidden`,
    });
    expect(tooltip(spec, 'Call')).toContain(
      'Inputs: hidden by the platform, because the step directly uses secured outputs of "Get_secret".',
    );
  });

  it('tells secured inputs of another step from secured outputs', () => {
    const spec = withActions({
      A: secured(http({}), 'inputs'),
      B: secured(http({}), 'outputs'),
      Call: http({ body: "@{body('A')} @{body('B')} @{body('A')}" }),
    });
    expect(tooltip(spec, 'Call')).toContain(
      'because the step directly uses secured outputs of "B" and outputs of "A", whose inputs are secured. Steps',
    );
  });

  it('tells what a step secures itself from what follows or is hidden by the platform', () => {
    expect(
      locks(
        withActions({
          Get_secret: secured(getSecret(), 'outputs'),
          Own: secured(compose('x'), 'inputs'),
          By_platform: compose("@outputs('Get_secret')"),
          Both: secured(callWith(key), 'outputs'),
        }),
      ),
    ).toEqual({
      Get_secret: `${CLOSED} outputs secured`,
      Own: `${CLOSED} inputs secured, outputs hidden`,
      By_platform: `${CLOSED} inputs and outputs hidden`,
      Both: `${CLOSED} inputs hidden, outputs secured`,
    });
  });

  it('does not stand for a setting that the platform refuses', () => {
    expect(locks(withActions({ Set: secured(setVariable('a', 'b'), 'inputs') }))).toEqual({});
  });

  it('stands at triggers and nested steps', () => {
    const inner = { Call: secured(http({}), 'inputs') };
    const triggers = { manual: secured(powerApp({ text: 'Name' }).manual!, 'outputs') };
    expect(locks({ triggers, actions: { Try: scope(inner) } })).toEqual({
      manual: `${CLOSED} outputs secured`,
      Call: `${CLOSED} inputs secured`,
    });
  });
});

describe('an open lock', () => {
  const leaking = withActions({
    Get_secret: getSecret(),
    Keep: compose(key),
    Call: callWith(keyFrom('Keep')),
  });

  it('stands where the run history shows a secret', () => {
    expect(locks(leaking)).toEqual({
      Get_secret: `${OPEN} outputs show a secret`,
      Keep: `${OPEN} inputs and outputs show a secret`,
      Call: `${OPEN} inputs show a secret`,
    });
  });

  it('says which secret, who reads it, and that the lightbulb secures it', () => {
    const text = tooltip(leaking, 'Get_secret');
    expect(text).toContain('They carry the secret that "Get_secret" reads from Azure Key Vault.');
    expect(text).toContain('It can be read by every owner, co-owner and admin of the flow.');
    expect(text).toContain('The lightbulb on "Get_secret" secures it.');
    expect(text).not.toContain('by way of');
  });

  it('says by which way the secret came, and names each lightbulb that it takes', () => {
    const text = tooltip(leaking, 'Call');
    expect(text).toContain('From the secret that "Get_secret" reads from Azure Key Vault, by way of "Keep".');
    expect(text).toContain('The lightbulbs on "Get_secret" and "Keep" secure it.');
  });

  it('stands beside a closed one when only one side is secured', () => {
    const spec = withActions({ Get_secret: secured(getSecret(), 'inputs') });
    expect(locks(spec)).toEqual({ Get_secret: `${OPEN} outputs show a secret, ${CLOSED} inputs secured` });
  });

  it('says of a variable that there is a repair to review, and not that it secures', () => {
    const spec = withActions({
      Init: initialize('key'),
      Get_secret: secured(getSecret(), 'outputs'),
      Set: setVariable('key', key),
      Call: callWith("@{variables('key')}"),
    });
    expect(locks(spec)).toMatchObject({ Set: `${OPEN} outputs show a secret, ${CLOSED} inputs hidden` });
    expect(tooltip(spec, 'Set')).toContain('The lightbulb on "Set" offers a repair to review.');
    expect(tooltip(spec, 'Set')).not.toContain('secures it');
  });

  it('names the way of the secret, and the repair of the step that sends it', () => {
    const spec = withActions({ Get_secret: secured(getSecret(), 'outputs'), Tell: sendMail(key) });
    expect(locks(spec)).toMatchObject({ Tell: `${CLOSED} inputs hidden` });
    const through = withActions({
      Init: initialize('key'),
      Get_secret: secured(getSecret(), 'outputs'),
      Set: setVariable('key', key),
      Tell: sendMail("@{variables('key')}"),
    });
    const text = tooltip(through, 'Tell');
    expect(text).toContain('by way of "Set"');
    expect(text).toContain('The lightbulb on "Tell" secures it.');
  });

  it('says of a secret in the file that securing does not take it out, and never shows it', () => {
    const secret = FAKES.hex32!;
    const spec = withActions({ Call: callWith(secret) });
    expect(locks(spec)).toEqual({ Call: `${OPEN} inputs show a secret` });
    expect(tooltip(spec, 'Call')).toContain('It stands in this file as well');
    expect(tooltip(spec, 'Call')).not.toContain(secret.slice(0, 8));
  });

  it('leaves guesses to the pedantic profile, as findings do', () => {
    const spec = withActions({
      Get_secret: secured(getSecret(), 'outputs'),
      Each: foreach("@outputs('Get_secret')?['body/value']", { Call: callWith('@{item()}') }),
    });
    expect(locks(spec)).not.toHaveProperty('Call');
    expect(locks(spec, { config: { ...DEFAULT_CONFIG, profile: 'pedantic' } })).toHaveProperty(
      'Call',
      `${OPEN} inputs show a secret`,
    );
  });

  it('stands also where the finding is turned off, without promising a lightbulb', () => {
    const text = flowText(withActions({ Get_secret: getSecret() }));
    const off = check(text, { config: { ...DEFAULT_CONFIG, rules: { 'secret-read-unsecured': 'off' } } });
    const [inlay] = inlaysIn(off, { start: 0, end: text.length });
    expect(inlay?.label).toBe(`${OPEN} outputs show a secret`);
    expect(inlay?.tooltip).not.toContain('lightbulb');
  });
});

describe('no lock', () => {
  it('stands in a flow without secrets and securing, or in what is no flow', () => {
    const spec = withActions({ Call: http({}), Keep: compose("@body('Call')") });
    expect(locks(spec)).toEqual({});
    expect(inlaysIn(check('[1, 2]'), { start: 0, end: 6 })).toEqual([]);
    expect(inlaysIn(check('{"definition'), { start: 0, end: 12 })).toEqual([]);
  });

  it('stands outside of the asked range', () => {
    const text = flowText(withActions({ A: secured(http({}), 'inputs'), B: secured(http({}), 'inputs') }));
    const analysis = check(text);
    const start = text.indexOf('"B"');
    const found = inlaysIn(analysis, { start, end: text.length });
    expect(found.map(({ offset }) => stepBefore(text, offset))).toEqual(['B']);
    expect(inlaysIn(analysis, { start: 0, end: text.indexOf('"A"') })).toEqual([]);
  });
});

describe('places and texts', () => {
  it('the lock stands behind the brace, also in a file on one line', () => {
    const text = flowText(withActions({ Get_secret: getSecret() }), 0);
    const [inlay] = inlaysIn(check(text), { start: 0, end: text.length });
    expect(text.slice(0, inlay?.offset)).toMatch(/"Get_secret":\{$/);
  });

  it('names of the file are no markup in the tooltip, and not in the label', () => {
    const evil = '<b> [x](command:quit) $(x)';
    const text = flowText({ actions: { [evil]: getSecret() } });
    const [inlay] = inlaysIn(check(text), { start: 0, end: text.length });
    expect(inlay?.label).toBe(`${OPEN} outputs show a secret`);
    expect(inlay?.tooltip).not.toMatch(/<b>|\]\(|command:|\$\(/);
  });
});
