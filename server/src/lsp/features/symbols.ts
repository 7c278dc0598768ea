// Definition, references and highlights of the names in a flow, over all files that name the same thing.
import {
  type CancellationToken,
  type DefinitionParams,
  type DocumentHighlight,
  DocumentHighlightKind,
  type DocumentHighlightParams,
  type Location,
  type LocationLink,
  type Range,
  type ReferenceParams,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Elsewhere,
  elsewhere,
  LineIndex,
  type Named,
  type Project,
  placesInFlow,
  placesInText,
  referencesInFlow,
  type Span,
  type SymbolAt,
  type SymbolPlace,
  symbolAt,
  symbolInFile,
} from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checks } from '../checks.ts';
import { uriKey } from '../uris.ts';
import { type OtherFlowServices, textsOf } from './otherFlows.ts';

export interface SymbolServices extends OtherFlowServices {
  readonly client: ClientFeatures;
  readonly checks: Checks;
  readonly project: Project;
  readonly pause: () => Promise<void>;
}

/** More places than anybody looks through. */
const MAX_PLACES = 5000;
/** Files read at a time. */
const BATCH = 8;

/** A name in an open file. */
interface Found {
  readonly key: string;
  readonly symbol: SymbolAt;
  /** Of spans of that file. */
  readonly rangeOf: (span: Span) => Range;
}

/** A place in any file. */
interface Target {
  /** As the client spells it. */
  readonly uri: string;
  readonly place: SymbolPlace;
  readonly rangeOf: (span: Span) => Range;
}

/** `textDocument/definition`: links where the client takes them, else locations; null where nothing known is named. */
export async function definition(
  services: SymbolServices,
  params: DefinitionParams,
): Promise<LocationLink[] | Location[] | null> {
  const found = await symbolIn(services, params);
  if (found === undefined) return null;
  const files = filesNaming(services, found).filter((one) =>
    'named' in one ? one.mayDefine : one.role === 'definition',
  );
  const places = [...here(services, found), ...(await there(services, files))];
  const targets = places.filter(({ place }) => place.role === 'definition');
  if (targets.length === 0) return null;
  if (!services.client.definitionLinks) return targets.map(toLocation);
  const originSelectionRange = found.rangeOf(found.symbol.span);
  return targets.map(({ uri, place, rangeOf }) => ({
    originSelectionRange,
    targetUri: uri,
    targetRange: rangeOf(place.whole),
    targetSelectionRange: rangeOf(place.span),
  }));
}

/** `textDocument/references`: the file itself first, then the others. */
export async function references(
  services: SymbolServices,
  params: ReferenceParams,
  token?: CancellationToken,
): Promise<Location[]> {
  const found = await symbolIn(services, params);
  if (found === undefined) return [];
  const places = [
    ...here(services, found, referencesInFlow),
    ...(await there(services, filesNaming(services, found), token)),
  ];
  return toLocations(places, params.context.includeDeclaration);
}

/** The same for a name that somebody else tells, without what defines it. `uri`: a file that means it, of the solution that counts. */
export async function usesOfName(
  services: SymbolServices,
  named: Named,
  uri: string,
  token?: CancellationToken,
): Promise<Location[]> {
  const { flows } = services.project;
  const files = elsewhere(named, '', { solution: services.project.modelOf(uriKey(uri)), flows });
  return toLocations(await there(services, files, token), false);
}

function toLocations(places: readonly Target[], withDefinitions: boolean): Location[] {
  return places
    .filter(({ place }) => withDefinitions || place.role !== 'definition')
    .slice(0, MAX_PLACES)
    .map(toLocation);
}

/** `textDocument/documentHighlight`: what defines or sets the thing is a write. */
export async function documentHighlights(
  services: SymbolServices,
  params: DocumentHighlightParams,
): Promise<DocumentHighlight[]> {
  const found = await symbolIn(services, params);
  if (found === undefined) return [];
  return here(services, found).map(({ place }) => ({
    range: found.rangeOf(place.span),
    kind: place.role === 'read' ? DocumentHighlightKind.Read : DocumentHighlightKind.Write,
  }));
}

/** The name at a position of an open flow, or of a file beside the flows. */
async function symbolIn(
  { checks, documents, project }: SymbolServices,
  { textDocument, position }: TextDocumentPositionParams,
): Promise<Found | undefined> {
  const key = uriKey(textDocument.uri);
  const look = await checks.look(key);
  const document = documents.get(key);
  if (look !== undefined && document?.getText() === look.document.text) {
    const symbol = symbolAt(look, document.offsetAt(position));
    return symbol && { key, symbol, rangeOf: rangesOf(document) };
  }
  const model = project.modelOf(key);
  // Places are those of the text that the model was read from.
  if (document === undefined || model?.textOf(key) !== document.getText()) return undefined;
  const symbol = symbolInFile(model, key, document.offsetAt(position));
  return symbol && { key, symbol, rangeOf: rangesOf(document) };
}

/** Ranges of the text that is open now, whatever is typed while others are looked for. */
function rangesOf(document: TextDocument): Found['rangeOf'] {
  const text = document.getText();
  let lines: LineIndex | undefined;
  return (span) => {
    lines ??= new LineIndex(text);
    return lines.rangeOf(span);
  };
}

/** Places in the flow itself. */
function here(
  { documents }: SymbolServices,
  { key, symbol, rangeOf }: Found,
  placesIn: typeof placesInFlow = placesInFlow,
): Target[] {
  if (symbol.flow === undefined) return [];
  const uri = documents.uriOf(key);
  return placesIn(symbol.flow, symbol).map((place) => ({ uri, place, rangeOf }));
}

function filesNaming({ project }: SymbolServices, { key, symbol }: Found): readonly Elsewhere[] {
  return elsewhere(symbol, key, { solution: project.modelOf(key), flows: project.flows });
}

/** Places in other files, as they are in the editor or on disk. */
async function there(
  services: SymbolServices,
  files: readonly Elsewhere[],
  token?: CancellationToken,
): Promise<Target[]> {
  const found: Target[] = [];
  for (let at = 0; at < files.length; at += BATCH) {
    if (found.length >= MAX_PLACES || token?.isCancellationRequested === true) break;
    const batch = files.slice(at, at + BATCH);
    const texts = await textsOf(services, [...new Set(batch.map((one) => one.uri))]);
    for (const file of batch) {
      const text = texts.get(file.uri) ?? null;
      if (text === null) continue;
      found.push(...placesIn(services, file, text));
      // Texts of flows are parsed anew.
      if ('named' in file) await services.pause();
    }
  }
  return found;
}

function placesIn({ documents }: SymbolServices, file: Elsewhere, text: string): Target[] {
  const lines = new LineIndex(text);
  const uri = documents.uriOf(file.uri);
  const places =
    'named' in file
      ? placesInText(file.uri, text, file.named)
      : [{ role: file.role, span: file.span, whole: file.span }];
  return places.map((place) => ({ uri, place, rangeOf: (span) => lines.rangeOf(span) }));
}

function toLocation({ uri, place, rangeOf }: Target): Location {
  return { uri, range: rangeOf(place.span) };
}
