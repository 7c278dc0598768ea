import { pushTo } from '../text/groupedBy.ts';
import type { CodeOwnersMatcher } from './codeOwners.ts';
import type { ReadSolution, SolutionDeploymentSettings } from './data.ts';
import type { FileReading } from './facts.ts';
import { factsOf, type LoadedFile } from './files.ts';
import { kindOf } from './kinds.ts';
import { findSites, layoutOf } from './layouts/index.ts';
import { type SolutionModel, solutionModel } from './model.ts';
import type { CodeOwnersFacts } from './ownerFacts.ts';
import { isOwnerKind, OwnerFiles } from './ownerFiles.ts';
import { parentOf } from './paths.ts';
import { readFacts } from './readers/index.ts';
import { SettingsFinder } from './settingsFiles.ts';
import { WorkspaceNames } from './workspaceNames.ts';

/**
 * The files of a workspace that say something about solutions, and the solutions they make. Follows changes file by file:
 * a changed file is read again, nothing else; models are put together again when one is asked for. Never throws.
 */
export class SolutionFiles {
  readonly #files = new Map<string, LoadedFile>();
  #solutions: readonly SolutionModel[] | undefined;
  #byRoot = new Map<string, SolutionModel[]>();
  /** Compiled `CODEOWNERS` files by URI. */
  readonly #codeOwners = new Map<string, { facts: CodeOwnersFacts; matcher: CodeOwnersMatcher }>();

  /** Cheap test by name: could this file say something about a solution? */
  static wants(uri: string): boolean {
    return kindOf(uri) !== undefined;
  }

  /** False for flows, of which only the presence counts: `set(uri, '')` will do. */
  static needsText(uri: string): boolean {
    const kind = kindOf(uri);
    return kind !== undefined && kind !== 'flow';
  }

  /** The same files, to be changed apart from these. */
  copy(): SolutionFiles {
    const copy = new SolutionFiles();
    for (const [uri, file] of this.#files) copy.#files.set(uri, file);
    return copy;
  }

  /** Takes in a new or changed text. True when what the file says has changed; places alone do not count. */
  set(uri: string, text: string): boolean {
    const kind = kindOf(uri);
    if (kind === undefined) return false;
    const before = this.#files.get(uri);
    if (before !== undefined && kind !== 'flow' && before.text === text) return false;
    const reading = readFacts(kind, uri, text);
    const changed = before === undefined || contentOf(before.reading) !== contentOf(reading);
    // Many a file is called like an inventory and is none.
    const kept = kind !== 'flow' && (kind !== 'inventory' || reading.facts !== undefined);
    this.#files.set(uri, { uri, kind, text: kept ? text : '', reading });
    if (changed || kind !== 'flow') this.#solutions = undefined;
    return changed;
  }

  /** True when the file was known. */
  remove(uri: string): boolean {
    const known = this.#files.delete(uri);
    this.#codeOwners.delete(uri);
    if (known) this.#solutions = undefined;
    return known;
  }

  solutions(): readonly SolutionModel[] {
    this.#solutions ??= this.#build();
    return this.#solutions;
  }

  /**
   * The solution a file belongs to, whether the file is known or not. Undefined outside of all, and where several share
   * a folder and none names the file, or a settings or ownership file serves several.
   */
  solutionOf(uri: string): SolutionModel | undefined {
    const solutions = this.solutions();
    const settings = factsOf(this.#files.get(uri), 'settings');
    if (settings !== undefined) {
      const served = solutions.filter((one) => one.deploymentSettings.some((other) => other.uri === uri));
      return served.length === 1 ? served[0] : undefined;
    }
    if (isOwnerKind(kindOf(uri))) {
      const served = solutions.filter((one) => one.textOf(uri) !== undefined);
      return served.length === 1 ? served[0] : undefined;
    }
    const here = this.#byRoot.get(this.#rootOf(uri) ?? '') ?? [];
    if (here.length <= 1) return here[0];
    const owners = here.filter((one) => layoutOf(one.layout).owns(one, uri));
    return owners.length === 1 ? owners[0] : undefined;
  }

  /** The other forms of a solution in the workspace: same unique name, another root; `Managed` beside `Unmanaged`. */
  twinsOf(solution: SolutionModel): readonly SolutionModel[] {
    const name = solution.name?.toLowerCase();
    if (name === undefined || solution.layout === 'legacy-package') return [];
    return this.solutions().filter(
      (one) => one.id !== solution.id && one.layout !== 'legacy-package' && one.name?.toLowerCase() === name,
    );
  }

  /** Changes when facts of the solution change, and only then. */
  fingerprint(solution: SolutionModel): string {
    return solution.fingerprint;
  }

  /** Deepest solution root around a file. */
  #rootOf(uri: string): string | undefined {
    for (let folder = parentOf(uri); folder !== ''; folder = parentOf(folder)) {
      if (this.#byRoot.has(folder)) return folder;
    }
    return undefined;
  }

  #build(): readonly SolutionModel[] {
    const sites = findSites(this.#files);
    this.#byRoot = new Map(sites.map((site) => [site.root, []]));
    const own = new Map<string, LoadedFile[]>();
    const settings: LoadedFile[] = [];
    const owners: LoadedFile[] = [];
    for (const file of this.#files.values()) {
      if (file.kind === 'settings') {
        if (file.reading.facts !== undefined) settings.push(file);
        continue;
      }
      if (isOwnerKind(file.kind)) {
        if (file.kind !== 'inventory' || file.text !== '') owners.push(file);
        continue;
      }
      const root = this.#rootOf(file.uri);
      if (root === undefined) continue;
      pushTo(own, root, file);
    }
    const data = sites.map((site) => layoutOf(site.layout).read(site, own.get(site.root) ?? [], this.#files));
    const workspace = new WorkspaceNames(data);
    const finder = new SettingsFinder(data);
    const settingsOf = new Map<ReadSolution, LoadedFile[]>(data.map((one) => [one, []]));
    for (const file of settings) {
      const facts = factsOf(file, 'settings')!;
      for (const one of finder.solutionsOf(file.uri, facts)) settingsOf.get(one)!.push(file);
    }
    const ownerFiles = new OwnerFiles(data, owners, this.#codeOwners);
    return data.map((one) => {
      const mine = own.get(one.root) ?? [];
      const around = settingsOf.get(one)!;
      const all = [...mine, ...around, ...ownerFiles.filesOf(one)];
      const model = solutionModel({
        ...one,
        workspace,
        deploymentSettings: around.map(
          (file): SolutionDeploymentSettings => ({ ...factsOf(file, 'settings')!, uri: file.uri }),
        ),
        ownerSources: ownerFiles.sourcesOf(one),
        problems: all.flatMap((file) => file.reading.problems),
        texts: new Map(all.flatMap((file) => (file.text === '' ? [] : [[file.uri, file.text]]))),
      });
      this.#byRoot.get(one.root)!.push(model);
      return model;
    });
  }
}

/** A reading without the places: for comparison. */
function contentOf(reading: FileReading): string {
  return JSON.stringify(reading, (key, value) => (key === 'span' ? undefined : value));
}
