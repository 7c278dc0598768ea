// `lockkeeper describe` over the samples, held by goldens (UPDATE=1 writes them), over calls of all kinds, and over real flows.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  createAnalyzer,
  DEFAULT_CONFIG,
  describeFile,
  Project,
  toDescription,
} from '../../server/src/core/index.ts';
import { DESCRIBE_FORMATS } from '../../server/src/core/report/options.ts';
import { hasCorpus, skipNote } from '../corpus/load.ts';
import { corpusRun } from '../corpus/run.ts';
import { tellingFiles } from '../corpus/telling.ts';
import { meaningsIn } from '../harness/activeMarkdown.ts';
import { analyzer } from '../harness/check.ts';
import { compose, flowText } from '../harness/flowBuilder.ts';
import { runInProcess, type TestOptions } from './support/environment.ts';
import { folderWith } from './support/folder.ts';
import { ROOT } from './support/spawn.ts';

const GOLDENS = fileURLToPath(new URL('goldens/', import.meta.url));
const WORKFLOWS = 'samples/src/Workflows';
const DISPATCH = `${WORKFLOWS}/Dispatchpaidorder-CEC53E4D-333D-4BDD-81A1-76400C17E972.json`;
const ONBOARD = `${WORKFLOWS}/Onboardtradingpartner-8B8FA3D5-40DA-40FC-8177-AFB928131559.json`;
const LABEL = `${WORKFLOWS}/Createshippinglabel-11D62D06-8462-472F-8B00-2E221A1DCF2D.json`;

const lockkeeper = (args: readonly string[], options: Partial<TestOptions> = {}) =>
  runInProcess(['describe', ...args], { cwd: ROOT, analyzer: createAnalyzer(), ...options });

/** What is printed, byte by byte. */
function isGolden(name: string, text: string): void {
  const path = join(GOLDENS, name);
  if (process.env.UPDATE === '1') writeFileSync(path, text);
  expect(existsSync(path), `${path} is there (UPDATE=1 writes it)`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

describe('the samples', () => {
  for (const [name, flow, format] of [
    ['describe.md', DISPATCH, 'markdown'],
    ['describe.txt', ONBOARD, 'text'],
    ['describe.json', ONBOARD, 'json'],
    ['describe-child.md', LABEL, 'markdown'],
  ] as const) {
    it(`print ${name}`, async () => {
      const { code, stdout, stderr } = await lockkeeper([flow, '--format', format]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      isGolden(name, stdout);
    });
  }
});

describe('a call', () => {
  it('writes to a file, in the format of its name', async () => {
    const cwd = await folderWith({ 'a.json': flowText({ actions: { A: compose(1) } }) });
    const written = await lockkeeper(['a.json', '--output', 'a.md'], { cwd });
    expect(written).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Wrote the description of 1 flow to a.md.\n',
    });
    expect(await readFile(join(cwd, 'a.md'), 'utf8')).toMatch(/^# a\n/);
    expect((await lockkeeper(['a.json'], { cwd })).stdout).toMatch(/^a\n/);
    await lockkeeper(['a.json', '--output', 'out.json'], { cwd });
    expect(JSON.parse(await readFile(join(cwd, 'out.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it('names one flow: 2 for none or several, 3 for a file without one', async () => {
    const text = flowText({ actions: { A: compose(1) } });
    const cwd = await folderWith({ 'a.json': text, 'b.json': text, 'other.json': '{"x":1}' });
    const call = async (...args: string[]) => {
      const { code, stderr } = await lockkeeper(args, { cwd });
      return { code, stderr: stderr.split('\n')[0] };
    };
    expect(await call()).toMatchObject({ code: 2 });
    expect(await call('.')).toEqual({ code: 2, stderr: '"." holds 2 flows: name the file of one of them.' });
    expect(await call('other.json')).toMatchObject({ code: 3 });
    expect(await call('nowhere.json')).toMatchObject({ code: 2 });
  });
});

describe.skipIf(!hasCorpus)(`real flows${skipNote}`, () => {
  /** Texts that the rules flag as secrets; short ones are no test. */
  function flagged(name: string): string[] {
    const found = corpusRun('pedantic').checked.find(({ file }) => file.name === name)!;
    const { document, findings } = found.analysis;
    return findings
      .filter(({ ruleId }) => analyzer.rules.find(({ id }) => id === ruleId)?.category === 'secrets')
      .map(({ place: { span } }) => document.text.slice(span.start, span.end).replace(/^"|"$/g, ''))
      .filter((text) => text.length >= 12 && !/[{[@]/.test(text));
  }

  it('show no secret and no markup of their own, on a page that can be read', () => {
    const project = new Project({ analyzer, today: () => '2026-08-01' });
    const tool = { name: 'lockkeeper', version: '1.2.3' };
    let secrets = 0;
    for (const { name, text } of tellingFiles()) {
      const uri = `file:///corpus/${name}`;
      const settings = { enabled: true, config: DEFAULT_CONFIG, base: undefined, maxFileSize: text.length };
      project.configure(uri, settings);
      const { analysis, known } = project.check(uri, { kind: 'text', text });
      const flows = describeFile(project, { analysis: analysis!, known }, () => name);
      expect(flows.length).toBeGreaterThan(0);
      const all = flagged(name);
      secrets += all.length;
      for (const format of DESCRIBE_FORMATS) {
        const page = toDescription(format, flows, { tool });
        // Counted only: a failure must not print them either.
        expect(`${name}: ${all.filter((one) => page.includes(one)).length}`).toBe(`${name}: 0`);
        if (format === 'markdown') expect(meaningsIn(page)).toEqual([]);
        if (format !== 'json') expect(page.split('\n').length / flows.length).toBeLessThan(200);
      }
    }
    expect(secrets).toBeGreaterThan(3);
  }, 240_000);
});
