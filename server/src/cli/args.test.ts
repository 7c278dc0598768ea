import { describe, expect, it } from 'vitest';
import { parseArgs } from './args.ts';
import { UsageError } from './exitCodes.ts';

const check = {
  command: 'check',
  paths: ['.'],
  rules: [],
  config: undefined,
  allowOutside: false,
  verbose: false,
  quiet: false,
  reports: {
    outputs: [{ format: 'text', file: undefined }],
    summary: undefined,
    adds: { annotations: true, summary: true },
    category: undefined,
  },
  profile: undefined,
  failOn: 'error',
  baseline: undefined,
  noBaseline: false,
  compareBase: undefined,
  newOnly: false,
};

describe('parseArgs', () => {
  it('has defaults', () => {
    expect(parseArgs(['check'])).toEqual(check);
    expect(parseArgs(['fix'])).toEqual({
      command: 'fix',
      paths: ['.'],
      rules: [],
      config: undefined,
      allowOutside: false,
      verbose: false,
      quiet: false,
      dryRun: false,
      review: false,
      kind: undefined,
    });
  });

  it('reads every option, in any order, with = or a space', () => {
    const args = [
      'check',
      '--format=sarif',
      'a',
      '--profile',
      'pedantic',
      '--fail-on',
      'never',
      '--rule',
      'x',
    ];
    const more = ['--rule=y', 'b c', '--output', 'out.sarif', '--config', 'c.json', '--', '-odd.json'];
    expect(parseArgs([...args, ...more])).toEqual({
      ...check,
      paths: ['a', 'b c', '-odd.json'],
      rules: ['x', 'y'],
      config: 'c.json',
      reports: {
        ...check.reports,
        outputs: [{ format: 'sarif', file: 'out.sarif' }],
        adds: { annotations: false, summary: true },
      },
      profile: 'pedantic',
      failOn: 'never',
    });
    expect(parseArgs(['--format', 'json', 'check', 'a'])).toMatchObject({
      reports: { outputs: [{ format: 'json' }] },
      paths: ['a'],
    });
  });

  it('does not take the path behind a switch for its value', () => {
    for (const args of [
      ['--dry-run', 'folder'],
      ['folder', '--dry-run'],
      ['--dryRun', 'folder'],
    ])
      expect(parseArgs(['fix', ...args])).toMatchObject({ dryRun: true, paths: ['folder'] });
    expect(parseArgs(['--dry-run', 'fix', 'folder'])).toMatchObject({ dryRun: true, paths: ['folder'] });
    expect(parseArgs(['fix', '--dry-run', '--', '--dry-run'])).toMatchObject({
      dryRun: true,
      paths: ['--dry-run'],
    });
  });

  it('reads formats with a file each, and what goes beside them', () => {
    const args = ['--format', 'text', '--format=sarif=a=b.sarif', '--format', 'junit=c.xml'];
    expect(
      parseArgs(['check', ...args, '--summary', 's.md', '--no-annotations', '--category', 'a/b/']),
    ).toEqual({
      ...check,
      reports: {
        outputs: [
          { format: 'text', file: undefined },
          { format: 'sarif', file: 'a=b.sarif' },
          { format: 'junit', file: 'c.xml' },
        ],
        summary: 's.md',
        adds: { annotations: false, summary: false },
        category: 'a/b',
      },
    });
  });

  it('reads which baseline to compare with', () => {
    expect(parseArgs(['check', '--baseline', 'old.json', 'a'])).toMatchObject({
      baseline: 'old.json',
      noBaseline: false,
      paths: ['a'],
    });
    expect(parseArgs(['check', '--no-baseline', 'a'])).toMatchObject({
      baseline: undefined,
      noBaseline: true,
      paths: ['a'],
    });
    expect(() => parseArgs(['check', '--no-baseline', '--baseline', 'x'])).toThrow(UsageError);
  });

  it('reads what to do with the baseline', () => {
    expect(parseArgs(['baseline', 'write'])).toEqual({
      command: 'baseline',
      action: 'write',
      paths: ['.'],
      rules: [],
      config: undefined,
      allowOutside: false,
      verbose: false,
      quiet: false,
      reports: check.reports,
      baseline: undefined,
      profile: undefined,
      failOn: 'error',
    });
    expect(parseArgs(['baseline', 'prune', 'a', 'b', '--baseline=x.json'])).toMatchObject({
      action: 'prune',
      paths: ['a', 'b'],
      baseline: 'x.json',
    });
    expect(() => parseArgs(['baseline'])).toThrow('needs write, check or prune');
    expect(() => parseArgs(['baseline', 'update'])).toThrow('can write, check or prune, not "update"');
  });

  it('reads the small commands', () => {
    expect(parseArgs(['explain', 'signed-url'])).toEqual({ command: 'explain', ruleId: 'signed-url' });
    expect(parseArgs(['rules', '--format', 'json'])).toEqual({ command: 'rules', format: 'json' });
    // Editors add options of their own.
    expect(parseArgs(['lsp', '--stdio', '--clientProcessId=12'])).toEqual({ command: 'lsp' });
    expect(parseArgs(['--version'])).toEqual({ command: 'version' });
    expect(parseArgs(['-v'])).toEqual({ command: 'version' });
    expect(parseArgs(['--help'])).toEqual({ command: 'help', about: undefined });
    expect(parseArgs(['check', '-h'])).toEqual({ command: 'help', about: 'check' });
  });

  it.each<[string[], string]>([
    [[], 'No command was given.'],
    [
      ['scan'],
      'There is no command "scan". The commands are init, check, fix, baseline, inventory, report, describe, preview, rotate, diff, explain, rules, completion, lsp, mcp.',
    ],
    [
      ['./src'],
      'There is no command "./src". The commands are init, check, fix, baseline, inventory, report, describe, preview, rotate, diff, explain, rules, completion, lsp, mcp. To check it, run: lockkeeper check ./src',
    ],
    [['--nope'], 'There is no option "--nope".'],
    [
      ['check', '--fial-on', 'error'],
      '"lockkeeper check" has no option "--fial-on". Did you mean "--fail-on"?',
    ],
    [['chek'], 'There is no command "chek". Did you mean "check"?'],
    [['--versoin'], 'There is no option "--versoin". Did you mean "--version"?'],
    [['fix', '--dryrun'], '"lockkeeper fix" has no option "--dryrun". Did you mean "--dry-run"?'],
    [['check', '--dry-run=yes'], '"lockkeeper check" has no option "--dry-run".'],
    [['fix', '--dry-run=yes'], 'The option --dry-run takes no value.'],
    [['check', '--output', '--verbose'], 'The option --output needs a value.'],
    [['check', '--quiet', '--verbose'], '--quiet and --verbose were both given.'],
    [['check', '-x'], '"lockkeeper check" has no option "-x".'],
    [['fix', '--format', 'json'], '"lockkeeper fix" has no option "--format".'],
    [
      ['check', '--format', 'xml'],
      '--format must be text, json, sarif, github, azure, junit, codequality or markdown, not "xml".',
    ],
    [['check', '--format', 'json='], '--format json= names no file, such as lockkeeper.json.'],
    [
      ['check', '--format', 'json=a', '--output', 'b'],
      '--output is for a single --format: give each its file, as in --format sarif=FILE.',
    ],
    [
      ['check', '--format', 'json', '--format', 'text', '--output', 'b'],
      '--output is for a single --format: give each its file, as in --format sarif=FILE.',
    ],
    [['check', '--format', 'json=a', '--format=sarif=a'], 'Two formats would be written to a.'],
    [['check', '--output', ''], '--output names no file.'],
    [['check', '--summary='], '--summary names no file.'],
    [['check', '--summary', 'a', '--summary', 'b'], 'The option --summary was given twice.'],
    [['check', '--category', '/'], '--category is empty.'],
    [['check', '--profile', 'strict'], '--profile must be default, team or pedantic, not "strict".'],
    [['check', '--fail-on', 'hint'], '--fail-on must be error, warning, info, new or never, not "hint".'],
    [
      ['check', '--format', 'json', '--format', 'text'],
      'Standard output takes one format: give the others a file, as in --format sarif=FILE.',
    ],
    [['check', '--output'], 'The option --output needs a value.'],
    [['check', '--rule'], 'The option --rule needs a value.'],
    [['check', '--rule', 'a', '--rule'], 'The option --rule needs a value.'],
    [['check', '--no-rule'], '"lockkeeper check" has no option "--no-rule". Did you mean "--rule"?'],
    [['check', ''], 'A path is empty.'],
    [['explain'], '"lockkeeper explain" needs the id of a rule.'],
    [['explain', 'a', 'b'], '"lockkeeper explain" was given more than it takes.'],
    [['rules', 'x'], '"lockkeeper rules" was given more than it takes.'],
    [['lsp'], 'The language server needs --stdio.'],
  ])('refuses %j', (args, message) => {
    const call = () => parseArgs(args);
    expect(call).toThrow(UsageError);
    expect(call).toThrow(expect.objectContaining({ message }));
  });
});
