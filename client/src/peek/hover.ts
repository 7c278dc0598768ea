import type { Disposable } from 'vscode';
import { type DocumentSelector, Hover, languages, MarkdownString } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { request } from '../protocol.ts';
import { COMMAND, editLink } from './link.ts';

/**
 * A link below what the server tells about a place in an expression. It is a hover of its own: only this text of ours is trusted to
 * run a command, and nothing that a file or the server says.
 */
export function registerEditLink(client: BaseLanguageClient, selector: DocumentSelector): Disposable {
  return languages.registerHoverProvider(selector, {
    async provideHover(document, { line, character }, token) {
      // A string of JSON is one line, and an expression begins with this sign.
      if (!client.isRunning() || !document.lineAt(line).text.includes('@')) return undefined;
      const uri = client.code2ProtocolConverter.asUri(document.uri);
      const position = { line, character };
      const found = await request(client, 'lockkeeper/peek/targets', { uri, position }, token).catch(
        () => undefined,
      );
      if (found?.kind !== 'targets') return undefined;
      const text = new MarkdownString(editLink(uri, line, character));
      text.isTrusted = { enabledCommands: [COMMAND] };
      return new Hover(text);
    },
  });
}
