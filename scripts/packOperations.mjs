// The text of the operation catalogue: what goes into it, and how it is written down. The core reads it
// (server/src/core/platform/catalogue/decode.ts).

/**
 * A connector's operations as the description of the connector has them.
 * @typedef {{
 *   s: string | null, d: 0 | 1, v: string,
 *   p: [path: string, required: boolean, values: (string | number | boolean)[] | null, title: string | null][],
 *   o?: string[],
 * }} Described `s` summary, `d` deprecated, `v` visibility, `p` parameters as they stand below `inputs.parameters`, `o` properties of the body
 *   that comes back
 * @typedef {Readonly<Record<string, Readonly<Record<string, Described>>>>} Descriptions by connector and operation id
 * @typedef {{ apiName: string, operationId: string, keys: readonly string[] }} Used an operation as flows use it
 */

/**
 * Lists of values that the service does not hold to: what one mailbox had, offers of the designer beside which a text of one's own
 * is fine, and lists that have grown since the description was made. By connector (`*` for all parameters) or by parameter.
 */
const OPEN_LISTS = new Set([
  'shared_docusign *',
  'shared_teams calendarid',
  'shared_teams poster',
  'shared_teams threadType',
  'shared_teams notificationType',
  'shared_office365 item/TimeZone',
  'shared_office365 item/timeZone',
  'shared_azureblob newTier',
  'shared_azureblob policy/Permissions',
  'shared_salesforce concurrenyMode',
  'shared_salesforce jobType',
  'shared_powerplatformforadmins body/properties/environmentSku',
  'shared_powerplatformforadmins body/properties/definition/$schema',
]);

/** Stands in descriptions for properties that are asked for at design time. */
const PLACEHOLDER = 'dynamicProperties';

/** What other separators stand for; none of them may stand in what they separate. */
const SEPARATORS = /[\t\n\r^]/;

/** Code point order, which no locale changes. */
const inOrder = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The whole catalogue. A line `>connector`, then a line for each of its operations, parts separated by tabs: id; marks (`d`
 * deprecated, `i` important, `a` advanced, `f` known from flows alone); title; then each parameter as `path`, `!` when required,
 * `=title` unless the path says the same, `^value` for each value that it may have; last `<` with the properties of what comes back,
 * `^` between them.
 * @param {Descriptions} descriptions
 * @param {readonly Used[]} used what flows use; operations that are described are left out of it
 * @param {(apiName: string) => boolean} isPublic whether a connector is one of those that everybody has
 * @throws when a text holds what separates the parts
 */
export function packOperations(descriptions, used, isPublic) {
  /** @type {Map<string, Map<string, string>>} */
  const connectors = new Map();
  const add = (/** @type {string} */ apiName, /** @type {string} */ id, /** @type {string} */ line) => {
    const lines = connectors.get(apiName) ?? new Map();
    connectors.set(apiName, lines.set(id, line));
  };
  const described = new Set();
  for (const [apiName, operations] of Object.entries(descriptions)) {
    for (const [id, operation] of Object.entries(operations)) {
      described.add(`${apiName}/${id}`.toLowerCase());
      // Such an operation is for the designer, not for makers.
      if (operation.v !== 'internal') add(apiName, id, describedLine(apiName, id, operation));
    }
  }
  for (const { apiName, operationId, keys } of used) {
    if (!isPublic(apiName) || !PUBLIC_ID.test(operationId)) continue;
    if (described.has(`${apiName}/${operationId}`.toLowerCase())) continue;
    add(apiName, operationId, [operationId, 'f', '', ...publicKeys(keys)].join('\t'));
  }
  return [...connectors]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([apiName, lines]) => {
      const sorted = [...lines].sort(([a], [b]) => inOrder(a, b)).map(([, line]) => `${line}\n`);
      return `>${apiName}\n${sorted.join('')}`;
    })
    .join('');
}

/**
 * @param {string} apiName
 * @param {string} id
 * @param {Described} operation
 */
function describedLine(apiName, id, { s, d, v, p, o = [] }) {
  const marks = `${d ? 'd' : ''}${v === 'important' ? 'i' : v === 'advanced' ? 'a' : ''}`;
  const parameters = p.map(([path, required, values, title]) => {
    const shown = title === null || isRedundantTitle(path, title.trim()) ? '' : `=${part(title.trim())}`;
    const isOpen = OPEN_LISTS.has(`${apiName} *`) || OPEN_LISTS.has(`${apiName} ${path}`);
    // A list of one is a list that has just begun.
    const closed = isOpen || values === null || values.length < 2 ? [] : values;
    if (/[!=]|^</.test(path)) throw new Error(`${apiName} ${id}: "${path}" holds a separator.`);
    return `${part(path)}${required ? '!' : ''}${shown}${closed.map((one) => `^${part(String(one))}`).join('')}`;
  });
  const known = o.filter((name) => name !== PLACEHOLDER);
  const outputs = known.length === 0 ? [] : [`<${known.map(part).join('^')}`];
  return [part(id), marks, part((s ?? '').trim()), ...parameters, ...outputs].join('\t');
}

/** @param {string} text */
function part(text) {
  if (SEPARATORS.test(text)) throw new Error(`"${text}" holds a separator.`);
  return text;
}

/** True when people read the title in the path: `emailMessage/To` and `To`. */
function isRedundantTitle(/** @type {string} */ path, /** @type {string} */ title) {
  const plain = (/** @type {string} */ text) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return plain(path.slice(path.lastIndexOf('/') + 1)) === plain(title);
}

const PUBLIC_ID = /^[A-Za-z][\w-]{1,60}$/;
/** Words without numbers and escapes, below a body without underscores: what a publisher calls a parameter, not a maker a column. */
const PUBLIC_KEY = /^\$?[A-Za-z][A-Za-z_-]{0,40}$|^[A-Za-z]{1,40}\/[A-Za-z-]{1,40}$/;
/** What is below depends on a table, a document or a script of the maker. */
const DYNAMIC = /^(?:item|dynamic\w*|\w*parameters|\w*schema)$/i;

/**
 * Keys of parameters that the publisher chose; of parts that a maker's own data decides only that they are there.
 * @param {readonly string[]} keys
 */
function publicKeys(keys) {
  const found = new Set();
  for (const key of keys) {
    const [first = ''] = key.split('/');
    if (DYNAMIC.test(first)) found.add(`${first}/*`);
    else if (PUBLIC_KEY.test(key)) found.add(key);
  }
  return [...found].sort(inOrder);
}
