import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analyzer, createAnalyzer, type FileContent, Project } from '../core/index.ts';
import { Checks } from './checks.ts';
import type { ConfigStore } from './config.ts';
import type { OpenDocuments } from './documents.ts';
import type { Folders } from './folders.ts';

const TEXT = '{ "properties": { "definition": {} } }';
const PLACE = 'file:///w/Workflows/Flow.json';
const whole = createAnalyzer();
/** Breaks down on every text that it gets. */
const BROKEN: Analyzer = {
  ...whole,
  mayBeFlow: () => true,
  check: (source, options) => {
    if (source.unread === undefined) throw new Error('a defect');
    return whole.check(source, options);
  },
};

function checksWith(
  analyzer: Analyzer,
  options: { readonly open?: string; readonly read?: (key: string) => Promise<FileContent> } = {},
) {
  const { open, read = async () => ({ kind: 'text', text: TEXT }) } = options;
  const errors: string[] = [];
  const seen: string[] = [];
  const project = new Project({ analyzer, today: () => '2026-08-01' });
  const document = open === undefined ? undefined : TextDocument.create(PLACE, 'json', 7, open);
  if (open !== undefined) project.open(PLACE, 7, open);
  const checks = new Checks({
    project,
    config: {
      generation: 0,
      of: async () => ({ enabled: true, maxFileSize: 1000 }),
      isConfigFile: () => false,
    } as unknown as ConfigStore,
    documents: {
      get: () => document,
      has: () => document !== undefined,
      uriOf: (key: string) => key,
    } as unknown as OpenDocuments,
    folders: { of: () => 'file:///w' } as unknown as Folders,
    files: {
      read: async (key) => {
        seen.push(key);
        return (await read(key)) as Awaited<
          ReturnType<ConstructorParameters<typeof Checks>[0]['files']['read']>
        >;
      },
    },
    log: { error: (message) => errors.push(message), warn() {}, info() {}, debug() {} },
    onChecked() {},
  });
  return { checks, errors, project, seen };
}

it('tells of a flow whose check breaks down, logs it, and counts nothing of it', async () => {
  const { checks, errors, project } = checksWith(BROKEN);
  const checked = await checks.closed(PLACE);
  expect(checked?.analysis?.findings.map((one) => one.message)).toEqual([
    'This file was not checked: its check broke down.',
  ]);
  expect(errors.join()).toContain('a defect');
  expect([...project.flows.files()]).toEqual([]);
});

it('tells the same of an open one, in its version', async () => {
  const { checks } = checksWith(BROKEN, { open: TEXT });
  const checked = await checks.open(PLACE);
  expect(checked).toMatchObject({ version: 7 });
  expect(checked?.analysis?.findings.map((one) => one.ruleId)).toEqual(['unreadable-flow']);
});

it('logs the same of a file that nobody calls a flow, and finds nothing in it', async () => {
  const { checks, errors } = checksWith(BROKEN);
  expect((await checks.closed('file:///w/Other.json'))?.analysis).toBeUndefined();
  expect(errors.join()).toContain('a defect');
});

it('drops what was read before a newer reading began', async () => {
  const waiting: (() => void)[] = [];
  const { checks } = checksWith(whole, {
    read: (key) =>
      key === PLACE
        ? new Promise((resolve) => waiting.push(() => resolve({ kind: 'text', text: TEXT })))
        : Promise.resolve({ kind: 'missing' }),
  });
  const first = checks.closed(PLACE);
  const second = checks.closed(PLACE);
  await expect.poll(() => waiting.length).toBe(2);
  for (const go of waiting) go();
  expect(await first).toBeUndefined();
  expect(await second).toMatchObject({ key: PLACE });
});

it('reads the metadata beside a file once, and not at all when a listing has shown that there is none', async () => {
  const { checks, seen } = checksWith(whole);
  await checks.closed(PLACE);
  await checks.closed(PLACE);
  expect(seen.filter((key) => key.endsWith('.data.xml'))).toHaveLength(1);
  const listed = checksWith(whole);
  listed.checks.listed();
  await listed.checks.closed(PLACE);
  expect(listed.seen).toEqual([PLACE]);
});
