// Nothing outside of the roots is looked at or written: not by its path, not through a link, and not because a client says so.
import { readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { LEAKY, pretty } from '../cli/support/flows.ts';
import { folderWith } from '../cli/support/folder.ts';
import { connect } from './support/client.ts';
import { FILES, FLOW } from './support/faults.ts';

const TEXT = pretty(LEAKY);
const WRITE = { all_safe: true, write: true };

let outside: string;
let inside: string;

beforeEach(async () => {
  outside = await folderWith({ 'flow.json': TEXT });
  inside = await folderWith({ 'flow.json': TEXT, 'sub/flow.json': TEXT });
});

const untouched = async (file: string): Promise<void> => expect(await readFile(file, 'utf8')).toBe(TEXT);

describe('a path', () => {
  it('is relative to the first root, or absolute, and leads to the same file', async () => {
    const { call } = await connect([inside, outside]);
    for (const path of ['sub/flow.json', join(inside, 'sub/flow.json'), './sub/../sub/flow.json'])
      expect((await call('check_flow', { path })).structured.file).toBe('sub/flow.json');
    expect((await call('check_flow', { path: join(outside, 'flow.json') })).structured.total).toBe(1);
  });

  it('outside of the roots is refused, whether there is something or not', async () => {
    const { refused } = await connect([join(inside, 'sub')]);
    for (const path of ['../flow.json', join(outside, 'flow.json'), '../none.json', '/etc/passwd'])
      for (const tool of ['check_flow', 'describe_flow', 'list_fixes', 'check_solution'])
        expect(await refused(tool, { path }), path).toContain('lies outside of the roots');
    expect(await refused('apply_fix', { path: '../flow.json', ...WRITE })).toContain('outside of the roots');
    await untouched(join(inside, 'flow.json'));
  });

  it('that no file can have is told as such', async () => {
    const { refused } = await connect([inside]);
    expect(await refused('check_flow', { path: 'sub/\0.json' })).toContain(
      'its name is none that a file can have',
    );
  });

  it('through a link that leads out is refused, to a file and by a folder', async () => {
    await symlink(join(outside, 'flow.json'), join(inside, 'link.json'));
    await symlink(outside, join(inside, 'out'));
    const { refused, call } = await connect([inside]);
    for (const path of ['link.json', 'out/flow.json'])
      for (const args of [{ path }, { path, ...WRITE }])
        expect(await refused('all_safe' in args ? 'apply_fix' : 'check_flow', args)).toContain(
          'leads out of the roots through a link',
        );
    const { structured } = await call('check_solution', { path: '.' });
    expect(structured.flows).toBe(2);
    await untouched(join(outside, 'flow.json'));
  });

  it('through a link inside is read, and not written', async () => {
    await symlink(join(inside, 'flow.json'), join(inside, 'same.json'));
    await symlink(join(inside, 'sub'), join(inside, 'way'));
    const { refused, call } = await connect([inside]);
    for (const path of ['same.json', 'way/flow.json']) {
      expect((await call('check_flow', { path })).structured.total).toBe(1);
      expect(await refused('apply_fix', { path, ...WRITE })).toContain('reached through a symbolic link');
    }
    await untouched(join(inside, 'flow.json'));
    await untouched(join(inside, 'sub/flow.json'));
  });

  it('may go through a root that is a link itself', async () => {
    const link = join(await folderWith({}), 'link');
    await symlink(inside, link);
    const { call } = await connect([link]);
    expect((await call('apply_fix', { path: join(link, 'flow.json'), ...WRITE })).structured.written).toBe(
      true,
    );
    expect(await readFile(join(inside, 'flow.json'), 'utf8')).toContain('secureData');
  });
});

describe('what lies above the roots', () => {
  it('says nothing: no configuration and no solution is read there', async () => {
    const config = JSON.stringify({ ignore: [{ rule: 'secret-read-unsecured', reason: 'x' }] });
    const folder = await folderWith({ 'lockkeeper.config.json': config, 'sub/flow.json': TEXT });
    const { call } = await connect([join(folder, 'sub')]);
    expect((await call('check_flow', { path: 'flow.json' })).structured).toMatchObject({
      total: 1,
      ignored: 0,
    });
    const whole = await connect([folder]);
    expect((await whole.call('check_flow', { path: 'sub/flow.json' })).structured.ignored).toBe(1);
  });

  it('gets no file of a repair that reaches there', async () => {
    const folder = await folderWith(FILES);
    const own = await connect([join(folder, dirname(FLOW))]);
    const { structured } = await own.call('list_fixes', { path: join(folder, FLOW) });
    const kinds = structured.findings.flatMap((one: { fixes: { kind: string }[] }) =>
      one.fixes.map((fix) => fix.kind),
    );
    expect(kinds).not.toContain('secret-variable');
  });
});

describe('the roots of the client', () => {
  it('narrow what may be looked at', async () => {
    const { call, refused } = await connect([inside], { clientRoots: () => [join(inside, 'sub')] });
    expect((await call('check_flow', { path: 'flow.json' })).structured.file).toBe('flow.json');
    expect(await refused('check_flow', { path: join(inside, 'flow.json') })).toContain(
      'outside of the roots',
    );
  });

  it('never widen it', async () => {
    const { call, refused } = await connect([inside], { clientRoots: () => [dirname(inside), outside] });
    expect((await call('check_flow', { path: 'flow.json' })).structured.total).toBe(1);
    expect(await refused('check_flow', { path: join(outside, 'flow.json') })).toContain(
      'outside of the roots',
    );
    const apart = await connect([inside], { clientRoots: () => [outside] });
    expect(await apart.refused('check_flow', { path: join(outside, 'flow.json') })).toContain(
      'nothing in common',
    );
  });

  it('count as they are told last', async () => {
    let roots = [join(inside, 'sub')];
    const { call, refused, client } = await connect([inside], { clientRoots: () => roots });
    const path = join(inside, 'flow.json');
    await refused('check_flow', { path });
    roots = [inside];
    await client.sendRootsListChanged();
    expect((await call('check_flow', { path })).structured.total).toBe(1);
  });

  it('are no matter of a text that the call gives', async () => {
    const { call } = await connect([inside], { clientRoots: () => [] });
    expect((await call('check_flow', { text: TEXT })).structured.total).toBe(1);
  });
});
