// Repairs of files beside the flows: list, fix, masked and within the roots, as in flows.
import { readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../cli/support/folder.ts';
import { FAKES } from '../harness/fakes.ts';
import { connect } from './support/client.ts';
import { FILES } from './support/faults.ts';

const SETTINGS = 'deploymentSettings.json';
const MANIFEST = 'src/Other/Solution.xml';
const ID = '1b2c3d4e-1111-2222-3333-444455557777';
const OTHER = `src/Workflows/Other-${ID.toUpperCase()}.json`;
const DATA = `${OTHER}.data.xml`;
const SECRET = FAKES.hex32!;

/** A flow that the manifest does not list, and a secret in the settings of the deployment. */
const FAULTS: Readonly<Record<string, string>> = {
  ...FILES,
  'src/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml':
    '<environmentvariabledefinition schemaname="abc_ApiKey"><displayname default="Key"><label description="Key" languagecode="1033" /></displayname><type>100000000</type></environmentvariabledefinition>',
  [OTHER]: '{"properties":{"connectionReferences":{},"definition":{"triggers":{},"actions":{}}}}',
  [DATA]: `<Workflow WorkflowId="{${ID}}" Name="Other"><JsonFileName>/${OTHER.slice(4)}</JsonFileName><Category>5</Category><StateCode>1</StateCode></Workflow>`,
  [SETTINGS]: `{ "EnvironmentVariables": [{ "SchemaName": "abc_ApiKey", "Value": "${SECRET}" }], "ConnectionReferences": [] }\n`,
};

interface Listed {
  readonly fixes: readonly { readonly id: string; readonly kind: string; readonly safe: boolean }[];
}
const fixesIn = (structured: { findings: readonly Listed[] }) =>
  structured.findings.flatMap((one) => one.fixes);

describe('a file beside the flows', () => {
  it('gets its safe repairs, in another file too, and only when the call says so', async () => {
    const cwd = await folderWith(FAULTS);
    const { call } = await connect([cwd]);
    const listed = (await call('list_fixes', { path: DATA })).structured;
    expect(listed).toMatchObject({
      file: DATA,
      findings: [
        {
          ruleId: 'root-component-missing',
          fixes: [{ kind: 'list-component', safe: true, changesOtherFiles: true }],
        },
      ],
    });
    const manifest = await readFile(join(cwd, MANIFEST), 'utf8');
    const shown = (await call('apply_fix', { path: DATA, all_safe: true })).structured;
    expect(shown).toMatchObject({ written: false, changes: [{ file: MANIFEST, kind: 'edit' }] });
    expect(shown.after).toMatchObject({ clean: true, counts: { warning: 0 } });
    expect(await readFile(join(cwd, MANIFEST), 'utf8')).toBe(manifest);
    const { id } = fixesIn(listed)[0]!;
    const written = (
      await call('apply_fix', { path: DATA, fixes: [id], version: listed.version, write: true })
    ).structured;
    expect(written).toMatchObject({ written: true, made: [{ id }], notMade: [] });
    expect(await readFile(join(cwd, MANIFEST), 'utf8')).toContain(ID);
    expect((await call('list_fixes', { path: DATA })).structured.findings).toEqual([]);
  });

  it('may be the settings of a deployment, whose secrets no answer holds', async () => {
    const cwd = await folderWith(FAULTS);
    const { call } = await connect([cwd]);
    const listed = await call('list_fixes', { path: SETTINGS });
    const fix = fixesIn(listed.structured).find((one) => one.kind === 'empty-value')!;
    const applied = await call('apply_fix', { path: SETTINGS, fixes: [fix.id], write: true });
    expect(applied.structured).toMatchObject({ written: true, notMade: [], after: { clean: true } });
    expect(applied.structured.changes.map((one: { file: string }) => one.file)).toContain(SETTINGS);
    for (const { text } of [listed, applied]) expect(text).not.toContain(SECRET.slice(4, 16));
    const after = await readFile(join(cwd, SETTINGS), 'utf8');
    expect(after).not.toContain(SECRET);
    expect(JSON.parse(after).EnvironmentVariables).toHaveLength(1);
  });

  it('is refused where it has changed, has no such repair, or is asked for as a flow', async () => {
    const cwd = await folderWith(FAULTS);
    const { call, refused } = await connect([cwd]);
    const { version } = (await call('list_fixes', { path: SETTINGS })).structured;
    await writeFile(join(cwd, SETTINGS), FAULTS[SETTINGS]!.replace('}\n', '} \n'));
    const all = { path: SETTINGS, all_safe: true, write: true };
    expect(await refused('apply_fix', { ...all, version })).toBe(
      'The text has changed since that version: call list_fixes again.',
    );
    expect(await refused('apply_fix', { path: SETTINGS, fixes: ['a.b'] })).toMatch(
      /^This text has no fix "a.b"/,
    );
    expect(await refused('check_flow', { path: SETTINGS })).toMatch(
      /^This file holds no flow: check_solution/,
    );
    expect(await refused('list_fixes', { path: 'package.json' })).toMatch(/does not exist/);
    await writeFile(join(cwd, 'package.json'), '{}');
    expect(await refused('list_fixes', { path: 'package.json' })).toMatch(/^This file holds no flow: pass/);
  });

  it('is changed within the roots alone, and not through a link', async () => {
    const outside = await folderWith(FAULTS);
    const cwd = await folderWith(FAULTS);
    const { refused } = await connect([cwd]);
    expect(await refused('list_fixes', { path: join(outside, SETTINGS) })).toContain(
      'lies outside of the roots',
    );
    // The manifest that the repair is for is a link to one beside it.
    await rename(join(cwd, MANIFEST), join(cwd, 'src/Other/notes.txt'));
    await symlink(join(cwd, 'src/Other/notes.txt'), join(cwd, MANIFEST));
    const before = await readFile(join(cwd, 'src/Other/notes.txt'), 'utf8');
    expect(await refused('apply_fix', { path: DATA, all_safe: true, write: true })).toMatch(
      /^Nothing was written\. .*symbolic link/,
    );
    expect(await readFile(join(cwd, 'src/Other/notes.txt'), 'utf8')).toBe(before);
    // What a link out of the root leads to is not there.
    await rename(join(cwd, SETTINGS), join(cwd, 'old.json'));
    await symlink(join(outside, SETTINGS), join(cwd, SETTINGS));
    expect(await refused('list_fixes', { path: SETTINGS })).toContain(
      'leads out of the roots through a link',
    );
  });
});
