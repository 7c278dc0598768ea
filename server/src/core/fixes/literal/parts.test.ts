import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  compose,
  flowModel,
  foreach,
  http,
  initialize,
  inOrder,
  setVariable,
} from '../../../../../test/harness/flowBuilder.ts';
import type { Step } from '../../flow/model.ts';
import { fakes } from '../../secrets/detect/fakeSecrets.ts';
import { findHits } from '../../secrets/find.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import { isEvaluated, mergeChanges, mergeInsertions } from './literal.ts';
import { displayName, nameOfHit, vaultName } from './names.ts';
import { sameLiterals } from './occurrences.ts';
import type { Literal } from './types.ts';

const at = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

describe('names', () => {
  it.each([
    ['SCuBA CoE', 'SCuBA CoE'],
    ['Send_SCuBA_CoE report', 'Send SCuBA CoE report'],
    ['SpeechKey', 'Speech key'],
    ['x-api-key', 'X api key'],
  ])('keep what people wrote in words: %s', (name, shown) => {
    expect(displayName(name)).toBe(shown);
  });

  it.each([
    [{ Get_token: http({ body: { token: FAKES.hex32! } }) }, 'Get_token'],
    [{ Call_client: http({ body: { client_secret: FAKES.hex32! } }) }, 'Call_client secret'],
    [
      {
        Initialize_api_key: {
          type: 'InitializeVariable',
          inputs: { variables: [{ name: 'api key', type: 'string', value: FAKES.hex32! }] },
        },
      },
      'api key',
    ],
  ])('repeat no word', (actions, name) => {
    const flow = flowModel({ actions: inOrder(actions) });
    expect(findHits(flow).map((hit) => nameOfHit(flow, hit))).toEqual([name]);
  });
});

describe('mergeInsertions', () => {
  it('puts insertions at one place together, in their order', () => {
    expect(
      mergeInsertions([at(5, 5, ',"a":1'), at(9, 12, 'x'), at(5, 5, ', "b":2'), at(5, 5, ',\n  "c":3')]),
    ).toEqual([at(5, 5, ',"a":1, "b":2,\n  "c":3'), at(9, 12, 'x')]);
  });

  it('takes edits that only touch', () => {
    const edits = [at(0, 3, 'a'), at(3, 6, 'b'), at(6, 6, 'c')];
    expect(mergeInsertions(edits)).toEqual(edits);
  });

  it('refuses what would damage the file', () => {
    expect(mergeInsertions([at(0, 4, 'a'), at(2, 6, 'b')])).toBeUndefined();
    expect(mergeInsertions([at(2, 4, 'a'), at(2, 2, 'b')])).toBeUndefined();
    // Into an empty object: neither brings a comma.
    expect(mergeInsertions([at(5, 5, '"a":1'), at(5, 5, '"b":2')])).toBeUndefined();
  });
});

describe('mergeChanges', () => {
  it('puts changes of one file together', () => {
    const changes = [
      { uri: 'a', edits: [at(1, 1, ',1')] },
      { uri: 'b', create: 'x' },
      { uri: 'a', edits: [at(1, 1, ',2'), at(7, 8, '')] },
    ];
    expect(mergeChanges(changes)).toEqual([
      { uri: 'a', edits: [at(1, 1, ',1,2'), at(7, 8, '')] },
      changes[1],
    ]);
  });

  it('refuses changes that clash', () => {
    expect(
      mergeChanges([
        { uri: 'a', create: 'x' },
        { uri: 'a', create: 'y' },
      ]),
    ).toBeUndefined();
    expect(
      mergeChanges([
        { uri: 'a', create: 'x' },
        { uri: 'a', edits: [] },
      ]),
    ).toBeUndefined();
    expect(
      mergeChanges([
        { uri: 'a', edits: [at(0, 4, '')] },
        { uri: 'a', edits: [at(2, 6, '')] },
      ]),
    ).toBeUndefined();
  });
});

describe('names', () => {
  it.each([
    ['x-api-key', 'X api key', 'x-api-key'],
    ['apiKey', 'Api key', 'api-key'],
    ['API_KEY', 'API KEY', 'api-key'],
    ['Send_order x-api-key', 'Send order x api key', 'send-order-x-api-key'],
    ['Schlüssel für Ärzte', 'Schlüssel für ärzte', 'schlussel-fur-arzte'],
    ['秘密', '秘密', 'secret'],
    ['--', 'Value', 'value'],
    ['', 'Value', 'value'],
    ['🔑 key', 'Key', 'key'],
  ])('of "%s"', (name, shown, stored) => {
    expect(displayName(name)).toBe(shown);
    expect(vaultName(name)).toBe(stored);
  });

  it('have a length that Key Vault takes', () => {
    expect(vaultName('a '.repeat(300))).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/);
  });

  const key = FAKES.hex32!;
  const namesOf = (actions: Parameters<typeof flowModel>[0]['actions']): string[] => {
    const flow = flowModel({ actions });
    return findHits(flow).map((hit: SecretHit) => nameOfHit(flow, hit));
  };

  it('of a signed URL is the URL where all of it is the secret, and else the key alone', () => {
    const signed = `https://contoso.azurewebsites.net/api/a?code=${encodeURIComponent(fakes.functionKey())}`;
    expect(namesOf({ Call: http({ uri: signed }) })).toEqual(['Call URL']);
    expect(namesOf({ Call: http({ uri: `${signed}&at=@{utcNow()}` }) })).toEqual(['Call code']);
  });

  it('of a secret tell what it is for: the step goes with a name that many services use', () => {
    expect(namesOf({ Call: http({ headers: { 'x-api-key': key } }) })).toEqual(['Call x-api-key']);
    expect(namesOf({ Call: http({ headers: { 'contoso-api-key': key } }) })).toEqual(['contoso-api-key']);
    expect(namesOf({ Call: http({ uri: `https://x.example/a?b=1&api_key=${key}` }) })).toEqual([
      'Call api_key',
    ]);
    expect(namesOf({ Call: http({ uri: `https://bot:${FAKES.password}@x.example/a` }) })).toEqual([
      'Call password',
    ]);
    expect(namesOf({ Call: http({ uri: `@concat('https://x.example/a?api_key=', '${key}')` }) })).toEqual([
      'Call api_key',
    ]);
    expect(namesOf({ Get_token: http({ body: `grant_type=x&client_secret=${key}` }) })).toEqual([
      'Get_token client_secret',
    ]);
    expect(
      namesOf({
        Call: http({ authentication: { type: 'Basic', username: 'a', password: FAKES.password! } }),
      }),
    ).toEqual(['Call password']);
    expect(namesOf({ Init: initialize('SpeechKey', key) })).toEqual(['SpeechKey']);
    expect(namesOf({ Set: setVariable('ApiKey', key) })).toEqual(['ApiKey']);
    expect(namesOf({ Initialize_apiKey: initialize('apiKey', key) })).toEqual(['apiKey']);
    expect(namesOf({ Orders_API_key: compose(key) })).toEqual(['Orders_API_key']);
    expect(namesOf({ Compose: compose(`AccountKey=${FAKES.accountKey};AccountName=x`) })[0]).toMatch(
      /^Compose /,
    );
  });
});

describe('isEvaluated', () => {
  const flow = flowModel({
    actions: {
      Call: {
        type: 'Http',
        inputs: { uri: 'https://x.example', headers: { a: 'b' } },
        trackedProperties: { t: 'text' },
        description: 'note',
      },
      Mail: {
        type: 'OpenApiConnection',
        inputs: { host: { connectionName: 'shared_x', operationId: 'Op' }, parameters: { p: 'q' } },
      },
      Choose: { type: 'Switch', expression: 'constant', cases: { One: { case: 'value', actions: {} } } },
      Init: initialize('name', 'text'),
      Parse: { type: 'ParseJson', inputs: { content: 'text', schema: { title: 'text' } } },
      Data: compose({ host: { schema: 'text' }, name: 'text' }),
      Ask: { type: 'If', expression: { equals: ['a', 'b'] }, actions: {} },
    },
    triggers: { T: { type: 'Recurrence', inputs: { a: 'b' } } },
  });
  const answer = (step: Step | undefined, ...path: readonly string[]): boolean => {
    let node = step!.node;
    for (const name of path) {
      node = flow.tree.isArray(node) ? flow.tree.children(node)[Number(name)]! : flow.tree.child(node, name);
    }
    expect(flow.tree.isString(node), path.join('/')).toBe(true);
    return isEvaluated(flow, step!, node);
  };
  const step = (name: string) => flow.actionsByName.get(name.toLowerCase());

  it('is true for inputs and conditions', () => {
    expect(answer(step('Call'), 'inputs', 'uri')).toBe(true);
    expect(answer(step('Call'), 'inputs', 'headers', 'a')).toBe(true);
    expect(answer(step('Mail'), 'inputs', 'parameters', 'p')).toBe(true);
    expect(answer(step('Choose'), 'expression')).toBe(true);
    expect(answer(step('Init'), 'inputs', 'variables', '0', 'value')).toBe(true);
    expect(answer(step('Parse'), 'inputs', 'content')).toBe(true);
    expect(answer(step('Data'), 'inputs', 'host', 'schema')).toBe(true);
    expect(answer(step('Data'), 'inputs', 'name')).toBe(true);
    expect(answer(step('Ask'), 'expression', 'equals', '1')).toBe(true);
  });

  it('is false for what the platform reads as it is written', () => {
    expect(answer(step('Call'), 'type')).toBe(false);
    expect(answer(step('Call'), 'description')).toBe(false);
    expect(answer(step('Call'), 'trackedProperties', 't')).toBe(false);
    expect(answer(step('Mail'), 'inputs', 'host', 'operationId')).toBe(false);
    expect(answer(step('Choose'), 'cases', 'One', 'case')).toBe(false);
    expect(answer(step('Init'), 'inputs', 'variables', '0', 'name')).toBe(false);
    expect(answer(step('Parse'), 'inputs', 'schema', 'title')).toBe(false);
    expect(answer(flow.triggers[0], 'inputs', 'a')).toBe(false);
  });
});

describe('sameLiterals', () => {
  const flow = flowModel({
    actions: inOrder({
      A: compose('https://x.example'),
      B: http({ uri: 'https://x.example/orders', headers: { a: '@{triggerBody()}https://x.example?q=1' } }),
      C: compose("@concat('https://x.example', '/a')"),
      D: compose('https://x.example and https://x.example'),
      E: compose([
        'https://x.example.net',
        'https://x.example-2',
        'see https://x.example.',
        'wwwhttps://x.example',
      ]),
      F: compose("@body('https://x.example')"),
      G: {
        type: 'OpenApiConnection',
        inputs: { host: { connectionName: 'https://x.example', operationId: 'a' } },
      },
      H: { ...compose(1), description: 'https://x.example', trackedProperties: { t: 'https://x.example' } },
      I: foreach('@x', { J: compose({ deep: ['https://x.example'] }) }),
    }),
  });
  const literal = (name: string, value: string): Literal => {
    const step = flow.actionsByName.get(name.toLowerCase())!;
    return { node: step.inputs, span: { start: 0, end: value.length }, value, secret: false, step, name };
  };

  it('finds the text wherever it can be replaced, in document order', () => {
    const found = sameLiterals(flow, literal('A', 'https://x.example'));
    const where = found.map(({ step, node, span }) => {
      const text = flow.tree.string(node);
      expect(text.slice(span.start, span.end)).toBe('https://x.example');
      return `${step.name} ${text}`;
    });
    expect(where).toEqual([
      'A https://x.example',
      'B https://x.example/orders',
      'B @{triggerBody()}https://x.example?q=1',
      "C @concat('https://x.example', '/a')",
      'D https://x.example and https://x.example',
      'D https://x.example and https://x.example',
      'E see https://x.example.',
      'J https://x.example',
    ]);
  });

  it('leaves short texts to themselves', () => {
    expect(sameLiterals(flow, literal('A', 'https'))).toHaveLength(1);
  });

  it('compares what the text means', () => {
    const quoted = flowModel({
      actions: { A: compose("it's mine"), B: compose("@concat('it''s mine', 'x')") },
    });
    const step = quoted.actions[0]!;
    const value = "it's mine";
    const own = {
      node: step.inputs,
      span: { start: 0, end: value.length },
      value,
      secret: false,
      step,
      name: 'A',
    };
    const found = sameLiterals(quoted, own);
    expect(found.map((one) => quoted.tree.string(one.node).slice(one.span.start, one.span.end))).toEqual([
      "it's mine",
      "it''s mine",
    ]);
  });
});
