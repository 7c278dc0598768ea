import { afterEach, describe, expect, it } from 'vitest';
import { plural } from './counts.ts';
import { loadTexts } from './l10n/index.ts';
import { barText, barTooltip } from './status/words.ts';

afterEach(() => loadTexts({}));

describe('what is counted', () => {
  it('is one, or several', () => {
    expect([0, 1, 2].map((count) => plural(count, 'finding'))).toEqual([
      '0 findings',
      '1 finding',
      '2 findings',
    ]);
    expect(plural(3, 'entry')).toBe('3 entries');
  });

  it('speaks the language of VS Code where a bundle has its texts, and English elsewhere', () => {
    const status = {
      ...{ flows: 2, solutions: 1, errors: 1, warnings: 0, infos: 0, known: 0 },
      ...{ limits: [], limitCount: 0, failures: [], checkedBy: [] },
    };
    loadTexts({
      '{0} flows': '{0} Flows',
      '{0} of {1}': '{0} in {1}',
      '1 finding': '1 Fund',
      '1 error': '1 Fehler',
    });
    expect(barText(status)).toBe('1 Fund');
    expect(barTooltip(status)).toEqual(['Lockkeeper: 1 Fehler, 0 warnings in 2 Flows in 1 solution']);
  });
});
