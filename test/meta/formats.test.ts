// The table of formats is the one place that knows them: what people read says the same.

import { expect, it } from 'vitest';
import { REPORT_FORMAT_FACTS, REPORT_FORMATS } from '../../server/src/core/report/options.ts';
import { read } from './sources.ts';

it('the documents list the formats of a check', () => {
  const [, table = ''] =
    /\| format \| what it is \|\n\| --- \| --- \|\n((?:\|.*\n)+)/.exec(read('docs/command-line.md')) ?? [];
  const rows = REPORT_FORMATS.map((name) => `| \`${name}\` | ${REPORT_FORMAT_FACTS[name].about} |`);
  expect(table.trimEnd().split('\n')).toEqual(rows);
});

it('the changelog names them', () => {
  for (const name of REPORT_FORMATS) expect(read('CHANGELOG.md').toLowerCase()).toContain(name);
});
