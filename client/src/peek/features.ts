import {
  type Diagnostic,
  type Disposable,
  languages,
  type Position,
  SemanticTokensLegend,
  type TextDocument,
  workspace,
} from 'vscode';
import type { BaseLanguageClient, CancellationToken } from 'vscode-languageclient';
import { type PeekAnswers, request } from '../protocol.ts';
import { type PeekFiles, placeOf, SCHEME } from './files.ts';

/** How long nobody types before the diagnostics follow. */
const PAUSE_MS = 250;

/** What an editor knows in an expression: the server answers as it would in the flow. */
export class PeekFeatures {
  readonly #client: BaseLanguageClient;
  readonly #files: PeekFiles;
  readonly #diagnostics = languages.createDiagnosticCollection('lockkeeper-expression');
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #disposables: Disposable[] = [];
  #started = false;

  constructor(client: BaseLanguageClient, files: PeekFiles) {
    this.#client = client;
    this.#files = files;
    this.#disposables.push(
      this.#diagnostics,
      workspace.onDidOpenTextDocument((document) => {
        if (document.uri.scheme !== SCHEME) return;
        this.start();
        this.#check(document, 0);
      }),
      workspace.onDidChangeTextDocument(({ document }) => this.#check(document, PAUSE_MS)),
      workspace.onDidCloseTextDocument(({ uri }) => {
        clearTimeout(this.#waiting.get(uri.toString()));
        this.#diagnostics.delete(uri);
      }),
    );
  }

  /** Once a document is opened: the server has told by then what its colours mean. */
  start(): void {
    const { initializeResult } = this.#client;
    if (this.#started || initializeResult === undefined) return;
    this.#started = true;
    const selector = { scheme: SCHEME };
    const { capabilities } = initializeResult;
    const converter = this.#client.protocol2CodeConverter;
    const legend = capabilities.semanticTokensProvider?.legend;
    this.#disposables.push(
      languages.registerHoverProvider(selector, {
        provideHover: async (document, position, token) =>
          converter.asHover((await this.#ask(document, 'hover', position, token)).hover ?? null),
      }),
      languages.registerCompletionItemProvider(
        selector,
        {
          provideCompletionItems: async (document, position, token) =>
            converter.asCompletionResult(
              (await this.#ask(document, 'completion', position, token)).completion ?? null,
            ),
        },
        ...(capabilities.completionProvider?.triggerCharacters ?? []),
      ),
      languages.registerSignatureHelpProvider(
        selector,
        {
          provideSignatureHelp: async (document, position, token) =>
            converter.asSignatureHelp(
              (await this.#ask(document, 'signature', position, token)).signature ?? null,
            ),
        },
        ...(capabilities.signatureHelpProvider?.triggerCharacters ?? []),
      ),
    );
    if (legend !== undefined)
      this.#disposables.push(
        languages.registerDocumentSemanticTokensProvider(
          selector,
          {
            provideDocumentSemanticTokens: async (document, token) => {
              const { tokens } = await this.#ask(document, 'tokens', undefined, token);
              return converter.asSemanticTokens({ data: [...(tokens ?? [])] });
            },
          },
          new SemanticTokensLegend([...legend.tokenTypes], [...legend.tokenModifiers]),
        ),
      );
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    for (const one of this.#disposables) one.dispose();
  }

  #check(document: TextDocument, pause: number): void {
    const { uri } = document;
    if (uri.scheme !== SCHEME) return;
    clearTimeout(this.#waiting.get(uri.toString()));
    this.#waiting.set(
      uri.toString(),
      setTimeout(() => void this.#publish(document), pause),
    );
  }

  async #publish(document: TextDocument): Promise<void> {
    const { diagnostics } = await this.#ask(document, 'diagnostics');
    if (document.isClosed) return;
    const shown: Diagnostic[] = await this.#client.protocol2CodeConverter.asDiagnostics([
      ...(diagnostics ?? []),
    ]);
    this.#diagnostics.set(document.uri, shown);
  }

  async #ask(
    document: TextDocument,
    about: keyof PeekAnswers,
    position?: Position,
    token?: CancellationToken,
  ): Promise<Partial<PeekAnswers>> {
    const place = placeOf(document.uri);
    const source = place && (await this.#files.sourceOf(document.uri));
    if (place === undefined || source === undefined) return {};
    const params = {
      ...{ ...place, source, text: document.getText(), about },
      position: { line: position?.line ?? 0, character: position?.character ?? 0 },
    };
    try {
      return await request(this.#client, 'lockkeeper/peek/ask', params, token);
    } catch {
      // Stopped, or on its way down: there is nothing to show.
      return {};
    }
  }
}
