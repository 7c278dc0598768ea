// Neovim as a second client: set up as docs/editor.md says, driven by drive.lua against the built command line.
import { spawn } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshBundle } from '../harness/bundles.ts';
import { frameFlow } from '../harness/flowFrame.ts';
import { TempFolder } from '../harness/lspClient.ts';
import { read } from '../meta/sources.ts';
import { ensureNeovim } from './ensureNeovim.ts';

const FLOW = frameFlow(`{
  "triggers": { "manual": { "type": "Request", "kind": "Button", "inputs": { "schema": { "type": "object", "properties": { "text_1": { "type": "string", "title": "Case number" } } } } } },
  "actions": {
    "Get_secret": {
      "runAfter": {},
      "type": "OpenApiConnection",
      "inputs": {
        "host": { "apiId": "/providers/Microsoft.PowerApps/apis/shared_keyvault", "connectionName": "shared_keyvault", "operationId": "GetSecret" },
        "parameters": { "secretName": "key" },
        "authentication": "@parameters('$authentication')"
      }
    },
    "Note": {
      "runAfter": { "Get_secret": ["Succeeded"] },
      "type": "Compose",
      "inputs": ""
    }
  }
}`).text;

/** What drive.lua writes down. Of an outline: pairs of a name and the children. */
interface Answers {
  readonly problem?: string;
  readonly attached: boolean;
  readonly told: boolean;
  readonly codes: readonly string[];
  readonly steps: readonly string[];
  readonly inputs: readonly string[];
  readonly written: string;
  readonly definition: string;
  readonly hover: string;
  readonly renamed: readonly string[];
  readonly outline: readonly unknown[];
  readonly actions: readonly string[];
  readonly repaired: readonly string[];
  readonly quiet: boolean;
}

/** The example of the document for a version: the first is for 0.11 and later, the second for those before. */
function setUp(minor: number): string {
  const section = read('docs/editor.md')
    .split(/^## /m)
    .find((one) => one.startsWith('Other editors'))!;
  const examples = [...section.matchAll(/^```lua\n([\s\S]*?)^```$/gm)].map(([, code]) => code!);
  expect(examples).toHaveLength(2);
  return examples[minor >= 11 ? 0 : 1]!;
}

const neovim = ensureNeovim();
const note = neovim.command === undefined ? ` (skipped: ${neovim.reason})` : '';

describe.skipIf(neovim.command === undefined)(`Neovim${note}`, () => {
  let folder: TempFolder;
  let answers: Answers;
  let saved: string;

  beforeAll(async () => {
    if (neovim.command === undefined) return;
    folder = new TempFolder();
    const file = 'solution/Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';
    folder.write(file, FLOW);
    folder.write(
      'bin/lockkeeper',
      `#!/bin/sh\nexec '${process.execPath}' '${await freshBundle('cli.js')}' "$@"\n`,
    );
    chmodSync(path.join(folder.path, 'bin/lockkeeper'), 0o755);
    folder.write('init.lua', setUp(neovim.minor));
    const code = await run(neovim.command, folder.path, file);
    expect(code).toBe(0);
    answers = JSON.parse(readFileSync(path.join(folder.path, 'answers.json'), 'utf8')) as Answers;
    saved = readFileSync(path.join(folder.path, file), 'utf8');
  });
  afterAll(() => folder?.dispose());

  it('is set up by what the document says, and shows what is found', () => {
    expect(answers.problem).toBeUndefined();
    expect(answers).toMatchObject({ attached: true, told: true });
    expect(answers.codes).toContain('secret-read-unsecured');
  });

  it('completes the name of a step and an input by its title, in a text that is not closed', () => {
    expect(answers.steps).toEqual(['Get_secret']);
    expect(answers.inputs).toEqual(['Case number']);
    expect(answers.written).toBe(`"inputs": "@{body('Get_secret')} and @{triggerBody()?['text_1']}"`);
  });

  it('goes to the definition, and tells of the step', () => {
    expect(answers.definition).toBe('"Get_secret": {');
    expect(answers.hover).toContain('Get secret');
  });

  it('renames a step with all that refers to it', () => {
    const before = FLOW.replace('"inputs": ""', () => answers.written);
    expect(`${answers.renamed.join('\n')}\n`).toBe(before.replaceAll('Get_secret', 'Read_the_key'));
  });

  it('has the outline by names', () => {
    const text = JSON.stringify(answers.outline);
    for (const name of ['manual', 'Read the key', 'Note']) expect(text).toContain(`["${name}",`);
  });

  it('repairs a finding, and saves what it shows', () => {
    expect(answers.actions).toContain('Secure outputs of "Read_the_key"');
    expect(saved).toBe(`${answers.repaired.join('\n')}\n`);
    const { actions } = (
      JSON.parse(saved) as { properties: { definition: { actions: Record<string, unknown> } } }
    ).properties.definition;
    expect(actions.Read_the_key).toMatchObject({
      runtimeConfiguration: { secureData: { properties: ['outputs'] } },
    });
    expect(answers.quiet).toBe(true);
  });
});

/** Neovim without a screen and without what its user has set up; resolves with its exit code. */
function run(command: string, folder: string, file: string): Promise<number | null> {
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  const child = spawn(
    command,
    [
      '--headless',
      '-n',
      '-i',
      'NONE',
      '--noplugin',
      '-u',
      at('init.lua'),
      at(file),
      '-S',
      path.join(import.meta.dirname, 'drive.lua'),
    ],
    {
      cwd: folder,
      stdio: 'ignore',
      env: {
        ...process.env,
        PATH: `${at('bin')}${path.delimiter}${process.env.PATH}`,
        HOME: folder,
        XDG_CONFIG_HOME: at('config'),
        XDG_DATA_HOME: at('data'),
        XDG_STATE_HOME: at('state'),
        XDG_CACHE_HOME: at('cache'),
        LOCKKEEPER_ANSWERS: at('answers.json'),
      },
    },
  );
  const late = setTimeout(() => child.kill(), 50_000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(late);
      resolve(code);
    });
  });
}
