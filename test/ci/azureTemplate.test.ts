// The step template for Azure Pipelines: its form, and its script as an agent runs it, with the package in the place of a download.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLEAN, HARDCODED, LEAKY, pretty } from '../cli/support/flows.ts';
import { HAS_GIT } from '../cli/support/repository.ts';
import { sarifProblems } from '../cli/support/sarifSchema.ts';
import { read } from '../meta/sources.ts';
import { environmentOf, templateOf } from './support/azure.ts';
import { packages } from './support/packed.ts';
import { pullRequest } from './support/repository.ts';
import { type ShellResult, shell } from './support/shell.ts';

const FILE = 'templates/azure-pipelines/lockkeeper.yml';
const template = templateOf(read(FILE));
const script = template.steps.find(({ bash }) => bash !== undefined)!;
const RESULTS = '$(Agent.TempDirectory)/lockkeeper';

describe('the template', () => {
  it('says what each parameter is, and uses it', () => {
    for (const { name, displayName, type, default: value } of template.parameters) {
      expect(name).toMatch(/^[a-z][A-Za-z]+$/);
      expect(displayName.length).toBeGreaterThan(5);
      expect(typeof value).toBe(type);
      expect(JSON.stringify(template.steps)).toContain(`\${{ parameters.${name} }}`);
    }
  });

  it('takes nothing of a parameter or of a variable into the text of its script', () => {
    expect(script.bash).not.toMatch(/\$\{\{|\$\(/);
    const set = Object.keys(script.env!);
    const used = [...script.bash!.matchAll(/\$\{?([A-Z_]+)/g)].map((match) => match[1]!);
    expect(used.filter((name) => !set.includes(name))).toEqual([]);
    expect(set.filter((name) => !used.includes(name))).toEqual([]);
  });

  it('publishes what the script writes, also when there are findings', () => {
    const [sarif, junit] = template.steps.slice(-2);
    expect(sarif).toMatchObject({
      task: 'PublishBuildArtifacts@1',
      condition: 'succeededOrFailed()',
      inputs: { PathtoPublish: `${RESULTS}/CodeAnalysisLogs`, ArtifactName: 'CodeAnalysisLogs' },
    });
    expect(junit).toMatchObject({
      task: 'PublishTestResults@2',
      condition: 'succeededOrFailed()',
      inputs: { testResultsFormat: 'JUnit', searchFolder: RESULTS, testResultsFiles: 'lockkeeper.xml' },
    });
    for (const { displayName } of template.steps) expect(displayName).toMatch(/^[A-Z]/);
  });
});

// The agents of this test run bash; Windows has its own at another place.
describe.skipIf(!HAS_GIT || process.platform === 'win32')('its script', () => {
  const NEW = 'src/Workflows/New one-0A1B2C3D-1111-2222-3333-444455556666.json';
  const OLD = 'src/Workflows/Old-0A1B2C3D-1111-2222-3333-444455557777.json';
  const { workspace, temp } = pullRequest(
    { [OLD]: pretty(LEAKY), [NEW]: pretty(CLEAN) },
    { [NEW]: pretty(HARDCODED) },
  );
  const agent = new Map([['Agent.TempDirectory', temp]]);
  const result = (name: string): string => readFileSync(path.join(temp, 'lockkeeper', name), 'utf8');

  function runWith(given: Readonly<Record<string, string | boolean>>): ShellResult {
    const env = environmentOf(template, script, { package: packages().tarball, ...given }, agent);
    mkdirSync(temp, { recursive: true });
    return shell(script.bash!, workspace, {
      ...env,
      TF_BUILD: 'True',
      BUILD_SOURCESDIRECTORY: workspace,
      SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main',
    });
  }

  it('annotates, writes SARIF, test results and a summary, and fails', () => {
    const { code, stdout, stderr } = runWith({});
    expect(code, stderr).toBe(1);
    expect(stdout).toContain('##vso[task.logissue type=error;sourcepath=src/Workflows/New one-');
    expect(stdout).toContain(`##vso[task.uploadsummary]${path.join(temp, 'lockkeeper/lockkeeper.md')}`);
    expect(sarifProblems(JSON.parse(result('CodeAnalysisLogs/lockkeeper.sarif')))).toEqual([]);
    expect(result('lockkeeper.xml')).toContain('<testsuites');
  });

  it('tells only what is new', () => {
    const { code, stdout, stderr } = runWith({ newOnly: true });
    expect(code, stderr).toBe(1);
    expect(stdout).toContain('New one-');
    expect(stdout).not.toContain('sourcepath=src/Workflows/Old-');
    expect(runWith({ newOnly: true, base: 'HEAD' }).code).toBe(0);
  });

  it('takes the other parameters', () => {
    expect(runWith({ failOn: 'never' }).code).toBe(0);
    expect(runWith({ failOn: 'new', base: 'HEAD' }).code).toBe(0);
    expect(runWith({ failOn: 'new', base: 'origin/main' }).code).toBe(1);
    expect(runWith({ path: OLD }).stdout).not.toContain('New one-');
    expect(runWith({ profile: 'none' }).code).toBe(2);
    expect(runWith({ config: 'gone.json' }).stderr).toContain('gone.json');
    expect(runWith({ baseline: 'gone.json' }).code).toBe(2);
  });

  it('takes no parameter for an option or a command', () => {
    const planted = path.join(temp, 'planted');
    const { code } = runWith({ path: `--output=${planted}`, profile: `team"; touch ${planted}; "` });
    expect(code).toBe(2);
    expect(runWith({ base: `$(touch ${planted})` }).code).toBe(2);
    expect(runWith({ package: `x; touch ${planted}` }).code).toBe(99);
    expect(() => readFileSync(planted)).toThrow();
  });
});
