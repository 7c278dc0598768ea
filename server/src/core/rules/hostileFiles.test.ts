// The same as hostileNames.test.ts for the files beside the flows, the config and the policy file.
import { describe, expect, it } from 'vitest';
import { analyzer } from '../../../../test/harness/check.ts';
import { expandFakes } from '../../../../test/harness/fakes.ts';
import { checkFiles, type Files } from '../../../../test/harness/solutionFixture.ts';
import { type Config, DEFAULT_CONFIG, parseConfig } from '../config/index.ts';
import { attachPolicy } from '../config/policy/index.ts';

const HOSTILE = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
const PEDANTIC: Config = { ...DEFAULT_CONFIG, profile: 'pedantic' };

/** Every kind of name that the files of a solution have, each as `<kind>`; also in paths. */
const FILES: Files = {
  'src/Other/Solution.xml': `<ImportExportXml><SolutionManifest>
    <UniqueName><solution></UniqueName><Version><version></Version><Managed>0</Managed>
    <Publisher><UniqueName><publisher></UniqueName><CustomizationPrefix><prefix></CustomizationPrefix></Publisher>
    <RootComponents><RootComponent type="<componentType>" schemaName="<component>" behavior="0" /></RootComponents>
    <MissingDependencies><MissingDependency><Required type="<requiredType>" schemaName="<required>" /></MissingDependency></MissingDependencies>
  </SolutionManifest></ImportExportXml>`,
  'src/Other/Customizations.xml': `<ImportExportXml><connectionreferences>
    <connectionreference connectionreferencelogicalname="<logicalName>">
      <connectionreferencedisplayname><display></connectionreferencedisplayname>
      <connectorid>/providers/Microsoft.PowerApps/apis/<api></connectorid>
    </connectionreference>
    <connectionreference connectionreferencelogicalname="abc_unused">
      <connectorid>/providers/Microsoft.PowerApps/apis/shared_office365</connectorid>
    </connectionreference>
  </connectionreferences></ImportExportXml>`,
  'src/environmentvariabledefinitions/<schemaName>/environmentvariabledefinition.xml': `<environmentvariabledefinition schemaname="<schemaName>">
    <defaultvalue><default></defaultvalue><displayname default="<display>" /><type>100000001</type></environmentvariabledefinition>`,
  'src/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml': `<environmentvariabledefinition schemaname="abc_ApiKey">
    <defaultvalue>{{hex32}}</defaultvalue><type>100000000</type></environmentvariabledefinition>`,
  'src/environmentvariabledefinitions/<schemaName>/environmentvariablevalues.json':
    '{"environmentvariablevalues": {"environmentvariablevalue": {"<valueKey>": "1", "value": "password={{hex32}}"}}}',
  'src/Workflows/<file>-0A1B2C3D-1111-2222-3333-444455556666.json': `{"properties": {
    "connectionReferences": {"<connection>": {"runtimeSource": "embedded",
      "connection": {"connectionReferenceLogicalName": "<logicalName>"}, "api": {"name": "<flowApi>"}}},
    "definition": {
      "$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
      "contentVersion": "1.0.0.0",
      "parameters": {"$connections": {"defaultValue": {}, "type": "Object"}, "$authentication": {"defaultValue": {}, "type": "SecureObject"},
        "P (<schemaName>)": {"type": "String", "defaultValue": "a", "metadata": {"schemaName": "<schemaName>"}},
        "Q (<missing>)": {"type": "String", "defaultValue": "a", "metadata": {"schemaName": "<missing>"}}},
      "triggers": {"Recurrence": {"type": "Recurrence", "recurrence": {"frequency": "Day", "interval": 1}}},
      "actions": {
        "Send": {"type": "OpenApiConnection", "runAfter": {}, "inputs": {"host": {"connectionName": "<connection>", "operationId": "SendEmailV2",
          "apiId": "/providers/Microsoft.PowerApps/apis/<flowApi>"}, "parameters": {"a": "@parameters('P (<schemaName>)')"}, "authentication": "@parameters('$authentication')"}},
        "Undeclared": {"type": "OpenApiConnection", "runAfter": {}, "inputs": {"host": {"connectionName": "<undeclared>", "operationId": "SendEmailV2",
          "apiId": "/providers/Microsoft.PowerApps/apis/shared_office365"}, "parameters": {}, "authentication": "@parameters('$authentication')"}},
        "Child": {"type": "Workflow", "runAfter": {}, "inputs": {"host": {"workflowReferenceName": "<child>"}}}}}},
    "schemaVersion": "1.0.0.0"}`,
  'src/Workflows/<file>-0A1B2C3D-1111-2222-3333-444455556666.json.data.xml': `<Workflow WorkflowId="{0a1b2c3d-1111-2222-3333-444455556666}" Name="<flowName>">
    <JsonFileName>/Workflows/<file>-0A1B2C3D-1111-2222-3333-444455556666.json</JsonFileName><Category>5</Category><StateCode>1</StateCode></Workflow>`,
  'config/deploymentSettings.<environment>.json': `{
    "EnvironmentVariables": [{"SchemaName": "<schemaName>", "Value": "<settingValue>", "<settingKey>": 1}, {"SchemaName": "<missingSetting>", "Value": "{{hex32}}"}],
    "ConnectionReferences": [{"LogicalName": "<logicalName>", "ConnectionId": "", "ConnectorId": "/providers/Microsoft.PowerApps/apis/<api>", "ConnectionOwner": "<person>"}],
    "<section>": {"<sectionKey>": "password={{hex32}}"},
    "SolutionComponentOwnershipConfiguration": [{"solutionComponentType": 29, "solutionComponentUniqueName": "<child>", "solutionComponentOwner": "<person>"}]}`,
  'flow-owners.json': `{"flows": [{"flow": "<file>*", "owner": {"name": "<person>", "kind": "<ownerKind>"}, "coOwners": ["<coOwner>"], "<ownersKey>": "a"}]}`,
  CODEOWNERS: '<file>* @<team>\n/src/<schemaName>/ <person>\n',
};
const SLOTS = [
  ...new Set(`${Object.keys(FILES).join()}${Object.values(FILES).join()}`.match(/<[a-z]\w*>/g)),
].filter((slot) =>
  Object.values(FILES).every((text) => !text.includes(`${slot.slice(0, 1)}/${slot.slice(1)}`)),
);
const harmless = (slot: string): string => `harmless${SLOTS.indexOf(slot)}`;
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['<prefix>', 'abc'],
  ['<version>', '1.0.0.0'],
  ['<componentType>', '380'],
  ['<requiredType>', '380'],
  ['<api>', 'shared_office365'],
  ['<flowApi>', 'shared_teams'],
  ['<ownerKind>', 'person'],
  ['<environment>', 'dev'],
]);

/** The files with a name for some slots. */
function filesWith(names: ReadonlyMap<string, string>): Files {
  const fill = (text: string): string =>
    SLOTS.reduce(
      (filled, slot) => filled.replaceAll(slot, names.get(slot) ?? KNOWN.get(slot) ?? harmless(slot)),
      expandFakes(text),
    );
  return Object.fromEntries(Object.entries(FILES).map(([path, text]) => [fill(path), fill(text)]));
}

/** Rules and lines of what is found, with the repairs that are offered. */
function foundIn(names: ReadonlyMap<string, string>, config: Config = PEDANTIC): string[] {
  const files = filesWith(names);
  const paths = Object.keys(files);
  const { findings, failures, analyses } = checkFiles(files, config);
  expect(failures).toEqual([]);
  expect(analyses).toHaveLength(1);
  return findings
    .map(({ analysis, finding }) => {
      const file = paths.indexOf(decodeURIComponent(finding.place.uri.replace('file:///repo/', '')));
      const fixes = analysis.fixesFor(finding).map((fix) => fix.disposition);
      return `${finding.ruleId} ${Object.keys(FILES)[file]}:${analysis.rangeOf(finding.place).start.line} ${fixes}`;
    })
    .sort();
}

describe('the files of a solution with names of the prototype', () => {
  const plain = (slots: readonly string[]) => foundIn(new Map(slots.map((slot) => [slot, harmless(slot)])));

  it('have findings of many rules when their names are harmless', () => {
    expect(new Set(plain([]).map((one) => one.split(' ')[0])).size).toBeGreaterThan(7);
  });

  it.each(SLOTS)('%s: no rule fails, the findings are the same', (slot) => {
    const expected = plain([slot]);
    for (const name of HOSTILE) expect(foundIn(new Map([[slot, name]])), name).toEqual(expected);
  });
});

describe('a config with names of the prototype', () => {
  it.each(HOSTILE)('%s: told, and nothing else', (name) => {
    const options = `{"${name}": {"max": 1, "serviceAccounts": ["a"]}}`;
    const { config, problems } = parseConfig(
      `{"${name}": {"profile": "pedantic"}, "rules": {"${name}": "off", "too-many-owners": ["info", ${options}]},
        "policy": {"${name}": ["a"]}, "ignore": [{"rule": "${name}", "reason": "why"}, {"rule": "insecure-url", "reason": "why", "${name}": {"expires": "2020-01-01"}}]}`,
      analyzer.rules,
    );
    expect(problems.length).toBeGreaterThanOrEqual(6);
    expect(config.profile).toBe('default');
    const [severity, read] = config.rules['too-many-owners'] as readonly [string, Record<string, unknown>];
    expect(severity).toBe('info');
    expect(Object.getOwnPropertyNames(read)).toEqual([]);
    expect(read.max).toBeUndefined();
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(foundIn(new Map(), { ...config, profile: 'pedantic' }).length).toBeGreaterThan(0);
  });

  it.each(HOSTILE)('a policy file with %s as group, connector and operation', (name) => {
    const policyFile = (one: string): string =>
      `[{"displayName": "${one}", "defaultConnectorsClassification": "${one}", "${one}": 1, "connectorGroups": [
          {"classification": "${one}", "connectors": [{"id": "/apis/${one}", "name": "${one}"}]},
          {"classification": "Blocked", "connectors": [{"id": "/apis/${one}"}]}]},
        {"displayName": "old", "properties": {"definition": {"defaultApiGroup": "${one}", "apiGroups": {
          "${one}": {"apis": [{"id": "${one}"}]}, "lbi": {"apis": [{"id": "${one}"}]}}}}}]`;
    const read = (one: string) => {
      const policy = { dlpFile: 'dlp.json', dlp: [], allowedHosts: [], blockedHosts: [] };
      const { config, problems } = attachPolicy({ ...PEDANTIC, policy }, policyFile(one));
      return { problems: problems.length, found: foundIn(new Map([['<flowApi>', one]]), config) };
    };
    expect(read(name)).toEqual(read('harmless'));
  });
});
