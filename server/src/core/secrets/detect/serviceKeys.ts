import type { CredentialName } from './names.ts';

// Query keys that name a secret at one service and something public at all others.

/** How the value is judged once `isServiceKey` has said yes. */
export const SERVICE_KEY: CredentialName = { kind: 'weak', words: ['api', 'key'] };

const HEX32 = /^[0-9a-f]{32}$/i;
const HOST = /:\/\/([^/?#\s"'}]{1,253})/;

/** `appid`: the key of OpenWeather; elsewhere the id of an app. */
export function isServiceKeyName(name: string): boolean {
  return name.length === 5 && name.toLowerCase() === 'appid';
}

/**
 * Is the value under such a name a key? `queryOf`: the URL around it, or the part of one that is there. Ids of apps are GUIDs or
 * numbers; 32 hexadecimal digits at another host, as far as it is there, may be an id as well.
 */
export function isServiceKey(value: string, queryOf: () => string): boolean {
  if (!HEX32.test(value)) return false;
  const query = queryOf();
  const host = HOST.exec(query)?.[1];
  return host === undefined
    ? /^[?&]|[?&]appid=/i.test(query) && !/\.aspx/i.test(query)
    : /(?:^|\.)openweathermap\.org(?::\d{1,5})?$/i.test(host);
}
