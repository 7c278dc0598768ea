// What editors show in texts that they interpret is made plain in one module of the client and one of the server.
import { describe, expect, it } from 'vitest';
import { read, sourcesBelow, withoutComments } from './sources.ts';

/** Names of VS Code's API and of the protocol that show a text in which links, icons or names may stand. */
const OF_CLIENT =
  /\b(?:show(?:Information|Warning|Error)Message|withProgress|showQuickPick|createQuickPick|showInputBox|createInputBox|setStatusBarMessage|createStatusBarItem|withScmProgress|showWorkspaceFolderPick)\b/g;
const OF_SERVER =
  /\b(?:show(?:Information|Warning|Error)Message|ShowMessage\w*|createWorkDoneProgress|attachWorkDoneProgress|WorkDoneProgress\w*|window\/\w+)/g;

function uses(folder: string, pattern: RegExp, module: string): string[] {
  const files = sourcesBelow(folder);
  expect(files).toContain(module);
  expect(withoutComments(read(module))).toMatch(pattern);
  return files
    .filter((file) => file !== module)
    .flatMap((file) =>
      [...withoutComments(read(file)).matchAll(pattern)].map((match) => `${file}: ${match[0]}`),
    );
}

describe('notifications', () => {
  it('of the client come from client/src/notify alone', () => {
    expect(uses('client/src', OF_CLIENT, 'client/src/notify/index.ts')).toEqual([]);
  });

  it('of the server come from server/src/lsp/notify.ts alone', () => {
    expect(uses('server/src/lsp', OF_SERVER, 'server/src/lsp/notify.ts')).toEqual([]);
  });

  it('hold no link of our own: what can be done is a button', () => {
    const links = [...sourcesBelow('client/src'), ...sourcesBelow('server/src/lsp')].filter((file) =>
      withoutComments(read(file)).includes('](command:'),
    );
    // That one stands in a hover.
    expect(links).toEqual(['client/src/peek/link.ts']);
  });
});
