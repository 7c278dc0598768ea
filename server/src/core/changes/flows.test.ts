// Flows as wholes: which are the same, their connections, callers, parameters and environment variables.
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  compose,
  flowText,
  http,
  ifElse,
  inOrder,
  type Steps,
  sendMail,
} from '../../../../test/harness/flowBuilder.ts';
import { changesBetween } from './index.ts';
import { changeLines, changeLinesOfFlow, changesIn, changesOfFlow, type Folder } from './testing.ts';
import type { Changes } from './types/flows.ts';
import type { FlowFile } from './types/input.ts';

const ID = '0A1B2C3D-1111-2222-3333-444455556666';
const OTHER = '1A1B2C3D-1111-2222-3333-444455556666';
const flow = (actions: Steps, parameters?: Steps): string =>
  flowText({ actions, parameters: parameters ?? {} });
// biome-ignore lint/suspicious/noExplicitAny: parts of a parsed flow
type Loose = Record<string, any>;
const STEPS = inOrder({ One: compose('first'), Two: compose('second'), Three: compose('third') });

const MANIFEST =
  '<ImportExportXml><SolutionManifest><UniqueName>Sample</UniqueName><Version>1.0</Version><Managed>0</Managed></SolutionManifest></ImportExportXml>';
const reference = (name: string, api: string): string =>
  `<connectionreference connectionreferencelogicalname="${name}"><connectionreferencedisplayname>${name}</connectionreferencedisplayname><connectorid>/providers/Microsoft.PowerApps/apis/${api}</connectorid></connectionreference>`;
const customizations = (...references: string[]): string =>
  `<ImportExportXml><Workflows></Workflows><connectionreferences>${references.join('')}</connectionreferences></ImportExportXml>`;
const variable = (name: string, value: string): Folder => ({
  [`environmentvariabledefinitions/${name}/environmentvariabledefinition.xml`]: `<environmentvariabledefinition schemaname="${name}"><displayname default="${name}"><label description="${name}" languagecode="1033" /></displayname><type>100000000</type><defaultvalue>${value}</defaultvalue></environmentvariabledefinition>`,
});
const solution = (files: Folder, references: readonly string[] = []): Folder => ({
  'solution.xml': MANIFEST,
  'customizations.xml': customizations(...references),
  ...files,
});

describe('a flow', () => {
  it('is known by its id, in any letters, wherever it lies and whatever it is called', () => {
    const base = { [`Workflows/Old-${ID}.json`]: flow(STEPS) };
    const head = { [`src/Workflows/New-${ID.toLowerCase()}.json`]: flow(STEPS) };
    expect(changeLines(changesIn(base, head))).toEqual(['renamed: Old -> New']);
  });

  it('does not change places with another that took its name', () => {
    const base = {
      [`Workflows/A-${ID}.json`]: flow(STEPS),
      [`Workflows/B-${OTHER}.json`]: flow({ X: compose(1) }),
    };
    const head = {
      [`Workflows/B-${ID}.json`]: flow(STEPS),
      [`Workflows/A-${OTHER}.json`]: flow({ X: compose(1) }),
    };
    expect(changeLines(changesIn(base, head))).toEqual([
      '# changed A',
      'renamed: B -> A',
      '# changed B',
      'renamed: A -> B',
    ]);
  });

  it('that came or went is told with what it is', () => {
    const file = { [`Workflows/A-${ID}.json`]: flow({ Mail: sendMail('x') }) };
    const { flows } = changesIn({}, file);
    expect(flows[0]).toMatchObject({
      kind: 'added',
      name: 'A',
      base: undefined,
      outline: { trigger: 'Starts on a schedule', steps: 1, connectors: ['Office 365 Outlook'] },
    });
    expect(changesIn(file, {}).flows[0]).toMatchObject({ kind: 'removed', name: 'A', head: undefined });
  });

  it('under another id is probably the same where its steps are', () => {
    const head = { ...STEPS, Three: { ...STEPS.Three!, inputs: 'fourth' } };
    const changes = changesIn(
      { [`Workflows/A-${ID}.json`]: flow(STEPS) },
      { [`Workflows/A-${OTHER}.json`]: flow(head) },
    );
    expect(changes.flows).toHaveLength(1);
    expect(changes.flows[0]).toMatchObject({
      kind: 'same',
      otherId: { was: ID.toLowerCase(), now: OTHER.toLowerCase() },
    });
    expect(changeLines(changes)).toEqual(['# same A', '~ Three (Compose)', '  Inputs: [third] -> [fourth]']);
    const unlike = { [`Workflows/A-${OTHER}.json`]: flow(inOrder({ Eins: compose(1), Zwei: compose(2) })) };
    expect(
      changesIn({ [`Workflows/A-${ID}.json`]: flow(STEPS) }, unlike)
        .flows.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['added', 'removed']);
  });

  it('that cannot be read on one side is said to be so, and the others are compared', () => {
    const path = `Workflows/A-${ID}.json`;
    const fine = `Workflows/B-${OTHER}.json`;
    const changes = changesIn(
      { [path]: flow(STEPS), [fine]: flow({ X: compose(1) }) },
      { [path]: flow(STEPS).slice(0, 400), [fine]: flow({ X: compose(2) }) },
    );
    expect(changeLines(changes)).toEqual([
      '# unreadable A',
      'unreadable head: it is no valid JSON',
      '# changed B',
      '~ X (Compose)',
      '  Inputs: [1] -> [2]',
    ]);
    expect(changeLines(changesIn({ [path]: '{}' }, { [path]: flow(STEPS) }))).toEqual([
      '# unreadable A',
      'unreadable base: it holds no flow',
    ]);
    expect(changesIn({ [path]: '{' }, { [path]: '{' })).toMatchObject({ flows: [], unchanged: 1 });
  });

  it('of a legacy package, on one line, is compared as a flow', () => {
    const definition = JSON.parse(flow(STEPS)).properties.definition;
    const packaged = JSON.stringify({
      name: ID,
      id: `/providers/Microsoft.Flow/flows/${ID}`,
      type: 'Microsoft.Flow/flows',
      properties: { displayName: 'Sample', connectionReferences: {}, definition },
    });
    const base = { [`Microsoft.Flow/flows/${ID.toLowerCase()}/definition.json`]: packaged };
    const bare = JSON.parse(flow({ ...STEPS, Three: { ...STEPS.Three!, inputs: 'fourth' } }));
    bare.properties.connectionReferences = {};
    const head = { [`Workflows/Sample-${ID}.json`]: JSON.stringify(bare, undefined, 2) };
    expect(changeLines(changesIn(base, head)).filter((line) => !line.startsWith('renamed'))).toEqual([
      '~ Three (Compose)',
      '  Inputs: [third] -> [fourth]',
      'left out: form 1',
    ]);
  });

  it('of a managed export is the same as that of an unmanaged one', () => {
    const base = solution({ [`Workflows/A-${ID}.json`]: flow(STEPS) });
    const head = { ...base, 'solution.xml': MANIFEST.replace('<Managed>0', '<Managed>1') };
    expect(changesIn(base, head)).toMatchObject({
      flows: [],
      environmentVariables: [],
      unchanged: 1,
      noise: [],
    });
  });
});

describe('connections', () => {
  const withReferences = (text: string, change: (references: Loose) => void): string => {
    const root = JSON.parse(text);
    change(root.properties.connectionReferences);
    return JSON.stringify(root, undefined, 2);
  };
  const BASE = flow({ Mail: sendMail('x') });

  it('that point to another reference are told with their steps', () => {
    const head = withReferences(BASE, (all) => {
      all.shared_office365.connection.connectionReferenceLogicalName = 'abc_other';
    });
    expect(changeLinesOfFlow(BASE, head)).toEqual([
      'connection reference Office 365 Outlook: abc_office365 -> abc_other [Mail]',
    ]);
  });

  it('that are used as somebody else are told', () => {
    const head = withReferences(BASE, (all) => {
      all.shared_office365.runtimeSource = 'invoker';
    });
    expect(changeLinesOfFlow(BASE, head)).toEqual([
      'connection runsAs Office 365 Outlook: abc_office365 -> abc_office365 as embedded -> invoker [Mail]',
    ]);
  });

  it('that came, went, or changed places', () => {
    const without = withReferences(BASE, (all) => {
      delete all.shared_teams;
    });
    expect(changeLinesOfFlow(without, BASE)).toEqual([
      expect.stringMatching(/^connection added .*Teams: undefined -> abc_teams \[\]$/),
    ]);
    expect(changeLinesOfFlow(BASE, without)).toEqual([
      expect.stringMatching(/^connection removed .*Teams: abc_teams -> undefined \[\]$/),
    ]);
    const two = withReferences(BASE, (all) => {
      all.shared_office365_1 = {
        ...all.shared_office365,
        connection: { connectionReferenceLogicalName: 'abc_second' },
      };
    });
    const swapped = two.replace(
      '"connectionName": "shared_office365"',
      '"connectionName": "shared_office365_1"',
    );
    expect(changeLinesOfFlow(two, swapped)).toEqual([
      '~ Mail (Send an email (V2))',
      '  Connection: [abc_office365] -> [abc_second]',
    ]);
  });

  it('whose reference changed beside the flow alone give the flow a section', () => {
    const file = { [`Workflows/A-${ID}.json`]: BASE };
    const base = solution(file, [reference('abc_office365', 'shared_office365')]);
    expect(
      changeLines(changesIn(base, solution(file, [reference('abc_office365', 'shared_outlook')]))),
    ).toEqual([
      'connection connector Office 365 Outlook -> Outlook.com: abc_office365 -> abc_office365 [Mail]',
    ]);
    expect(changeLines(changesIn(base, solution(file)))).toEqual([
      'connection definition Office 365 Outlook: abc_office365 -> undefined [Mail]',
    ]);
    expect(changeLines(changesIn(base, base))).toEqual([]);
  });
});

describe('what starts a flow', () => {
  const request = (authentication: string | undefined): Steps => ({
    manual: {
      type: 'Request',
      kind: 'Http',
      inputs: { schema: {}, ...(authentication && { triggerAuthenticationType: authentication }) },
    },
  });
  const text = (triggers: Steps): string => flowText({ triggers, actions: STEPS });

  it('is told with who may call it', () => {
    expect(changeLinesOfFlow(text(request('Tenant')), text(request('All')))).toEqual([
      'trigger changed manual (Request)',
      '  Who can trigger the flow: [Tenant] -> [All]',
      'callers (wider): any user of the tenant -> anyone who has the URL of the trigger',
    ]);
  });

  it('is replaced where it is of another type, and kept under another name', () => {
    const daily: Steps = { Daily: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } };
    expect(changeLinesOfFlow(text(daily), text(request('All')))[0]).toBe(
      'trigger replaced manual (Request) was Daily (Recurrence)',
    );
    const renamed: Steps = { Weekly: { type: 'Recurrence', recurrence: { frequency: 'Week', interval: 1 } } };
    expect(changeLinesOfFlow(text(daily), text(renamed))).toEqual([
      'trigger changed Weekly (Recurrence) was Daily (Recurrence)',
      '  Recurrence › Frequency: [Day] -> [Week]',
    ]);
  });
});

describe('parameters', () => {
  const copy = (value: string, schemaName = 'abc_Site'): Steps => ({
    [`Site (${schemaName})`]: {
      type: 'String',
      defaultValue: value,
      metadata: { schemaName, description: 'Where' },
    },
  });

  it('are told with their values; what refers to one that is called otherwise follows', () => {
    expect(changeLinesOfFlow(flow(STEPS, copy('a')), flow(STEPS, copy('b')))).toEqual([
      'parameter changed Site (abc_Site): [a] -> [b]',
    ]);
    const base = flow({ One: compose("@parameters('Site (abc_Site)')") }, copy('a'));
    const head = base.replaceAll('Site (abc_Site)', 'Address (abc_Site)');
    expect(changeLinesOfFlow(base, head)).toEqual([
      'parameter changed Site (abc_Site) -> Address (abc_Site)',
      'followed 1',
    ]);
  });

  it('that copy an environment variable are told once over all flows, with its definition', () => {
    const flows = (value: string): Folder => ({
      [`Workflows/A-${ID}.json`]: flow(STEPS, copy(value)),
      [`Workflows/B-${OTHER}.json`]: flow(STEPS, copy(value)),
    });
    expect(changeLines(changesIn(flows('a'), flows('b')))).toEqual([
      '$ changed abc_Site default: [a] -> [b] in A, B',
    ]);
    const base = solution({ ...flows('a'), ...variable('abc_Site', 'a') });
    const head = solution({ ...flows('b'), ...variable('abc_Site', 'b') });
    const changes = changesIn(base, head);
    expect(changeLines(changes)).toEqual(['$ changed abc_Site default: [a] -> [b] in A, B']);
    expect(changes).toMatchObject({ onlyNoise: 2, environmentVariables: [{ defined: true }] });
  });

  it('of which a definition came, went or changed without any flow', () => {
    const one = solution(variable('abc_Site', 'a'));
    expect(changeLines(changesIn(one, solution({})))).toEqual(['$ removed abc_Site default: [a] -> none']);
    expect(changeLines(changesIn(one, solution(variable('abc_Site', 'b'))))).toEqual([
      '$ changed abc_Site default: [a] -> [b]',
    ]);
  });
});

describe('secrets', () => {
  const [key, other] = [FAKES.hex32!, FAKES.hex32!.split('').reverse().join('')];
  const hidden = (lines: unknown): void => {
    const text = JSON.stringify(lines);
    for (const secret of [key, other])
      for (let at = 0; at + 8 <= secret.length; at++) expect(text).not.toContain(secret.slice(at, at + 8));
  };
  const callOf = (value: string): Steps => ({
    Call: http({ method: 'GET', uri: 'https://contoso.example', headers: { 'x-api-key': value } }),
  });
  const call = (value: string): string => flow(callOf(value));

  it('of both versions are masked before anything is compared', () => {
    const changes = changesOfFlow(call(key), call(other));
    expect(changeLines(changes)).toEqual([
      '~ Call (HTTP)',
      '  Headers › x-api-key: [(secret)] -> [(secret)] (secret, changed)',
    ]);
    hidden(changes);
  });

  it('that give way to a read, or take its place, are told as such', () => {
    const read = "@parameters('Key')";
    const changes = changesOfFlow(call(key), call(read));
    expect(changeLines(changes)[1]).toContain(`[(secret)] -> [@parameters('Key')] (secret, changed)`);
    hidden(changes);
    hidden(changesOfFlow(call(read), call(key)));
  });

  it('give way to what would not look like one alone, in its place', () => {
    expect(changeLines(changesOfFlow(call(key), call('plainword1')))[1]).toBe(
      '  Headers › x-api-key: [(secret)] -> [(secret)] (secret, changed)',
    );
  });

  it('that changed are told beside other changes of a text, a condition, a setting and a variable', () => {
    const one = ['Gs7LagC6EuI45Keb', 'Z6PUpExxhq3wtDoL3BYb7wQ'].join('');
    const two = one.split('').reverse().join('');
    const uri = (code: string, more: number): string =>
      flow({
        Call: http({ method: 'GET', uri: `https://contoso.azurewebsites.net/api?code=${code}&page=${more}` }),
      });
    expect(changeLines(changesOfFlow(uri(one, 1), uri(two, 2)))[1]).toMatch(
      /\(secret\).*\(secret\).* \(secret, changed\)$/,
    );
    expect(changeLines(changesOfFlow(uri(one, 1), uri(two, 1)))[1]).toMatch(/ \(secret, changed\)$/);
    const same = changeLines(changesOfFlow(uri(one, 1), uri(one, 2)))[1];
    expect(same).toContain('(secret)');
    expect(same).not.toContain('changed');

    const asks = (secret: string, status: string): string =>
      flow({
        ...callOf(secret),
        Ask: ifElse(
          {},
          {},
          { and: [{ equals: ["@triggerBody()?['key']", secret] }, { equals: [1, status] }] },
        ),
      });
    expect(changeLines(changesOfFlow(asks(key, 'a'), asks(other, 'b')))).toContain(
      '  Condition: key = [(secret)] and 1 = [a] -> key = [(secret)] and 1 = [b] (secret, changed)',
    );

    const tracks = (secret: string): string =>
      flow({ ...callOf(secret), Note: { ...compose(1), trackedProperties: { k: secret } } });
    expect(changeLines(changesOfFlow(tracks(key), tracks(other)))).toContain(
      '  setting Tracked properties: {"k": "(secret)"} -> {"k": "(secret)"} (secret, changed)',
    );

    const url = (code: string, more: number): Folder =>
      solution(variable('abc_Url', `https://contoso.azurewebsites.net/api?code=${code}&amp;page=${more}`));
    expect(changeLines(changesIn(url(one, 1), url(two, 2)))[0]).toContain('(secret, changed)');
    for (const changes of [
      changesOfFlow(uri(one, 1), uri(two, 2)),
      changesOfFlow(tracks(key), tracks(other)),
      changesOfFlow(asks(key, 'a'), asks(other, 'b')),
    ]) {
      hidden(changes);
      for (const secret of [one, two]) expect(JSON.stringify(changes)).not.toContain(secret.slice(0, 8));
    }
  });

  it('are hidden in the pointers to what a step of that name holds', () => {
    // A pointer writes ~0 for its tilde.
    const entra = ['abc8Q', '~Gs7LagC6EuI45Keb', 'Z6PUpExxhq3wtDoL3B'].join('');
    const changes = changesOfFlow(flow({}), flow({ [`Send ${entra}`]: compose(1) }));
    const { head } = changes.flows[0]!.steps[0]!.pointers;
    expect(head).toBe('/properties/definition/actions/Send (secret)');
    expect(JSON.stringify(changes)).not.toContain(entra.slice(-14));
  });

  it('are hidden in parameters, in removed steps, in moved ones, in names, and wherever else they stand', () => {
    const parameter = (value: string): Steps => ({
      'Api Key (abc_ApiKey)': { type: 'String', defaultValue: value, metadata: { schemaName: 'abc_ApiKey' } },
    });
    hidden(changesOfFlow(flow(STEPS, parameter(key)), flow(STEPS, parameter(other))));
    const steps = (value: string): Steps => ({
      [`Call_${value}`]: http({
        method: 'GET',
        uri: `https://contoso.example/?code=${value}`,
        headers: { 'x-api-key': value },
      }),
      Text: compose(`the key is ${value}, keep it`),
    });
    hidden(changesOfFlow(flow({}), flow(steps(key))));
    hidden(changesOfFlow(flow(steps(key)), flow({})));
    hidden(changesOfFlow(flow(steps(key)), flow(steps(other))));
    const definition = (value: string): Folder => solution(variable('abc_ApiKey', value));
    hidden(changesIn(definition(key), definition(other)));
  });

  it('are hidden however the text around them writes them', () => {
    const word = ['part-one&', 'two"three'].join('');
    const withWord = (text: string): string =>
      flow({
        Call: http({ method: 'GET', uri: 'https://contoso.example', headers: { password: word } }),
        Text: compose(text),
      });
    const forms = [
      JSON.stringify({ k: word }),
      `k=${encodeURIComponent(word)}`,
      'k part-one&amp;two&quot;three',
    ];
    for (const form of forms) {
      const text = JSON.stringify(changesOfFlow(withWord('none'), withWord(form)));
      expect(text, form).not.toMatch(/part-one|three/);
    }
  });

  it('that the caller knows are hidden as well', () => {
    const word = 'gibberish-of-mine';
    const base = flow({ One: compose(`so ${word} it is`) });
    const at = base.indexOf(word);
    const file = { uri: `file:///A-${ID}.json`, path: 'A', solution: undefined };
    const { flows } = changesOfWith(
      [{ ...file, text: base, secrets: [{ start: at, end: at + word.length }] }],
      [{ ...file, text: base.replace('so gibb', 'thus gibb') }],
    );
    expect(JSON.stringify(flows)).not.toContain(word);
    expect(JSON.stringify(flows)).toContain('(secret)');
  });
});

function changesOfWith(base: readonly FlowFile[], head: readonly FlowFile[]): Changes {
  return changesBetween({ flows: base, solutions: [] }, { flows: head, solutions: [] });
}
