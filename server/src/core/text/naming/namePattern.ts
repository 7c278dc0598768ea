import { compileGlob } from '../glob.ts';
import { LONGEST_NAME, PRESET_NAMES, presetOf } from './presets.ts';

/** What names of one kind should look like. */
export interface NamePattern {
  /** As the configuration has it. */
  readonly text: string;
  /** A name that fits: `Get_items`; undefined where the pattern is one of wildcards alone. */
  readonly example: string | undefined;
  readonly fits: (name: string) => boolean;
  /** The name in the form of the first preset; undefined where there is none, or nothing that fits comes of it. */
  readonly fitted: (name: string) => string | undefined;
}

/** One of several forms. */
type Form = Omit<NamePattern, 'text'>;

/** A pattern of more characters is a mistake, and would cost. */
const LONGEST_PATTERN = 300;
const MOST_FORMS = 20;

/**
 * Reads a pattern for names: forms with `|` between them, each a preset (`camel`), a preset with fixed text around it
 * (`var<pascal>`), or text with wildcards (`*`, `?`, `[ab]`, `{a,b}`). All work is bounded by the lengths of pattern and name: no form
 * is made into a regular expression.
 *
 * @returns What is wrong, as the end of a sentence (`"x" ...`), where it is no pattern.
 */
export function compileNamePattern(text: string): NamePattern | string {
  if (text.length > LONGEST_PATTERN) return `is longer than ${LONGEST_PATTERN} characters`;
  const parts = text.split('|').map((part) => part.trim());
  if (parts.length > MOST_FORMS) return `has more than ${MOST_FORMS} forms`;
  const forms: Form[] = [];
  for (const part of parts) {
    const form = formOf(part);
    if (typeof form === 'string') return form;
    forms.push(form);
  }
  return {
    text,
    example: forms.find((form) => form.example !== undefined)?.example,
    fits: (name) => forms.some((form) => form.fits(name)),
    fitted: (name) => {
      for (const form of forms) {
        const fitted = form.fitted(name);
        if (fitted !== undefined) return fitted;
      }
      return undefined;
    },
  };
}

function formOf(part: string): Form | string {
  if (part === '') return 'has an empty form: put a pattern on both sides of "|"';
  const open = part.indexOf('<');
  if (open === -1) {
    if (presetOf(part) !== undefined) return presetForm('', part, '');
    if (/[*?[{]/.test(part)) return globForm(part);
    return `is neither a preset (${PRESET_NAMES.join(', ')}) nor a text with "*" or "?"`;
  }
  const close = part.indexOf('>', open);
  const preset = close === -1 ? '' : part.slice(open + 1, close);
  if (presetOf(preset) === undefined)
    return `has "<" without one of the presets behind it: ${PRESET_NAMES.map((one) => `<${one}>`).join(', ')}`;
  const before = part.slice(0, open);
  const after = part.slice(close + 1);
  return /[*?[\]{}<>]/.test(before + after)
    ? 'has wildcards beside a preset: write one or the other, and "|" between several'
    : presetForm(before, preset, after);
}

function presetForm(before: string, name: string, after: string): Form {
  const preset = presetOf(name)!;
  const fits = (whole: string): boolean =>
    whole.length <= LONGEST_NAME &&
    whole.length > before.length + after.length &&
    whole.startsWith(before) &&
    whole.endsWith(after) &&
    preset.fits.test(whole.slice(before.length, whole.length - after.length));
  return {
    example: before + preset.example + after,
    fits,
    fitted: (whole) => {
      if (whole.length > LONGEST_NAME) return undefined;
      const fitted = before + preset.make(inner(whole, before, after)) + after;
      return fits(fitted) && hasAllOf(fitted, whole) ? fitted : undefined;
    },
  };
}

/** Without the fixed text, which may stand there in another case. */
function inner(name: string, before: string, after: string): string {
  const lower = name.toLowerCase();
  const start = lower.startsWith(before.toLowerCase()) ? before.length : 0;
  const end = lower.endsWith(after.toLowerCase()) ? name.length - after.length : name.length;
  return end > start ? name.slice(start, end) : name;
}

/** No letter and no digit is lost: a form that drops some makes another name of it. */
function hasAllOf(fitted: string, name: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return plain(fitted).includes(plain(name));
}

function globForm(glob: string): Form {
  // A slash is a character of names like others; globs over paths stop at it.
  const plain = (text: string): string => text.replaceAll('/', '\u2215');
  const test = compileGlob(plain(glob));
  return {
    example: undefined,
    fits: (name) => name.length <= LONGEST_NAME && test(plain(name)),
    fitted: () => undefined,
  };
}
