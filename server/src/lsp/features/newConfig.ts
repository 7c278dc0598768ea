import { CONFIG_FILE_NAME, hostsIn, newConfig, STEP_NAMES } from '../../core/index.ts';
import type { ClientRequests } from '../../protocol.ts';
import type { ConfigStore } from '../config.ts';
import type { Folders } from '../folders.ts';
import { fileIn, uriKey, withoutSlash } from '../uris.ts';

type NewConfig = ClientRequests['lockkeeper/newConfig'];

/** The text of a configuration from the answers of a user, with what there is to choose from. */
export function configFrom({ profile, dlp, hosts, steps }: NewConfig['params']): NewConfig['result'] {
  const text = newConfig({ profile, dlp, allowedHosts: hostsIn(hosts), steps });
  return { fileName: CONFIG_FILE_NAME, text, stepNames: [...STEP_NAMES] };
}

/** The configuration that decides about a file, or about what lies directly in a folder of the workspace. */
export async function configOf(
  { config, folders }: { readonly config: ConfigStore; readonly folders: Folders },
  { uri }: { readonly uri: unknown },
): Promise<ClientRequests['lockkeeper/configOf']['result']> {
  const key = withoutSlash(uriKey(String(uri)));
  const { file } = await config.of(folders.has(key) ? fileIn(key, '-') : key);
  return { config: file?.uri ?? null };
}
