import type { CommandName } from './commandTable.ts';

/** A call, without the program's name, and what it does. */
export type Example = readonly [call: string, about: string];

/** Of the program itself. */
export const FIRST_EXAMPLES: readonly Example[] = [
  ['check src', 'check the flows below a folder'],
  ['fix --dry-run src', 'show what can be repaired safely'],
  ['check --format sarif=out.sarif src', 'the same for code scanning'],
];

/** The help of a command begins with them; a test holds them to the table of commands. */
export const EXAMPLES: Readonly<Record<CommandName, readonly Example[]>> = {
  init: [
    ['init', 'ask, and write lockkeeper.config.json here'],
    ['init src/Orders', 'the same for a folder'],
    ['init --yes', 'ask nothing'],
  ],
  check: [
    ['check src', 'all flows below a folder'],
    ['check --changed', 'what was touched since the branch began'],
    ['check --format text --format sarif=out.sarif', 'for people, and for code scanning'],
  ],
  fix: [
    ['fix --dry-run src', 'show the changes, write nothing'],
    ['fix src', 'make the safe repairs'],
    ['fix --rule http-trigger-open --review --dry-run', 'show repairs that need a look'],
  ],
  baseline: [
    ['baseline write', 'accept what is found today'],
    ['baseline check', 'fail on what is new'],
    ['baseline prune', 'forget what is repaired'],
  ],
  inventory: [
    ['inventory src', 'the flows of a folder'],
    ['inventory --connections', 'what they run on'],
    ['inventory --format csv --output flows.csv', 'for a spreadsheet'],
  ],
  report: [
    ['report --output checklist.html', 'a page to hand on'],
    ['report --format markdown src', 'the same as Markdown'],
    ['report --profile team --output checklist.md', 'with the rules for teams'],
  ],
  describe: [
    ['describe src/Workflows/Orders.json', 'one flow in sentences'],
    ['describe Orders.json --output Orders.md', 'as a page in Markdown'],
    ['describe Orders.json --format json', 'as data'],
  ],
  preview: [
    ['preview src/Workflows/Orders.json', 'what a run would show'],
    ['preview Orders.json --output run.html', 'as a page'],
    ['preview Orders.json --format html', 'the same to standard output'],
  ],
  rotate: [
    ['rotate src', 'the secrets in the files of today'],
    ['rotate --base main', 'and those that a revision held'],
    ['rotate --format markdown --output secrets.md', 'as a list to work through'],
  ],
  diff: [
    ['diff', 'in a pull request: what its branch changed'],
    ['diff origin/main', 'since the work left the branch, with what is not committed'],
    ['diff --base-dir old new', 'two folders, or two exported solutions'],
    ['diff v1.0 v1.1 src/Orders', 'two revisions as they are, one folder'],
    ['diff origin/main...HEAD', 'what a branch changed, without what is not committed'],
    ['diff --format markdown --output comment.md', 'for a comment'],
  ],
  explain: [
    ['explain secret-read-unsecured', 'what it finds, why, and how to repair it'],
    ['explain http-trigger-open', 'with the kinds of its repairs'],
    ['explain html-injection | less', 'one page after the other'],
  ],
  rules: [
    ['rules', 'all of them, by category'],
    ['rules --format json', 'as data'],
    ['rules | grep secret', 'some of them'],
  ],
  completion: [
    ['completion bash > ~/.local/share/bash-completion/completions/lockkeeper', 'for bash'],
    ['completion zsh > "${fpath[1]}/_lockkeeper"', 'for zsh'],
    ['completion fish > ~/.config/fish/completions/lockkeeper.fish', 'for fish'],
    ['completion powershell >> $PROFILE', 'for PowerShell'],
  ],
  lsp: [['lsp --stdio', 'what an editor starts']],
  mcp: [
    ['mcp', 'over the working directory'],
    ['mcp --root src', 'over one folder'],
    ['mcp --root sales --root service', 'over two'],
  ],
};
