import { type CallerInput, type Piece, textOf, wrapEdits } from '../../callers/index.ts';
import { type CallExpr, type Expr, visitExpr } from '../../expressions/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { hasWord } from '../../secrets/detect/names.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** `replace(x, ' ', '%20')`: the maker encodes by hand, and encoding once more would encode the percent signs. */
export function isEncodedByHand(call: CallExpr): boolean {
  const replacement = call.args[2];
  return call.lowerName === 'replace' && replacement?.kind === 'string' && replacement.value.includes('%');
}

/** Words of inputs that are several segments, or an address of their own; encoded they would no longer work. */
const SEGMENTS = words(
  'path paths filepath folderpath link links href route endpoint folder folders resource resources query querystring server',
);
const ADDRESSES = words('url urls uri uris siteurl baseurl weburl');
const ENCODED = words('encode encoded encoding urlencoded uriencoded escape escaped');

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** True for an input that by its name is more than one segment of a path. */
export function namesAddress({ name, fromField }: CallerInput): boolean {
  return hasWord(name, SEGMENTS) || (!fromField && hasWord(name, ADDRESSES));
}

/** True for an input that by its name is encoded already. */
export function isEncodedByName({ name }: CallerInput): boolean {
  return hasWord(name, ENCODED);
}

/** Characters that mean something in an address; others arrive the same, encoded or not. */
const STRUCTURE = /[/?#&=%+]/;

/** False when the expression adds text of its own that encoding would change, such as `concat('&page=', ...)`. */
export function mayWrap(expr: Expr): boolean {
  let plain = true;
  visitExpr(expr, (one) => {
    if (one.kind === 'access') return;
    if (one.kind !== 'call') return;
    const values =
      one.lowerName === 'replace' ? one.args.slice(2) : ADDS_TEXT.has(one.lowerName) ? one.args : [];
    if (values.some((arg) => arg.kind === 'string' && STRUCTURE.test(arg.value))) plain = false;
  });
  return plain;
}

const ADDS_TEXT = new Set(['concat', 'if', 'coalesce', 'join', 'createarray', 'union']);

export function encodeEdits(flow: FlowModel, piece: Extract<Piece, { kind: 'value' }>): readonly TextEdit[] {
  const [open, close] = textOf(flow, piece.expr);
  return wrapEdits(flow.tree, piece.node, piece.expr, `encodeUriComponent(${open}`, `${close})`);
}
