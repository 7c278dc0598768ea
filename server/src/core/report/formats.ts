import type { ChecklistReport } from './checklist/index.ts';
import { toCodeQuality } from './codeQuality.ts';
import { toJson } from './json.ts';
import { toJunit } from './junit/toJunit.ts';
import { toMarkdown } from './markdown/toMarkdown.ts';
import type { ReportFormatName } from './options.ts';
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
  /** What paths are relative to: the folder of the call, or the root of the repository. */
  readonly paths: 'folder' | 'repository';
  /** What it needs to be known of the run, besides findings. */
  readonly needs?: 'checklist';
  write(input: ReportInput, context: ReportContext): string;
}

/** What writes each format of a check. */
const FORMATS = {
  text: {
    paths: 'folder',
    write: (input, { text }) => toText(input, text),
  },
  json: {
    paths: 'folder',
    write: (input) => toJson(input),
  },
  sarif: {
    paths: 'repository',
    write: (input, { rules, category }) =>
      toSarif(input, { rules: rules.rules, rulePage: (id) => rules.rulePage(id), category }),
  },
  github: {
    paths: 'repository',
    write: (input, { beside, text }) => toGithub(input, { beside, summary: text?.summary }),
  },
  azure: {
    paths: 'repository',
    write: (input, { beside, text, summaryFile, fails }) =>
      toAzure(input, { beside, summary: text?.summary, summaryFile, fails }),
  },
  junit: {
    paths: 'repository',
    write: (input, { fails }) => toJunit(input, { fails }),
  },
  codequality: {
    paths: 'repository',
    write: (input) => toCodeQuality(input),
  },
  markdown: {
    paths: 'repository',
    needs: 'checklist',
    write: (input, { checklist, maxBytes }) => toMarkdown(input, { checklist, maxBytes }),
  },
} as const satisfies Readonly<Record<ReportFormatName, Omit<ReportFormat, 'name'>>>;

export function reportFormat(name: ReportFormatName): ReportFormat {
  return { name, ...FORMATS[name] };
}
