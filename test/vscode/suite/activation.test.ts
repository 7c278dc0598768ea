// The way of a maker: open a flow, see what it leaks, understand it, repair it.
import * as vscode from 'vscode';
import { flowFileName, vaultFlow } from './flows.ts';
import {
  applyAction,
  assert,
  closeEditors,
  codeActions,
  EXTENSION_ID,
  findings,
  hoverText,
  openFile,
  rangeOf,
  ruleOf,
  waitFor,
  waitForDiagnostics,
  workspaceUri,
} from './helpers.ts';

const READ_RULE = 'secret-read-unsecured';
const hasRule = (rule: string) => (found: vscode.Diagnostic[]) => found.some((one) => ruleOf(one) === rule);
const lacksRule = (rule: string) => (found: vscode.Diagnostic[]) => !hasRule(rule)(found);

describe(`the extension in the ${SUITE_HOST} host`, () => {
  before(async () => {
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    assert(extension, `the extension ${EXTENSION_ID} is there`);
    // It opens for folders with flows; waiting here tells a slow start from one that never comes.
    await waitFor('activation without being asked', () => extension.isActive || undefined);
    // Active is also what failed to activate; this tells, and then no other test need wait for its deadline.
    await extension.activate();
  });

  afterEach(closeEditors);

  it('runs where it should', () => {
    const kind = vscode.extensions.getExtension(EXTENSION_ID)?.extensionUri.scheme;
    assert(kind === (SUITE_HOST === 'web' ? 'http' : 'file'), `the extension was loaded by ${kind}`);
  });

  it('checks the whole folder without a file being opened', async () => {
    await waitFor(
      'a finding in a flow of the folder',
      () => {
        const all = vscode.languages.getDiagnostics();
        return all.find(([uri]) => uri.path.endsWith('.json') && findings(uri).length > 0);
      },
      () => `diagnostics of ${vscode.languages.getDiagnostics().length} files`,
    );
  });

  it('marks a secret that is read without being secured, on its step', async () => {
    const document = await openFile(flowFileName('Marked', 1), vaultFlow());
    const found = await waitForDiagnostics(document.uri, hasRule(READ_RULE));
    const finding = found.find((one) => ruleOf(one) === READ_RULE);
    assert(finding, 'the finding is there');
    const marked = document.getText(finding.range);
    assert(marked.includes('Get_secret'), `the finding marks the step, not ${marked}`);
    assert(finding.message.includes('Get_secret'), `the message names the step: ${finding.message}`);
    assert(typeof finding.code === 'object', 'the rule id links to its page');
    assert(finding.code.target.toString().includes(READ_RULE), 'the page is the one of the rule');
  });

  it('shows the way of the secret as related places', async () => {
    const document = await openFile(flowFileName('Related', 2), vaultFlow());
    const found = await waitForDiagnostics(document.uri, (all) =>
      all.some((one) => (one.relatedInformation ?? []).length > 0),
    );
    const related = found.flatMap((one) => one.relatedInformation ?? []);
    const read = rangeOf(document, '"Get_secret": {');
    assert(
      related.some(
        (one) =>
          one.location.uri.path === document.uri.path && one.location.range.start.line === read.start.line,
      ),
      `a related place is the step that reads the secret (${related.map((one) => one.message).join('; ')})`,
    );
  });

  it('repairs it with one click, keeping the rest of the file', async () => {
    const text = vaultFlow({ indent: 4 });
    const document = await openFile(flowFileName('Repaired', 3), text);
    const found = await waitForDiagnostics(document.uri, hasRule(READ_RULE));
    const finding = found.find((one) => ruleOf(one) === READ_RULE);
    assert(finding, 'the finding is there');
    const actions = await codeActions(document.uri, finding.range);
    const fix = actions.find((one) =>
      one.edit?.get(document.uri).some((change) => change.newText.includes('secureData')),
    );
    assert(fix, `there is a repair among: ${actions.map((one) => one.title).join('; ') || 'no action'}`);
    await applyAction(fix);
    await waitForDiagnostics(document.uri, lacksRule(READ_RULE));
    const action = JSON.parse(document.getText()).properties.definition.actions.Get_secret;
    const secured = action.runtimeConfiguration?.secureData?.properties;
    assert(JSON.stringify(secured) === '["outputs"]', `the outputs are secured: ${JSON.stringify(secured)}`);
    delete action.runtimeConfiguration;
    const before = JSON.parse(text).properties.definition.actions.Get_secret;
    assert(JSON.stringify(action) === JSON.stringify(before), 'nothing else of the step changed');
    assert(document.getText().includes('\n    "properties": {'), 'the indentation stays');
  });

  it('repairs what is safe to repair on save', async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    const onSave = { 'source.fixAll.lockkeeper': 'explicit' };
    await settings.update('codeActionsOnSave', onSave, vscode.ConfigurationTarget.Workspace);
    try {
      const document = await openFile(flowFileName('Saved', 4), vaultFlow());
      await waitForDiagnostics(document.uri, hasRule(READ_RULE));
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(document.lineCount, 0), '\n');
      await vscode.workspace.applyEdit(edit);
      assert(await document.save(), 'the file is saved');
      await waitForDiagnostics(document.uri, lacksRule(READ_RULE));
      const saved = new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
      assert(saved.includes('"secureData"'), 'what was saved is repaired');
      assert(JSON.parse(saved).properties.definition.actions.Send_order, 'what was saved is a flow');
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('explains a step where the mouse rests on it', async () => {
    const document = await openFile(flowFileName('Hovered', 5), vaultFlow());
    await waitForDiagnostics(document.uri, hasRule(READ_RULE));
    const name = rangeOf(document, 'Get_secret": {');
    const text = await hoverText(document.uri, name.start.translate(0, 2));
    assert(/Get_secret|Get secret/.test(text), `the hover names the step: ${text || 'no hover'}`);
  });

  it('opens the page of a rule', async () => {
    await vscode.commands.executeCommand('lockkeeper.explainRule', READ_RULE);
    const labels = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).map((tab) => tab.label);
    await waitFor(
      'a page about the rule',
      () => labels().find((label) => label.toLowerCase().replaceAll(/\W+/g, '-').includes(READ_RULE)),
      () => labels().join(', ') || 'no tab',
    );
  });

  it('offers its commands', async () => {
    const commands = new Set(await vscode.commands.getCommands(true));
    const missing = ['explainRule', 'rescan', 'fixWorkspace', 'showOutput'].filter(
      (name) => !commands.has(`lockkeeper.${name}`),
    );
    assert(missing.length === 0, `missing: ${missing.join(', ')}`);
  });

  it('sees a file that changes on disk', async () => {
    const uri = workspaceUri(flowFileName('Changed', 6));
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(vaultFlow()));
    await waitForDiagnostics(uri, hasRule(READ_RULE));
    await vscode.workspace.fs.delete(uri);
    await waitForDiagnostics(uri, (found) => found.length === 0);
  });
});
