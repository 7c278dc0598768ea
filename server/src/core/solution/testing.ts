/** Helpers of the tests in this folder. */
import { decodeEscapes } from '../json/escapes.ts';
import { applyEdits } from '../text/textEdit.ts';
import { isRefused, type SolutionEdit } from './edits/types.ts';
import type { Fact } from './fact.ts';
import type { SolutionModel } from './model.ts';
import { SolutionFiles } from './solutionFiles.ts';
import { readXml } from './xml/document.ts';
import { decodeAttribute, decodeContent } from './xml/escape.ts';

/** Everything in a model that looks like a fact: a value with a file and a place. */
export function eachFact(model: SolutionModel): Fact<unknown>[] {
  const found: Fact<unknown>[] = [];
  const seen = new Set<unknown>();
  const stack: unknown[] = [
    model.manifest,
    model.flows,
    model.connectionReferences,
    model.connectors,
    model.environmentVariables,
    model.rootComponents,
    model.deploymentSettings,
    model.ownerSources,
    model.resources,
  ];
  while (stack.length > 0) {
    const value = stack.pop();
    if (value === null || typeof value !== 'object' || seen.has(value)) continue;
    seen.add(value);
    if ('value' in value && 'uri' in value && 'span' in value) found.push(value as Fact<unknown>);
    else if (value instanceof Map) stack.push(...value.values());
    else stack.push(...Object.values(value));
  }
  return found;
}

/** What the place of a fact may be read as, by the kind of its file. */
export function raws(fact: Fact<unknown>, text: string): string[] {
  const raw = text.slice(fact.span.start, fact.span.end);
  if (/\.json$/i.test(fact.uri)) return [decodeEscapes(raw), decodeEscapes(raw).toLowerCase()];
  if (/\.yml$|CODEOWNERS$/i.test(fact.uri)) return [raw, raw.toLowerCase()];
  if (/\.csv$/i.test(fact.uri)) return [raw.replaceAll('""', '"'), raw.toLowerCase()];
  return [decodeContent(raw), decodeAttribute(raw), raw.toLowerCase()];
}

/** A made-up workspace: path below the root folder to text. */
export type Folder = Readonly<Record<string, string>>;

export const ROOT = 'file:///repo';

export function uriOf(path: string): string {
  return `${ROOT}/${path}`;
}

export function load(folder: Folder): SolutionFiles {
  const files = new SolutionFiles();
  for (const [path, text] of Object.entries(folder)) files.set(uriOf(path), text);
  return files;
}

/** The folder's only solution. */
export function only(folder: Folder): SolutionModel {
  const [first, ...others] = load(folder).solutions();
  if (first === undefined || others.length > 0) throw new Error('expected one solution');
  return first;
}

/** The folder after an edit; throws the reason when it was refused. */
export function applied(folder: Folder, edit: SolutionEdit): Record<string, string> {
  if (isRefused(edit)) throw new Error(edit.refused);
  const result: Record<string, string> = { ...folder };
  for (const change of edit) {
    const path = change.uri.slice(ROOT.length + 1);
    const before = result[path];
    if ('create' in change) {
      if (before !== undefined) throw new Error(`${path} is there already`);
      result[path] = change.create;
    } else if ('delete' in change) {
      if (before === undefined) throw new Error(`${path} is not there`);
      delete result[path];
    } else {
      if (before === undefined) throw new Error(`${path} is not there`);
      result[path] = applyEdits(before, change.edits);
    }
  }
  return result;
}

/** Text with the line ends of Windows. */
export function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

export const FLOW_ID = '0a1b2c3d-1111-2222-3333-444455556666';
const FLOW_FILE = `Workflows/NotifyTeam-${FLOW_ID.toUpperCase()}.json`;
export const FLOW = '{"properties":{"connectionReferences":{},"definition":{"triggers":{},"actions":{}}}}';

export const MANIFEST = `<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml version="9.2" SolutionPackageVersion="9.2" languagecode="1031" generatedBy="CrmLive">
  <SolutionManifest>
    <UniqueName>NotifySolution</UniqueName>
    <Version>1.0.0.3</Version>
    <Managed>0</Managed>
    <Publisher>
      <UniqueName>contoso</UniqueName>
      <CustomizationPrefix>abc</CustomizationPrefix>
    </Publisher>
    <RootComponents>
      <RootComponent type="29" id="{${FLOW_ID}}" behavior="0" />
      <RootComponent type="61" schemaName="abc_logo" behavior="0" />
    </RootComponents>
    <MissingDependencies />
  </SolutionManifest>
</ImportExportXml>`;

const WORKFLOW = `<Workflow WorkflowId="{${FLOW_ID}}" Name="Notify team &amp; others">
  <JsonFileName>/${FLOW_FILE}</JsonFileName>
  <Category>5</Category>
  <StateCode>1</StateCode>
</Workflow>`;

export const CUSTOMIZATIONS = `<?xml version="1.0" encoding="utf-8"?>
<ImportExportXml>
  <Entities />
  <Workflows />
  <connectionreferences>
    <connectionreference connectionreferencelogicalname="abc_sharedoffice365_12345">
      <connectionreferencedisplayname>Office 365 of the team</connectionreferencedisplayname>
      <connectorid>/providers/Microsoft.PowerApps/apis/shared_office365</connectorid>
      <iscustomizable>1</iscustomizable>
      <statecode>0</statecode>
      <statuscode>1</statuscode>
    </connectionreference>
  </connectionreferences>
  <Languages>
    <Language>1031</Language>
  </Languages>
</ImportExportXml>`;

export const DEFINITION = `<environmentvariabledefinition schemaname="abc_ApiUrl">
  <defaultvalue>https://dev.contoso.example/?a=1&amp;b=2</defaultvalue>
  <description default="Where the API is">
    <label description="Where the API is" languagecode="1031" />
  </description>
  <displayname default="API address">
    <label description="API address" languagecode="1031" />
  </displayname>
  <introducedversion>1.0.0.1</introducedversion>
  <iscustomizable>1</iscustomizable>
  <isrequired>0</isrequired>
  <type>100000000</type>
</environmentvariabledefinition>`;

export const VALUES = `{
  "environmentvariablevalues": {
    "environmentvariablevalue": {
      "@environmentvariablevalueid": "11111111-2222-3333-4444-555566667777",
      "iscustomizable": "1",
      "value": "https://test.contoso.example/\\"x\\""
    }
  }
}`;

export const SETTINGS = `{
  "EnvironmentVariables": [
    {
      "SchemaName": "abc_ApiUrl",
      "Value": "https://prod.contoso.example"
    }
  ],
  "ConnectionReferences": [
    {
      "LogicalName": "abc_sharedoffice365_12345",
      "ConnectionId": "",
      "ConnectorId": "/providers/Microsoft.PowerApps/apis/shared_office365",
      "ConnectionOwner": "person@contoso.example"
    }
  ]
}`;

/** Layout A. */
export const UNPACKED: Folder = {
  'src/Other/Solution.xml': `\ufeff${MANIFEST}`,
  'src/Other/Customizations.xml': `\ufeff${CUSTOMIZATIONS}`,
  [`src/${FLOW_FILE}`]: FLOW,
  [`src/${FLOW_FILE}.data.xml`]: `\ufeff${WORKFLOW}`,
  'src/environmentvariabledefinitions/abc_ApiUrl/environmentvariabledefinition.xml': DEFINITION,
  'src/environmentvariabledefinitions/abc_ApiUrl/environmentvariablevalues.json': VALUES,
  'config/deploymentSettings.json': SETTINGS,
};

/** Layout B, with the line ends of an export. */
export const UNZIPPED: Folder = {
  'solution.xml': crlf(MANIFEST),
  'customizations.xml': crlf(
    CUSTOMIZATIONS.replace('<Workflows />', `<Workflows>\n    ${WORKFLOW}\n  </Workflows>`),
  ),
  [FLOW_FILE]: FLOW,
};

/** Layout C. */
export const YAML: Folder = {
  'solutions/NotifySolution/solution.yml':
    'SolutionManifest:\n  UniqueName: NotifySolution\n  Version: "1.0.0.3"\n  Managed: 0\n',
  'solutions/NotifySolution/rootcomponents.yml': `- '@type': 29\n  '@id': '{${FLOW_ID}}'\n  '@behavior': 0\n`,
  'solutions/NotifySolution/solutioncomponents.yml': `- '@path': /modernflows/NotifyTeam-${FLOW_ID.toUpperCase()}\n`,
  'publishers/contoso/publisher.yml': 'Publisher:\n  UniqueName: contoso\n  CustomizationPrefix: abc\n',
  [`modernflows/NotifyTeam-${FLOW_ID.toUpperCase()}.json`]: FLOW,
  'environmentvariabledefinitions/abc_ApiUrl/environmentvariabledefinition.xml': DEFINITION,
  'environmentvariabledefinitions/abc_ApiUrl/environment_variable_values.json': VALUES,
};

const RESOURCE = 'aaaaaaaa-0000-0000-0000-00000000000';

/** Layout D. */
export const PACKAGE: Folder = {
  'manifest.json': JSON.stringify({
    schema: '1.0',
    details: { displayName: 'Notify team' },
    resources: {
      [FLOW_ID]: {
        type: 'Microsoft.Flow/flows',
        details: { displayName: 'Notify team' },
        dependsOn: [`${RESOURCE}1`, `${RESOURCE}2`],
      },
      [`${RESOURCE}1`]: { type: 'Microsoft.PowerApps/apis', name: 'shared_office365', dependsOn: [] },
      [`${RESOURCE}2`]: {
        type: 'Microsoft.PowerApps/apis/connections',
        details: { displayName: 'person@contoso.example' },
        dependsOn: [`${RESOURCE}1`],
      },
    },
  }),
  'Microsoft.Flow/flows/manifest.json': JSON.stringify({ flowAssets: { assetPaths: [FLOW_ID] } }),
  [`Microsoft.Flow/flows/${FLOW_ID}/definition.json`]: FLOW,
  [`Microsoft.Flow/flows/${FLOW_ID}/connectionsMap.json`]: JSON.stringify({
    shared_office365: `${RESOURCE}2`,
  }),
};

/** The files that an edit changes, checked for being well-formed. */
export function run(folder: Folder, edit: SolutionEdit): Record<string, string> {
  const after = applied(folder, edit);
  const changed = Object.entries(after).filter(([path, text]) => folder[path] !== text);
  for (const [path, text] of changed) {
    if (path.endsWith('.json')) JSON.parse(text.replace(/^\ufeff/, ''));
    else if (readXml(text).problem !== undefined) throw new Error(`${path} is not well-formed`);
  }
  return Object.fromEntries(changed);
}
