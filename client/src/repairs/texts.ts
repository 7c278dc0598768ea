// What a repair makes of texts. No VS Code in here.
import { TextDocument } from 'vscode-languageserver-textdocument';
import { plural } from '../counts.ts';
import * as l10n from '../l10n/index.ts';
import type { RepairedFile, RepairGroup } from '../protocol.ts';

/** The whole text of a file after the repair. */
export function proposedText({ uri, before, edits }: RepairedFile): string {
  return TextDocument.applyEdits(TextDocument.create(uri, '', 0, before ?? ''), [...edits]);
}

/** What is repaired where, as lines: by rule, then by flow, then by step. */
export function rowsText(groups: readonly RepairGroup[]): string {
  const row = (name: string, findings: number): string =>
    l10n.t('{0}: {1}', name, plural(findings, 'finding'));
  const lines = groups.flatMap(({ ruleId, findings, flows }) => [
    row(ruleId, findings),
    ...flows.flatMap((flow) => [
      `    ${row(flow.name, flow.findings)}`,
      ...flow.steps.map((step) => `        ${step}`),
    ]),
  ]);
  return lines.join('\n');
}

/** Line ends apart: an editor gives all lines of a file the same. */
export function isSameText(one: string, other: string): boolean {
  return one === other || withNewlines(one) === withNewlines(other);
}

function withNewlines(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}
