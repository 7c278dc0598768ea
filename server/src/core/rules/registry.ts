import { rule as childFlowMissing } from './child-flow-missing/index.ts';
import { rule as connectionConnectorMismatch } from './connection-connector-mismatch/index.ts';
import { rule as connectionInsteadOfReference } from './connection-instead-of-reference/index.ts';
import { rule as connectionKeyUndeclared } from './connection-key-undeclared/index.ts';
import { rule as connectionKeyUnused } from './connection-key-unused/index.ts';
import { rule as connectionReferenceDuplicate } from './connection-reference-duplicate/index.ts';
import { rule as connectionReferenceUndeclared } from './connection-reference-undeclared/index.ts';
import { rule as connectionReferenceUnused } from './connection-reference-unused/index.ts';
import { rule as copyOrTestFlow } from './copy-or-test-flow/index.ts';
import { rule as credentialsInUrl } from './credentials-in-url/index.ts';
import { rule as deprecatedOperation } from './deprecated-operation/index.ts';
import { rule as dlpPolicy } from './dlp-policy/index.ts';
import { rule as duplicateFlowId } from './duplicate-flow-id/index.ts';
import { rule as environmentVariableShouldBeSecret } from './environment-variable-should-be-secret/index.ts';
import { rule as environmentVariableTypeMismatch } from './environment-variable-type-mismatch/index.ts';
import { rule as environmentVariableUndefined } from './environment-variable-undefined/index.ts';
import { rule as environmentVariableUnused } from './environment-variable-unused/index.ts';
import { rule as errorDetailsLeak } from './error-details-leak/index.ts';
import { rule as expressionSyntax } from './expression-syntax/index.ts';
import { rule as flowNotRegistered } from './flow-not-registered/index.ts';
import { rule as flowWithoutOwner } from './flow-without-owner/index.ts';
import { rule as hardcodedEmail } from './hardcoded-email/index.ts';
import { rule as hardcodedEnvironmentUrl } from './hardcoded-environment-url/index.ts';
import { rule as hardcodedId } from './hardcoded-id/index.ts';
import { rule as hardcodedSecret } from './hardcoded-secret/index.ts';
import { rule as highRiskOperation } from './high-risk-operation/index.ts';
import { rule as hostNotAllowed } from './host-not-allowed/index.ts';
import { rule as htmlInjection } from './html-injection/index.ts';
import { rule as httpAuthenticationLiteral } from './http-authentication-literal/index.ts';
import { rule as httpTriggerOpen } from './http-trigger-open/index.ts';
import { rule as httpTriggerWithoutSchema } from './http-trigger-without-schema/index.ts';
import { rule as insecureUrl } from './insecure-url/index.ts';
import { rule as invalidFlowShape } from './invalid-flow-shape/index.ts';
import { rule as invalidJson } from './invalid-json/index.ts';
import { rule as invokerConnectionInvalid } from './invoker-connection-invalid/index.ts';
import { rule as jsonInjection } from './json-injection/index.ts';
import { rule as managedSolutionAsSource } from './managed-solution-as-source/index.ts';
import { rule as missingAuthentication } from './missing-authentication/index.ts';
import { rule as odataFilterInjection } from './odata-filter-injection/index.ts';
import { rule as ownerIsPerson } from './owner-is-person/index.ts';
import { rule as personalDataUnsecured } from './personal-data-unsecured/index.ts';
import { rule as preferManagedAuthentication } from './prefer-managed-authentication/index.ts';
import { rule as recipientFromInput } from './recipient-from-input/index.ts';
import { rule as rootComponentMissing } from './root-component-missing/index.ts';
import type { Rule } from './rule.ts';
import { rule as secretConsumerUnsecured } from './secret-consumer-unsecured/index.ts';
import { rule as secretEnvironmentVariableAsParameter } from './secret-environment-variable-as-parameter/index.ts';
import { rule as secretInDeploymentSettings } from './secret-in-deployment-settings/index.ts';
import { rule as secretInEnvironmentVariable } from './secret-in-environment-variable/index.ts';
import { rule as secretInNotification } from './secret-in-notification/index.ts';
import { rule as secretInParameterDefault } from './secret-in-parameter-default/index.ts';
import { rule as secretInResponse } from './secret-in-response/index.ts';
import { rule as secretInSamplePayload } from './secret-in-sample-payload/index.ts';
import { rule as secretInStaticResult } from './secret-in-static-result/index.ts';
import { rule as secretInText } from './secret-in-text/index.ts';
import { rule as secretInTrigger } from './secret-in-trigger/index.ts';
import { rule as secretInVariable } from './secret-in-variable/index.ts';
import { rule as secretReadUnsecured } from './secret-read-unsecured/index.ts';
import { rule as secretThroughCompose } from './secret-through-compose/index.ts';
import { rule as secretVariableNotAReference } from './secret-variable-not-a-reference/index.ts';
import { rule as secureDataMalformed } from './secure-data-malformed/index.ts';
import { rule as secureDataUnsupported } from './secure-data-unsupported/index.ts';
import { rule as secureInputsOnCalledTrigger } from './secure-inputs-on-called-trigger/index.ts';
import { rule as sharedEmbeddedConnection } from './shared-embedded-connection/index.ts';
import { rule as signedUrl } from './signed-url/index.ts';
import { rule as sqlInjection } from './sql-injection/index.ts';
import { rule as tooManyOwners } from './too-many-owners/index.ts';
import { rule as trackedPropertiesOnSecuredAction } from './tracked-properties-on-secured-action/index.ts';
import { rule as unencodedInputInUrl } from './unencoded-input-in-url/index.ts';
import { rule as unreadableFlow } from './unreadable-flow/index.ts';
import { rule as unreadableSolutionFile } from './unreadable-solution-file/index.ts';
import { rule as urlHostFromInput } from './url-host-from-input/index.ts';
/** All rules, sorted by id. A meta test holds this list against the folders. */
export const RULES: readonly Rule[] = [
  childFlowMissing,
  connectionConnectorMismatch,
  connectionInsteadOfReference,
  connectionKeyUndeclared,
  connectionKeyUnused,
  connectionReferenceDuplicate,
  connectionReferenceUndeclared,
  connectionReferenceUnused,
  copyOrTestFlow,
  credentialsInUrl,
  deprecatedOperation,
  dlpPolicy,
  duplicateFlowId,
  environmentVariableShouldBeSecret,
  environmentVariableTypeMismatch,
  environmentVariableUndefined,
  environmentVariableUnused,
  errorDetailsLeak,
  expressionSyntax,
  flowNotRegistered,
  flowWithoutOwner,
  hardcodedEmail,
  hardcodedEnvironmentUrl,
  hardcodedId,
  hardcodedSecret,
  highRiskOperation,
  hostNotAllowed,
  htmlInjection,
  httpAuthenticationLiteral,
  httpTriggerOpen,
  httpTriggerWithoutSchema,
  insecureUrl,
  invalidFlowShape,
  invalidJson,
  invokerConnectionInvalid,
  jsonInjection,
  managedSolutionAsSource,
  missingAuthentication,
  odataFilterInjection,
  ownerIsPerson,
  personalDataUnsecured,
  preferManagedAuthentication,
  recipientFromInput,
  rootComponentMissing,
  secretConsumerUnsecured,
  secretEnvironmentVariableAsParameter,
  secretInDeploymentSettings,
  secretInEnvironmentVariable,
  secretInNotification,
  secretInParameterDefault,
  secretInResponse,
  secretInSamplePayload,
  secretInStaticResult,
  secretInText,
  secretInTrigger,
  secretInVariable,
  secretReadUnsecured,
  secretThroughCompose,
  secretVariableNotAReference,
  secureDataMalformed,
  secureDataUnsupported,
  secureInputsOnCalledTrigger,
  sharedEmbeddedConnection,
  signedUrl,
  sqlInjection,
  tooManyOwners,
  trackedPropertiesOnSecuredAction,
  unencodedInputInUrl,
  unreadableFlow,
  unreadableSolutionFile,
  urlHostFromInput,
];

const byId = new Map(RULES.map((rule) => [rule.meta.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
