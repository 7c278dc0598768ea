import type {
  Fix,
  Location,
  Log,
  Notification,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
} from 'sarif';
import { NOTICE_RULES } from '../config/ignores/notices.ts';
import type { Severity } from '../finding.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import { docsUrl } from '../rules/docsUrl.ts';
import type { Confidence } from '../secrets/detect/types.ts';
import { visible } from '../text/shown.ts';
import type { Range, Span } from '../text/span.ts';
import type {
  IgnoredFinding,
  ReportFinding,
  ReportFix,
  ReportInput,
  ReportPlace,
  ReportProblem,
} from './reportInput.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const BASE = '%SRCROOT%';

/** What SARIF tells about the rules besides the findings. */
export interface SarifRules {
  readonly rules: readonly RuleMeta[];
  /** Markdown page of a rule. */
  rulePage(ruleId: string): string | undefined;
}

/**
 * SARIF 2.1.0 (OASIS standard). Lines and columns are 1-based, columns and offsets count UTF-16 code units, a byte order mark
 * is not part of the content. Lists the rules that found something. Secrets are masked by `toReportFinding`.
 */
export function toSarif(input: ReportInput, { rules, rulePage }: SarifRules): string {
  const ignored = input.ignored ?? [];
  const all: readonly (ReportFinding | IgnoredFinding)[] = [...input.items, ...ignored];
  const found = new Set(all.map((item) => item.ruleId));
  const listed = [...rules, ...NOTICE_RULES].filter((rule) => found.has(rule.id));
  const indexes = new Map(listed.map((rule, index) => [rule.id, index]));
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Lockkeeper',
            version: input.tool.version,
            semanticVersion: input.tool.version,
            rules: listed.map((rule) => descriptor(rule, rulePage(rule.id), all)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [BASE]: { description: { text: 'The folder in which Lockkeeper ran.' } } },
        invocations: [
          {
            // A file that could not be read is told below; the run itself reached its end.
            executionSuccessful: true,
            toolExecutionNotifications: input.problems.map(notification),
          },
        ],
        results: all.map((item) => ({
          ...result(item, indexes.get(item.ruleId)),
          ...states(item, ignored.length > 0),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/**
 * SARIF 3.11.6: viewers make `[x](1)` in the text of a message a link; brackets of that meaning have a backslash in front, and
 * so has a backslash beside them. Texts that hold no link stay as they are, because not every viewer takes backslashes away.
 */
function messageText(text: string): string {
  const shown = visible(text);
  return shown.includes('](') ? shown.replace(/[\\[\]]/g, '\\$&') : shown;
}

function level(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

/** GitHub shows this number as critical (9+), high (7+), medium (4+), low. */
const SECURITY_SEVERITY = { error: '8.0', warning: '5.5', info: '3.0', hint: '1.0' } satisfies Record<
  Severity,
  string
>;
/** Leaked secrets and open doors; the other categories are about flows that do not run. */
const SECURITY_CATEGORIES: readonly string[] = ['secrets', 'exposure', 'access'];
const RANK = { low: 0, medium: 1, high: 2 } satisfies Record<Confidence, number>;

function descriptor(
  rule: RuleMeta,
  page: string | undefined,
  items: readonly ReportFinding[],
): ReportingDescriptor {
  const cwe = rule.cwe ?? [];
  const security = SECURITY_CATEGORIES.includes(rule.category);
  const about = page === undefined ? undefined : readPage(page);
  const tags = [
    ...(security ? ['security'] : ['correctness']),
    rule.category,
    ...cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`),
  ];
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: about?.summary ?? `${rule.title}.` },
    help: { text: about?.text ?? `${rule.title}.`, ...(page === undefined ? {} : { markdown: page }) },
    helpUri: docsUrl(rule.id),
    defaultConfiguration: { level: level(rule.severity), enabled: rule.profile === 'default' },
    properties: {
      tags,
      precision: precision(rule.id, items),
      'problem.severity': level(rule.severity) === 'note' ? 'recommendation' : rule.severity,
      ...(security ? { 'security-severity': SECURITY_SEVERITY[rule.severity] } : {}),
      profile: rule.profile,
      fix: rule.fix ?? 'none',
    },
  };
}

/** GitHub knows precision by rule only: that of its least certain finding. */
function precision(ruleId: string, items: readonly ReportFinding[]): Confidence {
  let lowest: Confidence = 'high';
  for (const item of items)
    if (item.ruleId === ruleId && RANK[item.confidence] < RANK[lowest]) lowest = item.confidence;
  return lowest;
}

/** First paragraph of a rule page, and the page without its marks. */
function readPage(markdown: string): { summary: string | undefined; text: string } {
  const text = markdown
    .replace(/^#{1,6} +/gm, '')
    .replace(/^```\w*\n/gm, '')
    .replace(/\[([^\]\n]{1,200})\]\([^)\n]{1,500}\)/g, '$1')
    .replaceAll('**', '')
    .replaceAll('`', '')
    .trim();
  const paragraphs = markdown.split(/\n[ \t]*\n/);
  const first = paragraphs.find((paragraph) => /^[^#>|`\s-]/.test(paragraph));
  const summary = first?.replaceAll('**', '').replaceAll('`', '').replace(/\s+/g, ' ').trim();
  return { summary: summary === '' ? undefined : summary, text };
}

function result(item: ReportFinding, ruleIndex: number | undefined): Result {
  const related = uniqueLocations(item.related.map((place) => location(place, place.message)));
  const fix = item.safeFix;
  return {
    ruleId: item.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: level(item.severity),
    message: { text: messageText(item.hint === '' ? item.message : `${item.message} ${item.hint}`) },
    locations: [location(item)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: { 'lockkeeper/v1': item.fingerprint },
    ...(fix === undefined || fix.edits.length === 0 ? {} : { fixes: [fixOf(item, fix)] }),
    properties: {
      category: item.category,
      severity: item.severity,
      confidence: item.confidence,
      hint: item.hint,
      fix: item.fix ?? 'none',
    },
  };
}

/**
 * SARIF 3.27.23 and 3.27.24: when one result of a run tells of suppressions, or of its state in a baseline, all of them do. The
 * config is beside the files that it speaks of: `external`.
 */
function states(
  item: ReportFinding | IgnoredFinding,
  tellSuppressions: boolean,
): Pick<Result, 'suppressions' | 'baselineState'> {
  const suppressions: Result['suppressions'] =
    'reason' in item ? [{ kind: 'external', status: 'accepted', justification: visible(item.reason) }] : [];
  return {
    ...(tellSuppressions ? { suppressions } : {}),
    ...(item.baseline === undefined ? {} : { baselineState: item.baseline }),
  };
}

function location(place: ReportPlace, message?: string): Location {
  return {
    physicalLocation: physical(place),
    ...(place.pointer === ''
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: place.pointer, kind: 'element' }] }),
    ...(message === undefined ? {} : { message: { text: messageText(message) } }),
  };
}

function physical(place: ReportPlace): PhysicalLocation {
  return { artifactLocation: artifact(place.file), region: region(place.range, place.span, place.bom) };
}

/** SARIF wants related locations to differ. */
function uniqueLocations(locations: Location[]): Location[] {
  const seen = new Set<string>();
  return locations.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}

function fixOf(item: ReportFinding, fix: ReportFix): Fix {
  return {
    description: { text: messageText(fix.title) },
    artifactChanges: [
      {
        artifactLocation: artifact(item.file),
        replacements: fix.edits.map((edit) => ({
          deletedRegion: region(edit.range, edit.span, item.bom),
          ...(edit.newText === '' ? {} : { insertedContent: { text: edit.newText } }),
        })),
      },
    ],
  };
}

function region({ start, end }: Range, span: Span, bom: boolean): Region {
  const mark = bom ? 1 : 0;
  const column = (line: number, character: number) => Math.max(1, character + 1 - (line === 0 ? mark : 0));
  return {
    startLine: start.line + 1,
    startColumn: column(start.line, start.character),
    endLine: end.line + 1,
    endColumn: column(end.line, end.character),
    charOffset: Math.max(0, span.start - mark),
    charLength: span.end - span.start,
  };
}

/** A path outside the working directory stays relative to it; on another drive it becomes a file address. */
function artifact(file: string): { uri: string; uriBaseId?: string } {
  const encoded = file.split('/').map(encodeSegment).join('/');
  if (/^[A-Za-z]:\//.test(file))
    return { uri: `file:///${file.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}` };
  if (file.startsWith('/')) return { uri: `file://${encoded}` };
  return { uri: encoded, uriBaseId: BASE };
}

function encodeSegment(segment: string): string {
  try {
    return encodeURIComponent(segment);
  } catch {
    // A lone surrogate in a file name.
    return encodeURIComponent(segment.replace(/[\ud800-\udfff]/g, '\ufffd'));
  }
}

function notification(problem: ReportProblem): Notification {
  return {
    level: 'warning',
    message: { text: messageText(problem.message) },
    ...(problem.file === ''
      ? {}
      : { locations: [{ physicalLocation: { artifactLocation: artifact(problem.file) } }] }),
  };
}
