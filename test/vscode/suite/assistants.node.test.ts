// The tools for assistants are there for language models, and answer.
import * as vscode from 'vscode';
import { assert, EXTENSION_ID, waitFor } from './helpers.ts';

describe('the tools for assistants', () => {
  before(async () => {
    await vscode.extensions.getExtension(EXTENSION_ID)?.activate();
  });

  it('are known to the editor, and check a flow that it names', async () => {
    const declared = [
      'check_flow',
      'check_solution',
      'explain_rule',
      'list_fixes',
      'apply_fix',
      'describe_flow',
    ];
    const names = await waitFor('the tools', () => {
      const known = vscode.lm.tools.map((one) => one.name);
      return declared.every((name) => known.includes(`lockkeeper_${name}`)) ? known : undefined;
    });
    assert(names.length >= declared.length, 'all tools are there');
    const [flow] = await vscode.workspace.findFiles('**/Workflows/*.json', undefined, 1);
    assert(flow, 'there is a flow');
    const path = vscode.workspace.asRelativePath(flow, false);
    const result = await vscode.lm.invokeTool('lockkeeper_check_flow', {
      input: { path },
      toolInvocationToken: undefined,
    });
    const [part] = result.content;
    assert(part instanceof vscode.LanguageModelTextPart, 'the answer is a text');
    assert(part.value.includes(JSON.stringify(path)) && part.value.includes('"findings"'), part.value);
  });

  it('say what is wrong with a call', async () => {
    const outside = { input: { path: '/nowhere/Flow.json' }, toolInvocationToken: undefined };
    const message = await vscode.lm.invokeTool('lockkeeper_check_flow', outside).then(
      () => 'answered',
      (error: unknown) => String(error),
    );
    assert(message.includes('no folder of the workspace'), message);
  });
});
