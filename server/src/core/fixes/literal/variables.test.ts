// A secret that stands in a variable: one repair brings the read to where it is used, and the variable goes.
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  foreach,
  initialize,
  inOrder,
  runsAfter,
  setVariable,
} from '../../../../../test/harness/flowBuilder.ts';
import {
  type Applied,
  applied,
  secretFindings,
  solutionWith,
} from '../../../../../test/harness/solutionFlows.ts';

const KEY = FAKES.hex32!;
const VAULT = 'Read from Azure Key Vault';
const SECRET = 'Read from a new secret variable';
const VALUE = "outputs('Get_secret_-_Api_key')?['body/value']";
const TOKEN = "outputs('Get_secret_-_Access_token')?['body/value']";
const READ = "@variables('apiKey')";

interface Step {
  readonly inputs?: { readonly headers?: unknown; readonly parameters?: unknown };
  readonly runAfter?: unknown;
}

function actionsOf({ flow }: Applied): Record<string, Step> {
  return (flow as { properties: { definition: { actions: Record<string, Step> } } }).properties.definition
    .actions;
}

const initialised = (value = READ, held = KEY): FlowSpec => ({
  actions: inOrder({ Initialize_apiKey: initialize('apiKey', held), Call: callWith(value) }),
});

describe('a secret in a variable', () => {
  it('is read where it is used, under the name of the variable, and the variable goes', () => {
    const result = applied(solutionWith(initialised()), VAULT);
    expect(result.fresh).toEqual([]);
    const { Call, ...rest } = actionsOf(result);
    expect(Object.keys(rest)).toEqual(['Get_secret_-_Api_key']);
    expect(rest['Get_secret_-_Api_key']?.inputs?.parameters).toEqual({ secretName: 'api-key' });
    expect(Call?.inputs?.headers).toEqual({ 'x-api-key': `@${VALUE}` });
    expect(Call?.runAfter).toEqual({ 'Get_secret_-_Api_key': ['Succeeded'] });
    expect(result.fix.note).toContain(
      'What read "apiKey" reads its source instead; the step that made it goes.',
    );
    expect(result.fix.note).not.toContain('which the run history shows');
  });

  it('goes the same way into a secret variable', () => {
    const result = applied(solutionWith(initialised()), SECRET);
    expect(result.fresh).toEqual([]);
    expect(Object.keys(actionsOf(result))).not.toContain('Initialize_apiKey');
  });

  it('beside other text goes with that text', () => {
    const held = `Bearer ${KEY}`;
    for (const [read, expected] of [
      [READ, `@concat('Bearer ', ${TOKEN})`],
      ["a @{variables('apiKey')}", `a @{concat('Bearer ', ${TOKEN})}`],
      ["@toLower(variables('apiKey'))", `@toLower(concat('Bearer ', ${TOKEN}))`],
    ]) {
      const result = applied(solutionWith(initialised(read, held)), VAULT);
      expect(actionsOf(result).Call?.inputs?.headers).toEqual({ 'x-api-key': expected });
      expect(result.fresh).toEqual([]);
    }
  });

  it('that is set later, and read in a loop, is read once', () => {
    const actions = inOrder({
      Initialize_apiKey: initialize('apiKey'),
      Set_apiKey: setVariable('apiKey', KEY),
      Each: foreach('@body()', { Call: callWith(READ) }),
    });
    const result = applied(solutionWith({ actions }), VAULT);
    expect(Object.keys(actionsOf(result))).toEqual(['Get_secret_-_Api_key', 'Each']);
    expect(result.fresh).toEqual([]);
  });

  it('stands in two of them: both go', () => {
    const actions = inOrder({
      Initialize_apiKey: initialize('apiKey', KEY),
      Initialize_other: initialize('other', KEY),
      Call: callWith(READ),
      Send: callWith("@variables('other')"),
    });
    const result = applied(solutionWith({ actions }), `${VAULT} in all 2 places`);
    expect(Object.keys(actionsOf(result))).toEqual(['Get_secret_-_Api_key', 'Call', 'Send']);
    expect(result.fresh).toEqual([]);
  });

  it.each<[string, FlowSpec]>([
    [
      'it is set again',
      {
        actions: inOrder({
          Initialize_apiKey: initialize('apiKey', KEY),
          Call: callWith(READ),
          Again: setVariable('apiKey', 'none'),
        }),
      },
    ],
    [
      'an expression names the step',
      {
        actions: {
          ...initialised().actions,
          Note: runsAfter(compose("@actions('Initialize_apiKey')?['status']"), 'Call'),
        },
      },
    ],
    [
      'a read may come before it is made',
      { actions: { Initialize_apiKey: initialize('apiKey', KEY), Call: callWith(READ) } },
    ],
  ])('stays there, and the note says so, where %s', (_, spec) => {
    const made = solutionWith(spec);
    const result = applied(made, VAULT);
    expect(result.fresh).toEqual(['secret-in-variable']);
    expect(Object.keys(actionsOf(result))).toContain('Initialize_apiKey');
    expect(result.fix.note).toContain('What is read then stands in a variable, which the run history shows');
    expect(made.analysis.fixesFor(secretFindings(made)[0]!)).toHaveLength(2);
  });
});
