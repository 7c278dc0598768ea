import type { SecretMatch } from '../detect/types.ts';
import type { Parameter, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';

/** Which rule a secret value belongs to: one problem, one finding. */
export type HitOwner =
  | 'hardcoded-secret'
  | 'http-authentication-literal'
  | 'signed-url'
  | 'credentials-in-url'
  | 'secret-in-parameter-default';

/** A secret value in the file, with its place. */
export interface SecretHit {
  readonly owner: HitOwner;
  readonly match: SecretMatch;
  readonly node: NodeId;
  readonly inKey: boolean;
  /** Where it stands, the nearest last; for messages. */
  readonly names: readonly string[];
  readonly step: Step | undefined;
  readonly parameter: Parameter | undefined;
}
