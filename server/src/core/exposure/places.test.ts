import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../test/harness/fakes.ts';
import {
  compose,
  expose,
  getSecret,
  getToken,
  http,
  inOrder,
  secured,
} from '../../../../test/harness/flowBuilder.ts';

describe('where the outputs of a step carry a secret', () => {
  const { exposure, step } = expose({
    actions: inOrder({
      Get_secret: getSecret(),
      Get_token: getToken(),
      Both: compose({
        Key: "@outputs('Get_secret')?['body/value']",
        list: ["@body('Get_token')?['access_token']"],
        plain: 1,
      }),
      Plain: compose('nothing'),
    }),
  });
  const places = (name: string): string[] =>
    exposure
      .outputPlaces(step(name))
      .map(({ path, origins }) => `${path.join('/')}: ${origins.map(({ source }) => source.step?.name)}`);

  it('is told place by place', () => {
    expect(places('Get_secret')).toEqual(['body/value: Get_secret']);
    expect(places('Both')).toEqual(['key: Get_secret', 'list: Get_token']);
    expect(places('Plain')).toEqual([]);
  });
});

describe('a secret that is written beside an expression', () => {
  const shown = (...sides: readonly ('inputs' | 'outputs')[]): readonly string[] =>
    expose({
      actions: inOrder({
        Day: compose('today'),
        Call: secured(http({ body: `Token ${FAKES.githubToken} of @{outputs('Day')}` }), ...sides),
      }),
    }).shown;

  it('is shown where the inputs are', () => {
    expect(shown()).toEqual(['Call.inputs']);
    expect(shown('inputs')).toEqual([]);
  });
});
