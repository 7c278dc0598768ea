// From an edit to its diagnostics, through the built server over stdio: what a person at the keyboard waits for.
import { performance } from 'node:perf_hooks';
import type { CorpusFile } from '../corpus/load.ts';
import { LspClient } from '../harness/lspClient.ts';
import { percentile, table } from './measure.ts';

const EDITS = 100;
const WARM_UP = 20;
const ORDINARY = 10_000;

export async function benchServer(files: readonly CorpusFile[], say: (line: string) => void): Promise<void> {
  const flows = files.filter(({ text }) => text.includes('workflowdefinition.json'));
  const ordinary = flows.reduce((best, one) =>
    Math.abs(one.text.length - ORDINARY) < Math.abs(best.text.length - ORDINARY) ? one : best,
  );
  const largest = flows.reduce((best, one) => (one.text.length > best.text.length ? one : best));
  const rows: string[][] = [['', 'p50', 'p95', 'target for p95']];
  for (const [file, target] of [
    [ordinary, 15],
    [largest, 60],
  ] as const) {
    const times = await editTimes(file);
    rows.push([
      `flow of ${(file.text.length / 1024).toFixed(0)} KB`,
      `${percentile(times, 50).toFixed(1)} ms`,
      `${percentile(times, 95).toFixed(1)} ms`,
      `${target} ms`,
    ]);
  }
  say(`\nServer over stdio, from an edit to its diagnostics, ${EDITS} edits each`);
  say(table(rows));
}

/** Each edit changes one character of a description-like place: the last line break, which never hurts the JSON. */
async function editTimes(file: CorpusFile): Promise<number[]> {
  const client = await LspClient.start({ built: true });
  const uri = 'file:///bench/Workflows/Flow-0A1B2C3D-1111-2222-3333-444455556666.json';
  await client.open(uri, file.text);
  await client.current(uri);
  const times: number[] = [];
  const start = { line: 0, character: file.text.indexOf('{') + 1 };
  for (let round = -WARM_UP; round < EDITS; round++) {
    // A blank behind the first bracket comes and goes.
    const inserting = (round & 1) === 0;
    const end = { line: 0, character: start.character + (inserting ? 0 : 1) };
    const from = performance.now();
    await client.change(uri, inserting ? ' ' : '', { start, end });
    await client.current(uri);
    if (round >= 0) times.push(performance.now() - from);
  }
  await client.stop();
  return times;
}
