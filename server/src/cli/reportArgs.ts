// Which reports a call asks for: `--format`, `--output`, `--summary` and what goes with them.

import { REPORT_FORMAT_FACTS, REPORT_FORMATS, type ReportFormatName } from '../core/report/options.ts';
import { UsageError } from './exitCodes.ts';
import { choiceOf, type Given, single } from './givenOptions.ts';

export interface ReportOutput {
  readonly format: ReportFormatName;
  /** As given; undefined for standard output. */
  readonly file: string | undefined;
}

export interface ReportRequest {
  /** One of them at most goes to standard output. */
  readonly outputs: readonly ReportOutput[];
  /** `--summary`, as given. */
  readonly summary: string | undefined;
  /** What a pipeline that is recognised gets beside the reports: its annotations where no format was named, and its summary. */
  readonly adds: { readonly annotations: boolean; readonly summary: boolean };
  /** `--category`. */
  readonly category: string | undefined;
}

/** Of calls that ask for no report. */
export const TEXT_ONLY: ReportRequest = {
  outputs: [{ format: 'text', file: undefined }],
  summary: undefined,
  adds: { annotations: false, summary: false },
  category: undefined,
};

/** @throws UsageError for formats that do not exist, and for reports that would be written over each other */
export function reportRequest(given: Given): ReportRequest {
  const formats = given.all('format');
  const quiet = given.has('no-annotations');
  return {
    outputs: outputsOf(given, formats),
    summary: named(given, 'summary'),
    adds: { annotations: !quiet && formats.length === 0, summary: !quiet },
    category: categoryOf(given),
  };
}

function outputsOf(given: Given, formats: readonly string[]): readonly ReportOutput[] {
  const { command } = given;
  const output = named(given, 'output');
  const outputs = formats.length === 0 ? [{ format: 'text', file: undefined } as const] : formats.map(read);
  if (output !== undefined) {
    const [first, second] = outputs;
    if (second !== undefined || first?.file !== undefined)
      throw new UsageError(
        '--output is for a single --format: give each its file, as in --format sarif=FILE.',
        command,
      );
    return [{ ...first!, file: output }];
  }
  const files = outputs.flatMap(({ file }) => file ?? []);
  if (outputs.length - files.length > 1)
    throw new UsageError(
      'Standard output takes one format: give the others a file, as in --format sarif=FILE.',
      command,
    );
  const twice = files.find((file, index) => files.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`Two formats would be written to ${twice}.`, command);
  return outputs;

  function read(value: string): ReportOutput {
    const at = value.indexOf('=');
    const name = at === -1 ? value : value.slice(0, at);
    const format = choiceOf(name, { option: 'format', command }, REPORT_FORMATS);
    if (at === value.length - 1)
      throw new UsageError(
        `--format ${name}= names no file, such as lockkeeper.${REPORT_FORMAT_FACTS[format].extension}.`,
        command,
      );
    return { format, file: at === -1 ? undefined : value.slice(at + 1) };
  }
}

function named(given: Given, option: 'output' | 'summary'): string | undefined {
  const file = single(given, option);
  if (file === '') throw new UsageError(`--${option} names no file.`, given.command);
  return file;
}

function categoryOf(given: Given): string | undefined {
  const category = single(given, 'category')?.replace(/\/+$/, '');
  if (category === undefined || category !== '') return category;
  throw new UsageError('--category is empty.', given.command);
}
