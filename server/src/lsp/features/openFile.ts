// An open file with what was found in it, a flow or a file beside the flows.
import type { Position } from 'vscode-languageserver';
import type { Analysis, Found } from '../../core/index.ts';
import type { BesideChecks } from '../besideChecks.ts';
import type { Checks } from '../checks.ts';
import type { OpenDocuments } from '../documents.ts';
import { uriKey } from '../uris.ts';

export interface OpenFileServices {
  readonly checks: Checks;
  readonly documents: OpenDocuments;
  readonly besideChecks: BesideChecks;
}

/** A flow as it was checked. */
export interface OpenFlow {
  /** As the client spells it. */
  readonly uri: string;
  readonly version: number | null;
  readonly analysis: Analysis;
}

export interface OpenFile {
  /** Of the text that was checked. */
  readonly version: number;
  /** In the order of the file. */
  readonly found: readonly Found[];
  /** Undefined for a file beside the flows. */
  readonly flow: OpenFlow | undefined;
  offsetAt(position: Position): number;
  /** A file as the client spells it. */
  uriOf(uri: string): string;
}

/** The file as it is now; undefined for one that is not open. */
export async function openFile(services: OpenFileServices, uri: string): Promise<OpenFile | undefined> {
  const { checks, documents, besideChecks } = services;
  const key = uriKey(uri);
  const checked = await checks.openExactly(key);
  const { analysis, version = null, known } = checked ?? {};
  if (checked !== undefined && analysis !== undefined && version !== null) {
    return {
      version,
      found: analysis.findings.map((finding) => ({ analysis, finding, known: known?.has(finding) ?? false })),
      flow: { uri: checked.uri, version, analysis },
      offsetAt: (position) => analysis.offsetAt(position),
      uriOf: documents.uriOf,
    };
  }
  const found = await besideChecks.findingsIn(key);
  const document = documents.get(key);
  if (document === undefined) return undefined;
  return {
    version: document.version,
    found,
    flow: undefined,
    offsetAt: (position) => document.offsetAt(position),
    uriOf: documents.uriOf,
  };
}

/** Whether a finding is the one that was told of before. */
export function isFinding(
  { finding }: Found,
  { ruleId, fingerprint }: { readonly ruleId: string; readonly fingerprint: string },
): boolean {
  return finding.ruleId === ruleId && finding.fingerprint === fingerprint;
}
