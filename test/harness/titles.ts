import { expect } from 'vitest';
import { type Analysis, distinctOffers } from '../../server/src/core/index.ts';
import { MAX_TITLE } from '../../server/src/core/text/shortTitle.ts';

/**
 * A title without the names of the value and of what is made for it, for tests that are about what a repair does:
 * `Read from a new secret variable in both flows`. Titles as they are: `core/fixes/offered.test.ts`.
 */
export function unnamed(title: string): string {
  return title
    .replace(/^(Read|Replace|Extract) "[^"]*" (?=from|with|to)/, '$1 ')
    .replace(/\b(a new (?:secret|environment) variable) "[^"]*"/, '$1');
}

/** Titles of one finding's fixes, and of a list over all findings of a file, differ and are short. Returns how many there were. */
export function holdTitles(analysis: Analysis): number {
  const offers = analysis.findings.flatMap((finding) => {
    const { line } = analysis.rangeOf(finding.place).start;
    const fixes = analysis.fixesFor(finding);
    expectDifferent(fixes.map((fix) => fix.title));
    return fixes.map((fix) => ({ fix, line }));
  });
  const distinct = distinctOffers(offers);
  expectDifferent(distinct.map((one) => one.title));
  expect(distinct.map((one) => one.title).filter((title) => title.length > MAX_TITLE)).toEqual([]);
  // What is left out is another's.
  expect(distinct.flatMap((one) => one.offers)).toHaveLength(offers.length);
  return offers.length;
}

function expectDifferent(titles: readonly string[]): void {
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
}
