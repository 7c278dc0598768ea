import { type Completed, type CompletedCommand, spellings, type Values } from './model.ts';

/**
 * For bash 3.2 and later. An empty answer leaves it to readline, which completes files. All words are ids of the table and of
 * rules: letters, digits and dashes.
 */
export function bashCompletion({ commands, options }: Completed): string {
  const names = commands.map(({ name }) => name);
  const global = options.flatMap(spellings);
  return `# bash completion of lockkeeper; made by "lockkeeper completion bash"
_lockkeeper() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" place=0 index
  # --option=value comes in three words.
  if [[ "$current" == "=" ]]; then
    current=""
  elif [[ "$previous" == "=" ]]; then
    previous="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for (( index = 1; index < COMP_CWORD; index++ )); do
    if [[ "\${COMP_WORDS[index]}" != -* ]]; then
      command="\${COMP_WORDS[index]}"
      place=$index
      break
    fi
  done
  COMPREPLY=()
  case "$command" in
    "") COMPREPLY=($(compgen -W "${[...names, ...global].join(' ')}" -- "$current")) ;;
${commands.map(commandCase).join('\n')}
  esac
}
complete -o default -F _lockkeeper lockkeeper
`;
}

function commandCase({ name, words, options }: CompletedCommand): string {
  const values = options.flatMap((option) =>
    option.values === undefined ? [] : [`        ${spellings(option).join('|')}) ${reply(option.values)} ;;`],
  );
  return `    ${name})
      case "$previous" in
${values.map((line) => `${line}\n`).join('')}        *)
          if [[ "$current" == -* ]]; then
            ${reply(options.flatMap(spellings))}
          elif (( COMP_CWORD == place + 1 )); then
            ${reply(words)}
          fi
          ;;
      esac
      ;;`;
}

/** Nothing of its own for files, folders and what nobody can list. */
function reply(values: Values): string {
  return typeof values === 'string'
    ? 'COMPREPLY=()'
    : `COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$current"))`;
}
