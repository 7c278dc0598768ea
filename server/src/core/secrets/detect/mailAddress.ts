/** A text that consists of mail addresses. */
export interface AddressList {
  /** Lower-cased, sorted, each once. */
  readonly addresses: readonly string[];
  /** Their domains, as they may be shown: an address itself is personal data. */
  readonly domains: readonly string[];
}

const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}$/i;
/** A claims name, as SharePoint has it for people: `i:0#.f|membership|`. */
const CLAIMS = /^i:0#\.[a-z]\|[a-z]{1,20}\|/i;
/** Mailboxes of no person, which send and never read. */
const NO_REPLY = /^(?:no|do-?not|donot)[._-]?reply\b/i;
/** Kept for documents and tests (RFC 2606, RFC 6761): nobody has these. */
const RESERVED = /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$/i;
const MAX_TEXT = 4000;

/**
 * The addresses of a text that is a list of them, separated by `;`, `,` or white space. Undefined when anything else stands
 * in it, or when none of them belongs to someone: sample domains, placeholders and no-reply mailboxes do not count.
 */
export function addressList(text: string): AddressList | undefined {
  if (text.length > MAX_TEXT || !text.includes('@')) return undefined;
  const found = new Set<string>();
  for (const word of text.split(/[;,\s]+/)) {
    const one = word.replace(CLAIMS, '').replace(/^<|>$/g, '');
    if (one === '') continue;
    if (!ADDRESS.test(one)) return undefined;
    const at = one.lastIndexOf('@');
    if (NO_REPLY.test(one) || RESERVED.test(one.slice(at + 1)) || isSample(one.slice(0, at))) continue;
    found.add(one.toLowerCase());
  }
  if (found.size === 0) return undefined;
  const addresses = [...found].sort();
  const domains = [...new Set(addresses.map((one) => one.slice(one.lastIndexOf('@') + 1)))].sort();
  return { addresses, domains };
}

/** `your.name`, `someone`, `user`: to be filled in. */
function isSample(local: string): boolean {
  return /^(?:your|my)[._-]|^(?:someone|somebody|yourname|youremail|user|username|email|name|firstname\.lastname)$/i.test(
    local,
  );
}
