import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { solutionSuite } from '../../../../../test/harness/solutionSuite.ts';

ruleSuite(import.meta.dirname);
solutionSuite(import.meta.dirname);
