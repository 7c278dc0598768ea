import { adviceOnFixed, isAccepted } from './comparison.ts';
import { jsonText } from './jsonText.ts';
import type { ReportFinding, ReportInput, ReportPlace } from './reportInput.ts';

/**
 * The report for machines, version 1. Positions are 0-based, characters are UTF-16 code units of the file's text; a byte
 * order mark counts as one. Keys and their order are part of the format.
 */
export function toJson(input: ReportInput): string {
  const report = {
    version: 1,
    tool: { name: input.tool.name, version: input.tool.version },
    files: input.files,
    flows: input.flows,
    configs: input.configs ?? [],
    skipped: input.skipped ?? { toolFolders: 0, links: 0, folders: 0, special: 0 },
    ...(input.baseline === undefined ? {} : { baseline: input.baseline.file }),
    ...(input.base === undefined ? {} : { base: input.base }),
    ...(input.touchedSince === undefined ? {} : { touchedSince: input.touchedSince }),
    findings: input.items.map((item) => finding(item, input)),
    ...(input.base === undefined ? {} : { fixed: (input.fixed ?? []).map(fixedFinding) }),
    ignored: (input.ignored ?? []).map((item) => ({
      ...finding(item, input),
      reason: item.reason,
      expires: item.expires ?? null,
    })),
    problems: input.problems.map(({ file, message }) => ({ file, message })),
  };
  return jsonText(report);
}

/** What the older version had and the files no longer have; places are those of its texts. */
function fixedFinding(item: ReportFinding) {
  const advice = adviceOnFixed(item);
  return {
    ...facts(item),
    baselineState: 'absent',
    ...(advice === undefined ? {} : { advice }),
  };
}

function finding(item: ReportFinding, input: ReportInput) {
  const { baseline: state } = item;
  const inBaseline = input.base === undefined ? state : isAccepted(item, input) ? 'unchanged' : 'new';
  return {
    ...facts(item),
    ...(input.baseline === undefined || state === undefined ? {} : { baseline: inBaseline }),
    ...(input.base === undefined || state === undefined ? {} : { baselineState: state }),
  };
}

function facts(item: ReportFinding) {
  return {
    ruleId: item.ruleId,
    category: item.category,
    severity: item.severity,
    confidence: item.confidence,
    message: item.message,
    hint: item.hint,
    ...place(item),
    related: item.related.map((related) => ({ ...place(related), message: related.message })),
    fingerprint: item.fingerprint,
    fix: item.fix,
    docs: item.docs,
  };
}

function place({ file, pointer, range: { start, end } }: ReportPlace) {
  return {
    file,
    pointer,
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
}
