// `lockkeeper preview`: the page of a run, in a terminal and as a file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Config,
  createAnalyzer,
  DEFAULT_CONFIG,
  previewFile,
  previewToHtml,
  previewToText,
} from '../../server/src/core/index.ts';
import { hasCorpus, skipNote } from '../corpus/load.ts';
import { tellingFiles } from '../corpus/telling.ts';
import { FAKES } from '../harness/fakes.ts';
import {
  callWith,
  compose,
  type FlowSpec,
  flowText,
  getSecret,
  ifElse,
  inOrder,
  secured,
} from '../harness/flowBuilder.ts';
import { htmlProblems } from '../harness/html.ts';
import { runInProcess, type TestResult } from './support/environment.ts';
import { folderWith } from './support/folder.ts';

const SECRET = "@{outputs('Get_secret')?['body/value']}";
const SPEC: FlowSpec = {
  actions: inOrder({
    Get_secret: getSecret(),
    Locked: secured(getSecret(), 'outputs'),
    'Ask_<b>&_"x"': ifElse({ Call: callWith(SECRET) }, { Say: compose(`Token ${FAKES.githubToken}`) }),
    Use: callWith("@{outputs('Locked')?['body/value']}"),
  }),
};
const FILE = 'Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';
const preview = (cwd: string, ...args: string[]): Promise<TestResult> =>
  runInProcess(['preview', ...args], { cwd, analyzer: createAnalyzer() });

describe('lockkeeper preview', () => {
  it('prints a flow as the page of a run shows it', async () => {
    const { code, stdout } = await preview(await folderWith({ [FILE]: flowText(SPEC) }), FILE);
    expect(code).toBe(0);
    expect(stdout).toContain('Orders: 4 sides show a secret, 2 are hidden.');
    expect(stdout).toContain('If yes: Call');
    expect(stdout).toContain('x-api-key: [secret: Get secret]');
    expect(stdout).toContain('Inputs: Content not shown due to security configuration.');
    expect(stdout).toContain('Hidden because it uses the secured outputs of "Locked".');
    expect(stdout).not.toContain(FAKES.githubToken);
  });

  it('writes one page that runs nothing and loads nothing', async () => {
    const folder = await folderWith({ [FILE]: flowText(SPEC) });
    const { code, stderr } = await preview(folder, FILE, '--output', 'preview.html');
    expect([code, stderr]).toEqual([0, 'Wrote the preview of the run history to preview.html.\n']);
    const page = readFileSync(join(folder, 'preview.html'), 'utf8');
    expect(htmlProblems(page)).toEqual([]);
    expect(page).toContain('Content-Security-Policy');
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|https?:\/\/(?!api\.contoso)/);
    expect(page).toContain('Ask &lt;b&gt;&amp; &quot;x&quot;');
    expect(page).toContain('secret: Get secret</a>');
    expect(page).toContain('may repeat the secret: Locked');
    expect(page).not.toContain(FAKES.githubToken);
  });

  it('says what is wrong with a path', async () => {
    const folder = await folderWith({
      [FILE]: flowText(SPEC),
      'Workflows/Other.json': flowText(SPEC),
      'a.json': '{}',
    });
    expect(await preview(folder, 'Workflows')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"Workflows" holds 2 flows: name the file of one of them.'),
    });
    expect(await preview(folder, 'gone.json')).toMatchObject({ code: 2 });
    expect(await preview(folder, 'a.json')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('No flow was found in a.json'),
    });
    expect(await preview(folder)).toMatchObject({ code: 2 });
  });

  it.skipIf(!hasCorpus)(
    `shows no secret of real flows${skipNote}`,
    () => {
      const analyzer = createAnalyzer();
      const isSecret = new Set(
        analyzer.rules.filter(({ category }) => category === 'secrets').map(({ id }) => id),
      );
      const config: Config = { ...DEFAULT_CONFIG, profile: 'pedantic' };
      let secrets = 0;
      for (const { uri, text, name } of tellingFiles()) {
        const { flows, findings } = analyzer.check({ uri, text }, { config });
        const found = findings
          .filter(({ ruleId }) => isSecret.has(ruleId))
          .map(({ place: { span } }) => text.slice(span.start, span.end).replace(/^"|"$/g, ''))
          // Whole objects and short words are no test.
          .filter((one) => one.length >= 12 && !one.includes('\n'));
        secrets += found.length;
        const previews = previewFile(flows, name);
        const tool = { name: 'lockkeeper', version: '1.2.3' };
        const all = JSON.stringify(previews) + previewToText(previews) + previewToHtml(previews, tool);
        const shown = found.filter((one) => all.includes(one));
        // Counted only: a failure must not print them either.
        expect(`${name}: ${shown.length} shown`).toBe(`${name}: 0 shown`);
      }
      expect(secrets).toBeGreaterThan(3);
    },
    120_000,
  );
});
