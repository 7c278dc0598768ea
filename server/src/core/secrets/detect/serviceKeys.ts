import { looksRandom, wordShare } from './entropy.ts';
import type { CredentialName } from './names.ts';

// Query keys that name a secret at one service and something public at all others.

const HEX32 = /^[0-9a-f]{32}$/i;
const GUID = /^(?:[a-z]{2}\d-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A product key in groups. */
const PRODUCT_KEY = /^(?=.*\d)[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,6}$/;
const MIXED = /^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9]{20,64}$/;
const HOST = /:\/\/([^/?#\s"'}]{1,253})/;

interface ServiceKey {
  /** How the value is judged once it may be one. */
  readonly name: CredentialName;
  /** `query`: the URL around it, or the part of one that is there. */
  isOne(value: string, query: string): boolean;
}

const WEAK: CredentialName = { kind: 'weak', words: ['api', 'key'] };

const KEYS: ReadonlyMap<string, ServiceKey> = new Map([
  ['appid', { name: WEAK, isOne: isWeatherKey }],
  // HubSpot, whose keys look like GUIDs.
  [
    'hapikey',
    {
      name: { kind: 'strong', words: ['api', 'key'], mayBeGuid: true },
      isOne: (value, query) => isQuery(query) && (GUID.test(value) || HEX32.test(value)),
    },
  ],
  // Gateways of 3scale; elsewhere the number or the name of a person.
  ['user_key', { name: WEAK, isOne: (value, query) => isQuery(query) && HEX32.test(value) }],
  [
    'license',
    {
      name: { kind: 'strong', words: ['licence', 'key'] },
      isOne: (value, query) => isQuery(query) && isLicenceKey(value),
    },
  ],
]);

const LONGEST = Math.max(...[...KEYS.keys()].map((name) => name.length));

/** How a query key is judged that names a secret at some service, if its value may be that secret; undefined for all other names. */
export function serviceKeyOf(name: string): ServiceKey | undefined {
  return name.length > LONGEST ? undefined : KEYS.get(name.toLowerCase());
}

function isQuery(query: string): boolean {
  return /^[?&]|:\/\/[^?\s]*\?|\?[\w.~%-]{1,100}=/.test(query);
}

/** No SPDX name, no name of a plan, no GUID of one. */
function isLicenceKey(value: string): boolean {
  if (HEX32.test(value) || PRODUCT_KEY.test(value)) return true;
  return MIXED.test(value) && looksRandom(value) && wordShare(value) < 0.3;
}

/**
 * `appid`: the key of OpenWeather; elsewhere the id of an app. Ids of apps are GUIDs or numbers; 32 hexadecimal digits at another
 * host, as far as it is there, may be an id as well.
 */
function isWeatherKey(value: string, query: string): boolean {
  if (!HEX32.test(value)) return false;
  const host = HOST.exec(query)?.[1];
  return host === undefined
    ? /^[?&]|[?&]appid=/i.test(query) && !/\.aspx/i.test(query)
    : /(?:^|\.)openweathermap\.org(?::\d{1,5})?$/i.test(host);
}
