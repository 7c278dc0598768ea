import { CONFIG_FILE_NAME, hostsIn, newConfig, STEP_NAMES } from '../../core/index.ts';
import type { ClientRequests } from '../../protocol.ts';

type NewConfig = ClientRequests['lockkeeper/newConfig'];

/** The text of a configuration from the answers of a user, with what there is to choose from. */
export function configFrom({ profile, dlp, hosts, steps }: NewConfig['params']): NewConfig['result'] {
  const text = newConfig({ profile, dlp, allowedHosts: hostsIn(hosts), steps });
  return { fileName: CONFIG_FILE_NAME, text, stepNames: [...STEP_NAMES] };
}
