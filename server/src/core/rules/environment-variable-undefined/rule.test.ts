import { join } from 'node:path';
import { it } from 'vitest';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';
import { solutionSuite } from '../../../../../test/harness/solutionSuite.ts';

solutionSuite(import.meta.dirname);

it.each(['reject-unpacked', 'reject-listed'])('repairs %s as the patch shows', (name) => {
  expectRepair(join(import.meta.dirname, 'fixtures'), name, 'environment-variable-undefined');
});
