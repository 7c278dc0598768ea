import { type Candidates, RANK } from '../candidate.ts';
import { isPlaceholder } from '../placeholder.ts';

/**
 * A key with a fixed mark at a fixed place. Source of marks and lengths: Microsoft's published patterns of
 * "identifiable" keys (microsoft/security-utilities) and the Azure DevOps and Entra documentation.
 */
interface MarkedKey {
  readonly label: string;
  readonly mark: string;
  /** Characters before the mark. */
  readonly before: number;
  /** The whole key from its first character; sticky, bounded. */
  readonly pattern: RegExp;
}

const marked = (label: string, mark: string, before: number, pattern: RegExp): MarkedKey => ({
  label,
  mark,
  before,
  pattern,
});
const B64_88 = /[A-Za-z0-9+/]{80}[A-Za-z0-9+/]{5}[AQgw]==/y;
const B64_44 = /[A-Za-z0-9+/]{37}[A-Za-z0-9+/]{5}[A-Za-z0-9+/]=/y;
const ALNUM_52 = /[A-Za-z0-9+/]{46}[A-D][A-Za-z0-9]{5}/y;
const CASK = /[A-Za-z0-9]{84}(?:[A-Za-z0-9]{2}==|[A-Za-z0-9]{4})?/y;

const KEYS: readonly MarkedKey[] = [
  marked('Azure AI services key', 'JQQJ9', 52, CASK),
  marked('Azure Functions key', 'AzFu', 44, /[\w-]{48}[\w-]{5}[AQgw](?:==|%3[dD]%3[dD])/y),
  marked('Azure storage account key', '+ASt', 76, B64_88),
  marked('Azure Cosmos DB key', 'ACDb', 76, B64_88),
  marked('Azure Batch key', '+ABa', 76, B64_88),
  marked('API Management key', 'APIM', 76, B64_88),
  marked('Azure AI Search key', 'AzSe', 42, ALNUM_52),
  marked('Azure Container Registry key', '+ACR', 42, ALNUM_52),
  marked('Azure IoT key', 'AIoT', 33, B64_44),
  marked('Azure Service Bus key', '+ASb', 33, B64_44),
  marked('Azure Event Hubs key', '+AEh', 33, B64_44),
  marked('Azure Event Grid key', 'AZEG', 33, B64_44),
  marked('Azure Relay key', '+ARm', 33, B64_44),
  marked('Azure Cache for Redis key', 'AzCa', 33, B64_44),
  marked('Azure DevOps token', 'AZDO', 76, /[A-Za-z0-9]{84}/y),
];
const BY_MARK = new Map(KEYS.map((key) => [key.mark, key]));

const MARK = /JQQJ9|AzFu|\+A(?:St|Ba|CR|Sb|Eh|Rm)|ACDb|APIM|Az(?:Se|Ca)|AIoT|AZ(?:EG|DO)|\dQ~/g;
/** Entra client secret: three characters, a digit, `Q~`, 31 to 34 more. */
const ENTRA = /[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/y;

/** An Entra client secret is the shortest of all. */
const SHORTEST = 37;

function isKeyChar(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 43 ||
    code === 95 ||
    code === 45 ||
    code === 126
  );
}

/** The character before must not belong to the key. After a percent-encoded `=` or `/` two hexadecimal digits stand. */
function startsHere(text: string, start: number): boolean {
  if (start === 0 || !isKeyChar(text.charCodeAt(start - 1))) return true;
  return start >= 3 && text.charCodeAt(start - 3) === 37;
}

/** Keys and secrets of Microsoft services that are known by a mark inside them, anywhere in the text. */
export function findMarkedKeys(text: string, out: Candidates): void {
  if (text.length < SHORTEST) return;
  MARK.lastIndex = 0;
  for (let hit = MARK.exec(text); hit && !out.full; hit = MARK.exec(text)) {
    const at = hit.index;
    MARK.lastIndex = at + 1;
    const key = BY_MARK.get(hit[0]);
    const start = at - (key?.before ?? 3);
    if (start < 0) continue;
    const pattern = key?.pattern ?? ENTRA;
    pattern.lastIndex = start;
    if (!pattern.test(text)) continue;
    const end = pattern.lastIndex;
    if (!startsHere(text, start) || (key && end < text.length && isKeyChar(text.charCodeAt(end)))) continue;
    if (isPlaceholder(text.slice(start, end))) continue;
    out.add({
      kind: 'token',
      label: key?.label ?? 'Entra client secret',
      span: { start, end },
      confidence: 'high',
      rank: RANK.format,
    });
    MARK.lastIndex = Math.max(at + 1, end);
  }
}
