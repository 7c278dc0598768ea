import {
  commands,
  Disposable,
  env,
  Location,
  Position,
  Range,
  Selection,
  type TextDocument,
  Uri,
  ViewColumn,
  window,
} from 'vscode';
import type { BaseLanguageClient, Range as LspRange } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { inform } from '../notify/index.ts';
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
      onNode(async ({ id, place }) => place && show(client, place, { id, at: 'place' })),
    ),
    commands.registerCommand(
      'lockkeeper.openDeclaration',
      onNode(
        async ({ id, declaration }) => declaration && show(client, declaration, { id, at: 'declaration' }),
      ),
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
      onNode(async ({ id, place }) => {
        if (place === undefined || !(await show(client, place, { id, at: 'place' }, false))) return;
        await commands.executeCommand('editor.action.quickFix');
      }),
    ),
  );
}

/**
 * Shows a place; false when its file is gone. `row`: whose place it is, which may have moved since the tree was drawn.
 * `preview`: italic tab that the next click replaces, with the focus left in the tree.
 */
async function show(
  client: BaseLanguageClient,
  place: TreePlace,
  row: { readonly id: string; readonly at: 'place' | 'declaration' },
  preview = true,
): Promise<boolean> {
  const range = place.span && (await request(client, 'lockkeeper/range', { ...place, row }));
  const selection = range ? { selection: toRange(range) } : {};
  try {
    const uri = Uri.parse(place.uri);
    const editor = await window.showTextDocument(uri, { ...selection, preview, preserveFocus: preview });
    if (range) editor.selection = atName(editor.document, toRange(range));
    return true;
  } catch {
    inform(l10n.t('this file is gone.'));
    return false;
  }
}

/**
 * The cursor at the start of a name, past its quotation mark: there the keys of the editor are about it. The name stays marked, since
 * an editor without the focus hardly shows a cursor; what goes over several lines is not.
 */
function atName(document: TextDocument, range: Range): Selection {
  if (!range.isSingleLine) return new Selection(range.start, range.start);
  const quote = /^".*"$/.test(document.getText(range)) ? 1 : 0;
  return new Selection(range.end.translate(0, -quote), range.start.translate(0, quote));
}

/** Shows a place of a page of ours, beside the page where no text is to be seen; with `focus` to go there. */
export async function showPlace(client: BaseLanguageClient, place: TreePlace, focus: boolean): Promise<void> {
  const range = place.span && (await request(client, 'lockkeeper/range', place));
  const column = window.visibleTextEditors[0]?.viewColumn ?? ViewColumn.Beside;
  try {
    const where = { viewColumn: column, preview: true, preserveFocus: !focus };
    const selection = range ? { selection: toRange(range) } : {};
    const editor = await window.showTextDocument(Uri.parse(place.uri), { ...where, ...selection });
    if (range) editor.selection = atName(editor.document, toRange(range));
  } catch {
    inform(l10n.t('this file is gone.'));
  }
}

async function showUses(client: BaseLanguageClient, node: TreeNode): Promise<void> {
  const { places } = await request(client, 'lockkeeper/tree/uses', { id: node.id });
  const [first] = places;
  if (first === undefined) {
    inform(l10n.t('nothing in this workspace uses "{0}".', node.label));
    return;
  }
  const locations = places.map(({ uri, range }) => new Location(Uri.parse(uri), toRange(range)));
  await commands.executeCommand(
    'editor.action.goToLocations',
    Uri.parse(first.uri),
    new Position(first.range.start.line, first.range.start.character),
    locations,
    'peek',
    l10n.t('Lockkeeper: the places are gone.'),
  );
}
