import { resolve } from 'node:path';
import {
  count,
  fromRoot,
  MOST_BYTES,
  type ReportContext,
  type ReportInput,
  reportedIn,
  reportFormat,
  toMarkdown,
} from '../core/index.ts';
import type { ReportFormatName } from '../core/report/options.ts';
import { folderInCheckout } from './checkout.ts';
import { paletteFor } from './colour.ts';
import { deliver, writeOutput } from './deliver.ts';
import type { Environment } from './environment.ts';
import { UsageError } from './exitCodes.ts';
import { linksFor } from './links.ts';
import type { ReportOutput, ReportRequest } from './reportArgs.ts';

/** What the reports of a call are made of. */
export interface Reported {
  /** Files relative to the working directory. */
  readonly input: ReportInput;
  readonly context: Pick<ReportContext, 'rules' | 'fails' | 'checklist'>;
}

/** True when one of the reports tells more of the flows than their findings. */
export function needsChecklist({ env }: Pick<Environment, 'env'>, request: ReportRequest): boolean {
  return (
    summaryOf(env, request) !== undefined ||
    request.outputs.some(({ format }) => reportFormat(format).needs === 'checklist')
  );
}

/** True when the problems of the run stand on standard output already. */
export function printsText({ outputs }: ReportRequest): boolean {
  return outputs.some(({ format, file }) => format === 'text' && file === undefined);
}

/**
 * Writes all reports of a call, the summary first, standard output last: whatever cannot be written, findings are printed.
 * @throws UsageError when a file cannot be written
 */
export async function deliverReports(
  environment: Environment,
  request: ReportRequest,
  { input, context }: Reported,
): Promise<void> {
  const folder = await folderInCheckout(environment);
  const rooted = fromRoot(input, folder);
  const inputOf = (format: ReportFormatName): ReportInput =>
    reportFormat(format).paths === 'repository' ? rooted : input;
  const failures: UsageError[] = [];
  const summaryFile = await attempt(failures, () => writeSummary(environment, request, rooted, context));
  const write = (format: ReportFormatName, more: Partial<ReportContext>): string =>
    reportFormat(format).write(inputOf(format), {
      ...{ ...context, category: request.category, summaryFile },
      ...more,
    });
  const reportedCount = reportedIn(input).length;
  const known = input.items.length - reportedCount;
  const more = known === 0 ? '' : ` (${known} more known)`;
  const what = `${count(reportedCount, 'finding')}${more} in ${count(input.flows, 'flow')}`;
  for (const { format, file } of filesFirst(request.outputs)) {
    const own = file === undefined ? forTerminal(environment) : {};
    await attempt(failures, () => deliver(environment, file, write(format, own), what));
  }
  const added = request.adds.annotations ? pipelineOf(environment) : undefined;
  if (added !== undefined) environment.stdout.write(write(added, { beside: true }));
  if (failures[0] !== undefined) throw failures[0];
}

async function attempt<T>(failures: UsageError[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    failures.push(error);
    return undefined;
  }
}

function filesFirst(outputs: readonly ReportOutput[]): readonly ReportOutput[] {
  return [...outputs].sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined));
}

function forTerminal(environment: Environment): Pick<ReportContext, 'text'> {
  const { stdout, quiet = false } = environment;
  const width = stdout.columns === undefined ? {} : { width: stdout.columns };
  return {
    text: {
      ...{ palette: paletteFor(environment, stdout), link: linksFor(environment, stdout) },
      ...{ summary: !quiet, ...width },
    },
  };
}

/** The format whose lines the pipeline around the call understands. */
function pipelineOf({ env }: Pick<Environment, 'env'>): ReportFormatName | undefined {
  if (env.GITHUB_ACTIONS === 'true') return 'github';
  return env.TF_BUILD?.toLowerCase() === 'true' ? 'azure' : undefined;
}

/** Where the summary goes: what the call names, else where GitHub Actions wants it. */
function summaryOf(
  env: Environment['env'],
  { summary, adds }: ReportRequest,
): { readonly file: string; readonly isNamed: boolean } | undefined {
  if (summary !== undefined) return { file: summary, isNamed: true };
  const file = env.GITHUB_STEP_SUMMARY;
  return adds.summary && file ? { file, isNamed: false } : undefined;
}

/** Adds the summary to its file, and gives the absolute path of that. @throws UsageError for a file that the call names */
async function writeSummary(
  environment: Environment,
  request: ReportRequest,
  input: ReportInput,
  { checklist }: Pick<ReportContext, 'checklist'>,
): Promise<string | undefined> {
  const { cwd, env, fs, stderr } = environment;
  const summary = summaryOf(env, request);
  if (summary === undefined) return undefined;
  const { file, isNamed } = summary;
  const path = resolve(cwd, file);
  // Other steps of the job, and other calls, write there as well.
  const before = await fs.stat(path).then(
    ({ size }) => size,
    () => 0,
  );
  const gap = before === 0 ? '' : '\n';
  const text = toMarkdown(input, { checklist, maxBytes: MOST_BYTES - before - gap.length });
  if (text === '') return undefined;
  try {
    await writeOutput(environment, file, gap + text, { add: true });
    return path;
  } catch (error) {
    if (isNamed || !(error instanceof UsageError)) throw error;
    stderr.write(`The summary of the job was not written: ${error.message}\n`);
    return undefined;
  }
}
