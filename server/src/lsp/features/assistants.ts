// The tools for assistants, as an editor offers them: the text that is open counts, and repairs go through the editor's preview.
import {
  appliedAnswer,
  applyFixes,
  besideIn,
  type ComparedFlows,
  checkedArguments,
  checkedOf,
  checkFlow,
  checkSolution,
  compareTexts,
  describeFlow,
  diffAnswer,
  explainRule,
  type FileSubject,
  type FolderFinding,
  listFixes,
  offerWith,
  type Profile,
  SolutionFiles,
  type Subject,
  subjectIn,
  subjectOfText,
  type ToolAnswer,
  type ToolArguments,
  ToolError,
  type ToolSpec,
  toolNamed,
  versionOf,
} from '../../core/index.ts';
import type { AssistantParams, AssistantResult } from '../../protocol.ts';
import type { StatusReporter } from '../status.ts';
import { isInside, relativePath, uriKey, withoutSlash } from '../uris.ts';
import type { OpenFileServices } from './openFile.ts';
import type { RepairData, RepairServices } from './repairs.ts';

export interface AssistantServices extends RepairServices, OpenFileServices {
  readonly status: Pick<StatusReporter, 'current'>;
}

/** `lockkeeper/assistant`. A call that cannot be answered is refused with what to do; nothing is changed here. */
export async function callTool(
  services: AssistantServices,
  params: AssistantParams,
): Promise<AssistantResult> {
  try {
    const tool = toolNamed(String(params.tool));
    if (tool === undefined) throw new ToolError('There is no such tool.');
    const result = await answered(services, tool, params);
    return 'uri' in result ? { kind: 'repair', target: result } : { kind: 'answer', text: result.text };
  } catch (error) {
    if (error instanceof ToolError) return { kind: 'refused', reason: error.message };
    throw error;
  }
}

async function answered(
  services: AssistantServices,
  tool: ToolSpec,
  params: AssistantParams,
): Promise<ToolAnswer | RepairData> {
  const args = checkedArguments(tool, params.arguments);
  if (args.flag('write')) throw new ToolError('In the editor its user applies a repair: leave "write" out.');
  const { analyzer } = services.project;
  switch (tool.name) {
    case 'explain_rule':
      return explainRule(analyzer, args.text('id')!);
    case 'check_solution':
      return checkFolder(services, params, args);
    case 'check_flow':
      return checkFlow((await flowOf(services, params, args)).subject, args);
    case 'list_fixes':
      return listFixes((await fileOf(services, params, args)).subject, args);
    case 'describe_flow': {
      const { subject } = await flowOf(services, params, args);
      return describeFlow(subject, (uri) => nameOf(params, uriKey(uri)));
    }
    case 'apply_fix':
      return applyFix(services, params, args);
    case 'diff':
      return diffAnswer(await compared(services, params, args), args);
  }
}

/** A flow or a file beside the flows, and where it is in the editor; a text that the call gives is nowhere. */
interface EditedFile<S = Subject | FileSubject> {
  readonly subject: S;
  readonly open: { readonly uri: string; readonly version: number } | undefined;
}

async function flowOf(
  services: AssistantServices,
  params: AssistantParams,
  args: ToolArguments,
): Promise<EditedFile<Subject>> {
  const text = args.text('text');
  if (text === undefined) return fileAt(services, params, params.uri, args);
  const profile = args.text('profile') as Profile | undefined;
  return { subject: subjectOfText(services.project.analyzer, text, profile), open: undefined };
}

/** The same, or a file of a solution beside its flows. */
async function fileOf(
  services: AssistantServices,
  params: AssistantParams,
  args: ToolArguments,
): Promise<EditedFile> {
  const { besideChecks, documents, project } = services;
  const key = args.text('text') === undefined && params.uri !== null ? uriKey(String(params.uri)) : undefined;
  if (key === undefined || !SolutionFiles.needsText(key)) return flowOf(services, params, args);
  await besideChecks.run();
  const subject = besideIn(project, key, nameOf(params, key));
  if (subject === undefined) return flowOf(services, params, args);
  const document = documents.get(key);
  // What is typed counts once it is checked.
  if (document !== undefined && document.getText() !== subject.text)
    throw new ToolError('The text has just changed: call list_fixes again.');
  return { subject, open: document && { uri: document.uri, version: document.version } };
}

/** `at`: address of the file that the call names. */
async function fileAt(
  { checks, project, documents }: AssistantServices,
  params: AssistantParams,
  at: string | null,
  args: ToolArguments,
): Promise<EditedFile<Subject>> {
  if (at === null) throw new ToolError('This path lies in no folder of the workspace.');
  if (args.text('profile') !== undefined)
    throw new ToolError('For a file the settings say how much to tell: leave "profile" out, or pass text.');
  const key = uriKey(String(at));
  const checked = documents.has(key) ? await checks.openExactly(key) : await checks.closed(key);
  if (checked === undefined) throw new ToolError('This file holds no flow.');
  const subject = subjectIn(project, checked, nameOf(params, key));
  const { uri, version } = checked;
  return { subject, open: version === null ? undefined : { uri, version } };
}

/** Two versions of one flow: of files the open text, and of a revision what the client has read. */
async function compared(
  services: AssistantServices,
  params: AssistantParams,
  args: ToolArguments,
): Promise<ComparedFlows> {
  const [path, basePath] = [args.text('path'), args.text('base_path')];
  const [text, base] = [args.text('text'), args.text('base')];
  if (base !== undefined && params.baseText === null)
    throw new ToolError(
      'In the editor "base" is HEAD alone, with "path": pass base_path or base_text for any other version.',
    );
  const baseText = args.text('base_text') ?? params.baseText ?? undefined;
  const older = basePath === undefined ? undefined : await fileAt(services, params, params.baseUri, args);
  const { subject } =
    path === undefined && older !== undefined ? older : await flowOf(services, params, args);
  const own = subject.analysis.document.text;
  return compareTexts(subject, {
    before: {
      name: basePath ?? base ?? 'base_text',
      text: baseText ?? older?.subject.analysis.document.text ?? own,
    },
    now: { name: path ?? 'text', text: text ?? own },
  });
}

/** One fix, or all safe ones, as the editor asks for a repair; of a text that the call gives, what they make of it. */
async function applyFix(
  services: AssistantServices,
  params: AssistantParams,
  args: ToolArguments,
): Promise<ToolAnswer | RepairData> {
  const { subject, open } = await fileOf(services, params, args);
  const checked = checkedOf(subject);
  const version = args.text('version');
  if (version !== undefined && version !== versionOf(checked.text))
    throw new ToolError('The text has changed since that version: call list_fixes again.');
  const ids = args.list('fixes');
  if (subject.file === undefined) {
    const applied = await applyFixes(subject, { ids, read: async () => undefined });
    return appliedAnswer(subject, applied, { fileOf: () => 'flow.json', written: false });
  }
  if (open === undefined) throw new ToolError('The file has to be open to be repaired.');
  if (ids === undefined) return { ...open, title: 'All safe fixes', all: true };
  const [id, ...more] = ids;
  if (more.length > 0) throw new ToolError('The editor shows one repair at a time.');
  const offer = offerWith(checked, id!);
  if (offer === undefined)
    throw new ToolError('This file has no such fix: it may have changed, so call list_fixes again.');
  const { ruleId, fingerprint } = offer.finding;
  return { ...open, title: offer.fix.title, fix: offer.index, ruleId, fingerprint };
}

/** What is known of the folder, as the problems of the editor list it. */
async function checkFolder(
  { project, besideChecks, status }: AssistantServices,
  params: AssistantParams,
  args: ToolArguments,
): Promise<ToolAnswer> {
  if (params.uri === null) throw new ToolError('This path lies in no folder of the workspace.');
  if (status.current().state === 'scanning')
    throw new ToolError('The folder is being read: call again in a few seconds.');
  await besideChecks.run();
  const folder = withoutSlash(uriKey(String(params.uri)));
  const flows = [...project.flows.files()].filter((uri) => isInside(folder, uri)).sort();
  const inFlows = flows.flatMap((uri) => {
    const { flows: lists, outside } = project.listed(uri);
    return [...lists.flat(), ...outside].map((one): FolderFinding => {
      const { ruleId, severity, message, hint, line, fixable, known = false } = one;
      return { file: nameOf(params, uri), ruleId, severity, message, hint, line, fixable, known };
    });
  });
  const beside = [...project.beside.found()].flatMap(([uri, all]) =>
    isInside(folder, uri)
      ? all.map(({ analysis, finding, known = false }): FolderFinding => {
          const { ruleId, severity, message, hint, place, fix } = finding;
          const { line } = analysis.rangeOf(place).start;
          return {
            file: nameOf(params, uri),
            ruleId,
            severity,
            message,
            hint,
            line,
            fixable: fix !== null,
            known,
          };
        })
      : [],
  );
  const findings = [...inFlows, ...beside];
  const problems = [...project.unreadFiles().keys()]
    .filter((uri) => isInside(folder, uri))
    .map((uri) => ({ file: nameOf(params, uri), message: 'This file cannot be read.' }));
  const whole = { files: flows.length, flows: flows.length, ignored: 0 };
  return checkSolution({ ...whole, findings, problems }, args);
}

/** Below the folder of the workspace that the client named. */
function nameOf({ root }: AssistantParams, key: string): string {
  return relativePath(root === null ? undefined : withoutSlash(uriKey(String(root))), key);
}
