import type { CodeFlow, Fix, Log, Notification, Result } from 'sarif';
import { NOTICE_RULES } from '../../config/ignores/notices.ts';
import type { Severity } from '../../finding.ts';
import type { RuleMeta } from '../../ruleMeta.ts';
import { count } from '../../text/count.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { visible } from '../../text/shown.ts';
import { jsonText } from '../jsonText.ts';
import type {
  IgnoredFinding,
  ReportFinding,
  ReportFix,
  ReportInput,
  ReportProblem,
  ReportRelated,
} from '../reportInput.ts';
import { artifact, BASE, distinct, location, messageText, region } from './places.ts';
import { descriptor, level } from './rules.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** GitHub refuses logs with more results in a run, and results with more locations. */
export const MOST_RESULTS = 25_000;
export const MOST_LOCATIONS = 1_000;
/** Ways of one secret: viewers show one at a time. */
const MOST_CODE_FLOWS = 20;

/** What SARIF tells about the rules besides the findings. */
export interface SarifRules {
  readonly rules: readonly RuleMeta[];
  /** Markdown page of a rule. */
  rulePage(ruleId: string): string | undefined;
}

export interface SarifOptions extends SarifRules {
  /** Tells the logs of several runs over one commit apart. */
  readonly category?: string | undefined;
}

/** A result, with what it is to the version that the call compares with. */
type ResultItem = (ReportFinding | IgnoredFinding) & { readonly isFixed?: true };

/**
 * SARIF 2.1.0 (OASIS standard). Lines and columns are 1-based, columns and offsets count UTF-16 code units, a byte order mark
 * is not part of the content. Lists the rules that found something. Secrets are masked by `toReportFinding`.
 */
export function toSarif(input: ReportInput, { rules, rulePage, category }: SarifOptions): string {
  const ignored = input.ignored ?? [];
  const fixed = (input.fixed ?? []).map((item): ResultItem => ({ ...item, isFixed: true }));
  const items: readonly ResultItem[] = [...input.items, ...ignored, ...fixed];
  const { all, left } = few(items);
  const found = new Set(all.map((item) => item.ruleId));
  const listed = [...rules, ...NOTICE_RULES].filter((rule) => found.has(rule.id));
  const indexes = new Map(listed.map((rule, index) => [rule.id, index]));
  const states: States = {
    suppressions: ignored.length > 0,
    baseline: input.baseline !== undefined || input.base !== undefined,
  };
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
        // 3.17.3: what stands in front of the last slash is the category, what follows it a single run.
        ...(category === undefined ? {} : { automationDetails: { id: `${category}/` } }),
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {
          [BASE]: {
            description: {
              text: 'The root of the repository; without one, the folder in which Lockkeeper ran.',
            },
          },
        },
        invocations: [
          {
            // A file that could not be read is told below; the run itself reached its end.
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...input.problems.map(notification),
              ...(left === 0 ? [] : [tooMany(left)]),
            ],
          },
        ],
        results: all.map((item) => ({
          ...result(item, indexes.get(item.ruleId)),
          ...statesOf(item, states),
        })),
      },
    ],
  };
  return jsonText(log);
}

const RANK = { error: 0, warning: 1, info: 2, hint: 3 } satisfies Record<Severity, number>;

/** Of too many results the most severe ones, in their order, and how many are left out. */
function few(items: readonly ResultItem[]): { readonly all: readonly ResultItem[]; readonly left: number } {
  if (items.length <= MOST_RESULTS) return { all: items, left: 0 };
  const order = items.map((_, index) => index);
  order.sort((a, b) => weight(items[a]!) - weight(items[b]!) || a - b);
  const kept = new Set(order.slice(0, MOST_RESULTS));
  return { all: items.filter((_, index) => kept.has(index)), left: items.length - MOST_RESULTS };
}

/** What nobody has to do anything about goes first. */
function weight(item: ResultItem): number {
  return RANK[item.severity] + ('reason' in item || item.isFixed ? 4 : 0);
}

function tooMany(left: number): Notification {
  const text = `${count(left, 'result')} of the lowest severity ${left === 1 ? 'is' : 'are'} left out: a run holds ${MOST_RESULTS} at most.`;
  return { level: 'warning', message: { text } };
}

function result(item: ResultItem, ruleIndex: number | undefined): Result {
  const related = distinct(item.related.map((place) => location(place, place.message)));
  const codeFlows = codeFlowsOf(item);
  const fix = item.isFixed ? undefined : item.safeFix;
  return {
    ruleId: item.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: level(item.severity),
    message: { text: messageText(item.hint === '' ? item.message : `${item.message} ${item.hint}`) },
    locations: [location(item)],
    ...(related.length === 0 ? {} : { relatedLocations: related.slice(0, MOST_LOCATIONS) }),
    ...(codeFlows.length === 0 ? {} : { codeFlows }),
    partialFingerprints: { 'lockkeeper/v1': item.fingerprint },
    ...(fix === undefined || fix.edits.length === 0 ? {} : { fixes: [fixOf(item, fix)] }),
    properties: {
      category: item.category,
      severity: item.severity,
      confidence: item.confidence,
      hint: visible(item.hint),
      fix: item.fix ?? 'none',
    },
  };
}

/** The ways of a secret to the place of the finding, source first. */
function codeFlowsOf(item: ReportFinding): CodeFlow[] {
  const ways = new Map<number, ReportRelated[]>();
  for (const place of item.related) for (const way of place.onPaths ?? []) pushTo(ways, way, place);
  const flows = [...ways].sort(([a], [b]) => a - b);
  const codeFlows = flows.map(([, places]): CodeFlow => {
    const locations = places.slice(0, MOST_LOCATIONS - 1).map((place) => location(place, place.message));
    return {
      threadFlows: [
        { locations: [...locations, location(item, item.message)].map((one) => ({ location: one })) },
      ],
    };
  });
  return distinct(codeFlows).slice(0, MOST_CODE_FLOWS);
}

interface States {
  readonly suppressions: boolean;
  readonly baseline: boolean;
}

/**
 * SARIF 3.27.23 and 3.27.24: when one result of a run has suppressions, or a state in a baseline, all of them do. The
 * config is beside the files that it speaks of: `external`.
 */
function statesOf(item: ResultItem, states: States): Pick<Result, 'suppressions' | 'baselineState'> {
  const suppressions: Result['suppressions'] =
    'reason' in item ? [{ kind: 'external', status: 'accepted', justification: visible(item.reason) }] : [];
  const baselineState = item.isFixed ? 'absent' : (item.baseline ?? 'new');
  return {
    ...(states.suppressions ? { suppressions } : {}),
    ...(states.baseline ? { baselineState } : {}),
  };
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

function notification(problem: ReportProblem): Notification {
  return {
    level: 'warning',
    message: { text: messageText(problem.message) },
    ...(problem.file === ''
      ? {}
      : { locations: [{ physicalLocation: { artifactLocation: artifact(problem.file) } }] }),
  };
}
