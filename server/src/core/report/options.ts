/**
 * What a call of the command line may ask for. Imports nothing: the command line reads its arguments and shows its help before
 * the core is loaded.
 */

/** Formats of a check: for help what each is and who reads it, and the usual end of the names of its files. */
export const REPORT_FORMAT_FACTS = {
  text: { about: 'for people, with the lines of the files', extension: 'txt' },
  json: { about: 'for programs, with all that is known of each finding', extension: 'json' },
  sarif: { about: 'SARIF 2.1.0, for code scanning and editors', extension: 'sarif' },
  github: { about: 'annotations of GitHub Actions', extension: 'txt' },
  azure: { about: 'issues of a task of Azure Pipelines', extension: 'txt' },
  junit: { about: 'results of tests, for Jenkins, GitLab and Azure Pipelines', extension: 'xml' },
  codequality: { about: 'Code Quality of GitLab', extension: 'json' },
  markdown: {
    about: 'a summary for pull requests and jobs, with the six points of each flow',
    extension: 'md',
  },
} as const;

export type ReportFormatName = keyof typeof REPORT_FORMAT_FACTS;

export const REPORT_FORMATS = Object.keys(REPORT_FORMAT_FACTS) as readonly ReportFormatName[];

export const INVENTORY_FORMATS = ['text', 'json', 'csv', 'markdown'] as const;
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

export const ROTATION_FORMATS = ['text', 'markdown', 'json'] as const;
export type RotationFormat = (typeof ROTATION_FORMATS)[number];

export const CHANGES_FORMATS = ['markdown', 'text', 'json'] as const;
export type ChangesFormat = (typeof CHANGES_FORMATS)[number];

/** What "diff" never cuts needs this much, in UTF-8 bytes. */
export const LEAST_SIZE = 1000;

export const DESCRIBE_FORMATS = ['markdown', 'text', 'json'] as const;
export type DescribeFormat = (typeof DESCRIBE_FORMATS)[number];
