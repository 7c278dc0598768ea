import { REPORT_FORMAT_FACTS, REPORT_FORMATS } from '../core/report/options.ts';
import {
  COMMANDS,
  COMMON_OPTIONS,
  type CommandName,
  type CommandSpec,
  commandNamed,
  GLOBAL_OPTIONS,
  type OptionSpec,
} from './commandTable.ts';
import { EXAMPLES, type Example, FIRST_EXAMPLES } from './examples.ts';

type Row = readonly [string, string];

const LAST_CODES: readonly Row[] = [
  ['2', 'wrong call or config'],
  ['3', 'no flow found'],
  ['4', 'internal error'],
];

const EXIT_CODES: readonly Row[] = [
  ['0', 'nothing at or above --fail-on; what the baseline knows does not count'],
  [
    '1',
    'something at or above --fail-on, or a flow that cannot be read (fix: errors that need a decision are left)',
  ],
  ...LAST_CODES,
];

const LIST_EXIT_CODES: readonly Row[] = [
  ['0', 'written, whatever was found'],
  ['1', 'written, without a flow or an archive that cannot be read'],
  ...LAST_CODES,
];

const PAGE_EXIT_CODES: readonly Row[] = [['0', 'written'], ['1', 'the flow cannot be read'], ...LAST_CODES];

const DIFF_EXIT_CODES: readonly Row[] = [
  ['0', 'written, whatever changed'],
  ['1', 'a risk at or above --fail-on, or a changed flow whose newer version cannot be read'],
  ...LAST_CODES,
];

const EXIT_CODES_OF: Partial<Record<CommandName, readonly Row[]>> = {
  ...{ check: EXIT_CODES, fix: EXIT_CODES, baseline: EXIT_CODES },
  ...{ inventory: LIST_EXIT_CODES, report: LIST_EXIT_CODES, rotate: LIST_EXIT_CODES },
  ...{ describe: PAGE_EXIT_CODES, preview: PAGE_EXIT_CODES },
  diff: DIFF_EXIT_CODES,
};

const ACTIONS: readonly Row[] = [
  ['write', 'write all that is found now into the baseline; entries of files that were not checked stay'],
  ['check', 'report what the baseline does not know; it must be there'],
  ['prune', 'take out entries that are no longer found; adds nothing'],
];

const FORMATS: readonly Row[] = REPORT_FORMATS.map((name) => [name, REPORT_FORMAT_FACTS[name].about]);

const ABOUT_FORMATS = [
  'One of them goes to standard output, the others to a file each: --format text --format sarif=out.sarif.',
  'Paths are relative to the working directory in text and json, to the root of the repository in all others.',
  'In GitHub Actions and Azure Pipelines a check without --format adds the annotations of the pipeline to the text.',
];

/** Help on one command, or on the program. `width`: of the terminal; undefined for as wide as it gets. */
export function helpText(about: string | undefined, version: string, width?: number): string {
  const command = commandNamed(about);
  const page = command === undefined ? ofProgram(version) : ofCommand(command);
  return page
    .map((part) => (typeof part === 'string' ? paragraph(part, width) : section(part, width)))
    .join('\n');
}

/** A heading with what stands in two columns below it, and lines behind. */
interface Section {
  readonly heading: string;
  readonly rows: readonly Row[];
  readonly lines?: readonly string[];
}

function ofProgram(version: string): readonly (string | Section)[] {
  return [
    `lockkeeper ${version}: finds and repairs leaking secrets in Power Automate cloud flows. Works offline.`,
    exampleSection(FIRST_EXAMPLES),
    usageOf(''),
    { heading: 'Commands', rows: COMMANDS.map((one) => [synopsis(one), one.about]) },
    optionSection(GLOBAL_OPTIONS),
    { heading: 'Exit codes', rows: EXIT_CODES },
    '"lockkeeper <command> --help" tells more about a command.',
  ];
}

function ofCommand(command: CommandSpec): readonly (string | Section)[] {
  const { name } = command;
  const codes = EXIT_CODES_OF[name];
  return [
    `${command.about}.`,
    exampleSection(EXAMPLES[name]),
    usageLine(command),
    ...(name === 'baseline' ? [{ heading: 'Actions', rows: ACTIONS }] : []),
    optionSection([...command.options, ...COMMON_OPTIONS]),
    ...(name === 'check' ? [{ heading: 'Formats', rows: FORMATS, lines: ABOUT_FORMATS }] : []),
    ...(codes === undefined ? [] : [{ heading: 'Exit codes', rows: codes }]),
  ];
}

function exampleSection(examples: readonly Example[]): Section {
  return { heading: 'Examples', rows: examples.map(([call, about]) => [`lockkeeper ${call}`, about]) };
}

function optionSection(options: readonly OptionSpec[]): Section {
  const row = ({ name, short, value, about }: OptionSpec): Row => [
    `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    about,
  ];
  return { heading: 'Options', rows: options.map(row) };
}

/** One line of usage for error messages. */
export function usageOf(about: string): string {
  const command = commandNamed(about);
  return command === undefined ? 'Usage: lockkeeper <command> [options]' : usageLine(command);
}

const synopsis = ({ name, takes }: CommandSpec): string => (takes === '' ? name : `${name} ${takes}`);

const usageLine = (command: CommandSpec): string => `Usage: lockkeeper ${synopsis(command)} [options]`;

function section({ heading, rows, lines = [] }: Section, width: number | undefined): string {
  return `${heading}:\n${table(rows, width)}${lines.map((line) => paragraph(line, width)).join('')}`;
}

function paragraph(text: string, width = Infinity): string {
  return `${wrapped(text, width).join('\n')}\n`;
}

/** Beside the names there is at least this much; what has less goes below them. */
const LEAST_BESIDE = 30;
const BELOW = 6;

function table(rows: readonly Row[], width: number | undefined): string {
  const names = Math.max(...rows.map(([name]) => name.length));
  const column = names + 4;
  return rows
    .map(([name, text]) => {
      if (width === undefined || column + text.length <= width) return `  ${name.padEnd(names)}  ${text}\n`;
      const isBeside = width - column >= LEAST_BESIDE;
      const indent = isBeside ? column : BELOW;
      const [first = '', ...more] = wrapped(text, width - indent);
      const head = isBeside
        ? `  ${name.padEnd(names)}  ${first}`
        : `  ${name}\n${' '.repeat(indent)}${first}`;
      return `${[head, ...more.map((line) => ' '.repeat(indent) + line)].join('\n')}\n`;
    })
    .join('');
}

/** Plain ASCII, broken at spaces. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
