import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  foreach,
  http,
  inOrder,
  runsAfter,
  type Steps,
  sendMail,
} from '../../../../../test/harness/flowBuilder.ts';
import { expectNothingWritten } from '../../../../../test/harness/repairs.ts';
import { appliedTo, FLOW_URI, type Made, solutionWith } from '../../../../../test/harness/solutionFlows.ts';
import { unnamed } from '../../../../../test/harness/titles.ts';
import type { FlowFinding } from '../../finding.ts';
import { DEFINITION, SETTINGS, UNPACKED, uriOf, VALUES } from '../../solution/testing.ts';

const NAME = 'API key (abc_ApiKey)';
const READ = `parameters('${NAME}')`;
const FOLDER = 'src/environmentvariabledefinitions/abc_ApiKey';
const KEY = FAKES.hex32!;
const BESIDE = 'Read a new secret variable instead';
const TITLE = 'Turn "abc_ApiKey" into a secret variable, read at run time';

const variable = (type = '100000000'): Record<string, string> => ({
  [`${FOLDER}/environmentvariabledefinition.xml`]: DEFINITION.replaceAll('abc_ApiUrl', 'abc_ApiKey')
    .replaceAll('API address', 'API key')
    .replace('100000000', type)
    .replace(/\s*<defaultvalue>.*<\/defaultvalue>/, ''),
  [`${FOLDER}/environmentvariablevalues.json`]: VALUES.replace(/"value": .*/, `"value": "${KEY}"`),
});

const parameter = (more: object = {}): FlowSpec['parameters'] => ({
  [NAME]: {
    defaultValue: KEY,
    type: 'String',
    metadata: { schemaName: 'abc_apikey', description: '' },
    ...more,
  },
});

function made(actions: Steps, more: { spec?: Partial<FlowSpec>; files?: Record<string, string> } = {}): Made {
  return solutionWith({ actions, parameters: parameter()!, ...more.spec }, { ...variable(), ...more.files });
}

function found({ analysis }: Made): FlowFinding {
  return analysis.findings.find(({ ruleId }) => ruleId === 'secret-in-parameter-default')!;
}

const titles = (one: Made): string[] => one.analysis.fixesFor(found(one)).map(({ title }) => unnamed(title));
const EMPTY = `Empty the default of "${NAME}"`;

describe('a parameter whose variable becomes a secret', () => {
  it('is read by one step before all its readers, and goes', () => {
    const one = made(
      inOrder({
        A: compose(1),
        B: callWith(`@${READ}`),
        C: foreach('@body()', {
          D: callWith(`Key @{${READ}}`),
          E: http({ body: `@concat(${READ}, ${READ})` }),
        }),
      }),
      {
        files: {
          'config/deploymentSettings.json': SETTINGS.replace('abc_ApiUrl', 'abc_ApiKey').replace(
            'https://prod.contoso.example',
            KEY,
          ),
        },
      },
    );
    expect(titles(one)).toEqual([EMPTY, TITLE, BESIDE]);
    const { fix, after, fresh } = appliedTo(one, found(one), TITLE);
    expect(fresh).toEqual([]);
    expectNothingWritten(fix, KEY);
    const flow = after.get(FLOW_URI)!;
    expect(flow.match(/"actionName": "RetrieveEnvironmentVariableSecretValue"/g)).toHaveLength(1);
    expect(flow).not.toContain('abc_apikey');
    // The name as the definition writes it.
    expect(flow).toContain('"item/EnvironmentVariableName": "abc_ApiKey"');
    for (const text of after.values()) expect(text.includes(KEY)).toBe(false);
    expect(after.get(uriOf(`${FOLDER}/environmentvariabledefinition.xml`))).toContain(
      '<type>100000005</type>',
    );
  });

  it('needs no step when nothing reads it', () => {
    const one = made({ A: compose(1) });
    const { after } = appliedTo(one, found(one), TITLE);
    expect(after.get(FLOW_URI)).not.toContain('PerformUnboundAction');
  });

  it('is read on each way when readers run in parallel from the start', () => {
    const one = made({ A: callWith(`@${READ}`), B: callWith(`@${READ}`) });
    const { after } = appliedTo(one, found(one), TITLE);
    expect(after.get(FLOW_URI)!.match(/RetrieveEnvironmentVariableSecretValue/g)).toHaveLength(2);
  });

  it('that is a secret already is read at run time', () => {
    const one = made({ A: callWith(`@${READ}`) }, { files: variable('100000005') });
    expect(titles(one)).toEqual([EMPTY, 'Read the secret variable "abc_ApiKey" at run time']);
    appliedTo(one, found(one), 'Read the secret variable "abc_ApiKey" at run time');
  });

  it('is told apart by its name without case', () => {
    const one = made({ A: callWith("@Parameters('api KEY (abc_apikey)')") });
    appliedTo(one, found(one), TITLE);
  });

  it('warns of other flows of the solution', () => {
    const single = made({ A: callWith(`@${READ}`) });
    const note = (from: Made): string => appliedTo(from, found(from), TITLE).fix.note!;
    expect(note(single)).not.toContain('Other flows');
    const other = 'src/Workflows/Other-1A1B2C3D-1111-2222-3333-444455556666.json';
    const several = made(
      { A: callWith(`@${READ}`) },
      { files: { [other]: UNPACKED[FLOW_URI.slice(FLOW_URI.indexOf('src/'))]! } },
    );
    expect(note(several)).toContain('Other flows');
  });

  it('goes on into a mail: that was told before', () => {
    const one = made({ A: sendMail(`@{${READ}}`) });
    const { fresh } = appliedTo(one, found(one), TITLE);
    expect(fresh).toEqual([]);
  });

  it.each<[string, Made]>([
    [
      'a trigger reads it',
      made(
        { A: callWith(`@${READ}`) },
        {
          spec: {
            triggers: {
              Poll: { ...http({ uri: `@${READ}` }), recurrence: { frequency: 'Day', interval: 1 } },
            },
          },
        },
      ),
    ],
    ['tracked properties read it', made({ A: { ...compose(1), trackedProperties: { k: `@${READ}` } } })],
    ['a key reads it', made({ A: compose({ [`@{${READ}}`]: 1 }) })],
    [
      'a name is computed',
      made({ A: compose(`@${READ}`), B: runsAfter(compose("@parameters(body('A'))"), 'A') }),
    ],
    ['an expression does not parse', made({ A: compose(`@concat(${READ}`) })],
    ['something below it is read', made({ A: compose(`@${READ}?['x']`) })],
    [
      'it is an object',
      made(
        { A: compose(1) },
        { spec: { parameters: parameter({ type: 'Object', defaultValue: { apiKey: KEY } })! } },
      ),
    ],
    [
      'the solution does not define the variable',
      solutionWith({ actions: { A: compose(1) }, parameters: parameter()! }),
    ],
    ['the variable names a data source', made({ A: callWith(`@${READ}`) }, { files: variable('100000004') })],
  ])('is not offered when %s', (_, one) => {
    expect(titles(one).filter((title) => title.includes('secret variable'))).toEqual([]);
  });
});
