import type { ReportFinding, ReportInput } from '../reportInput.ts';
import { summaryLine } from '../text.ts';
import { type Annotation, annotationsOf, plainLine } from './annotations.ts';
import type { PipelineOptions } from './github.ts';
import { azureData, azureProperty } from './logCommands.ts';

export interface AzureOptions extends PipelineOptions {
  /** Whether a finding makes the call fail. */
  fails(item: ReportFinding): boolean;
  /** Absolute path of a summary that was written. */
  readonly summaryFile?: string | undefined;
}

/**
 * Logging commands of Azure Pipelines: issues of the task with their places, the worst first, which are errors and warnings; what
 * is milder stands as plain lines. With a summary, the command that shows it. Where nothing fails the task and there are issues,
 * the task succeeds with issues: not beside the text report, which changes no result by itself.
 */
export function toAzure(input: ReportInput, options: AzureOptions): string {
  const { beside = false, summary = true, summaryFile } = options;
  const all = annotationsOf(input);
  const issues = all.filter(({ kind }) => kind !== 'notice');
  const lines = issues.map(issue);
  if (!beside) lines.push(...all.filter(({ kind }) => kind === 'notice').map(plainLine));
  if (!beside && summary) lines.push(summaryLine(input));
  if (summaryFile !== undefined) lines.push(`##vso[task.uploadsummary]${azureData(summaryFile)}`);
  if (!beside && issues.length > 0 && !input.items.some(options.fails))
    lines.push('##vso[task.complete result=SucceededWithIssues;]There are findings.');
  return lines.map((line) => `${line}\n`).join('');
}

function issue({ kind, file, at, title, text }: Annotation): string {
  const properties: [string, string | number][] = [['type', kind]];
  if (file !== '') properties.push(['sourcepath', file]);
  if (at !== undefined) properties.push(['linenumber', at.line], ['columnnumber', at.column]);
  properties.push(['code', title]);
  const written = properties.map(([name, value]) => `${name}=${azureProperty(String(value))};`);
  return `##vso[task.logissue ${written.join('')}]${azureData(text)}`;
}
