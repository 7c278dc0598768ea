import type { Command } from 'cac';
import { declareCommands } from './args.ts';

const EXIT_CODES = `Exit codes:
  0  nothing at or above --fail-on; what the baseline knows does not count
  1  something at or above --fail-on (fix: errors that need a decision are left)
  2  wrong call or config
  3  no flow found
  4  internal error
`;

const LIST_EXIT_CODES = `Exit codes:
  0  written, whatever was found
  2  wrong call or config
  3  no flow found
  4  internal error
`;

const MORE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    baseline: `
Actions:
  write  write all that is found now into the baseline; entries of files that were not checked stay
  check  report what the baseline does not know; it must be there
  prune  take out entries that are no longer found; adds nothing
`,
  }),
);

/** Help on one command, or on the program. */
export function helpText(about: string | undefined, version: string): string {
  const cli = declareCommands();
  const command = cli.commands.find((one) => one.name === about);
  if (command !== undefined) {
    const checks = about === 'check' || about === 'fix' || about === 'baseline';
    const lists = about === 'inventory' || about === 'report';
    const codes = checks ? `\n${EXIT_CODES}` : lists ? `\n${LIST_EXIT_CODES}` : '';
    const more = MORE.get(about ?? '') ?? '';
    return `${command.description}.\n\n${usageLine(command)}\n${more}${optionTable([...command.options])}${codes}`;
  }
  const rows = cli.commands.map((one): [string, string] => [one.rawName, one.description]);
  return `lockkeeper ${version}: finds and repairs leaking secrets in Power Automate cloud flows. Works offline.

Usage: lockkeeper <command> [options]

Commands:
${table(rows)}
${optionTable([...cli.globalCommand.options])}
${EXIT_CODES}
"lockkeeper <command> --help" tells more about a command.
`;
}

/** One line of usage for error messages. */
export function usageOf(about: string): string {
  const command = declareCommands().commands.find((one) => one.name === about);
  return command === undefined ? 'Usage: lockkeeper <command> [options]' : usageLine(command);
}

function usageLine(command: Command): string {
  return `Usage: lockkeeper ${command.rawName}${command.options.length > 0 ? ' [options]' : ''}`;
}

function optionTable(options: Command['options']): string {
  if (options.length === 0) return '';
  return `\nOptions:\n${table(options.map((option) => [dashed(option.rawName), option.description]))}`;
}

/** Options are declared as cac's parser knows them (see `camelOptions`). */
function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function table(rows: [string, string][]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}\n`).join('');
}
