/** How a file writes its text. A byte order mark is a part of the text: its first character. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** `reason`: why there is no text, as the end of a sentence. */
export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  | { readonly kind: 'undecodable'; readonly reason: string };

/**
 * The text of a file in UTF-8 or UTF-16, with or without byte order mark (PowerShell writes UTF-16 where nobody asks for
 * something else). Nothing is replaced: what is not valid is told, and so are NUL characters, which no text of ours holds. A
 * mark stays as the first character, so that `encode` gives the same bytes. Never throws.
 */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  let text: string;
  try {
    text = decoderOf(encoding).decode(bytes);
  } catch {
    return {
      kind: 'undecodable',
      reason: bytes.includes(0) ? HOLDS_NUL : `it is not valid ${encoding === 'utf-8' ? 'UTF-8' : 'UTF-16'}`,
    };
  }
  return text.includes('\0') ? { kind: 'undecodable', reason: HOLDS_NUL } : { kind: 'text', text, encoding };
}

/** Making one costs more than reading a small file with it. */
const decoders = new Map<Encoding, TextDecoder>();

function decoderOf(encoding: Encoding): TextDecoder {
  let decoder = decoders.get(encoding);
  if (decoder === undefined) {
    decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    decoders.set(encoding, decoder);
  }
  return decoder;
}

const HOLDS_NUL = 'it holds NUL bytes and is no text';

/** By the mark; without one by the NUL bytes that ASCII characters have in UTF-16, as JSON and XML begin with one. */
function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length % 2 === 1 || first === undefined) return 'utf-8';
  if (first !== 0 && second === 0 && third !== 0 && !fourth) return 'utf-16le';
  return first === 0 && second !== 0 && !third && fourth !== 0 ? 'utf-16be' : 'utf-8';
}

/** The bytes of a text; the inverse of `decode`. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++)
    view.setUint16(at * 2, text.charCodeAt(at), encoding === 'utf-16le');
  return bytes;
}

/** Without byte order mark, as an editor shows it. */
export function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
