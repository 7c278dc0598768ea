import { type GatheredSolution, gatherProject, secretTexts } from '../core/index.ts';
import { Baselines } from './baselines.ts';
import type { Environment } from './environment.ts';
import type { Scan } from './scan.ts';
import type { ScanResult } from './scanResult.ts';

/** Runs a scan and puts together what it tells of each solution, for lists and reports about flows instead of findings. */
export async function gatherSolutions(
  environment: Environment,
  scan: Scan,
  paths: readonly string[],
): Promise<{ readonly result: ScanResult; readonly solutions: readonly GatheredSolution[] }> {
  const secrets = new Map<string, readonly string[]>();
  const result = await scan.run(paths, {
    baselines: new Baselines(environment, { explicit: undefined }),
    onFlow({ uri, analysis }) {
      secrets.set(uri, secretTexts(analysis.document.text, scan.secretsIn(analysis)));
    },
  });
  const solutions = gatherProject(scan.project, { flows: secrets, folder: scan.folder, fileOf: scan.nameOf });
  return { result, solutions };
}
