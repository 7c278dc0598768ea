import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { editsOf } from '../../../../../test/harness/fixes.ts';
import {
  connector,
  flowText,
  http,
  inOrder,
  type StepJson,
  type Steps,
} from '../../../../../test/harness/flowBuilder.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { FLOW_ID, only, UNPACKED, uriOf } from '../../solution/testing.ts';
import { applyEdits } from '../../text/textEdit.ts';

ruleSuite(import.meta.dirname);

const SITE = 'https://contoso.sharepoint.com/sites/Orders';
const getItems = (dataset: string) => connector('sharepointonline', 'GetItems', { dataset, table: 'Orders' });

const found = (actions: Steps, parameters: Steps = {}) =>
  check(flowText({ actions: inOrder(actions), parameters })).findings.filter(
    (finding) => finding.ruleId === 'hardcoded-environment-url',
  );

describe('hardcoded-environment-url', () => {
  it('is one finding for one site, however many steps use it', () => {
    const steps = Object.fromEntries([1, 2, 3, 4].map((n) => [`Get_items_${n}`, getItems(SITE)]));
    const [finding, ...more] = found({ ...steps, Elsewhere: getItems(`${SITE}2`) });
    expect(more).toHaveLength(1);
    expect(finding?.message).toContain('"Get_items_1" names the SharePoint site');
    expect(finding?.why).toContain('It is used by "Get_items_1", "Get_items_2", "Get_items_3" and 1 more.');
    expect(finding?.related.map((one) => one.message)).toEqual(
      [2, 3, 4].map((n) => `"Get_items_${n}" has the same address`),
    );
  });

  it('reports a variable where it is set, and not when it is set again', () => {
    const initialize = {
      type: 'InitializeVariable',
      inputs: { variables: [{ name: 'Site', type: 'string', value: SITE }] },
    };
    const [finding] = found({ Initialize: initialize, Get_items: getItems("@variables('Site')") });
    expect(finding?.message).toContain('The variable "Site" holds');
    expect(
      found({
        Initialize: initialize,
        Set: { type: 'SetVariable', inputs: { name: 'Site', value: "@workflow()['name']" } },
        Get_items: getItems("@variables('Site')"),
      }),
    ).toEqual([]);
    expect(found({ Initialize: initialize })).toEqual([]);
  });

  it('tells a parameter with an environment variable from one without', () => {
    const parameter = { type: 'String', defaultValue: 'https://contoso.azurewebsites.net' };
    const actions = { Call: http({ uri: "@{parameters('Api')}/orders" }) };
    expect(found(actions, { Api: parameter })).toHaveLength(1);
    expect(found(actions, { Api: { ...parameter, metadata: { schemaName: 'abc_Api' } } })).toEqual([]);
  });

  it('keeps its fingerprint when other steps move', () => {
    const [alone] = found({ Get_items: getItems(SITE) });
    const [after] = found({ Call: http({}), Get_items: getItems(SITE) });
    expect(after?.fingerprint).toBe(alone?.fingerprint);
  });
});

describe('in a trigger', () => {
  const uri = uriOf(`src/Workflows/NotifyTeam-${FLOW_ID.toUpperCase()}.json`);
  const text = (trigger: StepJson) =>
    flowText({ triggers: { Poll: trigger }, actions: inOrder({ Get_items: getItems(SITE) }) });
  const repaired = (source: string) => {
    const solutionModel = only(UNPACKED);
    const analysis = check(source, { uri, solutionModel });
    return analysis.findings
      .filter((one) => one.ruleId === 'hardcoded-environment-url')
      .map((finding) => {
        const [fix] = analysis.fixesFor(finding);
        return fix === undefined ? null : applyEdits(source, editsOf(fix, uri));
      });
  };

  it('reads the parameter, as the steps behind it do', () => {
    const { runAfter: _, ...trigger } = connector('sharepointonline', 'GetOnNewItems', {
      dataset: SITE,
      table: 'Orders',
    });
    const [after, ...more] = repaired(text({ ...trigger, recurrence: { frequency: 'Day', interval: 1 } }));
    expect(more).toEqual([]);
    const { triggers, actions } = (JSON.parse(after!) as FlowJson).properties.definition;
    const read = triggers.Poll!.inputs.parameters?.dataset;
    expect(read).toMatch(/^@parameters\('.* \(\w+\)'\)$/);
    expect(actions.Get_items!.inputs.parameters?.dataset).toBe(read);
  });

  it('does not keep the steps behind it from being repaired', () => {
    const polling = {
      type: 'Http',
      inputs: { method: 'GET', uri: SITE },
      recurrence: { frequency: 'Day', interval: 1 },
    };
    const [trigger, steps, ...more] = repaired(text(polling));
    expect(more).toEqual([]);
    expect(trigger).toBeNull();
    const { triggers, actions } = (JSON.parse(steps!) as FlowJson).properties.definition;
    expect(triggers.Poll!.inputs.uri).toBe(SITE);
    expect(actions.Get_items!.inputs.parameters?.dataset).toMatch(/^@parameters\(/);
  });
});

interface FlowJson {
  properties: {
    definition: Record<
      'triggers' | 'actions',
      Record<string, { inputs: { uri?: string; parameters?: Record<string, string> } }>
    >;
  };
}

describe('the variable for a site', () => {
  const uri = uriOf(`src/Workflows/NotifyTeam-${FLOW_ID.toUpperCase()}.json`);
  const path = 'src/environmentvariabledefinitions/abc_SiteDS/environmentvariabledefinition.xml';
  const definition = (type: string, value = '') => `<environmentvariabledefinition schemaname="abc_SiteDS">
  ${value}
  <displayname default="Orders site"><label description="Orders site" languagecode="1033" /></displayname>
  <type>${type}</type>
</environmentvariabledefinition>`;
  const fixesIn = (files: Readonly<Record<string, string>>, parameters: Steps = {}) => {
    const text = flowText({ actions: inOrder({ Get_items: getItems(SITE) }), parameters });
    const analysis = check(text, { uri, solutionModel: only({ ...UNPACKED, ...files }) });
    const finding = analysis.findings.find((one) => one.ruleId === 'hardcoded-environment-url');
    return finding === undefined ? [] : analysis.fixesFor(finding);
  };

  it('is a data source where it is new', () => {
    const [fix, ...more] = fixesIn({});
    expect(more).toEqual([]);
    const made = (fix?.changes ?? []).find((one) => 'create' in one);
    const text = made !== undefined && 'create' in made ? made.create : '';
    expect(text).toContain('<apiid>/providers/microsoft.powerapps/apis/shared_sharepointonline</apiid>');
    expect(text).toMatch(
      /<isrequired>0<\/isrequired>\s+<parameterkey>dataset<\/parameterkey>\s+<secretstore>/,
    );
    expect(text).toContain('<type>100000004</type>');
  });

  it.each(['100000000', '100000004'])('is the one of type %s that holds it, before a new one', (type) => {
    const fixes = fixesIn({ [path]: definition(type, `<defaultvalue>${SITE}</defaultvalue>`) });
    expect(fixes).toHaveLength(2);
    expect(fixes[0]?.title).toContain('abc_SiteDS');
    expect(fixes[0]?.others ?? []).toEqual([]);
  });

  it('is the one that the flow reads under this default, as long as nothing else is its value', () => {
    const metadata = { schemaName: 'abc_SiteDS', description: '' };
    const bound = { 'Site (abc_SiteDS)': { type: 'String', defaultValue: SITE, metadata } };
    const [first, ...more] = fixesIn({ [path]: definition('100000000') }, bound);
    expect(first?.title).toContain('abc_SiteDS');
    expect(first?.note).toContain('set it in each environment');
    expect(more).toHaveLength(1);
    const other = definition('100000000', '<defaultvalue>https://fabrikam.sharepoint.com</defaultvalue>');
    expect(fixesIn({ [path]: other }, bound)).toHaveLength(1);
  });
});
