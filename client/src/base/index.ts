// What open flows were in the last commit, for the rules of the server that compare. Without git, without a word.
import { Disposable, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { headText } from '../compare/git.ts';
import { gitApi } from '../compare/gitApi.ts';
import type { ClientNotifications, ServerRequests } from '../protocol.ts';
import { Heads, type WatchedGit } from './heads.ts';

const METHOD = 'lockkeeper/base' satisfies keyof ServerRequests;
const MOVED = 'lockkeeper/baseMoved' satisfies keyof ClientNotifications;

export function registerBase(client: BaseLanguageClient): Disposable {
  let heads: Promise<Heads | undefined> | undefined;
  const moved = (): void => {
    const params: ClientNotifications[typeof MOVED] = {};
    // A server that has ended asks again when it is back.
    client.sendNotification(MOVED, params).catch(() => undefined);
  };
  const textOf = async (uri: string): Promise<string | null> => {
    // Git reads settings of the repository, which may name programs.
    if (!workspace.isTrusted) return null;
    const git = gitApi();
    heads ??= git
      .then((api) => api && new Heads(api as typeof api & WatchedGit, moved))
      .catch(() => undefined);
    const head = await headText(git, Uri.parse(uri));
    // HEAD does not have the file: a new flow is compared with nothing.
    return head.kind === 'text' && head.text !== '' ? head.text : null;
  };
  return Disposable.from(
    client.onRequest(
      METHOD,
      async ({
        uri,
      }: ServerRequests[typeof METHOD]['params']): Promise<ServerRequests[typeof METHOD]['result']> => ({
        text: await textOf(uri),
      }),
    ),
    workspace.onDidGrantWorkspaceTrust(moved),
    { dispose: () => void heads?.then((one) => one?.dispose()) },
  );
}
