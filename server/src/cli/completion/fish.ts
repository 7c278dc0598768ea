import type { Completed, CompletedOption, Values } from './model.ts';

export function fishCompletion({ commands, options }: Completed): string {
  const none = 'not __fish_seen_subcommand_from $__lockkeeper_commands';
  const lines = [
    '# fish completion of lockkeeper; made by "lockkeeper completion fish"',
    `set -g __lockkeeper_commands ${commands.map(({ name }) => name).join(' ')}`,
    'complete -c lockkeeper -f',
    ...options.map((option) => optionLine(none, option)),
    ...commands.map(
      ({ name, about }) => `complete -c lockkeeper -n '${none}' -a ${name} -d ${quoted(about)}`,
    ),
  ];
  for (const command of commands) {
    const seen = `__fish_seen_subcommand_from ${command.name}`;
    const own = `complete -c lockkeeper -n '${seen}'`;
    if (command.words === 'files') lines.push(`${own} -F`);
    else if (typeof command.words !== 'string') lines.push(`${own} -a ${quoted(command.words.join(' '))}`);
    lines.push(...command.options.map((option) => optionLine(seen, option)));
  }
  return `${lines.join('\n')}\n`;
}

function optionLine(condition: string, { name, short, about, values }: CompletedOption): string {
  const letter = short === undefined ? '' : ` -s ${short}`;
  return `complete -c lockkeeper -n '${condition}'${letter} -l ${name}${takes(values)} -d ${quoted(about)}`;
}

function takes(values: Values | undefined): string {
  if (values === undefined) return '';
  if (values === 'files') return ' -r -F';
  if (values === 'folders') return " -x -a '(__fish_complete_directories)'";
  return values === 'anything' ? ' -x' : ` -x -a ${quoted(values.join(' '))}`;
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
