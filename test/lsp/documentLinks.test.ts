// Links from a flow to what the files beside it declare, and to no other place.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DocumentLink } from 'vscode-languageserver/node';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { CUSTOMIZATIONS, ORDERS, OTHER, variable, writeSolution } from './solutionFixtures.ts';

let folder: TempFolder;
let client: LspClient;

beforeEach(async () => {
  folder = new TempFolder();
  writeSolution(folder);
  folder.write(...variable('x'));
  client = await LspClient.start({ folders: [folder.uri] });
  await client.request('lockkeeper/rescan', {});
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const CHILD = '0A1B2C3D-1111-2222-3333-444455557777';
const MISSING = '0a1b2c3d-1111-2222-3333-444455558888';

function text(child: string, name = 'abc_Site', reference = 'abc_mail'): string {
  const host = { workflowReferenceName: child };
  const properties = {
    connectionReferences: {
      shared_office365: {
        connection: { connectionReferenceLogicalName: reference },
        api: { name: 'shared_office365' },
      },
    },
    definition: {
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      parameters: { Site: { type: 'String', metadata: { schemaName: name } } },
      triggers: {},
      actions: {
        Call: { type: 'Workflow', inputs: { host }, runAfter: {} },
        Http: {
          type: 'Http',
          inputs: { method: 'GET', uri: 'https://contoso.example/?sig=x' },
          runAfter: {},
        },
      },
    },
  };
  return JSON.stringify({ properties, schemaVersion: '1.0.0.0' }, null, 2);
}

async function links(content: string): Promise<[string, string][]> {
  const uri = folder.uriOf(ORDERS);
  await client.open(uri, content);
  const found = await client.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
  return found.map(({ range: { start, end }, target = '' }) => {
    const line = content.split('\n')[start.line]!;
    expect(end.line).toBe(start.line);
    return [line.slice(start.character, end.character), target.replace(folder.uri, '')];
  });
}

it('lead to child flows, environment variables and connection references', async () => {
  folder.write(
    CUSTOMIZATIONS,
    `<ImportExportXml>\n  <connectionreferences>\n    <connectionreference connectionreferencelogicalname="abc_mail">
      <connectorid>/providers/Microsoft.PowerApps/apis/shared_office365</connectorid>
    </connectionreference>\n  </connectionreferences>\n</ImportExportXml>`,
  );
  await client.request('lockkeeper/rescan', {});
  const [file] = variable('x');
  expect(await links(text(CHILD))).toEqual([
    [CHILD, `/${OTHER}`],
    ['abc_Site', `/${file}#L1,1`],
    ['abc_mail', `/${CUSTOMIZATIONS}#L3,5`],
  ]);
});

it('are none for what is not there, and none out of texts of the flow', async () => {
  expect(await links(text(MISSING, '../../secret', 'https://contoso.example'))).toEqual([]);
  expect(await links(text('file:///etc/passwd', '', ''))).toEqual([]);
});
