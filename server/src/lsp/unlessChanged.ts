import type { CancellationToken } from 'vscode-languageserver';
import type { OpenDocuments } from './documents.ts';
import { uriKey } from './uris.ts';

/** Positions in a request belong to the version it was sent for: when that has passed, there is no answer to give. */
export function unlessChanged<P extends { readonly textDocument: { readonly uri: string } }, R>(
  documents: OpenDocuments,
  fallback: R,
  handler: (params: P, token: CancellationToken) => Promise<R>,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    const key = uriKey(params.textDocument.uri);
    const before = documents.get(key)?.version;
    const result = await handler(params, token);
    return documents.get(key)?.version === before ? result : fallback;
  };
}
