import {
  type LocationUriOnly,
  type SymbolInformation,
  SymbolKind,
  type WorkspaceSymbol,
  type WorkspaceSymbolParams,
} from 'vscode-languageserver';
import { type FoundSymbol, type Project, type Span, symbolsMatching } from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import { type LineServices, rangesIn } from './lines.ts';

export interface WorkspaceSymbolServices extends LineServices {
  readonly client: ClientFeatures;
  readonly project: Project;
}

const KINDS: Readonly<Record<FoundSymbol['kind'], SymbolKind>> = {
  flow: SymbolKind.Module,
  trigger: SymbolKind.Event,
  action: SymbolKind.Function,
};
const START: Span = { start: 0, end: 0 };

/** Flows and steps by name. A client that can ask for ranges later gets none: they need the texts of the files. */
export async function workspaceSymbols(
  services: WorkspaceSymbolServices,
  { query }: WorkspaceSymbolParams,
): Promise<WorkspaceSymbol[] | SymbolInformation[]> {
  const found = symbolsMatching(services.project, query);
  const base = ({
    kind,
    name,
    flow,
  }: FoundSymbol): Pick<WorkspaceSymbol, 'name' | 'kind' | 'containerName'> => ({
    name,
    kind: KINDS[kind],
    ...(flow === undefined ? {} : { containerName: flow }),
  });
  if (services.client.resolveSymbolRange) {
    return found.map((one): WorkspaceSymbol => {
      const location: LocationUriOnly = { uri: services.documents.uriOf(one.uri) };
      return { ...base(one), location, data: one.span ?? START };
    });
  }
  const places = found.map(({ uri, span }) => ({ uri, span: span ?? START }));
  const ranges = await rangesIn(services, places);
  return found.flatMap((one, index): SymbolInformation[] => {
    const range = ranges[index];
    return range === undefined
      ? []
      : [{ ...base(one), location: { uri: services.documents.uriOf(one.uri), range } }];
  });
}

/** `workspaceSymbol/resolve`: adds the range. A file that is gone keeps none. */
export async function resolveWorkspaceSymbol(
  services: WorkspaceSymbolServices,
  symbol: WorkspaceSymbol,
): Promise<WorkspaceSymbol> {
  const { start, end } = (symbol.data ?? START) as Partial<Span>;
  if (typeof start !== 'number' || typeof end !== 'number') return symbol;
  const { uri } = symbol.location;
  const [range] = await rangesIn(services, [{ uri, span: { start, end } }]);
  return range === undefined ? symbol : { ...symbol, location: { uri, range } };
}
