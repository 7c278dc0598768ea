import {
  type ConnectionMap,
  KINDS,
  type MapKind,
  titleOfCard,
} from '../../../../server/src/core/graph/picture/map/index.ts';
import * as l10n from '../../l10n/index.ts';
import { el } from '../../webview/page/elements.ts';
import type { TreeRow } from '../../webview/page/tree.ts';

const HEADS: Readonly<Record<MapKind, string>> = {
  owner: l10n.t('Owners'),
  flow: l10n.t('Flows'),
  connection: l10n.t('Connections'),
  connector: l10n.t('Connectors'),
};
/** More ties of one card are counted. */
const MOST_TIES = 8;

/** Rows above the cards have the numbers behind theirs. */
const headRow = ({ cards }: ConnectionMap, kind: MapKind): number => cards.length + KINDS.indexOf(kind);

/** The kind of cards below a row; undefined for a row of a card. */
export const kindBelow = ({ cards }: ConnectionMap, row: number): MapKind | undefined =>
  KINDS[row - cards.length];

/** The cards as rows of a tree, each read out with what it is tied to. `folded`: whose rows are left out. */
export function cardRows(map: ConnectionMap, folded: ReadonlySet<MapKind>): TreeRow[] {
  const { cards } = map;
  const ties = tiesOf(map);
  return KINDS.flatMap((kind) => {
    const own = cards.flatMap((card, index) => (card.kind === kind ? [{ card, index }] : []));
    if (own.length === 0) return [];
    const id = headRow(map, kind);
    const text = `${HEADS[kind]} (${own.length})`;
    const isFolded = folded.has(kind);
    const head: TreeRow = {
      ...{ id, parent: -1, name: text, ariaLabel: text, title: '', isFolded },
      content: [el('span', {}, text)],
    };
    if (isFolded) return [head];
    const rows = own.map(({ card, index }): TreeRow => {
      const { name, what, notes, severity } = card;
      const detail = notes.length > 0 ? notes.join(' · ') : what;
      const words = [name, kind, what, ...notes, ...ties[index]!].filter((one) => one !== '');
      return {
        ...{ id: index, parent: id, name, ariaLabel: words.join(', '), title: titleOfCard(card) },
        content: [
          el('span', {}, name),
          detail === ''
            ? undefined
            : el('span', { class: severity === 'error' ? 'note open' : 'note' }, detail),
        ],
      };
    });
    return [head, ...rows];
  });
}

/** Of each card what its lines say. */
function tiesOf({ cards, lines }: ConnectionMap): readonly (readonly string[])[] {
  const all: string[][] = cards.map(() => []);
  for (const { from, to, label } of lines) {
    all[from]!.push(`${label}: ${cards[to]!.name}`);
    all[to]!.push(`${cards[from]!.name}: ${label}`);
  }
  return all.map((ties) =>
    ties.length > MOST_TIES
      ? [...ties.slice(0, MOST_TIES), l10n.t('{0} more', ties.length - MOST_TIES)]
      : ties,
  );
}
