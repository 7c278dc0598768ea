// Lines by which the log of a build is told to do something, and how text of files stays out of them.

/**
 * What makes a line an order to GitHub Actions (a line that begins with `::name`, or `##[name]` anywhere) or to Azure Pipelines
 * (`##vso[…]` anywhere, `##[…]`).
 */
const COLONS = /(^|\s):(?=:[a-z])/gi;
const SIGNS = /#(?=#(?:vso)?\[)/gi;

/** Plain text without orders: a space stands in each. Line ends stay. */
export function withoutLogCommands(text: string): string {
  return text.replace(COLONS, '$& ').replace(SIGNS, '$& ');
}

/** The same where the format has another way to write the number sign, which readers do not notice. */
export function withSignsWritten(text: string, sign: string): string {
  return text.replace(SIGNS, () => sign);
}

/** The same for a text of HTML or Markdown, in one line that it may begin. Ready to be shown: entities stay. */
export function withEntities(text: string): string {
  return withSignsWritten(text, '&#35;').replace(/^(\s*):(?=:)/, '$1&#58;');
}

/** Text behind the `::` of a GitHub command, as `actions/toolkit` writes it. */
export function githubData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a GitHub command: those end with a comma, all of them with a colon. */
export function githubProperty(text: string): string {
  return githubData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** Text behind the `]` of an Azure command, as `azure-pipelines-task-lib` writes it. */
export function azureData(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of an Azure command: those end with a semicolon, all of them with a bracket. */
export function azureProperty(text: string): string {
  return azureData(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
}
