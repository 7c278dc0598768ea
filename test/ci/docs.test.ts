// Every example of docs/ci.md is run: over a checkout of a pull request, in the environment of the pipeline that it is for.
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CLEAN, HARDCODED, LEAKY, pretty } from '../cli/support/flows.ts';
import { git, HAS_GIT } from '../cli/support/repository.ts';
import { sarifProblems } from '../cli/support/sarifSchema.ts';
import { read } from '../meta/sources.ts';
import { metadata, type Ran, runAction } from './support/action.ts';
import { type Template, templateOf } from './support/azure.ts';
import { packages } from './support/packed.ts';
import { pullRequest, write } from './support/repository.ts';
import { commandsOf, jobIn } from './support/runner.ts';
import { shell } from './support/shell.ts';
import { faultsOf, OWN_ACTION, type Step, stepsOf, workflowOf } from './support/workflows.ts';

interface Example {
  /** The nearest heading above. */
  readonly heading: string;
  readonly language: string;
  readonly code: string;
}

function examplesOf(markdown: string): Example[] {
  const found: Example[] = [];
  let heading = '';
  for (const [, title, language, code] of markdown.matchAll(/^#+ (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)) {
    if (title !== undefined) heading = title;
    else found.push({ heading, language: language!, code: code! });
  }
  return found;
}

const examples = examplesOf(read('docs/ci.md'));
const run = new Set<Example>();

/** The examples below a heading, counted as run. */
function below(heading: string, language: string): string[] {
  const own = examples.filter((one) => one.heading === heading && one.language === language);
  for (const one of own) run.add(one);
  if (own.length === 0) throw new Error(`docs/ci.md has no example in ${language} below "${heading}".`);
  return own.map(({ code }) => code);
}

/** One flow leaks already, one begins to, one is clean; a name has blanks and letters of two scripts. */
const NEW = 'src/Workflows/Bestellung prüfen 漢字-0A1B2C3D-1111-2222-3333-444455556666.json';
const OLD = 'src/Workflows/Old-0A1B2C3D-1111-2222-3333-444455557777.json';
const checkout = pullRequest({ [OLD]: pretty(LEAKY), [NEW]: pretty(CLEAN) }, { [NEW]: pretty(HARDCODED) });

/** Runs the steps of a workflow: our action out of a release, scripts by bash. Returns each of them by what it is. */
function runWorkflow(
  text: string,
  env: Readonly<Record<string, string>>,
): { action: Ran; scripts: Ran[]; uploads: string[] } {
  const program = path.join(packages().release, metadata.runs.main);
  const outputs = new Map<string, Map<string, string>>();
  const textIn = (expression: string): string => {
    const match = /^\$\{\{ steps\.([\w-]+)\.outputs\.([\w-]+) \}\}$/.exec(expression);
    return match === null ? expression : (outputs.get(match[1]!)?.get(match[2]!) ?? '');
  };
  let action: Ran | undefined;
  const scripts: Ran[] = [];
  const uploads: string[] = [];
  const runStep = (step: Step): void => {
    if (step.uses === OWN_ACTION) {
      const inputs = Object.entries(step.with ?? {}).map(([name, value]) => [name, String(value)]);
      const known = Object.keys(metadata.inputs);
      expect(inputs.map(([name]) => name).filter((name) => !known.includes(name!))).toEqual([]);
      action = runAction(program, checkout, Object.fromEntries(inputs), env);
      if (step.id !== undefined) outputs.set(step.id, action.job.outputs());
    } else if (step.run !== undefined) {
      // Each step has files of its own.
      const job = jobIn(checkout.workspace, mkdtempSync(path.join(checkout.temp, 'step-')), {});
      scripts.push({ ...shell(step.run, checkout.workspace, { ...job.env, ...env }), job });
    } else if (step.uses!.startsWith('github/codeql-action/upload-sarif@'))
      uploads.push(textIn(String(step.with!.sarif_file)));
    else expect(step.uses).toMatch(/^actions\/checkout@/);
  };
  for (const step of stepsOf(workflowOf(text))) runStep(step);
  return { action: action!, scripts, uploads };
}

const PULL_REQUEST = {
  GITHUB_EVENT_NAME: 'pull_request',
  GITHUB_BASE_REF: 'main',
  GITHUB_HEAD_REF: 'change',
};

// Scripts for bash; Windows has its own at another place.
describe.skipIf(!HAS_GIT || process.platform === 'win32')('docs/ci.md', () => {
  it('a pull request: only what is new is told, and fails', () => {
    const [text] = below('A pull request: what is new', 'yaml');
    expect(faultsOf(text!)).toEqual([]);
    const { action, scripts } = runWorkflow(text!, PULL_REQUEST);
    expect(action.code, action.stdout).toBe(1);
    const counts = action.job.outputs();
    expect(Number(counts.get('new'))).toBeGreaterThan(0);
    const annotated = commandsOf(action.stdout).filter(({ name }) => name === 'error');
    expect(annotated.map(({ properties }) => properties.file)).toEqual(annotated.map(() => NEW));
    expect(annotated.length).toBeGreaterThan(0);
    expect(action.job.summary()).toContain('Bestellung');
    expect(scripts.map(({ code, stderr }) => [code, stderr])).toEqual([[0, '']]);
    expect(scripts[0]!.job.summary()).toContain('Send_order');
  });

  it('code scanning: the whole list, and its file goes on', () => {
    const [text] = below('Code scanning', 'yaml');
    expect(faultsOf(text!)).toEqual([]);
    const { action, uploads } = runWorkflow(text!, {});
    expect(action.code, action.stdout).toBe(0);
    expect(uploads).toEqual(['lockkeeper.sarif']);
    const sarif = JSON.parse(readFileSync(path.join(checkout.workspace, uploads[0]!), 'utf8'));
    expect(sarifProblems(sarif)).toEqual([]);
    expect(sarif.runs[0].results).toHaveLength(Number(action.job.outputs().get('findings')));
  });

  it('once a month: both lists stand in the summary, and nothing fails', () => {
    const [text] = below('Once a month', 'yaml');
    expect(faultsOf(text!)).toEqual([]);
    const { action, scripts } = runWorkflow(text!, {});
    expect(action.code, action.stdout).toBe(0);
    expect(scripts.map(({ code }) => code)).toEqual([0]);
    expect(scripts[0]!.job.summary()).toMatch(/^#.*[\s\S]*\|/);
  });

  it('Azure DevOps: the template takes these parameters, and the one line annotates', () => {
    const [pipeline] = below('Azure DevOps', 'yaml');
    const { resources, steps } = parse(pipeline!) as {
      resources: { repositories: { repository: string }[] };
      steps: { template?: string; parameters?: Record<string, unknown>; fetchDepth?: number }[];
    };
    const [file, repository] = steps.find(({ template }) => template !== undefined)!.template!.split('@');
    expect(resources.repositories.map((one) => one.repository)).toContain(repository);
    expect(existsSync(path.join(packages().release, file!))).toBe(true);
    const template: Template = templateOf(read(file!));
    const names = template.parameters.map(({ name }) => name);
    const given = steps.flatMap(({ parameters }) => Object.keys(parameters ?? {}));
    expect(given.filter((name) => !names.includes(name))).toEqual([]);
    expect(steps[0]!.fetchDepth).toBe(0);

    const [line] = below('Azure DevOps', 'sh');
    const { code, stdout } = shell(line!, checkout.workspace, { TF_BUILD: 'True' });
    expect(stdout).toMatch(/^##vso\[task\.logissue type=error;/m);
    expect(code).toBe(1);
  });

  it('GitLab: the merge request gets what is new, in both reports', () => {
    const [text] = below('GitLab', 'yaml');
    const { flows } = parse(text!) as {
      flows: { script: string[]; artifacts: { reports: { codequality: string; junit: string } } };
    };
    const env = { GITLAB_CI: 'true', CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' };
    const { code, stderr } = shell(flows.script.join('\n'), checkout.workspace, env);
    expect(code, stderr).toBe(1);
    const { codequality, junit } = flows.artifacts.reports;
    const told = JSON.parse(readFileSync(path.join(checkout.workspace, codequality), 'utf8')) as {
      location: { path: string };
    }[];
    expect(new Set(told.map(({ location }) => location.path))).toEqual(new Set([NEW]));
    expect(readFileSync(path.join(checkout.workspace, junit), 'utf8')).toContain('<testsuites');
  });

  it('before a commit: the hooks are there, and the lines run', () => {
    const [config] = below('Before a commit', 'yaml');
    const known = (parse(read('.pre-commit-hooks.yaml')) as { id: string }[]).map(({ id }) => id);
    const { repos } = parse(config!) as {
      repos: { rev: string; hooks: { id: string; args?: string[] }[] }[];
    };
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(repos[0]!.rev).toBe(`v${version}`);
    for (const { id, args } of repos[0]!.hooks) {
      expect(known).toContain(id);
      if (args !== undefined) expect(args.at(-1)).toBe('--');
    }

    const [staged] = below('Before a commit', 'json');
    const [[glob, command]] = Object.entries(
      (JSON.parse(staged!) as { 'lint-staged': Record<string, string> })['lint-staged'],
    ) as [[string, string]];
    expect([NEW, 'package.json', 'Workflows/a.json'].filter((name) => picomatch.isMatch(name, glob))).toEqual(
      [NEW, 'Workflows/a.json'],
    );
    // lint-staged gives absolute names, each as one word.
    const words = [NEW, OLD].map((name) => `'${path.join(checkout.workspace, name)}'`).join(' ');
    const ran = shell(`${command} ${words}`, checkout.workspace);
    expect(ran.code, ran.stderr).toBe(1);
    expect(ran.stdout).toContain('hardcoded-secret');
  });

  it('an old repository: what is there passes, what comes does not', () => {
    const [begin, later] = below('An old repository', 'sh');
    const { workspace } = pullRequest({ [OLD]: pretty(HARDCODED), [NEW]: pretty(CLEAN) }, {});
    const first = shell(begin!, workspace);
    expect(first.code, first.stderr).toBe(0);
    expect(git(workspace, 'status', '--short').trim()).toBe('A  lockkeeper.baseline.json');
    write(workspace, { [NEW]: pretty(HARDCODED) });
    expect(shell('lockkeeper check', workspace).code).toBe(1);
    const second = shell(later!, workspace);
    expect(second.code, second.stderr).toBe(0);
    expect(second.stdout).toContain('The service at orders.example.com');
  });

  it('is run to the last example', () => {
    expect(examples.filter((one) => !run.has(one)).map(({ heading }) => heading)).toEqual([]);
  });
});
