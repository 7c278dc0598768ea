// The way that an assistant goes: check, list, fix, until the flow is clean.
import { readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith } from '../cli/support/folder.ts';
import { lockkeeper } from '../cli/support/spawn.ts';
import { type Assistant, connect, connectBuilt } from './support/client.ts';
import { FAULTY, FILES, FLOW, KEY } from './support/faults.ts';

interface Listed {
  readonly ruleId: string;
  readonly fixes: readonly { readonly id: string; readonly kind: string; readonly safe: boolean }[];
}

/** The ids of the fixes of some kinds. */
async function fixIds({ call }: Assistant, path: string, kinds: readonly string[]): Promise<string[]> {
  const { structured } = await call('list_fixes', { path });
  const fixes = (structured.findings as Listed[]).flatMap((one) => one.fixes);
  return kinds.map((kind) => fixes.find((one) => one.kind === kind)!.id);
}

const REVIEWED = ['tenant-only', 'use-https', 'secret-variable'];

describe('a flow with five faults', () => {
  it('is repaired to clean over standard input and output, by the built server', async () => {
    const cwd = await folderWith(FILES);
    const assistant = await connectBuilt(cwd);
    const { call } = assistant;
    const before = await call('check_flow', { path: FLOW });
    expect(before.structured.clean).toBe(false);
    expect(before.structured.findings.map((one: Listed) => one.ruleId)).toEqual([
      'http-trigger-open',
      'secret-read-unsecured',
      'secure-data-unsupported',
      'insecure-url',
      'hardcoded-secret',
    ]);
    const safe = await call('apply_fix', { path: FLOW, all_safe: true, write: true });
    expect(safe.structured.made).toHaveLength(2);
    const rest = await call('apply_fix', {
      path: FLOW,
      fixes: await fixIds(assistant, FLOW, REVIEWED),
      version: safe.structured.after.version,
      write: true,
    });
    expect(rest.structured.notMade).toEqual([]);
    expect(rest.structured.after).toMatchObject({ clean: true, counts: { error: 0 } });
    const after = await call('check_flow', { path: FLOW });
    expect(after.structured).toMatchObject({ clean: true, findings: [] });
    expect((await call('check_solution', { path: '.' })).structured.clean).toBe(true);
    // The command line says so as well, and the variable that a repair has made is a part of the solution.
    expect(await lockkeeper(['check', '.'], cwd)).toMatchObject({ code: 0 });
    const made = rest.structured.changes.filter((one: { kind: string }) => one.kind === 'create');
    expect(made.map((one: { file: string }) => one.file)).toEqual([
      'src/environmentvariabledefinitions/abc_SendXApiKey/environmentvariabledefinition.xml',
    ]);
    for (const answer of [before, safe, rest, after]) expect(answer.text).not.toContain(KEY.slice(4, 14));
    expect(await readFile(join(cwd, FLOW), 'utf8')).not.toContain(KEY);
  });

  it('is changed by nothing but a call that says so', async () => {
    const cwd = await folderWith(FILES);
    const assistant = await connect([cwd]);
    const ids = await fixIds(assistant, FLOW, REVIEWED);
    for (const fixes of [{ all_safe: true }, { fixes: ids }, { fixes: ids, write: false }]) {
      const { structured, text } = await assistant.call('apply_fix', { path: FLOW, ...fixes });
      expect(structured.written).toBe(false);
      expect(text).toContain('nothing was written');
      expect(structured.changes.length).toBeGreaterThan(0);
      // A file is shown by its changes alone.
      expect(structured).not.toHaveProperty('text');
      expect(text.length).toBeLessThan(FAULTY.length * 4);
    }
    expect(await readFile(join(cwd, FLOW), 'utf8')).toBe(FAULTY);
    expect(await readdir(join(cwd, 'src'))).not.toContain('environmentvariabledefinitions');
  });

  it('may be a text of the call: edits for it, and the new text once no secret is left in it', async () => {
    const { call, refused } = await connect([await folderWith({})]);
    const first = await call('apply_fix', { text: FAULTY, all_safe: true });
    expect(first.structured.made).toHaveLength(2);
    expect(first.structured).not.toHaveProperty('text');
    expect(first.text).not.toContain(KEY.slice(4, 14));
    const [change] = first.structured.changes;
    const repaired = applied(FAULTY, change.edits);
    expect((await call('check_flow', { text: repaired })).structured.counts.error).toBe(3);

    const harmless = FAULTY.replace(KEY, "@parameters('key')");
    const second = await call('apply_fix', { text: harmless, all_safe: true });
    expect(second.structured.text).toBe(applied(harmless, second.structured.changes[0].edits));
    expect(JSON.parse(second.structured.text)).toHaveProperty('properties');
    expect(await refused('apply_fix', { text: harmless, all_safe: true, write: true })).toBe(
      '"write" needs "path": a text that the call gives is nowhere to be written.',
    );
  });
});

describe('a repair', () => {
  it('is refused where the text has changed since', async () => {
    const cwd = await folderWith(FILES);
    const assistant = await connect([cwd]);
    const { version } = (await assistant.call('check_flow', { path: FLOW })).structured;
    const ids = await fixIds(assistant, FLOW, ['use-https']);
    const newer = FAULTY.replace('http://orders', 'https://orders');
    await writeFile(join(cwd, FLOW), newer);
    const call = { path: FLOW, fixes: ids, write: true };
    expect(await assistant.refused('apply_fix', { ...call, version })).toContain('has changed since');
    expect(await assistant.refused('apply_fix', call)).toMatch(
      /^This text has no fix "insecure-url\.\w+": the text may have changed, so call list_fixes again\.$/,
    );
    expect(await readFile(join(cwd, FLOW), 'utf8')).toBe(newer);
  });

  it('writes nothing where somebody else writes meanwhile', async () => {
    const cwd = await folderWith(FILES);
    const newer = FAULTY.replace('"Sent"', '"Send"');
    let reads = 0;
    const assistant = await connect([cwd], {
      fs: {
        // The file changes between the check and the writing.
        readFile: (async (path: string, options?: 'utf8') => {
          if (path.endsWith('.json') && path.includes('Orders-') && ++reads === 2)
            await writeFile(path, newer);
          return readFile(path, options);
        }) as never,
      },
    });
    expect(await assistant.refused('apply_fix', { path: FLOW, all_safe: true, write: true })).toMatch(
      /^Nothing was written\. ".*": This file changed meanwhile and was left as it is\.$/,
    );
    expect(await readFile(join(cwd, FLOW), 'utf8')).toBe(newer);
  });

  it('of several files writes all of them or none, and says which', async () => {
    const cwd = await folderWith(FILES);
    const ids = await fixIds(await connect([cwd]), FLOW, ['secret-variable']);
    const call = { path: FLOW, fixes: ids, write: true };
    const manifest = await readFile(join(cwd, 'src/Other/Solution.xml'), 'utf8');
    const elsewhere = await folderWith({});
    const made = join(cwd, 'src/environmentvariabledefinitions');
    await symlink(elsewhere, made);
    const assistant = await connect([cwd]);
    expect(await assistant.refused('apply_fix', call)).toContain('Nothing was written.');
    expect(await readFile(join(cwd, FLOW), 'utf8')).toBe(FAULTY);
    expect(await readFile(join(cwd, 'src/Other/Solution.xml'), 'utf8')).toBe(manifest);
    expect((await readdir(elsewhere)).filter((name) => name !== '.git')).toEqual([]);

    await rm(made);
    const { structured } = await assistant.call('apply_fix', call);
    expect(structured.changes.map((one: { file: string }) => one.file).sort()).toEqual([
      'src/Other/Customizations.xml',
      'src/Other/Solution.xml',
      FLOW,
      'src/environmentvariabledefinitions/abc_SendXApiKey/environmentvariabledefinition.xml',
    ]);
    expect(await readFile(join(cwd, 'src/Other/Solution.xml'), 'utf8')).toContain('abc_SendXApiKey');
  });

  it('is told as not made where one before it has cured its finding', async () => {
    const cwd = await folderWith(FILES);
    const assistant = await connect([cwd]);
    const ids = await fixIds(assistant, FLOW, ['key-vault', 'secret-variable']);
    const { structured } = await assistant.call('apply_fix', { path: FLOW, fixes: ids });
    expect(structured.made.map((one: { id: string }) => one.id)).toEqual(ids.slice(0, 1));
    expect(structured.notMade).toEqual([
      { id: ids[1], reason: 'A fix before it has cured this finding already.' },
    ]);
  });

  it('is none of a file that is gone', async () => {
    const cwd = await folderWith(FILES);
    const { refused } = await connect([cwd]);
    await rm(join(cwd, FLOW));
    expect(await refused('apply_fix', { path: FLOW, all_safe: true, write: true })).toBe(
      `"${FLOW}" does not exist.`,
    );
  });
});

interface Edit {
  readonly range: Record<'start' | 'end', { readonly line: number; readonly character: number }>;
  readonly newText: string;
  readonly masked?: true;
}

/** As a client makes edits, the last one first. */
function applied(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Edit['range']['start']): number =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((result, { range, newText, masked }) => {
      expect(masked).toBeUndefined();
      return result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end));
    }, text);
}
