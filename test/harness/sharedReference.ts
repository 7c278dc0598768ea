// A solution whose three flows name connection references that it does not declare.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, readSolutionFixture } from './solutionFixture.ts';

const FIXTURE =
  'server/src/core/rules/connection-reference-undeclared/fixtures/reject-several-flows.solution';

/** Path to text. */
export const SHARED_REFERENCE: Files = readSolutionFixture(
  readFileSync(join(import.meta.dirname, '../..', FIXTURE), 'utf8'),
).files;

const flow = (name: string, digit: string): string =>
  `src/Workflows/${name}-${digit}A1B2C3D-1111-2222-3333-444455556666.json`;

/** Paths of its flows, in their order. */
export const FIRST = flow('Remind', '0');
export const SECOND = flow('Report', '1');
export const THIRD = flow('Tidy', '2');

/** What the flows name, in the order of the file. */
export const REFERENCES = 3;
