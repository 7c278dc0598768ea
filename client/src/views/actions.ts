import { commands, Disposable, env, Location, Position, Range, Uri, window } from 'vscode';
import type { BaseLanguageClient, Range as LspRange } from 'vscode-languageclient';
import { request, type TreeNode, type TreePlace } from '../protocol.ts';

const toRange = ({ start, end }: LspRange): Range =>
  new Range(start.line, start.character, end.line, end.character);

/** What a click and the context menu do. `selected`: the row that a key press is about. */
export function registerTreeActions(
  client: BaseLanguageClient,
  selected: () => TreeNode | undefined,
): Disposable {
  /** From a key: the selected row. */
  const onNode =
    (act: (node: TreeNode) => Promise<unknown>) =>
    async (node: TreeNode | undefined = selected()): Promise<void> => {
      if (node !== undefined) await act(node);
    };
  return Disposable.from(
    commands.registerCommand(
      'lockkeeper.openPlace',
      onNode(async ({ place }) => place && show(client, place)),
    ),
    commands.registerCommand(
      'lockkeeper.openDeclaration',
      onNode(async ({ declaration }) => declaration && show(client, declaration)),
    ),
    commands.registerCommand(
      'lockkeeper.copyName',
      onNode(async ({ copy }) => copy !== undefined && env.clipboard.writeText(copy)),
    ),
    commands.registerCommand(
      'lockkeeper.findUses',
      onNode((node) => showUses(client, node)),
    ),
    commands.registerCommand(
      'lockkeeper.showFixes',
      onNode(async ({ place }) => {
        if (place === undefined) return;
        await show(client, place, false);
        await commands.executeCommand('editor.action.quickFix');
      }),
    ),
  );
}

/** `preview`: italic tab that the next click replaces, with the focus left in the tree. */
async function show(client: BaseLanguageClient, place: TreePlace, preview = true): Promise<void> {
  const range = place.span && (await request(client, 'lockkeeper/range', place));
  const selection = range ? { selection: toRange(range) } : {};
  try {
    await window.showTextDocument(Uri.parse(place.uri), { ...selection, preview, preserveFocus: preview });
  } catch {
    void window.showInformationMessage('Lockkeeper: this file is gone.');
  }
}

async function showUses(client: BaseLanguageClient, node: TreeNode): Promise<void> {
  const { places } = await request(client, 'lockkeeper/tree/uses', { id: node.id });
  const [first] = places;
  if (first === undefined) {
    void window.showInformationMessage(`Lockkeeper: nothing in this workspace uses "${node.label}".`);
    return;
  }
  const locations = places.map(({ uri, range }) => new Location(Uri.parse(uri), toRange(range)));
  await commands.executeCommand(
    'editor.action.goToLocations',
    Uri.parse(first.uri),
    new Position(first.range.start.line, first.range.start.character),
    locations,
    'peek',
    'Lockkeeper: the places are gone.',
  );
}
