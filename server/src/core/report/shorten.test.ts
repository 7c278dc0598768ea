import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { columns } from './display.ts';
import { shortened } from './shorten.ts';

it('leaves what fits, and takes the middle out of what does not', () => {
  expect(shortened(['Short', 'When an order is created in Dataverse'], 20)).toEqual([
    'Short',
    'When an or…Dataverse',
  ]);
});

it('shows where texts differ that would look alike without their middle', () => {
  const names = ['created', 'deleted', 'updated'].map(
    (what) => `Contoso Sales and Service order ${what} notification`,
  );
  const short = shortened(names, 24);
  expect(short).toEqual(['Contoso …er created not…', 'Contoso …er deleted not…', 'Contoso …er updated not…']);
});

it('shows further differences within what looks alike again', () => {
  const names = ['A of the first kind, one', 'A of the first kind, two', 'B of the first kind, one'].map(
    (what) => `Contoso Sales and Service ${what} more and yet more of the same that goes on`,
  );
  expect(new Set(shortened(names, 24)).size).toBe(3);
});

it('takes time linear in texts that differ ever later', () => {
  const texts = (size: number) =>
    Array.from({ length: size }, (_, index) => `${'x'.repeat(index % 200)}y${'x'.repeat(200)}`);
  expectLinear((size) => shortened(texts(size), 12), 200);
});

it('keeps to the width, and equal texts equal', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '漢', '😀', 'é'), maxLength: 60 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), fc.integer({ min: 8, max: 40 }), (texts, width) => {
      const short = shortened([...texts, ...texts], width);
      expect(short.slice(0, texts.length)).toEqual(short.slice(texts.length));
      for (const one of short) expect(columns(one)).toBeLessThanOrEqual(width);
    }),
  );
});
