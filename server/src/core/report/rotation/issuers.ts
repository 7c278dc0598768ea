/** Where a secret of a kind is issued, and so replaced. By the words of its label, the first that fit. */
const ISSUERS: readonly (readonly [words: RegExp, where: string])[] = [
  [/^Entra client secret/i, 'Entra admin center: App registrations, Certificates & secrets'],
  [/^Azure DevOps/i, 'Azure DevOps: User settings, Personal access tokens'],
  [/^Azure Functions/i, 'Azure portal: Function App, App keys'],
  [/^API Management/i, 'Azure portal: API Management, Subscriptions'],
  [/storage account/i, 'Azure portal: Storage account, Access keys'],
  [/^Azure /i, 'Azure portal: Keys of the resource'],
  [
    /^Teams incoming webhook|trigger URL/i,
    'The flow or channel that the address belongs to: let it make a new one',
  ],
  [
    /^(?:Slack|Discord|Zapier) (?:incoming )?webhook/i,
    'The channel or app that the address belongs to: make a new one',
  ],
  [/^GitHub/i, 'GitHub: Settings, Developer settings'],
  [/^GitLab/i, 'GitLab: Preferences, Access tokens'],
  [/^Slack/i, 'Slack: the settings of the app'],
  [/^Stripe/i, 'Stripe Dashboard: Developers, API keys'],
  [/^OpenAI/i, 'OpenAI platform: API keys'],
  [/^Anthropic/i, 'Anthropic Console: API keys'],
  [/^SendGrid/i, 'SendGrid: Settings, API keys'],
  [/^Google/i, 'Google Cloud console: APIs & Services, Credentials'],
  [/^AWS/i, 'AWS console: IAM, Users, Security credentials'],
  [/^Hugging Face/i, 'Hugging Face: Settings, Access Tokens'],
  [/^Notion/i, 'Notion: Settings, Integrations'],
  [/^HubSpot/i, 'HubSpot: Settings, Integrations, Private Apps'],
  [/^Shopify/i, 'Shopify admin: Settings, Apps'],
  [/^Airtable/i, 'Airtable: Developer Hub, Personal access tokens'],
  [/^Databricks/i, 'Databricks: Settings, Developer, Access tokens'],
  [/^Mailchimp/i, 'Mailchimp: Account, Extras, API keys'],
  [/^DeepL/i, 'DeepL account: API Keys'],
  [/^Telegram/i, 'Telegram: BotFather, /revoke'],
  [/^Discord bot/i, 'Discord Developer Portal: the bot of the application'],
  [/^Meta /i, 'Meta for Developers: the access tokens of the app'],
  [/^Salesforce/i, 'Salesforce Setup: Session Management, end the session'],
  [/^Atlassian/i, 'Atlassian account: Security, API tokens'],
  [/connection string/i, 'The database or service that it opens: set a new key or password there'],
  [/signed|signature|SAS/i, 'The service that signed the address: replace the key that it was signed with'],
  [/certificate|private key/i, 'Wherever the certificate was issued: revoke it and issue a new one'],
  [
    /JSON Web Token|\bJWT\b|access token/i,
    'Wherever it was issued: end its session, or wait until it expires',
  ],
];

/** Where to replace a secret. `host`: the server that it is sent to, where the flow tells. */
export function issuerOf(label: string, host: string | undefined): string {
  const known = ISSUERS.find(([words]) => words.test(label))?.[1];
  if (known !== undefined) return known;
  return host === undefined ? 'The service that it was issued by' : `The service at ${host}`;
}
