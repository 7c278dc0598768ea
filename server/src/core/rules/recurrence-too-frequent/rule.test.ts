import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);
