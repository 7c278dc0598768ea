import { describe, expect, it } from 'vitest';
import { correctDateFormat, dateFormatMistakes } from './dateFormat.ts';

describe('date formats', () => {
  it.each([
    ['YYYY-MM-DD', 'yyyy-MM-dd'],
    ['mm/DD/yyyy', 'MM/dd/yyyy'],
    ['yyyy-mm-dd', 'yyyy-MM-dd'],
    ['yyyy-mm-dd HH:mm:ss', 'yyyy-MM-dd HH:mm:ss'],
    ['dd/mm', 'dd/MM'],
    ['hh:mm', 'HH:mm'],
    ['h:mm', 'H:mm'],
    ['yyyy-MM-dd hh:mm:ss', 'yyyy-MM-dd HH:mm:ss'],
    ['yyyy-MM-ddThh:mm:ssZ', 'yyyy-MM-ddTHH:mm:ssZ'],
    ['HH:MM', 'HH:mm'],
    ['dd/MM/yyyy HH:MM:ss', 'dd/MM/yyyy HH:mm:ss'],
    ["YYYY 'YYYY' \\YDD", "yyyy 'YYYY' \\Ydd"],
    ['YY', 'yy'],
  ])('%s should be %s', (format, expected) => {
    const mistakes = dateFormatMistakes(format);
    expect(correctDateFormat(format, mistakes)).toBe(expected);
    expect(dateFormatMistakes(expected)).toEqual([]);
  });

  it.each([
    ...[
      'D',
      'm',
      'Y',
      'r',
      'yyyy-MM-dd',
      'dd MMM yyy',
      'HH:mm',
      'mm:ss',
      'hh:mm tt',
      'h:mm t',
      'yyyyMMddHHmmss',
    ],
    ...[
      'yyyy-MM-ddTHH:mm:ss.fffZ',
      'mm',
      'MMMM',
      "d 'Day' MMMM",
      'dth MMMM',
      'Due: dd.MM.',
      'ddHHmm',
      "'YYYY",
      '',
    ],
    'HH:mm MM',
  ])('nothing about %j', (format) => {
    expect(dateFormatMistakes(format)).toEqual([]);
  });

  it('tells where the letters stand and what they mean', () => {
    expect(dateFormatMistakes('mm/DD/yyyy')).toEqual([
      { span: { start: 0, end: 2 }, letters: 'mm', means: 'minutes', instead: 'MM' },
      { span: { start: 3, end: 5 }, letters: 'DD', means: undefined, instead: 'dd' },
    ]);
  });
});
