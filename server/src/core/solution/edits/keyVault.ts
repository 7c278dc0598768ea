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
