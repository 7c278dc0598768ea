import type { CallerTracker } from '../../callers/index.ts';
import { endsInQuotes, type Piece, piecesOf, urlValues } from '../../callers/index.ts';
import type { Step } from '../../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { callTargets } from '../callTargets.ts';

/** A value within a filter that a flow puts together. */
export interface FilterValue {
  readonly piece: Extract<Piece, { kind: 'value' }>;
  /** The step's string that holds the filter, or leads to it. */
  readonly node: NodeId;
  readonly language: 'OData' | 'FetchXML';
  /** It stands within quotes: `Title eq '@{...}'`. */
  readonly quoted: boolean;
  /** Escaped it would still be one value: not where it is markup, or the whole query. */
  readonly escapable: boolean;
  /** The whole filter is this value. */
  readonly alone: boolean;
  /** An address of SharePoint's REST API, whose names stand in the same quotes: `getbytitle('@{...}')`. */
  readonly inAddress: boolean;
}

/** Values in `$filter` and `fetchXml` parameters, in the query of an address, and in the addresses of SharePoint's REST API. */
export function filterValues(tracker: CallerTracker, step: Step): readonly FilterValue[] {
  const { tree } = tracker.flow;
  const targets = callTargets(tracker.flow, step);
  const queries = tree.child(step.inputs, 'queries');
  if (step.operation === undefined && queries === NONE && targets.length === 0) return NO_VALUES;
  const found: FilterValue[] = [];
  for (const node of filterParameters(tree, queries, step.operation?.parameters ?? NONE)) {
    const language = tree.key(node).toLowerCase().endsWith('fetchxml') ? 'FetchXML' : 'OData';
    addFilter(piecesOf(tracker, node, step), node, language, found);
  }
  const sharePoint = step.operation?.apiName === 'shared_sharepointonline';
  for (const node of targets) {
    const pieces = piecesOf(tracker, node, step);
    if (sharePoint) {
      // Outside of quotes stand ids and whole paths.
      const all: FilterValue[] = [];
      addFilter(pieces, node, 'OData', all);
      found.push(...all.filter((value) => value.quoted).map((value) => ({ ...value, inAddress: true })));
      continue;
    }
    for (const { piece, area, parameter, before } of urlValues(pieces)) {
      if (area !== 'query' || parameter !== '$filter') continue;
      const filter = before.slice(
        before.lastIndexOf('=', before.toLowerCase().lastIndexOf('filter=') + 7) + 1,
      );
      found.push({
        piece,
        node,
        language: 'OData',
        quoted: endsInQuotes(filter),
        escapable: endsInQuotes(filter),
        alone: filter === '',
        inAddress: false,
      });
    }
  }
  return found;
}

const NO_VALUES: readonly FilterValue[] = [];

function filterParameters(tree: JsonTree, ...lists: readonly NodeId[]): readonly NodeId[] {
  const found: NodeId[] = [];
  for (const list of lists) {
    if (!tree.isObject(list)) continue;
    const end = tree.after(list);
    for (let node = list + 1; node < end; node = tree.after(node)) {
      // "$filter" and "fetchXml", by themselves or behind a slash.
      if (tree.keyLength(node) >= 7 && tree.isString(node) && FILTER_KEY.test(tree.key(node)))
        found.push(node);
    }
  }
  return found;
}

const FILTER_KEY = /(?:^|\/)(?:\$filter|fetchxml)$/i;

function addFilter(
  pieces: readonly Piece[],
  node: NodeId,
  language: FilterValue['language'],
  into: FilterValue[],
): void {
  let quoted = false;
  let before = '';
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      if (endsInQuotes(piece.value)) quoted = !quoted;
      before += piece.value;
      continue;
    }
    into.push({
      piece,
      node,
      language,
      quoted: language === 'FetchXML' || quoted,
      escapable: language === 'FetchXML' ? isXmlValue(before) : quoted,
      alone: pieces.length === 1,
      inAddress: false,
    });
  }
}

/** XML that breaks off within the quoted value of an attribute, or in a `<value>`. */
function isXmlValue(xml: string): boolean {
  const tag = xml.slice(xml.lastIndexOf('<'));
  if (/^<value>[^<]*$/i.test(tag)) return true;
  let quote: string | undefined;
  for (const unit of tag) {
    if (quote === undefined ? unit === '"' || unit === "'" : unit === quote)
      quote = quote === undefined ? unit : undefined;
  }
  return quote !== undefined;
}
