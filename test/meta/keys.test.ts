// Invariant 6 of ARCHITECTURE.md: no text of a file is a key of a plain object.
import { beforeAll, describe, expect, it } from 'vitest';
import { openKeys } from './keys.ts';

/** The one place that asks an object for a key of any text, and asks first whether the object itself has it. */
const HELPER = 'server/src/core/text/ownValue.ts';
/** Written to be found; a part of the server's project, so that one reading of it is enough. */
const EXAMPLES = 'test/harness/keysExamples.ts';

const isSource = (file: string): boolean =>
  /^(?:server|client)\/src\//.test(file) && !/(?:\.test|\/testing)\.ts$/.test(file) && file !== HELPER;

describe('keys from files', () => {
  let keys: readonly string[] = [];
  const isExample = (line: string): boolean => line.startsWith(`${EXAMPLES}:`);

  beforeAll(() => {
    keys = openKeys(['server', 'client'], (file) => isSource(file) || file === EXAMPLES);
  });

  it('ask no plain object: tables are maps, and records are asked with ownValue', () => {
    expect(keys.filter((one) => !isExample(one))).toEqual([]);
  });

  it('are found where they do', () => {
    expect(keys.filter(isExample)).toEqual([
      `${EXAMPLES}:10: READS[api]`,
      `${EXAMPLES}:10: READS[api]?.[id]`,
      `${EXAMPLES}:14: made[name]`,
      `${EXAMPLES}:18: name in BY_KIND`,
      `${EXAMPLES}:22: BY_KIND[name as Kind]`,
      `${EXAMPLES}:26: for (const key in BY_KIND) all.push(key);`,
      `${EXAMPLES}:31: value[value.key]`,
    ]);
  });
});
