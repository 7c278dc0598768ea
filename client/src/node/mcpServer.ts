// Tells VS Code of the server for assistants that the package holds. VS Code starts it, once its user trusts it.
import {
  Disposable,
  EventEmitter,
  type ExtensionContext,
  lm,
  McpStdioServerDefinition,
  workspace,
} from 'vscode';

/** As the manifest names it. */
const ID = 'lockkeeper.mcp';

/** Nothing where the editor does not know such servers. */
export function registerMcpServer(context: ExtensionContext): Disposable {
  if (typeof lm?.registerMcpServerDefinitionProvider !== 'function') return new Disposable(() => {});
  const changed = new EventEmitter<void>();
  return Disposable.from(
    changed,
    workspace.onDidChangeWorkspaceFolders(() => changed.fire()),
    workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    lm.registerMcpServerDefinitionProvider(ID, {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => definitions(context),
    }),
  );
}

/** One server over the folders of the workspace; none where nobody trusts them, or none is on this machine. */
function definitions(context: ExtensionContext): McpStdioServerDefinition[] {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0 || !workspace.isTrusted) return [];
  const roots = folders.flatMap(({ uri }) => ['--root', uri.fsPath]);
  const server = new McpStdioServerDefinition(
    'Lockkeeper',
    // The editor's own program, which runs as node on request.
    process.execPath,
    [context.asAbsolutePath('dist/cli.js'), 'mcp', ...roots],
    { ELECTRON_RUN_AS_NODE: '1' },
    String(context.extension.packageJSON.version),
  );
  server.cwd = folders[0]!.uri;
  return [server];
}
