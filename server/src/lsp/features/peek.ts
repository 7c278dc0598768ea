// An expression of an open flow in an editor of its own: what can be opened, its text, what is known in it, and the way back.
import { type Hover, MarkupKind, type Position, type Range } from 'vscode-languageserver';
import {
  type Analysis,
  completionsAt,
  decodeEscapes,
  type Finding,
  hoverAt,
  isWorthPeek,
  LineIndex,
  type Look,
  PeekLook,
  type PeekPlace,
  type Project,
  partOf,
  peekNode,
  peekSaved,
  peekTargetsAt,
  peekText,
  type SemanticToken,
  type Span,
  semanticTokensIn,
  signatureAt,
} from '../../core/index.ts';
import type {
  PeekAddress,
  PeekAnswers,
  PeekDocument,
  PeekReadResult,
  PeekSaveResult,
  PeekTargetsResult,
} from '../../protocol.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checks } from '../checks.ts';
import { toDiagnostic, toWorkspaceEdit } from '../convert.ts';
import type { OpenDocuments } from '../documents.ts';
import { uriKey } from '../uris.ts';
import { completionList } from './completion.ts';
import { encodedTokens } from './semanticTokens.ts';
import { signatureAnswer } from './signatureHelp.ts';

interface PeekServices {
  readonly client: ClientFeatures;
  readonly checks: Checks;
  readonly documents: OpenDocuments;
  readonly project: Project;
}

/** The command of our own client; its arguments are the URI of an open flow and a position in it. */
export const PEEK_COMMAND = 'lockkeeper.editExpression';

const refused = (reason: string) => ({ kind: 'refused' as const, reason });
const NO_FLOW = 'This file holds no flow that can be read.';
const CHANGED =
  'the flow has changed since this expression was opened. Copy what you need, and open the expression again.';

/** `lockkeeper/peek/targets` */
export async function peekTargets(
  services: PeekServices,
  { uri, position }: { readonly uri: string; readonly position: Position },
): Promise<PeekTargetsResult> {
  const look = await lookOf(services, uri);
  if (look === undefined) return refused(NO_FLOW);
  const offset = new LineIndex(look.document.text).offsetAt(position);
  const found = peekTargetsAt(look, offset);
  return found === undefined
    ? refused('Place the cursor in a string with an expression.')
    : { kind: 'targets', ...found };
}

/** `lockkeeper/peek/read` */
export async function readPeek(services: PeekServices, address: PeekAddress): Promise<PeekReadResult> {
  const look = await lookOf(services, address.uri);
  if (look === undefined) return refused(NO_FLOW);
  const { tree } = look.document;
  const source = stringAt(look, String(address.pointer));
  const hole = holeOf(address);
  const text = source === undefined ? undefined : peekText({ source, hole });
  if (source === undefined || text === undefined || tree.problems.length > 0)
    return refused('This expression is not in the flow any more.');
  return { kind: 'text', text, source };
}

/** `lockkeeper/peek/save` */
export async function savePeek(services: PeekServices, document: PeekDocument): Promise<PeekSaveResult> {
  const look = await lookOf(services, document.uri);
  if (look === undefined) return refused(NO_FLOW);
  const { tree } = look.document;
  const place = placeOf(document);
  const node = peekNode(tree, place);
  if (node === undefined || tree.problems.length > 0) return refused(CHANGED);
  const saved = peekSaved(tree, node, place, String(document.text));
  if (saved === undefined) return refused(CHANGED);
  if (saved.kind === 'broken')
    return refused(`the expression cannot be read: ${saved.message}. The flow was not changed.`);
  const { source } = saved;
  if (saved.edits.length === 0) return { kind: 'edit', edit: null, source };
  const lines = new LineIndex(tree.text);
  const edits = saved.edits.map(({ span, newText }) => ({ range: lines.rangeOf(span), newText }));
  const open = services.documents.get(uriKey(document.uri));
  const version = open?.version ?? null;
  const edit = toWorkspaceEdit(services.client, [{ uri: document.uri, version, edits }]);
  return { kind: 'edit', edit, source };
}

/** `lockkeeper/peek/ask`: an answer about the flow as it would be with the document in its string. */
export async function askPeek(
  services: PeekServices,
  {
    about,
    position,
    ...document
  }: PeekDocument & { readonly about: keyof PeekAnswers; readonly position: Position },
): Promise<Partial<PeekAnswers>> {
  const look = await lookOf(services, document.uri);
  const asked = look && askedOf(look, document);
  if (asked === undefined) return {};
  const { client, project } = services;
  const key = uriKey(document.uri);
  const { peek, lines } = asked;
  const offset = (flow: Look): number => peek.inFlow(flow.document.tree, lines.offsetAt(position));
  switch (about) {
    case 'completion': {
      const flow = asked.look();
      const found = completionsAt(flow, offset(flow), {
        snippets: client.completionSnippets,
        hasSchemas: true,
        operations: (apiName) => project.operationsBeside(key, apiName),
      });
      if (found === undefined) return { completion: null };
      const { tree } = flow.document;
      // In the flow, they would be written within a JSON string.
      const items = found.items.map((one) =>
        one.isSnippet === true ? one : { ...one, newText: decodeEscapes(one.newText) },
      );
      const list = completionList(client, { ...found, items }, key, (span) => asked.range(tree, span));
      return { completion: list };
    }
    case 'signature': {
      const flow = asked.look();
      const found = signatureAt(flow, offset(flow));
      return { signature: found === undefined ? null : signatureAnswer(client, found) };
    }
    case 'hover':
      return { hover: hoverIn(project.analyse(key, peek.text), asked, lines.offsetAt(position)) };
    case 'tokens':
      return { tokens: tokensIn(project.analyse(key, peek.text), asked) };
    case 'diagnostics': {
      const analysis = project.analyse(key, peek.text);
      const inside = analysis.findings.flatMap((finding) => {
        const range = asked.rangeIfInside(analysis.document.tree, finding.place.span);
        return range === undefined ? [] : [diagnosticOf(client, analysis, finding, range)];
      });
      return { diagnostics: inside };
    }
    default:
      return {};
  }
}

/** True where the client has the command, on a string that is long enough to ask for it. */
export function offersPeek(
  client: ClientFeatures,
  look: Pick<Look, 'document' | 'flows'>,
  offset: number,
): boolean {
  return client.options.expressionPeek === true && isWorthPeek(look, offset);
}

type Tree = Look['document']['tree'];

/** A document within its flow. */
interface Asked {
  readonly peek: PeekLook;
  /** Of the document. */
  readonly lines: LineIndex;
  look(): Look;
  range(tree: Tree, span: Span): Range;
  rangeIfInside(tree: Tree, span: Span): Range | undefined;
}

function askedOf(look: Look, document: PeekDocument): Asked | undefined {
  const place = placeOf(document);
  const { tree } = look.document;
  const node = peekNode(tree, place);
  const part = partOf(place.source, place.hole);
  if (node === undefined || part === undefined) return undefined;
  const text = String(document.text).replace(/\r\n?/g, '\n');
  const peek = new PeekLook(tree, node, part, text);
  const lines = new LineIndex(text);
  const rangeIfInside = (other: Tree, span: Span): Range | undefined => {
    const inside = peek.inDocument(other, span);
    return inside && lines.rangeOf(inside);
  };
  const start = { line: 0, character: 0 };
  return {
    peek,
    lines,
    look: () => look.again(peek.text),
    rangeIfInside,
    range: (other, span) => rangeIfInside(other, span) ?? { start, end: start },
  };
}

function hoverIn(analysis: Analysis, asked: Asked, offset: number): Hover | null {
  const { tree } = analysis.document;
  const found = hoverAt(analysis, asked.peek.inFlow(tree, offset));
  const range = found && asked.rangeIfInside(tree, found.span);
  return range === undefined
    ? null
    : { contents: { kind: MarkupKind.Markdown, value: found!.markdown }, range };
}

/** Each on its line: what goes over several is left out. */
function tokensIn(analysis: Analysis, { peek, lines }: Asked): number[] {
  const { tree } = analysis.document;
  const tokens = semanticTokensIn(analysis).flatMap((token): SemanticToken[] => {
    const span = peek.inDocument(tree, token.span);
    if (span === undefined || span.end <= span.start) return [];
    const { start, end } = lines.rangeOf(span);
    return start.line === end.line ? [{ ...token, span }] : [];
  });
  return encodedTokens(tokens, (offset) => lines.positionAt(offset));
}

function diagnosticOf(client: ClientFeatures, analysis: Analysis, finding: Finding, range: Range) {
  const { relatedInformation, data, ...diagnostic } = toDiagnostic(
    client,
    null,
    { analysis, finding, known: false },
    (uri) => uri,
  );
  return { ...diagnostic, range };
}

async function lookOf({ checks }: PeekServices, uri: unknown): Promise<Look | undefined> {
  const look = typeof uri === 'string' ? await checks.look(uriKey(uri)) : undefined;
  return look === undefined || look.flows.length === 0 ? undefined : look;
}

function stringAt({ document: { tree } }: Look, pointer: string): string | undefined {
  const node = peekNode(tree, { pointer, source: undefined });
  return node === undefined ? undefined : tree.string(node);
}

const holeOf = ({ hole }: PeekAddress): number | null => (typeof hole === 'number' ? hole : null);

function placeOf(document: PeekDocument): PeekPlace {
  return { pointer: String(document.pointer), hole: holeOf(document), source: String(document.source) };
}
