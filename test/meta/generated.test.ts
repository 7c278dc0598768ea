// What is made from the facts of the rules says what they say.
import { expect, it } from 'vitest';
import { COMMAND, generatedFiles } from '../../scripts/generated.mjs';
import { RULES } from '../../server/src/core/rules/index.ts';
import { exists, read } from './sources.ts';

const made = generatedFiles(
  RULES.map(({ meta }) => meta),
  read,
);

it.each([...made])('%s is up to date', (file, text) => {
  expect(exists(file), `${file} is missing: run "${COMMAND}"`).toBe(true);
  expect(read(file), `${file} does not say what the rules say: run "${COMMAND}"`).toBe(text);
});

it('names every rule in each of them', () => {
  expect(made.size).toBe(3);
  for (const [file, text] of made) {
    const missing = RULES.filter(
      ({ meta }) => !text.includes(`"${meta.id}"`) && !text.includes(`[${meta.id}](`),
    );
    expect(
      missing.map(({ meta }) => meta.id),
      file,
    ).toEqual([]);
  }
});

it('knows the command that it names', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  expect(COMMAND).toBe('npm run generate');
  expect(scripts.generate).toBe('node scripts/generate.mjs');
});
