import { type Candidates, RANK } from '../candidate.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Confidence } from '../types.ts';
import { decodePercent, findUrls, type UrlParts } from '../url.ts';

/** URLs whose path is the secret: whoever has them may post. */
const HOOKS: readonly { label: string; host: RegExp; path: RegExp; confidence: Confidence }[] = [
  {
    label: 'Teams incoming webhook URL',
    host: /(?:^|\.)webhook\.office\.com$/i,
    path: /^\/webhookb2\/([0-9a-f-]{36}(?:@|%40)[0-9a-f-]{36}\/IncomingWebhook\/[\w-]{16,64}\/[\w/-]{16,160})/i,
    confidence: 'high',
  },
  {
    label: 'Teams incoming webhook URL',
    host: /^outlook\.office(?:365)?\.com$/i,
    path: /^\/webhook\/([0-9a-f-]{36}(?:@|%40)[0-9a-f-]{36}\/IncomingWebhook\/[\w-]{16,64}\/[\w-]{16,80})/i,
    confidence: 'high',
  },
  {
    label: 'Slack incoming webhook URL',
    host: /^hooks\.slack(?:-gov)?\.com$/i,
    path: /^\/(?:services|workflows|triggers)\/([A-Z0-9]{8,14}\/[A-Z0-9]{8,20}\/[\w/]{16,80})/i,
    confidence: 'high',
  },
  {
    label: 'Discord webhook URL',
    host: /^(?:\w{1,10}\.)?discord(?:app)?\.com$/i,
    path: /^\/api\/(?:v\d{1,2}\/)?webhooks\/(\d{16,20}\/[\w-]{40,90})/i,
    confidence: 'high',
  },
  {
    label: 'Zapier webhook URL',
    host: /^hooks\.zapier\.com$/i,
    path: /^\/hooks\/catch\/(\d{4,12}\/\w{6,12})/i,
    confidence: 'medium',
  },
];

function userInfo(text: string, url: UrlParts, out: Candidates): void {
  const info = url.userinfo;
  if (!info) return;
  const colon = text.indexOf(':', info.start);
  if (colon < 0 || colon >= info.end - 1) return;
  const scheme = text.slice(url.scheme.start, url.scheme.end).toLowerCase();
  const password = decodePercent(text.slice(colon + 1, Math.min(info.end, colon + 257)));
  const host = text.slice(url.host.start, Math.min(url.host.end, url.host.start + 253));
  if (password.length < 3 || isPlaceholder(password) || /^\{|[{}<>]|^\$|\s/.test(password)) return;
  if (isPlaceholder(text.slice(info.start, colon)) && password.length < 6) return;
  if (host === '' || /(?:^|\.)example\.(?:com|org|net)$/i.test(host)) return;
  const database = /^(?:mongodb|mysql|mysqlx|postgres|redis|amqp|mssql|jdbc)/.test(scheme);
  out.add({
    kind: 'url-credentials',
    label: database ? 'password in a database URL' : 'password in a URL',
    span: { start: colon + 1, end: info.end },
    confidence: 'high',
    rank: RANK.url,
  });
}

/** Passwords before the host of a URL, and webhook URLs whose path is the secret. */
export function findUrlSecrets(text: string, out: Candidates): void {
  for (const url of findUrls(text)) {
    if (out.full) return;
    userInfo(text, url, out);
    const host = text.slice(url.host.start, Math.min(url.host.end, url.host.start + 253));
    for (const hook of HOOKS) {
      if (!hook.host.test(host)) continue;
      const path = text.slice(url.path.start, Math.min(url.path.end, url.path.start + 400));
      const match = hook.path.exec(path);
      const secret = match?.[1];
      if (!secret || /00000000-0000-0000|xxxx/i.test(secret)) continue;
      const start = url.path.start + path.indexOf(secret);
      out.add({
        kind: 'signed-url',
        label: hook.label,
        span: { start, end: start + secret.length },
        confidence: hook.confidence,
        rank: RANK.url + 2,
      });
    }
  }
}
