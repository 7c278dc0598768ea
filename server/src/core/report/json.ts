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
    findings: input.items.map(finding),
    ignored: (input.ignored ?? []).map((item) => ({
      ...finding(item),
      reason: item.reason,
      expires: item.expires ?? null,
    })),
    problems: input.problems.map(({ file, message }) => ({ file, message })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function finding(item: ReportFinding) {
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
    ...(item.baseline === undefined ? {} : { baseline: item.baseline }),
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
