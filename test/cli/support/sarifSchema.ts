import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv, { type ValidateFunction } from 'ajv';

const URI = /^[a-z][a-z0-9+.-]*:[^\s]*$/i;
/** RFC 3986 characters and well-formed percent encodings only. */
const URI_REFERENCE = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/;

/** Problems of a log under the SARIF 2.1.0 schema, one line each; empty when it is valid. */
export function sarifProblems(log: unknown): string[] {
  validate ??= compile();
  return validate(log)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** Compiled once: that takes longer than most logs. */
let validate: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const {
    $schema: _draft4,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    // One pattern of the schema has a lone bracket.
    unicodeRegExp: false,
    formats: { uri: URI, 'uri-reference': URI_REFERENCE, 'date-time': /^\d{4}-\d\d-\d\dT/ },
  });
  return ajv.compile(schema);
}
