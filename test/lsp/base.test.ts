// What open flows were in the last commit, as the client tells it, and what rules say that compare with it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flowText, http, inOrder } from '../harness/flowBuilder.ts';
import { codes, LspClient, TempFolder } from '../harness/lspClient.ts';
import { OTHER_JSON } from './fixtures.ts';

const RULE = 'secure-data-removed';
const NAME = 'Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';

/** One step, with these sides secured. */
const withSides = (...sides: readonly string[]): string => {
  const secured = sides.length === 0 ? {} : { runtimeConfiguration: { secureData: { properties: sides } } };
  return flowText({ actions: inOrder({ Call: { ...http({}), ...secured } }) });
};

let folder: TempFolder;
let client: LspClient;
let uri: string;
/** What HEAD holds, by address; a file that is not in it is new. */
let head: Map<string, string>;
/** Addresses that the server asked for, in order. */
let asked: string[];

async function start(initializationOptions: unknown = { base: true }): Promise<void> {
  client = await LspClient.start({
    folders: [folder.uri],
    initializationOptions,
    prepare: (connection) =>
      connection.onRequest('lockkeeper/base', (params: { uri: string }) => {
        asked.push(params.uri);
        return { text: head.get(params.uri) ?? null };
      }),
  });
}

beforeEach(() => {
  folder = new TempFolder();
  uri = folder.uriOf(NAME);
  head = new Map();
  asked = [];
});
afterEach(async () => {
  await client.stop();
  folder.dispose();
});

const isTold = (): boolean => codes(client.shown(uri)).includes(RULE);
const told = () => client.diagnostics(uri, (shown) => codes(shown).includes(RULE));
const notTold = () => client.diagnostics(uri, (shown) => !codes(shown).includes(RULE));

describe('an open flow', () => {
  it('is compared with HEAD, also while it is typed, and the repair restores what it lost', async () => {
    head.set(uri, withSides('outputs'));
    await start();
    await client.open(uri, withSides('outputs'));
    await client.current(uri);
    await client.until(() => asked.length === 1, 'the question');
    await client.change(uri, withSides());
    await told();
    const actions = await client.codeActions(uri, client.rangeOf(uri, '"Call"'), ['quickfix']);
    const repair = actions.find(({ title }) => title === 'Secure outputs of "Call"');
    await client.apply(uri, (await client.resolve(repair!)).edit!);
    await notTold();
    expect(asked).toEqual([uri]);
  });

  it('is told about once the answer is there, whatever marks and line ends HEAD has', async () => {
    head.set(uri, `\uFEFF${withSides('inputs').replaceAll('\n', '\r\n')}`);
    await start();
    await client.open(uri, withSides());
    await told();
  });

  it('is asked about again when HEAD moves', async () => {
    head.set(uri, withSides('outputs'));
    await start();
    await client.open(uri, withSides());
    await told();
    head.set(uri, withSides());
    await client.notify('lockkeeper/baseMoved', {});
    await notTold();
    head.set(uri, withSides('inputs'));
    await client.notify('lockkeeper/baseMoved', {});
    await told();
    // The flow is not in the branch that is checked out now.
    head.delete(uri);
    await client.notify('lockkeeper/baseMoved', {});
    await notTold();
    expect(asked).toHaveLength(4);
  });

  it('has nothing to tell when it is closed, and is asked about when it is opened again', async () => {
    folder.write(NAME, withSides());
    head.set(uri, withSides('outputs'));
    await start();
    await client.open(uri, withSides());
    await told();
    await client.close(uri);
    await notTold();
    await client.open(uri, withSides());
    await told();
    expect(asked).toEqual([uri, uri]);
  });

  it('is not checked again where it is as in HEAD', async () => {
    head.set(uri, withSides());
    await start();
    await client.open(uri, withSides());
    await client.until(() => asked.length === 1, 'the question');
    const { length } = client.published;
    await client.codeActions(uri, client.rangeOf(uri, '"Call"'));
    expect(client.published.slice(length).filter((one) => one.uri === uri)).toEqual([]);
  });
});

describe('the client', () => {
  it('is asked of flows that are open, and of nothing else', async () => {
    folder.write(NAME, withSides());
    const other = folder.uriOf('other.json');
    head.set(uri, withSides('outputs')).set(other, withSides('outputs'));
    await start();
    await client.open(other, OTHER_JSON);
    await client.diagnostics(uri);
    expect(asked).toEqual([]);
    expect(isTold()).toBe(false);
  });

  it('is not asked where it knows no older versions', async () => {
    head.set(uri, withSides('outputs'));
    await start({});
    await client.open(uri, withSides());
    await client.current(uri);
    await client.notify('lockkeeper/baseMoved', {});
    await client.codeActions(uri, client.rangeOf(uri, '"Call"'));
    expect(asked).toEqual([]);
    expect(isTold()).toBe(false);
  });

  it('may have no answer', async () => {
    await start();
    client.connection.onRequest('lockkeeper/base', () => {
      throw new Error('no git');
    });
    await client.open(uri, withSides());
    await client.current(uri);
    await client.change(uri, withSides('inputs'));
    await client.current(uri);
    expect(isTold()).toBe(false);
  });
});
