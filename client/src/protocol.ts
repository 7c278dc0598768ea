// Typed calls of the server's own requests. Types only: nothing of the server is bundled into the client.
import type { BaseLanguageClient, CancellationToken } from 'vscode-languageclient';
import type { ClientRequests } from '../../server/src/protocol.ts';

export type {
  AssistantParams,
  CheckedBy,
  ClientNotifications,
  CompareStepsResult,
  ConnectionMap,
  ConnectionMapResult,
  DescribeResult,
  FlowGraph,
  FlowGraphResult,
  FlowPageTarget,
  FolderText,
  IgnoreResult,
  IgnoreTarget,
  InitializationOptions,
  Limit,
  NewBaseline,
  OverviewPlace,
  PeekAddress,
  PeekAnswers,
  ReadFileParams,
  ReadFileResult,
  ReadFolderResult,
  RecordOwnerParams,
  RepairedFile,
  RepairGroup,
  RepairResult,
  RepairTarget,
  RunPreviewResult,
  SafeRepairsTarget,
  ServerNotifications,
  ServerRequests,
  SetRuleTarget,
  ShowPlacesArguments,
  Status,
  TreeHead,
  TreeName,
  TreeNode,
  TreeOptions,
  TreePlace,
  WorkspaceOverview,
} from '../../server/src/protocol.ts';

export function request<M extends keyof ClientRequests>(
  client: BaseLanguageClient,
  method: M,
  params: ClientRequests[M]['params'],
  token?: CancellationToken,
): Promise<ClientRequests[M]['result']> {
  // A token that is undefined would count as a second parameter.
  return token === undefined
    ? client.sendRequest(method as string, params)
    : client.sendRequest(method as string, params, token);
}
