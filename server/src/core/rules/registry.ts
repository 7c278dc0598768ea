import { rule as credentialsInUrl } from './credentials-in-url/index.ts';
import { rule as expressionSyntax } from './expression-syntax/index.ts';
import { rule as hardcodedSecret } from './hardcoded-secret/index.ts';
import { rule as httpAuthenticationLiteral } from './http-authentication-literal/index.ts';
import { rule as httpTriggerOpen } from './http-trigger-open/index.ts';
import { rule as insecureUrl } from './insecure-url/index.ts';
import { rule as invalidFlowShape } from './invalid-flow-shape/index.ts';
import { rule as invalidJson } from './invalid-json/index.ts';
import type { Rule } from './rule.ts';
import { rule as secretConsumerUnsecured } from './secret-consumer-unsecured/index.ts';
import { rule as secretInNotification } from './secret-in-notification/index.ts';
import { rule as secretInParameterDefault } from './secret-in-parameter-default/index.ts';
import { rule as secretInResponse } from './secret-in-response/index.ts';
import { rule as secretInTrigger } from './secret-in-trigger/index.ts';
import { rule as secretInVariable } from './secret-in-variable/index.ts';
import { rule as secretReadUnsecured } from './secret-read-unsecured/index.ts';
import { rule as secretThroughCompose } from './secret-through-compose/index.ts';
import { rule as secureDataMalformed } from './secure-data-malformed/index.ts';
import { rule as secureDataUnsupported } from './secure-data-unsupported/index.ts';
import { rule as secureInputsOnCalledTrigger } from './secure-inputs-on-called-trigger/index.ts';
import { rule as signedUrl } from './signed-url/index.ts';
import { rule as trackedPropertiesOnSecuredAction } from './tracked-properties-on-secured-action/index.ts';

/** All rules, sorted by id. A meta test holds this list against the folders. */
export const RULES: readonly Rule[] = [
  credentialsInUrl,
  expressionSyntax,
  hardcodedSecret,
  httpAuthenticationLiteral,
  httpTriggerOpen,
  insecureUrl,
  invalidFlowShape,
  invalidJson,
  secretConsumerUnsecured,
  secretInNotification,
  secretInParameterDefault,
  secretInResponse,
  secretInTrigger,
  secretInVariable,
  secretReadUnsecured,
  secretThroughCompose,
  secureDataMalformed,
  secureDataUnsupported,
  secureInputsOnCalledTrigger,
  signedUrl,
  trackedPropertiesOnSecuredAction,
];

const byId = new Map(RULES.map((rule) => [rule.meta.id, rule]));

export function ruleById(id: string): Rule | undefined {
  return byId.get(id);
}
