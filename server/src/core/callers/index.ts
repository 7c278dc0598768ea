/**
 * Values that the caller of a flow chooses: who the caller is (`caller.ts`), what of the trigger's outputs is theirs
 * (`inputs.ts`), and which expressions carry it (`tracker.ts`), character by character (`functions.ts`). What the flow compares
 * before it goes on does not count (`guards.ts`). `pieces.ts` takes apart a text that a flow puts together, `wrap.ts` puts a
 * function around a piece of it.
 *
 * Decisions, where the file does not tell:
 * - HTTP triggers: body, query, path parameters and headers are the caller's, except what the schema declares as a number, a
 *   boolean, a choice, an id or a date. The platform checks a schema only when asked to, so that is generous.
 * - Apps, buttons, agents, pages: the inputs that the schema lists. Headers and the user's name come from the platform.
 * - New mail: subject, body, addresses of the sender and attachment names. Ids and dates are the mailbox's.
 * - Form answers: the answers, with low confidence: a choice looks like a free text.
 * - List items, table rows, files, messages: not counted. Who may write a column, and of which type it is, is not in the file.
 */
export { type Caller, type CallerKind, callerOf, isAnonymous, namesNobody } from './caller.ts';
export type { CallerInput } from './callerInput.ts';
export { confidenceIn, inputsText } from './confidence.ts';
export { type Piece, piecesOf } from './pieces.ts';
export { CallerTracker, type Context, callersOf } from './tracker.ts';
export { endsInQuotes, type UrlArea, type UrlValue, urlValues } from './urlText.ts';
export { valueName } from './valueName.ts';
export { textOf, wrapEdits } from './wrap.ts';
