// `check --changed` with one of many flows touched, beside a check of everything: many solutions, and one large one.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { run } from '../../server/src/cli/run.ts';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { nodeGit } from '../../server/src/git/node/runner.ts';
import type { CorpusFile } from '../corpus/load.ts';
import { TempFolder } from '../harness/lspClient.ts';
import { percentile, table } from './measure.ts';

const FLOWS = 400;
const ROUNDS = 3;
/** Solutions, and what the smaller check may cost as a part of the larger one. */
const SHAPES = [
  [40, 0.2],
  [1, 0.5],
] as const;

export async function benchChanged(files: readonly CorpusFile[], say: (line: string) => void): Promise<void> {
  const texts = files.map(({ text }) => text).filter((text) => text.includes('workflowdefinition.json'));
  const rows: string[][] = [['', 'everything', '--changed', 'ratio', 'target']];
  for (const [solutions, target] of SHAPES) {
    const folder = new TempFolder();
    try {
      const touched = write(folder, texts, solutions);
      const cwd = fileURLToPath(folder.uri);
      const git = (...args: string[]): void => {
        const name = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.com'];
        execFileSync('git', [...name, ...args], { cwd, stdio: 'ignore' });
      };
      git('init', '--initial-branch=main');
      git('add', '--all');
      git('commit', '--message=first');
      writeFileSync(touched, `${readFileSync(touched, 'utf8')}\n`);
      const [whole, part]: [number[], number[]] = [[], []];
      for (let round = -1; round < ROUNDS; round++) {
        const times = [await timed(cwd, []), await timed(cwd, ['--changed', '--base', 'main'])] as const;
        if (round < 0) continue;
        whole.push(times[0]);
        part.push(times[1]);
      }
      const [all, some] = [percentile(whole, 50), percentile(part, 50)];
      const what = `one of ${FLOWS} flows in ${solutions === 1 ? 'one solution' : `${solutions} solutions`}`;
      rows.push([
        what,
        `${all.toFixed(0)} ms`,
        `${some.toFixed(0)} ms`,
        (some / all).toFixed(2),
        `${target}`,
      ]);
    } finally {
      folder.dispose();
    }
  }
  say('\nA check of what was touched');
  say(table(rows));
}

/** Returns the path of a flow that nobody calls. */
function write(folder: TempFolder, texts: readonly string[], solutions: number): string {
  for (let at = 0; at < solutions; at++)
    folder.write(
      `s${at}/Other/Solution.xml`,
      `<ImportExportXml><SolutionManifest><UniqueName>S${at}</UniqueName><Version>1.0.0.0</Version><Managed>0</Managed></SolutionManifest></ImportExportXml>`,
    );
  let last = '';
  for (let at = 0; at < FLOWS; at++) {
    const name = `Flow${at}-0A1B2C3D-1111-2222-3333-${String(at).padStart(12, '0')}.json`;
    last = folder.write(`s${at % solutions}/Workflows/${name}`, texts[at % texts.length]!);
  }
  return fileURLToPath(last);
}

/** Processor time of a call in milliseconds, without that of git. */
async function timed(cwd: string, args: readonly string[]): Promise<number> {
  const ignored = { write: () => {}, isTTY: false, columns: undefined };
  const from = process.cpuUsage();
  await run({
    args: ['check', '--format', 'json', ...args],
    ...{ cwd, env: {}, stdout: ignored, stderr: ignored, fs, git: nodeGit(process.env, cwd), ask: undefined },
    ...{ now: () => performance.now(), today: () => '2026-08-01', signal: new AbortController().signal },
    ...{ version: '0', createAnalyzer, startServer: () => {}, startAssistants: () => {} },
  });
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}
