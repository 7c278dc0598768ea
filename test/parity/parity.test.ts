// Invariant 0: editor and command line give one answer.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lockkeeper } from '../cli/support/spawn.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { writeAwkward } from './awkward.ts';

interface Told {
  readonly file: string;
  readonly ruleId: string;
  readonly severity: string;
  readonly range: unknown;
  readonly message: string;
}

const SEVERITIES = ['', 'error', 'warning', 'info', 'hint'];
const byText = (told: readonly Told[]): string[] =>
  told.map(({ file, ruleId, severity, range, message }) =>
    [file, ruleId, severity, JSON.stringify(range), message].join(' | '),
  );

/** As editors count: without a byte order mark. */
function unmarked(
  range: { start: { line: number; character: number }; end: { line: number; character: number } },
  marked: boolean,
) {
  const less = ({ line, character }: { line: number; character: number }) => ({
    line,
    character: marked && line === 0 && character > 0 ? character - 1 : character,
  });
  return { start: less(range.start), end: less(range.end) };
}

async function onTheCommandLine(folder: string): Promise<Told[]> {
  const { stdout } = await lockkeeper(['check', '--format', 'json', '--fail-on', 'never'], folder);
  const { findings } = JSON.parse(stdout) as {
    findings: (Told & { range: Parameters<typeof unmarked>[0]; baseline?: string })[];
  };
  const marked = /\/(?:B|C)\.json$/;
  return findings.map((one) => ({
    file: one.file,
    ruleId: one.ruleId,
    // What the baseline knows is a hint in an editor.
    severity: one.baseline === 'unchanged' ? 'hint' : one.severity,
    range: unmarked(one.range, marked.test(one.file)),
    message: one.message,
  }));
}

async function inTheEditor(folder: TempFolder): Promise<Told[]> {
  const client = await LspClient.start({ folders: [folder.uri] });
  try {
    await client.connection.sendRequest('lockkeeper/rescan', {});
    const newest = new Map(client.published.map((one) => [one.uri, one.diagnostics]));
    const root = folder.path;
    return [...newest].flatMap(([uri, diagnostics]) =>
      diagnostics.map((one) => ({
        file: path.relative(root, fileURLToPath(uri)).replaceAll(path.sep, '/'),
        ruleId: String(one.code),
        severity: SEVERITIES[one.severity ?? 0]!,
        range: one.range,
        // The hint stands below the message.
        message: String(one.message).split('\n')[0]!,
      })),
    );
  } finally {
    await client.stop();
  }
}

describe('one folder of awkward cases', () => {
  it('has the same findings in editor and command line, with a baseline and without', async () => {
    const folder = new TempFolder();
    const root = folder.path;
    writeAwkward(root);
    try {
      for (const withBaseline of [false, true]) {
        if (withBaseline) {
          await lockkeeper(['baseline', 'write'], root);
          // One finding of each file stays known, the others are new.
          const file = path.join(root, 'lockkeeper.baseline.json');
          const { stdout } = await lockkeeper(['check', '--format', 'json', '--fail-on', 'never'], root);
          expect(JSON.parse(stdout)).toMatchObject({
            baseline: expect.stringContaining(path.basename(file)),
          });
        }
        const [told, shown] = [await onTheCommandLine(root), await inTheEditor(folder)];
        expect(told.length).toBeGreaterThan(8);
        expect(byText(shown).sort()).toEqual(byText(told).sort());
        const files = new Set(told.map((one) => one.file));
        for (const file of ['one/Workflows/A.json', 'two/Workflows/B.json', 'nameless/Workflows/C.json'])
          expect(files).toContain(file);
        expect(
          [...files].filter((file) => /^(?:\.git|node_modules|everything|left-out)\//.test(file)),
        ).toEqual([]);
        const unread = told.filter((one) => one.ruleId === 'unreadable-flow').map((one) => one.file);
        expect(unread).toEqual(
          expect.arrayContaining(['unread/Workflows/nul.json', 'unread/Workflows/utf8.json']),
        );
        if (process.platform !== 'win32')
          expect(unread).toEqual(
            expect.arrayContaining([
              'one/Workflows/away.json',
              'one/Workflows/dangling.json',
              'one/Workflows/pipe.json',
            ]),
          );
      }
    } finally {
      folder.dispose();
    }
  });
});
