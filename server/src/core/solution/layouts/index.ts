/** One file per on-disk layout; the order decides which one leads in a folder that is two at once. */

import type { LayoutId } from '../data.ts';
import type { Files } from '../files.ts';
import { agent } from './agent.ts';
import type { Layout, Site } from './layout.ts';
import { legacyPackage } from './legacyPackage.ts';
import { unpacked } from './unpacked.ts';
import { unzipped } from './unzipped.ts';
import { yaml } from './yaml.ts';

const LAYOUTS: readonly Layout[] = [unpacked, unzipped, yaml, legacyPackage, agent];

export function layoutOf(id: LayoutId): Layout {
  return LAYOUTS.find((one) => one.id === id)!;
}

/** Paths that mark the root of a solution, of all layouts. */
export const SOLUTION_MARKS = LAYOUTS.flatMap((layout) => layout.marks);

const FOLDERS: ReadonlySet<string> = new Set(LAYOUTS.flatMap((layout) => layout.folders));

/** True for the name of a folder in which solutions of some layout keep what is read of them. */
export function isSolutionFolder(name: string): boolean {
  return FOLDERS.has(name.toLowerCase());
}

/** All solutions of a workspace. Some repositories keep both manifests in one root: that is one solution with two. */
export function findSites(files: Files): Site[] {
  const sites = new Map<string, Site>();
  for (const site of LAYOUTS.flatMap((layout) => layout.find(files))) {
    const before = sites.get(site.id);
    if (before === undefined) sites.set(site.id, site);
    else if (before.layout === 'unpacked' && site.layout === 'unzipped') {
      sites.set(site.id, {
        ...before,
        manifests: [...before.manifests, ...site.manifests],
        customizations: [...before.customizations, ...site.customizations],
      });
    } else sites.set(`${site.id}#${site.layout}`, { ...site, id: `${site.id}#${site.layout}` });
  }
  return [...sites.values()];
}
