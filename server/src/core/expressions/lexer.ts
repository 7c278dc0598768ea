/** Token kinds. Plain numbers: the parser compares them tens of thousands of times per solution. */
export const END = 0;
export const NAME = 1;
export const STRING = 2;
export const NUMBER = 3;
export const LEFT_PAREN = 4;
export const RIGHT_PAREN = 5;
export const LEFT_BRACKET = 6;
export const RIGHT_BRACKET = 7;
export const COMMA = 8;
export const DOT = 9;
export const QUESTION = 10;
/** `}`: ends a hole, and is wrong everywhere else. */
export const RIGHT_BRACE = 11;
/** `@` or `{`: never part of an expression. */
export const STRAY = 12;
/** A sign or digits that do not make a number, such as `-` or `12abc`. */
export const BAD_NUMBER = 13;
/** A text whose closing quote is missing; reaches to the end of the string. */
export const UNCLOSED = 14;

const QUOTE = 39;

/** What an ASCII character can be: 0 part of a name, 1 white space, 2 punctuation. */
const ASCII_CLASS = new Uint8Array(128);
for (const unit of [9, 10, 11, 12, 13, 32]) ASCII_CLASS[unit] = 1;
for (const char of ".,(){}[]@?'") ASCII_CLASS[char.charCodeAt(0)] = 2;

/**
 * White space beyond ASCII, as .NET's `Char.IsWhiteSpace` has it: the platform's own lexer skips
 * exactly these.
 */
function isWideSpace(unit: number): boolean {
  return (
    unit === 0xa0 ||
    unit === 0x85 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}

function isSpace(unit: number): boolean {
  return unit < 128 ? ASCII_CLASS[unit] === 1 : isWideSpace(unit);
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/**
 * Reads tokens on demand: `next()` moves to the following token, whose facts stand in the fields.
 * Reading past the end yields `END` for ever. Never throws; every call moves forward, so the whole is linear.
 */
export class Lexer {
  readonly text: string;
  /** One of the token kinds above. */
  kind: number = END;
  /** Span of the current token. */
  start = 0;
  end = 0;
  /** End of the token before, for the spans of nodes. */
  previousEnd = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Makes the token at `offset` the current one. */
  moveTo(offset: number): void {
    this.end = offset;
    this.next();
    this.previousEnd = offset;
  }

  /** The current token as written. */
  get source(): string {
    return this.text.slice(this.start, this.end);
  }

  /** The text a `STRING` token stands for: without its quotes, doubled quotes halved. */
  get stringValue(): string {
    const raw = this.text.slice(this.start + 1, this.end - 1);
    return raw.includes("''") ? raw.replaceAll("''", "'") : raw;
  }

  next(): void {
    const text = this.text;
    let at = this.end;
    this.previousEnd = at;
    let unit = text.charCodeAt(at);
    while ((unit <= 32 || unit > 127) && isSpace(unit)) unit = text.charCodeAt(++at);
    this.start = at;
    if (at >= text.length) {
      this.end = text.length;
      this.kind = END;
      return;
    }
    this.end = at + 1;
    switch (unit) {
      case QUOTE:
        this.readString();
        return;
      case 40:
        this.kind = LEFT_PAREN;
        return;
      case 41:
        this.kind = RIGHT_PAREN;
        return;
      case 91:
        this.kind = LEFT_BRACKET;
        return;
      case 93:
        this.kind = RIGHT_BRACKET;
        return;
      case 44:
        this.kind = COMMA;
        return;
      case 46:
        this.kind = DOT;
        return;
      case 63:
        this.kind = QUESTION;
        return;
      case 125:
        this.kind = RIGHT_BRACE;
        return;
      case 64:
      case 123:
        this.kind = STRAY;
        return;
    }
    if (isDigit(unit) || unit === 43 || unit === 45) {
      this.readNumber(unit);
      return;
    }
    this.kind = NAME;
    this.end = this.skipName(at + 1);
  }

  private readString(): void {
    const text = this.text;
    let at = this.start;
    do {
      at = text.indexOf("'", at + 1);
      if (at === -1) {
        this.kind = UNCLOSED;
        this.end = text.length;
        return;
      }
      // A quote right behind a quote is an apostrophe of the text: step over both.
    } while (text.charCodeAt(at + 1) === QUOTE && at++ >= 0);
    this.kind = STRING;
    this.end = at + 1;
  }

  /** Sign, digits, fraction, exponent. `1.` counts as a number, `.5` does not: so does the platform. */
  private readNumber(first: number): void {
    const text = this.text;
    let at = isDigit(first) ? this.start : this.start + 1;
    const digits = at;
    at = this.skipDigits(at);
    let good = at > digits;
    if (good && text.charCodeAt(at) === 46) at = this.skipDigits(at + 1);
    const unit = text.charCodeAt(at);
    if (good && (unit === 101 || unit === 69)) {
      const sign = text.charCodeAt(at + 1);
      const exponent = sign === 43 || sign === 45 ? at + 2 : at + 1;
      at = this.skipDigits(exponent);
      good = at > exponent;
    }
    const end = this.skipName(Math.min(at, text.length));
    this.kind = good && end === at ? NUMBER : BAD_NUMBER;
    this.end = end;
  }

  private skipDigits(from: number): number {
    let at = from;
    while (isDigit(this.text.charCodeAt(at))) at++;
    return at;
  }

  /** The platform lets a name hold everything that is neither white space nor punctuation. */
  private skipName(from: number): number {
    const text = this.text;
    let at = from;
    while (at < text.length) {
      const unit = text.charCodeAt(at);
      if (unit < 128 ? ASCII_CLASS[unit] !== 0 : isWideSpace(unit)) break;
      at++;
    }
    return at;
  }
}
