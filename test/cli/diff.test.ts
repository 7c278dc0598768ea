// `lockkeeper diff`: which two versions are compared, and what the call says of them.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../server/src/core/index.ts';
import { FAKES } from '../harness/fakes.ts';
import {
  compose,
  flowText,
  http,
  inOrder,
  runsAfter,
  type Steps,
  scope,
  secured,
} from '../harness/flowBuilder.ts';
import { runInProcess, type TestOptions } from './support/environment.ts';
import { folderWith } from './support/folder.ts';
import { commit, git, HAS_GIT, put, repositoryWith } from './support/repository.ts';

const ID = '0A1B2C3D-1111-2222-3333-444455556666';
const FILE = `Workflows/Orders-${ID}.json`;
const diff = (cwd: string, args: readonly string[] = [], more: Partial<TestOptions> = {}) =>
  runInProcess(['diff', ...args], { cwd, analyzer: createAnalyzer(), ...more });
const flow = (actions: Steps): string => flowText({ actions, spareConnections: false });
const steps = (...names: readonly string[]): string =>
  flow(inOrder(Object.fromEntries(names.map((name) => [name, compose(name)]))));
const first = (text: string): string => text.split('\n')[0] ?? '';

describe.skipIf(!HAS_GIT)('lockkeeper diff, against git', () => {
  it('compares a revision with the files as they are, committed or not', async () => {
    const cwd = await repositoryWith({ [FILE]: steps('A') });
    await put(cwd, { [FILE]: steps('A', 'B'), 'Workflows/New.json': steps('N') });
    const { stdout, code } = await diff(cwd, ['HEAD']);
    expect(code).toBe(0);
    expect(first(stdout)).toBe('Lockkeeper: 1 flow changed, 1 added, no new risks');
    expect(stdout).toContain('+ B (Compose) inserted at the end, after A');
  });

  it('takes a branch where the work left it, two revisions as they are, and three dots as git does', async () => {
    const cwd = await repositoryWith({ [FILE]: steps('A') });
    git(cwd, 'checkout', '--quiet', '-b', 'work');
    await put(cwd, { [FILE]: steps('A', 'Mine') });
    commit(cwd);
    git(cwd, 'checkout', '--quiet', 'main');
    await put(cwd, { 'Workflows/Theirs.json': steps('T') });
    commit(cwd);
    git(cwd, 'checkout', '--quiet', 'work');
    const told = async (...args: readonly string[]) => first((await diff(cwd, args)).stdout);
    const mine = 'Lockkeeper: 1 flow changed, no new risks';
    expect(await told('main')).toBe(mine);
    expect(await told('main...work')).toBe(mine);
    expect(await told('--base', 'main', '.')).toBe(mine);
    expect(await told('main', 'work')).toBe('Lockkeeper: 1 flow changed, 1 removed, no new risks');
    expect(await told('work', 'main')).toBe('Lockkeeper: 1 flow changed, 1 added, no new risks');
    const pipeline = { env: { GITHUB_BASE_REF: 'main' } };
    git(cwd, 'update-ref', 'refs/remotes/origin/main', 'main');
    expect(first((await diff(cwd, [], pipeline)).stdout)).toBe(mine);
  });

  it('looks at the paths that are named, and finds a flow again that was renamed', async () => {
    const cwd = await repositoryWith({
      [`a/${FILE}`]: steps('A'),
      [`b/${FILE.replace(/0A/, '1A')}`]: steps('A'),
    });
    git(cwd, 'mv', `a/${FILE}`, `a/Workflows/Sales-${ID}.json`);
    await put(cwd, { [`b/${FILE.replace(/0A/, '1A')}`]: steps('B') });
    const { stdout } = await diff(cwd, ['HEAD', 'a']);
    expect(first(stdout)).toBe('Lockkeeper: 1 flow changed, 1 renamed, no new risks');
    expect(stdout).not.toContain('removed');
  });

  it('takes nothing for removed that a sparse checkout leaves out', async () => {
    const other = 'other/Workflows/B.json';
    const cwd = await repositoryWith({
      [FILE]: steps('A'),
      [other]: steps('B'),
      'other/Other/Solution.xml': '<ImportExportXml><SolutionManifest /></ImportExportXml>',
      'third/Workflows/C.json': steps('C'),
    });
    await put(cwd, { 'third/Workflows/C.json': steps('C', 'D') });
    commit(cwd);
    git(cwd, 'sparse-checkout', 'set', '--no-cone', '/Workflows/');
    const told = async (...args: readonly string[]) => first((await diff(cwd, args)).stdout);
    expect(await told('HEAD')).toMatch(/^Lockkeeper: no changes/);
    expect(await told('HEAD', 'other')).toMatch(/^Lockkeeper: no changes/);
    expect(await told('HEAD', other)).toMatch(/^Lockkeeper: no changes/);
    expect(await told('--base', 'HEAD', 'Workflows')).toMatch(/^Lockkeeper: no changes/);
    // What is there counts; what was committed is told as in a whole checkout.
    expect(await told('HEAD', '.')).toMatch(/^Lockkeeper: no changes/);
    git(cwd, 'checkout', '--quiet', '-b', 'work');
    git(cwd, 'branch', '--quiet', '-f', 'before', 'HEAD~1');
    expect(await told('before')).toBe('Lockkeeper: 1 flow changed, no new risks');
    await put(cwd, { [FILE]: steps('A', 'E'), [other]: steps('B', 'F') });
    expect(await told('before')).toBe('Lockkeeper: 3 flows changed, no new risks');
    await rm(join(cwd, FILE));
    expect(await told('before')).toBe('Lockkeeper: 2 flows changed, 1 removed, no new risks');
  });

  it('does so in a submodule as well', async () => {
    const inner = await repositoryWith({ [FILE]: steps('A'), 'other/Workflows/B.json': steps('B') });
    const cwd = await repositoryWith({ 'Workflows/C.json': steps('C') });
    git(cwd, 'submodule', '--quiet', 'add', inner, 'mods/inner');
    commit(cwd);
    git(join(cwd, 'mods/inner'), 'sparse-checkout', 'set', '--no-cone', '/Workflows/');
    expect(first((await diff(cwd, ['HEAD', '.'])).stdout)).toMatch(/^Lockkeeper: no changes/);
    await put(cwd, { [`mods/inner/${FILE}`]: steps('A', 'D') });
    expect(first((await diff(cwd, ['HEAD', '.'])).stdout)).toBe('Lockkeeper: 1 flow changed, no new risks');
  });

  it('says what is wrong with a version that is not there', async () => {
    const cwd = await repositoryWith({ [FILE]: steps('A'), 'old/x.txt': '' });
    expect(await diff(cwd, ['nowhere'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nowhere'),
    });
    expect(await diff(cwd, ['old'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"old" is a file or folder: name the newer one beside it'),
    });
    expect(await diff(cwd, [])).toMatchObject({ code: 2, stderr: expect.stringContaining('--base') });
    expect(await diff(cwd, ['--output=x'])).toMatchObject({ code: 2 });
  });
});

describe('lockkeeper diff, of two folders', () => {
  const two = (before: Record<string, string>, now: Record<string, string>): Promise<string> => {
    const under = (folder: string, files: Record<string, string>): [string, string][] =>
      Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]);
    return folderWith(Object.fromEntries([...under('old', before), ...under('new', now)]));
  };

  it('matches flows by id, and by name where there is none', async () => {
    const cwd = await two(
      { [FILE]: steps('A'), 'Workflows/Plain.json': steps('A') },
      { [`Workflows/Sales-${ID}.json`]: steps('A', 'B'), 'Workflows/Plain.json': steps('A', 'C') },
    );
    for (const args of [
      ['old', 'new'],
      ['--base-dir', 'old', 'new'],
    ]) {
      const { stdout, code } = await diff(cwd, args);
      expect(code).toBe(0);
      expect(first(stdout)).toBe('Lockkeeper: 2 flows changed, 1 renamed, no new risks');
    }
  });

  it('tells new findings, lost protection, and what is fixed', async () => {
    const key = (value: string): Steps => ({ Call: http({ headers: { 'x-api-key': value } }) });
    const cwd = await two(
      {
        [FILE]: flow({ Get: secured(http({}), 'inputs', 'outputs') }),
        'Workflows/Leak.json': flow(key(FAKES.githubToken!)),
      },
      {
        [FILE]: flow({ Get: http({ uri: 'http://example.org' }) }),
        'Workflows/Leak.json': flow(key('@body()')),
      },
    );
    const { stdout } = await diff(cwd, ['old', 'new']);
    expect(stdout).toMatch(/^! secure-data-removed · Orders/m);
    expect(stdout).toMatch(/^! insecure-url · Orders/m);
    expect(stdout).toMatch(/^Fixed: .*hardcoded-secret.* What was in clear stays in git history/m);
    expect(await diff(cwd, ['old', 'new', '--fail-on', 'new'])).toMatchObject({ code: 1 });
    expect(await diff(cwd, ['new', 'old', '--fail-on', 'never'])).toMatchObject({ code: 0 });
  });

  it('calls flows, child flows, states and variables what people call them', async () => {
    const child = '9A9B9C9D-1111-2222-3333-444455556666';
    const data = (path: string, id: string, name: string, isOn: boolean): string =>
      `<Workflow WorkflowId="{${id.toLowerCase()}}" Name="${name}"><JsonFileName>/Workflows/${path}</JsonFileName><Category>5</Category><StateCode>${Number(isOn)}</StateCode><StatusCode>${isOn ? 2 : 1}</StatusCode></Workflow>`;
    const call: Steps = {
      Ask: {
        type: 'Workflow',
        inputs: { host: { workflowReferenceName: child.toLowerCase() }, body: {} },
        runAfter: {},
      },
    };
    const answers = flowText({
      triggers: {
        manual: { type: 'Request', kind: 'Button', inputs: { schema: { type: 'object', properties: {} } } },
      },
      actions: { Response: { type: 'Response', kind: 'Http', inputs: { statusCode: 200 }, runAfter: {} } },
      spareConnections: false,
    });
    const solution = (isOn: boolean, other: Steps, key: string): Record<string, string> => ({
      'Other/Solution.xml':
        '<ImportExportXml><SolutionManifest><UniqueName>Sample</UniqueName><Version>1.0</Version><Managed>0</Managed></SolutionManifest></ImportExportXml>',
      'Other/Customizations.xml': '<ImportExportXml><Workflows></Workflows></ImportExportXml>',
      [FILE]: flow(call),
      [`${FILE}.data.xml`]: data(FILE.slice(10), ID, 'Parent flow', true),
      [`Workflows/Child-${child}.json`]: answers,
      [`Workflows/Child-${child}.json.data.xml`]: data(`Child-${child}.json`, child, 'Child flow', isOn),
      'Workflows/Other-5A5B5C5D-1111-2222-3333-444455556666.json': flow(other),
      'environmentvariabledefinitions/abc_Key/environmentvariabledefinition.xml': `<environmentvariabledefinition schemaname="abc_Key"><displayname default="Key" /><type>100000000</type>${key}</environmentvariabledefinition>`,
    });
    const cwd = await two(
      solution(true, {}, ''),
      solution(false, call, `<defaultvalue>${FAKES.githubToken}</defaultvalue>`),
    );
    const { stdout } = await diff(cwd, ['old', 'new']);
    expect(stdout).toMatch(/^! child-flow-off · Parent flow · /m);
    expect(stdout).toMatch(/^! secret-in-environment-variable · abc_Key · /m);
    expect(stdout).toMatch(/^ {2}\+ Ask \(Run a child flow, Child flow\)/m);
    expect(stdout).toMatch(/^ {2}~ State: on → off$/m);
  });

  it('tells a secret that was replaced by another one, and shows neither', async () => {
    const [old, now] = [FAKES.githubToken!, `${FAKES.githubToken!.slice(0, -4)}ABCD`];
    const leak = (key: string): string => flow({ Call: http({ headers: { 'x-api-key': key } }) });
    const cwd = await two({ [FILE]: leak(old) }, { [FILE]: leak(now) });
    for (const format of ['text', 'markdown', 'json']) {
      const { stdout } = await diff(cwd, ['old', 'new', '--format', format]);
      expect(stdout).not.toContain(old.slice(4, 12));
      expect(stdout).not.toContain('ABCD');
      expect(stdout).toContain(format === 'json' ? '"still"' : '1 secret still in clear');
      if (format !== 'json') expect(stdout).toContain('(secret, changed)');
    }
  });

  it('knows a flow again that has another id, with what was found in it', async () => {
    const many = Array.from({ length: 6 }, (_, at) => [`Step ${at}`, compose(at)] as const);
    const leak = flow(inOrder({ ...Object.fromEntries(many), Call: http({ uri: 'http://example.org' }) }));
    const cwd = await two({ [FILE]: leak }, { [FILE.replace('0A1B', '9A9B')]: leak });
    const { stdout } = await diff(cwd, ['old', 'new']);
    expect(stdout).toContain('probably the same flow, exported again under another id');
    expect(first(stdout)).toBe('Lockkeeper: 1 flow changed, no new risks');
    expect(stdout).not.toContain('Fixed');
  });

  it('shows no secret that stands in a name, and no path of this machine', async () => {
    const token = FAKES.githubToken!;
    const named = (more: Steps): string =>
      flow(
        inOrder({
          [`Step_${token}`]: compose(1),
          [`Call_${token}`]: http({ uri: 'http://example.org' }),
          ...more,
        }),
      );
    const name = `Workflows/x_${token}.json`;
    const broken = { [`Workflows/y_${token}.json`]: '{"properties": {"definition": {"triggers": ' };
    const cwd = await two(
      { [name]: named({ Old: compose(token) }), ...broken },
      { [name]: named({ [`New_${token}`]: compose(2) }) },
    );
    for (const format of ['text', 'markdown', 'json']) {
      const { stdout, stderr } = await diff(cwd, ['old', 'new', '--all', '--format', format]);
      expect(stdout).toContain('New');
      expect(stdout + stderr).not.toContain(token.slice(4, 16));
      expect(stdout).not.toContain(cwd);
      expect(stdout).not.toContain('file:///');
    }
  });

  it('tells error handling that was lost, not that of a step that is gone', async () => {
    const handled = (...statuses: readonly string[]): string =>
      flow({
        Try: scope({ A: compose(1) }),
        Catch: { ...scope({ B: compose(1) }), runAfter: { Try: [...statuses] } },
      });
    const cwd = await two({ [FILE]: handled('Failed', 'TimedOut') }, { [FILE]: handled('Succeeded') });
    expect((await diff(cwd, ['old', 'new'])).stdout).toContain('! error handling lost · Orders · ');
    // No rule tells it: there is no page of one to look for.
    const { risks } = JSON.parse((await diff(cwd, ['old', 'new', '--format', 'json'])).stdout);
    expect(risks).toMatchObject([{ kind: 'lost', severity: 'warning' }]);
    expect(risks[0]).not.toHaveProperty('ruleId');
    const only = flow({ Catch: compose(1) });
    const gone = await two(
      { [FILE]: flow({ Try: compose(1), Catch: { ...compose(1), runAfter: { Try: ['Failed'] } } }) },
      { [FILE]: only },
    );
    expect((await diff(gone, ['old', 'new'])).stdout).not.toContain('error handling lost');
  });

  it('tells a handler that is gone, and what it reacted to', async () => {
    const tried = { Try: compose(1) };
    const handled = { ...tried, Catch: { ...compose(2), runAfter: { Try: ['Failed', 'TimedOut'] } } };
    const cwd = await two({ [FILE]: flow(handled) }, { [FILE]: flow(tried) });
    const { stdout } = await diff(cwd, ['old', 'new']);
    expect(stdout).toContain(
      '! error handling lost · Orders · The step "Catch", which ran after a failure, is gone',
    );
    expect(stdout).toContain(
      '− Catch (Compose) removed from the end, after Try, ran when Try failed or timed out: error handling lost',
    );
  });

  it('tells what a flow lost that has another id now', async () => {
    const many = Array.from({ length: 6 }, (_, at) => [`Step ${at}`, compose(at)] as const);
    const rest = Object.fromEntries(many);
    const cwd = await two(
      { [FILE]: flow(inOrder({ ...rest, Get: secured(http({}), 'inputs', 'outputs') })) },
      { [FILE.replace('0A1B', '9A9B')]: flow(inOrder({ ...rest, Get: http({}) })) },
    );
    const { stdout } = await diff(cwd, ['old', 'new']);
    expect(stdout).toContain('exported again under another id');
    expect(stdout).toMatch(
      /^! secure-data-removed · Orders · The inputs and outputs of "Get" were secured before and no longer are\./m,
    );
    const call = (host: string): string =>
      flow(inOrder({ ...rest, Get: http({ uri: `https://${host}/orders` }) }));
    const moved = await two(
      { [FILE]: call('old.example.org') },
      { [FILE.replace('0A1B', '9A9B')]: call('new.example.org') },
    );
    const told = (await diff(moved, ['old', 'new'])).stdout;
    expect(told).toContain('exported again under another id');
    expect(told).toMatch(/^! access-widened · Orders · "Get" calls "new\.example\.org", a host/m);
  });

  it('takes no finding for new because its step is called otherwise, or stands elsewhere', async () => {
    const call = { ...http({ uri: 'http://example.org/orders' }), metadata: { operationMetadataId: 'one' } };
    const read = http({ uri: 'http://example.org/lines', method: 'GET' });
    const cwd = await two(
      { [FILE]: flow(inOrder({ Call: call, Read: read })) },
      { [FILE]: flow(inOrder({ Call_them: call, Try: scope({ Read: read }) })) },
    );
    const { stdout } = await diff(cwd, ['old', 'new']);
    expect(stdout).toContain('Call is now Call them');
    expect(stdout).not.toMatch(/^!|^Fixed/m);
    expect(first(stdout)).toContain('no new risks');
  });

  it('leaves out what means nothing, and names it when all is asked for', async () => {
    const text = steps('A', 'B');
    const cwd = await two({ [FILE]: text }, { [FILE]: JSON.stringify(JSON.parse(text)) });
    expect((await diff(cwd, ['old', 'new', '--format', 'markdown'])).stdout).toMatchInlineSnapshot(`
      "<!-- lockkeeper-diff -->
      ### Lockkeeper: no changes in what the flows do (left out: layout in 1 file)
      "
    `);
    expect((await diff(cwd, ['old', 'old2'])).code).toBe(2);
  });

  it('writes to a file, in the format that its name says, cut to the size that is given', async () => {
    const many = Array.from({ length: 60 }, (_, at) => `Step ${at}`);
    const cwd = await two({ [FILE]: steps('A') }, { [FILE]: steps('A', ...many) });
    const args = ['old', 'new', '--output', 'report.md', '--max-chars', '2000'];
    expect(await diff(cwd, args)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Wrote changes of 1 flow to report.md.\n',
    });
    const text = await readFile(join(cwd, 'report.md'), 'utf8');
    expect(text).toMatch(/^<!-- lockkeeper-diff -->\n### Lockkeeper: 1 flow changed/);
    expect(text).toContain('All of it: `lockkeeper diff old new --all`');
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(await diff(cwd, ['old', 'new', '--max-chars', 'x'])).toMatchObject({ code: 2 });
  });

  it('says so where there is no flow, and where the folders lie in one another', async () => {
    const cwd = await two({ 'a.txt': '' }, { 'a.txt': '' });
    expect(await diff(cwd, ['old', 'new'])).toMatchObject({ code: 3 });
    expect(await diff(cwd, ['--base-dir', 'old', '.'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lie in one another'),
    });
  });

  it('fails where the newer version of a changed flow cannot be read, and only there', async () => {
    const call = flow({ Call: http({ uri: 'http://example.org' }), A: compose(1) });
    const damaged = call.slice(0, -40);
    const cwd = await two(
      { [FILE]: call, 'Workflows/Gone.json': damaged, 'Workflows/Both.json': damaged },
      { [FILE]: damaged, 'Workflows/Came.json': damaged, 'Workflows/Both.json': `${damaged} ` },
    );
    const { stdout, code } = await diff(cwd, ['old', 'new']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'Orders: the file changed, and the new version cannot be read: it is no valid JSON',
    );
    expect(stdout).toContain('Both: the file changed, and neither version can be read: it is no valid JSON');
    expect(stdout).toContain('Came: added, cannot be read: it is no valid JSON');
    expect(stdout).toContain('Gone: removed, could not be read: it is no valid JSON');
    // Nobody knows what is left of what was found in it.
    expect(stdout).not.toMatch(/^Fixed: .*Orders/m);
    for (const [before, now, ends] of [
      [damaged, `${damaged} `, 1],
      // One that nobody touched says nothing of the change.
      [damaged, damaged, 0],
      [damaged, undefined, 0],
      [undefined, damaged, 1],
    ] as const) {
      const files = (text: string | undefined): Record<string, string> => ({
        'Workflows/B.json': steps('B'),
        ...(text === undefined ? {} : { [FILE]: text }),
      });
      expect((await diff(await two(files(before), files(now)), ['old', 'new'])).code).toBe(ends);
    }
  });

  it('tells of a flow that can be read again what it would tell of a new one', async () => {
    const call = flow({ Call: http({ uri: 'http://example.org' }), A: compose(1) });
    const cwd = await two({ [FILE]: call.slice(0, -40) }, { [FILE]: call });
    const { stdout, code } = await diff(cwd, ['old', 'new']);
    expect(code).toBe(0);
    expect(first(stdout)).toBe('Lockkeeper: 1 flow that can be read again, 1 new risk');
    // Half of the old version shows the step as well: what was damaged could not run.
    expect(stdout).toMatch(/^! insecure-url · Orders/m);
    expect(stdout).toMatch(/^Fixed: \d findings? \(invalid-json\) in Orders\.$/m);
    expect(stdout).toContain(
      'Orders: can be read again, and what changed in it is not known (the old version: it is no valid JSON), 2 steps',
    );
    expect((await diff(cwd, ['old', 'new', '--fail-on', 'new'])).code).toBe(1);
    const clean = await two({ [FILE]: steps('A').slice(0, -40) }, { [FILE]: steps('A') });
    expect((await diff(clean, ['old', 'new', '--fail-on', 'new'])).code).toBe(0);
  });

  it('keeps the run order out of what an insertion changes', async () => {
    const cwd = await two(
      { [FILE]: flow({ A: compose(1), B: runsAfter(compose(2), 'A') }) },
      { [FILE]: flow({ A: compose(1), N: runsAfter(compose(3), 'A'), B: runsAfter(compose(2), 'N') }) },
    );
    expect((await diff(cwd, ['old', 'new'])).stdout).toContain('+ N (Compose) inserted between A and B');
  });
});
