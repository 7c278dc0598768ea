import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runInProcess } from '../../../../../test/cli/support/environment.ts';
import { folderWith } from '../../../../../test/cli/support/folder.ts';
import { put } from '../../../../../test/cli/support/repository.ts';
import { analyzer } from '../../../../../test/harness/check.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { hashText } from '../../text/hash.ts';

ruleSuite(import.meta.dirname);

const RULE = 'child-flow-missing';
const MISSING = '9a1b2c3d-1111-2222-3333-444455556666';
const FLOW = 'src/Workflows/Sendorder-1A1B2C3D-1111-2222-3333-444455556666.json';
const { files } = readSolutionFixture(
  readFileSync(join(import.meta.dirname, 'fixtures/reject-missing.solution'), 'utf8'),
);

/** The flow with one more call of the same child before the others. */
function withCaller(text: string): string {
  const call = `{ "type": "Workflow", "inputs": { "host": { "workflowReferenceName": "${MISSING}" } }, "runAfter": {} }`;
  return text.replace('"actions": {', `"actions": { "A_new_call": ${call},`);
}

/** How many findings of the rule a check takes for new. */
async function fresh(cwd: string): Promise<readonly number[]> {
  const args = ['check', '--rule', RULE, '--format', 'json'];
  const { stdout } = await runInProcess(args, { cwd, analyzer });
  const { findings } = JSON.parse(stdout) as { findings: { baseline: string }[] };
  return [findings.length, findings.filter((one) => one.baseline !== 'unchanged').length];
}

it('is known whatever step calls the child first, also to a baseline that knows it by that step', async () => {
  const cwd = await folderWith(files);
  const run = (...args: string[]) => runInProcess(args, { cwd, analyzer });
  await run('baseline', 'write');
  const [number] = await fresh(cwd);
  expect(await fresh(cwd)).toEqual([number, 0]);
  await put(cwd, { [FLOW]: withCaller(files[FLOW]!) });
  expect(await fresh(cwd)).toEqual([number, 0]);

  const path = join(cwd, 'lockkeeper.baseline.json');
  const written = JSON.parse(await readFile(path, 'utf8')) as {
    findings: { file: string; rule: string; fingerprint: string }[];
  };
  const route = 'Call_missing\ninputs\nhost\nworkflowReferenceName';
  const before = hashText([RULE, '1a1b2c3d-1111-2222-3333-444455556666', route, MISSING].join('\n\n'));
  expect(written.findings.map((one) => one.fingerprint)).not.toContain(before);
  await put(cwd, {
    'lockkeeper.baseline.json': JSON.stringify({
      version: 1,
      findings: [{ file: FLOW, rule: RULE, fingerprint: before }],
    }),
  });
  expect(await fresh(cwd)).toEqual([number, number! - 1]);
  await run('baseline', 'prune');
  expect(await readFile(path, 'utf8')).toContain(before);
});
