const REFERENCE =
  /^\/subscriptions\/[^/]{1,100}\/resourceGroups\/[^/]{1,100}\/providers\/Microsoft\.KeyVault\/vaults\/[^/]{1,100}\/secrets\/[^/]{1,200}(?:\/[^/]{1,100})?$/i;

/** True for the path of a Key Vault secret: what a secret environment variable holds instead of the secret (flow-format 4.3). */
export function isKeyVaultReference(value: string): boolean {
  return value.length < 1000 && REFERENCE.test(value.trim());
}

/** True for a token that a pipeline fills in, such as `#{environmentvariable.abc_ApiKey}#`. */
export function isPipelineToken(value: string): boolean {
  return /^\s*#\{[^{}]{1,300}\}#\s*$/.test(value);
}

const VAULT_ADDRESS =
  /^\s*https:\/\/[a-z0-9-]{1,63}\.(?:vault\.azure\.(?:net|cn)|vault\.usgovcloudapi\.net|vault\.microsoftazure\.de)(?:[/:?#]|\s*$)/i;

/** True for what points into a vault and is not the path that a variable takes: an address, a path with a part missing or too many. */
export function isVaultAddress(value: string): boolean {
  if (value.length >= 1000 || isKeyVaultReference(value)) return false;
  return VAULT_ADDRESS.test(value) || /^\s*\/?subscriptions\/[^\s]*$/i.test(value);
}
