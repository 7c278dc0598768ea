// Invariant 8 for secrets in scripts, sentences, coded texts and queries: told, and masked in all that is shown of the flow.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAnalyzer, DEFAULT_CONFIG, hoverAt } from '../../server/src/core/index.ts';
import { REPORT_FORMATS } from '../../server/src/core/report/options.ts';
import { uriOf } from '../../server/src/core/solution/testing.ts';
import { runInProcess } from '../cli/support/environment.ts';
import { folderWith } from '../cli/support/folder.ts';
import { FAKES } from '../harness/fakes.ts';
import { JSON_FORMS } from '../harness/writtenAnew.ts';
import { connect } from '../mcp/support/client.ts';

const PASSWORD = FAKES.password!;
const PERSONAL = FAKES.personalPassword!;
const SECRETS = [
  PASSWORD,
  PERSONAL,
  FAKES.awsSecret!,
  FAKES.huggingFaceToken!,
  FAKES.mailchimpKey!,
  FAKES.basicPair!,
  FAKES.hex32!,
];
/** Masks keep this much of a long secret. */
const KEPT = 4;

const TEXTS: Readonly<Record<string, unknown>> = {
  Sign: `${FAKES.awsKeyId}:${FAKES.awsSecret}`,
  Sign_joined: `@concat('${FAKES.awsKeyId}', ':', '${FAKES.awsSecret}')`,
  Ask: { note: `use ${FAKES.huggingFaceToken}`, list: `@createArray('${FAKES.mailchimpKey}', utcNow())` },
  Code: `@base64('svc:${PASSWORD}')`,
  Decode: `@base64ToString('${FAKES.basicPair}')`,
  Script: `$p = ConvertTo-SecureString '${PASSWORD}' -AsPlainText -Force`,
  Call: `curl -u "svc:${PASSWORD}" https://api.contoso.example/@{utcNow()}`,
  Query: `@concat('sqlcmd -S srv -U sa -P ''${PASSWORD}'' -d ', utcNow())`,
  Mail: `<p>Hello @{utcNow()},</p><p>your password is: <b>${PERSONAL}</b></p>`,
  Brief: `Ihr Kennwort lautet ${PERSONAL} seit @{utcNow()}.`,
  Weather: `https://api.openweathermap.org/data/2.5/weather?q=Bern&appid=${FAKES.hex32}`,
};
const NAMES = Object.keys(TEXTS);

const ACTIONS = Object.fromEntries(
  NAMES.map((name, index) => [
    name,
    {
      type: 'Compose',
      inputs: TEXTS[name],
      runAfter: index === 0 ? {} : { [NAMES[index - 1]!]: ['Succeeded'] },
    },
  ]),
);
const FLOW = JSON.stringify(
  {
    properties: {
      connectionReferences: {},
      definition: {
        $schema:
          'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
        contentVersion: '1.0.0.0',
        parameters: {
          $connections: { defaultValue: {}, type: 'Object' },
          $authentication: { defaultValue: {}, type: 'SecureObject' },
        },
        triggers: { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
        actions: ACTIONS,
      },
    },
    schemaVersion: '1.0.0.0',
  },
  undefined,
  2,
);
const OLDER = FLOW.replaceAll('utcNow()', 'guid()').replace('Bern', 'Basel').replace('Hello', 'Dear');
const FILE = 'Workflows/Orders-0A1B2C3D-1111-2222-3333-444455556666.json';

/** Where a text repeats one of the secrets, also by the numbers of its letters. */
function leakIn(shown: string): string | undefined {
  const text = shown.replace(/\\+u([0-9a-fA-F]{4})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  const secret = SECRETS.find((one) => text.includes(one.slice(KEPT)));
  return secret && text.slice(Math.max(0, text.indexOf(secret.slice(KEPT)) - 60)).slice(0, 40);
}

async function shown(args: readonly string[], cwd: string): Promise<string> {
  const { stdout, stderr, code } = await runInProcess(args, { cwd, analyzer: createAnalyzer() });
  expect(code, stderr).toBeLessThan(2);
  expect(stdout.length, args.join(' ')).toBeGreaterThan(20);
  expect(leakIn(stdout + stderr), args.join(' ')).toBeUndefined();
  return stdout;
}

describe('secrets in scripts, sentences, coded texts and queries', () => {
  it('are told, each of them', async () => {
    const cwd = await folderWith({ [FILE]: FLOW });
    const told = JSON.parse(await shown(['check', '--format', 'json', '.'], cwd)) as {
      findings: readonly { readonly ruleId: string; readonly message: string }[];
    };
    const of = (name: string): number =>
      told.findings.filter(({ message }) => message.startsWith(`"${name}" holds`)).length;
    expect(NAMES.map((name) => [name, of(name)])).toEqual(
      NAMES.map((name) => [name, name === 'Ask' ? 2 : 1]),
    );
  });

  it('are masked by check, in every format', async () => {
    const cwd = await folderWith({ [FILE]: FLOW });
    for (const format of REPORT_FORMATS)
      await shown(['check', '--format', format, '--profile', 'pedantic', '.'], cwd);
    await shown(['baseline', 'write', '.'], cwd);
    expect(leakIn(await readFile(join(cwd, 'lockkeeper.baseline.json'), 'utf8'))).toBeUndefined();
  });

  it('are masked by describe, preview, diff and report', async () => {
    const cwd = await folderWith({ [FILE]: FLOW, [`old/${FILE}`]: OLDER });
    for (const format of ['text', 'json', 'markdown']) {
      await shown(['describe', '--format', format, FILE], cwd);
      await shown(['diff', '--format', format, `old/${FILE}`, FILE], cwd);
    }
    for (const format of ['text', 'html']) await shown(['preview', '--format', format, FILE], cwd);
    await shown(['report', '--format', 'markdown', '.'], cwd);
  });

  it('are listed by rotate with what to do, masked', async () => {
    const cwd = await folderWith({ [FILE]: FLOW });
    await shown(['rotate', '.'], cwd);
    const { secrets } = JSON.parse(await shown(['rotate', '--format', 'json', '.'], cwd)) as {
      secrets: readonly {
        readonly kind: string;
        readonly where: string;
        readonly places: readonly { step: string }[];
      }[];
    };
    expect(new Set(secrets.flatMap(({ places }) => places.map(({ step }) => step)))).toEqual(new Set(NAMES));
    for (const { kind, where } of secrets) expect(kind.length * where.length).toBeGreaterThan(0);
    expect(secrets.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining([
        'AWS secret access key',
        'Hugging Face token',
        'Mailchimp API key',
        'password',
      ]),
    );
  });

  it('are masked by the tools for assistants', async () => {
    const cwd = await folderWith({ [FILE]: FLOW });
    const { client } = await connect([cwd]);
    for (const flow of [{ path: FILE }, { text: FLOW }]) {
      for (const [name, args] of [
        ['check_flow', { ...flow, profile: 'pedantic', limit: 200 }],
        ['list_fixes', { ...flow, profile: 'pedantic', limit: 200 }],
        ['describe_flow', flow],
        ['diff', { ...flow, base_text: OLDER }],
      ] as const) {
        const answer = await client.callTool({ name, arguments: args });
        expect(answer.isError, JSON.stringify(answer).slice(0, 300)).not.toBe(true);
        expect(leakIn(JSON.stringify(answer)), name).toBeUndefined();
      }
    }
  });

  it('are masked in messages and hovers', () => {
    const analysis = createAnalyzer().check({ uri: uriOf(FILE), text: FLOW }, { config: DEFAULT_CONFIG });
    const { tree } = analysis.document;
    for (const { message, hint, related } of analysis.findings)
      expect(leakIn(JSON.stringify([message, hint, related.map((one) => one.message)]))).toBeUndefined();
    for (let node = 0; node < tree.count; node++)
      expect(leakIn(hoverAt(analysis, tree.start(node) + 3)?.markdown ?? '')).toBeUndefined();
  });
});

/** A step with a safe repair; a copy of a password that is told elsewhere stands beside it. */
const READ = JSON.stringify({
  Get_secret: {
    type: 'OpenApiConnection',
    inputs: {
      host: {
        connectionName: 'shared_keyvault',
        operationId: 'GetSecret',
        apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      },
      parameters: { secretName: PASSWORD },
    },
    runAfter: {},
  },
  Log: { type: 'Compose', inputs: { password: PASSWORD }, runAfter: {} },
}).replace(/\}$/, ',');

describe('secrets whose letters are written by number', () => {
  const anew = JSON_FORMS.get('all by number')!;
  const flow = anew(FLOW);
  const older = anew(OLDER);

  it('are masked by all commands that show a flow', async () => {
    const cwd = await folderWith({ [FILE]: flow, [`old/${FILE}`]: older });
    for (const format of REPORT_FORMATS)
      await shown(['check', '--format', format, '--profile', 'pedantic', FILE], cwd);
    await shown(['describe', FILE], cwd);
    await shown(['preview', FILE], cwd);
    await shown(['rotate', '.'], cwd);
    for (const format of ['text', 'json', 'markdown'])
      await shown(['diff', '--format', format, `old/${FILE}`, FILE], cwd);
  });

  it.each(['plain', 'by number'])('are masked in other places where they are written %s', async (written) => {
    const text = JSON.stringify(JSON.parse(FLOW.replace('"actions": {', `"actions": ${READ}`)), undefined, 2);
    const at = text.indexOf('"Log"');
    const half =
      written === 'plain'
        ? [text.slice(0, at), anew(text.slice(at))]
        : [anew(text.slice(0, at)), text.slice(at)];
    const cwd = await folderWith({ [FILE]: half.join('') });
    const diff = await shown(['fix', '--dry-run', FILE], cwd);
    expect(diff).toContain('secureData');
  });

  it('are masked by the tools for assistants', async () => {
    const { client } = await connect([await folderWith({ [FILE]: flow })]);
    for (const [name, args] of [
      ['check_flow', { text: flow, profile: 'pedantic', limit: 200 }],
      ['list_fixes', { text: flow, profile: 'pedantic', limit: 200 }],
      ['describe_flow', { text: flow }],
      ['diff', { text: flow, base_text: older }],
    ] as const) {
      const answer = await client.callTool({ name, arguments: args });
      expect(answer.isError, JSON.stringify(answer).slice(0, 300)).not.toBe(true);
      expect(leakIn(JSON.stringify(answer)), name).toBeUndefined();
    }
  });

  it('are masked in messages and hovers', () => {
    const analysis = createAnalyzer().check({ uri: uriOf(FILE), text: flow }, { config: DEFAULT_CONFIG });
    const { tree } = analysis.document;
    for (const { message, hint, related } of analysis.findings)
      expect(leakIn(JSON.stringify([message, hint, related.map((one) => one.message)]))).toBeUndefined();
    for (let node = 0; node < tree.count; node++)
      expect(leakIn(hoverAt(analysis, tree.start(node) + 3)?.markdown ?? '')).toBeUndefined();
  });
});
