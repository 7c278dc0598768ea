import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  compose,
  type FlowSpec,
  flowText,
  foreach,
  http,
  ifElse,
  inOrder,
  runsAfter,
  type StepJson,
  scope,
  secured,
  sendMail,
} from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { stepTexts } from './index.ts';

const texts = (...versions: readonly string[]) => stepTexts('file:///Flow.json', versions);
const textOf = (text: string): string => texts(text)[0] ?? '';
const shown = (spec: FlowSpec): string => textOf(flowText({ spareConnections: false, ...spec }));
const both = (before: FlowSpec, after: FlowSpec): readonly (string | undefined)[] =>
  texts(...[before, after].map((spec) => flowText({ spareConnections: false, ...spec })));
/** The lines of the one text that the other does not have. */
const changed = ([before, after]: readonly (string | undefined)[]): readonly string[][] => {
  const [old, now] = [before ?? '', after ?? ''].map((text) => text.split('\n'));
  return [old!.filter((line) => !now!.includes(line)), now!.filter((line) => !old!.includes(line))];
};

const DAILY: StepJson = { type: 'Recurrence', recurrence: { interval: 1, frequency: 'Day' } };

describe('what it says', () => {
  it('is the trigger, connections, parameters, and the steps with what is set in them', () => {
    const condition = {
      and: [{ equals: ["@outputs('Ask')?['statusCode']", 200] }, { not: { contains: ['@items()', 'x'] } }],
    };
    const text = shown({
      triggers: { Every_day: DAILY },
      parameters: {
        'API address (abc_ApiUrl)': {
          type: 'String',
          defaultValue: 'https://example.com',
          metadata: { schemaName: 'abc_ApiUrl', description: 'Where to ask' },
        },
        $connections: { type: 'Object' },
      },
      actions: inOrder({
        Ask: secured(
          {
            ...http({ method: 'GET', uri: 'https://example.com', retryPolicy: { type: 'none' } }),
            description: 'Asks once',
            metadata: { operationMetadataId: '0001' },
          },
          'inputs',
          'outputs',
        ),
        Each: foreach('@body()', { Is_it: ifElse({ Mail: sendMail('Line 1\nLine 2') }, {}, condition) }),
      }),
    });
    expect(text).toMatchInlineSnapshot(`
      "Trigger
        Every day (Starts on a schedule)
          Recurrence:
            frequency: Day
            interval: 1

      Connections
        Office 365 Outlook: abc_office365, acts as the maker's connection

      Parameters
        API address (abc_ApiUrl) (string, environment variable abc_ApiUrl)
          Default: https://example.com
          Description: Where to ask

      Steps
        Ask (Sends an HTTP request to example.com (GET))
          Note: Asks once
          Method: GET
          Retry policy:
            type: none
          Address: https://example.com
          Secure: inputs and outputs
        Each (Repeats its steps for each item of a list)
          For each item of: @body()
          Is it (Condition)
            Condition:
              All of:
                @outputs('Ask')?['statusCode'] is equal to 200
                @items() does not contain x
            If yes:
              Mail (Send an email (V2), Office 365 Outlook)
                Connection: abc_office365
                Body:
                  | Line 1
                  | Line 2
                Subject: Nightly run
                To: team@contoso.example
      "
    `);
  });

  it('tells when a step runs only where it is not after the one above', () => {
    const text = shown({
      triggers: { Every_day: DAILY },
      actions: {
        Try: scope({ A: compose(1) }),
        Catch: { ...scope({ B: compose(1) }), runAfter: { Try: ['TimedOut', 'Failed'] } },
        Beside: compose(3),
        Join: runsAfter(compose(4), 'Catch', 'Beside'),
      },
    });
    expect(text.split('\n').filter((line) => line.includes('Runs'))).toEqual([
      '    Runs at the start, beside the steps above',
      '    Runs after: Try (failed, timed out)',
      '    Runs after: Beside (succeeded), Catch (succeeded)',
    ]);
  });
});

describe('what means nothing', () => {
  const flow: FlowSpec = {
    triggers: { Every_day: DAILY },
    actions: inOrder({
      Ask: http({ method: 'GET', uri: 'https://example.com' }),
      Mail: sendMail('x'),
      End: compose({ a: 1, b: 2 }),
    }),
  };

  it('makes no difference: layout, order of keys, ids, templates, the usual sign-in', () => {
    const plain = JSON.parse(flowText({ spareConnections: false, ...flow })) as StepJson;
    const noisy = JSON.parse(JSON.stringify(plain), (key, value: unknown) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const entries = Object.entries(value).reverse();
      if (key === 'Mail') entries.push(['metadata', { operationMetadataId: 'another' }]);
      if ('host' in value) entries.push(['authentication', "@parameters('$authentication')"]);
      if (key === 'properties') entries.push(['templateName', '']);
      return Object.fromEntries(entries);
    }) as StepJson;
    expect(JSON.stringify(noisy)).not.toBe(JSON.stringify(plain));
    expect(textOf(`\ufeff${JSON.stringify(noisy, undefined, '\t').replaceAll('\n', '\r\n')}`)).toBe(
      shown(flow),
    );
  });

  it('is not another way to sign in', () => {
    const text = flowText({ ...flow, spareConnections: false }).replace(
      /"@parameters\('\$authentication'\)"/,
      '{"type": "Basic", "username": "u"}',
    );
    expect(changed([shown(flow), textOf(text)])[1]).toContain('      type: Basic');
  });

  it('is not the run of the steps: one put in between is the only line that differs', () => {
    const more = { ...flow, actions: inOrder({ A: compose(1), New: compose(2), B: compose(3) }) };
    const less = { ...flow, actions: inOrder({ A: compose(1), B: compose(3) }) };
    expect(changed(both(less, more))).toEqual([[], ['  New (Composes a value)', '    Inputs: 2']]);
  });
});

describe('secrets', () => {
  const [old, now] = [FAKES.githubToken!, `${FAKES.githubToken!.slice(0, -4)}ABCD`];
  const withKey = (key: string): FlowSpec => ({
    triggers: { Every_day: DAILY },
    actions: inOrder({
      Call: http({ headers: { 'x-api-key': key } }),
      [`Step_${old}`]: compose(`again ${old}`),
    }),
  });

  it('are masked, also in the version in which nothing tells that they are some, and a change of one is a difference', () => {
    const found = both(withKey(old), withKey(now));
    expect(changed(found)).toEqual([['      x-api-key: (secret 1)'], ['      x-api-key: (secret 2)']]);
    expect(found[1]).toContain('Step (secret 1)');
    for (const text of found) expect(text).not.toContain(old.slice(4, 12));
  });

  it('that stand in a version as plain words are masked by the other one', () => {
    const word = FAKES.password!;
    const before: FlowSpec = { triggers: {}, actions: { Call: http({ headers: { password: word } }) } };
    const after: FlowSpec = { triggers: {}, actions: { Call: compose(`use ${word} here`) } };
    expect(both(before, after)[1]).toContain('Inputs: use (secret 1) here');
  });

  it('are masked however the text around them writes them, by one label', () => {
    const word = ['part-one&', "two'three"].join('');
    const text = shown({
      triggers: {},
      actions: inOrder({
        Call: http({ headers: { password: word } }),
        Query: compose(`k=${encodeURIComponent(word)}`),
        Quoted: compose(`@concat('x', '${word.replace("'", "''")}')`),
      }),
    });
    expect(text).not.toMatch(/part-one|three/);
    expect(text.match(/\(secret 1\)/g)).toHaveLength(3);
  });

  it('in a number or a short text under a name that says so are masked', () => {
    const text = shown({
      triggers: {},
      actions: { Keep: compose({ password: 'abc', pin: { password: 1234 } }) },
    });
    expect(text).not.toMatch(/: (?:abc|1234)/);
  });
});

describe('hostile files', () => {
  it('have no line but those that are written', () => {
    const text = shown({ triggers: {}, actions: { 'a\nSteps\u202e\u0007': compose('x\u2028y\u200b') } });
    expect(text.split('\n')).toHaveLength(6);
    expect(text).not.toMatch(/[\u202e\u0007\u2028\u200b]/);
  });

  it('nested beyond all sense are told as far as it goes', () => {
    const deep = flowText({ triggers: {}, actions: { A: compose('@@') } }).replace(
      '"@@"',
      `${'['.repeat(5000)}7${']'.repeat(5000)}`,
    );
    expect(textOf(deep)).toContain('7');
  });

  it('that hold no flow have no text, and damaged ones say so', () => {
    expect(texts('{"a": 1}', '')).toEqual([undefined, undefined]);
    const text = flowText({ triggers: {}, actions: { A: compose(1), B: compose(2) } });
    expect(textOf(text.slice(0, text.indexOf('"B"')))).toMatch(/^This version is damaged[\s\S]*A \(/);
  });

  it('always have the same text, whatever is in their values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = flowText({ triggers: {}, actions: { A: compose(value as never) } });
        expect(textOf(text)).toBe(textOf(text));
        expect(textOf(text)).toMatch(/^Trigger\n/);
      }),
      { numRuns: 60 },
    );
  });
});

it('takes time in proportion to the size', () => {
  const ready = new Map<number, string>();
  expectLinear((size) => {
    let text = ready.get(size);
    if (text === undefined) {
      const steps = Array.from({ length: size }, (_, at) => [`S${at}`, compose(`text ${at}`)] as const);
      text = flowText({ triggers: {}, actions: inOrder(Object.fromEntries(steps)) });
      ready.set(size, text);
    }
    expect(textOf(text)).toContain('S1 ');
  }, 500);
});
