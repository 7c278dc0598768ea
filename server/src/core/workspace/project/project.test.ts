import { describe, expect, it } from 'vitest';
import { fakeAnalyzer } from '../../../../../test/cli/support/fakeAnalyzer.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { frameFlow } from '../../../../../test/harness/flowFrame.ts';
import { type Config, DEFAULT_CONFIG, parseConfig } from '../../config/index.ts';
import { MANIFEST, uriOf } from '../../solution/testing.ts';
import { createAnalyzer } from '../analyzer.ts';
import { pathBelow, pathFrom } from './addresses.ts';
import { baselineOf } from './index.ts';
import { Project, type ProjectOptions } from './project.ts';
import type { FileContent } from './types.ts';

const text = (value: string): FileContent => ({ kind: 'text', text: value });
const A = uriOf('Workflows/A.json');
const B = uriOf('Workflows/B.json');

function fake(options: Partial<ProjectOptions> = {}): Project {
  return new Project({ analyzer: fakeAnalyzer(), today: () => '2026-08-01', ...options });
}

function configured(project: Project, config: Partial<Config>, entries = baselineOf(uriOf(''), [])): Project {
  const settings = {
    enabled: true,
    config: { ...DEFAULT_CONFIG, ...config },
    base: uriOf(''),
    maxFileSize: 1000,
    file: { uri: uriOf('lockkeeper.config.json'), text: '' },
  };
  project.configure(A, settings, entries);
  project.configure(uriOf('x'), settings, entries);
  return project;
}

const rules = (project: Project, uri: string, content?: FileContent): string[] =>
  project.check(uri, content).analysis?.findings.map((one) => one.ruleId) ?? [];

const PARENT = '{"flow":1,"calls":"child"}';
const CHILD = '{"flow":1,"id":"child"}';
const TELLING = '{"flow":1,"id":"child","answersSecret":true}';

describe('a look', () => {
  const flow = frameFlow('{ "Note": { "type": "Compose", "inputs": 1, "runAfter": {} } }').text;

  it('and a check of the same text read it once, whichever comes first', () => {
    const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });
    project.open(A, 1, flow);
    const looked = project.look(A)!.document;
    expect(project.check(A).analysis!.document).toBe(looked);
    project.open(A, 2, `${flow} `);
    const checked = project.check(A).analysis!.document;
    expect(checked).not.toBe(looked);
    expect(project.look(A)!.document).toBe(checked);
  });

  it('is not taken for another text, nor for the same one when it is declared as a flow meanwhile', () => {
    const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });
    project.open(A, 1, flow);
    project.look(A);
    project.open(A, 2, flow.replace('Note', 'Text'));
    expect(project.check(A).analysis!.document.text).toContain('"Text"');
    project.open(A, 3, flow);
    const declares = '<Workflow><JsonFileName>x</JsonFileName><Category>5</Category></Workflow>';
    const looked = project.look(A)!.document;
    project.take(`${A}.data.xml`, text(declares));
    expect([looked, project.check(A).analysis!.document].map((one) => one.declaredAsFlow)).toEqual([
      false,
      true,
    ]);
  });
});

describe('operations that flows use', () => {
  const call = (apiName: string, operationId: string): string =>
    frameFlow(
      `{ "Call": { "type": "OpenApiConnection", "inputs": { "host": { "apiId": "/apis/${apiName}", "connectionName": "${apiName}", "operationId": "${operationId}" } }, "runAfter": {} } }`,
    ).text;

  it('are those of all flows where a custom connector is meant, in whatever environment', () => {
    const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });
    const custom = (hash: string): string => `shared_abc-5fmyapi-5f${hash}`;
    project.check(A, text(call(custom('0fa4e5ecd3b21a77'), 'Find')));
    project.check(B, text(call(custom('11111111222233ff'), 'Look')));
    project.check(uriOf('Workflows/C.json'), text(call('shared_abc-5fother-5f11111111222233ff', 'Other')));
    project.check(uriOf('Workflows/D.json'), text(call('shared_sql', 'Query')));
    expect(project.operationsBeside(A, custom('0fa4e5ecd3b21a77'))).toEqual(['Find', 'Look']);
    expect(project.operationsBeside(A, 'shared_sql')).toEqual([]);
  });
});

describe('a change', () => {
  it('makes those stale whose result depends on what the flow says, and nobody else', () => {
    const project = fake();
    project.check(A, text(PARENT));
    project.check(B, text(CHILD));
    // What it calls is there now.
    expect(project.takeChanges().stale).toEqual([A]);
    project.check(A, text(PARENT));
    project.check(B, text(CHILD));
    expect(project.takeChanges().stale).toEqual([]);
    project.check(B, text(TELLING));
    expect(project.takeChanges().stale).toEqual([A]);
    expect(rules(project, A, text(PARENT))).toEqual(['fake-caller']);
    project.check(B, text(`${TELLING} `));
    expect(project.takeChanges().stale).toEqual([]);
    project.forget(B);
    expect(project.takeChanges().stale).toEqual([A]);
  });

  it('throws the result of an open file away that depends on it', () => {
    const project = fake();
    project.open(A, 1, PARENT);
    const before = project.check(A);
    expect(project.check(A)).toBe(before);
    project.check(B, text(TELLING));
    expect(rules(project, A)).toEqual(['fake-caller']);
  });

  it('ends, also where flows call each other in a circle', () => {
    const project = fake();
    const texts = new Map([
      [A, '{"flow":1,"id":"a","calls":"b","answersSecret":true}'],
      [B, '{"flow":1,"id":"b","calls":"a"}'],
    ]);
    for (const [uri, content] of texts) project.check(uri, text(content));
    for (let round = 0; ; round++) {
      const { stale } = project.takeChanges();
      if (stale.length === 0) break;
      for (const uri of stale) {
        project.forget(uri);
        project.check(uri, text(texts.get(uri)!));
      }
      expect(round).toBeLessThan(100);
    }
  });

  it('of a file beside the flows counts when it says something else', () => {
    const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });
    const manifest = uriOf('src/Other/Solution.xml');
    const flow = uriOf('src/Workflows/Flow.json');
    project.take(manifest, text(MANIFEST));
    project.take(flow, text(''));
    project.allListed();
    project.check(flow, { kind: 'unreadable', reason: 'permission denied' });
    project.takeSolutionChanges();
    project.take(manifest, text(`${MANIFEST}\n`));
    expect(project.takeSolutionChanges()).toEqual({ facts: false, texts: true });
    expect(project.takeChanges().stale).toEqual([]);
    project.take(manifest, text(MANIFEST.replace('</Version>', '.1</Version>')));
    expect(project.takeSolutionChanges()).toEqual({ facts: true, texts: true });
    expect(project.takeChanges().stale).toEqual([flow]);
  });

  it('of the metadata beside a file decides whether it is a flow, whatever the case of its name', () => {
    const project = fake();
    const declares = '<Workflow><JsonFileName>x</JsonFileName><Category>5</Category></Workflow>';
    project.allListed();
    project.check(uriOf('else/A.json'), text('{}'));
    project.takeChanges();
    project.take(uriOf('else/a.JSON.data.xml'), text(declares));
    expect(project.takeChanges().stale).toEqual([uriOf('else/A.json')]);
    expect(project.isDeclared(uriOf('else/A.json'))).toBe(true);
    project.take(uriOf('else/a.JSON.data.xml'), { kind: 'missing' });
    expect(project.takeChanges().stale).toEqual([uriOf('else/A.json')]);
    expect(project.isDeclaredFlow(uriOf('else/A.json'))).toBe(false);
  });
});

describe('an open text', () => {
  it('wins over what is on disk until it is closed', () => {
    const project = fake();
    project.open(A, 7, '{"flow":1,"leak":true}');
    expect(project.check(A, text('{"flow":1}'))).toMatchObject({ version: 7 });
    expect(rules(project, A, text('{"flow":1}'))).toEqual(['fake-leak']);
    project.close(A);
    expect(project.check(A, text('{"flow":1}'))).toMatchObject({ version: null });
    expect(rules(project, A, text('{"flow":1}'))).toEqual([]);
  });

  it('wins among the files of solutions as well', () => {
    const project = fake();
    const manifest = uriOf('src/Other/Solution.xml');
    project.allListed();
    project.take(manifest, text(MANIFEST));
    project.open(manifest, 1, MANIFEST.replace('NotifySolution', 'Opened'));
    expect(project.models().map((one) => one.name)).toEqual(['Opened']);
    project.take(manifest, text(MANIFEST));
    expect(project.models().map((one) => one.name)).toEqual(['Opened']);
    project.close(manifest);
    project.take(manifest, text(MANIFEST));
    expect(project.models().map((one) => one.name)).toEqual(['NotifySolution']);
  });

  it('of a file elsewhere asks for its metadata with each opening', () => {
    const project = fake();
    const metadata = uriOf('else/A.json.data.xml');
    const file = uriOf('else/A.json');
    project.open(file, 1, '{}', false);
    project.take(metadata, { kind: 'missing' });
    project.open(file, 2, '{ }', false);
    expect(project.isDeclared(file)).toBe(false);
    project.close(file);
    project.open(file, 1, '{}', false);
    expect(project.isDeclared(file)).toBeUndefined();
  });

  it('that is too large is told like one on disk', () => {
    const project = configured(fake(), {});
    project.open(A, 1, `{"flow":1}${' '.repeat(2000)}`);
    expect(project.check(A)).toMatchObject({ unread: { kind: 'tooLarge', maxSize: 1000 } });
  });
});

describe('a flow that nobody could look into', () => {
  const project = (): Project => new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });

  it('has a finding that says so where flows lie, and says nothing to others', () => {
    const one = project();
    const checked = one.check(A, { kind: 'unreadable', reason: 'permission denied' });
    expect(checked.analysis?.findings.map(({ ruleId, message }) => [ruleId, message])).toEqual([
      ['unreadable-flow', 'This file was not checked: permission denied.'],
    ]);
    expect([...one.flows.files()]).toEqual([]);
    expect(one.check(uriOf('x.json'), { kind: 'unreadable', reason: 'x' }).analysis).toBeUndefined();
  });

  it('is one whose check breaks down, too', () => {
    const broken = fake({ analyzer: fakeAnalyzer({ failOn: 'boom' }) });
    expect(broken.check(uriOf('x.json'), text('{"flow":1,"boom":1}'))).toMatchObject({
      analysis: undefined,
      broken: { error: expect.any(TypeError) },
    });
    expect(broken.check(A, text('{"flow":1,"boom":1}'))).toMatchObject({
      analysis: { document: { unread: 'its check broke down' } },
      broken: { error: expect.any(TypeError) },
    });
  });
});

describe('a baseline', () => {
  it('marks what it knows, and the rest is new', () => {
    const project = configured(fake(), {});
    const content = text('{"flow":1,"leak":true,"damage":1}');
    const [leak] = project.check(A, content).analysis!.findings;
    const entry = { file: 'Workflows/A.json', rule: leak!.ruleId, fingerprint: leak!.fingerprint };
    configured(project, {}, baselineOf(uriOf(''), [entry]));
    expect([...project.check(A, content).known].map((one) => one.ruleId)).toEqual(['fake-leak']);
    const elsewhere = baselineOf(uriOf('other'), [{ ...entry, file: '../Workflows/A.json' }]);
    configured(project, {}, elsewhere);
    expect(project.check(A, content).known.size).toBe(1);
    configured(project, {}, baselineOf(uriOf(''), [{ ...entry, file: 'A.json' }]));
    expect(project.check(A, content).known.size).toBe(0);
  });

  it('is kept in the lists of closed files, whose severity stays', () => {
    const project = configured(new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' }), {});
    const unread: FileContent = { kind: 'unreadable', reason: 'x' };
    const [finding] = project.check(A, unread).analysis!.findings;
    expect(project.listed(A).outside).toMatchObject([{ known: false, severity: 'error' }]);
    const { ruleId: rule, fingerprint } = finding!;
    configured(project, {}, baselineOf(uriOf(''), [{ file: 'Workflows/A.json', rule, fingerprint }]));
    project.takeChanges();
    project.check(A, unread);
    expect(project.listed(A).outside).toMatchObject([{ known: true, severity: 'error' }]);
    expect(project.takeChanges().findings).toBe(true);
  });
});

describe('since the baseline', () => {
  const all = () => true;
  const content = text('{"flow":1,"leak":true,"damage":1}');

  it('what is found is new or known, and what is found no more is gone', () => {
    const project = configured(fake(), {});
    const [leak] = project.check(A, content).analysis!.findings;
    const entry = { file: 'Workflows/A.json', rule: leak!.ruleId, fingerprint: leak!.fingerprint };
    const gone = { ...entry, fingerprint: 'repaired' };
    const other = { ...entry, file: 'Workflows/Left out.json' };
    configured(project, {}, baselineOf(uriOf(''), [entry, gone, other]));
    project.check(A, content);
    expect(project.sinceBaseline(all)).toEqual({ fresh: 1, known: 1, gone: 2 });
    const asked: string[] = [];
    const since = project.sinceBaseline((folder, file) => {
      asked.push(`${folder} ${file}`);
      return file !== other.file;
    });
    expect(since).toEqual({ fresh: 1, known: 1, gone: 1 });
    expect(asked).toContain(`${uriOf('')} ${other.file}`);
  });

  it('is nothing where no baseline counts', () => {
    const project = fake();
    project.check(A, content);
    expect(project.sinceBaseline(all)).toBeUndefined();
  });
});

describe('what the config ignores', () => {
  const { config } = parseConfig(
    JSON.stringify({
      ignore: [
        { rule: 'fake-leak', file: 'Workflows/**', reason: 'Known' },
        { rule: 'fake-damage', reason: 'Nobody needs it' },
      ],
    }),
    fakeAnalyzer().rules,
  );
  const told = (project: Project, isWhole: boolean): string[] =>
    project
      .notices({ isWhole: () => isWhole, unread: [] })
      .flatMap(({ notices }) => notices.map((one) => one.entry.rules.join()));

  it('is left out by file, and an entry without use is told once all was looked at', () => {
    const project = configured(fake(), config);
    const checked = project.check(A, text('{"flow":1,"leak":true}'));
    expect(checked.analysis?.findings).toEqual([]);
    expect(checked.analysis?.ignored).toHaveLength(1);
    expect(project.takeChanges().ignored).toBe(true);
    expect(told(project, true)).toEqual(['fake-damage']);
    expect(told(project, false)).toEqual([]);
    project.check(A, text('{"flow":1}'));
    expect(told(project, true)).toEqual(['fake-leak', 'fake-damage']);
  });

  it('does not count for files that the globs leave out', () => {
    const project = configured(fake(), { exclude: ['Workflows'] });
    expect(project.check(A, text('{"flow":1,"leak":true}')).analysis).toBeUndefined();
    expect(project.includes(A)).toBe(false);
  });
});

describe('files beside the flows', () => {
  const variable = (value: string): string =>
    `<environmentvariabledefinition schemaname="abc_ApiKey"><defaultvalue>${value}</defaultvalue><type>100000000</type></environmentvariabledefinition>`;
  const manifest = (name: string): string => MANIFEST.replace('NotifySolution', name);
  const SETTINGS = uriOf('config/deploymentSettings.json');
  const settings = JSON.stringify({
    EnvironmentVariables: [{ SchemaName: 'abc_ApiKey', Value: FAKES.hex32 }],
    ConnectionReferences: [],
  });

  function two(options: Partial<ProjectOptions> = {}): Project {
    const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01', ...options });
    for (const name of ['one', 'two']) {
      project.take(uriOf(`${name}/Other/Solution.xml`), text(manifest(name)));
      project.take(
        uriOf(`${name}/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml`),
        text(variable('')),
      );
    }
    project.take(SETTINGS, text(settings));
    project.allListed();
    return project;
  }
  const checkAll = (project: Project): string[] =>
    project.beside.stale().map((model) => {
      project.beside.check(model);
      return model.name ?? '';
    });

  it('are told of once, where two solutions share a settings file', () => {
    const project = two();
    expect(checkAll(project).sort()).toEqual(['one', 'two']);
    expect(project.beside.analyses.filter((one) => one.findings.length > 0)).toHaveLength(2);
    const found = project.beside.found().get(SETTINGS)!;
    expect(found.map((one) => one.finding.ruleId)).toEqual(
      [...new Set(found.map((one) => `${one.finding.ruleId}`))].sort(),
    );
    expect(found.length).toBeGreaterThan(0);
  });

  it('are checked again when one of their texts changes, in the solutions that have it', () => {
    const project = two();
    checkAll(project);
    expect(checkAll(project)).toEqual([]);
    project.take(uriOf('one/Other/Solution.xml'), text(`${manifest('one')}\n`));
    expect(checkAll(project)).toEqual(['one']);
    project.take(SETTINGS, text(`${settings}\n`));
    // Whoever asks and is stopped is told again.
    expect(project.beside.stale()).toHaveLength(2);
    expect(checkAll(project).sort()).toEqual(['one', 'two']);
  });

  it('are told of where the call is about them, and known all the same', () => {
    const scope = { isAsked: (uri: string) => uri.startsWith(uriOf('one/')), isNamed: () => false };
    const project = two({ scope });
    expect(checkAll(project)).toEqual(['one']);
    expect(project.beside.found().has(SETTINGS)).toBe(false);
    expect(project.modelOf(uriOf('two/Workflows/B.json'))?.name).toBe('two');
  });

  it('that could not be read are known as such', () => {
    const project = two();
    project.take(uriOf('one/Other/Customizations.xml'), { kind: 'tooLarge', size: 2, maxSize: 1 });
    project.take(uriOf('elsewhere/Customizations.xml'), { kind: 'unreadable', reason: 'x' });
    expect([...project.unreadFiles()]).toEqual([
      [uriOf('one/Other/Customizations.xml'), { kind: 'tooLarge', size: 2, maxSize: 1 }],
    ]);
  });
});

it('checks a file that the user named, whatever the globs say', () => {
  const scope = { isAsked: () => true, isNamed: (uri: string) => uri === A };
  const project = configured(fake({ scope }), { exclude: ['**'] });
  expect(rules(project, A, text('{"flow":1,"leak":true}'))).toEqual(['fake-leak']);
  expect(rules(project, B, text('{"flow":1,"leak":true}'))).toEqual([]);
});

it('has an answer to whatever files and addresses hold', () => {
  const uris = [
    A,
    '',
    'x',
    '__proto__',
    uriOf('__proto__/Workflows/constructor.json'),
    'file:///%E0%A4%A.json',
  ];
  const names = [
    'Other/Solution.xml',
    'Other/Customizations.xml',
    'flow-owners.json',
    'deploymentSettings.json',
  ];
  const texts = [
    '',
    '\u0000',
    '{"properties":{"definition":{"actions":{"__proto__":{"type":1}},"triggers":[]}}}',
    `${'['.repeat(20_000)}`,
    '<ImportExportXml><SolutionManifest><UniqueName>__proto__</UniqueName>',
    '<!DOCTYPE a [<!ENTITY b "c">]><ImportExportXml>&b;</ImportExportXml>',
    '{"flows":[{"flow":"__proto__","owner":{}}],"EnvironmentVariables":[null]}',
  ];
  const project = new Project({ analyzer: createAnalyzer(), today: () => 'never' });
  project.allListed();
  for (const value of texts) {
    for (const uri of [...uris, ...names.map(uriOf), ...names.map((name) => `__proto__/${name}`)]) {
      project.take(uri, text(value));
      project.open(uri, 1, value);
      expect(project.check(uri, text(value)).broken).toBeUndefined();
      project.close(uri);
      project.check(uri, { kind: 'tooLarge', size: Number.NaN, maxSize: 0 });
      project.listed(uri);
    }
    for (const model of project.beside.stale()) project.beside.check(model);
    project.takeSolutionChanges();
    project.takeChanges();
    project.beside.found();
    expect(project.beside.failures).toEqual([]);
  }
  for (const uri of uris) project.forget(uri);
});

describe('addresses', () => {
  it('become paths, decoded, also beside the folder and below the root', () => {
    expect(pathBelow('file:///a', 'file:///a/b%20c/d.json')).toBe('b c/d.json');
    expect(pathBelow('file:///a/', 'file:///ab/d.json')).toBeUndefined();
    expect(pathBelow('file:///', 'file:///a/d.json')).toBe('a/d.json');
    expect(pathFrom('file:///a/b', 'file:///a/c/__proto__.json')).toBe('../c/__proto__.json');
    expect(pathFrom('file:///c/x', 'file:///e/d.json')).toBe('../../e/d.json');
    expect(pathFrom('file:///a/b', 'untitled:x')).toBe('untitled:x');
    expect(pathBelow('file:///a', 'file:///a/%E0%A4%A')).toBe('%E0%A4%A');
  });
});
