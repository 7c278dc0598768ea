// Other projects of this repository read this file too, without the folder's own declarations.
/// <reference path="../assets.d.ts" />
import credentialsInUrl from './credentials-in-url/README.md';
import expressionSyntax from './expression-syntax/README.md';
import hardcodedSecret from './hardcoded-secret/README.md';
import httpAuthenticationLiteral from './http-authentication-literal/README.md';
import httpTriggerOpen from './http-trigger-open/README.md';
import insecureUrl from './insecure-url/README.md';
import invalidFlowShape from './invalid-flow-shape/README.md';
import invalidJson from './invalid-json/README.md';
import secretConsumerUnsecured from './secret-consumer-unsecured/README.md';
import secretInNotification from './secret-in-notification/README.md';
import secretInParameterDefault from './secret-in-parameter-default/README.md';
import secretInResponse from './secret-in-response/README.md';
import secretInTrigger from './secret-in-trigger/README.md';
import secretInVariable from './secret-in-variable/README.md';
import secretReadUnsecured from './secret-read-unsecured/README.md';
import secretThroughCompose from './secret-through-compose/README.md';
import secureDataMalformed from './secure-data-malformed/README.md';
import secureDataUnsupported from './secure-data-unsupported/README.md';
import secureInputsOnCalledTrigger from './secure-inputs-on-called-trigger/README.md';
import signedUrl from './signed-url/README.md';
import trackedPropertiesOnSecuredAction from './tracked-properties-on-secured-action/README.md';

/** The README of every rule, bundled as text. */
const PAGES: Readonly<Record<string, string>> = {
  'credentials-in-url': credentialsInUrl,
  'expression-syntax': expressionSyntax,
  'hardcoded-secret': hardcodedSecret,
  'http-authentication-literal': httpAuthenticationLiteral,
  'http-trigger-open': httpTriggerOpen,
  'insecure-url': insecureUrl,
  'invalid-flow-shape': invalidFlowShape,
  'invalid-json': invalidJson,
  'secret-consumer-unsecured': secretConsumerUnsecured,
  'secret-in-notification': secretInNotification,
  'secret-in-parameter-default': secretInParameterDefault,
  'secret-in-response': secretInResponse,
  'secret-in-trigger': secretInTrigger,
  'secret-in-variable': secretInVariable,
  'secret-read-unsecured': secretReadUnsecured,
  'secret-through-compose': secretThroughCompose,
  'secure-data-malformed': secureDataMalformed,
  'secure-data-unsupported': secureDataUnsupported,
  'secure-inputs-on-called-trigger': secureInputsOnCalledTrigger,
  'signed-url': signedUrl,
  'tracked-properties-on-secured-action': trackedPropertiesOnSecuredAction,
};

/** Markdown page of a rule; undefined for an unknown id. */
export function rulePage(ruleId: string): string | undefined {
  return Object.hasOwn(PAGES, ruleId) ? PAGES[ruleId] : undefined;
}
