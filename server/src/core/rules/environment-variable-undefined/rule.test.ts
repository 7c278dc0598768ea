import { join } from 'node:path';
import { it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';

ruleSuite(import.meta.dirname);

it.each(['reject-unpacked', 'reject-listed'])('repairs %s as the patch shows', (name) => {
  expectRepair(join(import.meta.dirname, 'fixtures'), name, 'environment-variable-undefined');
});
