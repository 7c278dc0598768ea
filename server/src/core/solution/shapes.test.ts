import { describe, expect, it } from 'vitest';
import { SolutionFiles } from './solutionFiles.ts';
import {
  CUSTOMIZATIONS,
  FLOW,
  FLOW_ID,
  type Folder,
  load,
  MANIFEST,
  only,
  SETTINGS,
  UNPACKED,
  UNZIPPED,
  uriOf,
  YAML,
} from './testing.ts';

const moved = (folder: Folder, below: string): Folder =>
  Object.fromEntries(Object.entries(folder).map(([path, text]) => [`${below}/${path}`, text]));

describe('shapes of folders', () => {
  it('keeps Managed and Unmanaged twins apart', () => {
    const files = load({
      ...moved(UNZIPPED, 'Unmanaged'),
      ...moved({ ...UNZIPPED, 'solution.xml': MANIFEST.replace('<Managed>0', '<Managed>1') }, 'Managed'),
    });
    const [first, second] = files.solutions();
    expect([first!.managed, second!.managed]).toEqual(['unmanaged', 'managed']);
    expect(files.twinsOf(first!)).toEqual([second]);
    expect(files.solutionOf(uriOf('Managed/customizations.xml'))).toBe(second);
    expect(first!.flows[0]!.uri).not.toBe(second!.flows[0]!.uri);
  });

  it('takes a root with both manifests as one solution', () => {
    const both: Folder = {
      ...UNZIPPED,
      'Other/Solution.xml': MANIFEST,
      'Other/Customizations.xml': CUSTOMIZATIONS,
    };
    const solution = only(both);
    expect(solution.manifests.map((one) => one.layout)).toEqual(['unpacked', 'unzipped']);
    expect(solution.connectionReferences).toHaveLength(1);
    expect(solution.connectionReferences[0]!.sources).toHaveLength(2);
    expect(solution.rootComponents).toHaveLength(2);
    expect(solution.flows).toHaveLength(1);
  });

  it('knows what the solution needs from elsewhere, and only what is named there', () => {
    const needs = `<MissingDependencies>
      <MissingDependency>
        <Required key="6" type="EnvironmentVariableDefinition" displayName="abc_Mail" solution="Active" id.schemaname="abc_Mail" />
        <Dependent key="7" type="29" displayName="Notify" id="{${FLOW_ID}}" />
      </MissingDependency>
      <MissingDependency>
        <Required type="connectionreference" displayName="x" id.connectionreferencelogicalname="ABC_Shared" />
        <Dependent type="29" id="{${FLOW_ID}}" />
      </MissingDependency>
      <MissingDependency><Required type="29" id="{1A1B2C3D-1111-2222-3333-444455556666}" /></MissingDependency>
      <MissingDependency><Required displayName="no type" /></MissingDependency>
      <MissingDependency />
    </MissingDependencies>`;
    const solution = only({
      ...UNPACKED,
      'src/Other/Solution.xml': MANIFEST.replace('<MissingDependencies />', needs),
    });
    expect(solution.required).toHaveLength(3);
    expect(solution.requires('environmentvariabledefinition', 'abc_mail')).toBe(true);
    expect(solution.requires('connectionreference', 'abc_shared')).toBe(true);
    expect(solution.requires('29', '1a1b2c3d-1111-2222-3333-444455556666')).toBe(true);
    // What needs it is in the solution itself.
    expect(solution.requires('29', FLOW_ID)).toBe(false);
    expect(only(UNPACKED).required).toEqual([]);
    const { fingerprint } = only(UNPACKED);
    expect(solution.fingerprint).not.toBe(fingerprint);
  });

  it('knows what other solutions of the workspace have, and is another solution when that changes', () => {
    const needs =
      '<MissingDependencies><MissingDependency><Required type="380" schemaName="abc_Mail" /></MissingDependency></MissingDependencies>';
    const other = {
      ...moved(UNPACKED, 'other'),
      'other/src/Other/Solution.xml': MANIFEST.replace('NotifySolution', 'Other').replace(
        '<MissingDependencies />',
        needs,
      ),
    };
    const [alone] = load(moved(UNZIPPED, 'own')).solutions();
    const solutions = load({ ...moved(UNZIPPED, 'own'), ...other }).solutions();
    const own = solutions.find((one) => one.layout === 'unzipped')!;
    expect(alone!.isElsewhere('flow', FLOW_ID)).toBe(false);
    expect(own.isElsewhere('flow', FLOW_ID.toUpperCase())).toBe(true);
    expect(own.isElsewhere('environmentVariable', 'ABC_apiurl')).toBe(true);
    expect(own.isElsewhere('connectionReference', 'abc_sharedoffice365_12345')).toBe(true);
    expect(own.isElsewhere('connectionReference', 'abc_other')).toBe(false);
    expect(own.isElsewhere('required', '380 abc_mail')).toBe(true);
    expect(own.isElsewhere('unmanagedSolution', 'other')).toBe(true);
    // Only its own source is there.
    expect(own.isElsewhere('unmanagedSolution', 'NotifySolution')).toBe(false);
    expect(own.fingerprint).not.toBe(alone!.fingerprint);
    // Values of others do not count.
    const edited = { ...other, 'other/config/deploymentSettings.json': SETTINGS.replace('prod', 'test') };
    const again = load({ ...moved(UNZIPPED, 'own'), ...edited }).solutions();
    expect(again.find((one) => one.layout === 'unzipped')!.fingerprint).toBe(own.fingerprint);
  });

  it('does not mind the case of names', () => {
    const loud = Object.fromEntries(
      Object.entries(UNPACKED).map(([path, text]) => [
        path.replace(/^src\/[^-]*/, (part) => part.toUpperCase()),
        text,
      ]),
    );
    const solution = only(loud);
    expect([solution.layout, solution.flows.length, solution.environmentVariables.length]).toEqual([
      'unpacked',
      1,
      1,
    ]);
    expect(solution.flows[0]!.displayName?.value).toBe('Notify team & others');
    const elements = only({
      'solution.xml': MANIFEST.replaceAll('UniqueName', 'uniquename').replaceAll(
        'RootComponent',
        'rootcomponent',
      ),
    });
    expect([elements.name, elements.rootComponents.length]).toEqual(['NotifySolution', 2]);
  });

  it('shows flows without metadata, and metadata without flows', () => {
    const data = Object.keys(UNPACKED).find((path) => path.endsWith('.data.xml'))!;
    const { [data]: _, ...without } = UNPACKED;
    const solution = only(without);
    expect(solution.flows).toMatchObject([
      { id: FLOW_ID, displayName: undefined, state: undefined, metadata: [] },
    ]);
    expect([...solution.unknown]).toEqual(['flowMetadata']);
    const { [data.replace('.data.xml', '')]: __, ...described } = UNPACKED;
    expect(only(described).flows).toMatchObject([{ id: FLOW_ID, uri: undefined, state: 'activated' }]);
  });

  it('leaves classic processes and other JSON out', () => {
    const solution = only({
      ...UNPACKED,
      'src/Workflows/Macro.json': '{"schemaVersion":"1.0.0"}',
      'src/docs/Workflows/Other-11111111-1111-1111-1111-111111111111.json': FLOW,
      'src/Other/Customizations.xml': CUSTOMIZATIONS.replace(
        '<Workflows />',
        '<Workflows><Workflow WorkflowId="{22222222-2222-2222-2222-222222222222}" Name="Rule"><XamlFileName>/Workflows/Rule.xaml</XamlFileName><Category>2</Category></Workflow></Workflows>',
      ),
    });
    expect(solution.flows.map((one) => one.id)).toEqual([FLOW_ID]);
  });

  it('joins a renamed flow by its id', () => {
    const path = Object.keys(UNPACKED).find((one) => one.endsWith('.json') && one.includes('Workflows'))!;
    const { [path]: text, ...others } = UNPACKED;
    const renamed = path.replace('NotifyTeam', 'Notify%20everyone');
    const solution = only({ ...others, [renamed]: text! });
    expect(solution.flows).toMatchObject([{ id: FLOW_ID, uri: uriOf(renamed), state: 'activated' }]);
  });

  it('takes no other file for a solution', () => {
    const files = load({
      'a/solution.xml': '<solution><name>something else</name></solution>',
      'b/manifest.json': '{"name":"a web app","resources":{"x":{"type":"image"}}}',
      'c/app-settings.json': '{"EnvironmentVariables":[{"Name":"PATH"}]}',
      'd/customizations.xml': '<root />',
    });
    expect(files.solutions()).toEqual([]);
    expect(SolutionFiles.wants('file:///x/.vscode/settings.json')).toBe(false);
    expect(SolutionFiles.wants('file:///x/package.json')).toBe(false);
    expect(SolutionFiles.wants('file:///x/Workflows/A.xaml')).toBe(false);
    expect(SolutionFiles.needsText(uriOf(`Workflows/A-${FLOW_ID}.json`))).toBe(false);
  });

  it('tells solutions with a common YAML root apart by what they list', () => {
    const files = load({
      ...YAML,
      'solutions/Second/solution.yml': 'UniqueName: Second\n',
      'solutions/Second/solutioncomponents.yml': "- '@path': /environmentvariabledefinitions/abc_ApiUrl\n",
    });
    const [first, second] = files.solutions();
    expect([first!.flows.length, second!.flows.length]).toEqual([1, 0]);
    expect([first!.environmentVariables.length, second!.environmentVariables.length]).toEqual([0, 1]);
    expect(files.solutionOf(first!.flows[0]!.uri!)).toBe(first);
    expect(files.solutionOf(uriOf('modernflows/unlisted.json'))).toBeUndefined();
  });

  it('gives settings files to the solutions whose names they hold', () => {
    const other = MANIFEST.replace('NotifySolution', 'Second');
    const files = load({
      ...UNPACKED,
      'second/Other/Solution.xml': other,
      'shared.settings.json': SETTINGS.replaceAll('abc_', 'xyz_'),
      'empty-settings.json': '{"EnvironmentVariables":[],"ConnectionReferences":[]}',
      'second/settings-test.json': '{"EnvironmentVariables":[],"ConnectionReferences":[]}',
    });
    const [first, second] = files.solutions();
    expect(first!.deploymentSettings.map((one) => one.uri)).toEqual([
      uriOf('config/deploymentSettings.json'),
    ]);
    expect(second!.deploymentSettings.map((one) => one.uri)).toEqual([uriOf('second/settings-test.json')]);
    expect(files.solutionOf(uriOf('shared.settings.json'))).toBeUndefined();
  });
});
