import { join } from 'node:path';
import { it } from 'vitest';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';
import { solutionSuite } from '../../../../../test/harness/solutionSuite.ts';

solutionSuite(import.meta.dirname);

it.each(['reject-safe', 'reject-review'])('repairs %s as the patch shows', (name) => {
  expectRepair(join(import.meta.dirname, 'fixtures'), name, 'environment-variable-type-mismatch');
});
