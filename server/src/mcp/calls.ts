// One call of a tool, from its arguments to its answer.
import { fileURLToPath } from 'node:url';
import type { Environment } from '../cli/environment.ts';
import { writeFiles } from '../cli/writeFiles.ts';
import {
  type Analyzer,
  type AppliedFixes,
  appliedAnswer,
  applyFixes,
  type ComparedFlows,
  checkedArguments,
  checkedOf,
  checkFlow,
  checkSolution,
  compareTexts,
  describeFlow,
  diffAnswer,
  explainRule,
  listFixes,
  type Profile,
  redactPlain,
  type Subject,
  subjectOfText,
  type ToolAnswer,
  type ToolArguments,
  ToolError,
  type ToolSpec,
  versionOf,
} from '../core/index.ts';
import { confinedFiles } from './confinedFiles.ts';
import { compareFiles } from './diff.ts';
import { checkFolder, type FoundFile, fileAt, flowAt, type LookOptions } from './flows.ts';
import type { Roots } from './roots.ts';

/** What a call may use. `roots`: asked for when a path has to be found. */
export interface CallContext {
  readonly environment: Environment;
  readonly analyzer: Analyzer;
  readonly signal: AbortSignal;
  roots(): Promise<Roots>;
}

/** @throws ToolError with what the assistant is to do; Interrupted */
export async function callTool(tool: ToolSpec, given: unknown, context: CallContext): Promise<ToolAnswer> {
  const args = checkedArguments(tool, given);
  switch (tool.name) {
    case 'explain_rule':
      return explainRule(context.analyzer, args.text('id')!);
    case 'check_solution': {
      const options = await lookOptions(context, args);
      return checkSolution(await checkFolder(context.environment, args.text('path')!, options), args);
    }
    case 'check_flow':
      return checkFlow((await flowOf(context, args)).subject, args);
    case 'list_fixes':
      return listFixes((await fileOf(context, args)).subject, args);
    case 'describe_flow': {
      const { subject, nameOf } = await flowOf(context, args);
      return describeFlow(subject, nameOf);
    }
    case 'apply_fix':
      return applyFix(context, args);
    case 'diff':
      return diffAnswer(await compared(context, args), args);
  }
}

async function lookOptions({ roots, signal }: CallContext, args: ToolArguments): Promise<LookOptions> {
  return { roots: await roots(), profile: args.text('profile') as Profile | undefined, signal };
}

/** The flow at a path, else that in a text. */
async function flowOf(
  context: CallContext,
  args: ToolArguments,
  path = args.text('path'),
  text = args.text('text'),
): Promise<Omit<FoundFile<Subject>, 'environment'>> {
  if (path !== undefined) return flowAt(context.environment, path, await lookOptions(context, args));
  const { analyzer } = context;
  const profile = args.text('profile') as Profile | undefined;
  const subject = subjectOfText(analyzer, text!, profile);
  return { subject, nameOf: () => 'flow.json', read: async () => undefined };
}

/** The same, or a file beside the flows. */
async function fileOf(context: CallContext, args: ToolArguments): Promise<Omit<FoundFile, 'environment'>> {
  const path = args.text('path');
  if (path === undefined) return flowOf(context, args);
  return fileAt(context.environment, path, await lookOptions(context, args));
}

/** Files are compared as the command line does; where one version is a text, it stands in the place of the other one. */
async function compared(context: CallContext, args: ToolArguments): Promise<ComparedFlows> {
  const [path, text] = [args.text('path'), args.text('text')];
  const [base, basePath, baseText] = [args.text('base'), args.text('base_path'), args.text('base_text')];
  if (path !== undefined && baseText === undefined)
    return compareFiles(context.environment, { path, base, basePath }, await lookOptions(context, args));
  if (base !== undefined)
    throw new ToolError(
      '"base" needs "path": a revision has files, so pass base_text or base_path beside text.',
    );
  const flow = await flowOf(context, args, path ?? basePath, text ?? baseText);
  const own = flow.subject.analysis.document.text;
  return compareTexts(flow.subject, {
    before: { name: basePath ?? 'base_text', text: baseText ?? own },
    now: { name: path ?? 'text', text: text ?? own },
  });
}

async function applyFix(context: CallContext, args: ToolArguments): Promise<ToolAnswer> {
  const write = args.flag('write');
  if (write && args.text('path') === undefined)
    throw new ToolError('"write" needs "path": a text that the call gives is nowhere to be written.');
  const { subject, nameOf, read } = await fileOf(context, args);
  const version = args.text('version');
  if (version !== undefined && version !== versionOf(checkedOf(subject).text))
    throw new ToolError('The text has changed since that version: call list_fixes again.');
  const applied = await applyFixes(subject, { ids: args.list('fixes'), read });
  if (write && applied.files.length > 0) await writeAll(context, applied, nameOf);
  return appliedAnswer(subject, applied, { fileOf: nameOf, written: write && applied.files.length > 0 });
}

/** All files or none. @throws ToolError where one cannot be written */
async function writeAll(
  context: CallContext,
  { files }: AppliedFixes,
  nameOf: (uri: string) => string,
): Promise<void> {
  const roots = await context.roots();
  const targets = [];
  for (const { uri, before, after } of files) {
    const path = fileURLToPath(uri);
    targets.push({ uri, before, after, real: path, throughLink: !(await roots.isPlain(path)) });
  }
  const messages: string[] = [];
  const own = confinedFiles(context.environment.fs, roots);
  const written = await writeFiles(own, targets, ({ uri }, message) =>
    messages.push(`"${redactPlain(nameOf(uri))}": ${message}`),
  );
  if (!written) throw new ToolError(`Nothing was written. ${messages.join(' ')}`);
}
