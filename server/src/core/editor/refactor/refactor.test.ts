import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { corpusFolder, hasCorpus, skipNote } from '../../../../../test/corpus/load.ts';
import { analyzer, check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';
import type { Fix } from '../../finding.ts';
import { SolutionFiles } from '../../solution/index.ts';
import { FLOW_ID, only, UNPACKED, uriOf } from '../../solution/testing.ts';
import { applyEdits } from '../../text/textEdit.ts';
import type { Analysis } from '../../workspace/analysis.ts';
import { refactoringsAt } from './index.ts';

const URI = uriOf(`src/Workflows/NotifyTeam-${FLOW_ID.toUpperCase()}.json`);

/** A flow with these actions, in the solution of the solution tests. */
function flowWith(actions: Readonly<Record<string, unknown>>): Analysis {
  const definition = {
    $schema:
      'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
    contentVersion: '1.0.0.0',
    parameters: { $authentication: { defaultValue: {}, type: 'SecureObject' } },
    triggers: { Daily: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
    actions,
  };
  const text = JSON.stringify({
    properties: { connectionReferences: {}, definition },
    schemaVersion: '1.0.0.0',
  });
  return check(text, { uri: URI, solutionModel: only(UNPACKED) });
}

/** The refactorings with the cursor in a text. */
function at(analysis: Analysis, needle: string, behind = 1): readonly Fix[] {
  const offset = analysis.document.text.indexOf(needle);
  expect(offset, needle).toBeGreaterThan(-1);
  return refactoringsAt(analysis, offset + behind);
}

const created = (fixes: readonly Fix[]): string[] =>
  fixes.flatMap((fix) => fix.changes.flatMap((one) => ('create' in one ? [one.create] : [])));

const request = (inputs: Readonly<Record<string, unknown>>): Analysis =>
  flowWith({
    Call: {
      type: 'Http',
      inputs: { method: 'GET', uri: 'https://api.contoso.example/v1', ...inputs },
      runAfter: {},
    },
  });

describe('what a new variable is called', () => {
  it.each<[string, Analysis, string]>([
    ['as the header', request({ headers: { 'x-tenant-name': 'Northwind' } }), 'X tenant name'],
    ['as the field', request({ body: { siteAddress: 'Northwind' } }), 'Site address'],
    ['as the list around an element', request({ body: { sites: ['Northwind'] } }), 'Sites'],
    [
      'as the step, for all of its inputs',
      flowWith({ Site_name: { type: 'Compose', inputs: 'Northwind', runAfter: {} } }),
      'Site name',
    ],
    [
      'as the variable',
      flowWith({
        Init: {
          type: 'InitializeVariable',
          inputs: { variables: [{ name: 'siteName', type: 'string', value: 'Northwind' }] },
          runAfter: {},
        },
      }),
      'Site name',
    ],
    [
      'as the last part of a flattened parameter',
      flowWith({
        Post: {
          type: 'OpenApiConnection',
          inputs: {
            host: {
              connectionName: 'shared_teams',
              operationId: 'PostMessage',
              apiId: '/providers/x/apis/shared_teams',
            },
            parameters: { 'body/recipient/groupName': 'Northwind' },
          },
          runAfter: {},
        },
      }),
      'Group name',
    ],
  ])('%s', (_, analysis, name) => {
    const [text] = created(at(analysis, 'Northwind'));
    expect(text).toContain(`<displayname default="${name}">`);
    expect(text).toContain('<defaultvalue>Northwind</defaultvalue>');
  });
});

it('is offered by its text', () => {
  const fixes = at(request({ body: '<p class="a">Northwind\n  Traders</p>' }), 'Northwind');
  expect(fixes.map((fix) => fix.title)).toEqual([
    `Extract "<p class='a'>Northwind…raders</p>" to a new environment variable "Body"`,
  ]);
});

describe('a part of a text', () => {
  const values = (fixes: readonly Fix[]): (string | undefined)[] =>
    created(fixes).map((text) => /<defaultvalue>(.*)<\/defaultvalue>/.exec(text)?.[1]);
  const texts = ({ document }: Analysis, fix: Fix | undefined): string =>
    applyEdits(document.text, editsOf(fix!, document.uri));

  it('may be quoted in an expression', () => {
    const analysis = request({ body: "@concat('https://api.contoso.example/', utcNow(), '/it''s')" });
    const [fix] = at(analysis, "https://api.contoso.example/'");
    expect(values([fix!])).toEqual(['https://api.contoso.example/']);
    expect(texts(analysis, fix)).toMatch(/"@concat\(parameters\('[^']+'\), utcNow\(\), '\/it''s'\)"/);
    expect(values(at(analysis, "/it''s"))).toEqual(["/it's"]);
    expect(at(analysis, 'concat')).toEqual([]);
    expect(at(request({ body: "@outputs('Northwind')" }), 'Northwind')).toEqual([]);
    expect(at(request({ body: "@body()?['Northwind']" }), 'Northwind')).toEqual([]);
  });

  it('goes without the blanks around it', () => {
    const analysis = request({ body: 'Hello @{utcNow()} , Northwind ' });
    const [fix] = at(analysis, 'Hello');
    expect(values([fix!])).toEqual(['Hello']);
    expect(texts(analysis, fix)).toMatch(/"@\{parameters\('[^']+'\)\} @\{utcNow\(\)\} , Northwind "/);
    expect(values(at(analysis, 'Northwind'))).toEqual([', Northwind']);
  });
});

describe('what is left alone', () => {
  it.each<[string, Analysis, string]>([
    ['the method', request({ method: 'PATCH' }), 'PATCH'],
    ['the kind of authentication', request({ authentication: { type: 'Basic', username: 'x' } }), 'Basic'],
    ['a setting of retries', request({ retryPolicy: { type: 'exponential' } }), 'exponential'],
    [
      'the name of a variable',
      flowWith({
        Init: {
          type: 'InitializeVariable',
          inputs: { variables: [{ name: 'siteName', type: 'string' }] },
          runAfter: {},
        },
      }),
      'siteName',
    ],
    [
      'a schema',
      flowWith({
        Parse: { type: 'ParseJson', inputs: { content: 'x', schema: { title: 'Northwind' } }, runAfter: {} },
      }),
      'Northwind',
    ],
    [
      'what an operation does',
      flowWith({
        Run: {
          type: 'OpenApiConnection',
          inputs: {
            host: { connectionName: 'a', operationId: 'PerformUnboundAction', apiId: '/providers/x/apis/a' },
            parameters: { actionName: 'contoso_Northwind' },
          },
          runAfter: {},
        },
      }),
      'contoso_Northwind',
    ],
    ['an expression', request({ body: "@concat('a', utcNow())" }), 'utcNow'],
    ['a trigger', request({}), '"Day'],
    ['blanks', request({ body: { text: '    ' } }), '   '],
  ])('%s', (_, analysis, needle) => {
    expect(at(analysis, needle)).toEqual([]);
  });

  it('half of an escaped at sign', () => {
    const analysis = request({ body: '@@Northwind' });
    const values = created(at(analysis, 'Northwind')).map(
      (text) => /<defaultvalue>(.*)<\/defaultvalue>/.exec(text)?.[1],
    );
    // The text means "@Northwind"; taken out it means the same, or it is left alone.
    expect(values.filter((value) => value !== '@Northwind')).toEqual([]);
  });

  it('everything, without a solution', () => {
    const { document } = request({ body: 'Northwind' });
    const alone = check(document.text, { uri: URI });
    for (let offset = 0; offset < document.text.length; offset++)
      expect(refactoringsAt(alone, offset)).toEqual([]);
  });

  it('nothing throws for any offset, also outside of the file', () => {
    const analysis = request({ body: 'Northwind' });
    for (const offset of [-1, 0, 1e9, Number.NaN]) expect(refactoringsAt(analysis, offset)).toEqual([]);
  });
});

describe('secrets', () => {
  const bearer = `Bearer ${FAKES.jwt!}`;
  const analysis = request({ headers: { Authorization: bearer } });

  it('under the cursor are repaired as secrets: their value is written nowhere', () => {
    const fixes = at(analysis, FAKES.jwt!);
    expect(fixes.map((fix) => fix.title)).toContain('Read "access token" from Azure Key Vault');
    expect(JSON.stringify(fixes.map((fix) => fix.changes))).not.toContain(FAKES.jwt);
  });

  it('that the same string lets out: the text beside them is not offered to go elsewhere', () => {
    const actions = {
      Get: {
        type: 'Http',
        inputs: { method: 'POST', uri: 'https://login.microsoftonline.com/t/oauth2/v2.0/token', body: 'x' },
        runtimeConfiguration: { secureData: { properties: ['inputs', 'outputs'] } },
        runAfter: {},
      },
      Mail: {
        type: 'OpenApiConnection',
        inputs: {
          host: {
            connectionName: 'shared_office365',
            operationId: 'SendEmailV2',
            apiId: '/providers/Microsoft.PowerApps/apis/shared_office365',
          },
          parameters: {
            'emailMessage/To': 'ops@contoso.com',
            'emailMessage/Subject': 'Northwind report',
            'emailMessage/Body': "<p>Token @{body('Get')?['access_token']}</p>",
          },
        },
        runAfter: { Get: ['Succeeded'] },
      },
    };
    const leaking = flowWith(actions);
    expect(leaking.findings.map((one) => one.ruleId)).toContain('secret-in-notification');
    expect(at(leaking, '<p>Token ')).toEqual([]);
    expect(at(leaking, '</p>')).toEqual([]);
    expect(at(leaking, 'Northwind report').length).toBeGreaterThan(0);
  });

  it('beside the cursor make the whole text one', () => {
    const fixes = at(analysis, 'Bearer', 0);
    expect(fixes.length).toBeGreaterThan(0);
    expect(JSON.stringify(fixes.map((fix) => fix.changes))).not.toContain(FAKES.jwt);
  });
});

describe.skipIf(!hasCorpus)(`texts of the corpus${skipNote}`, { timeout: 300_000 }, () => {
  it('can be taken out: the flow parses, has no new finding, and says the same elsewhere', () => {
    const files = new SolutionFiles();
    const flows: { uri: string; text: string }[] = [];
    for (const name of readdirSync(corpusFolder, { recursive: true, encoding: 'utf8' })) {
      const full = path.join(corpusFolder, name);
      const uri = pathToFileURL(full).href;
      if (!SolutionFiles.wants(uri) || !existsSync(full)) continue;
      const text = readFileSync(full, 'utf8');
      files.set(uri, SolutionFiles.needsText(uri) ? text : '');
      if (!SolutionFiles.needsText(uri)) flows.push({ uri, text });
    }
    let cases = 0;
    for (const { uri, text } of flows) {
      const options = { config: DEFAULT_CONFIG, solutionModel: files.solutionOf(uri) };
      const analysis = analyzer.check({ uri, text }, options);
      const { tree, flows: models } = analysis.document;
      const known = new Set(analysis.findings.map((one) => `${one.ruleId} ${one.fingerprint}`));
      // A few of each flow: the first, and some of the rest.
      const strings = models
        .flatMap((flow) => flow.actions)
        .flatMap((step) => {
          const nodes: number[] = [];
          if (step.inputs >= 0)
            for (let node = step.inputs; node < tree.after(step.inputs); node++)
              if (tree.isString(node)) nodes.push(node);
          return nodes;
        })
        .filter((_, index) => index % 9 === 0)
        .slice(0, 8);
      for (const node of strings) {
        for (const fix of refactoringsAt(analysis, tree.start(node) + 1)) {
          cases++;
          const where = `${path.basename(uri)}: ${fix.title}`;
          const fixed = applyEdits(text, editsOf(fix, uri));
          expect(() => JSON.parse(fixed.replace(/^\uFEFF/, '')), where).not.toThrow();
          const after = analyzer.check({ uri, text: fixed }, options);
          const fresh = after.findings.filter(
            (one) =>
              !known.has(`${one.ruleId} ${one.fingerprint}`) &&
              // The new variable is defined in another file of the repair.
              one.ruleId !== 'environment-variable-undefined',
          );
          expect(
            fresh.map((one) => one.ruleId),
            where,
          ).toEqual([]);
        }
      }
    }
    expect(cases).toBeGreaterThan(100);
  });
});
