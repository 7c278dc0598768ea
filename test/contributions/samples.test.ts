import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, isObject, type JsonObject, member, readText, samplesRoot } from './support.ts';

const source = path.join(samplesRoot, 'src');
const solution = readText(path.join(source, 'Other', 'Solution.xml'));
const customizations = readText(path.join(source, 'Other', 'Customizations.xml'));
const flowFiles = filesBelow(path.join(source, 'Workflows')).filter((file) => file.endsWith('.json'));
const GUID = /[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}/;

/** Types the designer writes; all the samples need. */
const TYPES = new Set(
  'OpenApiConnection Http Compose Foreach If Scope InitializeVariable SetVariable Response Workflow Terminate'.split(
    ' ',
  ),
);

interface Group {
  readonly steps: JsonObject;
}

/** All groups of steps of a flow: top level, scopes, loops, branches. */
function groups(steps: JsonObject): Group[] {
  const found: Group[] = [{ steps }];
  for (const step of Object.values(steps)) {
    if (!isObject(step)) continue;
    for (const inner of [step.actions, member(step, 'else').actions])
      if (isObject(inner)) found.push(...groups(inner));
  }
  return found;
}

function attributes(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`\\b${name}="([^"]{1,200})"`, 'g'))].map((match) => match[1] ?? '');
}

describe.each(flowFiles.map((file) => [path.basename(file, '.json'), file] as const))('%s', (base, file) => {
  const text = readText(file);
  const flow = JSON.parse(text) as JsonObject;
  const definition = member(flow, 'properties', 'definition');
  const data = readText(`${file}.data.xml`);
  const id = GUID.exec(base)?.[0] ?? '';

  it('is written as the platform writes it', () => {
    expect(text).toBe(JSON.stringify(flow, null, 2));
    expect(data.startsWith('\uFEFF<?xml')).toBe(true);
    expect(Object.keys(member(definition, 'parameters'))).toEqual(
      expect.arrayContaining(['$connections', '$authentication']),
    );
  });

  it('carries one id and one name everywhere', () => {
    expect(id).not.toBe('');
    expect(data).toContain(`WorkflowId="{${id.toLowerCase()}}"`);
    expect(data).toContain(`<JsonFileName>/Workflows/${base}.json</JsonFileName>`);
    expect(solution).toContain(`<RootComponent type="29" id="{${id.toLowerCase()}}" behavior="0" />`);
    const name = attributes(data, 'Name')[0] ?? '';
    expect(base).toBe(`${name.replaceAll(' ', '').slice(0, 50)}-${id}`);
  });

  it('names connections, environment variables and child flows that exist', () => {
    const references = member(flow, 'properties', 'connectionReferences');
    const declared = attributes(customizations, 'connectionreferencelogicalname');
    for (const reference of Object.values(references))
      expect(declared).toContain(member(reference, 'connection').connectionReferenceLogicalName);
    const used = new Set<unknown>();
    for (const { steps } of [
      ...groups(member(definition, 'actions')),
      { steps: member(definition, 'triggers') },
    ])
      for (const step of Object.values(steps)) {
        const host = member(step, 'inputs', 'host');
        if (host.connectionName !== undefined) used.add(host.connectionName);
        const child = host.workflowReferenceName;
        if (typeof child === 'string')
          expect(flowFiles.some((other) => other.endsWith(`-${child.toUpperCase()}.json`))).toBe(true);
      }
    expect([...used].sort()).toEqual(Object.keys(references).sort());
    for (const [key, parameter] of Object.entries(member(definition, 'parameters'))) {
      const schemaName = member(parameter, 'metadata').schemaName;
      if (schemaName === undefined) continue;
      expect(
        existsSync(
          path.join(
            source,
            'environmentvariabledefinitions',
            String(schemaName),
            'environmentvariabledefinition.xml',
          ),
        ),
      ).toBe(true);
      expect(text).toContain(`parameters('${key}')`);
    }
  });

  it('has steps that can run: known types, unique names and ids, a run-after graph without a cycle', () => {
    const names = new Set<string>();
    const ids = new Set<unknown>();
    for (const { steps } of groups(member(definition, 'actions'))) {
      const done = new Set<string>();
      for (const [name, step] of Object.entries(steps)) {
        expect(names.has(name), name).toBe(false);
        names.add(name);
        expect(TYPES.has(String(member({ step }, 'step').type)), name).toBe(true);
        const metadataId = member(step, 'metadata').operationMetadataId;
        expect(metadataId).toMatch(/^[0-9a-f-]{36}$/);
        expect(ids.has(metadataId)).toBe(false);
        ids.add(metadataId);
        // In the order of the file, as the designer writes it: whatever a step runs after stands before it.
        for (const [earlier, statuses] of Object.entries(member(step, 'runAfter'))) {
          expect(done.has(earlier), `${name} runs after ${earlier}`).toBe(true);
          expect(Array.isArray(statuses) && statuses.length > 0).toBe(true);
        }
        done.add(name);
      }
      if (done.size > 0)
        expect(
          Object.values(steps).filter((step) => Object.keys(member(step, 'runAfter')).length === 0),
        ).toHaveLength(1);
    }
    expect(Object.keys(member(definition, 'triggers'))).toHaveLength(1);
    for (const [, referenced] of text.matchAll(/\b(?:body|outputs|items)\('([^']{1,80})'\)/g))
      expect(names).toContain(referenced);
    for (const [, variable] of text.matchAll(/variables\('([^']{1,80})'\)/g))
      expect(text).toContain(`"name": "${variable}"`);
  });
});

it('the solution lists exactly what is there', () => {
  expect(flowFiles).toHaveLength(8);
  expect(attributes(solution, 'id')).toHaveLength(flowFiles.length);
  const variables = filesBelow(path.join(source, 'environmentvariabledefinitions'))
    .filter((file) => file.endsWith('environmentvariabledefinition.xml'))
    .map((file) => path.basename(path.dirname(file)));
  expect(attributes(solution, 'schemaName').sort()).toEqual(variables.sort());
  for (const file of filesBelow(path.join(source, 'environmentvariabledefinitions')))
    if (file.endsWith('.json')) expect(() => JSON.parse(readText(file)), file).not.toThrow();
});

it('keeps the legacy package consistent, on one line', () => {
  const root = path.join(samplesRoot, 'legacy-package');
  const flows = path.join(root, 'Microsoft.Flow', 'flows');
  const read = (file: string) => JSON.parse(readText(file)) as JsonObject;
  const [id] = member(read(path.join(flows, 'manifest.json')), 'flowAssets').assetPaths as string[];
  const file = path.join(flows, id!, 'definition.json');
  const definition = read(file);
  expect(readText(file)).not.toContain('\n');
  expect(definition.name).toBe(id);
  expect(definition.type).toBe('Microsoft.Flow/flows');
  const resources = member(read(path.join(root, 'manifest.json')), 'resources');
  for (const map of ['apisMap.json', 'connectionsMap.json']) {
    const entries = read(path.join(flows, id!, map));
    expect(Object.keys(entries)).toEqual(
      Object.keys(member(definition, 'properties', 'connectionReferences')),
    );
    for (const target of Object.values(entries)) expect(Object.keys(resources)).toContain(target);
  }
  expect(Object.keys(resources)).toContain(id);
});

it('tells in the README about every flow, by names that are in the files', () => {
  const readme = readText(path.join(samplesRoot, 'README.md'));
  const everything = [...flowFiles, ...filesBelow(path.join(samplesRoot, 'legacy-package'))]
    .map(readText)
    .join('\n');
  for (const file of flowFiles) expect(readme).toContain(attributes(readText(`${file}.data.xml`), 'Name')[0]);
  const rows = readme.split('\n').filter((line) => /^\| [A-Z]/.test(line) && !line.startsWith('| Flow'));
  expect(rows.length).toBeGreaterThanOrEqual(20);
  for (const row of rows) {
    const name = /`([^`]+)`/.exec(row.split('|')[2] ?? '')?.[1] ?? '';
    expect(everything, row).toContain(`"${name}`);
  }
});

it('plants secrets that scanners of others do not take for real', () => {
  const everything = filesBelow(samplesRoot).map(readText).join('\n');
  // Formats of well-known providers: none may stand here, not even made up.
  for (const format of [
    /\b\w{3}8Q~/,
    /AccountKey=/,
    /SharedAccessKey=/,
    /\beyJ[A-Za-z0-9_-]{10}/,
    /-----BEGIN/,
    /AzFu/,
    /JQQJ99/,
    /AKIA[0-9A-Z]{16}/,
    /gh[pousr]_/,
  ])
    expect(everything).not.toMatch(format);
});
