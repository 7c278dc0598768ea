import fc from 'fast-check';
import { afterAll } from 'vitest';
import { tidyUp } from './afterFile.ts';

// One seed for every run, so that a red build tells of the change and not of chance. FC_SEED=random explores.
const seed = process.env.FC_SEED === 'random' ? Date.now() : Number(process.env.FC_SEED ?? 20261124);
fc.configureGlobal({ seed });

afterAll(tidyUp);
