import { looksRandom } from '../entropy.ts';
import { decodeBase64 } from './jwt.ts';

/** A token known by the way it begins. */
export interface ProviderFormat {
  readonly label: string;
  /** The first two characters, all that occur, separated by a space. */
  readonly starts: string;
  /** Begins at the prefix, is sticky, and every repetition in it is bounded. */
  readonly pattern: RegExp;
  /** Asked last, where prefix and length alone also fit other texts. `at`: where the token stands in `text`. */
  readonly fits?: (token: string, text: string, at: number) => boolean;
}

/** The part behind the prefix is drawn by lot: words joined by underscores are names. */
const randomBehind =
  (prefix: number) =>
  (token: string): boolean =>
    looksRandom(token.slice(prefix));

/** Base64 of binary data holds long runs of one letter, a token does not. */
const noRun = (token: string): boolean => looksRandom(token) && !/(.)\1{3}/.test(token.slice(4));

/** How far around a token the name of its service is looked for. */
const AROUND = 300;
const besides =
  (service: RegExp) =>
  (_token: string, text: string, at: number): boolean =>
    service.test(text.slice(Math.max(0, at - AROUND), at + AROUND));

// Formats as the providers document them; the test holds them against secretlint's recommended preset. What only a name beside
// it makes a secret (hexadecimal digits without a prefix) is no format.
export const FORMATS: readonly ProviderFormat[] = [
  {
    label: 'GitHub token',
    starts: 'gh gi',
    pattern: /(?:gh[pousr]_[A-Za-z0-9_]{36,255}|github_pat_[A-Za-z0-9_]{82})/y,
  },
  {
    label: 'GitLab token',
    starts: 'gl GR',
    pattern:
      /(?:gl(?:pat|ptt|dt|rtr?|cbt|soat|ffct|imt|agent|oas|ft)-[\w-]{20,300}(?:\.[0-9a-z]{2}\.?[0-9a-z]{7,9})?|GR1348941[\w-]{20})/y,
  },
  {
    label: 'Slack token',
    starts: 'xo xa',
    pattern: /(?:xox[abceoprs]|xapp)-(?:\d-)?(?:[A-Za-z0-9]{1,80}-){1,6}[A-Za-z0-9]{8,80}/y,
  },
  { label: 'Anthropic API key', starts: 'sk', pattern: /sk-ant-(?:api|admin|oat)\d\d-[\w-]{80,128}/y },
  {
    label: 'OpenAI API key',
    starts: 'sk',
    pattern: /sk-(?:[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|(?:proj|svcacct|admin)-[\w-]{40,200})/y,
  },
  { label: 'OpenRouter API key', starts: 'sk', pattern: /sk-or-v1-[a-f0-9]{64}/y },
  {
    label: 'Stripe key',
    starts: 'sk rk wh',
    pattern: /(?:(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9+/=]{32,64})/y,
  },
  { label: 'npm token', starts: 'np', pattern: /npm_[A-Za-z0-9_]{36}/y },
  { label: 'SendGrid API key', starts: 'SG', pattern: /SG\.[\w-]{16,32}\.[\w-]{16,64}/y },
  { label: 'Shopify token', starts: 'sh', pattern: /shp(?:pa|ca|at|ss)_[A-Za-z0-9]{32,64}/y },
  { label: 'Linear API key', starts: 'li', pattern: /lin_(?:api|oauth)_[A-Za-z0-9_]{32,128}/y },
  { label: '1Password service account token', starts: 'op', pattern: /ops_ey[A-Za-z0-9+/=_-]{100,1300}/y },
  { label: 'Google API key', starts: 'AI', pattern: /AIza[\w-]{35}/y },
  { label: 'Google OAuth client secret', starts: 'GO', pattern: /GOCSPX-[\w-]{28}/y },
  { label: 'Google access token', starts: 'ya', pattern: /ya29\.[\w-]{30,1000}/y },
  { label: 'Google refresh token', starts: '1/', pattern: /1\/\/0[\w-]{40,200}/y, fits: randomBehind(4) },
  {
    label: 'Hugging Face token',
    starts: 'hf',
    pattern: /hf_[A-Za-z0-9]{30,40}/y,
    fits: (token) => token.length === 37 || looksRandom(token.slice(3)),
  },
  { label: 'Groq API key', starts: 'gs', pattern: /gsk_[A-Za-z0-9]{52}/y },
  { label: 'xAI API key', starts: 'xa', pattern: /xai-[A-Za-z0-9]{70,90}/y },
  { label: 'Perplexity API key', starts: 'pp', pattern: /pplx-[A-Za-z0-9]{40,60}/y },
  { label: 'Replicate token', starts: 'r8', pattern: /r8_[A-Za-z0-9]{37}/y },
  {
    label: 'Notion token',
    starts: 'nt se',
    pattern: /(?:ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43})/y,
    fits: randomBehind(7),
  },
  { label: 'Airtable token', starts: 'pa', pattern: /pat[A-Za-z0-9]{14}\.[a-f0-9]{64}/y },
  { label: 'Atlassian API token', starts: 'AT', pattern: /ATATT3[\w=-]{100,300}/y },
  {
    label: 'Bitbucket token',
    starts: 'AT',
    pattern: /(?:ATCTT3[\w=-]{100,300}|ATBB[A-Za-z0-9]{32})/y,
    fits: noRun,
  },
  { label: 'Trello token', starts: 'AT', pattern: /ATTA[a-f0-9]{64}[A-F0-9]{8}/y },
  {
    label: 'HubSpot token',
    starts: 'pa',
    pattern: /pat-(?:na|eu|ap)\d-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/y,
  },
  { label: 'Databricks token', starts: 'da do', pattern: /(?:dapi|dose)[a-f0-9]{32}(?:-\d)?/y },
  { label: 'DigitalOcean token', starts: 'do', pattern: /do[opr]_v1_[a-f0-9]{64}/y },
  { label: 'Dropbox token', starts: 'sl', pattern: /sl\.(?:u\.)?[\w=-]{120,1500}/y, fits: randomBehind(5) },
  { label: 'PyPI token', starts: 'py', pattern: /pypi-AgEI[\w-]{50,1000}/y },
  { label: 'RubyGems API key', starts: 'ru', pattern: /rubygems_[a-f0-9]{48}/y },
  { label: 'Docker token', starts: 'dc', pattern: /dckr_(?:pat|oat)_[\w-]{24,64}/y },
  { label: 'JFrog API key', starts: 'AK', pattern: /AKCp\d[A-Za-z0-9]{60,80}/y },
  { label: 'Postman API key', starts: 'PM', pattern: /PMAK-[a-f0-9]{24}-[a-f0-9]{34}/y },
  {
    label: 'Grafana token',
    starts: 'gl',
    pattern: /(?:glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}|glc_eyJ[A-Za-z0-9+/=]{28,400})/y,
  },
  { label: 'New Relic key', starts: 'NR', pattern: /NRAK-[A-Z0-9]{27}/y },
  { label: 'Dynatrace token', starts: 'dt', pattern: /dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}/y },
  { label: 'Sentry token', starts: 'sn', pattern: /sntry(?:u_[a-f0-9]{64}|s_eyJ[A-Za-z0-9+/=_]{80,500})/y },
  {
    label: 'Doppler token',
    starts: 'dp',
    pattern: /dp\.(?:pt|ct|sa|scim|audit|st(?:\.[a-z0-9_-]{2,35})?)\.[A-Za-z0-9]{40,44}/y,
  },
  {
    label: 'HashiCorp Vault token',
    starts: 'hv',
    pattern: /hv[bsr]\.[\w-]{80,300}/y,
    fits: randomBehind(4),
  },
  { label: 'Pulumi token', starts: 'pu', pattern: /pul-[a-f0-9]{40}/y },
  { label: 'Cloudflare Origin CA key', starts: 'v1', pattern: /v1\.0-[a-f0-9]{24}-[a-f0-9]{146}/y },
  { label: 'Netlify token', starts: 'nf', pattern: /nf[pocu]_[A-Za-z0-9]{36,40}/y },
  { label: 'Supabase token', starts: 'sb', pattern: /sb(?:p_[a-f0-9]{40}|_secret_[\w-]{30,60})/y },
  { label: 'PlanetScale token', starts: 'ps', pattern: /pscale_(?:tkn|oauth|pw)_[\w=.-]{32,64}/y },
  { label: 'Figma token', starts: 'fi', pattern: /figd_[\w-]{40,60}/y },
  { label: 'Typeform token', starts: 'tf', pattern: /tfp_[A-Za-z0-9]{40,50}_[A-Za-z0-9]{8,20}/y },
  { label: 'ClickUp token', starts: 'pk', pattern: /pk_\d{6,12}_[A-Z0-9]{32}/y },
  {
    label: 'Asana token',
    starts: '1/ 2/',
    pattern: /[12]\/\d{10,20}(?:\/\d{10,20})?:[a-f0-9]{32}/y,
  },
  {
    label: 'Discord bot token',
    // The id of the bot in base64: digits.
    starts: 'MD MT Mj Mz ND NT Nj Nz OD OT',
    pattern: /[MNO][A-Za-z0-9]{22,27}\.[\w-]{6}\.[\w-]{27,40}/y,
    fits: (token) => /^\d{17,20}$/.test(decodeBase64(token.slice(0, token.indexOf('.'))) ?? ''),
  },
  { label: 'Contentful token', starts: 'CF', pattern: /CFPAT-[\w-]{43}/y },
  { label: 'Brevo API key', starts: 'xk xs', pattern: /x(?:keysib|smtpsib)-[a-f0-9]{64}-[A-Za-z0-9]{16}/y },
  {
    label: 'Mailgun API key',
    starts: 'ke',
    pattern: /key-[a-f0-9]{32}/y,
    fits: besides(/mailgun/i),
  },
  { label: 'MailerSend token', starts: 'ml', pattern: /mlsn\.[a-f0-9]{64}/y },
  { label: 'Mapbox secret token', starts: 'sk', pattern: /sk\.eyJ[\w-]{40,300}\.[\w-]{20,30}/y },
  {
    label: 'Square token',
    starts: 'sq EA',
    pattern: /(?:sq0atp-[\w-]{22}|sq0csp-[\w-]{43}|(?<![+/=-])EAAA[A-Za-z][\w-]{59})(?![\w+/=-])/y,
    fits: noRun,
  },
  {
    label: 'Meta access token',
    starts: 'EA',
    pattern: /(?<![+/=-])EAA[A-Z][A-Za-z0-9]{96,400}(?![\w+/=-])/y,
    fits: noRun,
  },
  { label: 'Shippo token', starts: 'sh', pattern: /shippo_(?:live|test)_[a-f0-9]{40}/y },
  { label: 'EasyPost API key', starts: 'EZ', pattern: /EZ[AT]K[A-Za-z0-9]{54}/y },
  { label: 'Zoho token', starts: '10', pattern: /1000\.[a-f0-9]{32}\.[a-f0-9]{32}/y },
  {
    label: 'Salesforce access token',
    starts: '00',
    pattern: /00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?![\w.]{80,180}/y,
  },
];

/** A token with a mark at a fixed place inside it. */
interface MarkedFormat {
  readonly label: string;
  /** Characters before the mark. */
  readonly before: number;
  readonly pattern: RegExp;
}

/** Where one of `MARKED` may stand, and a Telegram bot token, whose number before the mark has no fixed length. */
export const MARK = /:AA|-us\d|:fx|\.atlasv1\./g;
export const MARKED: ReadonlyMap<string, MarkedFormat> = new Map([
  ['-us', { label: 'Mailchimp API key', before: 32, pattern: /[a-f0-9]{32}-us\d{1,2}/y }],
  [
    ':fx',
    {
      label: 'DeepL API key',
      before: 36,
      pattern: /[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}:fx/y,
    },
  ],
  ['.at', { label: 'Terraform token', before: 14, pattern: /[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}/y }],
]);
