import type { Span } from '../../text/span.ts';

/** How sure a detector is. Low-confidence findings belong to the pedantic profile. */
export type Confidence = 'high' | 'medium' | 'low';

/** What a value was recognised as. `kind` picks the rule, `label` is for people, e.g. `Entra client secret`. */
export interface SecretMatch {
  readonly kind:
    | 'token'
    | 'signed-url'
    | 'url-credentials'
    | 'url-query-credential'
    | 'connection-string'
    | 'private-key'
    | 'named-value';
  readonly label: string;
  /** The secret itself within the decoded text (not the whole text around it). */
  readonly span: Span;
  readonly confidence: Confidence;
  /** ISO date from `se=` or a JWT's `exp`, when the value tells. */
  readonly expires?: string;
}

/** Where a string stands; names decide together with values. */
export interface ValueContext {
  /** Names from the outside in: step or parameter name, property keys. The last one is nearest to the value. */
  readonly names: readonly string[];
  /** The caller has asked `worthScanning` and got yes. */
  readonly isWorthScanning?: boolean;
}
