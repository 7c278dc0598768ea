// The tools for assistants are there for language models, and answer.
import * as vscode from 'vscode';
import { assert, closeEditors, EXTENSION_ID, waitFor, workspaceUri } from './helpers.ts';
import { differences, FLOW, keepFiles, previewTab, RULE, snapshot } from './repairs.ts';

/** What a tool answers, as a structure. */
async function structureOf(tool: string, input: object) {
  const result = await vscode.lm.invokeTool(`lockkeeper_${tool}`, { input, toolInvocationToken: undefined });
  const [part] = result.content;
  assert(part instanceof vscode.LanguageModelTextPart, 'the answer is a text');
  return JSON.parse(part.value.slice(part.value.indexOf('{')));
}

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
      'diff',
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

  it('check what is typed and not saved, and repair only through the preview', async () => {
    const restore = await keepFiles();
    try {
      const document = await vscode.workspace.openTextDocument(workspaceUri(FLOW));
      await vscode.window.showTextDocument(document);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '\n');
      assert(await vscode.workspace.applyEdit(edit), 'a line is typed');
      assert(document.isDirty, 'it is not saved');
      const listed = await structureOf('list_fixes', { path: FLOW });
      const fixes = listed.findings.flatMap((one: { fixes: { id: string; kind: string }[] }) => one.fixes);
      const fix = fixes.find((one: { kind: string }) => one.kind === 'secret-variable');
      assert(fix, JSON.stringify(fixes));
      const checked = await structureOf('check_flow', { path: FLOW });
      const found = checked.findings.find((one: { ruleId: string }) => one.ruleId === RULE);
      const ranges = vscode.languages.getDiagnostics(document.uri).map((one) => one.range.start.line);
      assert(found && ranges.includes(found.range.start.line), 'lines are those of the open text');
      const before = await snapshot();
      const input = { path: FLOW, fixes: [fix.id] };
      const answer = vscode.lm.invokeTool('lockkeeper_apply_fix', { input, toolInvocationToken: undefined });
      await waitFor('the preview', previewTab);
      await vscode.commands.executeCommand('lockkeeper.cancelRepair');
      const [part] = (await answer).content;
      assert(part instanceof vscode.LanguageModelTextPart, 'the answer is a text');
      assert(part.value.includes('One repair was not applied'), part.value);
      const changed = differences(before, await snapshot());
      assert(changed.length === 0, `nothing is changed, but ${changed.join(', ')}`);
    } finally {
      await restore();
      await closeEditors();
    }
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
