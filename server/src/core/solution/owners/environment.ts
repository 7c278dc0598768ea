import { fileNameOf, parentOf } from '../paths.ts';

/** Folders whose subfolders are called after environments. */
const AROUND: ReadonlySet<string> = new Set(
  'config configs configuration configurations settings deployment deploymentsettings environments env envs'.split(
    ' ',
  ),
);
/** Parts of names of settings files that name no environment. */
const NO_ENVIRONMENT: ReadonlySet<string> = new Set(
  'sample samples template example default base all common settings new old copy'.split(' '),
);

/**
 * The environment that a settings file is for: `config/Test/deploymentSettings.json` and `deploymentSettings.Test.json` are
 * for `Test`. Undefined when neither folder nor name tells.
 */
export function environmentOf(uri: string): string | undefined {
  const stem = fileNameOf(uri).replace(/\.json$/i, '');
  const rest = stem
    .replace(/custom/i, '')
    .replace(/deployment[-_. ]?settings?/i, '')
    .replace(/^[-_. ]+|[-_. ]+$/g, '');
  if (rest.length < stem.length && /^[\w-]{2,30}$/.test(rest) && !NO_ENVIRONMENT.has(rest.toLowerCase()))
    return rest;
  const folder = parentOf(uri);
  return AROUND.has(fileNameOf(parentOf(folder)).toLowerCase()) ? fileNameOf(folder) : undefined;
}

/** A settings file for people: `customDeploymentSettings.json of Test`, `deploymentSettings.Test.json`. */
export function fileNameWithEnvironment(uri: string): string {
  const environment = environmentOf(uri);
  const name = fileNameOf(uri);
  return environment === undefined || name.includes(environment) ? name : `${name} of ${environment}`;
}
