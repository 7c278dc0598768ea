import { Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import * as l10n from '../l10n/index.ts';
import { type CompareStepsResult, request } from '../protocol.ts';
import { type HeadText, headText } from './git.ts';
import { gitApi } from './gitApi.ts';

/** Scheme of the outlines. Documents of a content provider cannot be written. */
const SCHEME = 'lockkeeper-steps';

type Side = 'before' | 'after';
type Compared = CompareStepsResult | Extract<HeadText, { kind: 'none' }>;

/** How long nobody types before the outline follows. */
const PAUSE_MS = 400;

/** The address of one side: the query names the side and the file, so that a window that was closed brings both back. */
export function sideOf(file: Uri, side: Side): Uri {
  return Uri.from({ scheme: SCHEME, path: `${file.path}.txt`, query: `${side}&${file.toString()}` });
}

function fileOf({ query }: Uri): { readonly side: Side; readonly file: Uri } | undefined {
  const [side, ...file] = query.split('&');
  if (side !== 'before' && side !== 'after') return undefined;
  return { side, file: Uri.parse(file.join('&')) };
}

/** The outlines of flows that are compared. The right one follows what is typed. */
export class StepOutlines {
  readonly #client: BaseLanguageClient;
  /** By file: what was read last. */
  readonly #read = new Map<string, Compared>();
  readonly #waiting = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #disposable: Disposable;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#disposable = Disposable.from(
      this.#changed,
      workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#text(uri),
      }),
      workspace.onDidChangeTextDocument(({ document }) => this.#follow(document.uri)),
      workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
    );
  }

  /** Reads both versions anew, and shows them where they are shown already. */
  async read(file: Uri): Promise<Compared> {
    const result = await this.#compare(file);
    if (result.kind === 'steps') this.#show(file, result);
    return result;
  }

  dispose(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#disposable.dispose();
  }

  #show(file: Uri, result: Compared): void {
    this.#read.set(file.toString(), result);
    for (const side of ['before', 'after'] as const) this.#changed.fire(sideOf(file, side));
  }

  async #text(uri: Uri): Promise<string> {
    const asked = fileOf(uri);
    if (asked === undefined) return '';
    const known = this.#read.get(asked.file.toString());
    // A window that comes back, or an address that anybody may write: git is asked in a trusted workspace only.
    if (known === undefined && !workspace.isTrusted) return '';
    const result = known ?? (await this.#compare(asked.file));
    if (known === undefined) this.#read.set(asked.file.toString(), result);
    return result.kind === 'steps' ? result[asked.side] : result.reason;
  }

  async #compare(file: Uri): Promise<Compared> {
    const head = await headText(gitApi(), file);
    if (head.kind === 'none') return head;
    const uri = this.#client.code2ProtocolConverter.asUri(file);
    const after = await textNow(file);
    try {
      return await request(this.#client, 'lockkeeper/compareSteps', { uri, before: head.text, after });
    } catch {
      return { kind: 'refused', reason: l10n.t('The language server does not answer.') };
    }
  }

  #follow(file: Uri): void {
    const key = file.toString();
    if (!this.#read.has(key)) return;
    clearTimeout(this.#waiting.get(key));
    this.#waiting.set(
      key,
      setTimeout(() => {
        this.#waiting.delete(key);
        void this.#again(file);
      }, PAUSE_MS),
    );
  }

  /** What cannot be read for the moment, as it is while somebody types, leaves the last outlines standing. */
  async #again(file: Uri): Promise<void> {
    const result = await this.#compare(file);
    if (result.kind === 'steps' && this.#read.has(file.toString())) this.#show(file, result);
  }

  /** One side is enough: both are closed together. */
  #forget(uri: Uri): void {
    const file = uri.scheme === SCHEME ? fileOf(uri)?.file : undefined;
    if (file !== undefined) this.#read.delete(file.toString());
  }
}

/** Open text wins; '' for a file that is not there any more. */
async function textNow(file: Uri): Promise<string> {
  try {
    return (await workspace.openTextDocument(file)).getText();
  } catch {
    return '';
  }
}
