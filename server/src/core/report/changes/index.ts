/**
 * What changed between two versions of a set of flows, for a reviewer: risks first, then flow by flow, what means nothing counted at
 * the end. Written of data that is masked already; each form escapes it for its reader.
 */
import type { FlowSide } from '../../changes/index.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { jsonText } from '../jsonText.ts';
import { toMarkdownText } from '../lines/markdownWriter.ts';
import { toPlainText } from '../lines/textWriter.ts';
import { type ChangesFormat, LEAST_SIZE } from '../options.ts';
import type { Palette } from '../palette.ts';
import { fitting, WHOLE } from './cut.ts';
import { documentOf } from './document.ts';
import { byWeight } from './risks.ts';
import type { ChangesReport } from './types.ts';

export { LOSSES, risksOf } from './gather.ts';
export type {
  ChangeRisk,
  ChangesReport,
  FixedFinding,
} from './types.ts';

/** Below GitHub's limit of 65,536 characters, with room for the caller's own text. */
export const USUAL_SIZE = 60_000;

/** A comment that begins with it can be found again, and written anew. */
const MARKER = '<!-- lockkeeper-diff -->';

export interface ChangesOptions {
  /** Tell by name what was left out because it means nothing. */
  readonly all: boolean;
  /** UTF-8 bytes, and so characters as well; undefined for no limit. Never below `LEAST_SIZE`. JSON is never cut. */
  readonly most: number | undefined;
  readonly palette?: Palette;
}

/** Writes a report of changes in one of the forms. */
export function toChanges(format: ChangesFormat, report: ChangesReport, options: ChangesOptions): string {
  if (format === 'json') return toChangesJson(report);
  const { all, most, palette } = options;
  const write =
    format === 'markdown'
      ? (cut: typeof WHOLE) => `${MARKER}\n${toMarkdownText(documentOf(report, cut, all))}`
      : (cut: typeof WHOLE) => toPlainText(documentOf(report, cut, all), palette);
  if (most === undefined) return write(WHOLE);
  const counts = { flows: report.changes.flows.length, risks: report.risks.length };
  return fitting(write, Math.max(most, LEAST_SIZE), counts);
}

/**
 * The report for machines, version 1: all of it, with JSON pointers. Undefined values are left out, and addresses of this machine are
 * names of files.
 */
function toChangesJson({ tool, base, head, changes, risks, fixed, fileOf }: ChangesReport): string {
  const named = (uri: string): string => withoutSecrets(fileOf(uri));
  const side = (one: FlowSide | undefined) => one && { file: named(one.uri), name: one.name };
  return jsonText({
    ...{ version: 1, tool, base, head },
    risks: byWeight(risks).map(({ uri, ...risk }) => ({ ...risk, file: named(uri) })),
    fixed,
    ...changes,
    flows: changes.flows.map((flow) => ({ ...flow, base: side(flow.base), head: side(flow.head) })),
  });
}
