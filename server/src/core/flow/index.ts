import { parseJson } from '../json/parse.ts';
import { buildFlow } from './build.ts';
import type { FlowDocument, SourceFile } from './document.ts';
import { recognise } from './recognise.ts';

/** Parses a text and models every flow in it. Never throws. */
export function openDocument(source: SourceFile): FlowDocument {
  const tree = parseJson(source.text);
  const { sites, incomplete } = recognise(tree, source.declaredAsFlow === true);
  const flows = sites.map((site) => buildFlow(tree, site));
  const kind = flows.length > 0 ? 'flow' : incomplete.length > 0 ? 'meant' : 'other';
  return { ...source, tree, kind, flows, incomplete };
}
