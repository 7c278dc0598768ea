// What is read of an archive at most. Sizes in bytes. Solutions stay far below: the platform takes 95 MB of them, compressed.
const MB = 1_048_576;

/** Of an archive on disk that is looked into, and of all that would be read of one archive, unpacked. */
export const MAX_ARCHIVE_SIZE = 500 * MB;
/** Of one entry, unpacked; also of an archive in an archive. */
export const MAX_ENTRY_SIZE = 64 * MB;
export const MAX_ENTRIES = 20_000;
/** Of the list of entries, which is read before anybody knows how many there are. */
export const MAX_DIRECTORY_SIZE = 16 * MB;
/** Entries larger than this may not shrink to less than one part in `MAX_RATIO`: nothing but a trap does. */
export const RATIO_FROM = 10 * MB;
export const MAX_RATIO = 200;
/** Archives in archives: packages of AppSource hold a package that holds solutions. */
export const MAX_NESTING = 2;
/** Longest name of an entry, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 1_000;
/** Archives up to this size are read at once; of larger ones the list of entries comes first. */
export const READ_AT_ONCE = MB;
/** Archives are kept in memory up to this much together, so that each is read once. */
export const MAX_KEPT = 256 * MB;
