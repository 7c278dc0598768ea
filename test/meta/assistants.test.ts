// The tools of the manifest are those of the core: what an assistant is told is what the server checks.
import { describe, expect, it } from 'vitest';
import { inputSchema, TOOLS } from '../../server/src/core/index.ts';
import { manifest, read } from './sources.ts';

interface LanguageModelTool {
  readonly name: string;
  readonly displayName: string;
  readonly modelDescription: string;
  readonly toolReferenceName: string;
  readonly userDescription: string;
  readonly inputSchema: unknown;
}

const { contributes } = manifest<{
  readonly contributes: {
    readonly languageModelTools: readonly LanguageModelTool[];
    readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
  };
}>();

describe('the tools of the manifest', () => {
  const { languageModelTools: declared } = contributes;

  it('are those of the core, without what the user of an editor decides', () => {
    expect(
      declared.map(({ name, displayName, modelDescription, inputSchema: schema }) => [
        name,
        displayName,
        modelDescription,
        schema,
      ]),
    ).toEqual(
      TOOLS.map((tool) => [
        `lockkeeper_${tool.name}`,
        tool.title,
        tool.inEditor ?? tool.description,
        inputSchema(tool, ['write']),
      ]),
    );
  });

  it('have names and a sentence for people', () => {
    expect(new Set(declared.map((one) => one.toolReferenceName)).size).toBe(declared.length);
    expect(declared.filter((one) => !/^[A-Z].{10,80}\.$/.test(one.userDescription))).toEqual([]);
  });
});

it('the server that the manifest announces is registered', () => {
  const [provider, ...more] = contributes.mcpServerDefinitionProviders;
  expect(more).toEqual([]);
  expect(read('client/src/node/mcpServer.ts')).toContain(`'${provider!.id}'`);
});
