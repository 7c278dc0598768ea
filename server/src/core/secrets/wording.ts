/** Sentences that the rules about secrets in files share. */

export const ROTATE_FIRST =
  'Rotate it: git history keeps it, and securing inputs does not take it out of the file.';

const READ_AT_RUN_TIME = 'Then read it from Azure Key Vault, or from a variable of type Secret.';

/** The hint of a literal secret, whole. */
export const REPLACE_LITERAL = `${ROTATE_FIRST} ${READ_AT_RUN_TIME}`;
