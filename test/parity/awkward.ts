// One folder with what makes two front ends disagree, made anew for each test.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HARDCODED, LEAKY, pretty } from '../cli/support/flows.ts';
import { FAKES } from '../harness/fakes.ts';
import { SHARED_REFERENCE } from '../harness/sharedReference.ts';

const SECRET_FLOW = pretty(HARDCODED);
const READ_FLOW = pretty(LEAKY);

function manifest(name: string | undefined, root: string): string {
  const unique = name === undefined ? '' : `<UniqueName>${name}</UniqueName>`;
  return `<ImportExportXml><SolutionManifest>${unique}<RootComponents><RootComponent type="29" id="{${root}}" /></RootComponents></SolutionManifest></ImportExportXml>`;
}

const ID = (last: string): string => `0a1b2c3d-1111-2222-3333-44445555${last}`;

function metadata(file: string, id: string): string {
  return `<Workflow WorkflowId="{${id}}" Name="${file}"><JsonFileName>/Workflows/${file}</JsonFileName><Category>5</Category><StateCode>1</StateCode></Workflow>`;
}

function variable(name: string, value: string): string {
  return `<environmentvariabledefinition schemaname="${name}"><defaultvalue>${value}</defaultvalue><displayname default="${name}"><label description="${name}" languagecode="1033" /></displayname><type>100000000</type></environmentvariabledefinition>`;
}

const settings = JSON.stringify({
  EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: FAKES.hex32 }],
  ConnectionReferences: [],
});

const CUSTOM_CONNECTOR = 'shared_abc-5forders-5f0123456789abcdef';

/** Path to content. Two solutions without a unique name, two that share a settings file, and files that are hard to read. */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  ...Object.fromEntries(Object.entries(SHARED_REFERENCE).map(([name, text]) => [`several/${name}`, text])),
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/Workflows/hidden.json': SECRET_FLOW,
  'node_modules/x/Workflows/hidden.json': SECRET_FLOW,
  '.vscode/settings.json': '{}',
  '.pipeline/Workflows/dotted.json': SECRET_FLOW,
  'one/Other/Solution.xml': manifest('One', ID('6601')),
  'one/Workflows/A.json': READ_FLOW,
  'one/Workflows/A.JSON.data.xml': metadata('A.json', ID('6601')),
  'one/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml': variable(
    'abc_ApiKey',
    FAKES.hex32!,
  ),
  'two/Other/Solution.xml': manifest('Two', ID('6602')),
  'two/Workflows/B.json': Buffer.from(`\uFEFF${SECRET_FLOW}`, 'utf16le'),
  'two/Workflows/B.json.data.xml': Buffer.from(metadata('B.json', ID('6602')), 'utf16le').swap16(),
  'two/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml': variable(
    'abc_ApiKey',
    '',
  ),
  'nameless/Other/Solution.xml': manifest(undefined, ID('6603')),
  'nameless/Workflows/C.json': `\uFEFF${SECRET_FLOW.replaceAll('\n', '\r\n')}`,
  'nameless/Workflows/broken.json': READ_FLOW.slice(0, 900),
  'nameless/Workflows/broken.json.data.xml': metadata('broken.json', ID('6604')),
  // One flow, which has a name of its own: the solution is called after its folder all the same.
  'single/Other/Solution.xml': manifest(undefined, ID('6605')),
  'single/Workflows/S.json': READ_FLOW,
  'single/Workflows/S.json.data.xml': metadata('S.json', ID('6605')).replace('Name="S.json"', 'Name="Solo"'),
  'custom/Other/Solution.xml': manifest('Custom', ID('6606')),
  'custom/Connectors/abc_orders.xml':
    '<Connector><displayname>Orders of Contoso</displayname><name>abc_orders</name></Connector>',
  'custom/Workflows/K.json': READ_FLOW.replaceAll('shared_keyvault', CUSTOM_CONNECTOR),
  'custom/Workflows/K.json.data.xml': metadata('K.json', ID('6606')),
  'unread/Workflows/nul.json': new Uint8Array([0x7b, 0, 0, 0x7d]),
  'unread/Workflows/utf8.json': new Uint8Array([0x7b, 0xff, 0x7d]),
  'unread/elsewhere.json': new Uint8Array([0x7b, 0xff, 0x7d]),
  'config/deploymentSettings.json': settings,
  'lockkeeper.config.json': JSON.stringify({
    rules: { 'secret-read-unsecured': 'warning' },
    exclude: ['left-out/**'],
    ignore: [{ rule: 'hardcoded-secret', file: '.pipeline/**', reason: 'Known' }],
  }),
  'left-out/Workflows/D.json': SECRET_FLOW,
  'own/lockkeeper.config.json': JSON.stringify({ rules: { 'hardcoded-secret': 'info' } }),
  'own/Workflows/E.json': SECRET_FLOW,
};

/** Writes the folder; links and pipes where the system has them. */
export function writeAwkward(folder: string): void {
  for (const [name, content] of Object.entries(FILES)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  if (process.platform === 'win32') return;
  symlinkSync('/', path.join(folder, 'everything'));
  symlinkSync('..', path.join(folder, 'one/up'));
  symlinkSync('nowhere.json', path.join(folder, 'one/Workflows/dangling.json'));
  symlinkSync('/etc/hostname', path.join(folder, 'one/Workflows/away.json'));
  execFileSync('mkfifo', [path.join(folder, 'one/Workflows/pipe.json')]);
}
