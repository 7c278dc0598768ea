import { describe, expect, it } from 'vitest';
import { type Around, whenFlows } from './whenFlows.ts';

const FLOW = '{"properties": {"definition": {"$schema": "…/workflowdefinition.json#", "triggers": {}}}}';
const json = (text: string) => ({ languageId: 'json', getText: () => text });
type Folder = Around['folders'][number];
const folder = (name: string): Folder => ({ name, index: 0, uri: undefined as never });

function workspace(holds: (name: string) => Promise<boolean>, parts: Partial<Around> = {}) {
  const listeners = new Map<string, (value: never) => void>();
  const event = (name: string) => (listener: (value: never) => void) => {
    listeners.set(name, listener);
    return { dispose: () => listeners.delete(name) };
  };
  const around: Around = {
    folders: [folder('one')],
    documents: [],
    holdsSigns: ({ name }) => holds(name),
    onSign: event('sign'),
    onFolders: event('folders'),
    onOpen: event('open'),
    onChange: event('change'),
    ...parts,
  };
  const told: string[] = [];
  const waiting = whenFlows(
    around,
    () => told.push('start'),
    () => told.push('none'),
  );
  return {
    told,
    listeners,
    waiting,
    fire: (name: string, value: unknown) => listeners.get(name)?.(value as never),
    settled: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}

const nothing = () => Promise.resolve(false);

describe('whenFlows', () => {
  it('starts where a search finds a sign of flows, however long it takes', async () => {
    let find: (found: boolean) => void = () => undefined;
    const { told, settled } = workspace(() => new Promise((resolve) => (find = resolve)));
    await settled();
    expect(told).toEqual([]);
    find(true);
    await settled();
    expect(told).toEqual(['start']);
  });

  it('does not wait for the other folders', async () => {
    const folders = [folder('slow'), folder('quick')];
    const holds = (name: string) =>
      name === 'quick' ? Promise.resolve(true) : new Promise<boolean>(() => undefined);
    const { told, settled } = workspace(holds, { folders });
    await settled();
    expect(told).toEqual(['start']);
  });

  it('starts where the folder cannot be searched', async () => {
    const { told, settled } = workspace(() => Promise.reject(new Error('no search here')));
    await settled();
    expect(told).toEqual(['start']);
  });

  it('waits where there is none, for a file, a document, a paste or a folder', async () => {
    const events: [string, unknown, boolean][] = [
      ['sign', undefined, true],
      ['open', json(FLOW), true],
      ['open', json('{"scripts": {}}'), false],
      ['open', { languageId: 'markdown', getText: () => FLOW }, false],
      ['change', { document: json(FLOW), texts: [FLOW] }, true],
      ['change', { document: json(FLOW), texts: ['a'] }, false],
      ['folders', [folder('holds flows')], true],
      ['folders', [folder('two')], false],
    ];
    for (const [name, value, starts] of events) {
      const { told, settled, fire } = workspace((one) => Promise.resolve(one === 'holds flows'));
      await settled();
      expect(told).toEqual(['none']);
      fire(name, value);
      await settled();
      expect([name, value, told.includes('start')]).toEqual([name, value, starts]);
    }
  });

  it('starts at once for a document that is open already, and once only', async () => {
    const { told, settled, fire, listeners } = workspace(() => Promise.resolve(true), {
      documents: [json(FLOW)],
    });
    expect(told).toEqual(['start']);
    fire('sign', undefined);
    await settled();
    expect(told).toEqual(['start']);
    expect(listeners.size).toBe(0);
  });

  it('never starts after it is disposed of', async () => {
    const { told, settled, fire, waiting } = workspace(nothing);
    waiting.dispose();
    fire('sign', undefined);
    await settled();
    expect(told).toEqual([]);
  });
});
