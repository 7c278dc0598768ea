import { isCoded, isCopula, isOption, isSchemeEnd } from './coded.ts';
import { findDuplicates } from './duplicates.ts';
import { decodeEscapes } from './escapes.ts';
import { AFTER, END, Flag, KEY_END, KEY_HASH, KEY_START, KIND, PARENT, START, STRIDE } from './layout.ts';
import { endOfUnclosed, hashOf, hashUnits, isEscape, numberEnd, PLAIN, Unit, wordEnd } from './lexical.ts';
import { borrowRecords, finishRecords, grownRecords } from './records.ts';
import { type DuplicateKey, JsonTree, Kind, NONE, type NodeId, type SyntaxProblem } from './tree.ts';
import { type Units, unitsOf } from './units.ts';

const MAX_PROBLEMS = 100;

/** Nothing is known of what it holds. */
const BARE_KEY = Flag.KeyBare | Flag.KeyAt | Flag.KeyCoded;

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
  /** Its code units, and a zero. */
  readonly #units: Units;
  #at = 0;
  #count = 0;
  #nodes = borrowRecords();
  readonly #problems: SyntaxProblem[] = [];
  readonly #duplicates: DuplicateKey[] = [];
  #container: NodeId = NONE;
  /** How many objects and arrays are open: a bracket that closes nothing must not cost a walk up the tree. */
  readonly #open = { [Kind.Object]: 0, [Kind.Array]: 0 };
  #keyStart = -1;
  #keyEnd = -1;
  #keyHash = 0;
  #keyFlags = 0;
  /** Of the text read last: `ValueEscaped`, `ValueAt` and `ValueCoded`. */
  #textFlags = 0;
  #unclosed = false;

  constructor(text: string) {
    this.#text = text;
    this.#units = unitsOf(text);
  }

  run(): JsonTree {
    const text = this.#text;
    const units = this.#units;
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1;
    let expect: number = Expect.Value;
    let afterComma = false;
    for (;;) {
      this.#skipBlank();
      if (this.#at >= text.length) {
        this.#atEnd(expect);
        break;
      }
      const unit = units[this.#at]!;
      if (expect === Expect.Separator) {
        if (this.#container === NONE) {
          this.#problem('text follows after the end of the JSON value', this.#at, text.length);
          break;
        }
        if (unit === Unit.Comma) {
          this.#at++;
          afterComma = true;
          expect = this.#next();
        } else if (unit === Unit.CloseObject || unit === Unit.CloseArray) {
          this.#close(unit);
        } else {
          this.#problem('a comma is missing here', this.#at, this.#at + 1);
          afterComma = false;
          expect = this.#next();
        }
      } else if (expect === Expect.Key) {
        if (unit === Unit.CloseObject || unit === Unit.CloseArray) {
          if (afterComma) this.#surplusComma();
          this.#close(unit);
          expect = Expect.Separator;
        } else if (unit === Unit.Comma) {
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
      nodes: finishRecords(this.#nodes, this.#count),
      problems: this.#problems,
      duplicates: this.#duplicates,
    });
  }

  #next(): number {
    return (this.#nodes[this.#container * STRIDE + KIND]! & 15) === Kind.Object ? Expect.Key : Expect.Value;
  }

  #readValue(unit: number, afterComma: boolean): number {
    const start = this.#at;
    if (unit === Unit.Quote) {
      const node = this.#add(Kind.String, start);
      this.#readString();
      if (this.#unclosed) this.#textFlags |= Flag.Unclosed | Flag.ValueCoded;
      this.#nodes[node * STRIDE + KIND]! |= this.#textFlags;
      this.#nodes[node * STRIDE + END] = this.#at;
      return Expect.Separator;
    }
    if (unit === Unit.OpenObject || unit === Unit.OpenArray) {
      this.#at++;
      const kind = unit === Unit.OpenObject ? Kind.Object : Kind.Array;
      this.#open[kind]++;
      this.#container = this.#add(kind, start);
      this.#skipBlank();
      if (this.#units[this.#at] === (unit === Unit.OpenObject ? Unit.CloseObject : Unit.CloseArray)) {
        this.#at++;
        this.#closeContainer(this.#at);
        return Expect.Separator;
      }
      return unit === Unit.OpenObject ? Expect.Key : Expect.Value;
    }
    if (unit === Unit.Comma || unit === Unit.CloseObject || unit === Unit.CloseArray || unit === Unit.Colon) {
      if (unit === Unit.CloseArray && this.#isArray() && this.#keyStart < 0) {
        if (afterComma) this.#surplusComma();
        this.#close(unit);
        return Expect.Separator;
      }
      if (unit === Unit.Colon) {
        this.#problem('a colon has no place here', start, ++this.#at);
        return Expect.Value;
      }
      this.#problem('a value is missing here', Math.max(0, start - 1), start + 1);
      if (this.#container !== NONE) this.#addLeaf(Kind.Missing, start, start);
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
      this.#at = numberEnd(this.#units, start);
      if (this.#at > start) kind = Kind.Number;
    } else if (text.startsWith('true', start)) kind = Kind.True;
    else if (text.startsWith('false', start)) kind = Kind.False;
    else if (text.startsWith('null', start)) kind = Kind.Null;
    if (kind === Kind.True || kind === Kind.Null) this.#at = start + 4;
    else if (kind === Kind.False) this.#at = start + 5;
    const end = wordEnd(this.#units, this.#text.length, this.#at);
    if (kind === Kind.Missing || end > this.#at) {
      kind = Kind.Missing;
      this.#at = Math.max(end, start + 1);
      this.#problem('this is no JSON value: text needs double quotes', start, this.#at);
    }
    this.#addLeaf(kind, start, this.#at);
  }

  #readKey(unit: number): void {
    const start = this.#at;
    if (unit === Unit.Quote) {
      this.#readString();
      // The same bits, one place further up.
      this.#keyFlags = this.#textFlags << 1;
      if (this.#unclosed) this.#keyFlags = BARE_KEY;
      this.#keyHash =
        this.#textFlags & Flag.ValueEscaped
          ? hashOf(decodeEscapes(this.#text.slice(start + 1, this.#at - 1)))
          : hashUnits(this.#units, start + 1, this.#at - 1);
    } else {
      this.#at = Math.max(wordEnd(this.#units, this.#text.length, start), start + 1);
      this.#problem('a property name in double quotes is expected here', start, this.#at);
      this.#keyFlags = BARE_KEY;
      this.#keyHash = 0;
    }
    this.#keyStart = start;
    this.#keyEnd = this.#at;
    this.#skipBlank();
    if (this.#units[this.#at] === Unit.Colon) this.#at++;
    else this.#problem('a colon and a value are missing after this property name', start, this.#keyEnd);
  }

  /** Reads a string from its opening quote; what it holds stands in `#textFlags` and `#unclosed`. */
  #readString(): void {
    const text = this.#text;
    const units = this.#units;
    const { length } = text;
    const start = this.#at;
    let at = start + 1;
    let flags = 0;
    let sign = false;
    let control = false;
    for (;;) {
      // Stops at the zero behind the last unit, too.
      while (PLAIN[units[at]!] === 1) at++;
      const unit = units[at]!;
      if (unit === Unit.Quote || at >= length) break;
      if (unit === Unit.At) flags |= Flag.ValueAt;
      else if (unit === 32) {
        if (isSchemeEnd(units, at) || isOption(units, at) || isCopula(units, at)) sign = true;
      } else if (unit > 32 && unit !== Unit.Backslash) sign = true;
      else if (unit === Unit.Backslash) {
        sign = true;
        flags |= Flag.ValueEscaped;
        if (units[at + 1] === Unit.LetterU) flags |= Flag.ValueAt;
        if (!isEscape(text, at))
          this.#problem('this escape is not known to JSON', at, Math.min(at + 2, text.length));
        // A backslash at the end of a line escapes nothing: the text ends with the line.
        const next = units[at + 1]!;
        if (next !== 10 && next !== 13) at++;
        if (next === Unit.At) flags |= Flag.ValueAt;
      } else {
        if (unit === 10 || unit === 13) break;
        if (!control) this.#problem('a control character in a text must be escaped', at, at + 1);
        control = true;
      }
      at++;
    }
    at = Math.min(at, length);
    this.#textFlags = isCoded(units, start + 1, at, sign) ? flags | Flag.ValueCoded : flags;
    this.#unclosed = units[at]! !== Unit.Quote;
    if (!this.#unclosed) this.#at = at + 1;
    else {
      at = endOfUnclosed(units, start, at);
      this.#problem('this text is not closed: a double quote is missing', start, at);
      this.#at = at;
    }
  }

  #addLeaf(kind: Kind, start: number, end: number): void {
    // Adding may move the records: the place to write to is looked up afterwards.
    const node = this.#add(kind, start);
    this.#nodes[node * STRIDE + END] = end;
  }

  #add(kind: Kind, start: number): NodeId {
    const node = this.#count++;
    const at = node * STRIDE;
    if (at === this.#nodes.length) this.#nodes = grownRecords(this.#nodes);
    const nodes = this.#nodes;
    nodes[at + KIND] = kind | this.#keyFlags;
    nodes[at + START] = start;
    nodes[at + PARENT] = this.#container;
    nodes[at + AFTER] = node + 1;
    nodes[at + KEY_START] = this.#keyStart;
    nodes[at + KEY_END] = this.#keyEnd;
    nodes[at + KEY_HASH] = this.#keyHash;
    this.#keyStart = -1;
    this.#keyFlags = 0;
    return node;
  }

  #isArray(): boolean {
    return this.#container !== NONE && (this.#nodes[this.#container * STRIDE + KIND]! & 15) === Kind.Array;
  }

  /** Handles `}` or `]`; a bracket that fits no open container is reported and skipped. */
  #close(unit: number): void {
    const wanted = unit === Unit.CloseObject ? Kind.Object : Kind.Array;
    const at = this.#at++;
    if ((this.#nodes[this.#container * STRIDE + KIND]! & 15) === wanted) {
      this.#closeContainer(this.#at);
      return;
    }
    const bracket = wanted === Kind.Object ? '}' : ']';
    if (this.#open[wanted] === 0) {
      this.#problem(`nothing is open that "${bracket}" could close`, at, at + 1);
      return;
    }
    let open = this.#nodes[this.#container * STRIDE + PARENT]!;
    while ((this.#nodes[open * STRIDE + KIND]! & 15) !== wanted) open = this.#nodes[open * STRIDE + PARENT]!;
    this.#problem(`"${bracket}" does not fit: an inner bracket is not closed`, at, at + 1);
    while (this.#container !== open) this.#closeContainer(at);
    this.#closeContainer(this.#at);
  }

  #closeContainer(end: number): void {
    const node = this.#container;
    this.#nodes[node * STRIDE + END] = end;
    this.#nodes[node * STRIDE + AFTER] = this.#count;
    const kind = this.#nodes[node * STRIDE + KIND]! & 15;
    if (kind === Kind.Object) {
      this.#open[Kind.Object]--;
      findDuplicates(this.#text, this.#nodes, this.#count, node, this.#duplicates);
    } else this.#open[Kind.Array]--;
    this.#container = this.#nodes[node * STRIDE + PARENT]!;
  }

  #atEnd(expect: number): void {
    const end = this.#text.length;
    if (this.#keyStart >= 0) this.#addLeaf(Kind.Missing, end, end);
    if (this.#container !== NONE) {
      const open = (this.#nodes[this.#container * STRIDE + KIND]! & 15) === Kind.Object ? '{' : '[';
      const start = this.#nodes[this.#container * STRIDE + START]!;
      this.#problem(`the text ends before this "${open}" is closed`, start, start + 1);
    } else if (expect === Expect.Value) {
      this.#problem('the file is empty', 0, end);
    }
  }

  #surplusComma(): void {
    const comma = Math.max(0, this.#text.lastIndexOf(',', this.#at - 1));
    this.#problem('nothing follows this comma', comma, comma + 1);
  }

  /** White space, and comments, which JSON does not know: reported and passed over. */
  #skipBlank(): void {
    const text = this.#text;
    const units = this.#units;
    for (;;) {
      let start = this.#at;
      let unit = units[start]!;
      while (unit === 32 || unit === 10 || unit === 13 || unit === 9) unit = units[++start]!;
      this.#at = start;
      if (unit !== 47) return;
      const second = units[start + 1];
      if (second !== 47 && second !== 42) return;
      const close = second === 47 ? text.indexOf('\n', start) : text.indexOf('*/', start + 2);
      this.#at = close === -1 ? text.length : close + (second === 47 ? 0 : 2);
      this.#problem('JSON has no comments', start, this.#at);
    }
  }

  #problem(message: string, start: number, end: number): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ message, span: { start, end } });
  }
}
