import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** Where defects are told. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  /** For who looks for the cause of something; nothing is worked out while nobody does. */
  debug(message: () => string): void;
}

export interface SafeRunner {
  /**
   * Wraps the handler of a request: lets a waiting cancellation in first, checks the token before and after, and answers a
   * thrown error with `fallback` after logging it under the feature's name.
   */
  request<P, R>(
    feature: string,
    fallback: R,
    handler: (params: P, token: CancellationToken) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;
  /** Wraps the handler of a notification or an event. */
  notification<P>(feature: string, handler: (params: P) => unknown): (params: P) => void;
  /** Runs work that must not fail its caller; never rejects. */
  guard(feature: string, work: () => Promise<unknown>): Promise<void>;
  /** `guard` for work that nobody waits for. */
  background(feature: string, work: () => Promise<unknown>): void;
}

/** `pause` lets waiting messages in. */
export function createSafeRunner(log: Log, pause: () => Promise<void>): SafeRunner {
  const report = (feature: string, error: unknown): void =>
    log.error(`${feature} failed: ${describe(error)}`);
  const guard = async (feature: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      report(feature, error);
    }
  };
  const background = (feature: string, work: () => Promise<unknown>): void => void guard(feature, work);
  return {
    guard,
    background,
    notification: (feature, handler) => (params) => background(feature, async () => handler(params)),
    request: (feature, fallback, handler) => async (params, token) => {
      await pause();
      if (token.isCancellationRequested) return cancelled();
      try {
        const result = await handler(params, token);
        return token.isCancellationRequested ? cancelled() : result;
      } catch (error) {
        report(feature, error);
        return fallback;
      }
    },
  };
}

function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
