import { type Candidates, RANK } from '../candidate.ts';
import { isPlaceholder } from '../placeholder.ts';
import { jwtAt } from './jwt.ts';

/** A token known by the way it begins. */
interface ProviderFormat {
  readonly label: string;
  /** The first two characters, all that occur, separated by a space. */
  readonly starts: string;
  /** Begins at the prefix, is sticky, and every repetition in it is bounded. */
  readonly pattern: RegExp;
}

// Formats as the providers document them; the test holds them against secretlint's recommended preset.
const FORMATS: readonly ProviderFormat[] = [
  {
    label: 'GitHub token',
    starts: 'gh gi',
    pattern: /(?:gh[pousr]_[A-Za-z0-9_]{36,255}|github_pat_[A-Za-z0-9_]{82})/y,
  },
  { label: 'GitLab token', starts: 'gl', pattern: /gl(?:pat|ptt|dt|rt|cbt|soat)-[\w-]{20,60}/y },
  {
    label: 'Slack token',
    starts: 'xo xa',
    pattern: /(?:xox[abeoprs]|xapp)-(?:\d-)?(?:[A-Za-z0-9]{1,80}-){1,6}[A-Za-z0-9]{8,80}/y,
  },
  { label: 'Anthropic API key', starts: 'sk', pattern: /sk-ant-(?:api|admin)\d\d-[\w-]{80,128}/y },
  {
    label: 'OpenAI API key',
    starts: 'sk',
    pattern: /sk-(?:[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|(?:proj|svcacct|admin)-[\w-]{40,200})/y,
  },
  {
    label: 'Stripe key',
    starts: 'sk rk wh',
    pattern: /(?:(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9+/=]{32,64})/y,
  },
  { label: 'npm token', starts: 'np', pattern: /npm_[A-Za-z0-9_]{36}/y },
  { label: 'SendGrid API key', starts: 'SG', pattern: /SG\.[\w-]{16,32}\.[\w-]{16,64}/y },
  { label: 'Shopify token', starts: 'sh', pattern: /shp(?:pa|ca|at|ss)_[A-Za-z0-9]{32,64}/y },
  { label: 'Linear API key', starts: 'li', pattern: /lin_api_[A-Za-z0-9_]{32,128}/y },
  { label: '1Password service account token', starts: 'op', pattern: /ops_ey[A-Za-z0-9+/=_-]{100,1300}/y },
  { label: 'Google API key', starts: 'AI', pattern: /AIza[\w-]{35}/y },
  { label: 'Google OAuth client secret', starts: 'GO', pattern: /GOCSPX-[\w-]{28}/y },
  { label: 'Google access token', starts: 'ya', pattern: /ya29\.[\w-]{30,1000}/y },
  { label: 'Hugging Face token', starts: 'hf', pattern: /hf_[A-Za-z]{34}/y },
  { label: 'Groq API key', starts: 'gs', pattern: /gsk_[A-Za-z0-9]{52}/y },
  { label: 'Notion token', starts: 'nt', pattern: /ntn_[A-Za-z0-9]{40,60}/y },
  { label: 'Airtable token', starts: 'pa', pattern: /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/y },
  { label: 'Atlassian API token', starts: 'AT', pattern: /ATATT3x[\w=-]{100,300}/y },
  {
    label: 'HubSpot token',
    starts: 'pa',
    pattern: /pat-(?:na|eu)\d-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/y,
  },
  { label: 'Databricks token', starts: 'da', pattern: /dapi[a-f0-9]{32}(?:-\d)?/y },
  { label: 'DigitalOcean token', starts: 'do', pattern: /do[opr]_v1_[a-f0-9]{64}/y },
  { label: 'PyPI token', starts: 'py', pattern: /pypi-AgEI[\w-]{50,1000}/y },
  { label: 'Docker token', starts: 'dc', pattern: /dckr_(?:pat|oat)_[\w-]{24,64}/y },
  { label: 'Postman API key', starts: 'PM', pattern: /PMAK-[a-f0-9]{24}-[a-f0-9]{34}/y },
  { label: 'Grafana token', starts: 'gl', pattern: /glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}/y },
  { label: 'New Relic key', starts: 'NR', pattern: /NRAK-[A-Z0-9]{27}/y },
  { label: 'Figma token', starts: 'fi', pattern: /figd_[\w-]{40,60}/y },
];

const startKey = (first: number, second: number): number => (first << 7) | second;

/** Formats by the two characters they begin with: one look tells that no token begins here. */
const BY_START = new Map<number, ProviderFormat[]>();
for (const format of FORMATS) {
  for (const two of format.starts.split(' ')) {
    const key = startKey(two.charCodeAt(0), two.charCodeAt(1));
    BY_START.set(key, [...(BY_START.get(key) ?? []), format]);
  }
}
const JWT = startKey('e'.charCodeAt(0), 'y'.charCodeAt(0));
/** 1 where a token may begin: an array, as this is asked for every word of every text. */
const STARTS = new Uint8Array(1 << 14);
for (const key of [...BY_START.keys(), JWT]) STARTS[key] = 1;

/** No format is shorter. */
const SHORTEST = 20;

/** A Telegram bot token has its number before the mark. */
const TELEGRAM_TAIL = /:AA[\w-]{33}/y;

function isWordChar(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Does the token end where the pattern stopped, and not in the middle of a longer word? */
function endsHere(text: string, end: number): boolean {
  return end >= text.length || !isWordChar(text.charCodeAt(end));
}

function telegramAt(text: string, at: number, out: Candidates): void {
  TELEGRAM_TAIL.lastIndex = at;
  if (!TELEGRAM_TAIL.test(text)) return;
  const end = TELEGRAM_TAIL.lastIndex;
  let start = at;
  while (start > 0 && at - start < 12 && text.charCodeAt(start - 1) >= 48 && text.charCodeAt(start - 1) <= 57)
    start--;
  if (at - start < 8 || !endsHere(text, end)) return;
  out.add({
    kind: 'token',
    label: 'Telegram bot token',
    span: { start, end },
    confidence: 'high',
    rank: RANK.format,
  });
}

/** Tries the formats that may begin at `at`; the end of the match, or `at`. */
function formatAt(text: string, at: number, formats: readonly ProviderFormat[], out: Candidates): number {
  for (const { label, pattern } of formats) {
    pattern.lastIndex = at;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    if (!endsHere(text, end) || isPlaceholder(text.slice(at, end))) return at;
    out.add({ kind: 'token', label, span: { start: at, end }, confidence: 'high', rank: RANK.format });
    return end;
  }
  return at;
}

/** Tokens of known providers and JSON Web Tokens, anywhere in the text. */
export function findProviderTokens(text: string, out: Candidates): void {
  const n = text.length;
  let before = false;
  for (let i = 0; i + SHORTEST <= n; i++) {
    const code = text.charCodeAt(i);
    const word = isWordChar(code);
    const second = word && !before ? text.charCodeAt(i + 1) : 128;
    if (second < 128 && STARTS[startKey(code, second)] === 1) {
      const start = startKey(code, second);
      const formats = BY_START.get(start);
      const end = formats ? formatAt(text, i, formats, out) : start === JWT ? jwtAt(text, i, out) : i;
      if (out.full) return;
      // The last character of the token is looked at again, as the one before.
      if (end > i) i = end - 1;
    }
    before = word;
  }
  for (let at = text.indexOf(':AA'); at >= 0 && !out.full; at = text.indexOf(':AA', at + 1))
    telegramAt(text, at, out);
}
