import type { Parameter, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import type { SecretMatch } from './detect/types.ts';

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
  /** Its span counts UTF-16 code units of the decoded string (of the decoded key with `inKey`), expressions included. */
  readonly match: SecretMatch;
  readonly node: NodeId;
  readonly inKey: boolean;
  /** What leads to it, the nearest last: step or parameter, keys, the name of its variable, column or operand. */
  readonly names: readonly string[];
  readonly step: Step | undefined;
  readonly parameter: Parameter | undefined;
}
