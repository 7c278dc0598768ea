import { solutionSuite } from '../../../../../test/harness/solutionSuite.ts';

solutionSuite(import.meta.dirname);
