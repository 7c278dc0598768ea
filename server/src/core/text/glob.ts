/**
 * Globs over paths with `/`, matched without regular expressions: all ways through the glob are followed at once, so that the
 * work is bounded by the length of the glob times that of the path, whatever both hold.
 *
 * `*` stands for any characters within a name, `?` for one, `**` as a whole name for any number of folders, `[ab]`, `[a-f]`
 * and `[!ab]` for one of some characters, `{a,b}` for one of some texts. Everything else stands for itself, also a bracket or
 * brace that is not closed. Characters are UTF-16 code units.
 */

export type PathTest = (path: string) => boolean;

export interface GlobOptions {
  /** Brackets and braces are characters like others. */
  readonly wildcardsOnly?: boolean;
  /** A glob that fits a folder fits everything in it. */
  readonly withContents?: boolean;
}

const SLASH = 47;

/** Compiles a glob. Never throws; braces may nest as deep as `MAX_GLOB_LENGTH` of `core/config` lets them. */
export function compileGlob(glob: string, options: GlobOptions = {}): PathTest {
  const special = options.wildcardsOnly ? glob.search(/[*?]/) : glob.search(/[*?[{]/);
  const withContents = options.withContents === true;
  if (special === -1)
    return (path) => path === glob || (withContents && path.startsWith(glob) && path[glob.length] === '/');
  const program = new GlobReader(glob, options.wildcardsOnly === true).read();
  // `a/**` fits `a` as well.
  const prefix = glob.slice(0, special).replace(/\/$/, '');
  return (path) => path.startsWith(prefix) && program.fits(path, withContents);
}

/** Takes one code unit and goes on at another op. */
interface Take {
  readonly kind: 'take';
  readonly takes: (unit: number) => boolean;
  readonly next: number;
}

type Op = Take | { readonly kind: 'fork'; readonly to: number[] } | { readonly kind: 'end' };

const anyInName = (unit: number): boolean => unit !== SLASH;
const anything = (): boolean => true;

class GlobReader {
  readonly #glob: string;
  readonly #ops: Op[] = [];
  /** By the offset of what opens it: a bracket's end, or a brace's commas and its end. */
  readonly #brackets = new Map<number, number>();
  readonly #braces = new Map<number, readonly number[]>();

  constructor(glob: string, wildcardsOnly: boolean) {
    this.#glob = glob;
    if (!wildcardsOnly) this.#pair();
  }

  read(): Program {
    this.#part(0, this.#glob.length, true, true);
    this.#ops.push({ kind: 'end' });
    return new Program(this.#ops);
  }

  #pair(): void {
    const open: { readonly at: number; readonly commas: number[] }[] = [];
    for (let at = 0; at < this.#glob.length; at++) {
      const char = this.#glob[at];
      if (char === '[') {
        const end = this.#bracketEnd(at);
        if (end === undefined) continue;
        this.#brackets.set(at, end);
        at = end;
      } else if (char === '{') open.push({ at, commas: [] });
      else if (char === ',') open.at(-1)?.commas.push(at);
      else if (char === '}') {
        const brace = open.pop();
        if (brace !== undefined && brace.commas.length > 0) this.#braces.set(brace.at, [...brace.commas, at]);
      }
    }
  }

  #bracketEnd(at: number): number | undefined {
    const from = /[!^]/.test(this.#glob[at + 1] ?? '') ? at + 2 : at + 1;
    const end = this.#glob.indexOf(']', from + 1);
    return end === -1 || this.#glob.slice(from, end).includes('/') ? undefined : end;
  }

  /** `starts`, `ends`: the part begins or ends where a name does. */
  #part(from: number, to: number, starts: boolean, ends: boolean): void {
    let at = from;
    while (at < to) {
      const isStart = at === from ? starts : this.#glob[at - 1] === '/';
      at = this.#piece(at, to, isStart, ends);
    }
  }

  /** Returns the offset behind the piece. */
  #piece(at: number, to: number, isStart: boolean, ends: boolean): number {
    const glob = this.#glob;
    const char = glob[at]!;
    if (char === '*') {
      const behind = this.#starsEnd(at);
      if (behind - at > 1 && isStart && behind < to && glob[behind] === '/') {
        this.#optional(() => {
          this.#any(anything);
          this.#take(isUnit(SLASH));
        });
        return behind + 1;
      }
      this.#any(behind - at > 1 && isStart && behind === to && ends ? anything : anyInName);
      return behind;
    }
    const isContents = char === '/' && glob.startsWith('**', at + 1) && this.#starsEnd(at + 1) === to && ends;
    // `a/**` fits the folder itself; `*/**` means what is in folders, and no file beside them.
    if (isContents && glob[at - 1] !== '*') {
      this.#optional(() => {
        this.#take(isUnit(SLASH));
        this.#any(anything);
      });
      return to;
    }
    const bracket = this.#brackets.get(at);
    if (bracket !== undefined) {
      this.#take(oneOf(glob.slice(at + 1, bracket)));
      return bracket + 1;
    }
    const stops = this.#braces.get(at);
    if (stops !== undefined) return this.#alternatives(at, stops, to, isStart, ends);
    this.#take(char === '?' ? anyInName : isUnit(char.charCodeAt(0)));
    return at + 1;
  }

  #alternatives(at: number, stops: readonly number[], to: number, isStart: boolean, ends: boolean): number {
    const behind = stops.at(-1)! + 1;
    const endsName = behind === to ? ends : this.#glob[behind] === '/';
    const fork = this.#fork();
    const exits: number[][] = [];
    let from = at + 1;
    for (const stop of stops) {
      fork.push(this.#ops.length);
      this.#part(from, stop, isStart, endsName);
      exits.push(this.#fork());
      from = stop + 1;
    }
    for (const exit of exits) exit.push(this.#ops.length);
    return behind;
  }

  #starsEnd(at: number): number {
    let end = at;
    while (this.#glob[end] === '*') end++;
    return end;
  }

  #take(takes: (unit: number) => boolean): void {
    this.#ops.push({ kind: 'take', takes, next: this.#ops.length + 1 });
  }

  #fork(...to: number[]): number[] {
    this.#ops.push({ kind: 'fork', to });
    return to;
  }

  #optional(write: () => void): void {
    const fork = this.#fork(this.#ops.length + 1);
    write();
    fork.push(this.#ops.length);
  }

  #any(takes: (unit: number) => boolean): void {
    const start = this.#ops.length;
    const fork = this.#fork(start + 1);
    this.#take(takes);
    this.#fork(start);
    fork.push(this.#ops.length);
  }
}

function isUnit(wanted: number): (unit: number) => boolean {
  return (unit) => unit === wanted;
}

/** `text`: the inside of a bracket. A slash is in none. */
function oneOf(text: string): (unit: number) => boolean {
  const isNegated = /^[!^]/.test(text);
  const inside = isNegated ? text.slice(1) : text;
  const ranges: (readonly [from: number, to: number])[] = [];
  for (let at = 0; at < inside.length; at++) {
    const from = inside.charCodeAt(at);
    const isRange = inside[at + 1] === '-' && at + 2 < inside.length;
    ranges.push([from, isRange ? inside.charCodeAt(at + 2) : from]);
    if (isRange) at += 2;
  }
  return (unit) => unit !== SLASH && ranges.some(([from, to]) => from <= unit && unit <= to) !== isNegated;
}

/** All ops that wait for a code unit at one place of a path. */
interface State {
  readonly waiting: readonly Take[];
  /** The glob may end here. */
  readonly isEnd: boolean;
  /** What comes after a code unit of ASCII, as far as it was asked. */
  readonly after: (State | undefined)[];
}

/** More states are not kept: few globs have more than some dozens, and some have as many as two to the power of their length. */
const MAX_STATES = 250;

/** Follows all ways through the ops at once, and remembers the states it comes through: most paths go the same ways. */
class Program {
  readonly #ops: readonly Op[];
  readonly #states = new Map<string, State>();
  #first: State | undefined;

  constructor(ops: readonly Op[]) {
    this.#ops = ops;
  }

  fits(path: string, withContents: boolean): boolean {
    this.#first ??= this.#state([0]);
    let state = this.#first;
    for (let at = 0; at < path.length; at++) {
      const unit = path.charCodeAt(at);
      if (state.isEnd && withContents && unit === SLASH) return true;
      state = state.after[unit] ?? this.#after(state, unit);
      if (state.waiting.length === 0 && !state.isEnd) return false;
    }
    return state.isEnd;
  }

  #after(state: State, unit: number): State {
    const next = this.#state(state.waiting.filter((op) => op.takes(unit)).map((op) => op.next));
    if (unit < 128) state.after[unit] = next;
    return next;
  }

  /** The state of what waits from some ops on; each op is looked at once. */
  #state(from: readonly number[]): State {
    const seen = new Set(from);
    const waiting: Take[] = [];
    let isEnd = false;
    // A set gives what is added while it is gone through, too.
    for (const at of seen) {
      const op = this.#ops[at]!;
      if (op.kind === 'take') waiting.push(op);
      else if (op.kind === 'end') isEnd = true;
      else for (const to of op.to) seen.add(to);
    }
    const key = [...seen].sort((a, b) => a - b).join();
    let state = this.#states.get(key);
    if (state !== undefined) return state;
    if (this.#states.size >= MAX_STATES) {
      this.#states.clear();
      this.#first = undefined;
    }
    state = { waiting, isEnd, after: [] };
    this.#states.set(key, state);
    return state;
  }
}
