// Diagnostics of open documents.
import { afterEach, describe, expect, it } from 'vitest';
import { brief, codes, FULL_CAPABILITIES, LspClient, TempFolder } from '../harness/lspClient.ts';
import { flow, isRead, METADATA, OTHER_JSON } from './fixtures.ts';

const URI = 'file:///somewhere/Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';

let client: LspClient;
afterEach(async () => {
  await client.stop();
});

describe('diagnostics of an open flow', () => {
  it('come with version, source, code, link, hint and the places of the path', async () => {
    client = await LspClient.start();
    await client.open(URI, flow(), 7);
    const { version, diagnostics } = await client.current(URI);
    expect(version).toBe(7);
    expect(codes(diagnostics)).toEqual(['secret-read-unsecured']);
    const [found] = diagnostics;
    expect(found).toMatchObject({
      severity: 1,
      source: 'Lockkeeper',
      range: client.rangeOf(URI, '"Get_secret"'),
      codeDescription: { href: 'vscode://lockkeeper.lockkeeper/rules/secret-read-unsecured' },
      data: { ruleId: 'secret-read-unsecured', version: 7 },
    });
    expect(found?.data).toHaveProperty('fingerprint', expect.stringMatching(/./));
    expect(found?.message).toMatch(
      /^"Get_secret" shows the secret it reads in its outputs\.\n.*Secure the outputs of "Get_secret"/,
    );
    expect(found?.relatedInformation).toEqual([
      { location: { uri: URI, range: client.rangeOf(URI, '"Call_service"') }, message: expect.any(String) },
    ]);
  });

  it('link to the rule page by command where the client has it', async () => {
    client = await LspClient.start({ initializationOptions: { commandLinks: true } });
    await client.open(URI, flow());
    const { diagnostics } = await client.current(URI);
    const href = diagnostics[0]?.codeDescription?.href ?? '';
    const [scheme, query = ''] = href.split('?');
    expect(scheme).toBe('command:lockkeeper.explainRule');
    expect(JSON.parse(decodeURIComponent(query))).toEqual(['secret-read-unsecured']);
  });

  it('leave out what the client cannot show', async () => {
    const publishDiagnostics = {};
    const textDocument = { ...FULL_CAPABILITIES.textDocument, publishDiagnostics };
    client = await LspClient.start({ capabilities: { ...FULL_CAPABILITIES, textDocument } });
    await client.open(URI, flow());
    const { diagnostics } = await client.current(URI);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).not.toHaveProperty('relatedInformation');
    expect(diagnostics[0]).not.toHaveProperty('codeDescription');
  });

  it('follow each change, and go when the problem goes', async () => {
    client = await LspClient.start();
    await client.open(URI, flow());
    expect(codes((await client.current(URI)).diagnostics)).toHaveLength(1);

    // An insertion of lines above: only the range moves.
    await client.change(URI, '\n\n\n', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    expect((await client.current(URI)).diagnostics[0]?.range).toEqual(client.rangeOf(URI, '"Get_secret"'));

    await client.change(URI, flow({ secured: ['Get_secret'] }));
    expect((await client.current(URI)).diagnostics).toEqual([]);

    await client.change(URI, flow({ reads: ['Get_one', 'Get_two'] }));
    expect((await client.current(URI)).diagnostics.map(brief)).toHaveLength(2);
  });

  it('end with the newest text after a burst of changes', async () => {
    client = await LspClient.start();
    await client.open(URI, flow());
    for (let round = 0; round < 40; round++) {
      await client.change(URI, round % 2 === 0 ? flow({ secured: ['Get_secret'] }) : flow());
    }
    await client.change(URI, flow({ reads: ['Get_one', 'Get_two', 'Get_three'] }));
    expect((await client.current(URI)).diagnostics).toHaveLength(3);
    expect(client.published.length).toBeLessThan(42);
    const versions = client.published.map((params) => params.version ?? 0);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  it('survive a text that is broken for a moment', async () => {
    client = await LspClient.start();
    await client.open(URI, flow());
    await client.change(URI, flow().slice(0, -200));
    await client.current(URI);
    await client.change(URI, flow());
    expect(codes((await client.current(URI)).diagnostics)).toEqual(['secret-read-unsecured']);
  });
});

describe('documents that are no flows', () => {
  it('get no diagnostics and empty answers', async () => {
    client = await LspClient.start();
    const uri = 'file:///somewhere/package.json';
    await client.open(uri, OTHER_JSON);
    const start = { line: 0, character: 0 };
    const range = { start, end: { line: 5, character: 0 } };
    expect(await client.request('textDocument/hover', { textDocument: { uri }, position: start })).toBeNull();
    expect(await client.codeActions(uri, range)).toEqual([]);
    expect(await client.codeActions(uri, range, ['source.fixAll'])).toEqual([]);
    expect(client.published).toEqual([]);
  });

  it('never opened: empty answers', async () => {
    client = await LspClient.start();
    const position = { line: 3, character: 3 };
    expect(await client.request('textDocument/hover', { textDocument: { uri: URI }, position })).toBeNull();
    expect(await client.codeActions(URI, { start: position, end: position })).toEqual([]);
  });

  it('become flows and stop being flows while they are edited', async () => {
    client = await LspClient.start();
    await client.open(URI, OTHER_JSON);
    await client.change(URI, flow());
    expect((await client.current(URI)).diagnostics).toHaveLength(1);
    await client.change(URI, OTHER_JSON);
    expect((await client.current(URI)).diagnostics).toEqual([]);
  });

  it('are looked at closer when a metadata file beside them says flow', async () => {
    const folder = new TempFolder();
    folder.write('Workflows/Broken.json.data.xml', METADATA);
    client = await LspClient.start({ folders: [folder.uri] });
    const uri = folder.uriOf('Workflows/Broken.json');
    await client.open(uri, '{ "properties": {} }');
    const { diagnostics } = await client.current(uri);
    expect(diagnostics.every((one) => one.source === 'Lockkeeper')).toBe(true);
    folder.dispose();
  });
});

describe('spelling of URIs', () => {
  it('answers under the spelling of the client', async () => {
    client = await LspClient.start();
    // VS Code encodes the colon and brackets, other editors do not.
    const uri = 'file:///C:/My Flows/Workflows/[Orders].json';
    await client.open(uri, flow());
    const { diagnostics } = await client.current(uri);
    expect(diagnostics).toHaveLength(1);
    expect(await client.codeActions(uri, client.rangeOf(uri, '"Get_secret"'))).not.toEqual([]);
  });
});

it('is told the rule that read it, whichever of two files changes', async () => {
  client = await LspClient.start();
  const other = URI.replace('Orders', 'Second');
  await client.open(URI, flow());
  await client.open(other, flow({ reads: ['Get_other'] }));
  await client.current(URI);
  await client.current(other);
  expect(client.shown(URI).filter(isRead)).toHaveLength(1);
  expect(client.shown(other).filter(isRead)).toHaveLength(1);
});
