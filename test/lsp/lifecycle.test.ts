// Start, capabilities and end of the built server over stdio.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { freshBundle } from '../harness/bundles.ts';
import { FULL_CAPABILITIES, LspClient } from '../harness/lspClient.ts';

describe('life of the server', () => {
  it('says who it is and what it can do', async () => {
    const client = await LspClient.start({ built: true });
    const { serverInfo, capabilities } = client.initializeResult;
    expect(serverInfo?.name).toBe('Lockkeeper');
    expect(serverInfo?.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(capabilities.textDocumentSync).toEqual({ openClose: true, change: 2 });
    expect(capabilities.hoverProvider).toBe(true);
    expect(capabilities.codeActionProvider).toEqual({
      codeActionKinds: [
        'quickfix',
        'refactor.extract.lockkeeper',
        'refactor.rewrite.lockkeeper',
        'source.fixAll.lockkeeper',
      ],
      resolveProvider: true,
    });
    expect(capabilities.executeCommandProvider?.commands).toContain('lockkeeper.fixWorkspace');
    expect(await client.stop()).toBe(0);
  });

  it('leaves its commands to a client that has them itself', async () => {
    const client = await LspClient.start({ built: true, initializationOptions: { commandLinks: true } });
    expect(client.initializeResult.capabilities.executeCommandProvider).toBeUndefined();
    expect(await client.stop()).toBe(0);
  });

  it('asks a client that lets it for watched files and settings', async () => {
    const client = await LspClient.start({ built: true });
    await client.until(() => client.registrations.length >= 2, 'registrations');
    expect(client.registrations.sort()).toEqual([
      'workspace/didChangeConfiguration',
      'workspace/didChangeWatchedFiles',
    ]);
    await client.stop();
  });

  it('asks nothing of a client that can do nothing', async () => {
    const client = await LspClient.start({ built: true, capabilities: {} });
    expect(client.initializeResult.capabilities.codeActionProvider).toBe(false);
    expect(await client.request('lockkeeper/rulePage', { ruleId: 'no-such-rule' })).toBeNull();
    expect(client.registrations).toEqual([]);
    expect(await client.stop()).toBe(0);
  });

  it('takes malformed initialization options for none', async () => {
    const client = await LspClient.start({
      built: true,
      capabilities: { ...FULL_CAPABILITIES },
      initializationOptions: 'nonsense',
    });
    expect(await client.stop()).toBe(0);
  });

  it('exits with 1 when the client goes without a shutdown', async () => {
    const client = await LspClient.start({ built: true });
    const ended = once(client.process!, 'exit');
    await client.notify('exit', undefined);
    expect((await ended)[0]).toBe(1);
  });

  it('ends when the client closes the pipe', async () => {
    const client = await LspClient.start({ built: true });
    const ended = once(client.process!, 'exit');
    client.process!.stdin!.end();
    await ended;
  });

  it('speaks LSP on stdio when no transport is named', async () => {
    const child = spawn(process.execPath, [await freshBundle('server.js')]);
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    let answer = '';
    for await (const chunk of child.stdout) {
      answer += String(chunk);
      if (answer.includes('"serverInfo"')) break;
    }
    expect(answer).toMatch(/^Content-Length: \d+\r\n\r\n\{"jsonrpc":"2\.0","id":1,"result"/);
    child.kill();
  });

  it('answers a request that it does not know with an error and goes on', async () => {
    const client = await LspClient.start({ built: true });
    await expect(client.request('textDocument/moniker', {})).rejects.toThrow();
    expect(await client.request('lockkeeper/rules', {})).not.toEqual([]);
    await client.stop();
  });
});
