/** Ways of writing a name of several words, and how another name is brought into each. */

/** Longer names are not taken apart: the platform takes steps of 80 characters, and other names of 100. */
export const LONGEST_NAME = 200;

interface Preset {
  /** For readers: how a name of this form looks. */
  readonly example: string;
  readonly fits: RegExp;
  readonly make: (name: string) => string;
}

// Letters without case (Chinese, Arabic) stand for both cases.
const BIG = '\\p{Lu}\\p{Lt}\\p{Lo}';
const SMALL = '\\p{Ll}\\p{Lm}\\p{Lo}';
const ALL = '\\p{L}\\p{M}\\p{N}';
const joined = (chars: string, by: string): RegExp => new RegExp(`^[${chars}]+(?:${by}[${chars}]+)*$`, 'u');

const PRESETS: ReadonlyMap<string, Preset> = new Map<string, Preset>([
  [
    'pascal',
    { example: 'GetItems', fits: new RegExp(`^[${BIG}][${ALL}]*$`, 'u'), make: (name) => humps(name) },
  ],
  [
    'camel',
    {
      example: 'getItems',
      fits: new RegExp(`^[${SMALL}][${ALL}]*$`, 'u'),
      make: (name) => withSmallStart(humps(name)),
    },
  ],
  [
    'snake',
    {
      example: 'get_items',
      fits: joined(`${SMALL}\\p{M}\\p{N}`, '_'),
      make: (name) => wordsIn(name).join('_').toLowerCase(),
    },
  ],
  [
    'upper-snake',
    {
      example: 'GET_ITEMS',
      fits: joined(`${BIG}\\p{M}\\p{N}`, '_'),
      make: (name) => wordsIn(name).join('_').toUpperCase(),
    },
  ],
  [
    'kebab',
    {
      example: 'get-items',
      fits: joined(`${SMALL}\\p{M}\\p{N}`, '-'),
      make: (name) => wordsIn(name).join('-').toLowerCase(),
    },
  ],
  [
    'sentence',
    {
      example: 'Get_items',
      fits: /^[^\s_\p{Ll}][^\s_]*(?:_[^\s_]+)*$/u,
      make: (name) => capital(piecesOf(name).join('_')),
    },
  ],
  [
    'title',
    {
      example: 'Get_Items',
      // A word may begin with a sign: "(Draft)", "-".
      fits: /^[^\s_\p{Ll}][^\s_]*(?:_[^\s_\p{Ll}][^\s_]*)*$/u,
      make: (name) => piecesOf(name).map(capital).join('_'),
    },
  ],
]);

export const PRESET_NAMES: readonly string[] = [...PRESETS.keys()];

/** `name` compares without case. */
export function presetOf(name: string): Preset | undefined {
  return PRESETS.get(name.toLowerCase());
}

/** Letters and digits, apart at signs, blanks and humps: `getHTTPAnswer 2` is get, HTTP, Answer, 2. */
function wordsIn(name: string): readonly string[] {
  return name.match(/\p{Lu}+(?!\p{Ll})\p{N}*|[\p{Lu}\p{Lt}]?[\p{Ll}\p{Lm}\p{Lo}\p{M}]+\p{N}*|\p{N}+/gu) ?? [];
}

function humps(name: string): string {
  // A name all in capitals says nothing of its words.
  const text = /\p{Ll}/u.test(name) ? name : name.toLowerCase();
  return wordsIn(text).map(capital).join('');
}

/** What blanks and underscores part. */
function piecesOf(name: string): readonly string[] {
  return name.split(/[\s_]+/u).filter(Boolean);
}

function capital(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length);
}

/** The first word in small letters: of `HTTPAnswer` as a whole. */
function withSmallStart(name: string): string {
  const [first = ''] = wordsIn(name);
  return first.length > 1 && first === first.toUpperCase()
    ? first.toLowerCase() + name.slice(first.length)
    : name.charAt(0).toLowerCase() + name.slice(1);
}
