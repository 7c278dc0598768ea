// What the suite uses of mocha, and what the bundler puts in. Mocha's own types are a package of their own.

interface SuiteRunnable {
  title: string;
  duration?: number;
  fullTitle(): string;
}

interface SuiteRunner {
  on(event: 'pass' | 'pending', listener: (test: SuiteRunnable) => void): SuiteRunner;
  on(event: 'fail', listener: (test: SuiteRunnable, error: unknown) => void): SuiteRunner;
}

declare module 'mocha' {
  interface BrowserMocha {
    setup(options: {
      ui: 'bdd';
      timeout: number;
      reporter: new (runner: SuiteRunner) => unknown;
      forbidOnly?: boolean;
    }): void;
    run(done: (failures: number) => void): unknown;
  }
  const mocha: BrowserMocha;
  export default mocha;
}

declare module 'suite:tests' {}

declare function describe(title: string, body: () => void): void;
declare function it(title: string, body: () => void | Promise<void>): void;
declare function before(body: () => void | Promise<void>): void;
declare function after(body: () => void | Promise<void>): void;
declare function beforeEach(body: () => void | Promise<void>): void;
declare function afterEach(body: () => void | Promise<void>): void;

/** Which extension host this bundle was made for. */
declare const SUITE_HOST: 'node' | 'web';

// The one global that both hosts have and that no library in use declares.
declare const console: { log(...args: unknown[]): void };
