import { describe, expect, it } from 'vitest';
import { isRefused, type SolutionEdit } from '../../index.ts';
import { applied, crlf } from '../../testing.ts';
import { ownersOf, placesFor, recordOwner, startOwnershipFile } from '../index.ts';
import { CLOSE, type Folder, factsIn, NOTIFY, owned, ROOT, SOLUTION, uriOf } from '../testing.ts';
import type { NewOwner } from './recordOwner.ts';

const FILE = 'flow-owners.json';
const JANE: NewOwner = { owner: 'jane.doe@contoso.example' };

function flow(folder: Folder, id: string) {
  return owned(folder).model.flow(id)!;
}

/** The folder after recording an owner; the new owner is read back. */
function record(folder: Folder, id = NOTIFY, owner = JANE, file?: string): Record<string, string> {
  const { model } = owned(folder);
  const place = placesFor(model).find((one) => one.uri === uriOf(file ?? ''));
  const edit = recordOwner(model, flow(folder, id), owner, place === undefined ? {} : { place });
  const after = applied(folder, edit);
  const { owners } = owned(after);
  const facts = owners.flows.find((one) => one.flow.id === id)!.facts.filter((one) => one.role === 'owner');
  expect(facts.map((one) => one.principal.name)).toContain(owner.owner);
  return after;
}

const withFile = (text: string): Folder => ({ ...SOLUTION, [FILE]: text });
const refusal = (edit: SolutionEdit): string => (isRefused(edit) ? edit.refused : 'not refused');

describe('an ownership file', () => {
  it('is made above the src folder, with the flow and its owner', () => {
    expect(record(SOLUTION)[FILE]).toBe(`{
  "flows": [
    {
      "flow": "${NOTIFY}",
      "name": "Notify team & others",
      "owner": "jane.doe@contoso.example"
    }
  ]
}
`);
  });

  it('is made where the caller says', () => {
    const { model } = owned(SOLUTION);
    const edit = recordOwner(model, model.flows[0]!, JANE, { folder: `${ROOT}/owners` });
    expect(edit).toMatchObject([{ uri: `${ROOT}/owners/${FILE}` }]);
    expect(startOwnershipFile(model, ROOT)).toMatchObject([{ uri: `${ROOT}/${FILE}` }]);
  });

  it('gets an entry in its own style, comments in their places', () => {
    const before = crlf(`{
    // ours
    "flows": [
        { "flow": "a", "owner": "b" } // first
    ]
}
`);
    const after = record(withFile(before), NOTIFY, { owner: 'Jane Doe', kind: 'person' })[FILE];
    expect(after).toBe(
      crlf(`{
    // ours
    "flows": [
        { "flow": "a", "owner": "b" }, // first
        {
            "flow": "${NOTIFY}",
            "name": "Notify team & others",
            "owner": "Jane Doe",
            "kind": "person"
        }
    ]
}
`),
    );
  });

  it.each([
    ['{"flows":[]}'],
    ['{ "flows": [ ] }'],
    ['{"flows":[{"flow":"a"}]}'],
    ['{"flows":[{"flow":"a"},]}'],
    ['\ufeff{\n\t"flows": [\n\t\t{ "flow": "a" }, /* one\n\t\ttwo */\n\t]\n}'],
    ['{ "flows": [ // none yet\n  ]\n}'],
    ['{ "flows": [\n { "flow": "a" } /* x */, // y\n ] }'],
    ['{ "flows": [\n { "flow": "a" } // x\n, { "flow": "b" } // y\n ] }'],
    ['{ "flows": [ { "flow": "a" } // x'.concat('\n] }')],
  ])('keeps every other character: %j', (before) => {
    const after = record(withFile(before))[FILE]!;
    // What was there is still there, in order.
    let at = 0;
    for (const character of before.replace(/\s/g, '')) {
      at = after.indexOf(character, at) + 1;
      expect(at, before).toBeGreaterThan(0);
    }
    for (const comment of before.match(/\/\/.*|\/\*[\s\S]*?\*\//g) ?? []) expect(after).toContain(comment);
  });

  it('changes the entry that is there, and drops the kind of the owner before', () => {
    const before = `{ "flows": [\n  { "flow": "{${NOTIFY.toUpperCase()}}", "kind": "service", "owner": "", "note": "x" } // n\n] }`;
    const after = record(withFile(before))[FILE];
    expect(after).toBe(
      `{ "flows": [\n  { "flow": "{${NOTIFY.toUpperCase()}}", "owner": "jane.doe@contoso.example", "note": "x" } // n\n] }`,
    );
    const team = record(withFile(before), NOTIFY, { owner: 'Sales', kind: 'team' })[FILE];
    expect(team).toContain('"kind": "team", "owner": "Sales", "note": "x" } // n');
    const bare = record(withFile(`{"flows":[{"flow":"${NOTIFY}"}]}`), NOTIFY, {
      owner: 'Sales',
      kind: 'team',
    });
    expect(bare[FILE]).toBe(`{"flows":[{"flow":"${NOTIFY}","owner":"Sales","kind":"team"}]}`);
  });

  it('leaves entries of one environment alone', () => {
    const before = `{"flows":[{"flow":"${NOTIFY}","environment":"Test","owner":"a@contoso.example"}]}`;
    const after = record(withFile(before))[FILE]!;
    expect(JSON.parse(after).flows).toHaveLength(2);
  });

  it('is started with all flows, owners to be filled in', () => {
    const started = applied(SOLUTION, startOwnershipFile(owned(SOLUTION).model));
    expect(JSON.parse(started[FILE]!)).toEqual({
      flows: [
        { flow: NOTIFY, name: 'Notify team & others', owner: '' },
        { flow: CLOSE, name: 'Close orders', owner: '' },
      ],
    });
    const { model, owners } = owned(started);
    expect(owners.flows.flatMap((one) => one.facts)).toEqual([]);
    expect(model.problems).toEqual([]);
    expect(startOwnershipFile(model)).toEqual([]);
    const one = withFile(`{"flows":[{"flow":"${NOTIFY}"}]}`);
    const after = applied(one, startOwnershipFile(owned(one).model))[FILE]!;
    expect(JSON.parse(after).flows.map((entry: { flow: string }) => entry.flow)).toEqual([NOTIFY, CLOSE]);
  });

  it('tells a flow without an id by its path', () => {
    const folder = {
      ...SOLUTION,
      'src/Workflows/NoId.json': SOLUTION[`src/Workflows/Closeorders-${CLOSE.toUpperCase()}.json`]!,
    };
    const { model } = owned(folder);
    const found = model.flows.find((one) => one.id === undefined)!;
    const after = applied(folder, recordOwner(model, found, JANE));
    expect(JSON.parse(after[FILE]!).flows[0].flow).toBe('src/Workflows/NoId.json');
    const { owners } = owned(after);
    expect(owners.flows.filter((one) => one.facts.length > 0).map((one) => one.flow.id)).toEqual([undefined]);
  });

  it('that is damaged, or an owner that is none, is refused', () => {
    for (const text of ['{"flows":[', '{"flows":{}}', '[]', '{"flows":[{"a" 1}]}']) {
      const { model } = owned(withFile(text));
      expect(refusal(recordOwner(model, model.flows[0]!, JANE))).toContain('is damaged');
      expect(refusal(startOwnershipFile(model))).toContain('is damaged');
    }
    const { model } = owned(SOLUTION);
    for (const owner of ['', '  ', 'a\nb', 'x'.repeat(400)])
      expect(refusal(recordOwner(model, model.flows[0]!, { owner }))).toContain('Name the owner');
  });
});

describe('the settings of the ALM Accelerator', () => {
  const path = 'config/Prod/customDeploymentSettings.json';
  const settings = (owner: string): Folder => ({
    ...SOLUTION,
    [path]: crlf(`{
    "ActivateFlowConfiguration":  [

                                  ],
    "SolutionComponentOwnershipConfiguration":  [
                                                    {
                                                        "solutionComponentType":  29,
                                                        "solutionComponentName":  "Closeorders",
                                                        "solutionComponentUniqueName":  "${CLOSE}",
                                                        "ownerEmail":  "${owner}"
                                                    }
                                                ]
}
`),
  });

  it('are taken when the team uses them, in the same style', () => {
    const before = settings('svc@contoso.example');
    const after = record(before)[path]!;
    const element = before[path]!.slice(before[path]!.lastIndexOf('{'), before[path]!.indexOf('}') + 1);
    const blanks = ' '.repeat(52);
    const added = element
      .replace('Closeorders', 'Notify team & others')
      .replace(CLOSE, NOTIFY)
      .replace('svc@', 'jane.doe@');
    expect(after).toBe(before[path]!.replace(element, `${element},\r\n${blanks}${added}`));
    const entries = JSON.parse(after).SolutionComponentOwnershipConfiguration;
    expect(entries[1].solutionComponentType).toBe(29);
  });

  it('get a changed owner, but not where the pipeline sets it', () => {
    const before = settings('svc@contoso.example');
    expect(record(before, CLOSE)[path]).toBe(before[path]!.replace('svc@', 'jane.doe@'));
    const { model } = owned(settings(`#{owner.ownerEmail.Closeorders.${CLOSE}}#`));
    const edit = recordOwner(model, model.flow(CLOSE)!, JANE);
    expect(refusal(edit)).toContain('The pipeline sets this owner');
  });

  it('need an address', () => {
    const { model } = owned(settings('svc@contoso.example'));
    const edit = recordOwner(model, model.flow(NOTIFY)!, { owner: 'Sales team' });
    expect(refusal(edit)).toContain('e-mail address');
  });

  it('of an empty list are filled as PowerShell writes them', () => {
    const empty = {
      ...SOLUTION,
      [path]: crlf(
        `{\n    "ActivateFlowConfiguration":  [\n        { "solutionComponentUniqueName": "${CLOSE}", "activate": "true" }\n    ],\n    "SolutionComponentOwnershipConfiguration":  [\n\n                                                ]\n}\n`,
      ),
    };
    const after = record(empty)[path]!;
    expect(after).toContain('"solutionComponentType":  29,\r\n');
    expect(JSON.parse(after).SolutionComponentOwnershipConfiguration).toEqual([
      {
        solutionComponentType: 29,
        solutionComponentName: 'Notify team & others',
        solutionComponentUniqueName: NOTIFY,
        ownerEmail: 'jane.doe@contoso.example',
      },
    ]);
  });

  it('of several environments are left to choose from', () => {
    const test = 'config/Test/customDeploymentSettings.json';
    const both: Folder = { ...settings('a@contoso.example'), [test]: settings('b@contoso.example')[path]! };
    const { model } = owned(both);
    expect(placesFor(model).map((one) => [one.kind, one.name, one.exists])).toEqual([
      ['alm', 'customDeploymentSettings.json of Prod', true],
      ['alm', 'customDeploymentSettings.json of Test', true],
      ['flow-owners', FILE, false],
    ]);
    expect(recordOwner(model, model.flow(NOTIFY)!, JANE)).toMatchObject([{ uri: uriOf(FILE) }]);
    const after = record(both, NOTIFY, JANE, test);
    expect(after[path]).toBe(both[path]);
    const { owners } = { owners: ownersOf(owned(after).model, factsIn(after)) };
    const fact = owners.flows.find((one) => one.flow.id === NOTIFY)!.facts[0]!;
    expect(fact).toMatchObject({ environment: 'Test', role: 'owner' });
  });
});
