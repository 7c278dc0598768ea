// What stands behind the flows of a solution, as data for a picture: who owns them, which connections they use, of which connectors.
// Plain JSON; all texts are one line, with secrets masked.

/** The columns, from left to right. */
export type MapKind = 'owner' | 'flow' | 'connection' | 'connector';

export interface MapCard {
  readonly kind: MapKind;
  /** Unique in its map, and equal as long as the thing is the same one. */
  readonly key: string;
  readonly name: string;
  /** One line on what it is; may be empty. */
  readonly what: string;
  /** What needs a look, and how badly; a few words each. */
  readonly severity?: 'error' | 'warning' | 'info';
  readonly notes: readonly string[];
  /** Where a click leads: UTF-16 offsets; none for the file as a whole, or where no file tells. */
  readonly place?: { readonly uri: string; readonly span?: { readonly start: number; readonly end: number } };
}

/** From a card to one of a column further right. */
export interface MapLine {
  readonly from: number;
  readonly to: number;
  /** As the end of a sentence about the first one: `runs as the person who starts the flow`. */
  readonly label: string;
  /** Drawn dashed: the flow runs with the connection of whoever starts it. */
  readonly isOther: boolean;
}

export interface ConnectionMap {
  /** Of the solution. */
  readonly name: string;
  /** In the order of `MapKind`, within a column by name. */
  readonly cards: readonly MapCard[];
  readonly lines: readonly MapLine[];
}
