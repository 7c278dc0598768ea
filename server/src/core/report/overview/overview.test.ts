import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { flowText } from '../../../../../test/harness/flowBuilder.ts';
import { workspaceOf } from '../../editor/views/testing.ts';
import { MANIFEST, uriOf } from '../../solution/testing.ts';
import { overviewOf } from './index.ts';

const http = (uri: string, headers = {}) => ({
  type: 'Http',
  runAfter: {},
  inputs: { method: 'GET', uri, headers },
});
const file = (name: string, at: number): string =>
  `src/Workflows/${name}-0A1B2C3D-1111-2222-3333-00000000000${at}.json`;
const CLEAN = flowText(
  { actions: { Note: { type: 'Compose', runAfter: {}, inputs: 'x' } }, spareConnections: false },
  undefined,
);
const KEY = FAKES.hex32!;
const SECRET_NAME = FAKES.githubToken!;

const FOLDER = {
  'src/Other/Solution.xml': MANIFEST,
  'src/Other/Customizations.xml': '<ImportExportXml><Workflows /></ImportExportXml>',
  [file('Orders', 1)]: flowText(
    {
      actions: { Call_ERP: http('https://contoso.example/a', { 'x-api-key': KEY }) },
      spareConnections: false,
    },
    undefined,
  ),
  [file('Stock', 2)]: CLEAN,
};

describe('the overview of a workspace', () => {
  const overview = overviewOf(workspaceOf(FOLDER), { fresh: 3, known: 2, gone: 1 });

  it('counts flows, and the six points of each solution', () => {
    expect(overview).toMatchObject({ flows: 2, clean: 1, since: { fresh: 3, known: 2, gone: 1 } });
    const [solution, ...none] = overview.solutions;
    expect(none).toEqual([]);
    expect(solution).toMatchObject({ name: 'NotifySolution', folder: '', flows: 2, clean: 1 });
    expect(solution?.points).toHaveLength(6);
    for (const { passed, failed, notApplicable } of solution!.points)
      expect(passed + failed + notApplicable).toBe(2);
    expect(solution?.points[1]).toMatchObject({ title: 'Secrets in a vault', failed: 1 });
    expect(solution!.errors).toBe(1 + solution!.beside.errors);
    expect(overview.errors).toBe(solution!.errors);
  });

  it('names the worst flows with what fails, clean ones not', () => {
    expect(overview.solutions[0]?.worst).toEqual([
      {
        ...{ name: 'Orders', errors: 1, known: 0, warnings: expect.any(Number) },
        failed: [
          'Secrets in a vault',
          ...Array(overview.solutions[0]!.worst[0]!.failed.length - 1).fill(expect.any(String)),
        ],
        place: { uri: uriOf(file('Orders', 1)) },
      },
    ]);
  });

  it('says what to do next, and where', () => {
    const [first] = overview.next;
    expect(first).toMatchObject({
      flow: 'Orders',
      point: 'Secrets in a vault',
      reason: 'Call ERP holds a secret in plain text.',
    });
    expect(first?.next).toMatch(/\.$/);
    const { uri, span } = first!.place;
    expect(uri).toBe(uriOf(file('Orders', 1)));
    expect(FOLDER[file('Orders', 1)]!.slice(span!.start, span!.end)).toContain(KEY);
  });

  it('holds no secret, not in a name either', () => {
    const named = { ...FOLDER, [file(`Call ${SECRET_NAME}`, 3)]: FOLDER[file('Orders', 1)]! };
    const text = JSON.stringify(overviewOf(workspaceOf(named), undefined), (key, value) =>
      key === 'place' ? undefined : value,
    );
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(SECRET_NAME);
    expect(text).toContain('Call ');
  });

  it('of an empty workspace is empty', () => {
    expect(overviewOf(workspaceOf({}), undefined)).toEqual({
      ...{ flows: 0, clean: 0, errors: 0, warnings: 0, safe: 0, solutions: [], next: [], since: null },
    });
  });
});
