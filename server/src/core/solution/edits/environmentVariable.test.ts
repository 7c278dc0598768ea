import { describe, expect, it } from 'vitest';
import {
  applied,
  crlf,
  DEFINITION,
  MANIFEST,
  only,
  PACKAGE,
  run,
  UNPACKED,
  UNZIPPED,
  YAML,
} from '../testing.ts';
import { addEnvironmentVariable, addRootComponent, type NewEnvironmentVariable } from './index.ts';

const KEY: NewEnvironmentVariable = { schemaName: 'abc_ApiKey', displayName: 'API "key"', type: 'Secret' };
const KEY_PATH = 'environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml';
const KEY_TEXT = `<environmentvariabledefinition schemaname="abc_ApiKey">
  <displayname default="API &quot;key&quot;">
    <label description="API &quot;key&quot;" languagecode="1031" />
  </displayname>
  <introducedversion>1.0.0.3</introducedversion>
  <iscustomizable>1</iscustomizable>
  <isrequired>0</isrequired>
  <secretstore>0</secretstore>
  <type>100000005</type>
</environmentvariabledefinition>`;

describe('addEnvironmentVariable', () => {
  it('writes a definition and lists it, in layout A', () => {
    const listed = MANIFEST.replace(
      'id="{0a1b2c3d-1111-2222-3333-444455556666}" behavior="0" />\n',
      (line) => `${line}      <RootComponent type="380" schemaName="abc_ApiKey" behavior="0" />\n`,
    );
    expect(run(UNPACKED, addEnvironmentVariable(only(UNPACKED), KEY))).toEqual({
      [`src/${KEY_PATH}`]: KEY_TEXT,
      'src/Other/Solution.xml': `\ufeff${listed}`,
    });
  });

  it('writes a definition and lists it, in layout B', () => {
    const listed = MANIFEST.replace(
      '    </RootComponents>',
      '      <RootComponent type="380" schemaName="abc_ApiKey" behavior="0" />\n    </RootComponents>',
    );
    expect(run(UNZIPPED, addEnvironmentVariable(only(UNZIPPED), KEY))).toEqual({
      [KEY_PATH]: crlf(KEY_TEXT),
      'solution.xml': crlf(listed),
    });
  });

  it('writes it like the other definitions of the solution, in their folder', () => {
    const path = 'src/environmentvariabledefinitions/abc_ApiUrl/environmentvariabledefinition.xml';
    const { [path]: _, ...others } = UNPACKED;
    const form = `\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n${crlf(DEFINITION).replaceAll('  ', '\t')}\r\n`;
    const folder = { ...others, [path.replace('environmentv', 'EnvironmentV')]: form };
    const changed = run(folder, addEnvironmentVariable(only(folder), KEY));
    expect(changed['src/EnvironmentVariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml']).toBe(
      `\ufeff<?xml version="1.0" encoding="utf-8"?>\r\n${crlf(KEY_TEXT).replaceAll('  ', '\t')}\r\n`,
    );
  });

  it('reads back as written', () => {
    const variable: NewEnvironmentVariable = {
      schemaName: 'abc_Body',
      displayName: 'Body & "more"',
      type: 'JSON',
      defaultValue: '{\n  "a": "<1>"\n}',
      description: 'Two\nlines',
    };
    const found = only(
      applied(UNPACKED, addEnvironmentVariable(only(UNPACKED), variable)),
    ).environmentVariable('abc_body')!;
    expect(found.type).toBe('JSON');
    const { displayName, defaultValue, description } = found.definition!;
    expect([displayName!.value, defaultValue!.value, description!.value]).toEqual([
      variable.displayName,
      variable.defaultValue,
      variable.description,
    ]);
    const flag = { schemaName: 'abc_Flag', displayName: '', type: 'Boolean', defaultValue: 'TRUE' } as const;
    const second = only(applied(UNPACKED, addEnvironmentVariable(only(UNPACKED), flag))).environmentVariable(
      'abc_Flag',
    );
    expect(second!.definition).toMatchObject({
      defaultValue: { value: 'yes' },
      displayName: { value: 'abc_Flag' },
    });
  });

  it.each<[string, Partial<NewEnvironmentVariable>]>([
    ['a name that is taken', { schemaName: 'ABC_APIURL' }],
    ['a name that is none', { schemaName: '../abc' }],
    ['a secret in plain text', { defaultValue: 'hun' + 'ter2' }],
    ['a value that is too long', { type: 'String', defaultValue: 'x'.repeat(2001) }],
    ['characters that XML cannot hold', { displayName: 'a\u0000b' }],
  ])('refuses %s', (_, part) => {
    const edit = addEnvironmentVariable(only(UNPACKED), { ...KEY, ...part });
    expect(edit).toMatchObject({ refused: expect.stringMatching(/^[A-Z"].*\.$/) });
    expect(JSON.stringify(edit)).not.toContain('hun' + 'ter2');
  });

  it('takes a Key Vault reference as the default of a secret', () => {
    const defaultValue = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/secrets/n';
    const after = only(applied(UNPACKED, addEnvironmentVariable(only(UNPACKED), { ...KEY, defaultValue })));
    expect(after.environmentVariable('abc_ApiKey')!.definition!.defaultValue!.value).toBe(defaultValue);
  });

  it('refuses layouts that cannot hold it, and damaged or missing manifests', () => {
    expect(addEnvironmentVariable(only(YAML), KEY)).toMatchObject({
      refused: expect.stringContaining('YAML'),
    });
    expect(addEnvironmentVariable(only(PACKAGE), KEY)).toMatchObject({
      refused: expect.stringContaining('legacy package'),
    });
    const damaged = { ...UNPACKED, 'src/Other/Solution.xml': MANIFEST.slice(0, 400) };
    expect(addEnvironmentVariable(only(damaged), KEY)).toMatchObject({
      refused: 'Solution.xml is damaged. Repair it first.',
    });
    const { 'src/Other/Solution.xml': _, ...missing } = UNPACKED;
    expect(addEnvironmentVariable(only(missing), KEY)).toMatchObject({
      refused: expect.stringContaining('no solution.xml'),
    });
  });
});

describe('addRootComponent', () => {
  it('writes no character that XML cannot hold', () => {
    for (const component of [
      { type: 380, schemaName: 'abc_\ud83d' },
      { type: 29, id: '0a1b\u0001' },
    ])
      expect(addRootComponent(only(UNPACKED), component)).toHaveProperty('refused');
  });

  const lists: readonly (readonly [string, string, string])[] = [
    [
      '<RootComponents />',
      '<RootComponents>\n  <RootComponent type="380" schemaName="abc_B" behavior="0" />\n</RootComponents>',
      'A',
    ],
    [
      '<RootComponents>\n  <RootComponent type="380" schemaName="abc_A" />\n  <RootComponent type="380" schemaName="abc_C" />\n</RootComponents>',
      '<RootComponents>\n  <RootComponent type="380" schemaName="abc_A" />\n  <RootComponent type="380" schemaName="abc_B" behavior="0" />\n  <RootComponent type="380" schemaName="abc_C" />\n</RootComponents>',
      'A',
    ],
    [
      '<RootComponents>\n  <RootComponent type="61" schemaName="x" />\n</RootComponents>',
      '<RootComponents>\n  <RootComponent type="380" schemaName="abc_B" behavior="0" />\n  <RootComponent type="61" schemaName="x" />\n</RootComponents>',
      'A',
    ],
    [
      '<RootComponents>\n  <RootComponent type="61" schemaName="x" />\n  <RootComponent type="1" schemaName="y" />\n  <RootComponent type="300" schemaName="z" />\n</RootComponents>',
      '<RootComponents>\n  <RootComponent type="61" schemaName="x" />\n  <RootComponent type="1" schemaName="y" />\n  <RootComponent type="300" schemaName="z" />\n  <RootComponent type="380" schemaName="abc_B" behavior="0" />\n</RootComponents>',
      'A',
    ],
    [
      '',
      '<RootComponents>\n  <RootComponent type="380" schemaName="abc_B" behavior="0" />\n</RootComponents>\n',
      'A',
    ],
    [
      '<RootComponents><RootComponent type="1" /></RootComponents>',
      '<RootComponents><RootComponent type="1" /><RootComponent type="380" schemaName="abc_B" behavior="0" /></RootComponents>',
      'A',
    ],
  ];

  it.each(lists)('puts it into %j', (before, after) => {
    const inner = (list: string): string =>
      MANIFEST.replace(/ {4}<RootComponents>[\s\S]*<\/RootComponents>\n/, () =>
        list === '' ? '' : `${list.trimEnd().replace(/^/gm, '    ')}\n`,
      );
    const folder = { 'Other/Solution.xml': inner(before) };
    const component = { type: 380, schemaName: 'abc_B' };
    const changed = run(folder, addRootComponent(only(folder), component));
    expect(changed).toEqual({ 'Other/Solution.xml': inner(after) });
    expect(addRootComponent(only(changed), { ...component, schemaName: 'ABC_b' })).toEqual([]);
  });

  it('lists a flow by its id', () => {
    const id = 'FFFFFFFF-1111-2222-3333-444455556666';
    const changed = run(UNZIPPED, addRootComponent(only(UNZIPPED), { type: 29, id }));
    expect(changed['solution.xml']).toContain(
      `<RootComponent type="29" id="{${id.toLowerCase()}}" behavior="0" />\r\n`,
    );
  });
});
