import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzer } from '../../../../../test/harness/check.ts';
import { flowText } from '../../../../../test/harness/flowBuilder.ts';
import { solutionFilesOf } from '../../../../../test/harness/repairs.ts';
import { openDocument } from '../../flow/index.ts';
import { DEFAULT_CONFIG, Project } from '../../index.ts';
import { BaseVersion, type ComparedFinding, compareFindings, flowIdentity, matchFlows } from './index.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const OTHER = '1a1b2c3d-1111-2222-3333-444455556666';

describe('flows of two versions', () => {
  const flow = (uri: string, id?: string) => ({ uri, id });
  const pairs = (base: ReturnType<typeof flow>[], head: ReturnType<typeof flow>[]): string[] =>
    [...matchFlows(base, head)].map(([now, before]) => `${before.uri} > ${now.uri}`);

  it('are matched by id, whatever their files are called and wherever they lie', () => {
    expect(pairs([flow('a/Old', ID), flow('a/X', OTHER)], [flow('b/New', ID), flow('b/Y')])).toEqual([
      'a/Old > b/New',
    ]);
  });

  it('that exchange their names are not taken for each other', () => {
    expect(pairs([flow('A', ID), flow('B', OTHER)], [flow('A', OTHER), flow('B', ID)])).toEqual([
      'B > A',
      'A > B',
    ]);
    expect(pairs([flow('A', ID)], [flow('A', OTHER)])).toEqual([]);
  });

  it('without an id are matched by place, also where one version tells the id', () => {
    expect(pairs([flow('A'), flow('B')], [flow('A'), flow('C')])).toEqual(['A > A']);
    expect(pairs([flow('A', ID)], [flow('A')])).toEqual(['A > A']);
  });

  it('that are there several times are matched with the copy at their place, the others in order', () => {
    expect(pairs([flow('a', ID), flow('b', ID)], [flow('b', ID), flow('c', ID)])).toEqual(['b > b', 'a > c']);
  });

  it('are in one pair at most', () => {
    const one = fc.record({
      uri: fc.constantFrom('a', 'b', 'c', 'd'),
      id: fc.constantFrom(undefined, ID, OTHER),
    });
    const version = fc.uniqueArray(one, { selector: ({ uri }) => uri });
    fc.assert(
      fc.property(version, version, (base, head) => {
        const found = [...matchFlows(base, head).values()];
        expect(new Set(found).size).toBe(found.length);
        expect(matchFlows(base, base).size).toBe(base.length);
      }),
    );
  });
});

describe('the identity of a flow', () => {
  const text = flowText({ actions: {} });
  const id = (uri: string, workspace: Record<string, string> = {}): string | undefined => {
    const files = solutionFilesOf(new Map(Object.entries({ [uri]: text, ...workspace })));
    return flowIdentity(openDocument({ uri, text }), files.solutionOf(uri)).id;
  };
  const MANIFEST =
    '<ImportExportXml><SolutionManifest><UniqueName>S</UniqueName></SolutionManifest></ImportExportXml>';

  it('stands in the name of its file, or in what describes it', () => {
    expect(id(`file:///s/Workflows/Orders-${ID.toUpperCase()}.json`)).toBe(ID);
    expect(id('file:///s/Workflows/Orders.json')).toBeUndefined();
    const metadata = `<Workflow WorkflowId="{${ID}}" Name="Orders"><JsonFileName>/Workflows/Orders.json</JsonFileName><Category>5</Category></Workflow>`;
    expect(
      id('file:///s/Workflows/Orders.json', {
        'file:///s/Other/Solution.xml': MANIFEST,
        'file:///s/Workflows/Orders.json.data.xml': metadata,
      }),
    ).toBe(ID);
  });

  it('keeps the fingerprints of a flow whose file is renamed, also where only its metadata tells the id', () => {
    const fingerprints = (name: string): string[] => {
      const uri = `file:///s/Workflows/${name}.json`;
      const metadata = `<Workflow WorkflowId="{${ID}}" Name="Orders"><JsonFileName>/Workflows/${name}.json</JsonFileName><Category>5</Category></Workflow>`;
      const leaky = flowText({
        actions: {
          Get: { type: 'Http', inputs: { method: 'GET', uri: 'http://a.contoso.example/' }, runAfter: {} },
        },
      });
      const files = solutionFilesOf(
        new Map([
          ['file:///s/Other/Solution.xml', MANIFEST],
          [`${uri}.data.xml`, metadata],
          [uri, leaky],
        ]),
      );
      const found = analyzer.check(
        { uri, text: leaky },
        { config: DEFAULT_CONFIG, solutionModel: files.solutionOf(uri) },
      );
      return found.findings.map(({ fingerprint }) => fingerprint);
    };
    expect(fingerprints('Orders')).not.toEqual([]);
    expect(fingerprints('Orders')).toEqual(fingerprints('Sales'));
  });
});

describe('findings of two versions', () => {
  const finding = (
    file: string,
    fingerprint: string,
    places?: ComparedFinding['places'],
  ): ComparedFinding => ({
    ...{ ruleId: 'r', file, fingerprint },
    ...(places === undefined ? {} : { places }),
  });
  const compare = (
    base: ComparedFinding[],
    head: ComparedFinding[],
    fileNow: (file: string) => string | undefined = (file) => file,
  ) => {
    const { known, fixed } = compareFindings(base, head, fileNow);
    return {
      new: head.flatMap((one, at) => (known.has(one) ? [] : [at])),
      fixed: fixed.map((one) => base.indexOf(one)),
    };
  };

  it('count: of three where two were, one is new', () => {
    const one = (): ComparedFinding => finding('a', '1');
    expect(compare([one(), one()], [one(), one(), one()])).toEqual({ new: [2], fixed: [] });
    expect(compare([one(), one(), one()], [one()])).toEqual({ new: [], fixed: [1, 2] });
  });

  it('follow a file that has another name', () => {
    const renamed = (file: string): string | undefined => (file === 'a' ? 'b' : undefined);
    expect(compare([finding('a', '1')], [finding('b', '1')], renamed)).toEqual({ new: [], fixed: [] });
    expect(compare([finding('a', '1')], [finding('b', '1')], () => undefined)).toEqual({
      new: [0],
      fixed: [0],
    });
    // A new flow at the place of one that moved.
    const moved = (file: string): string => (file === 'a' ? 'b' : file);
    expect(compare([finding('a', '1')], [finding('a', '1'), finding('b', '1')], moved)).toEqual({
      new: [0],
      fixed: [],
    });
  });

  it('of copies of a flow are apart, though a baseline takes them for one', () => {
    const [here, there] = ['x', 'y'].map((folder) => `${folder}/Orders-${ID}.json`);
    expect(compare([finding(here!, '1')], [finding(here!, '1'), finding(there!, '1')])).toEqual({
      new: [1],
      fixed: [],
    });
  });

  it('with several places are known when all of them were there, and fixed when none is left', () => {
    const set = (...fingerprints: string[]): ComparedFinding =>
      finding(
        'a',
        fingerprints.join(),
        fingerprints.map((fingerprint) => ({ file: 'a', fingerprint })),
      );
    expect(compare([set('1', '2')], [set('1', '2', '3')])).toEqual({ new: [0], fixed: [] });
    expect(compare([set('1', '2', '3')], [set('1', '2')])).toEqual({ new: [], fixed: [] });
    expect(compare([set('1', '2')], [finding('a', '2')])).toEqual({ new: [], fixed: [] });
    expect(compare([set('1', '2')], [finding('a', '3')])).toEqual({ new: [0], fixed: [0] });
  });

  it('of which the check says nothing are not fixed', () => {
    const base = [finding('a', '1'), finding('b', '1')];
    const { fixed } = compareFindings(
      base,
      [],
      (file) => file,
      ({ file }) => file === 'b',
    );
    expect(fixed).toEqual([base[1]]);
  });
});

describe('the base version of a flow', () => {
  const document = (uri: string, text = '{}') => openDocument({ uri, text });
  const uri = (folder: string, id = ID): string => `file:///${folder}/Orders-${id}.json`;

  it('is found under another name; of copies, each has its own', () => {
    const version = new BaseVersion();
    version.add(document(uri('a'), '{"a":1}'), undefined);
    version.add(document(uri('b'), '{"b":1}'), undefined);
    const textOf = (now: string, there: readonly string[] = [now]): string | undefined =>
      version.of(document(now), undefined, (one) => there.includes(one))?.text;
    expect(textOf(uri('a'))).toBe('{"a":1}');
    expect(textOf(uri('c'), [uri('a'), uri('c')])).toBe('{"b":1}');
    expect(textOf(uri('c'), [uri('a'), uri('b'), uri('c')])).toBeUndefined();
    expect(textOf(uri('a', OTHER))).toBeUndefined();
  });
});

describe('a project that is told older texts', () => {
  const step = (secured: boolean) => ({
    type: 'Http',
    inputs: { method: 'GET', uri: 'https://api.contoso.example/' },
    ...(secured ? { runtimeConfiguration: { secureData: { properties: ['outputs'] } } } : {}),
    runAfter: {},
  });
  const [before, now] = [true, false].map((secured) => flowText({ actions: { Get: step(secured) } }));
  const uri = `file:///s/Workflows/Orders-${ID}.json`;
  const found = (project: Project): string[] =>
    project.check(uri).analysis!.findings.map(({ ruleId }) => ruleId);

  it('tells what the open flow lost, until it is closed', () => {
    const project = new Project({ analyzer, today: () => '2026-08-01' });
    project.open(uri, 1, now!);
    expect(found(project)).not.toContain('secure-data-removed');
    expect(project.setBase(uri, before)).toBe(true);
    expect(found(project)).toContain('secure-data-removed');
    expect(project.setBase(uri, before)).toBe(false);
    project.close(uri);
    project.open(uri, 2, now!);
    expect(found(project)).not.toContain('secure-data-removed');
  });

  it('has nothing to check again where the text is the same, and compares with it later', () => {
    const project = new Project({ analyzer, today: () => '2026-08-01' });
    project.open(uri, 1, before!);
    const checked = project.check(uri);
    expect(project.setBase(uri, before)).toBe(false);
    expect(project.check(uri)).toBe(checked);
    project.open(uri, 2, now!);
    expect(found(project)).toContain('secure-data-removed');
    expect(project.setBase(uri, now)).toBe(true);
    expect(found(project)).not.toContain('secure-data-removed');
  });
});
