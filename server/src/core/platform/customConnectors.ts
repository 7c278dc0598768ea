/** True for the name of a custom connector, as flows write it: `shared_abc-5fmyapi-5f00aa`, prefix, name and a hash, `_` written as `-5f`. */
export function isCustomApi(apiName: string): boolean {
  return apiName.includes('-5f');
}

/**
 * The name of a custom connector without its hash, which differs from environment to environment
 * (https://github.com/microsoft/powerapps-tools/issues/285 and 1032: one connector, two hashes); undefined for others.
 */
export function stemOfCustom(apiName: string): string | undefined {
  return isCustomApi(apiName) ? (/^(.+)-5f[0-9a-f]{10,32}$/.exec(apiName)?.[1] ?? apiName) : undefined;
}

/**
 * The stems that a connector of a solution may have in flows, by the name that the solution gives it. `_` is written in two ways:
 * `cat_approvals-20kit` is `shared_cat-5fapprovals-20kit`, `admin_5Foffice-20365` is `shared_admin-5foffice-20365`
 * (microsoft/powercat-business-approvals-kit, microsoft/coe-starter-kit).
 */
export function stemsOfConnector(name: string): readonly string[] {
  const lower = name.toLowerCase();
  const plain = lower.replaceAll('_', '-5f');
  const encoded = lower.replaceAll('_5f', '-5f').replaceAll('_', '-5f');
  return [...new Set([`shared_${encoded}`, `shared_${plain}`])];
}
