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

type Method = keyof ClientRequests;
type Result<M extends Method> = ClientRequests[M]['result'];
type Handler<M extends Method> = (
  params: ClientRequests[M]['params'],
  token: CancellationToken,
) => Result<M> | Promise<Result<M>>;

/** What a request is answered with: where its handler fails, and by it. */
type Answers<M extends Method> = {
  readonly [One in M]: readonly [fallback: Result<One>, handler: Handler<One>];
};

/** Those that need no workspace are answered by the server itself. */
type OfWorkspace = Exclude<Method, 'lockkeeper/rules' | 'lockkeeper/rulePage'>;

type Services = Session & { readonly documents: OpenDocuments; readonly log: Log };

/** Registers the handlers of requests of our own. */
export function answerAll<M extends Method>(connection: Connection, safe: SafeRunner, all: Answers<M>): void {
  // Which fallback belongs to which handler is checked where they are listed; the library's types cannot tell of any of them.
  type Any = readonly [unknown, (params: unknown, token: CancellationToken) => unknown];
  for (const [method, [fallback, handler]] of Object.entries(all as unknown as Record<string, Any>)) {
    const safely: GenericRequestHandler<unknown, unknown> = safe.request(method, fallback, handler);
    connection.onRequest(method, safely);
  }
}

const refused = (reason: string) => ({ kind: 'refused' as const, reason });

/** All of them but those that need no workspace: a request that is not listed is none that the client could send. */
export function ownRequests(services: Services): Answers<OfWorkspace> {
  const notRecorded = { refusal: 'The change could not be computed.' };
  const noPeek = refused('The expression could not be read.');
  const notDrawn = refused('The picture could not be made.');
  const notMade = refused('The document could not be made.');
  return {
    'lockkeeper/repair': [
      refused('The repair could not be computed.'),
      (target) => repairToReview(services, target),
    ],
    'lockkeeper/safeRepairs': [
      refused('The repairs could not be computed.'),
      (target, token) => safeRepairsToReview(services, target, token),
    ],
    'lockkeeper/assistant': [
      refused('The call could not be answered.'),
      (params) => callTool(services, params),
    ],
    'lockkeeper/tree': [null, (params) => treeLevel(services, params)],
    'lockkeeper/tree/head': [{ message: null, errors: 0, safe: 0 }, (params) => treeHead(services, params)],
    'lockkeeper/tree/uses': [{ places: [] }, (params, token) => treeUses(services, params, token)],
    'lockkeeper/range': [null, (params) => rangeOfPlace(services, params)],
    'lockkeeper/owners/record': [notRecorded, (params) => recordFlowOwner(services, params)],
    'lockkeeper/owners/start': [notRecorded, (params) => startOwners(services, params)],
    'lockkeeper/owners/flows': [{ solutions: [], flows: [] }, () => ownedFlows(services)],
    'lockkeeper/format': [
      refused('The change could not be computed.'),
      (params) => formatOpenFlow(services, params),
    ],
    'lockkeeper/compareSteps': [
      refused('The two versions could not be read.'),
      (params) => compareSteps(services, params),
    ],
    'lockkeeper/describe': [
      refused('The flow could not be described.'),
      (params) => describeOpenFlow(services, params),
    ],
    'lockkeeper/peek/targets': [noPeek, (params) => peekTargets(services, params)],
    'lockkeeper/peek/read': [noPeek, (params) => readPeek(services, params)],
    'lockkeeper/peek/save': [noPeek, (params) => savePeek(services, params)],
    'lockkeeper/peek/ask': [{}, (params) => askPeek(services, params)],
    'lockkeeper/runPreview': [
      refused('The preview could not be made.'),
      (params) => runPreview(services, params),
    ],
    'lockkeeper/ignore': [
      refused('The change could not be computed.'),
      (params) => ignoreFinding(services, params),
    ],
    'lockkeeper/setRule': [
      refused('The change could not be computed.'),
      ({ target }) => setRuleIn(services, target),
    ],
    'lockkeeper/rescan': [
      services.status.current(),
      async () => {
        await services.rescan();
        return services.status.current();
      },
    ],
    'lockkeeper/flowGraph': [notDrawn, (params) => flowGraph(services, params)],
    'lockkeeper/flowPicture': [notDrawn, (params) => flowPicture(services, params)],
    'lockkeeper/connectionMap': [notDrawn, (params) => connectionMapOf(services, params)],
    'lockkeeper/connectionPicture': [notDrawn, (params) => connectionPicture(services, params)],
    'lockkeeper/overview': [null, () => workspaceOverview(services)],
    'lockkeeper/newConfig': [null, configFrom],
    'lockkeeper/configOf': [{ config: null }, (params) => configOf(services, params)],
    'lockkeeper/report': [notMade, (params, token) => folderReport(services, params, token)],
    'lockkeeper/inventory': [notMade, (params, token) => folderInventory(services, params, token)],
    'lockkeeper/rotation': [notMade, (params, token) => folderRotation(services, params, token)],
    'lockkeeper/baseline': [notMade, (params, token) => folderBaselines(services, params, token)],
    'lockkeeper/fixWorkspace': [
      { edit: null, files: 0, findings: 0 },
      (_, token) => fixWorkspace(services, token),
    ],
  };
}
