// What the runner of GitHub Actions makes of a step: its commands, its outputs, its environment.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const unescaped = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');

/**
 * The commands that a runner takes out of what a step writes. A line is one when it begins with `::`, blanks apart, or has `##[`
 * anywhere; between `::stop-commands::<word>` and `::<word>::` none is.
 */
export function commandsOf(stdout: string): WorkflowCommand[] {
  const found: WorkflowCommand[] = [];
  let stopped: string | undefined;
  for (const line of stdout.split(/\r\n|\r|\n/)) {
    const match =
      /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line) ?? /##\[([^\s\]]+)(?: ([^\]]*))?\](.*)$/.exec(line);
    if (match === null) continue;
    const [, name, properties = '', message] = match;
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
    } else if (name === 'stop-commands') stopped = message;
    else {
      const pairs = properties.split(/[,;]/).flatMap((pair) => {
        const at = pair.indexOf('=');
        return at < 0 ? [] : [[pair.slice(0, at).trim(), unescaped(pair.slice(at + 1))]];
      });
      found.push({ name: name!, properties: Object.fromEntries(pairs), message: unescaped(message!) });
    }
  }
  if (stopped !== undefined) throw new Error('The step ended while its commands were stopped.');
  return found;
}

/** The outputs in a file of `GITHUB_OUTPUT`: `name=value`, or `name<<word`, lines, `word`. */
export function outputsOf(text: string): Map<string, string> {
  const outputs = new Map<string, string>();
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift()!;
    if (line === '') continue;
    const heredoc = /^([^=]+?)<<(.+)$/.exec(line);
    if (heredoc === null) outputs.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1));
    else {
      const end = lines.indexOf(heredoc[2]!);
      if (end < 0) throw new Error(`The output ${heredoc[1]} does not end.`);
      outputs.set(heredoc[1]!, lines.slice(0, end).join('\n'));
      lines.splice(0, end + 1);
    }
  }
  return outputs;
}

export interface Job {
  /** The environment of a step. */
  readonly env: Record<string, string>;
  outputs(): Map<string, string>;
  summary(): string;
}

/**
 * The environment of a step that uses an action.
 * @param temp existing folder outside of the workspace
 * @param inputs by their names in `action.yml`
 */
export function jobIn(workspace: string, temp: string, inputs: Readonly<Record<string, string>>): Job {
  const output = path.join(temp, 'output.txt');
  const summary = path.join(temp, 'summary.md');
  writeFileSync(output, '');
  writeFileSync(summary, '');
  const named = Object.entries(inputs).map(([name, value]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    value,
  ]);
  return {
    env: {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temp,
      ...Object.fromEntries(named),
    },
    outputs: () => outputsOf(readFileSync(output, 'utf8')),
    summary: () => readFileSync(summary, 'utf8'),
  };
}
