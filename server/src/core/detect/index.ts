/**
 * Detectors shared by rules, exposure and reports. Pure; nothing here throws.
 *
 * `secretValue.ts` finds secrets in one decoded text, with one file per family in `formats/`; `names.ts` tells
 * credential names, `judge.ts` weighs name and value together, `candidate.ts` keeps one match per secret.
 * `connectors.ts`, `operations.ts`, `sinks.ts` know connectors: what reads a secret, what shows its inputs to others.
 * `placeholder.ts`, `mask.ts`, `entropy.ts`, `url.ts` are small helpers. `fakeSecrets.ts` serves tests only.
 */
export {
  type ConnectorInfo,
  connectorInfo,
  connectorName,
  normalizeApiName,
  type Tier,
} from './connectors.ts';
export { maskIn, maskSecret } from './mask.ts';
export { type CredentialName, credentialName, nearestCredentialName } from './names.ts';
export {
  describeOperation,
  type OperationRef,
  type ParameterLookup,
  type RequestKeys,
  requestKeys,
  type SecretRead,
  type Sink,
  secretRead,
  sinkOf,
} from './operations.ts';
export { isPlaceholder } from './placeholder.ts';
export { findSecrets, worthScanning } from './secretValue.ts';
export type { Confidence, SecretMatch, ValueContext } from './types.ts';
export { decodePercent, findUrls, splitUrl, type UrlParts } from './url.ts';
export { secretSpans, withoutSecrets } from './withoutSecrets.ts';
