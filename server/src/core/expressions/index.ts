/**
 * The workflow expression language: what stands behind `@` in the strings of a flow definition.
 *
 * `parseTemplate` reads one decoded string, `collectReferences` tells what an expression reads,
 * `findFunction` knows the functions, `foldText` what an expression of constants alone yields.
 * `lexer.ts` and `parser.ts` do the reading, `messages.ts` words the problems, `print.ts` writes an
 * expression back as text.
 * Everything here is pure and never throws.
 */
export type {
  AccessExpr,
  CallExpr,
  Expr,
  ExpressionProblem,
  StringExpr,
  Template,
  TemplatePart,
} from './ast.ts';
export { type ExpressionCaret, expressionCaret, type OpenCall, type ReadSoFar } from './caret.ts';
export { isComputed } from './computed.ts';
export { foldTemplate, foldText } from './fold.ts';
export {
  type FunctionInfo,
  type FunctionParameter,
  findFunction,
  functionList,
  passesArgument,
  type ValueType,
} from './functions/catalogue.ts';
export { correctDateFormat, type DateFormatMistake } from './functions/dateFormat.ts';
export { examplesOf, type FunctionExample } from './functions/examples.ts';
export { type CallProblem, type Literal, problemsOfCall, TIME_UNITS } from './functions/problems.ts';
export { type Hole, holesAt, type JsonText, jsonTextOf } from './jsonText.ts';
export { hasInvisible } from './messages.ts';
export { isRead, ParsedText, parsedText } from './parsedText.ts';
export { MAX_EXPRESSION_DEPTH } from './parser.ts';
export { mayHoldExpression, parseTemplate, templateExprs, unescapedText } from './parseTemplate.ts';
export { printExpr, quoteText } from './print.ts';
export {
  type ActionReference,
  collectReferences,
  type LoopReference,
  type ParameterReference,
  type Reference,
  type SelfReference,
  type TriggerReference,
  takesNames,
  type ValuePart,
  type VariableReference,
  visitExpr,
  type WorkflowReference,
} from './references.ts';
export { normalisePath, type ResultShape, resultShape, type ValuePath } from './valuePath.ts';
