import { expect, it } from 'vitest';
import { parseArgs } from './args.ts';
import { COMMANDS } from './commandTable.ts';
import { EXAMPLES, FIRST_EXAMPLES } from './examples.ts';
import { helpText } from './help.ts';

/** The words of a call; what a shell does with its output is cut off. */
const wordsOf = (call: string): string[] => call.replace(/ (?:>|>>|\|) .*$/, '').split(' ');

it('begins with examples, which are calls that the program takes', () => {
  expect(FIRST_EXAMPLES).toHaveLength(3);
  for (const [call] of FIRST_EXAMPLES) expect(() => parseArgs(wordsOf(call)), call).not.toThrow();
  for (const { name, least } of COMMANDS) {
    const examples = EXAMPLES[name];
    // The server of an editor is started in one way.
    expect(examples.length, name).toBeGreaterThanOrEqual(name === 'lsp' ? 1 : 3);
    for (const [call] of examples) {
      expect(parseArgs(wordsOf(call)).command, call).toBe(
        wordsOf(call)[0] === 'baseline' && least === 1 ? 'baseline' : name,
      );
      expect(wordsOf(call)[0]).toBe(name);
    }
    expect(helpText(name, '1.2.3')).toMatch(/^[^\n]+\.\n\nExamples:\n {2}lockkeeper /);
  }
  expect(helpText(undefined, '1.2.3')).toMatch(
    /^lockkeeper 1\.2\.3: [^\n]+\n\nExamples:\n {2}lockkeeper check/,
  );
});

it('keeps to the width of the terminal, and loses no word', () => {
  for (const about of [undefined, ...COMMANDS.map(({ name }) => name)]) {
    const [narrow, wide] = [helpText(about, '1.2.3', 80), helpText(about, '1.2.3')];
    const words = (text: string): string[] => text.split(/\s+/);
    expect(words(narrow)).toEqual(words(wide));
    // A call is not broken: somebody may copy it.
    const long = narrow.split('\n').filter((line) => line.length > 80);
    expect(long.filter((line) => !line.startsWith('  lockkeeper '))).toEqual([]);
  }
});

it('tells the exit code of a flow that cannot be read, for each command that reads flows', () => {
  const reading = COMMANDS.filter(({ options }) => options.some(({ name }) => name === 'config'));
  expect(reading.length).toBeGreaterThan(8);
  for (const { name } of reading)
    expect(helpText(name, '1.2.3'), name).toMatch(/\n {2}1 {2}[^\n]*cannot be read/);
});
