// The hooks for pre-commit: their file, which files they are for, and the way from the tag of a release to a run of each.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CLEAN, LEAKY, pretty } from '../cli/support/flows.ts';
import { read } from '../meta/sources.ts';
import { type Ended, offline } from './support/npm.ts';
import { packages } from './support/packed.ts';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly files: string;
  readonly exclude: string;
}

const hooks = parse(read('.pre-commit-hooks.yaml')) as Hook[];

/** As https://pre-commit.com/#creating-new-hooks describes the file; what a hook of ours has to say is required. */
const SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['id', 'name', 'entry', 'language', 'files', 'pass_filenames', 'require_serial'],
    additionalProperties: false,
    properties: {
      id: { type: 'string', pattern: '^[a-z-]+$' },
      name: { type: 'string' },
      description: { type: 'string' },
      entry: { type: 'string' },
      args: { type: 'array', items: { type: 'string' } },
      language: { const: 'node' },
      files: { type: 'string' },
      exclude: { type: 'string' },
      pass_filenames: { const: true },
      require_serial: { const: true },
    },
  },
};

describe('the file of the hooks', () => {
  it('has the form that pre-commit takes', () => {
    const validate = new Ajv().compile(SCHEMA);
    expect(validate(hooks), JSON.stringify(validate.errors)).toBe(true);
    expect(hooks.map(({ id }) => id)).toEqual(['lockkeeper', 'lockkeeper-fix']);
  });

  it.each(hooks)('$id is for flows and files of solutions, and for no other JSON', ({ files, exclude }) => {
    // Python's flag for the whole pattern.
    const wanted = new RegExp(files.replace(/^\(\?i\)/, ''), 'i');
    const not = new RegExp(exclude);
    const takes = (name: string): boolean => wanted.test(name) && !not.test(name);
    const flows = [
      'Workflows/Send-0A1B.json',
      'src/Order Desk/workflows/Bestellung 漢字.json',
      'solution/modernflows/A.json',
      'Workflows/A.json.data.xml',
      'package/Microsoft.Flow/flows/1/definition.json',
      'logic/app/workflow.json',
      'src/Other/Solution.xml',
      'src/Other/Customizations.xml',
      'src/environmentvariabledefinitions/abc_Url/environmentvariabledefinition.xml',
    ];
    expect(flows.filter((name) => !takes(name))).toEqual([]);
    const others = [
      'package.json',
      'Workflows/A.xaml',
      '.github/workflows/a.json',
      'docs/workflows.json',
      'a.xml',
    ];
    expect(others.filter(takes)).toEqual([]);
  });
});

describe('installed from the tag of a release', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'lockkeeper-pre-commit-'));
  const bin = process.platform === 'win32' ? path.join(folder, 'env') : path.join(folder, 'env/bin');

  /** As pre-commit runs a hook of `language: node`: entry, arguments, names of files relative to the repository. */
  function runHook(id: string, names: readonly string[], cwd: string): Promise<Ended> {
    const hook = hooks.find((one) => one.id === id)!;
    const [program, ...rest] = [...hook.entry.split(' '), ...hook.args, ...names];
    return offline(path.join(bin, program!), rest, cwd);
  }

  /** A repository with one leaking and one clean flow. */
  function repository(name: string): string {
    const target = path.join(folder, name);
    mkdirSync(path.join(target, '.git'), { recursive: true });
    mkdirSync(path.join(target, 'Workflows'));
    writeFileSync(path.join(target, 'Workflows/Leaky one.json'), pretty(LEAKY));
    writeFileSync(path.join(target, 'Workflows/Clean.json'), pretty(CLEAN));
    return target;
  }

  beforeAll(async () => {
    // What pre-commit does with a clone of the tag (pre_commit/languages/node.py).
    const clone = path.join(folder, 'clone');
    cpSync(packages().release, clone, { recursive: true });
    const prefix = {
      NPM_CONFIG_PREFIX: path.join(folder, 'env'),
      npm_config_prefix: path.join(folder, 'env'),
    };
    const steps = [
      ['install', '--include=dev', '--include=prod', '--ignore-prepublish', '--no-progress', '--no-save'],
      ['pack'],
    ];
    for (const args of steps) {
      const { code, said } = await offline('npm', args, clone, prefix);
      expect(code, said).toBe(0);
    }
    const { version } = JSON.parse(readFileSync(path.join(clone, 'package.json'), 'utf8')) as {
      version: string;
    };
    const { code, said } = await offline(
      'npm',
      ['install', '-g', path.join(clone, `lockkeeper-${version}.tgz`)],
      clone,
      prefix,
    );
    expect(code, said).toBe(0);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('checks the flows that it is given, and no other', async () => {
    const cwd = repository('check');
    const { code, said } = await runHook('lockkeeper', ['Workflows/Leaky one.json'], cwd);
    expect(said).toContain('secret-read-unsecured');
    expect(code).toBe(1);
    expect(await runHook('lockkeeper', ['Workflows/Clean.json'], cwd)).toMatchObject({ code: 0 });
  });

  it('repairs them', async () => {
    const cwd = repository('fix');
    expect(
      (await runHook('lockkeeper-fix', ['Workflows/Leaky one.json', 'Workflows/Clean.json'], cwd)).code,
    ).toBe(0);
    expect(readFileSync(path.join(cwd, 'Workflows/Leaky one.json'), 'utf8')).toContain('"secureData"');
    expect(readFileSync(path.join(cwd, 'Workflows/Clean.json'), 'utf8')).toBe(pretty(CLEAN));
    expect(await runHook('lockkeeper', ['Workflows/Leaky one.json'], cwd)).toMatchObject({ code: 0 });
  });

  it('takes no name of a file for an option', async () => {
    const cwd = repository('hostile');
    const name = '--output=Workflows/Clean.json';
    mkdirSync(path.join(cwd, '--output=Workflows'));
    writeFileSync(path.join(cwd, name), pretty(LEAKY));
    const { code, said } = await runHook('lockkeeper', [name], cwd);
    expect(said).toContain('secret-read-unsecured');
    expect(code).toBe(1);
    expect(readFileSync(path.join(cwd, 'Workflows/Clean.json'), 'utf8')).toBe(pretty(CLEAN));
  });
});
