import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encode } from '../../files/decode.ts';
import { hasContent } from './content.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const idOf = (content: Uint8Array, algorithm = 'sha1'): string =>
  createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex');

describe('whether a file has the content that git stores', () => {
  it('is told by its id, in both kinds that git has', () => {
    // The id that git gives to "hello\n".
    expect(hasContent(bytes('hello\n'), 'ce013625030ba8dba906f756967f9e9ca394464a')).toBe(true);
    expect(hasContent(bytes('hullo\n'), 'ce013625030ba8dba906f756967f9e9ca394464a')).toBe(false);
    expect(hasContent(bytes('hello\n'), idOf(bytes('hello\n'), 'sha256'))).toBe(true);
    expect(hasContent(bytes('hullo\n'), idOf(bytes('hello\n'), 'sha256'))).toBe(false);
  });

  it('leaves out line ends and UTF-16, which git may convert', () => {
    expect(hasContent(bytes('{\r\n}\r\n'), idOf(bytes('{\n}\n')))).toBe(true);
    expect(hasContent(encode('\ufeff{\r\n}\r\n', 'utf-16le'), idOf(bytes('{\n}\n')))).toBe(true);
    expect(hasContent(bytes('\ufeff{}'), idOf(bytes('\ufeff{}')))).toBe(true);
    expect(hasContent(bytes('\ufeff{}'), idOf(bytes('{}')))).toBe(false);
  });

  it('is told of what is no text as well', () => {
    const archive = new Uint8Array([80, 75, 3, 4, 0, 0, 13, 10]);
    expect(hasContent(archive, idOf(archive))).toBe(true);
    expect(hasContent(archive, idOf(new Uint8Array([80, 75, 3, 4, 0, 0, 10])))).toBe(false);
  });
});
