import {
  type Completed,
  type CompletedCommand,
  type CompletedOption,
  spellings,
  type Values,
} from './model.ts';

/** For zsh, as a function to be found in `fpath` or as a file to be sourced. */
export function zshCompletion({ commands, options }: Completed): string {
  return `#compdef lockkeeper
# zsh completion of lockkeeper; made by "lockkeeper completion zsh"
_lockkeeper() {
  local context state state_descr line
  typeset -A opt_args
  _arguments -C \\
${options.map((option) => `    ${optionSpec(option)} \\\n`).join('')}    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command)
      local -a commands
      commands=(
${commands.map(({ name, about }) => `        ${quoted(`${name}:${about.replaceAll(':', '\\:')}`)}`).join('\n')}
      )
      _describe command commands
      ;;
    argument)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _lockkeeper ]]; then
  _lockkeeper "$@"
else
  compdef _lockkeeper lockkeeper
fi
`;
}

function commandCase({ name, words, options }: CompletedCommand): string {
  const rest =
    typeof words === 'string' ? `'*:file:${action(words)}'` : `'1:word:${action(words)}' '*:file:_files'`;
  return `        ${name})
          _arguments \\
${options.map((option) => `            ${optionSpec(option)} \\\n`).join('')}            ${rest}
          ;;`;
}

function optionSpec(option: CompletedOption): string {
  const about = `[${option.about.replace(/[[\]\\]/g, '\\$&')}]`;
  const value = option.values === undefined ? '' : `:${option.valueName}:${action(option.values)}`;
  const forms = spellings(option).map((form) => {
    const takes = option.values !== undefined && form.startsWith('--') ? '=' : '';
    return quoted(`${option.repeatable ? '*' : ''}${form}${takes}${about}${value}`);
  });
  return forms.join(' ');
}

function action(values: Values): string {
  if (values === 'files') return '_files';
  if (values === 'folders') return '_files -/';
  return values === 'anything' ? ' ' : `(${values.join(' ')})`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
