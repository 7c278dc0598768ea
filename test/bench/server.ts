// From an edit to its diagnostics, and to what is asked of the edited text, through the built server over stdio: what a person at the
// keyboard waits for.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { CorpusFile } from '../corpus/load.ts';
import { LspClient } from '../harness/lspClient.ts';
import { percentile, table } from './measure.ts';

const EDITS = 100;
const WARM_UP = 20;
const ORDINARY = 10_000;
const LARGE = 256 * 1024;
/** Between edits: a person who types fast. */
const PAUSE_MS = 50;

export async function benchServer(files: readonly CorpusFile[], say: (line: string) => void): Promise<void> {
  const flows = files.filter(({ text }) => text.includes('workflowdefinition.json'));
  const nearest = (size: number): CorpusFile =>
    flows.reduce((best, one) =>
      Math.abs(one.text.length - size) < Math.abs(best.text.length - size) ? one : best,
    );
  const ordinary = nearest(ORDINARY);
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
  const large = nearest(LARGE);
  say(`\nThe same, from an edit to an answer, flow of ${(large.text.length / 1024).toFixed(0)} KB`);
  say(table([['', 'p50', 'p95', 'target for p95'], ...(await answerRows(large))]));
}

/** What is asked at the first name that an expression gives to `outputs` or `body`, right behind an edit. */
const QUESTIONS = [
  ['completion', 'textDocument/completion'],
  ['signature help', 'textDocument/signatureHelp'],
  ['definition', 'textDocument/definition'],
] as const;

async function answerRows(file: CorpusFile): Promise<string[][]> {
  const rows: string[][] = [];
  const call = /@\{?(?:outputs|body)\('\w/.exec(file.text);
  if (call === null) return rows;
  const asked = TextDocument.create('', 'json', 1, file.text).positionAt(call.index + call[0].length);
  for (const [name, method] of QUESTIONS) {
    const { client, uri } = await opened(file);
    const times = await timesOf(client, uri, file, async (isMoved) => {
      const character = asked.character + (isMoved && asked.line === 0 ? 1 : 0);
      const params = { textDocument: { uri }, position: { line: asked.line, character } };
      if ((await client.request(method, params)) === null) throw new Error(`${name} has no answer`);
    });
    rows.push([
      name,
      `${percentile(times, 50).toFixed(1)} ms`,
      `${percentile(times, 95).toFixed(1)} ms`,
      '15 ms',
    ]);
    await client.stop();
  }
  return rows;
}

/** Each edit changes one character of a description-like place: the last line break, which never hurts the JSON. */
async function editTimes(file: CorpusFile): Promise<number[]> {
  const { client, uri } = await opened(file);
  const times = await timesOf(client, uri, file, () => client.current(uri));
  await client.stop();
  return times;
}

async function opened(file: CorpusFile): Promise<{ client: LspClient; uri: string }> {
  const client = await LspClient.start({ built: true });
  const uri = 'file:///bench/Workflows/Flow-0A1B2C3D-1111-2222-3333-444455556666.json';
  await client.open(uri, file.text);
  await client.current(uri);
  return { client, uri };
}

/** `answer`: waits for what is to be measured; the text behind the first bracket is a blank further, or it is not. */
async function timesOf(
  client: LspClient,
  uri: string,
  file: CorpusFile,
  answer: (isMoved: boolean) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = [];
  const start = { line: 0, character: file.text.indexOf('{') + 1 };
  for (let round = -WARM_UP; round < EDITS; round++) {
    // A blank behind the first bracket comes and goes.
    const inserting = (round & 1) === 0;
    const end = { line: 0, character: start.character + (inserting ? 0 : 1) };
    const from = performance.now();
    await client.change(uri, inserting ? ' ' : '', { start, end });
    await answer(inserting);
    if (round >= 0) times.push(performance.now() - from);
    // What an edit sets off is not to be a part of the next one.
    await client.current(uri);
    await sleep(PAUSE_MS);
  }
  return times;
}
