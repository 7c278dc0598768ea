// The commands that write down who owns a flow.
import {
  flowName,
  isRefused,
  recordOwner,
  type SolutionEdit,
  type SolutionModel,
  startOwnershipFile,
  withoutSecrets,
} from '../../core/index.ts';
import type { ClientRequests } from '../../protocol.ts';
import { toWorkspaceEdit } from '../convert.ts';
import type { Trees } from '../trees/trees.ts';
import { relativePath, uriKey } from '../uris.ts';
import { type FixEditServices, fixFiles, type Refusal, type RepairFile } from './fixEdit.ts';

export interface OwnerServices extends FixEditServices {
  readonly trees: Trees;
}

type Params<M extends keyof ClientRequests> = ClientRequests[M]['params'];
type Result<M extends keyof ClientRequests> = ClientRequests[M]['result'];

/** `lockkeeper/owners/record` */
export async function recordFlowOwner(
  services: OwnerServices,
  { flow, owner, kind }: Params<'lockkeeper/owners/record'>,
): Promise<Result<'lockkeeper/owners/record'>> {
  const key = uriKey(String(flow));
  const model = services.project.modelOf(key);
  const found = model?.flowAt(key);
  if (model === undefined || found === undefined)
    return { refusal: 'This flow belongs to no solution here, so no file could name its owner.' };
  const known = kind === 'person' || kind === 'service' || kind === 'team' ? kind : undefined;
  const edit = recordOwner(model, found, { owner: String(owner), kind: known });
  const files = await filesOf(services, model, edit);
  if ('refused' in files) return { refusal: files.refused };
  const [file] = files;
  const where = file === undefined ? '' : ` in ${relativePath(undefined, uriKey(file.uri))}`;
  const made = file !== undefined && 'create' in file ? ', a new file' : '';
  return {
    edit: toWorkspaceEdit(services.client, files),
    note: withoutSecrets(
      `${String(owner).trim()} is recorded as the owner of "${flowName(found)}"${where}${made}.`,
    ),
  };
}

/** `lockkeeper/owners/start` */
export async function startOwners(
  services: OwnerServices,
  { solution }: Params<'lockkeeper/owners/start'>,
): Promise<Result<'lockkeeper/owners/start'>> {
  const model = services.project.models().find((one) => one.id === solution);
  if (model === undefined) return { refusal: 'This solution is not here any more.' };
  const edit = startOwnershipFile(model);
  if (!isRefused(edit) && edit.length === 0)
    return { refusal: 'The ownership file of this solution has an entry for each flow already.' };
  const files = await filesOf(services, model, edit);
  if ('refused' in files) return { refusal: files.refused };
  return { edit: toWorkspaceEdit(services.client, files), uri: files[0]?.uri ?? '' };
}

async function filesOf(
  services: OwnerServices,
  model: SolutionModel,
  edit: SolutionEdit,
): Promise<readonly RepairFile[] | Refusal> {
  if (isRefused(edit)) return { refused: withoutSecrets(edit.refused) };
  return fixFiles(services, model, { title: '', disposition: 'review', changes: edit, others: 'only' });
}

/** `lockkeeper/owners/flows`: flows of solutions, by solution and name. */
export async function ownedFlows({ trees }: OwnerServices): Promise<Result<'lockkeeper/owners/flows'>> {
  const workspace = await trees.workspace();
  const inSolutions = workspace.solutions.filter((one) => one.model !== undefined);
  return {
    solutions: inSolutions.map(({ id, name }) => ({ id, name: withoutSecrets(name) })),
    flows: inSolutions.flatMap((solution) =>
      solution.owners.flows.flatMap(({ flow, facts }) => {
        if (flow.uri === undefined) return [];
        const owner = facts.find((one) => one.role === 'owner')?.principal.name ?? null;
        return [
          {
            uri: flow.uri,
            name: withoutSecrets(flowName(flow)),
            solution: withoutSecrets(solution.name),
            owner: owner && withoutSecrets(owner),
          },
        ];
      }),
    ),
  };
}
