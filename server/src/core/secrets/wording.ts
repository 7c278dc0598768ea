/** Sentences that the rules about secrets in files share. */

/** Who can read what stands in a file. */
export const FILE_READERS = 'everyone with access to the repository or the solution file';

export const ROTATE_FIRST =
  'Rotate the value where it was issued: git history keeps what was once committed, and securing inputs does not hide it from the solution file.';

export const READ_AT_RUN_TIME =
  'Then read it at run time: with the Azure Key Vault action, or from an environment variable of type Secret.';

/** The hint of a literal secret, whole. */
export const REPLACE_LITERAL = `${ROTATE_FIRST} ${READ_AT_RUN_TIME}`;
