// A repair that makes an environment variable gives it a name that works; its user may know a better one.
import { commands, Position, Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { RepairResult } from '../protocol.ts';

type Place = NonNullable<Extract<RepairResult, { kind: 'repair' }>['rename']>;

/** The server hears of the new files after the edit: so often it is asked, with a pause of so many milliseconds. */
const TRIES = 20;
const PAUSE = 150;

/** Starts the rename of a new variable once the server knows its files. Escape leaves the name as it is. */
export async function nameVariable(client: BaseLanguageClient, { uri, position }: Place): Promise<void> {
  const asked = { textDocument: { uri }, position };
  for (let tries = 0; tries < TRIES; tries++) {
    if (await canRename(client, asked)) {
      const at = new Position(position.line, position.character);
      await commands.executeCommand('editor.action.rename', [Uri.parse(uri), at]);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

async function canRename(client: BaseLanguageClient, asked: object): Promise<boolean> {
  try {
    return (await client.sendRequest('textDocument/prepareRename', asked)) !== null;
  } catch {
    return false;
  }
}
