// The tools for assistants as VS Code's language models call them. What they do is the server's; a repair goes through the preview,
// so that nothing is written behind the back of whoever sits before the editor.
import {
  type CancellationToken,
  commands,
  Disposable,
  type ExtensionContext,
  LanguageModelTextPart,
  type LanguageModelToolInvocationOptions,
  LanguageModelToolResult,
  lm,
  type Uri,
  workspace,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { noticeText } from '../../../server/src/core/text/shown.ts';
import { headText } from '../compare/git.ts';
import { gitApi } from '../compare/gitApi.ts';
import { type AssistantParams, request } from '../protocol.ts';
import { type NamedPlace, placeNamed } from './paths.ts';

/** In front of the name of each tool. */
const PREFIX = 'lockkeeper_';
const REVIEW = 'lockkeeper.reviewRepair';
/** The only revision that is read here: a name that is passed on to git might be an option. */
const HEAD = 'HEAD';

interface DeclaredTool {
  readonly name: string;
  readonly displayName: string;
}

type Input = Readonly<Record<string, unknown>>;

/** The tools that the manifest declares; none where the editor does not know tools. */
export function registerAssistants(context: ExtensionContext, client: BaseLanguageClient): Disposable {
  if (typeof lm?.registerTool !== 'function') return new Disposable(() => {});
  const declared = context.extension.packageJSON.contributes.languageModelTools as readonly DeclaredTool[];
  return Disposable.from(
    ...declared.map(({ name, displayName }) =>
      lm.registerTool<Input>(name, {
        prepareInvocation: ({ input }) => ({
          invocationMessage: noticeText(
            typeof input?.path === 'string' ? `${displayName}: ${input.path}` : displayName,
          ),
        }),
        invoke: (options, token) => invoke(client, name.slice(PREFIX.length), options, token),
      }),
    ),
  );
}

/** @throws Error with what the assistant is to do */
async function invoke(
  client: BaseLanguageClient,
  tool: string,
  { input }: LanguageModelToolInvocationOptions<Input>,
  token: CancellationToken,
): Promise<LanguageModelToolResult> {
  const place = await placeOf(input?.path);
  const base = await placeOf(input?.base_path);
  const params: AssistantParams = {
    tool,
    arguments: input ?? {},
    uri: place?.uri.toString() ?? null,
    root: (place ?? base)?.root.toString() ?? null,
    baseUri: base?.uri.toString() ?? null,
    baseText: tool === 'diff' && input?.base === HEAD && place ? await textInHead(place.uri) : null,
  };
  // What is open is what the server repairs.
  if (tool === 'apply_fix' && place !== undefined) await workspace.openTextDocument(place.uri);
  const text = await answerOf(client, params, token);
  return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
}

async function placeOf(path: unknown): Promise<NamedPlace | undefined> {
  return typeof path === 'string' && path !== '' ? placeNamed(path) : undefined;
}

/** @throws Error with why there is no such version */
async function textInHead(uri: Uri): Promise<string> {
  // Git reads settings of the repository, which may name programs.
  if (!workspace.isTrusted)
    throw new Error('The version in HEAD is read with git, which needs a trusted workspace.');
  const head = await headText(gitApi(), uri);
  if (head.kind === 'none') throw new Error(`There is nothing to compare with: ${head.reason}`);
  if (head.text === '') throw new Error('HEAD does not have this file: all of it is new.');
  return head.text;
}

/** Repairs are shown one by one, each made of the text that the one before left. */
async function answerOf(
  client: BaseLanguageClient,
  params: AssistantParams,
  token: CancellationToken,
): Promise<string> {
  const calls = eachFix(params);
  const messages: string[] = [];
  for (const call of calls) {
    const result = await request(client, 'lockkeeper/assistant', call, token);
    if (result.kind === 'answer') return result.text;
    if (result.kind === 'refused') {
      if (messages.length === 0) throw new Error(result.reason);
      messages.push(`Then stopped: ${result.reason}`);
      break;
    }
    const applied = await commands.executeCommand<boolean>(REVIEW, result.target);
    messages.push(
      applied
        ? 'One repair was applied; the file is not saved yet.'
        : 'One repair was not applied: its user did not want it, or the file had changed.',
    );
    if (!applied) break;
  }
  return `${messages.join('\n')}\nCall check_flow to see what is left.`;
}

/** A call for each fix of a file; any other call as it is. */
function eachFix(params: AssistantParams): readonly AssistantParams[] {
  const { fixes, ...rest } = params.arguments as Input;
  if (params.tool !== 'apply_fix' || params.uri === null || !Array.isArray(fixes) || fixes.length < 2)
    return [params];
  const { version, ...others } = rest;
  return fixes.map((fix: unknown, index) => ({
    ...params,
    // The version is that of the text before the first one.
    arguments: { ...others, ...(index === 0 && version !== undefined ? { version } : {}), fixes: [fix] },
  }));
}
