import type { PointId } from './types.ts';

/** What a rule says of a step, for one step and for several: `Get_token shows ...`, `2 steps show ...`. */
export interface RulePoint {
  readonly point: PointId;
  readonly one: string;
  readonly many: string;
}

const rules = new Map<string, RulePoint | undefined>();

function put(point: PointId, one: string, many: string, ids: string): void {
  for (const id of ids.split(' ')) rules.set(id, { point, one, many });
}

put(
  'secured',
  'shows a secret in the run history',
  'show a secret in the run history',
  'secret-read-unsecured secret-consumer-unsecured secret-through-compose secret-in-variable secret-in-trigger ' +
    'tracked-properties-on-secured-action',
);
put(
  'secured',
  'sends a secret out of the flow',
  'send a secret out of the flow',
  'secret-in-response secret-in-notification error-details-leak',
);
put(
  'secured',
  'has a security setting that does not work',
  'have a security setting that does not work',
  'secure-data-unsupported secure-data-malformed secure-inputs-on-called-trigger',
);
put('secured', 'is no longer secured', 'are no longer secured', 'secure-data-removed');
put(
  'secured',
  'shows personal data in the run history',
  'show personal data in the run history',
  'personal-data-unsecured',
);
put(
  'vault',
  'holds a secret in plain text',
  'hold a secret in plain text',
  'hardcoded-secret http-authentication-literal signed-url credentials-in-url secret-in-parameter-default ' +
    'secret-in-static-result secret-in-text secret-in-sample-payload secret-in-environment-variable ' +
    'secret-in-deployment-settings',
);
put(
  'vault',
  'takes a secret in a way that does not work',
  'take a secret in a way that does not work',
  'secret-environment-variable-as-parameter secret-variable-not-a-reference',
);
put(
  'vault',
  'keeps a credential in plain text',
  'keep a credential in plain text',
  'environment-variable-should-be-secret',
);
put('access', 'can be started by anyone', 'can be started by anyone', 'http-trigger-open');
put(
  'access',
  'has an owner that needs a look',
  'have an owner that needs a look',
  'flow-without-owner owner-is-person too-many-owners',
);
put(
  'failures',
  'leaves a failure unreported',
  'leave a failure unreported',
  'no-failure-handler silent-catch',
);
put('calls', 'calls an address without encryption', 'call an address without encryption', 'insecure-url');
put(
  'calls',
  'takes what a caller sends without care',
  'take what a caller sends without care',
  'unencoded-input-in-url odata-filter-injection sql-injection json-injection html-injection http-trigger-without-schema',
);
put(
  'calls',
  'lets the caller decide where it sends to',
  'let the caller decide where they send to',
  'url-host-from-input recipient-from-input',
);
put(
  'calls',
  'calls a host that the policy does not allow',
  'call a host that the policy does not allow',
  'host-not-allowed',
);
put(
  'calls',
  'signs in with a secret of its own',
  'sign in with secrets of their own',
  'prefer-managed-authentication',
);
put('calls', 'does not sign in', 'do not sign in', 'missing-authentication');
put(
  'connections',
  'has a connection that it does not need',
  'have a connection that they do not need',
  'connection-key-unused connection-reference-unused connection-reference-duplicate',
);
put(
  'connections',
  'is bound to one connection, not to a reference',
  'are bound to one connection, not to a reference',
  'connection-instead-of-reference',
);
put(
  'connections',
  "lets whoever starts the flow work with the maker's connection",
  "let whoever starts the flow work with the maker's connection",
  'shared-embedded-connection',
);
put(
  'connections',
  'has no connection to run on',
  'have no connection to run on',
  'invoker-connection-invalid',
);
put('connections', 'breaks the policy', 'break the policy', 'dlp-policy');
put(
  'connections',
  'can do anything that its connection allows',
  'can do anything that their connections allow',
  'high-risk-operation',
);

// About import, other environments and order, not about security.
for (const id of (
  'child-flow-missing connection-connector-mismatch connection-key-undeclared connection-reference-undeclared ' +
  'copy-or-test-flow deprecated-operation duplicate-flow-id environment-variable-type-mismatch ' +
  'environment-variable-undefined ' +
  'environment-variable-unused expression-syntax flow-not-registered hardcoded-email hardcoded-environment-url ' +
  'hardcoded-id invalid-flow-shape invalid-json managed-solution-as-source root-component-missing ' +
  'unreadable-flow unreadable-solution-file'
).split(' '))
  rules.set(id, undefined);

/** The point that a rule belongs to; undefined for rules that belong to none, and for unknown ones. */
export function pointOf(ruleId: string): RulePoint | undefined {
  return rules.get(ruleId);
}

/** True for every rule whose place was decided. A test holds this against the registry. */
export function isDecided(ruleId: string): boolean {
  return rules.has(ruleId);
}
