import { compareUnits } from '../text/compare.ts';
import { CodeOwnersMatcher, codeOwnersPlace } from './codeOwners.ts';
import type { OwnerSources, ReadSolution } from './data.ts';
import { factsOf, type LoadedFile } from './files.ts';
import type { FileKind } from './kinds.ts';
import type { CodeOwnersFacts, CodeOwnersRule } from './ownerFacts.ts';
import { isWithin, parentOf, segmentsBelow } from './paths.ts';

const NO_OWNER_SOURCES: OwnerSources = { flowOwners: [], codeOwners: [], inventories: [] };

/** How far above an ownership file or inventory the folder may be that holds the solutions. */
const MAX_DISTANCE = 6;

export function isOwnerKind(kind: FileKind | undefined): boolean {
  return kind === 'codeOwners' || kind === 'flowOwners' || kind === 'inventory';
}

interface Found {
  readonly sources: { -readonly [K in keyof OwnerSources]: OwnerSources[K][number][] };
  readonly files: LoadedFile[];
}

/**
 * Which solutions the ownership files of a workspace are for. `CODEOWNERS` is for all below its repository's root; the others
 * for all at or below the nearest folder around them that holds solutions. Of entries by id, those with the id of a flow of
 * the solution count.
 */
export class OwnerFiles {
  readonly #sites: readonly ReadSolution[];
  readonly #found = new Map<ReadSolution, Found>();
  readonly #flowIds = new Map<ReadSolution, ReadonlySet<string>>();

  /** `matchers`: kept by the caller from one build to the next, by URI. */
  constructor(
    sites: readonly ReadSolution[],
    files: readonly LoadedFile[],
    matchers: Map<string, { readonly facts: CodeOwnersFacts; readonly matcher: CodeOwnersMatcher }>,
  ) {
    this.#sites = sites;
    const sorted = [...files].sort((a, b) => depth(a.uri) - depth(b.uri) || compareUnits(a.uri, b.uri));
    for (const file of sorted) {
      if (file.kind === 'flowOwners') this.#flowOwners(file);
      else if (file.kind === 'inventory') this.#inventory(file);
    }
    this.#codeOwners(sorted, matchers);
  }

  sourcesOf(site: ReadSolution): OwnerSources {
    return this.#found.get(site)?.sources ?? NO_OWNER_SOURCES;
  }

  /** The files that say something of the solution. */
  filesOf(site: ReadSolution): readonly LoadedFile[] {
    return this.#found.get(site)?.files ?? [];
  }

  #of(site: ReadSolution): Found {
    let found = this.#found.get(site);
    if (found === undefined) {
      found = { sources: { flowOwners: [], codeOwners: [], inventories: [] }, files: [] };
      this.#found.set(site, found);
    }
    return found;
  }

  #around(uri: string): readonly ReadSolution[] {
    let folder = parentOf(uri);
    for (let up = 0; up <= MAX_DISTANCE && folder !== ''; up++) {
      const here = this.#sites.filter((site) => isWithin(folder, site.root));
      if (here.length > 0) return here;
      folder = parentOf(folder);
    }
    return [];
  }

  #idsOf(site: ReadSolution): ReadonlySet<string> {
    let ids = this.#flowIds.get(site);
    if (ids === undefined) {
      ids = new Set(site.flows.flatMap((flow) => flow.id ?? []));
      this.#flowIds.set(site, ids);
    }
    return ids;
  }

  #flowOwners(file: LoadedFile): void {
    const facts = factsOf(file, 'flowOwners');
    if (facts === undefined) return;
    for (const site of this.#around(file.uri)) {
      const ids = this.#idsOf(site);
      const entries = facts.entries.filter((one) => one.by !== 'id' || ids.has(one.flow.value));
      const found = this.#of(site);
      found.sources.flowOwners.push({ uri: file.uri, entries });
      found.files.push(file);
    }
  }

  #inventory(file: LoadedFile): void {
    const facts = factsOf(file, 'inventory');
    if (facts === undefined) return;
    for (const site of this.#around(file.uri)) {
      const ids = this.#idsOf(site);
      const entries = facts.entries.filter((one) => one.flowIds.some((id) => ids.has(id.value)));
      if (entries.length === 0) continue;
      const found = this.#of(site);
      found.sources.inventories.push({ uri: file.uri, form: facts.form, entries });
      found.files.push(file);
    }
  }

  #codeOwners(
    files: readonly LoadedFile[],
    matchers: Map<string, { readonly facts: CodeOwnersFacts; readonly matcher: CodeOwnersMatcher }>,
  ): void {
    const byRoot = new Map<string, { readonly file: LoadedFile; readonly order: number }>();
    for (const file of files) {
      if (file.kind !== 'codeOwners') continue;
      const { root, order } = codeOwnersPlace(file.uri);
      const before = byRoot.get(root);
      if (before === undefined || order < before.order) byRoot.set(root, { file, order });
    }
    for (const [root, { file }] of byRoot) {
      const facts = factsOf(file, 'codeOwners');
      let known = matchers.get(file.uri);
      if (facts !== undefined && known?.facts !== facts) {
        known = { facts, matcher: new CodeOwnersMatcher(facts) };
        matchers.set(file.uri, known);
      }
      for (const site of this.#sites) {
        if (!isWithin(root, site.root)) continue;
        const found = this.#of(site);
        found.files.push(file);
        if (facts === undefined || known === undefined) continue;
        const rules = new Map<string, CodeOwnersRule>();
        for (const { uri } of site.flows) {
          const rule =
            uri === undefined ? undefined : known.matcher.ruleFor(segmentsBelow(root, uri).join('/'));
          if (rule !== undefined && rule.owners.length > 0) rules.set(uri!, rule);
        }
        found.sources.codeOwners.push({ uri: file.uri, rules });
      }
    }
  }
}

function depth(uri: string): number {
  return uri.split('/').length;
}
