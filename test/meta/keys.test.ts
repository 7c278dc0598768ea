// Invariant 6 of ARCHITECTURE.md: no text of a file is a key of a plain object.
import { describe, expect, it } from 'vitest';
import { openKeys } from './keys.ts';

/** The one place that asks an object for a key of any text, and asks first whether the object itself has it. */
const HELPER = 'server/src/core/text/ownValue.ts';
/** Written to be found. */
const EXAMPLES = 'test/meta/keysExamples.ts';

const isSource = (file: string): boolean =>
  /^(?:server|client)\/src\//.test(file) && !/(?:\.test|\/testing)\.ts$/.test(file) && file !== HELPER;

describe('keys from files', () => {
  it('ask no plain object: tables are maps, and records are asked with ownValue', () => {
    expect(openKeys(['server', 'client'], isSource)).toEqual([]);
  });

  it('are found where they do', () => {
    expect(openKeys(['test'], (file) => file === EXAMPLES)).toEqual([
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
