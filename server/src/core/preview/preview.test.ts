import { describe, expect, it } from 'vitest';
import { corpusFiles, hasCorpus, loadFolder, samplesFolder, skipNote } from '../../../../test/corpus/load.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  flowText,
  foreach,
  getSecret,
  http,
  ifElse,
  initialize,
  inOrder,
  powerApp,
  scope,
  secured,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';
import { DEFAULT_CONFIG } from '../config/types.ts';
import type { FlowFacts } from '../rules/flowFacts.ts';
import { lookAt } from '../workspace/look.ts';
import {
  previewChanges,
  type Row,
  type RunPreview,
  runPreview,
  SIDES,
  type SidePreview,
  type StepPreview,
} from './index.ts';

const factsOf = (uri: string, text: string): readonly FlowFacts[] =>
  lookAt({ uri, text }, { config: DEFAULT_CONFIG }).flows;
const preview = (spec: FlowSpec): RunPreview =>
  runPreview(factsOf('file:///Flow.json', flowText(spec))[0]!, 'Flow');
const step = ({ steps }: RunPreview, name: string): StepPreview => steps.find((one) => one.name === name)!;
const line = ({ name, parts }: Row): string =>
  `${name}: ${parts
    .map((part) =>
      part.kind === 'secret'
        ? `[secret: ${part.text}]`
        : part.kind === 'token'
          ? `<${part.of}.${part.text}>`
          : part.text,
    )
    .join('')}`;
const lines = (side: SidePreview | undefined): string | string[] | undefined =>
  side?.kind === 'shown' ? side.rows.map(line) : side?.why;

const SECRET = "@{outputs('Get_secret')?['body/value']}";

describe('what the page of a run shows', () => {
  it('knows where each step stands in the file: its name, and all of it with the steps inside', () => {
    const text = flowText({ actions: inOrder({ Try: scope({ Day: compose('x') }), Last: compose('y') }) });
    const [facts] = factsOf('file:///Flow.json', text);
    const { steps } = runPreview(facts!, 'Flow');
    const textOf = ({ start, end }: StepPreview['span']): string => text.slice(start, end);
    for (const { name, span, whole } of steps) {
      expect(textOf(span)).toBe(`"${name}"`);
      expect(JSON.parse(`{${textOf(whole)}}`)).toHaveProperty(name);
    }
    const whole = (name: string) => steps.find((one) => one.name === name)!.whole;
    expect(whole('Day').start).toBeGreaterThan(whole('Try').start);
    expect(whole('Day').end).toBeLessThanOrEqual(whole('Try').end);
  });

  it('is constant text, tokens, and secrets in the place of values', () => {
    const shown = preview({
      actions: inOrder({
        Day: compose('@utcNow()'),
        Get_secret: getSecret(),
        Call: callWith(`Key ${SECRET}`),
      }),
    });
    expect(lines(step(shown, 'Day').inputs)).toEqual(['Inputs: <.utcNow()>']);
    expect(lines(step(shown, 'Get secret').outputs)).toEqual([
      'Status code: as the service answers',
      'Headers: as the service answers',
      'Body: as the service answers',
      'value: [secret: Get secret]',
    ]);
    expect(lines(step(shown, 'Call').inputs)).toEqual([
      'Method: GET',
      'URI: https://api.contoso.example/orders',
      'Headers: ',
      'x-api-key: Key [secret: Get secret]',
    ]);
    expect(shown).toMatchObject({ showing: 2, hidden: 0 });
  });

  it('has no signs of the language around it: a run shows what they stand for', () => {
    const shown = preview({
      actions: inOrder({
        Key: initialize('key', 'x'),
        Text: compose({
          '@@odata.type': '@@text @@{x}',
          address: "a@@{b} @{variables('key')} c@@{d} e@@f",
          part: "@outputs('Key')?['body']",
          run: "run @{workflow()?['run']?['name']}",
        }),
      }),
    });
    expect(lines(step(shown, 'Text').inputs)).toEqual([
      'Inputs: ',
      '@odata.type: @text @@{x}',
      'address: a@{b} <Variables.key> c@{d} e@@f',
      'part: <Key.Body>',
      "run: run <.workflow()?['run']?['name']>",
    ]);
  });

  it('says a comparison that is turned around in the words of the designer', () => {
    const expression = { not: { contains: ["@variables('key')", 'x'] } };
    const shown = preview({
      actions: inOrder({ Key: initialize('key', 'x'), Check: ifElse({}, {}, expression) }),
    });
    expect(lines(step(shown, 'Check').inputs)).toEqual([
      'Expression result: true or false',
      'Compares: <Variables.key> does not contain x',
    ]);
  });

  it('is hidden with the reason, the other side as usual', () => {
    const shown = preview({
      actions: inOrder({ Get_secret: secured(getSecret(), 'outputs'), Call: callWith(SECRET) }),
    });
    expect(step(shown, 'Get secret').outputs).toEqual({
      kind: 'hidden',
      why: 'Secured in the settings of this step.',
    });
    expect(step(shown, 'Get secret').inputs?.kind).toBe('shown');
    expect(step(shown, 'Call').inputs).toEqual({
      kind: 'hidden',
      why: 'Hidden because it uses the secured outputs of "Get secret".',
    });
    expect(shown).toMatchObject({ showing: 0, hidden: 2 });
  });

  it('may repeat a hidden secret in the error section', () => {
    const shown = preview({
      actions: inOrder({ Get_secret: secured(getSecret(), 'outputs'), Call: callWith(SECRET) }),
    });
    expect(step(shown, 'Call').failure.mayRepeat.map(({ text }) => text)).toEqual(['Get secret']);
  });

  it('tells a setting that hides nothing', () => {
    const shown = preview({
      actions: inOrder({
        Key: secured(initialize('key', 'x'), 'inputs'),
        Get_secret: getSecret(),
        Set: setVariable('key', SECRET),
      }),
    });
    const note = ({ inputs }: StepPreview): string => (inputs?.kind === 'shown' ? inputs.note : '');
    expect(note(step(shown, 'Key'))).toBe(
      'The setting hides nothing: steps of type InitializeVariable do not accept secured inputs.',
    );
    expect(note(step(shown, 'Set'))).toBe('Steps of type SetVariable do not accept secured inputs.');
  });

  it('leaves out what the platform leaves out', () => {
    const shown = preview({
      actions: {
        Call: http({
          headers: { Authorization: `Bearer ${FAKES.jwt}` },
          authentication: { type: 'Basic', username: 'u', password: FAKES.password! },
        }),
      },
    });
    expect(lines(step(shown, 'Call').inputs)).toEqual([
      'Method: GET',
      'URI: https://api.contoso.example/orders',
      'Headers: ',
      'Authorization: left out of the run history by the platform',
      'authentication: left out of the run history by the platform',
    ]);
  });

  it('calls what an app sends by its titles', () => {
    const shown = preview({
      triggers: powerApp({ text: 'Customer' }),
      actions: { Say: compose("Dear @{triggerBody()['text']}") },
    });
    expect(lines(step(shown, 'Say').inputs)).toEqual(['Inputs: Dear <manual.Customer>']);
    expect(step(shown, 'manual').inputs).toBeUndefined();
    expect(lines(step(shown, 'manual').outputs)).toContain('Customer: as whoever starts the flow enters it');
  });
});

describe('the steps', () => {
  const shown = preview({
    actions: {
      Last: { ...compose('x'), runAfter: { Each: ['Succeeded'] } },
      On_error: { ...compose('x'), runAfter: { Each: ['Failed', 'TimedOut'] } },
      Each: foreach("@outputs('List')", {
        Is_it: ifElse({ Yes: compose(1) }, { No: compose(2) }, { and: [{ equals: ['@item()', 1] }] }),
        Group: scope({ Inside: compose(3) }),
      }),
    },
  });

  it('stand in run order, with what they stand in', () => {
    expect(
      shown.steps.map(({ name, depth, parent, branch }) => [name, depth, parent === undefined, branch.label]),
    ).toEqual([
      ['Recurrence', 0, true, ''],
      ['Each', 0, true, ''],
      ['Is it', 1, false, ''],
      ['Yes', 2, false, 'If yes'],
      ['No', 2, false, 'If no'],
      ['Group', 1, false, ''],
      ['Inside', 2, false, ''],
      ['Last', 0, true, ''],
      ['On error', 0, true, ''],
    ]);
  });

  it('tell what runs after a failure only, and the choices of a condition', () => {
    expect(step(shown, 'On error').onlyAfter).toBe('"Each" has failed or has timed out');
    expect(step(shown, 'Last').onlyAfter).toBe('');
    expect(step(shown, 'Is it').choices).toEqual(['If yes', 'If no']);
    expect(lines(step(shown, 'Is it').inputs)).toEqual([
      'Expression result: true or false',
      'All of: ',
      'Compares: <.Item> is equal to 1',
    ]);
    expect(step(shown, 'Group')).toMatchObject({ kind: 'scope', inputs: undefined, outputs: undefined });
  });
});

describe('two previews', () => {
  it('differ in the sides that a repair hides', () => {
    const actions = (sides: readonly 'outputs'[]): FlowSpec => ({
      actions: inOrder({
        Get_secret: secured(getSecret(), ...sides),
        Call: callWith(SECRET),
        Say: compose('x'),
      }),
    });
    const [before, after] = [preview(actions([])), preview(actions(['outputs']))];
    const id = (name: string): number => step(before, name).id;
    expect(previewChanges(before, after)).toEqual([
      { before: id('Get secret'), after: id('Get secret'), sides: ['outputs'] },
      { before: id('Call'), after: id('Call'), sides: ['inputs'] },
    ]);
    expect(previewChanges(before, before)).toEqual([]);
  });
});

describe('hostile flows', () => {
  it('get an answer: deep nesting, names that hide, no value of a secret', () => {
    let deep = scope({ Bottom: compose(`a\u202eb ${FAKES.githubToken}`) });
    for (let level = 0; level < 500; level++) deep = scope({ [`S${level}`]: deep });
    const shown = preview({
      actions: { Top: deep, [`Name ${FAKES.githubToken}`]: compose('<b>\u0000</b>') },
    });
    expect(shown.steps.length).toBe(504);
    const text = JSON.stringify(shown);
    expect(text).not.toContain(FAKES.githubToken);
    expect(text).not.toContain('\u202e');
    expect(text).toContain('a\ufffdb');
  });
});

/** What the engine and the preview say of each side of each step, where they differ. */
function differences(facts: FlowFacts): string[] {
  const { flow, exposure } = facts;
  const shown = runPreview(facts, 'Flow');
  expect(shown.steps.map(({ id }) => id).sort((a, b) => a - b)).toEqual(flow.steps.map((_, id) => id));
  return shown.steps.flatMap((one) =>
    SIDES.flatMap(({ side }) => {
      const real = flow.steps[one.id]!;
      const slot = exposure.slot(real, side);
      const isHidden = exposure.hiddenBecause(real, side) !== undefined;
      const sources = slot.exposed ? [...new Set(slot.origins.map(({ source }) => source.id))].sort() : [];
      const said = one[side];
      const rows = said?.kind === 'shown' ? said.rows : [];
      const chips = rows.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.kind === 'secret' ? [part.source] : [])),
      );
      const found = [...new Set(chips)].sort();
      const isSame =
        isHidden === (said?.kind === 'hidden') && JSON.stringify(found) === JSON.stringify(sources);
      return isSame ? [] : [`${flow.tree.start(real.node)} ${real.type} ${side}: ${found} for ${sources}`];
    }),
  );
}

describe('beside the exposure engine', () => {
  const FLOWS: readonly FlowSpec[] = [
    {
      actions: inOrder({
        Get_secret: getSecret(),
        Both: compose({ key: SECRET, plain: { deep: [SECRET, 'x'] }, "@{outputs('Get_secret')}": 1 }),
        Keep: initialize('key', SECRET),
        Loop: foreach("@createArray(outputs('Both'))", { Use: callWith("@{items('Loop')?['key']}") }),
        Ask: ifElse({ Set: setVariable('key', "@{variables('key')}") }, {}, "@equals(outputs('Both'), 'x')"),
        Token: compose(`Token ${FAKES.githubToken} of @{outputs('Get_secret')}`),
        Named: http({ headers: { 'x-api-key': "@variables('other')" } }),
      }),
    },
    { triggers: powerApp({ text: 'Password' }), actions: { Use: callWith("@{triggerBody()['text']}") } },
  ];

  it('says the same of hidden sides and of secrets', () => {
    for (const spec of FLOWS) {
      const facts = factsOf('file:///Flow.json', flowText(spec))[0]!;
      expect(facts.exposure.sources.length).toBeGreaterThan(0);
      expect(differences(facts)).toEqual([]);
    }
  });

  it('says the same of the samples', () => {
    const facts = loadFolder(samplesFolder).flatMap(({ uri, text }) => factsOf(uri, text));
    expect(facts.length).toBeGreaterThan(3);
    expect(facts.flatMap(differences)).toEqual([]);
  });

  it.skipIf(!hasCorpus)(
    `says the same of real flows${skipNote}`,
    () => {
      let flows = 0;
      const found = corpusFiles().flatMap(({ uri, text, name }) =>
        factsOf(uri, text).flatMap((facts) => {
          flows++;
          return differences(facts).map((one) => `${name}: ${one}`);
        }),
      );
      expect(flows).toBeGreaterThan(400);
      expect(found).toEqual([]);
    },
    240_000,
  );
});
