import { describe, expect, it } from 'vitest';
import {
  compose,
  expose,
  foreach,
  getToken,
  http,
  initialize,
  inOrder,
  parseJson,
  type Steps,
  setVariable,
} from '../../../../test/harness/flowBuilder.ts';

const TOKEN = "body('Get_token')?['access_token']";
const PART = `split(${TOKEN}, '.')[1]`;

/** Does the body of the last step carry a secret? */
function carries(steps: Steps, body: string): boolean {
  const actions = inOrder({ Get_token: getToken(), ...steps, Call: http({ body }) });
  return expose({ actions }).carrying.includes('Call.inputs');
}

describe('claims of a decoded token', () => {
  const decoded = [
    `json(base64ToString(${PART}))`,
    `json(decodeBase64(concat(first(skip(split(${TOKEN}, '.'), 1)), '==')))`,
    `json(base64ToString(replace(replace(${PART}, '-', '+'), '_', '/')))`,
    `json(dataUriToString(concat('data:;base64,', ${PART})))`,
  ];

  it.each(decoded)('are no secrets, the whole is one: %s', (value) => {
    expect(carries({}, `@${value}?['email']`)).toBe(false);
    expect(carries({}, `@${value}['roles'][0]`)).toBe(false);
    expect(carries({}, `@${value}`)).toBe(true);
    // A token within the token.
    expect(carries({}, `@${value}?['refresh_token']`)).toBe(true);
  });

  it('also through Compose, Parse JSON, variables and loops', () => {
    const steps = {
      Init: initialize('text'),
      Part: compose(`@${PART}`),
      Claims: parseJson("@decodeBase64(concat(outputs('Part'), '=='))"),
      Set: setVariable('text', "@base64ToString(outputs('Part'))"),
      Each: foreach("@split(body('Claims')?['groups'], ',')", { Log: http({ body: '@item()' }) }),
    };
    expect(carries(steps, "@body('Claims')?['email']")).toBe(false);
    expect(carries(steps, "@json(variables('text'))?['email']")).toBe(false);
    expect(carries(steps, "@body('Claims')")).toBe(true);
    expect(carries(steps, "@variables('text')")).toBe(true);
    expect(carries(steps, "@outputs('Part')")).toBe(true);
    const flow = expose({ actions: inOrder({ Get_token: getToken(), ...steps }) });
    expect(flow.carrying).not.toContain('Log.inputs');
  });

  it('a token that is not taken apart keeps its properties', () => {
    expect(carries({}, `@json(base64ToString(${TOKEN}))?['email']`)).toBe(true);
    expect(carries({}, `@json(${PART})?['email']`)).toBe(true);
    expect(carries({}, `@json(base64ToString(split(${TOKEN}, ',')[1]))?['email']`)).toBe(true);
  });
});
