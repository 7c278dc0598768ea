// A message is one short sentence: what is wrong, and where. The rest stands in the hint, the hover and the rule's page.
import { describe, expect, it } from 'vitest';
import { hasCorpus, skipNote } from '../corpus/load.ts';
import { corpusRun } from '../corpus/run.ts';
import { fixtureFindings } from './fixtureFindings.ts';

interface Text {
  readonly ruleId: string;
  readonly message: string;
  readonly hint: string;
  readonly confidence: string;
}

const MOST = 160;
const MEDIAN = 110;
const QUOTED = /"[^"]*"/g;
const NAME = `"${'n'.repeat(20)}"`;

/** As it would be with names of 20 characters, whatever the fixtures call things. Signs (`"@{"`) are no names. */
const lengthOf = (message: string): number =>
  message.replace(QUOTED, (quoted) => (/\w/.test(quoted) ? NAME : quoted)).length;

function medianOf(lengths: readonly number[]): number {
  return lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)]!;
}

/** Dots within words (`solution.xml`, `workflow()?['run']`) end no sentence. */
const isOneSentence = (message: string): boolean => {
  const plain = message.replace(QUOTED, '""');
  return /[^.]\.$/.test(plain) && !/[.?!]["')]?\s/.test(plain) && !/[!\n\r]/.test(plain);
};

const sentences = (text: string): number => text.replace(QUOTED, '""').match(/[.?!](?=\s|$)/g)?.length ?? 0;

function describeWords(texts: readonly Text[]): void {
  const those = (wrong: (text: Text) => boolean): string[] => [
    ...new Set(texts.filter(wrong).map(({ ruleId, message, hint }) => `${ruleId}: ${message} / ${hint}`)),
  ];

  it('are one sentence', () => {
    expect(texts.length).toBeGreaterThan(50);
    expect(those(({ message }) => !isOneSentence(message))).toEqual([]);
  });

  it('are short', () => {
    expect(those(({ message }) => lengthOf(message) > MOST)).toEqual([]);
    expect(medianOf(texts.map(({ message }) => lengthOf(message)))).toBeLessThanOrEqual(MEDIAN);
  });

  it('show no marks of Markdown', () => {
    expect(those(({ message, hint }) => message.includes('`') || hint.includes('`'))).toEqual([]);
  });

  it('say once that they are a guess, where they are one', () => {
    const guesses = /\b(?:may|looks like)\b/g;
    const count = ({ message }: Text): number => message.replace(QUOTED, '""').match(guesses)?.length ?? 0;
    expect(those((text) => text.confidence === 'low' && count(text) !== 1)).toEqual([]);
    expect(those((text) => count(text) > 1)).toEqual([]);
  });
}

describe('messages of the fixtures', () => {
  const texts = fixtureFindings.map(({ finding }) => finding);
  describeWords(texts);

  it('have hints of two short sentences', () => {
    const long = texts.filter(({ hint }) => lengthOf(hint) > 180 || sentences(hint) > 2);
    expect([...new Set(long.map(({ ruleId, hint }) => `${ruleId}: ${hint}`))]).toEqual([]);
  });
});

describe.skipIf(!hasCorpus)(`messages over the corpus${skipNote}`, () => {
  const run = corpusRun('pedantic');
  describeWords(run.checked.flatMap(({ analysis }) => analysis.findings));
});
