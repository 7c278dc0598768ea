// A large folder through the built server over stdio: until all is checked, and what whoever opens a flow meanwhile waits for.
import { performance } from 'node:perf_hooks';
import type { Status } from '../../server/src/protocol.ts';
import type { CorpusFile } from '../corpus/load.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { table } from './measure.ts';
import { writeSolution } from './trees.ts';

const FLOWS = 2000;
const READY_TARGET = 8000;
const OPEN_TARGET = 100;
/** Of the scan, before a flow is opened. */
const INTO_THE_SCAN = 1500;

export async function benchFolder(files: readonly CorpusFile[], say: (line: string) => void): Promise<void> {
  const texts = files.map(({ text }) => text).filter((text) => text.includes('workflowdefinition.json'));
  const folder = new TempFolder();
  try {
    const uri = writeSolution(folder, texts, FLOWS);
    const from = performance.now();
    let ready: () => void = () => {};
    const isReady = new Promise<void>((resolve) => {
      ready = resolve;
    });
    const client = await LspClient.start({
      built: true,
      folders: [folder.uri],
      initializationOptions: { status: true },
      prepare: (connection) =>
        connection.onNotification('lockkeeper/status', ({ state, flows }: Status) => {
          if (state === 'ready' && flows >= FLOWS) ready();
        }),
    });
    await new Promise((resolve) => setTimeout(resolve, INTO_THE_SCAN));
    const opened = performance.now();
    await client.open(uri, texts[0]!);
    await client.current(uri);
    const open = performance.now() - opened;
    await isReady;
    const all = performance.now() - from;
    await client.stop();
    const rows = [
      ['', 'time', 'target'],
      [`${FLOWS} flows checked`, `${all.toFixed(0)} ms`, `${READY_TARGET} ms`],
      ['diagnostics of a flow that is opened meanwhile', `${open.toFixed(0)} ms`, `${OPEN_TARGET} ms`],
    ];
    say('\nA large folder through the server over stdio');
    say(table(rows));
  } finally {
    folder.dispose();
  }
}
