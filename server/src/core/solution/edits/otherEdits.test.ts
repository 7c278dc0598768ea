import { describe, expect, it } from 'vitest';
import {
  applied,
  CUSTOMIZATIONS,
  crlf,
  DEFINITION,
  type Folder,
  load,
  MANIFEST,
  only,
  PACKAGE,
  run,
  SETTINGS,
  UNPACKED,
  UNZIPPED,
  VALUES,
  YAML,
} from '../testing.ts';
import {
  addConnectionReference,
  addDeploymentSetting,
  setEnvironmentVariableType,
  uniqueLogicalName,
  uniqueSchemaName,
} from './index.ts';

describe('addConnectionReference', () => {
  const VAULT = {
    logicalName: 'abc_sharedkeyvault_1',
    displayName: 'Vault & more',
    connectorId: 'shared_keyvault',
  };
  const written = (
    prompting: boolean,
  ): string => `    <connectionreference connectionreferencelogicalname="abc_sharedkeyvault_1">
      <connectionreferencedisplayname>Vault &amp; more</connectionreferencedisplayname>
      <connectorid>/providers/Microsoft.PowerApps/apis/shared_keyvault</connectorid>
      <iscustomizable>1</iscustomizable>
${prompting ? '      <promptingbehavior>0</promptingbehavior>\n' : ''}      <statecode>0</statecode>
      <statuscode>1</statuscode>
    </connectionreference>
`;

  it('in layout A, in the order of the names', () => {
    const after = CUSTOMIZATIONS.replace('  <connectionreferences>\n', (line) => line + written(false));
    expect(run(UNPACKED, addConnectionReference(only(UNPACKED), VAULT))).toEqual({
      'src/Other/Customizations.xml': `\ufeff${after}`,
    });
  });

  it('in layout B', () => {
    const before = UNZIPPED['customizations.xml']!;
    const after = before.replace('  <connectionreferences>\r\n', (line) => line + crlf(written(false)));
    expect(run(UNZIPPED, addConnectionReference(only(UNZIPPED), VAULT))).toEqual({
      'customizations.xml': after,
    });
  });

  it.each([
    ['an empty list', '  <connectionreferences />\n'],
    ['no list', ''],
  ])('into %s', (_, list) => {
    const section = / {2}<connectionreferences>[\s\S]*<\/connectionreferences>\n/;
    const folder = { ...UNPACKED, 'src/Other/Customizations.xml': CUSTOMIZATIONS.replace(section, list) };
    const after = CUSTOMIZATIONS.replace(
      section,
      `  <connectionreferences>\n${written(true)}  </connectionreferences>\n`,
    );
    expect(run(folder, addConnectionReference(only(folder), VAULT))).toEqual({
      'src/Other/Customizations.xml': after,
    });
  });

  it('into a file of one line', () => {
    const flat = CUSTOMIZATIONS.replace(/\n\s*/g, '');
    const folder = { ...UNPACKED, 'src/Other/Customizations.xml': flat };
    const after = run(folder, addConnectionReference(only(folder), VAULT))['src/Other/Customizations.xml']!;
    expect(after.split('\n')).toHaveLength(1);
    expect(
      after.replace(
        /<connectionreference connectionreferencelogicalname="abc_sharedkeyvault_1">.*?<\/connectionreference>/,
        '',
      ),
    ).toBe(flat);
  });

  it('refuses what it cannot do', () => {
    const refused = { refused: expect.any(String) };
    const name = 'ABC_sharedoffice365_12345';
    expect(addConnectionReference(only(UNPACKED), { ...VAULT, logicalName: name })).toMatchObject(refused);
    expect(addConnectionReference(only(UNPACKED), { ...VAULT, connectorId: '"/>' })).toMatchObject(refused);
    expect(addConnectionReference(only(YAML), VAULT)).toMatchObject(refused);
    expect(addConnectionReference(only(PACKAGE), VAULT)).toMatchObject(refused);
    const damaged = {
      ...UNPACKED,
      'src/Other/Customizations.xml': CUSTOMIZATIONS.replace('</Languages>', ''),
    };
    expect(addConnectionReference(only(damaged), VAULT)).toMatchObject({
      refused: 'Customizations.xml is damaged. Repair it first.',
    });
  });
});

describe('setEnvironmentVariableType', () => {
  const folder = 'src/environmentvariabledefinitions/abc_ApiUrl';

  it('removes every value in plain text', () => {
    const edit = setEnvironmentVariableType(only(UNPACKED), 'ABC_apiurl', 'Secret');
    expect(run(UNPACKED, edit)).toEqual({
      [`${folder}/environmentvariabledefinition.xml`]: DEFINITION.replace(
        /\n {2}<defaultvalue>.*/,
        '',
      ).replace('  <type>100000000', '  <secretstore>0</secretstore>\n  <type>100000005'),
      [`${folder}/environmentvariablevalues.json`]: VALUES.replace(/,\n {6}"value".*/, ''),
      'config/deploymentSettings.json': SETTINGS.replace('https://prod.contoso.example', ''),
    });
    expect(setEnvironmentVariableType(only(applied(UNPACKED, edit)), 'abc_ApiUrl', 'Secret')).toEqual([]);
  });

  it('keeps references to Key Vault and tokens', () => {
    const path = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets/n';
    const before: Folder = {
      ...UNPACKED,
      [`${folder}/environmentvariabledefinition.xml`]: DEFINITION.replace(
        /(<defaultvalue>).*(<)/,
        `$1${path}$2`,
      ),
      [`${folder}/environmentvariablevalues.json`]: VALUES.replace(/"value": .*/, `"value": "${path}"`),
      'config/deploymentSettings.json': SETTINGS.replace(
        'https://prod.contoso.example',
        '#{environmentvariable.x}#',
      ),
    };
    expect(
      Object.keys(run(before, setEnvironmentVariableType(only(before), 'abc_ApiUrl', 'Secret'))),
    ).toEqual([`${folder}/environmentvariabledefinition.xml`]);
  });

  it('works in the YAML format, where definitions are the same files', () => {
    const changed = run(YAML, setEnvironmentVariableType(only(YAML), 'abc_ApiUrl', 'Secret'));
    expect(Object.keys(changed)).toHaveLength(2);
    const strange = {
      ...YAML,
      'environmentvariabledefinitions/abc_ApiUrl/environment_variable_values.json': '{"values":["x"]}',
    };
    expect(setEnvironmentVariableType(only(strange), 'abc_ApiUrl', 'Secret')).toMatchObject({
      refused: expect.stringContaining('form that is not known'),
    });
  });

  it('refuses unknown variables and data sources', () => {
    expect(setEnvironmentVariableType(only(UNPACKED), 'abc_No', 'Secret')).toMatchObject({
      refused: expect.any(String),
    });
    const path = `${folder}/environmentvariabledefinition.xml`;
    const source = { ...UNPACKED, [path]: DEFINITION.replace('100000000', '100000004') };
    expect(setEnvironmentVariableType(only(source), 'abc_ApiUrl', 'Secret')).toMatchObject({
      refused: expect.any(String),
    });
  });
});

describe('addDeploymentSetting', () => {
  const VARIABLE = { environmentVariable: 'abc_ApiKey', typeCode: 100000005 };
  const REFERENCE = {
    connectionReference: 'abc_vault',
    connectorId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
  };
  const file = 'config/deploymentSettings.json';

  it('adds an empty entry like its neighbours', () => {
    const solution = only(UNPACKED);
    expect(run(UNPACKED, addDeploymentSetting(solution, VARIABLE))).toEqual({
      [file]: SETTINGS.replace(
        '    }\n  ],\n  "Conn',
        '    },\n    {\n      "SchemaName": "abc_ApiKey",\n      "Value": ""\n    }\n  ],\n  "Conn',
      ),
    });
    expect(run(UNPACKED, addDeploymentSetting(solution, REFERENCE))).toEqual({
      [file]: SETTINGS.replace(
        '    }\n  ]\n}',
        '    },\n    {\n      "LogicalName": "abc_vault",\n      "ConnectionId": "",\n      "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_keyvault",\n      "ConnectionOwner": ""\n    }\n  ]\n}',
      ),
    });
    expect(addDeploymentSetting(solution, { environmentVariable: 'ABC_apiurl' })).toEqual([]);
  });

  it('follows files on one line, and lists that PowerShell wrote', () => {
    const flat = { ...UNPACKED, [file]: JSON.stringify(JSON.parse(SETTINGS)) };
    expect(run(flat, addDeploymentSetting(only(flat), VARIABLE))[file]).toContain(
      '},{"SchemaName":"abc_ApiKey","Value":""}],',
    );
    const lists = (inner: string): string =>
      `{\n    "EnvironmentVariables":  [${inner}],\n    "ConnectionReferences":  [\n\n                             ]\n}`;
    const empty = { ...UNPACKED, [file]: lists('\n\n                             ') };
    expect(run(empty, addDeploymentSetting(only(empty), VARIABLE))).toEqual({
      [file]: lists(
        `
                                 {
                                     "SchemaName":  "abc_ApiKey",
                                     "Value":  ""
                                 }
                             `,
      ),
    });
  });

  it('adds a list that is missing', () => {
    const before = { ...UNPACKED, [file]: SETTINGS.replace(/ {2}"EnvironmentVariables": [\s\S]*?\],\n/, '') };
    const changed = run(before, addDeploymentSetting(only(before), VARIABLE));
    expect(JSON.parse(changed[file]!).EnvironmentVariables).toEqual([
      { SchemaName: 'abc_ApiKey', Value: '' },
    ]);
  });

  it('adds to every build of the other form, and leaves the third alone', () => {
    const build = {
      UserSettings: [
        { Data: '100000000', Name: 'environmentvariable.abc_ApiUrl', Value: 'x' },
        { Name: 'Other', Value: '1' },
      ],
    };
    const before = {
      ...UNPACKED,
      'config/deployment-settings.json': JSON.stringify([build, build], undefined, 2),
      'config/customDeploymentSettings.json': '{"ActivateFlowConfiguration":[]}',
    };
    const changed = run(before, addDeploymentSetting(only(before), VARIABLE));
    expect(Object.keys(changed).sort()).toEqual(['config/deployment-settings.json', file]);
    const entry = { Data: '100000005', Name: 'environmentvariable.abc_ApiKey', Value: '' };
    const [first, second] = build.UserSettings;
    const after = { UserSettings: [first, entry, second] };
    expect(changed['config/deployment-settings.json']).toBe(JSON.stringify([after, after], undefined, 2));
  });

  it('does nothing without settings files', () => {
    expect(addDeploymentSetting(only(UNZIPPED), VARIABLE)).toEqual([]);
  });
});

describe('names', () => {
  it('take the prefix and the words of the wish', () => {
    const solution = only(UNPACKED);
    expect(uniqueSchemaName(solution, 'API address (größer)')).toBe('abc_APIAddressGrosser');
    expect(uniqueSchemaName(solution, 'abc_apiUrl')).toBe('abc_ApiUrl2');
    expect(uniqueSchemaName(solution, '€€')).toBe('abc_Value');
    expect(uniqueSchemaName(solution, 'x'.repeat(300))).toHaveLength(100);
    expect(uniqueSchemaName(solution, 'abc_logo')).toBe('abc_Logo2');
  });

  it('are free in the other solutions of the workspace as well, other copies of this one apart', () => {
    const moved = (folder: string, texts: typeof UNPACKED) =>
      Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${folder}/${path}`, text]));
    const files = Object.entries(UNPACKED).filter(([path]) => path.startsWith('src/'));
    const bare = files.filter(([path]) => !path.includes('environmentvariabledefinitions/'));
    const without = Object.fromEntries(
      bare.map(([path, text]) => [path, text.replace(/<RootComponent type="380"[^>]*>/g, '')]),
    );
    const renamed = Object.fromEntries(
      files.map(([path, text]) => [
        path,
        text.replace(/<UniqueName>\w+<\/UniqueName>/, '<UniqueName>Other</UniqueName>'),
      ]),
    );
    const nameBeside = (other: typeof UNPACKED) => {
      const all = load({ ...moved('a', without), ...moved('b', other) }).solutions();
      return uniqueSchemaName(all.find((one) => one.root.includes('/a/'))!, 'abc_ApiUrl');
    };
    expect(nameBeside(renamed)).toBe('abc_ApiUrl2');
    expect(nameBeside(Object.fromEntries(files))).toBe('abc_ApiUrl');
  });

  it('are not those of a settings file, which may have a value for a variable of elsewhere', () => {
    const settings = {
      EnvironmentVariables: ['abc_ApiUrl', 'abc_Key'].map((SchemaName) => ({ SchemaName, Value: 'x' })),
      ConnectionReferences: [],
    };
    const solution = only({ ...UNPACKED, 'src/deploymentSettings.json': JSON.stringify(settings) });
    expect(uniqueSchemaName(solution, 'Key')).toBe('abc_Key2');
  });

  it('spell the prefix as the names beside them do', () => {
    const upper = { ...UNPACKED, 'src/Other/Solution.xml': MANIFEST.replace('>abc<', '>ABC<') };
    expect(only(upper).prefix).toBe('ABC');
    expect(uniqueSchemaName(only(upper), 'x')).toBe('abc_X');
  });

  it('take the prefix of the other names when the publisher is unknown, else "new"', () => {
    const unknown = { ...UNPACKED, 'src/Other/Solution.xml': MANIFEST.slice(0, 400) };
    expect(uniqueSchemaName(only(unknown), 'x')).toBe('abc_X');
    expect(uniqueSchemaName(only({ 'solution.xml': MANIFEST.replace('>abc<', '><') }), 'x')).toBe('new_X');
  });

  it('name connection references after the connector, the same each time', () => {
    const solution = only(UNPACKED);
    const name = uniqueLogicalName(solution, '/providers/Microsoft.PowerApps/apis/shared_keyvault');
    expect(name).toMatch(/^abc_sharedkeyvault_[0-9a-f]{5}$/);
    expect(uniqueLogicalName(solution, 'shared_keyvault')).toBe(name);
    const reference = { logicalName: name, displayName: 'x', connectorId: 'shared_keyvault' };
    const after = load(applied(UNPACKED, addConnectionReference(solution, reference))).solutions()[0]!;
    expect(uniqueLogicalName(after, 'shared_keyvault')).not.toBe(name);
  });
});
