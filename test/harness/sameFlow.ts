// A flow before and after a repair: it parses, and means what it meant.
import { expect } from 'vitest';
import type { FlowModel } from '../../server/src/core/flow/model.ts';
import { RunOrder } from '../../server/src/core/flow/order.ts';
import type { Analysis } from '../../server/src/core/index.ts';
import type { SolutionFiles } from '../../server/src/core/solution/index.ts';
import { readXml } from '../../server/src/core/solution/xml/document.ts';
import { evaluate, outputsWith, type Stubs, type Value } from './evaluator.ts';

import type { Repaired } from './repairs.ts';

/** One flow before and after a repair: what is read is declared and has surely run, every string means what it meant. */
export function expectSameFlow(
  where: string,
  before: Analysis,
  after: Analysis,
  files: SolutionFiles,
  values: readonly string[],
): void {
  const old = before.document.flows[0]!;
  const now = after.document.flows[0]!;
  expectDeclared(where, old, now, files, before.document.uri);
  const added = newSteps(old, now);
  expectInOrder(where, old, now, added);
  expectSameMeaning(where, before, after, values, added);
}

export function expectWellFormed(where: string, name: string, text: string): void {
  if (/\.json$/i.test(name)) {
    expect(() => JSON.parse(text.replace(/^\uFEFF/, '')), `${where}: ${name} parses`).not.toThrow();
  } else {
    expect(readXml(text).problem, `${where}: ${name} is well-formed`).toBeUndefined();
  }
}

/** Every reference and variable that the flow names is there, if it was read what is there. */
function expectDeclared(
  where: string,
  before: FlowModel,
  flow: FlowModel,
  files: SolutionFiles,
  uri: string,
): void {
  const solution = files.solutionOf(uri);
  if (solution === undefined || !['unpacked', 'unzipped'].includes(solution.layout)) return;
  for (const step of flow.actions) {
    const key = step.operation?.connectionKey;
    if (!step.name.startsWith('Get_secret_-_') || key === undefined) continue;
    const variable = flow.tree.stringAt(step.operation!.parameters, 'item/EnvironmentVariableName');
    if (variable !== undefined)
      expect(solution.environmentVariable(variable)?.type, `${where}: ${variable}`).toBe('Secret');
    const reference = flow.connections.find((one) => one.key === key);
    expect(reference?.apiName, `${where}: ${key} in the flow`).toBe(step.operation?.apiName);
    // What the flow had before is not ours to declare.
    if (before.connections.some((one) => one.key === key)) continue;
    const declared = solution.connectionReference(reference?.logicalName ?? '');
    expect(
      declared !== undefined || solution.unknown.has('connectionReferences'),
      `${where}: ${key} declared`,
    ).toBe(true);
  }
}

function newSteps(before: FlowModel, after: FlowModel): FlowModel['actions'] {
  return after.actions.filter((step) => !before.actionsByName.has(step.name.toLowerCase()));
}

function expectInOrder(where: string, before: FlowModel, flow: FlowModel, added: FlowModel['actions']): void {
  const names = [...flow.actions, ...flow.triggers].map((step) => step.name.toLowerCase());
  if (
    new Set([...before.actions, ...before.triggers].map((step) => step.name.toLowerCase())).size ===
    names.length - added.length
  )
    expect(new Set(names).size, `${where}: names are unique`).toBe(names.length);
  const order = new RunOrder();
  for (const step of added) {
    expect(
      order.loopsOf(step).map((loop) => loop.name),
      `${where}: in no loop`,
    ).toEqual([]);
    expect([...step.secured], `${where}: what it reads is hidden`).toContain('outputs');
    let readers = 0;
    for (const site of flow.expressions) {
      for (const reference of site.references) {
        if (reference.kind !== 'action' || reference.name !== step.name) continue;
        readers++;
        const sure = site.step !== undefined && order.certainBefore(step, site.step);
        expect(sure, `${where}: "${step.name}" has run before "${site.step?.name}"`).toBe(true);
      }
    }
    expect(readers, `${where}: "${step.name}" is read`).toBeGreaterThan(0);
  }
  // What runs, and after what, is as it was: the new step stands between its user and what that ran after, and a variable that
  // goes between its followers and what it ran after.
  for (const old of before.actions) {
    const now = flow.actionsByName.get(old.name.toLowerCase());
    if (now === undefined) {
      expect(old.lowerType, `${where}: "${old.name}" is gone`).toMatch(/^(?:initialize|set)variable$/);
      continue;
    }
    const inserted = added.find((step) => now.runAfter.some((entry) => entry.name === step.name));
    const stays = (name: string): boolean => flow.actionsByName.has(name.toLowerCase());
    // A repair may say that handlers run when the read fails: they wait for one status more.
    if (where.includes('with failure handlers') && handlesSkipped(old, now, added)) continue;
    expect(
      waitsFor(now, flow, (name) => !added.some((step) => step.name === name)),
      where,
    ).toEqual(waitsFor(old, before, stays));
    if (inserted === undefined) continue;
    const statuses = now.runAfter.find((entry) => entry.name === inserted.name)?.statuses;
    expect(statuses, where).toEqual(['succeeded']);
    expect(inserted.branch?.owner?.name, where).toBe(now.branch?.owner?.name);
  }
}

/** The handler of a step that a new one alone can skip: it waits for what it waited for, or that. */
function handlesSkipped(old: Action, now: Action, added: readonly Action[]): boolean {
  return now.runAfter.some(({ name, statuses }, index) => {
    const target = now.branch?.steps.find((step) => step.name === name);
    const [before, ...others] = target?.runAfter ?? [];
    const read = added.find((step) => step.name === before?.name);
    const alone = others.length === 0 && read?.runAfter.length === 0;
    const same = old.runAfter[index]!;
    return alone && same.name === name && `${[...same.statuses, 'skipped']}` === `${[...statuses]}`;
  });
}

type Action = FlowModel['actions'][number];

/** What a step runs after, with what those that are new or gone ran after in their place. */
function waitsFor(
  step: FlowModel['actions'][number],
  flow: FlowModel,
  stays: (name: string) => boolean,
): string[] {
  const entries = step.runAfter.flatMap(({ name, statuses }) => {
    const other = stays(name) ? undefined : flow.actionsByName.get(name.toLowerCase());
    return other === undefined ? [[name, ...statuses].join(' ')] : waitsFor(other, flow, stays);
  });
  return [...new Set(entries)].sort();
}

/** Settings that a repair may add to or change, and that say nothing about data. */
const SETTINGS = new Set(['runAfter', 'runtimeConfiguration', 'connectionReferences', 'trackedProperties']);

function expectSameMeaning(
  where: string,
  before: Analysis,
  after: Analysis,
  values: readonly string[],
  added: FlowModel['actions'],
): void {
  const old = JSON.parse(before.document.text.replace(/^\uFEFF/, ''));
  const now = JSON.parse(after.document.text.replace(/^\uFEFF/, ''));
  const newNames = new Set(added.map((step) => step.name));
  const gone = new Set(removedSteps(before, after).map((step) => step.name));
  const errors = values.map((value) => {
    const differences: string[] = [];
    compare(old, now, [], stubsFor(before, after, value), { added: newNames, gone }, differences);
    return differences;
  });
  expect(errors.length, `${where}: a literal to compare with`).toBeGreaterThan(0);
  const best = errors.reduce((a, b) => (b.length < a.length ? b : a));
  expect(best, `${where}: means the same`).toEqual([]);
}

/** What the literal may be: the marked part, as it stands or with quotes resolved, or the whole string. */
export function candidates(analysis: Analysis, { node, span }: Repaired): string[] {
  const { tree } = analysis.document;
  const text = tree.string(node);
  const { start, end } = span ?? { start: 0, end: text.length };
  const marked = text.slice(start, end);
  const plain = (one: string): string => one.replaceAll("''", "'");
  const written = [marked, plain(marked), marked.replaceAll('@@{', '@{'), text, plain(text)];
  return [...new Set([...written, ...written.flatMap(decodings)])];
}

/** What is written encoded in a URL, a form or JSON text. */
function decodings(written: string): string[] {
  const readers = [
    () => decodeURIComponent(written),
    () => decodeURIComponent(written.replaceAll('+', ' ')),
    () => String(JSON.parse(`"${written}"`)),
  ];
  return readers.flatMap((read) => {
    try {
      return [read()];
    } catch {
      return [];
    }
  });
}

/** Equal, or equal to whoever decodes it where the repair has encoded a value. */
function meanTheSame(old: string, now: string, stubs: Stubs): boolean {
  const [before, after] = [evaluate(old, stubs), evaluate(now, stubs)];
  if (JSON.stringify(before) === JSON.stringify(after)) return true;
  const encoded = now.includes('encodeUriComponent(') || now.includes("'\\\\'");
  const same = (read: (text: string) => unknown): boolean => {
    try {
      return JSON.stringify(inTexts(before!, read)) === JSON.stringify(inTexts(after!, read));
    } catch {
      return false;
    }
  };
  const asForm = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
  return encoded && (same(decodeURIComponent) || same(asForm) || same((text) => JSON.parse(text)));
}

function inTexts(value: Value, read: (text: string) => unknown): unknown {
  if (typeof value === 'string') return read(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).map(([key, inner]) => [key, inTexts(inner as Value, read)]);
}

/** Every read of a secret and every text parameter that only one version has yields the literal. */
function stubsFor(before: Analysis, after: Analysis, value: Value): Stubs {
  const outputs = new Map<string, Value>();
  for (const step of after.document.flows[0]!.actions) {
    if (step.operation?.operationId === 'GetSecret')
      outputs.set(step.name.toLowerCase(), outputsWith(['body', 'value'], value));
    if (step.operation?.operationId === 'PerformUnboundAction')
      outputs.set(step.name.toLowerCase(), outputsWith(['body', 'EnvironmentVariableSecretValue'], value));
  }
  const parameters = new Map<string, Value>();
  for (const one of [...before.document.flows[0]!.parameters, ...after.document.flows[0]!.parameters])
    if (one.schemaName !== undefined && one.type === 'string') parameters.set(one.name.toLowerCase(), value);
  const variables = new Map<string, Value>();
  const { tree } = before.document;
  for (const step of removedSteps(before, after)) {
    const made = tree.firstChild(tree.child(step.inputs, 'variables'));
    const holder = step.lowerType === 'initializevariable' ? made : step.inputs;
    const text = tree.stringAt(holder, 'value');
    const name = tree.stringAt(holder, 'name')!.toLowerCase();
    if (text !== undefined && text !== '')
      variables.set(name, evaluate(text, { outputs, parameters, variables: new Map() }));
  }
  return { outputs, parameters, variables };
}

/** Variables that the repair drops with what it puts in the place of their reads. */
function removedSteps(before: Analysis, after: Analysis): FlowModel['actions'] {
  const left = after.document.flows[0]!.actionsByName;
  return before.document.flows[0]!.actions.filter((step) => !left.has(step.name.toLowerCase()));
}

interface Steps {
  readonly added: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

function compare(
  old: unknown,
  now: unknown,
  path: readonly string[],
  stubs: Stubs,
  steps: Steps,
  differences: string[],
): void {
  const at = path.join('/');
  if (typeof old === 'string' && typeof now === 'string') {
    if (old === now) return;
    if (!meanTheSame(old, now, stubs)) differences.push(`${at}: other text`);
    return;
  }
  if (Array.isArray(old) && Array.isArray(now)) {
    if (old.length !== now.length) differences.push(`${at}: other length`);
    old.forEach((one, index) => {
      compare(one, now[index], [...path, String(index)], stubs, steps, differences);
    });
    return;
  }
  if (isObject(old) && isObject(now)) {
    const isParameters = path.at(-1) === 'parameters' && path.at(-2) === 'definition';
    for (const [key, one] of Object.entries(old)) {
      if (SETTINGS.has(key)) continue;
      if (key in now) compare(one, now[key], [...path, key], stubs, steps, differences);
      else if (!isParameters && !steps.gone.has(key)) differences.push(`${at}/${key}: gone`);
    }
    for (const key of Object.keys(now)) {
      if (key in old || SETTINGS.has(key) || isParameters || steps.added.has(key)) continue;
      if (key === 'parameters' && path.at(-1) === 'definition') continue;
      differences.push(`${at}/${key}: new`);
    }
    // The order of what stays is the author's.
    const kept = Object.keys(now).filter((key) => key in old);
    const before = Object.keys(old).filter((key) => key in now);
    if (kept.join('\n') !== before.join('\n')) differences.push(`${at}: other order`);
    return;
  }
  if (JSON.stringify(old) !== JSON.stringify(now)) differences.push(`${at}: other value`);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
