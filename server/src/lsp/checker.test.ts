import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analyzer, createAnalyzer, DEFAULT_CONFIG, SolutionIndex } from '../core/index.ts';
import { Checker } from './checker.ts';
import type { ConfigStore, FolderConfig } from './config.ts';
import { Declared } from './declared.ts';
import type { OpenDocuments } from './documents.ts';

const CONFIG: FolderConfig = {
  folder: 'file:///w',
  base: 'file:///w',
  enabled: true,
  maxFileSize: 1000,
  config: DEFAULT_CONFIG,
  annotations: { inlayHints: true, codeLens: false },
};
const TEXT = '{ "properties": { "definition": {} } }';
const PLACE = 'file:///w/Workflows/Flow.json';

/** A checker whose check breaks down on every text that it gets. */
function broken(open?: string): { checker: Checker; errors: string[]; flows: SolutionIndex } {
  const whole = createAnalyzer();
  const analyzer: Analyzer = {
    ...whole,
    mayBeFlow: () => true,
    check: (source, options) => {
      if (source.unread === undefined) throw new Error('a defect');
      return whole.check(source, options);
    },
  };
  const errors: string[] = [];
  const flows = new SolutionIndex();
  const document = open === undefined ? undefined : TextDocument.create(PLACE, 'json', 7, open);
  const files = { read: async () => ({ kind: 'text', text: TEXT, encoding: 'utf-8' }) as const };
  const checker = new Checker({
    analyzer,
    config: {
      generation: 0,
      of: async () => CONFIG,
      baselineOf: async () => undefined,
      isConfigFile: () => false,
    } as unknown as ConfigStore,
    documents: { get: () => document, has: () => document !== undefined } as unknown as OpenDocuments,
    declared: new Declared({ read: async () => ({ kind: 'missing' }) }),
    files,
    solution: flows,
    solutions: { modelOf: () => undefined },
    log: { error: (message) => errors.push(message), warn() {}, info() {} },
    onDependents() {},
    onSharers() {},
    onOverview() {},
    onIgnored() {},
  });
  return { checker, errors, flows };
}

it('tells of a flow whose check breaks down, and counts nothing of it', async () => {
  const { checker, errors, flows } = broken();
  const checked = await checker.closed(PLACE);
  expect(checked?.analysis?.findings.map((one) => one.message)).toEqual([
    'This file was not checked: its check broke down.',
  ]);
  expect(errors.join()).toContain('a defect');
  expect([...flows.files()]).toEqual([]);
});

it('tells the same of an open one, in its version', async () => {
  const { checker } = broken(TEXT);
  const checked = await checker.open(PLACE);
  expect(checked).toMatchObject({ version: 7 });
  expect(checked?.analysis?.findings.map((one) => one.ruleId)).toEqual(['unreadable-flow']);
});

it('leaves a file that nobody calls a flow to whoever asked', async () => {
  await expect(broken().checker.closed('file:///w/Other.json')).rejects.toThrow('a defect');
});
