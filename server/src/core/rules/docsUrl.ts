/**
 * Address of a rule's page. A `vscode:` address works offline wherever the extension is installed: the client's
 * URI handler shows the page that is bundled with it. `lockkeeper explain <id>` prints the same page.
 */
export function docsUrl(ruleId: string): string {
  return `vscode://lockkeeper.lockkeeper/rules/${ruleId}`;
}
