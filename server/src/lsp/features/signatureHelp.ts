import { MarkupKind, type SignatureHelp, type SignatureHelpParams } from 'vscode-languageserver';
import { plainText, type Signature, signatureAt } from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import type { Checks } from '../checks.ts';
import type { OpenDocuments } from '../documents.ts';
import { uriKey } from '../uris.ts';

/** What begins an argument. */
export const SIGNATURE_TRIGGERS: readonly string[] = ['(', ','];

export interface SignatureServices {
  readonly client: ClientFeatures;
  readonly checks: Checks;
  readonly documents: OpenDocuments;
}

/** The function whose arguments are written at a caret of a flow. */
export async function signatureHelp(
  { client, checks, documents }: SignatureServices,
  params: SignatureHelpParams,
): Promise<SignatureHelp | null> {
  const key = uriKey(params.textDocument.uri);
  const look = await checks.look(key);
  const document = documents.get(key);
  if (look === undefined || document === undefined || look.document.text !== document.getText()) return null;
  const found = signatureAt(look, document.offsetAt(params.position));
  return found === undefined ? null : signatureAnswer(client, found);
}

/** A signature, for a client. */
export function signatureAnswer(client: ClientFeatures, found: Signature): SignatureHelp {
  const { label, parameters, active, documentation } = found;
  return {
    signatures: [
      {
        label,
        documentation: client.markdownSignature
          ? { kind: MarkupKind.Markdown, value: documentation }
          : plainText(documentation),
        parameters: parameters.map(([start, end]) => ({ label: [start, end] as [number, number] })),
      },
    ],
    activeSignature: 0,
    // Beyond the last one no parameter is marked.
    activeParameter: active ?? parameters.length,
  };
}
