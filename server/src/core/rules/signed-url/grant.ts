import type { JsonTree } from '../../json/tree.ts';
import { decodePercent } from '../../secrets/detect/url.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import { withArticle } from '../../secrets/where.ts';

/** What a signed URL lets its holder do, and what to do about it. */
export interface Grant {
  /** `the trigger URL of a flow with its signature`. */
  readonly what: string;
  /** Completes "whoever has it can …". */
  readonly holderCan: string;
  /** How the old URL stops working. */
  readonly renew: string;
  /** What to use in its place. */
  readonly instead: string;
}

const FROM_VAULT =
  'Then keep the URL in Azure Key Vault or in a variable of type Secret, and read it at run time.';

const TRIGGER: Grant = {
  what: 'the trigger URL of a flow or logic app with its signature',
  holderCan: 'start that flow',
  renew: 'Rotate it: renew the access key of the called flow.',
  instead:
    'Then call it as a child flow, open its trigger to the tenant only, or keep the URL in Azure Key Vault.',
};

const FUNCTION: Grant = {
  what: 'the URL of an Azure function with its key',
  holderCan: 'call that function',
  renew: 'Rotate it: renew the function key.',
  instead:
    'Then send it in the header "x-functions-key", read from Azure Key Vault or from a variable of type Secret.',
};

const WEBHOOK: Grant = {
  what: 'a webhook URL',
  holderCan: 'post messages to that channel',
  renew: 'Rotate it: delete the webhook and create a new one.',
  instead: FROM_VAULT,
};

const PRESIGNED: Grant = {
  what: 'a signed URL',
  holderCan: 'use what it was issued for',
  renew: 'Rotate it: deactivate the access key that signed it.',
  instead: FROM_VAULT,
};

/** By the label of the match and the URL around it. */
export function grantOf(tree: JsonTree, hit: SecretHit): Grant {
  const { label } = hit.match;
  if (/webhook/i.test(label)) {
    const what = withArticle(label);
    return { ...WEBHOOK, what, ...(/zapier/i.test(label) ? { holderCan: 'start that automation' } : {}) };
  }
  if (label.startsWith('signed URL')) return { ...PRESIGNED, what: withArticle(label) };
  const query = queryOf(tree, hit);
  if (/function/i.test(label) || query.ownKey === 'code') return FUNCTION;
  if (/trigger/i.test(label) || /^\/?triggers\//.test(query.get('sp') ?? '')) return TRIGGER;
  return storage(query);
}

function storage(query: Query): Grant {
  const bus = query.get('skn') !== undefined;
  const rights = query.get('sp') ?? '';
  const permissions: string[] = [];
  if (/^[a-z]{1,16}$/.test(rights)) {
    if (/[rl]/.test(rights)) permissions.push('read');
    if (/[wacu]/.test(rights)) permissions.push('write');
    if (rights.includes('d')) permissions.push('delete');
  }
  const use = permissions.length > 0 ? listWords(permissions) : 'use';
  return {
    what: bus
      ? 'a shared access signature (SAS) of a messaging service'
      : 'a URL with a shared access signature (SAS)',
    holderCan: bus ? 'use the queue, topic or hub it was issued for' : `${use} what it was issued for`,
    renew: 'Rotate it: renew the account key that signed it, or change its stored access policy.',
    instead:
      bus || !/^https?:/i.test(query.text)
        ? FROM_VAULT
        : 'Then use the connector of that service, or keep the URL in Azure Key Vault.',
  };
}

/** When the signature ends, as far as the URL tells. */
export function expiryText(tree: JsonTree, hit: SecretHit): string {
  const expires = hit.match.expires ?? isoDate(queryOf(tree, hit).get('se'));
  return expires === undefined ? 'The URL does not say that it ever expires.' : `It expires on ${expires}.`;
}

function isoDate(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d\d-\d\d(?:T[\d:.]{4,16}Z?)?$/.test(text) ? text : undefined;
}

interface Query {
  /** The text around the secret, decoded once. */
  readonly text: string;
  /** Under `queries` of a request: the key itself. */
  readonly ownKey: string | undefined;
  get(name: string): string | undefined;
}

/** The other parts of the same query: written in the URL, or as the other keys of `queries`. */
function queryOf(tree: JsonTree, hit: SecretHit): Query {
  const { node, match } = hit;
  const parent = tree.parent(node);
  if (!hit.inKey && tree.keyIs(parent, 'queries')) {
    return { text: '', ownKey: tree.key(node).toLowerCase(), get: (name) => tree.stringAt(parent, name) };
  }
  const whole = hit.inKey ? tree.key(node) : tree.string(node);
  const text = decodePercent(whole.slice(Math.max(0, match.span.start - 2048), match.span.end + 1024));
  return {
    text,
    ownKey: undefined,
    get: (name) => new RegExp(`[?&;]${name}=([^&;\\s"'<>]{1,200})`).exec(text)?.[1],
  };
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
