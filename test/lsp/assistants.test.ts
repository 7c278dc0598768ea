// The tools for assistants in an editor: what is open counts, and repairs are offered to the preview.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AssistantParams, AssistantResult, RepairResult } from '../../server/src/protocol.ts';
import { LspClient, TempFolder } from '../harness/lspClient.ts';
import { FAULTY, FILES, FLOW, KEY } from '../mcp/support/faults.ts';

let folder: TempFolder;
let client: LspClient;
let uri: string;

beforeEach(async () => {
  folder = new TempFolder();
  for (const [path, text] of Object.entries(FILES)) folder.write(path, text);
  uri = folder.uriOf(FLOW);
  client = await LspClient.start({
    folders: [folder.uri],
    initializationOptions: { repairPreview: true, trees: true },
  });
  await client.request('lockkeeper/rescan', {});
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

function call(
  tool: string,
  args: unknown,
  at: string | null = uri,
  more: Partial<AssistantParams> = {},
): Promise<AssistantResult> {
  const params: AssistantParams = {
    ...{ tool, arguments: args, uri: at, root: folder.uri, baseUri: null, baseText: null },
    ...more,
  };
  return client.request('lockkeeper/assistant', params);
}

async function told(tool: string, args: unknown, at: string | null = uri) {
  const result = await call(tool, args, at);
  if (result.kind !== 'answer') throw new Error(JSON.stringify(result));
  expect(result.text).not.toContain(KEY.slice(4, 14));
  return JSON.parse(result.text.slice(result.text.indexOf('{')));
}

const refusal = async (tool: string, args: unknown, at: string | null = uri) => {
  const result = await call(tool, args, at);
  return result.kind === 'refused' ? result.reason : result.kind;
};

describe('a flow', () => {
  it('is checked as it is on disk, and as it is typed once it is open', async () => {
    expect((await told('check_flow', { path: FLOW })).total).toBe(5);
    await client.open(uri, FAULTY.replace('http://orders', 'https://orders'));
    const open = await told('check_flow', { path: FLOW });
    expect(open).toMatchObject({ total: 4, file: FLOW });
  });

  it('is described, and its fixes are listed', async () => {
    expect((await told('describe_flow', { path: FLOW })).flows).toMatchObject([{ solution: 'OrderFlows' }]);
    expect((await told('list_fixes', { path: FLOW, pointer: '/properties/definition/triggers' })).total).toBe(
      1,
    );
  });

  it('may be a text', async () => {
    expect((await told('check_flow', { text: FAULTY }, null)).total).toBe(5);
    expect((await told('apply_fix', { text: FAULTY, all_safe: true }, null)).made).toHaveLength(2);
  });
});

describe('a folder', () => {
  it('is told as the list of problems has it', async () => {
    const checked = await told('check_solution', { path: '.' }, folder.uri);
    expect(checked).toMatchObject({ clean: false, flows: 1, total: 5 });
    expect(checked.findings[0].file).toBe(FLOW);
    const empty = await told('check_solution', { path: 'src/Other' }, folder.uriOf('src/Other'));
    expect(empty).toMatchObject({ clean: false, flows: 0 });
  });
});

describe('two versions of a flow', () => {
  const HTTPS = FAULTY.replace('http://orders', 'https://orders');
  const risks = { risks: [{ kind: 'new', ruleId: 'insecure-url' }] };
  const compared = async (args: unknown, at: string | null, more: Partial<AssistantParams>) => {
    const result = await call('diff', args, at, more);
    if (result.kind !== 'answer') throw new Error(JSON.stringify(result));
    expect(result.text).not.toContain(KEY.slice(4, 14));
    return JSON.parse(result.text.slice(result.text.indexOf('{')));
  };

  it('are the open text and a text, a file or HEAD, which the client has read', async () => {
    folder.write('Old.json', HTTPS);
    await client.open(uri, FAULTY);
    for (const [args, more] of [
      [{ path: FLOW, base_text: HTTPS }, {}],
      [{ path: FLOW, base: 'HEAD' }, { baseText: HTTPS }],
      [{ path: FLOW, base_path: 'Old.json' }, { baseUri: folder.uriOf('Old.json') }],
      [{ text: FAULTY, base_path: 'Old.json' }, { baseUri: folder.uriOf('Old.json') }],
      [{ text: FAULTY, base_text: HTTPS }, {}],
    ] as const)
      expect(await compared(args, 'path' in args ? uri : null, more), JSON.stringify(args)).toMatchObject(
        risks,
      );
  });

  it('are refused where there is no text of a revision', async () => {
    expect(await refusal('diff', { path: FLOW, base: 'main' })).toContain('"base" is HEAD alone');
  });
});

describe('a repair', () => {
  it('is offered to the preview, one or all safe ones, and nothing is changed', async () => {
    await client.open(uri, FAULTY);
    const { findings } = await told('list_fixes', { path: FLOW });
    const { id, title } = findings.at(-1).fixes.at(-1);
    const one = await call('apply_fix', { path: FLOW, fixes: [id] });
    const all = await call('apply_fix', { path: FLOW, all_safe: true });
    for (const [result, files] of [
      [one, 3],
      [all, 1],
    ] as const) {
      if (result.kind !== 'repair') throw new Error(JSON.stringify(result));
      const repair: RepairResult = await client.request('lockkeeper/repair', result.target);
      if (repair.kind !== 'repair') throw new Error(repair.reason);
      expect(repair.files.length).toBeGreaterThanOrEqual(files);
    }
    expect(one).toMatchObject({ target: { title } });
    expect(readFileSync(join(folder.path, FLOW), 'utf8')).toBe(FAULTY);
  });

  it('of a file beside the flows is offered as well, of what is typed', async () => {
    const settings = folder.write('deploymentSettings.json', '{}');
    folder.write(
      'src/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml',
      '<environmentvariabledefinition schemaname="abc_ApiKey"><displayname default="Key"><label description="Key" languagecode="1033" /></displayname><type>100000000</type></environmentvariabledefinition>',
    );
    await client.request('lockkeeper/rescan', {});
    const text = `{ "EnvironmentVariables": [{ "SchemaName": "abc_ApiKey", "Value": "${KEY}" }], "ConnectionReferences": [] }`;
    await client.open(settings, text);
    await client.current(settings);
    const path = 'deploymentSettings.json';
    const { findings, version } = await told('list_fixes', { path }, settings);
    const [{ id, title }] = findings[0].fixes;
    const result = await call('apply_fix', { path, fixes: [id], version }, settings);
    if (result.kind !== 'repair') throw new Error(JSON.stringify(result));
    const repair = await client.request<RepairResult>('lockkeeper/repair', result.target);
    if (repair.kind !== 'repair') throw new Error(repair.reason);
    expect([repair.title, repair.files.map((one) => one.before)]).toEqual([
      title,
      expect.arrayContaining([text]),
    ]);
    expect(await refusal('check_flow', { path }, settings)).toContain('holds no flow');
  });

  it('is refused of a file that is not open, of another text, and where it asks to write', async () => {
    const { version } = await told('check_flow', { path: FLOW });
    const args = { path: FLOW, all_safe: true };
    expect(await refusal('apply_fix', args)).toContain('has to be open');
    await client.open(uri, FAULTY.replace('"Sent"', '"Send"'));
    expect(await refusal('apply_fix', { ...args, version })).toContain('has changed since');
    expect(await refusal('apply_fix', { ...args, write: true })).toContain('leave "write" out');
    expect(await refusal('apply_fix', { path: FLOW, fixes: ['a.b'] })).toContain('no such fix');
  });
});

it('says what is wrong with a call', async () => {
  expect(await refusal('check_flow', { pth: FLOW })).toContain('Did you mean "path"?');
  expect(await refusal('check_flow', { path: '/elsewhere.json' }, null)).toContain(
    'no folder of the workspace',
  );
  expect(await refusal('toString', {})).toBe('There is no such tool.');
  expect(
    await refusal('check_flow', { path: 'src/Other/Solution.xml' }, folder.uriOf('src/Other/Solution.xml')),
  ).toContain('holds no flow');
});
