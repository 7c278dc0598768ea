import type { Connection } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol.ts';
import type { ClientFeatures } from './capabilities.ts';

/** What the editor writes into the text of a flow or lists beside it, by the settings of a folder. */
export interface AnnotationSettings {
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  readonly outline: boolean;
}

/** Reads the section `lockkeeper`; what is missing or malformed counts as the default. */
export function annotationSettings(
  settings: NonNullable<InitializationOptions['settings']>,
): AnnotationSettings {
  const { inlayHints, codeLens, outline } = settings;
  return {
    inlayHints: inlayHints?.enable !== false,
    codeLens: codeLens?.enable === true,
    outline: outline?.enable !== false,
  };
}

/** Milliseconds: changes come in flocks, and each refresh makes the client ask for all that it shows. */
const PAUSE = 50;

/**
 * Asks the client to ask again for inlay hints and code lenses, when they may differ although no text has changed: other
 * settings, another answer of a child flow. After a change of the text it asks by itself.
 */
export class AnnotationRefresh {
  readonly #connection: Connection;
  readonly #client: ClientFeatures;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, client: ClientFeatures) {
    this.#connection = connection;
    this.#client = client;
  }

  /** Soon, once for many calls. */
  schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const { languages } = this.#connection;
      // A client that does not take it, or is closing, goes on with what it shows.
      if (this.#client.inlayHintRefresh) languages.inlayHint.refresh().catch(() => undefined);
      if (this.#client.codeLensRefresh)
        this.#connection.sendRequest('workspace/codeLens/refresh').catch(() => undefined);
    }, PAUSE);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
