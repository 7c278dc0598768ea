import { join } from 'node:path';
import { it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { expectRepair } from '../../../../../test/harness/solutionGolden.ts';

ruleSuite(import.meta.dirname);

const fixtures = join(import.meta.dirname, 'fixtures');

it.each(['reject-add-key'])('changes what the repair names, and nothing else: %s', (name) => {
  expectRepair(fixtures, name, 'connection-key-undeclared');
});
