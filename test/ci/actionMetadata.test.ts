// action.yml: its form, and that the program takes and gives what it declares.
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { SHIPPED } from '../../scripts/bundles.mjs';
import { countsOf } from '../../server/src/action/counts.ts';
import { INPUTS } from '../../server/src/action/inputs.ts';
import { metadata } from './support/action.ts';

const NAMED = { type: 'string', minLength: 1 };

/** JavaScript actions as https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax describes them. */
const SCHEMA = {
  type: 'object',
  required: ['name', 'description', 'runs'],
  additionalProperties: false,
  properties: {
    name: NAMED,
    author: NAMED,
    description: { ...NAMED, maxLength: 125 },
    branding: {
      type: 'object',
      additionalProperties: false,
      properties: {
        icon: { enum: ['lock', 'shield'] },
        color: {
          enum: ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'],
        },
      },
    },
    inputs: {
      type: 'object',
      propertyNames: { pattern: '^[a-z_][a-z0-9_-]*$' },
      additionalProperties: {
        type: 'object',
        required: ['description'],
        additionalProperties: false,
        properties: {
          description: NAMED,
          required: { type: 'boolean' },
          default: { type: 'string' },
          deprecationMessage: NAMED,
        },
      },
    },
    outputs: {
      type: 'object',
      propertyNames: { pattern: '^[a-z_][a-z0-9_-]*$' },
      additionalProperties: {
        type: 'object',
        required: ['description'],
        additionalProperties: false,
        properties: { description: NAMED },
      },
    },
    runs: {
      type: 'object',
      required: ['using', 'main'],
      additionalProperties: false,
      properties: {
        using: { enum: ['node20', 'node24'] },
        main: NAMED,
        pre: NAMED,
        'pre-if': NAMED,
        post: NAMED,
        'post-if': NAMED,
      },
    },
  },
};

describe('action.yml', () => {
  it('has the form of a JavaScript action', () => {
    const validate = new Ajv().compile(SCHEMA);
    expect(validate(metadata), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...metadata, input: {} })).toBe(false);
  });

  it('declares the inputs that the program reads', () => {
    expect(Object.keys(metadata.inputs)).toEqual([...INPUTS]);
  });

  it('declares the outputs that the program gives', () => {
    const counts = [...countsOf('{"findings":[]}').keys()];
    expect(Object.keys(metadata.outputs)).toEqual([...counts, 'sarif-file']);
  });

  it('starts a bundle that a release brings', () => {
    expect(SHIPPED.action).toContain(path.basename(metadata.runs.main));
    expect(path.dirname(metadata.runs.main)).toBe('dist');
  });
});
