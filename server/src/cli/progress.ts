import type { Environment } from './environment.ts';

/** Some pipelines give a terminal, whose log keeps every line. */
export function isPipeline({ CI }: Environment['env']): boolean {
  return CI !== undefined && CI !== '' && CI !== '0' && CI !== 'false';
}

/** A scan that ends sooner shows nothing. */
const DELAY = 500;
const INTERVAL = 100;

/** One line on the terminal that tells how far a long scan is. Does nothing elsewhere. */
export class Progress {
  readonly #environment: Pick<Environment, 'env' | 'stderr' | 'now' | 'quiet'>;
  readonly #started: number;
  #shown = false;
  #last = 0;

  constructor(environment: Pick<Environment, 'env' | 'stderr' | 'now' | 'quiet'>) {
    this.#environment = environment;
    this.#started = environment.now();
  }

  /** Call often: shows the text when it is time. */
  show(text: string): void {
    const { env, stderr, now, quiet } = this.#environment;
    if (quiet || !stderr.isTTY || isPipeline(env)) return;
    const time = now();
    if (time - this.#started < DELAY || time - this.#last < INTERVAL) return;
    this.#last = time;
    this.#shown = true;
    stderr.write(`\r\u001b[K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
  }

  /** Takes the line away. Call before anything else is written, also on failure. */
  clear(): void {
    if (this.#shown) this.#environment.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
