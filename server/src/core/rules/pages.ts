// Other projects of this repository read this file too, without the folder's own declarations.
/// <reference path="../assets.d.ts" />
import { FIX_KINDS, type FixKind } from '../fixes/kinds.ts';
import childFlowMissing from './child-flow-missing/README.md';
import connectionConnectorMismatch from './connection-connector-mismatch/README.md';
import connectionInsteadOfReference from './connection-instead-of-reference/README.md';
import connectionKeyUndeclared from './connection-key-undeclared/README.md';
import connectionKeyUnused from './connection-key-unused/README.md';
import connectionReferenceDuplicate from './connection-reference-duplicate/README.md';
import connectionReferenceUndeclared from './connection-reference-undeclared/README.md';
import connectionReferenceUnused from './connection-reference-unused/README.md';
import copyOrTestFlow from './copy-or-test-flow/README.md';
import credentialsInUrl from './credentials-in-url/README.md';
import deprecatedOperation from './deprecated-operation/README.md';
import dlpPolicy from './dlp-policy/README.md';
import duplicateFlowId from './duplicate-flow-id/README.md';
import environmentVariableShouldBeSecret from './environment-variable-should-be-secret/README.md';
import environmentVariableTypeMismatch from './environment-variable-type-mismatch/README.md';
import environmentVariableUndefined from './environment-variable-undefined/README.md';
import environmentVariableUnused from './environment-variable-unused/README.md';
import errorDetailsLeak from './error-details-leak/README.md';
import expressionSyntax from './expression-syntax/README.md';
import flowNotRegistered from './flow-not-registered/README.md';
import flowWithoutOwner from './flow-without-owner/README.md';
import hardcodedEmail from './hardcoded-email/README.md';
import hardcodedEnvironmentUrl from './hardcoded-environment-url/README.md';
import hardcodedId from './hardcoded-id/README.md';
import hardcodedSecret from './hardcoded-secret/README.md';
import highRiskOperation from './high-risk-operation/README.md';
import hostNotAllowed from './host-not-allowed/README.md';
import htmlInjection from './html-injection/README.md';
import httpAuthenticationLiteral from './http-authentication-literal/README.md';
import httpTriggerOpen from './http-trigger-open/README.md';
import httpTriggerWithoutSchema from './http-trigger-without-schema/README.md';
import insecureUrl from './insecure-url/README.md';
import invalidFlowShape from './invalid-flow-shape/README.md';
import invalidJson from './invalid-json/README.md';
import invokerConnectionInvalid from './invoker-connection-invalid/README.md';
import jsonInjection from './json-injection/README.md';
import managedSolutionAsSource from './managed-solution-as-source/README.md';
import missingAuthentication from './missing-authentication/README.md';
import odataFilterInjection from './odata-filter-injection/README.md';
import ownerIsPerson from './owner-is-person/README.md';
import personalDataUnsecured from './personal-data-unsecured/README.md';
import preferManagedAuthentication from './prefer-managed-authentication/README.md';
import recipientFromInput from './recipient-from-input/README.md';
import rootComponentMissing from './root-component-missing/README.md';
import secretConsumerUnsecured from './secret-consumer-unsecured/README.md';
import secretEnvironmentVariableAsParameter from './secret-environment-variable-as-parameter/README.md';
import secretInDeploymentSettings from './secret-in-deployment-settings/README.md';
import secretInEnvironmentVariable from './secret-in-environment-variable/README.md';
import secretInNotification from './secret-in-notification/README.md';
import secretInParameterDefault from './secret-in-parameter-default/README.md';
import secretInResponse from './secret-in-response/README.md';
import secretInSamplePayload from './secret-in-sample-payload/README.md';
import secretInStaticResult from './secret-in-static-result/README.md';
import secretInText from './secret-in-text/README.md';
import secretInTrigger from './secret-in-trigger/README.md';
import secretInVariable from './secret-in-variable/README.md';
import secretReadUnsecured from './secret-read-unsecured/README.md';
import secretThroughCompose from './secret-through-compose/README.md';
import secretVariableNotAReference from './secret-variable-not-a-reference/README.md';
import secureDataMalformed from './secure-data-malformed/README.md';
import secureDataUnsupported from './secure-data-unsupported/README.md';
import secureInputsOnCalledTrigger from './secure-inputs-on-called-trigger/README.md';
import sharedEmbeddedConnection from './shared-embedded-connection/README.md';
import signedUrl from './signed-url/README.md';
import sqlInjection from './sql-injection/README.md';
import tooManyOwners from './too-many-owners/README.md';
import trackedPropertiesOnSecuredAction from './tracked-properties-on-secured-action/README.md';
import unencodedInputInUrl from './unencoded-input-in-url/README.md';
import unreadableFlow from './unreadable-flow/README.md';
import unreadableSolutionFile from './unreadable-solution-file/README.md';
import urlHostFromInput from './url-host-from-input/README.md';

/** The README of every rule, bundled as text. */
const PAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'child-flow-missing': childFlowMissing,
    'connection-connector-mismatch': connectionConnectorMismatch,
    'connection-instead-of-reference': connectionInsteadOfReference,
    'connection-key-undeclared': connectionKeyUndeclared,
    'connection-key-unused': connectionKeyUnused,
    'connection-reference-duplicate': connectionReferenceDuplicate,
    'connection-reference-undeclared': connectionReferenceUndeclared,
    'connection-reference-unused': connectionReferenceUnused,
    'copy-or-test-flow': copyOrTestFlow,
    'credentials-in-url': credentialsInUrl,
    'deprecated-operation': deprecatedOperation,
    'dlp-policy': dlpPolicy,
    'duplicate-flow-id': duplicateFlowId,
    'environment-variable-should-be-secret': environmentVariableShouldBeSecret,
    'environment-variable-type-mismatch': environmentVariableTypeMismatch,
    'environment-variable-undefined': environmentVariableUndefined,
    'environment-variable-unused': environmentVariableUnused,
    'error-details-leak': errorDetailsLeak,
    'expression-syntax': expressionSyntax,
    'flow-not-registered': flowNotRegistered,
    'flow-without-owner': flowWithoutOwner,
    'hardcoded-email': hardcodedEmail,
    'hardcoded-environment-url': hardcodedEnvironmentUrl,
    'hardcoded-id': hardcodedId,
    'hardcoded-secret': hardcodedSecret,
    'high-risk-operation': highRiskOperation,
    'host-not-allowed': hostNotAllowed,
    'html-injection': htmlInjection,
    'http-authentication-literal': httpAuthenticationLiteral,
    'http-trigger-open': httpTriggerOpen,
    'http-trigger-without-schema': httpTriggerWithoutSchema,
    'insecure-url': insecureUrl,
    'invalid-flow-shape': invalidFlowShape,
    'invalid-json': invalidJson,
    'invoker-connection-invalid': invokerConnectionInvalid,
    'json-injection': jsonInjection,
    'managed-solution-as-source': managedSolutionAsSource,
    'missing-authentication': missingAuthentication,
    'odata-filter-injection': odataFilterInjection,
    'owner-is-person': ownerIsPerson,
    'personal-data-unsecured': personalDataUnsecured,
    'prefer-managed-authentication': preferManagedAuthentication,
    'recipient-from-input': recipientFromInput,
    'root-component-missing': rootComponentMissing,
    'secret-consumer-unsecured': secretConsumerUnsecured,
    'secret-environment-variable-as-parameter': secretEnvironmentVariableAsParameter,
    'secret-in-deployment-settings': secretInDeploymentSettings,
    'secret-in-environment-variable': secretInEnvironmentVariable,
    'secret-variable-not-a-reference': secretVariableNotAReference,
    'secret-in-notification': secretInNotification,
    'secret-in-parameter-default': secretInParameterDefault,
    'secret-in-response': secretInResponse,
    'secret-in-sample-payload': secretInSamplePayload,
    'secret-in-static-result': secretInStaticResult,
    'secret-in-text': secretInText,
    'secret-in-trigger': secretInTrigger,
    'secret-in-variable': secretInVariable,
    'secret-read-unsecured': secretReadUnsecured,
    'secret-through-compose': secretThroughCompose,
    'secure-data-malformed': secureDataMalformed,
    'secure-data-unsupported': secureDataUnsupported,
    'secure-inputs-on-called-trigger': secureInputsOnCalledTrigger,
    'shared-embedded-connection': sharedEmbeddedConnection,
    'signed-url': signedUrl,
    'sql-injection': sqlInjection,
    'too-many-owners': tooManyOwners,
    'tracked-properties-on-secured-action': trackedPropertiesOnSecuredAction,
    'unencoded-input-in-url': unencodedInputInUrl,
    'unreadable-flow': unreadableFlow,
    'unreadable-solution-file': unreadableSolutionFile,
    'url-host-from-input': urlHostFromInput,
  }),
);

/**
 * Markdown page of a rule, with the kinds of its repairs where it has some for review; undefined for an unknown id.
 */
export function rulePage(ruleId: string, kinds: readonly FixKind[] = []): string | undefined {
  const page = PAGES.get(ruleId);
  if (page === undefined || kinds.length === 0) return page;
  const rows = kinds.map((kind) => `- \`${kind}\`: ${FIX_KINDS.get(kind)}`);
  return `${page.trimEnd()}\n\n## Kinds of repair\n\nFor \`lockkeeper fix --review --rule ${ruleId} --fix <kind>\`, as far as they need a look:\n\n${rows.join('\n')}\n`;
}
