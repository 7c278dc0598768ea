// What stands behind the flows of a solution as a picture: as data for a page, or as the text of a file.
import { connectionMap, mapSvg } from '../../core/index.ts';
import type { ConnectionMapResult, FlowPictureResult } from '../../protocol.ts';
import type { Session } from '../session.ts';

type MapServices = Pick<Session, 'trees' | 'scanned'>;

const refused = (reason: string) => ({ kind: 'refused' as const, reason });
const GONE = 'This solution is not here any more.';

/** `lockkeeper/connectionMap` */
export async function connectionMapOf(
  { trees, scanned }: MapServices,
  { solution }: { readonly solution: unknown },
): Promise<ConnectionMapResult> {
  // While flows are still being read, nobody knows how many solutions there will be.
  await scanned();
  const workspace = await trees.workspace();
  const [only, ...others] = workspace.solutions;
  if (only === undefined) return refused('There is no flow in this workspace.');
  if (typeof solution !== 'string' && others.length > 0)
    return { kind: 'choose', solutions: workspace.solutions.map(({ id, name }) => ({ id, name })) };
  const id = typeof solution === 'string' ? solution : only.id;
  const map = connectionMap(workspace, id);
  return map === undefined ? refused(GONE) : { kind: 'map', solution: id, map };
}

/** `lockkeeper/connectionPicture` */
export async function connectionPicture(
  { trees }: Pick<Session, 'trees'>,
  { solution }: { readonly solution: unknown },
): Promise<FlowPictureResult> {
  const map = connectionMap(await trees.workspace(), String(solution));
  return map === undefined ? refused(GONE) : { kind: 'text', text: mapSvg(map) };
}
