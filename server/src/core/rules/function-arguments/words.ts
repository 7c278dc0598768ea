import type { Literal, ValueType } from '../../expressions/index.ts';

const NAMES: Readonly<Record<ValueType, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  binary: 'binary content',
  xml: 'XML',
  any: 'a value',
};

/** A type of the expression language in plain words: `a whole number`. */
export function typeName(type: ValueType): string {
  return NAMES[type];
}

/** What a literal is: `a text`, `the number 1.5`, `true`. Never a text of the file. */
export function typeOfLiteral(literal: Literal): string {
  if (literal.kind === 'boolean') return String(literal.value);
  return literal.kind === 'number' ? 'a number' : 'a text';
}
