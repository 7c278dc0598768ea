import { decodeEscapes } from './escapes.ts';
import { type DuplicateKey, Flag, JsonTree, Kind, NONE, type NodeId, type SyntaxProblem } from './tree.ts';

const MAX_PROBLEMS = 100;

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** What the parser waits for. */
const Expect = { Value: 0, Key: 1, Separator: 2 } as const;

/**
 * Parses JSON tolerantly: every text yields a tree; what is wrong stands in `problems`. Never throws and does not
 * recurse, so nesting depth is bounded by memory alone. Own scanner rather than jsonc-parser because whole-solution
 * scans need flat arrays at about twice the cost of `JSON.parse`, and because jsonc-parser recurses.
 */
export function parseJson(text: string): JsonTree {
  return new Parser(text).run();
}

class Parser {
  readonly #text: string;
  #at = 0;
  #count = 0;
  #capacity: number;
  #kinds: Uint8Array;
  #starts: Int32Array;
  #ends: Int32Array;
  #parents: Int32Array;
  #after: Int32Array;
  #keyStarts: Int32Array;
  #keyEnds: Int32Array;
  /** Hash of the raw key; only for the search of duplicates. */
  #keyHashes: Int32Array;
  readonly #problems: SyntaxProblem[] = [];
  readonly #duplicates: DuplicateKey[] = [];
  #container: NodeId = NONE;
  #keyStart = -1;
  #keyEnd = -1;
  #keyHash = 0;
  #keyFlags = 0;
  #escaped = false;
  #unclosed = false;

  constructor(text: string) {
    this.#text = text;
    this.#capacity = 16 + (text.length >> 4);
    this.#kinds = new Uint8Array(this.#capacity);
    this.#starts = new Int32Array(this.#capacity);
    this.#ends = new Int32Array(this.#capacity);
    this.#parents = new Int32Array(this.#capacity);
    this.#after = new Int32Array(this.#capacity);
    this.#keyStarts = new Int32Array(this.#capacity);
    this.#keyEnds = new Int32Array(this.#capacity);
    this.#keyHashes = new Int32Array(this.#capacity);
  }

  run(): JsonTree {
    const text = this.#text;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
    let expect: number = Expect.Value;
    let afterComma = false;
    for (;;) {
      this.#skipBlank();
      if (this.#at >= text.length) {
        this.#atEnd(expect);
        break;
      }
      const unit = text.charCodeAt(this.#at);
      if (expect === Expect.Separator) {
        if (this.#container === NONE) {
          this.#problem('text follows after the end of the JSON value', this.#at, text.length);
          break;
        }
        if (unit === COMMA) {
          this.#at++;
          afterComma = true;
          expect = this.#next();
        } else if (unit === CLOSE_OBJECT || unit === CLOSE_ARRAY) {
          this.#close(unit);
        } else {
          this.#problem('a comma is missing here', this.#at, this.#at + 1);
          afterComma = false;
          expect = this.#next();
        }
      } else if (expect === Expect.Key) {
        if (unit === CLOSE_OBJECT || unit === CLOSE_ARRAY) {
          if (afterComma)
            this.#problem('nothing follows this comma', this.#lastComma(), this.#lastComma() + 1);
          this.#close(unit);
          expect = Expect.Separator;
        } else if (unit === COMMA) {
          this.#problem('there is one comma too many', this.#at, ++this.#at);
        } else {
          this.#readKey(unit);
          expect = Expect.Value;
        }
        afterComma = false;
      } else {
        expect = this.#readValue(unit, afterComma);
        afterComma = false;
      }
    }
    while (this.#container !== NONE) this.#closeContainer(this.#at);
    return new JsonTree({
      text,
      count: this.#count,
      kinds: this.#kinds,
      starts: this.#starts,
      ends: this.#ends,
      parents: this.#parents,
      after: this.#after,
      keyStarts: this.#keyStarts,
      keyEnds: this.#keyEnds,
      problems: this.#problems,
      duplicates: this.#duplicates,
    });
  }

  #next(): number {
    return (this.#kinds[this.#container]! & 15) === Kind.Object ? Expect.Key : Expect.Value;
  }

  #readValue(unit: number, afterComma: boolean): number {
    const text = this.#text;
    const start = this.#at;
    if (unit === QUOTE) {
      const node = this.#add(Kind.String, start);
      this.#readString();
      if (this.#escaped) this.#kinds[node]! |= Flag.ValueEscaped;
      if (this.#unclosed) this.#kinds[node]! |= Flag.Unclosed;
      this.#ends[node] = this.#at;
      return Expect.Separator;
    }
    if (unit === OPEN_OBJECT || unit === OPEN_ARRAY) {
      this.#at++;
      this.#container = this.#add(unit === OPEN_OBJECT ? Kind.Object : Kind.Array, start);
      this.#skipBlank();
      if (text.charCodeAt(this.#at) === (unit === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY)) {
        this.#at++;
        this.#closeContainer(this.#at);
        return Expect.Separator;
      }
      return unit === OPEN_OBJECT ? Expect.Key : Expect.Value;
    }
    if (unit === COMMA || unit === CLOSE_OBJECT || unit === CLOSE_ARRAY || unit === COLON) {
      if (unit === CLOSE_ARRAY && this.#isArray() && this.#keyStart < 0) {
        if (afterComma) this.#problem('nothing follows this comma', this.#lastComma(), this.#lastComma() + 1);
        this.#close(unit);
        return Expect.Separator;
      }
      if (unit === COLON) {
        this.#problem('a colon has no place here', start, ++this.#at);
        return Expect.Value;
      }
      this.#problem('a value is missing here', Math.max(0, start - 1), start + 1);
      if (this.#container !== NONE) this.#ends[this.#add(Kind.Missing, start)] = start;
      else this.#at++;
      return Expect.Separator;
    }
    this.#readWord(unit, start);
    return Expect.Separator;
  }

  /** A number, `true`, `false`, `null`, or something that is no JSON at all. */
  #readWord(unit: number, start: number): void {
    const text = this.#text;
    let kind: Kind = Kind.Missing;
    if (unit === 45 || (unit >= 48 && unit <= 57)) {
      this.#at = numberEnd(text, start);
      if (this.#at > start) kind = Kind.Number;
    } else if (text.startsWith('true', start)) kind = Kind.True;
    else if (text.startsWith('false', start)) kind = Kind.False;
    else if (text.startsWith('null', start)) kind = Kind.Null;
    if (kind === Kind.True || kind === Kind.Null) this.#at = start + 4;
    else if (kind === Kind.False) this.#at = start + 5;
    const wordEnd = this.#wordEnd(this.#at);
    if (kind === Kind.Missing || wordEnd > this.#at) {
      kind = Kind.Missing;
      this.#at = Math.max(wordEnd, start + 1);
      this.#problem('this is no JSON value: text needs double quotes', start, this.#at);
    }
    this.#ends[this.#add(kind, start)] = this.#at;
  }

  /** End of the run of characters that cannot end a value. */
  #wordEnd(from: number): number {
    let at = from;
    for (; at < this.#text.length; at++) {
      const unit = this.#text.charCodeAt(at);
      if (unit <= 32 || unit === COMMA || unit === COLON || unit === QUOTE) break;
      if (unit === OPEN_OBJECT || unit === CLOSE_OBJECT || unit === OPEN_ARRAY || unit === CLOSE_ARRAY) break;
    }
    return at;
  }

  #readKey(unit: number): void {
    const start = this.#at;
    if (unit === QUOTE) {
      this.#keyFlags = 0;
      this.#keyHash = this.#readString();
      if (this.#unclosed) this.#keyFlags = Flag.KeyBare;
      else if (this.#escaped) this.#keyFlags = Flag.KeyEscaped;
    } else {
      this.#at = Math.max(this.#wordEnd(start), start + 1);
      this.#problem('a property name in double quotes is expected here', start, this.#at);
      this.#keyFlags = Flag.KeyBare;
      this.#keyHash = 0;
    }
    this.#keyStart = start;
    this.#keyEnd = this.#at;
    this.#skipBlank();
    if (this.#text.charCodeAt(this.#at) === COLON) this.#at++;
    else this.#problem('a colon and a value are missing after this property name', start, this.#keyEnd);
  }

  /** Reads a string from its opening quote; returns a hash of its raw inside. */
  #readString(): number {
    const text = this.#text;
    const start = this.#at;
    let at = start + 1;
    let hash = 0;
    let escaped = false;
    let control = false;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === QUOTE) break;
      if (unit === BACKSLASH) {
        escaped = true;
        if (!isEscape(text, at))
          this.#problem('this escape is not known to JSON', at, Math.min(at + 2, text.length));
        hash = (hash * 31 + unit) | 0;
        at++;
      } else if (unit < 32) {
        if (unit === 10 || unit === 13) break;
        if (!control) this.#problem('a control character in a text must be escaped', at, at + 1);
        control = true;
      }
      hash = (hash * 31 + text.charCodeAt(at)) | 0;
    }
    this.#escaped = escaped;
    at = Math.min(at, text.length);
    this.#unclosed = text.charCodeAt(at) !== QUOTE;
    if (!this.#unclosed) this.#at = at + 1;
    else {
      this.#problem('this text is not closed: a double quote is missing', start, at);
      this.#at = at;
    }
    return hash;
  }

  #add(kind: Kind, start: number): NodeId {
    if (this.#count === this.#capacity) this.#grow();
    const node = this.#count++;
    this.#kinds[node] = kind | this.#keyFlags;
    this.#starts[node] = start;
    this.#parents[node] = this.#container;
    this.#after[node] = node + 1;
    this.#keyStarts[node] = this.#keyStart;
    this.#keyEnds[node] = this.#keyEnd;
    this.#keyHashes[node] = this.#keyHash;
    this.#keyStart = -1;
    this.#keyFlags = 0;
    return node;
  }

  #isArray(): boolean {
    return this.#container !== NONE && (this.#kinds[this.#container]! & 15) === Kind.Array;
  }

  /** Handles `}` or `]`; a bracket that fits no open container is reported and skipped. */
  #close(unit: number): void {
    const wanted = unit === CLOSE_OBJECT ? Kind.Object : Kind.Array;
    const at = this.#at++;
    if ((this.#kinds[this.#container]! & 15) === wanted) {
      this.#closeContainer(this.#at);
      return;
    }
    const bracket = wanted === Kind.Object ? '}' : ']';
    let open = this.#parents[this.#container]!;
    while (open !== NONE && (this.#kinds[open]! & 15) !== wanted) open = this.#parents[open]!;
    if (open === NONE) {
      this.#problem(`nothing is open that "${bracket}" could close`, at, at + 1);
      return;
    }
    this.#problem(`"${bracket}" does not fit: an inner bracket is not closed`, at, at + 1);
    while (this.#container !== open) this.#closeContainer(at);
    this.#closeContainer(this.#at);
  }

  #closeContainer(end: number): void {
    const node = this.#container;
    this.#ends[node] = end;
    this.#after[node] = this.#count;
    if ((this.#kinds[node]! & 15) === Kind.Object) this.#findDuplicates(node);
    this.#container = this.#parents[node]!;
  }

  #findDuplicates(node: NodeId): void {
    const first = node + 1;
    if (first >= this.#count || this.#after[first]! >= this.#count) return;
    let keys = 0;
    for (let child = first; child < this.#count; child = this.#after[child]!) {
      keys++;
      if (keys <= 8) {
        for (let other = first; other !== child; other = this.#after[other]!) {
          if (this.#keyHashes[other] === this.#keyHashes[child] && this.#sameKey(other, child)) {
            this.#duplicates.push({ node: child, first: other });
            break;
          }
        }
      }
    }
    if (keys <= 8) return;
    const seen = new Map<string, NodeId>();
    let position = 0;
    for (let child = first; child < this.#count; child = this.#after[child]!) {
      const key = this.#keyText(child);
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, child);
      else if (position >= 8) this.#duplicates.push({ node: child, first: earlier });
      position++;
    }
  }

  #sameKey(a: NodeId, b: NodeId): boolean {
    return this.#keyText(a) === this.#keyText(b);
  }

  #keyText(node: NodeId): string {
    const flags = this.#kinds[node]!;
    const quote = flags & Flag.KeyBare ? 0 : 1;
    const raw = this.#text.slice(this.#keyStarts[node]! + quote, this.#keyEnds[node]! - quote);
    return flags & Flag.KeyEscaped ? decodeEscapes(raw) : raw;
  }

  #atEnd(expect: number): void {
    const end = this.#text.length;
    if (this.#keyStart >= 0) this.#ends[this.#add(Kind.Missing, end)] = end;
    if (this.#container !== NONE) {
      const open = (this.#kinds[this.#container]! & 15) === Kind.Object ? '{' : '[';
      const start = this.#starts[this.#container]!;
      this.#problem(`the text ends before this "${open}" is closed`, start, start + 1);
    } else if (expect === Expect.Value) {
      this.#problem('the file is empty', 0, end);
    }
  }

  #lastComma(): number {
    return Math.max(0, this.#text.lastIndexOf(',', this.#at - 1));
  }

  /** White space, and comments, which JSON does not know: reported and passed over. */
  #skipBlank(): void {
    const text = this.#text;
    for (;;) {
      let unit = text.charCodeAt(this.#at);
      while (unit === 32 || unit === 10 || unit === 13 || unit === 9) unit = text.charCodeAt(++this.#at);
      if (unit !== 47) return;
      const start = this.#at;
      const second = text.charCodeAt(start + 1);
      if (second !== 47 && second !== 42) return;
      const close = second === 47 ? text.indexOf('\n', start) : text.indexOf('*/', start + 2);
      this.#at = close === -1 ? text.length : close + (second === 47 ? 0 : 2);
      this.#problem('a comment has no place in a flow file', start, this.#at);
    }
  }

  #problem(message: string, start: number, end: number): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ message, span: { start, end } });
  }

  #grow(): void {
    this.#capacity *= 2;
    const grown = (old: Int32Array): Int32Array => {
      const next = new Int32Array(this.#capacity);
      next.set(old);
      return next;
    };
    const kinds = new Uint8Array(this.#capacity);
    kinds.set(this.#kinds);
    this.#kinds = kinds;
    this.#starts = grown(this.#starts);
    this.#ends = grown(this.#ends);
    this.#parents = grown(this.#parents);
    this.#after = grown(this.#after);
    this.#keyStarts = grown(this.#keyStarts);
    this.#keyEnds = grown(this.#keyEnds);
    this.#keyHashes = grown(this.#keyHashes);
  }
}

const ESCAPE_LETTERS = '"\\/bfnrtu';

function isEscape(text: string, at: number): boolean {
  const letter = text[at + 1];
  if (letter === undefined || !ESCAPE_LETTERS.includes(letter)) return false;
  return letter !== 'u' || /^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6));
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** End of a JSON number at `start`; `start` when there is none. */
function numberEnd(text: string, start: number): number {
  let at = start;
  if (text.charCodeAt(at) === 45) at++;
  const first = text.charCodeAt(at);
  if (!isDigit(first)) return start;
  at++;
  if (first !== 48) while (isDigit(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) === 46 && isDigit(text.charCodeAt(at + 1))) {
    at++;
    while (isDigit(text.charCodeAt(at))) at++;
  }
  const exponent = text.charCodeAt(at);
  if (exponent === 101 || exponent === 69) {
    let digits = at + 1;
    if (text.charCodeAt(digits) === 43 || text.charCodeAt(digits) === 45) digits++;
    if (isDigit(text.charCodeAt(digits))) {
      at = digits;
      while (isDigit(text.charCodeAt(at))) at++;
    }
  }
  return at;
}
