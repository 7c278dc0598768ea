import { describe, expect, it } from 'vitest';
import { flowIdOf } from '../flow/identity.ts';
import { openDocument } from '../flow/index.ts';
import { overviewsOf } from './overview/overview.ts';
import { SolutionFiles } from './solutionFiles.ts';

const ROOT = 'file:///repo/Help%20Desk';
const ID = '0a1b2c3d-1111-4222-8333-444455556699';
const FOLDER = `${ROOT}/workflows/Createticket-${ID}`;
const FLOW = JSON.stringify({
  properties: {
    connectionReferences: {},
    definition: {
      $schema:
        'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
      triggers: { manual: { type: 'Request', kind: 'Skills', inputs: {} } },
      actions: {},
    },
  },
});
const METADATA = `\uFEFFjsonFileName: workflows/Createticket-${ID}/workflow.json
workflowId: ${ID.toUpperCase()}
name: Create ticket
category: 5
stateCode: 1
connectionReferences:
- abc_desk.shared_teams.1
`;
const REFERENCES = `connectionReferences:
  - connectionReferenceLogicalName: abc_desk.shared_teams.1
    connectorId: /providers/Microsoft.PowerApps/apis/shared_teams
`;

function filesOf(texts: Readonly<Record<string, string>>): SolutionFiles {
  const files = new SolutionFiles();
  for (const [path, text] of Object.entries(texts)) {
    const uri = `${ROOT}/${path}`;
    expect(SolutionFiles.wants(uri), path).toBe(true);
    files.set(uri, text);
  }
  return files;
}

const whole = {
  [`workflows/Createticket-${ID}/workflow.json`]: FLOW,
  [`workflows/Createticket-${ID}/metadata.yml`]: METADATA,
  'connectionreferences.mcs.yml': REFERENCES,
};

describe('the workspace of an agent', () => {
  it('tells name, id, state and connection references of its flows', () => {
    const files = filesOf(whole);
    const [solution, ...others] = files.solutions();
    expect(others).toEqual([]);
    expect(solution).toMatchObject({ layout: 'agent', root: ROOT, name: undefined });
    expect(solution!.flows).toMatchObject([
      { id: ID, uri: `${FOLDER}/workflow.json`, displayName: { value: 'Create ticket' }, state: 'activated' },
    ]);
    expect(solution!.connectionReferences.map(({ logicalName }) => logicalName.value)).toEqual([
      'abc_desk.shared_teams.1',
    ]);
    expect(files.solutionOf(`${FOLDER}/workflow.json`)).toBe(solution);
    const { displayName } = solution!.flows[0]!;
    expect(METADATA.slice(displayName!.span.start, displayName!.span.end)).toBe('Create ticket');
  });

  it('takes a flow without metadata by its folder, and says what is damaged', () => {
    const other = `workflows/Other-${ID.replace('0a', '1a')}`;
    const files = filesOf({
      ...whole,
      [`${other}/workflow.json`]: FLOW,
      [`${other}/metadata.yml`]: 'name: "x\n - y',
    });
    const [solution] = files.solutions();
    expect(solution!.flows.map(({ id }) => id)).toEqual([ID, ID.replace('0a', '1a')]);
    expect(solution!.problems.map(({ message }) => message)).toEqual(['This YAML is not well-formed.']);
  });

  it('is none without a flow of such a folder', () => {
    expect(filesOf({ 'connectionreferences.mcs.yml': REFERENCES }).solutions()).toEqual([]);
    for (const path of ['metadata.yml', 'workflows/a/metadata.yml', `docs/a-${ID}/metadata.yml`])
      expect(SolutionFiles.wants(`${ROOT}/${path}`), path).toBe(false);
  });

  it('names a flow after its folder', () => {
    const document = openDocument({ uri: `${FOLDER}/workflow.json`, text: FLOW });
    expect(flowIdOf(document)).toBe(ID);
    expect(overviewsOf(document)[0]?.name).toBe('Createticket');
  });
});
