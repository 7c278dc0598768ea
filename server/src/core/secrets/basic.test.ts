import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { openDocument } from '../flow/index.ts';
import type { FlowModel } from '../flow/model.ts';
import { spanOfPlace } from '../json/nodePlace.ts';
import { base64, fake } from './detect/fakeSecrets.ts';
import { findHits } from './find.ts';
import { hitPlace } from './where.ts';

// Made up, and put together at run time so that no scanner finds one here.
const PASSWORD = 'Kx7!' + 'mountain-Q9';
const WEAK = 'winter' + '2024';
const TOKEN = fake(52, 'abcdefghijklmnopqrstuvwxyz234567');

function flowOf(inputs: unknown): FlowModel {
  const $schema =
    'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
  const triggers = { Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } };
  const actions = { Step: { type: 'Compose', inputs, runAfter: {} } };
  const text = JSON.stringify({
    properties: { connectionReferences: {}, definition: { $schema, triggers, actions } },
  });
  return openDocument({ uri: 'file:///a.json', text }).flows[0]!;
}

/** The texts of the file at the places of all secrets. */
function told(inputs: unknown): string[] {
  const flow = flowOf(inputs);
  return findHits(flow).map((hit) => {
    const { start, end } = spanOfPlace(flow.tree, hitPlace(hit));
    return flow.tree.text.slice(start, end);
  });
}

describe('a user name and a password that an expression codes', () => {
  it.each([
    `@base64('svc:${PASSWORD}')`,
    `@{base64('svc:${PASSWORD}')}`,
    `x @{base64('svc:${PASSWORD}')} y`,
    `@base64(concat('svc', ':', '${PASSWORD}'))`,
    `@base64(concat(utcNow(), ':', '${PASSWORD}'))`,
    `@concat('a ', utcNow(), base64('svc:${PASSWORD}'))`,
    `@setProperty(json('{}'), 'x', base64('svc@contoso.example/token:${PASSWORD}'))`,
  ])('the password is the place: %s', (text) => {
    expect(told(text)).toEqual([PASSWORD]);
  });

  it('a token with no user before it', () => {
    expect(told(`@base64(':${TOKEN}')`)).toEqual([TOKEN]);
    expect(told(`@base64(concat('', ':', '${TOKEN}'))`)).toEqual([TOKEN]);
  });

  it('whatever it looks like behind Basic, and only there', () => {
    expect(told(`@concat('Basic ', base64('svc:${WEAK}'))`)).toEqual([WEAK]);
    expect(told(`@base64('svc:${WEAK}')`)).toEqual([]);
    expect(told(`@concat('Basic ', base64(concat('svc:', '${PASSWORD}', utcNow())))`)).toEqual([PASSWORD]);
    expect(told(`@base64(concat('svc:', '${PASSWORD}', utcNow()))`)).toEqual([]);
  });

  it.each([
    "@base64('Hello: World 2024')",
    "@base64('urn:Contoso2024Order')",
    "@base64('https://contoso.example/Orders2024')",
    "@base64('data:image/png;base64,iVBORw0KGgoAAAANSUhEUg')",
    '@base64(\'{"Order":"Ab12345678"}\')',
    "@base64('a:b:Ab12345678')",
    "@base64('cursor:10')",
    "@base64('svc:<Password2024>')",
    "@base64('user:password')",
    "@base64('Date: 2024-01-01')",
    "@base64('svc:YourPassword2024')",
    "@base64(concat('svc:', utcNow()))",
    '@base64(utcNow())',
    '@base64(concat())',
  ])('nothing in %s', (text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('a constant that an expression decodes', () => {
  const decode = (text: string): string => `base64ToString('${base64(text)}')`;

  it('is judged as what it stands for; the call is the place', () => {
    expect(told(`@${decode(`svc:${PASSWORD}`)}`)).toEqual([decode(`svc:${PASSWORD}`)]);
    expect(told(`a @{${decode(`svc:${PASSWORD}`)}}`)).toEqual([decode(`svc:${PASSWORD}`)]);
    expect(told({ password: `@${decode(PASSWORD)}` })).toEqual([decode(PASSWORD)]);
    expect(told(`@concat('client_secret=', ${decode(fake(36))})`)).toEqual([decode(fake(36))]);
    const token = `gh${'p_'}${fake(36)}`;
    expect(told(`@decodeBase64('${base64(token)}')`)).toEqual([`decodeBase64('${base64(token)}')`]);
    expect(
      told(`@base64ToString(concat('${base64(token).slice(0, 20)}', '${base64(token).slice(20)}'))`),
    ).toHaveLength(1);
  });

  it('and is no secret where that is a text', () => {
    for (const text of [
      'Hello: World',
      '<html><p>Order 2024</p></html>',
      '{"type":"AdaptiveCard","id":"Ab12345678"}',
      fake(40),
    ])
      expect(told(`@${decode(text)}`), text).toEqual([]);
    expect(told("@base64ToString('no base64 at all, really')")).toEqual([]);
    expect(told("@base64ToString('AAECAwQFBgcICQoLDA0ODw==')")).toEqual([]);
    expect(told('@base64ToString()')).toEqual([]);
  });

  it('in linear time', () => {
    expectLinear((n) => findHits(flowOf(`@base64ToString('${base64('a:B1'.repeat(n))}')`)), 500);
    expectLinear((n) => findHits(flowOf(`@base64(concat(${"'a:',".repeat(n)}''))`)), 500);
  });
});
