import { isId } from './parse.ts';
import type { GitProcess } from './runner.ts';

/** A content by its id. `tooLarge`: only its size is known. `missing`: it is not in this clone. */
export type Blob =
  | { readonly kind: 'content'; readonly bytes: Uint8Array; readonly size: number }
  | { readonly kind: 'tooLarge'; readonly size: number }
  | { readonly kind: 'missing' };

/** Larger contents are not kept: no file of ours may be as large. */
const MAX_KEPT = 64 * 1_048_576;

interface Waiting {
  readonly id: string;
  readonly done: (blob: Blob) => void;
}

/**
 * Contents out of one `git cat-file --batch`, however many are asked for: a process a file would cost more than reading it. Answers
 * come in the order of the questions. Never rejects.
 */
export class BlobReader {
  readonly #process: GitProcess;
  readonly #waiting: Waiting[] = [];
  #ended = false;

  constructor(process: GitProcess) {
    this.#process = process;
    void this.#listen();
  }

  read(id: string): Promise<Blob> {
    if (this.#ended || !isId(id)) return Promise.resolve({ kind: 'missing' });
    return new Promise((done) => {
      this.#waiting.push({ id, done });
      this.#process.write(`${id}\n`);
    });
  }

  /** Ends the process; what was not answered is missing. */
  close(): void {
    this.#ended = true;
    this.#process.stop();
    for (const { done } of this.#waiting.splice(0)) done({ kind: 'missing' });
  }

  async #listen(): Promise<void> {
    const answers = new Answers((blob) => this.#waiting.shift()?.done(blob));
    try {
      for await (const piece of this.#process.output) answers.take(piece);
    } catch {
      // The process broke down: what it did not answer is missing.
    }
    this.close();
  }
}

const LINE_END = 10;

/** Takes the stream apart: `<id> <type> <size>`, a line end, the content, a line end; or `<id> missing`. */
class Answers {
  readonly #onBlob: (blob: Blob) => void;
  #header: number[] = [];
  /** The content that is being read, and how much of it is there. */
  #content: { readonly size: number; readonly bytes: Uint8Array | undefined; at: number } | undefined;

  constructor(onBlob: (blob: Blob) => void) {
    this.#onBlob = onBlob;
  }

  take(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; )
      at = this.#content === undefined ? this.#readHeader(piece, at) : this.#readContent(piece, at);
  }

  #readHeader(piece: Uint8Array, from: number): number {
    const end = piece.indexOf(LINE_END, from);
    for (const byte of piece.subarray(from, end < 0 ? undefined : end)) this.#header.push(byte);
    if (end < 0) return piece.length;
    const words = String.fromCharCode(...this.#header).split(' ');
    this.#header = [];
    const size = Number(words[2]);
    if (words.length !== 3 || !Number.isSafeInteger(size)) this.#onBlob({ kind: 'missing' });
    else this.#content = { size, bytes: size <= MAX_KEPT ? new Uint8Array(size) : undefined, at: 0 };
    return end + 1;
  }

  #readContent(piece: Uint8Array, from: number): number {
    const content = this.#content!;
    const { size, bytes } = content;
    const part = piece.subarray(from, from + size - content.at);
    bytes?.set(part, content.at);
    content.at += part.length;
    const next = from + part.length;
    // The line end behind it may come with the next piece.
    if (content.at < size || next >= piece.length) return next;
    this.#content = undefined;
    this.#onBlob(bytes === undefined ? { kind: 'tooLarge', size } : { kind: 'content', bytes, size });
    return next + 1;
  }
}
