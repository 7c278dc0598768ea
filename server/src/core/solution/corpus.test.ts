import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseXml } from '@rgrove/parse-xml';
import { beforeAll, describe, expect, it } from 'vitest';
import { corpusFolder as corpus, hasCorpus, skipNote } from '../../../../test/corpus/folder.mjs';
import { part } from '../../../../test/harness/part.ts';
import { applyEdits } from '../text/textEdit.ts';
import {
  addConnectionReference,
  addDeploymentSetting,
  addEnvironmentVariable,
  isRefused,
  type SolutionEdit,
  SolutionFiles,
  type SolutionModel,
  setEnvironmentVariableType,
  uniqueLogicalName,
  uniqueSchemaName,
} from './index.ts';
import { eachFact, raws } from './testing.ts';

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(full);
    else yield full;
  }
}

/** The workspace after a change, holding one solution's files only. */
function after(texts: ReadonlyMap<string, string>, edit: SolutionEdit): Map<string, string> {
  if (isRefused(edit)) throw new Error(edit.refused);
  const result = new Map(texts);
  for (const change of edit) {
    if ('create' in change) {
      expect(result.has(change.uri)).toBe(false);
      result.set(change.uri, change.create);
    } else if ('delete' in change) result.delete(change.uri);
    else result.set(change.uri, applyEdits(result.get(change.uri)!, change.edits));
  }
  return result;
}

function load(texts: ReadonlyMap<string, string>): SolutionFiles {
  const files = new SolutionFiles();
  for (const [uri, text] of texts) files.set(uri, text);
  return files;
}

/** The only solution after a change: read anew is what changed. */
function modelAfter({ texts, files }: Own, changed: ReadonlyMap<string, string>): SolutionModel {
  const copy = files.copy();
  for (const [uri, text] of changed) if (texts.get(uri) !== text) copy.set(uri, text);
  for (const uri of texts.keys()) if (!changed.has(uri)) copy.remove(uri);
  return copy.solutions()[0]!;
}

/** The files of one solution, as a workspace of their own. */
interface Own {
  readonly texts: ReadonlyMap<string, string>;
  readonly files: SolutionFiles;
}

function wellFormed(uri: string, text: string): void {
  if (uri.endsWith('.json')) JSON.parse(text.replace(/^\ufeff/, ''));
  else parseXml(text);
}

describe.skipIf(!hasCorpus)(`solutions of the corpus${skipNote}`, { timeout: 120_000 }, () => {
  const texts = new Map<string, string>();
  const paths: string[] = [];
  let files: SolutionFiles;
  let solutions: readonly SolutionModel[];

  beforeAll(() => {
    for (const file of filesBelow(corpus)) {
      paths.push(file);
      const uri = pathToFileURL(file).href;
      if (SolutionFiles.wants(uri)) texts.set(uri, readFileSync(file, 'utf8'));
    }
    files = load(texts);
    solutions = files.solutions();
  }, 60_000);

  const named = (pattern: RegExp): string[] => paths.filter((file) => pattern.test(file));
  const xml = (): SolutionModel[] => solutions.filter((one) => one.layout !== 'legacy-package');

  it('finds every solution and package', () => {
    expect(named(/[\\/]solution\.xml$/i)).toHaveLength(42);
    expect(xml().flatMap((one) => one.manifests)).toHaveLength(42);
    expect(xml().flatMap((one) => one.manifests.filter((other) => other.layout === 'unpacked'))).toHaveLength(
      9,
    );
    expect(xml()).toHaveLength(41);
    const packages = solutions.filter((one) => one.layout === 'legacy-package');
    expect(
      packages.flatMap((one) => one.manifests).filter((one) => /flows\/manifest\.json$/i.test(one.uri)),
    ).toHaveLength(58);
    expect(
      xml().every((one) => one.name !== undefined && one.prefix !== undefined && one.managed !== undefined),
    ).toBe(true);
    expect(xml().flatMap((one) => one.problems)).toEqual([]);
  });

  it('knows all flows, connection references and environment variables', () => {
    const total = (count: (one: SolutionModel) => number): number =>
      xml().reduce((sum, one) => sum + count(one), 0);
    expect(named(/[\\/]environmentvariabledefinition\.xml$/i)).toHaveLength(124);
    expect(total((one) => one.environmentVariables.length)).toBe(124);
    expect(total((one) => one.environmentVariables.filter((other) => other.type === undefined).length)).toBe(
      0,
    );
    expect(named(/[\\/]environmentvariablevalues\.json$/i)).toHaveLength(8);
    expect(
      total((one) => one.environmentVariables.reduce((sum, other) => sum + other.values.length, 0)),
    ).toBe(8);
    expect(total((one) => one.connectionReferences.flatMap((other) => other.sources).length)).toBe(159);
    expect(named(/\.json\.data\.xml$/i)).toHaveLength(149);
    const metadata = total((one) => one.flows.reduce((sum, flow) => sum + flow.metadata.length, 0));
    expect(metadata).toBe(149 + 127);
    expect(total((one) => one.flows.filter((flow) => flow.uri !== undefined).length)).toBe(273);
    expect(total((one) => one.flows.length)).toBe(273);
    expect(
      xml().every((one) =>
        one.flows.every((flow) => flow.displayName !== undefined && flow.state !== undefined),
      ),
    ).toBe(true);
  });

  it('cuts every fact out of its file', () => {
    let facts = 0;
    for (const solution of solutions) {
      for (const fact of eachFact(solution)) {
        const text = texts.get(fact.uri)!;
        expect(raws(fact, text)).toContain(String(fact.value));
        facts++;
      }
    }
    expect(facts).toBeGreaterThan(4000);
  });

  const known = new Map<SolutionModel, Own>();

  function own(solution: SolutionModel): Own {
    let found = known.get(solution);
    if (found === undefined) {
      const settings = new Set(solution.deploymentSettings.map((one) => one.uri));
      const alone = new Map(
        [...texts].filter(
          ([uri]) =>
            settings.has(uri) || (uri.startsWith(`${solution.root}/`) && files.solutionOf(uri) === solution),
        ),
      );
      found = { texts: alone, files: load(alone) };
      known.set(solution, found);
    }
    return found;
  }

  const withoutPlaces = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, inner) => (key === 'span' ? undefined : inner)));

  it('adds an environment variable to a copy of a solution', () => {
    for (const solution of part(xml(), 2)) {
      const alone = own(solution);
      const before = alone.texts;
      const schemaName = uniqueSchemaName(solution, 'Lockkeeper try');
      const variable = {
        schemaName,
        displayName: 'Try "this" & that',
        type: 'String',
        defaultValue: 'a < b',
      } as const;
      const changed = after(before, addEnvironmentVariable(solution, variable));
      expect(changed.size).toBe(before.size + 1);
      expect([...changed].filter(([uri, text]) => before.get(uri) !== text)).toHaveLength(
        1 + solution.manifests.length,
      );
      for (const [uri, text] of changed) if (before.get(uri) !== text) wellFormed(uri, text);
      const again = modelAfter(alone, changed);
      const found = again.environmentVariable(schemaName.toUpperCase())!;
      expect(found.type).toBe('String');
      expect(found.definition!.displayName!.value).toBe(variable.displayName);
      expect(found.definition!.defaultValue!.value).toBe(variable.defaultValue);
      expect(found.definition!.languageCode).toBe('1033');
      expect(again.rootComponents.length).toBe(solution.rootComponents.length + 1);
      const added = again.rootComponents.find((one) => one.type === 380);
      expect(added?.schemaName?.value).toBe(schemaName);
      expect(withoutPlaces(again.rootComponents.filter((one) => one !== added))).toEqual(
        withoutPlaces(solution.rootComponents),
      );
      expect(withoutPlaces(again.environmentVariables.filter((one) => one !== found))).toEqual(
        withoutPlaces(solution.environmentVariables),
      );
      expect(withoutPlaces(again.flows)).toEqual(withoutPlaces(solution.flows));
      expect(isRefused(addEnvironmentVariable(again, variable))).toBe(true);
    }
  });

  it('adds a connection reference to a copy of a solution', () => {
    for (const solution of part(xml(), 2, 1)) {
      const alone = own(solution);
      const before = alone.texts;
      const logicalName = uniqueLogicalName(solution, 'shared_keyvault');
      const reference = { logicalName, displayName: 'Vault <1>', connectorId: 'shared_keyvault' };
      const changed = after(before, addConnectionReference(solution, reference));
      expect(changed.size).toBe(before.size);
      for (const [uri, text] of changed) if (before.get(uri) !== text) wellFormed(uri, text);
      const again = modelAfter(alone, changed);
      const found = again.connectionReference(logicalName)!;
      expect(found.displayName!.value).toBe('Vault <1>');
      expect(found.sources).toHaveLength(solution.customizations.length);
      expect(withoutPlaces(again.connectionReferences.filter((one) => one !== found))).toEqual(
        withoutPlaces(solution.connectionReferences),
      );
      expect(withoutPlaces(again.flows)).toEqual(withoutPlaces(solution.flows));
      expect(isRefused(addConnectionReference(again, reference))).toBe(true);
    }
  });

  it('turns every variable of a copy into a secret and adds it to the settings files', () => {
    let secrets = 0;
    let refused = 0;
    let settingsFiles = 0;
    for (const solution of xml()) {
      const alone = own(solution);
      const before = alone.texts;
      let changed = before;
      const turned: string[] = [];
      for (const { schemaName } of solution.environmentVariables) {
        const edit = setEnvironmentVariableType(solution, schemaName, 'Secret');
        if (isRefused(edit)) refused++;
        else turned.push(schemaName);
        if (!isRefused(edit)) changed = after(changed, edit);
      }
      for (const [uri, text] of changed) if (before.get(uri) !== text) wellFormed(uri, text);
      const secret = modelAfter(alone, changed);
      for (const schemaName of turned) {
        const found = secret.environmentVariable(schemaName)!;
        expect(found.type).toBe('Secret');
        expect(found.definition!.defaultValue).toBeUndefined();
        expect(found.values.every((one) => one.value === undefined)).toBe(true);
        expect(setEnvironmentVariableType(secret, schemaName, 'Secret')).toEqual([]);
        secrets++;
      }
      // A settings file belongs to the solution by the names it shares with it: the variable must be there first.
      const schemaName = uniqueSchemaName(solution, 'Try');
      const logicalName = uniqueLogicalName(solution, 'shared_keyvault');
      const connectorId = '/providers/Microsoft.PowerApps/apis/shared_keyvault';
      const texts1 = after(
        before,
        addEnvironmentVariable(solution, { schemaName, displayName: 'Try', type: 'Secret' }),
      );
      const one = modelAfter(alone, texts1);
      const texts2 = after(
        texts1,
        addConnectionReference(one, { logicalName, displayName: 'Try', connectorId }),
      );
      const two = modelAfter(alone, texts2);
      expect(two.deploymentSettings.length).toBe(solution.deploymentSettings.length);
      const variable = { environmentVariable: schemaName, typeCode: 100000005 };
      const texts3 = after(texts2, addDeploymentSetting(two, variable));
      const three = modelAfter(alone, texts3);
      const reference = { connectionReference: logicalName, connectorId };
      const texts4 = after(texts3, addDeploymentSetting(three, reference));
      for (const [uri, text] of texts4) if (before.get(uri) !== text) wellFormed(uri, text);
      const four = modelAfter(alone, texts4);
      expect(four.deploymentSettings.length).toBe(solution.deploymentSettings.length);
      for (const file of four.deploymentSettings) {
        if (file.form === 'alm') continue;
        settingsFiles++;
        const variables = file.environmentVariables.filter((other) => other.schemaName.value === schemaName);
        expect(variables.map((other) => other.value?.value)).toEqual(['']);
        const references = file.connectionReferences.filter(
          (other) => other.logicalName.value === logicalName,
        );
        expect(references.map((other) => other.connectorId?.value)).toEqual([connectorId]);
      }
      expect(addDeploymentSetting(four, variable)).toEqual([]);
      expect(addDeploymentSetting(four, reference)).toEqual([]);
    }
    // Data sources stay what they are.
    expect([secrets, refused]).toEqual([114, 10]);
    expect(settingsFiles).toBe(15);
  });
});
