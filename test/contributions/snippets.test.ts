import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  isObject,
  JsonEditor,
  type JsonObject,
  member,
  readText,
  repoRoot,
  resolveSnippet,
} from './support.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const text = readText(path.join(repoRoot, 'snippets', 'lockkeeper.json'));
const snippets = Object.entries(JSON.parse(text) as Record<string, Snippet>);

function resolved(prefix: string): JsonObject {
  const snippet = snippets.find(([, one]) => one.prefix === prefix)?.[1];
  if (snippet === undefined) throw new Error(`no snippet ${prefix}`);
  return JSON.parse(`{${resolveSnippet(snippet.body.join('\n'))}}`) as JsonObject;
}

const secured = (step: unknown) => member(step, 'runtimeConfiguration', 'secureData').properties;

it('has unique names and prefixes that begin with flow-', () => {
  const prefixes = snippets.map(([, snippet]) => snippet.prefix);
  expect(new Set(prefixes).size).toBe(prefixes.length);
  expect(new Set(snippets.map(([name]) => name)).size).toBe(snippets.length);
  for (const prefix of prefixes) expect(prefix).toMatch(/^flow-[a-z-]+$/);
  expect(prefixes).toEqual(
    expect.arrayContaining([
      'flow-http-secured',
      'flow-key-vault-secret',
      'flow-environment-secret',
      'flow-try-catch',
    ]),
  );
});

describe.each(snippets)('%s', (_name, snippet) => {
  it('is described, and indented by tabs so that editors use their own indentation', () => {
    expect(snippet.description.length).toBeGreaterThan(20);
    for (const line of snippet.body) expect(line).not.toMatch(/^\t* /);
  });

  it('is valid JSON as it is inserted, with nothing for the schema to complain about', async () => {
    const object = resolved(snippet.prefix);
    expect(Object.keys(object).length).toBeGreaterThan(0);
    const step = snippet.prefix === 'flow-secure-data' ? { A: { type: 'Http', ...object } } : object;
    const wrapped = snippet.prefix.includes('-trigger-') ? { triggers: step } : { actions: step };
    expect(await new JsonEditor().problems('flow-definition', JSON.stringify(wrapped))).toEqual([]);
  });
});

it('secures the HTTP call on both sides and keeps the secret an expression', () => {
  const step = resolved('flow-http-secured').Call_service;
  expect(secured(step)).toEqual(['inputs', 'outputs']);
  expect(member(step, 'inputs', 'headers')).toEqual({
    'x-api-key': "@{outputs('Get_secret')?['body/value']}",
  });
  expect(member(step, 'inputs').method).toBe('GET');
});

it('secures the outputs of the steps that read a secret', () => {
  const vault = resolved('flow-key-vault-secret').Get_secret;
  expect(secured(vault)).toEqual(['outputs']);
  expect(member(vault, 'inputs', 'host').operationId).toBe('GetSecret');
  expect(member(vault, 'inputs').authentication).toBe("@parameters('$authentication')");
  const variable = resolved('flow-environment-secret').Get_secret_variable;
  expect(secured(variable)).toEqual(['outputs']);
  expect(member(variable, 'inputs', 'host').operationId).toBe('PerformUnboundAction');
  expect(member(variable, 'inputs', 'parameters').actionName).toBe('RetrieveEnvironmentVariableSecretValue');
});

it('runs Catch after Try failed or timed out, and ends the run as failed', () => {
  const both = resolved('flow-try-catch');
  expect(Object.keys(both)).toEqual(['Try', 'Catch']);
  expect(member(both, 'Catch').runAfter).toEqual({ Try: ['Failed', 'TimedOut'] });
  const terminate = Object.values(member(both, 'Catch', 'actions'))[0];
  expect(isObject(terminate) && terminate.type).toBe('Terminate');
  expect(member(terminate, 'inputs').runStatus).toBe('Failed');
});

it('offers the sides of secureData as a choice, both first', () => {
  expect(secured(resolved('flow-secure-data'))).toEqual(['inputs', 'outputs']);
});
