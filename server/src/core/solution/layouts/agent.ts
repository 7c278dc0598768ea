import type { ReadSolution, SolutionFlow, Unknown } from '../data.ts';
import { factsOf, type LoadedFile } from '../files.ts';
import { fileNameOf, guidIn, parentOf } from '../paths.ts';
import type { Layout, Site } from './layout.ts';
import { connectionReferencesOf, STATES } from './xmlSolution.ts';

const NO_CONNECTIONS: ReadonlyMap<string, string> = new Map();

/** What the files of an agent do not tell of the solution that it belongs to. */
const UNKNOWN: readonly Unknown[] = [
  'name',
  'version',
  'managed',
  'prefix',
  'rootComponents',
  'required',
  'environmentVariables',
];

/** Layout F: the workspace of an agent, as Copilot Studio's extension keeps it: `workflows/<name>-<guid>/` with two files each. */
export const agent: Layout = {
  id: 'agent',
  label: 'the workspace of an agent',
  marks: [['workflows', /-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'metadata.yml']],
  folders: ['workflows'],
  find(files) {
    const roots = new Set<string>();
    for (const { uri, kind } of files.values())
      if (kind === 'agentWorkflow') roots.add(parentOf(parentOf(parentOf(uri))));
    return [...roots].map((root): Site => {
      return { id: root, root, layout: 'agent', manifests: [], customizations: [] };
    });
  },
  read,
  owns: (solution, uri) => solution.flowAt(uri) !== undefined,
  refusal: (addition) =>
    `This is ${agent.label}: it holds no ${addition} of its own. Add it in the environment, and get the workspace again.`,
};

function read(site: Site, own: readonly LoadedFile[]): ReadSolution {
  const unknown = new Set<Unknown>(UNKNOWN);
  const references = own
    .filter(({ kind, uri }) => kind === 'agentReferences' && parentOf(uri) === site.root)
    .map((file) => factsOf(file, 'customizations'));
  if (!references.some((one) => one !== undefined)) unknown.add('connectionReferences');
  return {
    id: site.id,
    root: site.root,
    layout: 'agent',
    name: undefined,
    version: undefined,
    managed: undefined,
    publisher: undefined,
    prefix: undefined,
    languageCode: undefined,
    manifest: undefined,
    manifests: [],
    customizations: [],
    flows: flowsOf(own),
    connectors: [],
    connectionReferences: connectionReferencesOf(references),
    environmentVariables: [],
    rootComponents: [],
    required: [],
    hasAgents: true,
    resources: [],
    unknown,
  };
}

/** A folder is a flow: `workflow.json`, and what `metadata.yml` says of it. */
function flowsOf(own: readonly LoadedFile[]): SolutionFlow[] {
  const files = new Map(own.filter(({ kind }) => kind === 'flow').map((file) => [parentOf(file.uri), file]));
  const folders = new Set([
    ...files.keys(),
    ...own.filter(({ kind }) => kind === 'agentWorkflow').map(({ uri }) => parentOf(uri)),
  ]);
  return [...folders].flatMap((folder): SolutionFlow[] => {
    const file = files.get(folder);
    const flow = factsOf(file, 'flow');
    const metadata = own.find(({ kind, uri }) => kind === 'agentWorkflow' && parentOf(uri) === folder);
    const workflow = factsOf(metadata, 'workflow')?.workflow;
    if (flow === undefined && workflow === undefined) return [];
    return [
      {
        id: workflow?.id?.value ?? flow?.id ?? guidIn(fileNameOf(folder)),
        uri: flow === undefined ? undefined : file?.uri,
        displayName: workflow?.name,
        state: workflow?.state && STATES[workflow.state.value],
        metadata: workflow === undefined ? [] : [workflow.source],
        dependsOn: [],
        connections: NO_CONNECTIONS,
      },
    ];
  });
}
