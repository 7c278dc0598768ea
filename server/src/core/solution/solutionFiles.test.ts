import { describe, expect, it } from 'vitest';
import { SolutionFiles } from './solutionFiles.ts';
import {
  CUSTOMIZATIONS,
  DEFINITION,
  eachFact,
  FLOW,
  FLOW_ID,
  type Folder,
  load,
  MANIFEST,
  only,
  PACKAGE,
  ROOT,
  raws,
  SETTINGS,
  UNPACKED,
  UNZIPPED,
  uriOf,
  YAML,
} from './testing.ts';

const CASES: readonly (readonly [string, Folder])[] = [
  ['unpacked', UNPACKED],
  ['unzipped', UNZIPPED],
  ['yaml', YAML],
  ['legacy-package', PACKAGE],
];

const moved = (folder: Folder, below: string): Folder =>
  Object.fromEntries(Object.entries(folder).map(([path, text]) => [`${below}/${path}`, text]));

describe.each(CASES)('layout %s', (layout, folder) => {
  const solution = only(folder);

  it('is recognised, with its flow', () => {
    expect(solution.layout).toBe(layout);
    expect(solution.problems).toEqual([]);
    expect(solution.flows).toHaveLength(1);
    const flow = solution.flow(FLOW_ID.toUpperCase())!;
    expect(Object.keys(folder).map(uriOf)).toContain(flow.uri);
    expect(solution.flowAt(flow.uri!)).toBe(flow);
  });

  it('cuts every fact out of its file', () => {
    const facts = eachFact(solution);
    expect(facts.length).toBeGreaterThan(2);
    for (const fact of facts) {
      expect(raws(fact, folder[fact.uri.slice(ROOT.length + 1)]!)).toContain(String(fact.value));
    }
  });

  it('is the same below another folder and in any order of its files', () => {
    const reversed = Object.fromEntries(Object.entries(moved(folder, 'a b/c')).reverse());
    const again = only(reversed);
    expect([again.layout, again.name, again.flows.length]).toEqual([layout, solution.name, 1]);
    expect(again.environmentVariables.length).toBe(solution.environmentVariables.length);
  });

  it('owns its files', () => {
    const files = load(folder);
    const [here] = files.solutions();
    for (const path of Object.keys(folder)) expect(files.solutionOf(uriOf(path))).toBe(here);
    expect(files.solutionOf('file:///elsewhere/solution.xml')).toBeUndefined();
  });

  it('has a name for each file', () => {
    for (const path of Object.keys(folder)) expect(SolutionFiles.wants(uriOf(path))).toBe(true);
  });
});

describe('facts', () => {
  it('of an unpacked solution', () => {
    const solution = only(UNPACKED);
    expect(solution.root).toBe(uriOf('src'));
    expect([solution.name, solution.version, solution.managed]).toEqual([
      'NotifySolution',
      '1.0.0.3',
      'unmanaged',
    ]);
    expect([solution.publisher, solution.prefix, solution.languageCode]).toEqual(['contoso', 'abc', '1031']);
    expect(solution.flow(FLOW_ID)).toMatchObject({
      state: 'activated',
      displayName: { value: 'Notify team & others' },
    });
    expect(solution.rootComponents.map((one) => [one.type, one.id?.value ?? one.schemaName?.value])).toEqual([
      [29, FLOW_ID],
      [61, 'abc_logo'],
    ]);
    expect(solution.connectionReference('ABC_SHAREDOFFICE365_12345')?.connectorId?.value).toBe(
      '/providers/Microsoft.PowerApps/apis/shared_office365',
    );
    const variable = solution.environmentVariable('ABC_apiurl')!;
    expect(variable).toMatchObject({ schemaName: 'abc_ApiUrl', type: 'String' });
    expect(variable.definition?.defaultValue?.value).toBe('https://dev.contoso.example/?a=1&b=2');
    expect(variable.values.map((one) => one.value?.value)).toEqual(['https://test.contoso.example/"x"']);
    expect(solution.deploymentSettings[0]).toMatchObject({
      form: 'pac',
      environmentVariables: [{ schemaName: { value: 'abc_ApiUrl' } }],
      connectionReferences: [{ owner: { value: 'person@contoso.example' }, connectionId: { value: '' } }],
    });
    expect([...solution.unknown]).toEqual([]);
    expect(solution.environmentVariablesWithValue('https://test.contoso.example/"x"')).toEqual([variable]);
    // The exported value hides the default.
    expect(solution.environmentVariablesWithValue('https://dev.contoso.example/?a=1&b=2')).toEqual([]);
  });

  it('of the YAML format, without a guess', () => {
    const solution = only(YAML);
    expect([solution.id, solution.root]).toEqual([uriOf('solutions/NotifySolution'), ROOT]);
    expect([solution.name, solution.version, solution.prefix]).toEqual(['NotifySolution', '1.0.0.3', 'abc']);
    expect([...solution.unknown].sort()).toEqual(['connectionReferences', 'flowMetadata', 'required']);
    expect(solution.environmentVariable('abc_ApiUrl')?.values).toHaveLength(1);
    const bare = only({ 'solutions/Other/solution.yml': 'Surprise: 1\n' });
    expect([bare.name, bare.version, bare.managed, bare.prefix]).toEqual([
      'Other',
      undefined,
      undefined,
      undefined,
    ]);
    expect(bare.unknown).toEqual(
      new Set([
        'connectionReferences',
        'flowMetadata',
        'required',
        'version',
        'managed',
        'prefix',
        'rootComponents',
      ]),
    );
  });

  it('of a legacy package', () => {
    const solution = only(PACKAGE);
    const flow = solution.flows[0]!;
    expect([solution.name, flow.displayName?.value]).toEqual(['Notify team', 'Notify team']);
    const connection = flow.connections.get('shared_office365')!;
    expect(flow.dependsOn).toContain(connection);
    expect(solution.resources.find((one) => one.id === connection)?.displayName?.value).toBe(
      'person@contoso.example',
    );
  });

  it('of both other forms of deployment settings', () => {
    const component = { solutionComponentName: 'Notify', solutionComponentUniqueName: FLOW_ID };
    const solution = only({
      ...UNPACKED,
      'config/customDeploymentSettings.json': JSON.stringify({
        ActivateFlowConfiguration: [{ ...component, sortOrder: 1, activate: 'true' }],
        SolutionComponentOwnershipConfiguration: [{ ...component, ownerEmail: 'person@contoso.example' }],
      }),
      'deployment-settings.sample.json': JSON.stringify([
        {
          UserSettings: [
            { Data: '100000000', Name: 'environmentvariable.abc_ApiUrl', Value: 'x' },
            { Name: 'connectionreference.user.abc_sharedoffice365_12345', Value: 'someone' },
            { Name: `owner.ownerEmail.Notify.Team.${FLOW_ID}`, Value: 'person@contoso.example' },
          ],
        },
      ]),
    });
    const alm = solution.deploymentSettings.find((one) => one.form === 'alm')!;
    expect(alm.components.map((one) => [one.setting, one.id?.value, one.value.value])).toEqual([
      ['activate', FLOW_ID, 'true'],
      ['activateOrder', FLOW_ID, '1'],
      ['owner', FLOW_ID, 'person@contoso.example'],
    ]);
    const user = solution.deploymentSettings.find((one) => one.form === 'userSettings')!;
    expect(user.environmentVariables[0]?.schemaName.value).toBe('abc_ApiUrl');
    expect(user.connectionReferences[0]?.owner?.value).toBe('someone');
    expect(user.components[0]).toMatchObject({
      setting: 'owner',
      name: { value: 'Notify.Team' },
      id: { value: FLOW_ID },
    });
  });

  it('of values in a list', () => {
    const values = {
      environmentvariablevalues: {
        environmentvariablevalue: [{ value: 'a' }, { iscustomizable: '1' }, { value: 7 }],
      },
    };
    const path = 'src/environmentvariabledefinitions/abc_ApiUrl/environmentvariablevalues.json';
    const found = only({ ...UNPACKED, [path]: JSON.stringify(values) }).environmentVariable('abc_ApiUrl')!;
    expect(found.values.map((one) => one.value?.value)).toEqual(['a', undefined, '7']);
  });
});

describe('damage', () => {
  const damaged = (path: string, text: string) => only({ ...UNPACKED, [path]: text });

  it('of a manifest leaves the rest', () => {
    const solution = damaged('src/Other/Solution.xml', MANIFEST.replace('</Version>', ''));
    expect(solution.problems).toMatchObject([{ uri: uriOf('src/Other/Solution.xml') }]);
    expect(solution.unknown).toEqual(
      new Set(['name', 'version', 'managed', 'prefix', 'required', 'rootComponents']),
    );
    expect([solution.flows.length, solution.connectionReferences.length]).toEqual([1, 1]);
    expect(solution.manifests).toMatchObject([{ readable: false }]);
  });

  it('of a manifest is told behind a long comment, too', () => {
    const { 'src/Other/Customizations.xml': _, ...others } = UNPACKED;
    const text = `<!--${'x'.repeat(30_000)}-->${MANIFEST.replace('</Version>', '')}`;
    const solution = only({ ...others, 'src/Other/Solution.xml': text });
    expect(solution.problems).toMatchObject([{ uri: uriOf('src/Other/Solution.xml') }]);
  });

  it('of one section of the customizations leaves the other', () => {
    const text = CUSTOMIZATIONS.replace('<Workflows />', '<Workflows><Workflow></x></Workflows>');
    const solution = damaged('src/Other/Customizations.xml', text);
    expect(solution.problems[0]!.message).toContain('the end tag of "Workflow" is missing');
    expect(solution.connectionReferences).toHaveLength(1);
    expect(solution.customizations).toMatchObject([{ readable: false }]);
    const cut = damaged('src/Other/Customizations.xml', CUSTOMIZATIONS.slice(0, 300));
    expect(cut.unknown).toEqual(new Set(['connectionReferences']));
    expect(cut.flows).toHaveLength(1);
  });

  it('of a definition leaves its name and values', () => {
    const solution = damaged(
      'src/environmentvariabledefinitions/abc_ApiUrl/environmentvariabledefinition.xml',
      DEFINITION.slice(0, 90),
    );
    expect(solution.environmentVariable('abc_ApiUrl')).toMatchObject({
      definition: undefined,
      type: undefined,
    });
    expect(solution.environmentVariable('abc_ApiUrl')!.values).toHaveLength(1);
    expect(solution.problems).toHaveLength(1);
  });

  it('of JSON and YAML is told once and keeps what can be read', () => {
    const solution = damaged('config/deploymentSettings.json', SETTINGS.slice(0, -3));
    expect(solution.deploymentSettings[0]!.environmentVariables).toHaveLength(1);
    expect(solution.problems).toHaveLength(1);
    const yaml = only({ ...YAML, 'solutions/NotifySolution/rootcomponents.yml': "- '@type': [\n" });
    expect(yaml.problems.map((one) => one.message)).toEqual(['This YAML is not well-formed.']);
    expect(yaml.flows).toHaveLength(1);
  });
});

describe('changes', () => {
  const manifest = uriOf('src/Other/Solution.xml');

  it('follow the text of one file, places included', () => {
    const files = load(UNPACKED);
    const before = files.solutions()[0]!;
    const text = UNPACKED['src/Other/Solution.xml']!;
    expect(files.set(manifest, text)).toBe(false);
    expect(files.solutions()[0]).toBe(before);
    expect(files.set(manifest, text.replace('<SolutionManifest>', '<!-- moved --><SolutionManifest>'))).toBe(
      false,
    );
    const moved = files.solutions()[0]!;
    expect(files.fingerprint(moved)).toBe(files.fingerprint(before));
    const { uri, span } = moved.manifest!.name!;
    expect(moved.textOf(uri)!.slice(span.start, span.end)).toBe('NotifySolution');
    expect(files.set(manifest, text.replace('1.0.0.3', '1.0.0.4'))).toBe(true);
    expect(files.solutions()[0]!.version).toBe('1.0.0.4');
    expect(files.fingerprint(files.solutions()[0]!)).not.toBe(files.fingerprint(before));
  });

  it('of a flow text change nothing', () => {
    const files = load(UNPACKED);
    const before = files.solutions()[0]!;
    expect(files.set(before.flows[0]!.uri!, `${FLOW} `)).toBe(false);
    expect(files.solutions()[0]).toBe(before);
  });

  it('forget removed files', () => {
    const files = load(UNPACKED);
    const before = files.solutions()[0]!.fingerprint;
    expect(
      files.remove(uriOf('src/environmentvariabledefinitions/abc_ApiUrl/environmentvariablevalues.json')),
    ).toBe(true);
    expect(files.solutions()[0]!.environmentVariable('abc_ApiUrl')!.values).toEqual([]);
    expect(files.solutions()[0]!.fingerprint).not.toBe(before);
    expect(files.remove(manifest)).toBe(true);
    expect(files.solutions()[0]!.unknown.has('name')).toBe(true);
    files.remove(uriOf('src/Other/Customizations.xml'));
    expect(files.solutions()).toEqual([]);
    expect(files.remove(manifest)).toBe(false);
  });

  it('hold no value in the fingerprint', () => {
    expect(only(UNPACKED).fingerprint).toMatch(/^[0-9a-f]{14,}$/);
  });
});
