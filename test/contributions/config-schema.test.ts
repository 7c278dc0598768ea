import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { JsonEditor, schemaFile } from './support.ts';

const editor = new JsonEditor();
const messages = async (text: string) =>
  (await editor.problems('lockkeeper-config', text)).map((problem) => problem.message);

it('accepts a full config, comments included', async () => {
  const config = `{
    // our rules
    "$schema": "${pathToFileURL(schemaFile('lockkeeper-config')).href}",
    "profile": "pedantic",
    "rules": {
      "insecure-url": "off",
      "signed-url": "warning",
      "http-trigger-open": ["error", {}],
      "secret-in-trigger": ["hint"],
      "too-many-owners": ["info", { "max": 3 }],
      "owner-is-person": ["info", { "serviceAccounts": ["svc-*"] }],
    },
    "include": ["src/**"],
    "exclude": ["**/legacy/**"],
    "policy": { "dlp": "policies/dlp.json", "allowedHosts": ["*.contoso.com"], "blockedHosts": [] },
    "ignore": [
      { "rule": "signed-url", "reason": "Test system" },
      {
        "rule": ["signed-url", "insecure-url"],
        "file": "src/**",
        "pointer": "/properties/definition/actions/*/inputs",
        "reason": "Only in the lab",
        "expires": "2027-06-30"
      }
    ]
  }`;
  expect(await messages(config)).toEqual([]);
  expect(await messages('{}')).toEqual([]);
});

it.each([
  ['an unknown key', '{"profil":"default"}'],
  ['an unknown profile', '{"profile":"strict"}'],
  ['an unknown rule', '{"rules":{"insecure-urls":"off"}}'],
  ['an unknown severity', '{"rules":{"insecure-url":"fatal"}}'],
  ['an unknown severity with options', '{"rules":{"insecure-url":["fatal",{}]}}'],
  ['options that are no object', '{"rules":{"insecure-url":["error",true]}}'],
  ['too much in a setting', '{"rules":{"insecure-url":["error",{},1]}}'],
  ['an option that the rule does not have', '{"rules":{"too-many-owners":["info",{"most":3}]}}'],
  ['an option of another type', '{"rules":{"too-many-owners":["info",{"max":"3"}]}}'],
  ['an empty setting', '{"rules":{"insecure-url":[]}}'],
  ['a glob that is no text', '{"include":[5]}'],
  ['a single glob', '{"exclude":"**"}'],
  ['an unknown key in the policy', '{"policy":{"dpl":"x.json"}}'],
  ['an entry to ignore without a reason', '{"ignore":[{"rule":"signed-url"}]}'],
  ['an entry to ignore without a rule', '{"ignore":[{"reason":"r"}]}'],
  ['an empty reason', '{"ignore":[{"rule":"signed-url","reason":""}]}'],
  ['an unknown key of an entry', '{"ignore":[{"rule":"signed-url","reason":"r","expire":"2027-01-01"}]}'],
  ['a day in another form', '{"ignore":[{"rule":"signed-url","reason":"r","expires":"1.1.2027"}]}'],
  ['a pointer without a slash', '{"ignore":[{"rule":"signed-url","reason":"r","pointer":"a"}]}'],
  ['an empty list of rules', '{"ignore":[{"rule":[],"reason":"r"}]}'],
  ['a single host', '{"policy":{"allowedHosts":"*"}}'],
])('tells about %s', async (_what, text) => {
  expect(await messages(text)).not.toEqual([]);
});

it('offers rules and severities', async () => {
  const rules = await editor.complete('lockkeeper-config', '{"rules":{|}}');
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.map((item) => item.label)).toContain('secret-read-unsecured');
  const severities = await editor.complete('lockkeeper-config', '{"rules":{"insecure-url":|}}');
  expect(severities.map((item) => item.label)).toEqual(
    expect.arrayContaining(['"off"', '"error"', '"warning"', '"info"', '"hint"']),
  );
  expect(await editor.hover('lockkeeper-config', '{"rules":{"insecure|-url":"off"}}')).toContain(
    'without encryption',
  );
});
