// The examples of a rule's page, made into files that can be checked.
import { expandFakes } from '../harness/fakes.ts';
import { EVERY_DAY, FLOW_SCHEMA, frameFlow, PLATFORM_PARAMETERS } from '../harness/flowFrame.ts';

/** The ```json blocks under a heading of a page, planted secrets filled in. */
export function jsonBlocks(section: string): string[] {
  return [...section.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map((match) => expandFakes(match[1]!));
}

/** The ```json and ```xml blocks of a page about files of a solution. */
export function solutionBlocks(section: string): string[] {
  return [...section.matchAll(/^```(?:json|xml)\n([\s\S]*?)^```$/gm)].map((match) => expandFakes(match[1]!));
}

const MANIFEST =
  '<ImportExportXml><SolutionManifest><UniqueName>Example</UniqueName><Version>1.0.0.0</Version><Managed>0</Managed>' +
  '<Publisher><UniqueName>abc</UniqueName><CustomizationPrefix>abc</CustomizationPrefix></Publisher>' +
  '<RootComponents /></SolutionManifest></ImportExportXml>';

/** A settings file is for the solution that has something it names. */
const SITE =
  '<environmentvariabledefinition schemaname="abc_Site"><type>100000000</type></environmentvariabledefinition>';

const CUSTOMIZATIONS =
  '<ImportExportXml><connectionreferences><connectionreference connectionreferencelogicalname="abc_orders">' +
  '<connectorid>/providers/Microsoft.PowerApps/apis/shared_sharepointonline</connectorid>' +
  '</connectionreference></connectionreferences></ImportExportXml>';

/** Where the flow of an example stands. */
const FLOW = 'Workflows/Example-0A1B2C3D-1111-2222-3333-444455556666.json';

/** What uses the reference `abc_orders` where an example is about the solution's references. */
const ORDERS_FLOW = JSON.stringify({
  properties: {
    connectionReferences: {
      shared_sharepointonline: {
        runtimeSource: 'embedded',
        connection: { connectionReferenceLogicalName: 'abc_orders' },
        api: { name: 'shared_sharepointonline' },
      },
    },
    definition: {
      $schema: FLOW_SCHEMA,
      contentVersion: '1.0.0.0',
      parameters: PLATFORM_PARAMETERS,
      triggers: EVERY_DAY,
      actions: {
        Get_lists: {
          type: 'OpenApiConnection',
          inputs: {
            host: {
              connectionName: 'shared_sharepointonline',
              operationId: 'GetAllTables',
              apiId: '/providers/Microsoft.PowerApps/apis/shared_sharepointonline',
            },
            parameters: { dataset: 'orders' },
            authentication: "@parameters('$authentication')",
          },
          runAfter: {},
        },
      },
    },
  },
  schemaVersion: '1.0.0.0',
});

/** A flow for each reference that a customizations file declares, except `abc_mail`, which none uses. */
function flowsUsing(customizations: string): Record<string, string> {
  const names = [...customizations.matchAll(/connectionreferencelogicalname="(\w+)"/g)].map((one) => one[1]!);
  const used = names.filter((name) => name !== 'abc_mail');
  return Object.fromEntries(
    used.map((name, at) => [FLOW.replace('0A1B', `0A1${at}`), ORDERS_FLOW.replaceAll('abc_orders', name)]),
  );
}

/** The solution that an example stands for: one file beside a manifest, told by what it holds. */
export function solutionOf(block: string): Readonly<Record<string, string>> {
  if (block.includes('"connectionReferences"'))
    return { 'solution.xml': MANIFEST, 'customizations.xml': CUSTOMIZATIONS, [FLOW]: block };
  if (block.includes('<connectionreferences>'))
    return { 'solution.xml': MANIFEST, 'customizations.xml': block, ...flowsUsing(block) };
  const name = /<environmentvariabledefinition schemaname="(\w+)"/.exec(block)?.[1];
  const file =
    name === undefined
      ? { 'deploymentSettings.json': block, ...definition('abc_Site', SITE) }
      : definition(name, block);
  return { 'solution.xml': MANIFEST, ...file };
}

/** The same where a rule gives the other files of its page's examples (`example.files` beside its fixtures). */
export function solutionAround(
  block: string,
  others: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const name = /<environmentvariabledefinition schemaname="(\w+)"/.exec(block)?.[1];
  if (name !== undefined) return { ...others, ...definition(name, block) };
  if (block.includes('"ActivateFlowConfiguration"'))
    return { ...others, 'config/Test/customDeploymentSettings.json': block };
  if (block.includes('"environmentvariablevalues"'))
    return { ...others, 'environmentvariabledefinitions/abc_Site/environmentvariablevalues.json': block };
  if (/^\{\s*"flows":/.test(block)) return { ...others, 'flow-owners.json': block };
  if (block.includes('<SolutionManifest>')) return { ...others, 'solution.xml': block };
  if (block.includes('<ImportExportXml')) return { ...others, 'customizations.xml': block };
  return { ...others, [FLOW]: fileOf(block) };
}

function definition(schemaName: string, text: string): Record<string, string> {
  return { [`environmentvariabledefinitions/${schemaName}/environmentvariabledefinition.xml`]: text };
}

/**
 * The file that an example stands for: a whole file as it is (also one that is no JSON), parts of a definition
 * (`triggers`, `actions`, `parameters`, ...), or actions or triggers by name.
 */
export function fileOf(block: string): string {
  return frameFlow(block).text;
}
