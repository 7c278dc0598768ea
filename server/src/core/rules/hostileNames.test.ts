// Invariant 6 of ARCHITECTURE.md: names that every object inherits are names like others, wherever a file holds them.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzer, FLOW_URI } from '../../../../test/harness/check.ts';
import { expandFakes } from '../../../../test/harness/fakes.ts';
import { editsOf } from '../../../../test/harness/fixes.ts';
import { IS_WHOLE } from '../../../../test/harness/part.ts';
import { type Config, DEFAULT_CONFIG } from '../config/index.ts';
import { inlaysIn, lensesOf } from '../editor/annotations/index.ts';
import { hoverAt } from '../editor/hover/index.ts';
import { refactoringsAt } from '../editor/refactor/index.ts';
import { applyEdits } from '../text/textEdit.ts';

const HOSTILE = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'isPrototypeOf',
  '__defineGetter__',
];
/**
 * The two that break code in different ways: writing one changes the prototype, and the other stays what it is where names are
 * compared in lower case. Of the others, which are inherited like each other, one in turn; the last test mixes all.
 */
const namesFor = (slot: string): string[] => {
  const [first, second, ...others] = HOSTILE as [string, string, ...string[]];
  return [first, second, others[SLOTS.indexOf(slot) % others.length]!];
};
const PEDANTIC: Config = { ...DEFAULT_CONFIG, profile: 'pedantic' };

/** Every kind of name that a flow has, each as `<kind>`. */
const FLOW = expandFakes(`{
  "properties": {
    "connectionReferences": {
      "<connection>": {
        "runtimeSource": "embedded",
        "connection": { "connectionReferenceLogicalName": "<logicalName>" },
        "api": { "name": "<api>" }
      },
      "shared_keyvault": {
        "runtimeSource": "embedded",
        "connection": { "connectionReferenceLogicalName": "abc_vault" },
        "api": { "name": "shared_keyvault" }
      }
    },
    "definition": {
      "$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
      "contentVersion": "1.0.0.0",
      "parameters": {
        "$connections": { "defaultValue": {}, "type": "Object" },
        "$authentication": { "defaultValue": {}, "type": "SecureObject" },
        "<flowParameter> (<schemaName>)": {
          "type": "String",
          "defaultValue": "https://contoso.sharepoint.com/sites/a",
          "metadata": { "schemaName": "<schemaName>", "description": "" }
        },
        "Other": { "type": "<parameterType>", "metadata": { "schemaName": "abc_Other" } }
      },
      "triggers": {
        "<trigger>": {
          "type": "Request",
          "kind": "<kind>",
          "runtimeConfiguration": { "secureData": { "properties": ["inputs"] } },
          "inputs": {
            "schema": {
              "type": "object",
              "properties": { "<input>": { "type": "<inputType>", "title": "password" } }
            }
          }
        }
      },
      "actions": {
        "Get_secret": {
          "type": "OpenApiConnection",
          "inputs": {
            "host": { "connectionName": "shared_keyvault", "operationId": "GetSecret", "apiId": "/providers/Microsoft.PowerApps/apis/shared_keyvault" },
            "parameters": { "secretName": "a" },
            "authentication": "@parameters('$authentication')"
          },
          "runAfter": {}
        },
        "<step>": {
          "type": "OpenApiConnection",
          "inputs": {
            "host": { "connectionName": "<connection>", "operationId": "<operation>", "apiId": "/providers/Microsoft.PowerApps/apis/<api>" },
            "parameters": {
              "<parameter>": "@body('Get_secret')?['value']",
              "<parameter>/<field>": "@triggerBody()?['<input>']",
              "password": "{{hex32}}"
            },
            "authentication": "@parameters('$authentication')"
          },
          "runAfter": { "Get_secret": ["<status>"] }
        },
        "Typed": {
          "type": "<type>",
          "kind": "<kind>",
          "<part>": "@{body('<step>')?['<field>']",
          "inputs": { "<key>": "@{outputs('<step>')}", "password": "{{hex32}}" },
          "runtimeConfiguration": { "secureData": { "properties": ["<side>"] } },
          "operationOptions": "<option>",
          "runAfter": { "<step>": ["Succeeded"] }
        },
        "Initialize": {
          "type": "InitializeVariable",
          "inputs": { "variables": [{ "name": "<variable>", "type": "<variableType>", "value": "{{hex32}}" }] },
          "runAfter": { "Typed": ["Succeeded"] }
        },
        "Call": {
          "type": "Http",
          "inputs": {
            "method": "<method>",
            "uri": "http://api.contoso.example/a?<query>=@{variables('<variable>')}",
            "headers": { "<header>": "@variables('<variable>')", "x-api-key": "@outputs('Get_secret')" },
            "authentication": { "type": "<authentication>", "password": "{{hex32}}" }
          },
          "trackedProperties": { "<tracked>": "@action()['inputs']['headers']['<header>']" },
          "runAfter": { "Initialize": ["Succeeded"] }
        },
        "Child": {
          "type": "Workflow",
          "inputs": { "host": { "workflowReferenceName": "<flow>" }, "body": { "<childField>": "@outputs('Call')?['<header>']" } },
          "runAfter": { "Call": ["Failed"] }
        },
        "Switch": {
          "type": "Switch",
          "expression": "@<function>(1)",
          "cases": {
            "<case>": {
              "case": "a",
              "actions": { "<inner>": { "type": "Response", "kind": "Http", "inputs": { "statusCode": 200, "body": "@body('<step>')" } } }
            }
          },
          "runAfter": { "Child": ["Succeeded"] }
        }
      },
      "outputs": { "<output>": { "type": "String", "value": "@body('<inner>')" } },
      "staticResults": { "<static>": { "status": "Succeeded", "outputs": { "body": "{{hex32}}" } } }
    }
  },
  "schemaVersion": "1.0.0.0"
}`);
const SLOTS = [...new Set(FLOW.match(/<\w+>/g))];

const harmless = (slot: string): string => `harmless${SLOTS.indexOf(slot)}`;
/** What makes rules look at the names beside it. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['<api>', 'shared_office365'],
  ['<operation>', 'SendEmailV2'],
  ['<parameterType>', 'Int'],
  ['<kind>', 'PowerAppV2'],
  ['<inputType>', 'string'],
  ['<status>', 'Succeeded'],
  ['<type>', 'Compose'],
  ['<side>', 'outputs'],
  ['<variableType>', 'string'],
  ['<method>', 'POST'],
  ['<authentication>', 'Basic'],
  ['<function>', 'string'],
]);
const nameOf = (slot: string, names: ReadonlyMap<string, string>): string =>
  names.get(slot) ?? KNOWN.get(slot) ?? harmless(slot);

/** The flow with a name for some slots. */
function flowWith(names: ReadonlyMap<string, string>): string {
  return FLOW.replace(/<\w+>/g, (slot) => nameOf(slot, names));
}

/** Rules and places of what is found in a flow; names count by their slots. All of the editor's questions are asked, too. */
function foundIn(names: ReadonlyMap<string, string>): string[] {
  const text = flowWith(names);
  const slots = new Map(SLOTS.map((slot) => [nameOf(slot, names), slot]));
  const analysis = analyzer.check({ uri: FLOW_URI, text, declaredAsFlow: true }, { config: PEDANTIC });
  expect(analysis.failures).toEqual([]);
  for (const finding of analysis.findings)
    for (const fix of analysis.fixesFor(finding)) applyEdits(text, editsOf(fix, analysis.document.uri));
  for (const { node } of analysis.findings.map((one) => one.place)) {
    const at = analysis.document.tree.propertySpan(node).start + 1;
    hoverAt(analysis, at);
    refactoringsAt(analysis, at);
  }
  lensesOf(analysis);
  inlaysIn(analysis, { start: 0, end: text.length });
  expect(
    analyzer.check({ uri: FLOW_URI, text: applyEdits(text, analysis.fixAll()) }, { config: PEDANTIC })
      .failures,
  ).toEqual([]);
  return analysis.findings
    .map(({ ruleId, place }) => {
      const path = place.pointer.split(/\/|~1/).map((part) => slots.get(part) ?? part);
      return `${ruleId} ${path.join('/').replace(/[^/]+ \([^/)]+\)/, '<flowParameter> (<schemaName>)')}`;
    })
    .sort();
}

describe('a flow with names of the prototype', () => {
  const plain = (slots: readonly string[]) => foundIn(new Map(slots.map((slot) => [slot, harmless(slot)])));

  it('has findings of many rules when its names are harmless', () => {
    expect(new Set(plain([]).map((one) => one.split(' ')[0])).size).toBeGreaterThan(10);
  });

  it.each(SLOTS)('%s: no rule fails, the findings are the same', (slot) => {
    const expected = plain([slot]);
    for (const name of namesFor(slot)) expect(foundIn(new Map([[slot, name]])), name).toEqual(expected);
  });

  it('as several names at once', () => {
    const subsets = fc.shuffledSubarray(SLOTS, { minLength: 2, maxLength: HOSTILE.length });
    fc.assert(
      fc.property(subsets, fc.shuffledSubarray(HOSTILE, { minLength: HOSTILE.length }), (slots, names) => {
        const hostile = new Map(slots.map((slot, index) => [slot, names[index]!]));
        expect(foundIn(hostile)).toEqual(plain(slots));
      }),
      { numRuns: IS_WHOLE ? 30 : 12 },
    );
  });
});
