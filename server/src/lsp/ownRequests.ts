// Wires the requests that only our own client sends (`protocol.ts`) to a connection.
import type { CancellationToken, Connection, GenericRequestHandler } from 'vscode-languageserver';
import type { ClientRequests } from '../protocol.ts';
import type { OpenDocuments } from './documents.ts';
import { callTool } from './features/assistants.ts';
import { fixWorkspace } from './features/commands.ts';
import { compareSteps } from './features/compareSteps.ts';
import { connectionMapOf, connectionPicture } from './features/connectionMap.ts';
import { describeOpenFlow } from './features/describe.ts';
import { flowGraph, flowPicture } from './features/flowGraph.ts';
import { folderBaselines } from './features/folderBaselines.ts';
import { folderInventory, folderReport, folderRotation } from './features/folderReports.ts';
import { formatOpenFlow } from './features/format.ts';
import { ignoreFinding } from './features/ignore.ts';
import { configFrom, configOf } from './features/newConfig.ts';
import { workspaceOverview } from './features/overview.ts';
import { ownedFlows, recordFlowOwner, startOwners } from './features/owners.ts';
import { askPeek, peekTargets, readPeek, savePeek } from './features/peek.ts';
import { repairToReview } from './features/repairs.ts';
import { runPreview } from './features/runPreview.ts';
import { safeRepairsToReview } from './features/safeRepairs.ts';
import { setRuleIn } from './features/setRule.ts';
import { rangeOfPlace, treeHead, treeLevel, treeUses } from './features/trees.ts';
import type { Log, SafeRunner } from './runSafe.ts';
import type { Session } from './session.ts';

/** Registers the handler of one of our own requests. */
export function answer<M extends keyof ClientRequests>(
  connection: Connection,
  safe: SafeRunner,
  method: M,
  fallback: ClientRequests[M]['result'],
  handler: (
    params: ClientRequests[M]['params'],
    token: CancellationToken,
  ) => ClientRequests[M]['result'] | Promise<ClientRequests[M]['result']>,
): void {
  // The library's types ask whether the result can be null, which they cannot tell of a type parameter.
  const safely: GenericRequestHandler<unknown, unknown> = safe.request(method, fallback, handler);
  connection.onRequest(method as string, safely);
}

/** All of them but those that need no workspace; each has an answer for the case that it fails. */
export function registerOwnRequests(
  connection: Connection,
  services: Session & { readonly documents: OpenDocuments; readonly log: Log },
  safe: SafeRunner,
): void {
  answer(
    connection,
    safe,
    'lockkeeper/repair',
    { kind: 'refused', reason: 'The repair could not be computed.' },
    (target) => repairToReview(services, target),
  );
  answer(
    connection,
    safe,
    'lockkeeper/safeRepairs',
    { kind: 'refused', reason: 'The repairs could not be computed.' },
    (target, token) => safeRepairsToReview(services, target, token),
  );
  answer(
    connection,
    safe,
    'lockkeeper/assistant',
    { kind: 'refused', reason: 'The call could not be answered.' },
    (params) => callTool(services, params),
  );
  answer(connection, safe, 'lockkeeper/tree', null, (params) => treeLevel(services, params));
  answer(connection, safe, 'lockkeeper/tree/head', { message: null, errors: 0, safe: 0 }, (params) =>
    treeHead(services, params),
  );
  answer(connection, safe, 'lockkeeper/tree/uses', { places: [] }, (params) => treeUses(services, params));
  answer(connection, safe, 'lockkeeper/range', null, (params) => rangeOfPlace(services, params));
  const notRecorded = { refusal: 'The change could not be computed.' };
  answer(connection, safe, 'lockkeeper/owners/record', notRecorded, (params) =>
    recordFlowOwner(services, params),
  );
  answer(connection, safe, 'lockkeeper/owners/start', notRecorded, (params) => startOwners(services, params));
  answer(connection, safe, 'lockkeeper/owners/flows', { solutions: [], flows: [] }, () =>
    ownedFlows(services),
  );
  answer(
    connection,
    safe,
    'lockkeeper/format',
    { kind: 'refused', reason: 'The change could not be computed.' },
    (params) => formatOpenFlow(services, params),
  );
  answer(
    connection,
    safe,
    'lockkeeper/compareSteps',
    { kind: 'refused', reason: 'The two versions could not be read.' },
    (params) => compareSteps(services, params),
  );
  answer(
    connection,
    safe,
    'lockkeeper/describe',
    { kind: 'refused', reason: 'The flow could not be described.' },
    (params) => describeOpenFlow(services, params),
  );
  const noPeek = { kind: 'refused' as const, reason: 'The expression could not be read.' };
  answer(connection, safe, 'lockkeeper/peek/targets', noPeek, (params) => peekTargets(services, params));
  answer(connection, safe, 'lockkeeper/peek/read', noPeek, (params) => readPeek(services, params));
  answer(connection, safe, 'lockkeeper/peek/save', noPeek, (params) => savePeek(services, params));
  answer(connection, safe, 'lockkeeper/peek/ask', {}, (params) => askPeek(services, params));
  answer(
    connection,
    safe,
    'lockkeeper/runPreview',
    { kind: 'refused', reason: 'The preview could not be made.' },
    (params) => runPreview(services, params),
  );
  answer(
    connection,
    safe,
    'lockkeeper/ignore',
    { kind: 'refused', reason: 'The change could not be computed.' },
    (params) => ignoreFinding(services, params),
  );
  answer(
    connection,
    safe,
    'lockkeeper/setRule',
    { kind: 'refused', reason: 'The change could not be computed.' },
    ({ target }) => setRuleIn(services, target),
  );
  answer(connection, safe, 'lockkeeper/rescan', services.status.current(), async () => {
    await services.rescan();
    return services.status.current();
  });
  const notDrawn = { kind: 'refused', reason: 'The picture could not be made.' } as const;
  answer(connection, safe, 'lockkeeper/flowGraph', notDrawn, (params) => flowGraph(services, params));
  answer(connection, safe, 'lockkeeper/flowPicture', notDrawn, (params) => flowPicture(services, params));
  answer(connection, safe, 'lockkeeper/connectionMap', notDrawn, (params) =>
    connectionMapOf(services, params),
  );
  answer(connection, safe, 'lockkeeper/connectionPicture', notDrawn, (params) =>
    connectionPicture(services, params),
  );
  answer(connection, safe, 'lockkeeper/overview', null, () => workspaceOverview(services));
  answer(connection, safe, 'lockkeeper/newConfig', null, configFrom);
  answer(connection, safe, 'lockkeeper/configOf', { config: null }, (params) => configOf(services, params));
  const notMade = { kind: 'refused', reason: 'The document could not be made.' } as const;
  answer(connection, safe, 'lockkeeper/report', notMade, (params, token) =>
    folderReport(services, params, token),
  );
  answer(connection, safe, 'lockkeeper/inventory', notMade, (params, token) =>
    folderInventory(services, params, token),
  );
  answer(connection, safe, 'lockkeeper/rotation', notMade, (params, token) =>
    folderRotation(services, params, token),
  );
  answer(connection, safe, 'lockkeeper/baseline', notMade, (params, token) =>
    folderBaselines(services, params, token),
  );
  answer(connection, safe, 'lockkeeper/fixWorkspace', { edit: null, files: 0, findings: 0 }, (_, token) =>
    fixWorkspace(services, token),
  );
}
