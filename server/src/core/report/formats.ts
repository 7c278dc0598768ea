import type { ChecklistReport } from './checklist/index.ts';
import { toCodeQuality } from './codeQuality.ts';
import { toJson } from './json.ts';
import { toJunit } from './junit/toJunit.ts';
import { toMarkdown } from './markdown/toMarkdown.ts';
import { toAzure } from './pipeline/azure.ts';
import { toGithub } from './pipeline/github.ts';
import type { ReportFinding, ReportInput } from './reportInput.ts';
import { type SarifRules, toSarif } from './sarif/toSarif.ts';
import { type TextOptions, toText } from './text.ts';

/** What writers need beside the findings. */
export interface ReportContext {
  readonly rules: SarifRules;
  /** Whether a finding makes the call fail. */
  fails(item: ReportFinding): boolean;
  /** Colours and width; `summary` holds for all that goes to logs. */
  readonly text?: TextOptions;
  /** The text report stands in the same log. */
  readonly beside?: boolean;
  readonly category?: string | undefined;
  readonly checklist?: ChecklistReport | undefined;
  /** Absolute path of a summary that was written. */
  readonly summaryFile?: string | undefined;
  /** Of the Markdown, in UTF-8. */
  readonly maxBytes?: number | undefined;
}

export interface ReportFormat {
  readonly name: string;
  /** For help: what it is, and who reads it. */
  readonly about: string;
  /** Usual end of the names of its files, without a dot. */
  readonly extension: string;
  /** What paths are relative to: the folder of the call, or the root of the repository. */
  readonly paths: 'folder' | 'repository';
  /** What it needs to be known of the run, besides findings. */
  readonly needs?: 'checklist';
  write(input: ReportInput, context: ReportContext): string;
}

/** All formats of a check: arguments, help, documentation and tests come from here. */
const FORMATS = {
  text: {
    about: 'for people, with the lines of the files',
    ...{ extension: 'txt', paths: 'folder' },
    write: (input, { text }) => toText(input, text),
  },
  json: {
    about: 'for programs, with all that is known of each finding',
    ...{ extension: 'json', paths: 'folder' },
    write: (input) => toJson(input),
  },
  sarif: {
    about: 'SARIF 2.1.0, for code scanning and editors',
    ...{ extension: 'sarif', paths: 'repository' },
    write: (input, { rules, category }) =>
      toSarif(input, { rules: rules.rules, rulePage: (id) => rules.rulePage(id), category }),
  },
  github: {
    about: 'annotations of GitHub Actions',
    ...{ extension: 'txt', paths: 'repository' },
    write: (input, { beside, text }) => toGithub(input, { beside, summary: text?.summary }),
  },
  azure: {
    about: 'issues of a task of Azure Pipelines',
    ...{ extension: 'txt', paths: 'repository' },
    write: (input, { beside, text, summaryFile, fails }) =>
      toAzure(input, { beside, summary: text?.summary, summaryFile, fails }),
  },
  junit: {
    about: 'results of tests, for Jenkins, GitLab and Azure Pipelines',
    ...{ extension: 'xml', paths: 'repository' },
    write: (input, { fails }) => toJunit(input, { fails }),
  },
  codequality: {
    about: 'Code Quality of GitLab',
    ...{ extension: 'json', paths: 'repository' },
    write: (input) => toCodeQuality(input),
  },
  markdown: {
    about: 'a summary for pull requests and jobs, with the six points of each flow',
    ...{ extension: 'md', paths: 'repository', needs: 'checklist' },
    write: (input, { checklist, maxBytes }) => toMarkdown(input, { checklist, maxBytes }),
  },
} as const satisfies Readonly<Record<string, Omit<ReportFormat, 'name'>>>;

export type ReportFormatName = keyof typeof FORMATS;

export const REPORT_FORMATS = Object.keys(FORMATS) as readonly ReportFormatName[];

export function reportFormat(name: ReportFormatName): ReportFormat {
  return { name, ...FORMATS[name] };
}
