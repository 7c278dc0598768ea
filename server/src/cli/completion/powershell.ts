import { type Completed, type CompletedOption, spellings, type Values } from './model.ts';

/** For Windows PowerShell 5 and PowerShell 7. An empty answer leaves it to the shell, which completes files. */
export function powershellCompletion({ commands, options }: Completed): string {
  const tables = [
    table('', [...commands.map(({ name, about }) => [name, about] as const), ...optionRows(options)]),
    ...commands.flatMap(({ name, words, options: own }) => [
      table(name, optionRows(own)),
      ...valueTables(`${name} `, words),
      ...own.flatMap((option) =>
        spellings(option).flatMap((form) => valueTables(`${name} ${form}`, option.values)),
      ),
    ]),
  ];
  return `# PowerShell completion of lockkeeper; made by "lockkeeper completion powershell"
Register-ArgumentCompleter -Native -CommandName lockkeeper -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $tables = @{
${tables.join('\n')}
  }
  $before = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
    Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  $command = @($before | Where-Object { $_ -notlike '-*' })[0]
  $key = "$command"
  if ($command) {
    $last = $before[-1]
    if ($last -like '-*' -and $tables.ContainsKey("$command $last")) { $key = "$command $last" }
    elseif ($last -eq $command -and $wordToComplete -notlike '-*') { $key = "$command " }
  }
  $rows = $tables[$key]
  if ($rows) {
    $rows.GetEnumerator() | Where-Object { $_.Key -like "$wordToComplete*" } | ForEach-Object {
      [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterValue', $_.Value)
    }
  }
}
`;
}

type Row = readonly [word: string, about: string];

function optionRows(options: readonly CompletedOption[]): Row[] {
  return options.flatMap((option) => spellings(option).map((form): Row => [form, option.about]));
}

function valueTables(key: string, values: Values | undefined): string[] {
  return values === undefined || typeof values === 'string'
    ? []
    : [
        table(
          key,
          values.map((word) => [word, word]),
        ),
      ];
}

function table(key: string, rows: readonly Row[]): string {
  const lines = rows.map(([word, about]) => `      ${quoted(word)} = ${quoted(about)}`);
  return `    ${quoted(key)} = [ordered]@{\n${lines.join('\n')}\n    }`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
