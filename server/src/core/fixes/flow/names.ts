import type { NameUse } from '../../flow/names/index.ts';
import { encodeString } from '../../json/escapes.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import type { JsonTree } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** Writes another name where one is used, in the quoting of its place: of JSON, and in an expression of its texts as well. */
export function writeName(tree: JsonTree, use: NameUse, name: string): TextEdit {
  const { place, site } = use;
  const span = spanOfPlace(tree, place);
  if (place.part === 'key') return { span, newText: `"${encodeString(name)}"` };
  return { span, newText: encodeString(site === undefined ? name : name.replaceAll("'", "''")) };
}
