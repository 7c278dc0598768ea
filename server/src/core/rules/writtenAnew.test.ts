// Nothing in a file can switch a rule off by how it is written: what means the same is told the same, and repaired the same.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { configFor } from '../../../../test/harness/exampleConfig.ts';
import { editsOf } from '../../../../test/harness/fixes.ts';
import { type FlowCase, flowCases } from '../../../../test/harness/flowCases.ts';
import { fewOfEach, IS_WHOLE, part } from '../../../../test/harness/part.ts';
import { fixtureConfig } from '../../../../test/harness/ruleConfig.ts';
import {
  applyChanges,
  checkFiles,
  type Files,
  readSolutionFixture,
} from '../../../../test/harness/solutionFixture.ts';
import { JSON_FORMS, XML_FORMS } from '../../../../test/harness/writtenAnew.ts';
import type { Config } from '../config/index.ts';
import type { Finding } from '../finding.ts';
import { compareUnits } from '../text/compare.ts';
import { applyEdits } from '../text/textEdit.ts';
import { RULES } from './index.ts';

type Change = (text: string, path: string) => string;

const ALL = 'all by number';
/** Each a way to write a flow and the files beside it. */
const FORMS: ReadonlyMap<string, Change> = formsOfAll();

function formsOfAll(): ReadonlyMap<string, Change> {
  const json = [...JSON_FORMS];
  const xml = [...XML_FORMS];
  const csv = (text: string): string => text.replace(/(?<=^|[,\n])([^",\r\n]+)/g, '"$1"');
  return new Map(
    json.map(([name, inJson], index): [string, Change] => {
      const [, inXml] = xml[index % xml.length]!;
      return [
        name,
        (text, path) => {
          if (path.endsWith('.json')) return inJson(text);
          if (path.endsWith('.xml')) return inXml(text);
          return path.endsWith('.csv') ? csv(text) : text;
        },
      ];
    }),
  );
}

/** That which hides most, and another in turn. */
function formsFor(index: number): readonly string[] {
  const [, ...others] = FORMS.keys();
  return IS_WHOLE ? [...FORMS.keys()] : [ALL, others[index % others.length]!];
}

interface Told {
  /** What a reader is told. */
  readonly finding: string;
  readonly ruleId: string;
  /** Its repairs, each with what the files mean after it. */
  readonly repairs: () => readonly string[];
}

/** Holds what is told against what is told of the same written anew; repairs of some findings only. */
function hold(own: readonly Told[], anew: readonly Told[], where: string): void {
  expect(
    anew.map((one) => one.finding),
    where,
  ).toEqual(own.map((one) => one.finding));
  for (const [index, { ruleId, repairs }] of own.entries())
    if (isTried(ruleId)) expect(anew[index]!.repairs(), where).toEqual(repairs());
}

/** What a rule repairs is much the same in all that it tells. */
const isTried = fewOfEach(6);

const tellingOf = ({
  ruleId,
  fingerprint,
  severity,
  place,
  message,
  hint,
  why,
  fix,
  related,
}: Finding): string =>
  JSON.stringify([
    ...[ruleId, fingerprint, severity, place.uri, message, hint, why, fix],
    related.map((one) => one.message),
  ]);

/** Blanks between the tags of XML. */
const LAYOUT = /\{"type":"text","text":"(?:\\n|\\t| )*"\},?/g;
/** Ids that are made of the length of a file. */
const MADE = /"operationMetadataId":"[^"]*"/g;

function meaningOf(path: string, text: string): string {
  if (path.endsWith('.json')) return JSON.stringify(JSON.parse(text)).replace(MADE, '');
  return path.endsWith('.xml')
    ? JSON.stringify(parseXml(text).toJSON())
        .replace(LAYOUT, '')
        .replace(/,(?=\])|(?<=\[),/g, '')
    : text;
}

function toldOfFlow({ name, source, base }: FlowCase, config: Config, change: Change): readonly Told[] {
  const path = 'flow.json';
  const text = change(source, path);
  const analysis = check(text, {
    ...{ config, declaredAsFlow: name.includes('.declared.') },
    base: base && change(base, path),
  });
  expect(analysis.failures).toEqual([]);
  return analysis.findings.map((finding) => ({
    finding: `${tellingOf(finding)} ${finding.place.pointer}`,
    ruleId: finding.ruleId,
    repairs: () =>
      analysis
        .fixesFor(finding)
        .map(
          (fix) =>
            `${fix.title} ${fix.note} ${meaningOf(path, applyEdits(text, editsOf(fix, analysis.document.uri)))}`,
        ),
  }));
}

function toldOfSolution(source: Files, config: Config, change: Change): readonly Told[] {
  const files = Object.fromEntries(Object.entries(source).map(([path, text]) => [path, change(text, path)]));
  const checked = checkFiles(files, config);
  expect(checked.failures).toEqual([]);
  const told = checked.findings.map(({ analysis, finding }) => ({
    finding: tellingOf(finding),
    ruleId: finding.ruleId,
    repairs: () =>
      analysis.fixesFor(finding).map(({ title, note, changes }) => {
        const after = Object.entries(applyChanges(files, changes));
        // Files that it leaves alone differ in nothing.
        const changed = after.filter(([path, one]) => files[path] !== one).sort();
        return `${title} ${note} ${changed.map(([path, one]) => `${path} ${meaningOf(path, one)}`).join('\n')}`;
      }),
  }));
  // In the order of their places, which are others.
  return told.sort((a, b) => compareUnits(a.finding, b.finding));
}

const asItIs: Change = (text) => text;

describe.each(RULES.map(({ meta }) => [meta.id, meta] as const))('%s', (id, meta) => {
  const folder = join(import.meta.dirname, id, 'fixtures');
  if (!existsSync(folder)) return;
  const config = fixtureConfig(folder, configFor(meta));
  const at = RULES.findIndex((one) => one.meta.id === id);
  const flows = flowCases(folder).filter(({ name }) => !/\.(?:unread|broken)\./.test(name));
  const solutions = readdirSync(folder).filter((name) => name.endsWith('.solution'));
  const rejected = flows.filter(({ name }) => name.startsWith('reject-'));
  const accepted = flows.filter((one) => !rejected.includes(one));

  it('tells of flows however they are written', () => {
    for (const [index, flow] of [...rejected, ...part(accepted, 5, at)].entries()) {
      const own = toldOfFlow(flow, config, asItIs);
      for (const form of formsFor(at + index))
        hold(own, toldOfFlow(flow, config, FORMS.get(form)!), `${flow.name}, ${form}`);
    }
  });

  it('tells of solutions however they are written', () => {
    for (const [index, name] of part(solutions, 3, at).entries()) {
      const { files } = readSolutionFixture(readFileSync(join(folder, name), 'utf8'));
      const own = toldOfSolution(files, config, asItIs);
      for (const form of formsFor(at + index))
        hold(own, toldOfSolution(files, config, FORMS.get(form)!), `${name}, ${form}`);
    }
  });
});
