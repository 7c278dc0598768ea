// Names as a hostile repository may have them, for the tests of everything that shows names to people.

/** One character of each kind that nobody sees or that changes how others are shown, by its Unicode name. */
export const HIDDEN: Readonly<Record<string, string>> = {
  NULL: '\u0000',
  'CARRIAGE RETURN': '\r',
  'LINE FEED': '\n',
  ESCAPE: '\u001b',
  DELETE: '\u007f',
  'NEXT LINE': '\u0085',
  'CONTROL SEQUENCE INTRODUCER': '\u009b',
  'SOFT HYPHEN': '\u00ad',
  'COMBINING GRAPHEME JOINER': '\u034f',
  'ARABIC LETTER MARK': '\u061c',
  'HANGUL CHOSEONG FILLER': '\u115f',
  'KHMER VOWEL INHERENT AQ': '\u17b4',
  'MONGOLIAN VOWEL SEPARATOR': '\u180e',
  'ZERO WIDTH SPACE': '\u200b',
  'ZERO WIDTH JOINER': '\u200d',
  'LEFT-TO-RIGHT MARK': '\u200e',
  'RIGHT-TO-LEFT MARK': '\u200f',
  'LINE SEPARATOR': '\u2028',
  'PARAGRAPH SEPARATOR': '\u2029',
  'RIGHT-TO-LEFT OVERRIDE': '\u202e',
  'WORD JOINER': '\u2060',
  'INVISIBLE SEPARATOR': '\u2063',
  'RIGHT-TO-LEFT ISOLATE': '\u2067',
  'POP DIRECTIONAL ISOLATE': '\u2069',
  'ACTIVATE SYMMETRIC SWAPPING': '\u206b',
  'HANGUL FILLER': '\u3164',
  'ZERO WIDTH NO-BREAK SPACE': '\ufeff',
  'HALFWIDTH HANGUL FILLER': '\uffa0',
  'INTERLINEAR ANNOTATION ANCHOR': '\ufff9',
  'MUSICAL SYMBOL BEGIN BEAM': '\u{1d173}',
  'TAG LATIN SMALL LETTER A': '\u{e0061}',
  'VARIATION SELECTOR-17': '\u{e0100}',
};

/** Matches every character of `HIDDEN`, written out anew: the code under test has a table of its own. */
export const ANY_HIDDEN = new RegExp(`[${Object.values(HIDDEN).join('')}]`, 'u');

/** A name that runs a command where a notification makes a link of it. */
export const COMMAND_LINK = '[Apply](command:workbench.action.closeWindow)';

/** One name that tries everything at once. */
export const HOSTILE_NAME = `${COMMAND_LINK} $(check) <a href="command:x">y</a> \u202eltr\u2066 a\u200bb \u001b]8;;http://x.example\u0007z\u001b]8;;\u0007 \u{e0061}`;

/** What VS Code makes a link of in the text of a notification (`parseLinkedText`). */
export const NOTICE_LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

/** Names that give orders to the log of a build, leave the text that they stand in, or call somebody. */
export const ORDERS: readonly string[] = [
  'a\n::set-output name=x::y',
  '::add-mask::x',
  'a\r::error::x',
  '%0A::error::x',
  'a,line=1::error::x',
  '##vso[task.setvariable variable=a]b',
  'a ##VSO[task.complete result=Failed;]',
  '##[set-env name=PATH;]x',
  ']##vso[task.setvariable variable=a]b',
  ';code=x]y',
  'a | b',
  '`a` ``b``',
  '<script>alert(1)</script>',
  '</failure><failure>',
  'a]]>b',
  '"/><x y="',
  '@user @org/team',
  '#1 !2 GH-3 ~label',
  '[a](https://x.example) ![i](http://x.example/i.png) https://y.example www.z.example',
  '- item\n# heading',
  '$a$ &amp; &#60;',
  '\u202eltr\u2066 a\u200bb',
];
