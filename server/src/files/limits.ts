/** Bytes. Larger files are told and not read; real flows stay below 1 MB. */
export const MAX_FILE_SIZE = 20 * 1_048_576;
/** Of a configuration. */
export const MAX_CONFIG_SIZE = 4 * 1_048_576;
/** Of a policy or a baseline: exports of large tenants have some hundred kilobytes. */
export const MAX_LIST_SIZE = 20 * 1_048_576;
