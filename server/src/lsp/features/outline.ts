import {
  type DocumentSymbol,
  type DocumentSymbolParams,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver';
import { type OutlineKind, type OutlineNode, outlineOf } from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checks } from '../checks.ts';
import type { ConfigStore } from '../config.ts';
import { uriKey } from '../uris.ts';

export interface OutlineServices {
  readonly client: ClientFeatures;
  readonly checks: Checks;
  readonly config: ConfigStore;
}

/** Editors choose an icon by it. */
const KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  flow: SymbolKind.Module,
  trigger: SymbolKind.Event,
  operation: SymbolKind.Function,
  data: SymbolKind.Object,
  variableStep: SymbolKind.Variable,
  control: SymbolKind.Namespace,
  branch: SymbolKind.Package,
  group: SymbolKind.Package,
  variable: SymbolKind.Variable,
  parameter: SymbolKind.Constant,
};

/** The outline of a flow: a tree, or a list for a client that knows no other. */
export async function documentSymbols(
  { client, checks, config }: OutlineServices,
  { textDocument: { uri } }: DocumentSymbolParams,
): Promise<DocumentSymbol[] | SymbolInformation[]> {
  const key = uriKey(uri);
  if (!(await config.of(key)).annotations.outline) return [];
  const analysis = (await checks.open(key))?.analysis;
  if (analysis === undefined) return [];
  const nodes = outlineOf(analysis);
  const tree = ({ kind, name, detail, span, nameSpan, children }: OutlineNode): DocumentSymbol => ({
    name,
    ...(detail === '' ? {} : { detail }),
    kind: KINDS[kind],
    range: analysis.rangeOfSpan(span),
    selectionRange: analysis.rangeOfSpan(nameSpan),
    children: children.map(tree),
  });
  if (client.hierarchicalSymbols) return nodes.map(tree);
  const list = (node: OutlineNode, containerName?: string): SymbolInformation[] => [
    {
      name: node.name,
      kind: KINDS[node.kind],
      location: { uri, range: analysis.rangeOfSpan(node.span) },
      ...(containerName === undefined ? {} : { containerName }),
    },
    ...node.children.flatMap((child) => list(child, node.name)),
  ];
  return nodes.flatMap((node) => list(node));
}
