import { commands, Location, Position, Range, Uri } from 'vscode';
import * as l10n from '../l10n/index.ts';
import type { ShowPlacesArguments } from '../protocol.ts';

/** Goes to the place behind a code lens; several are shown in a peek window. */
export async function showPlaces(...[uri, at, ranges]: ShowPlacesArguments): Promise<void> {
  const target = Uri.parse(uri);
  const places = ranges.map(
    ({ start, end }) => new Location(target, new Range(start.line, start.character, end.line, end.character)),
  );
  await commands.executeCommand(
    'editor.action.goToLocations',
    target,
    new Position(at.line, at.character),
    places,
    'peek',
    l10n.t('Lockkeeper: the place is gone.'),
  );
}
