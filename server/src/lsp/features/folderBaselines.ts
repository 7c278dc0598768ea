// The baselines of a folder as the command line writes them: what is found now, or what is left of what they say.
import type { CancellationToken } from 'vscode-languageserver';
import {
  type BaselineEntry,
  type BaselineRun,
  baselineText,
  changedEntries,
  type Finding,
  type FoundEntry,
  filedPlaces,
  parseBaseline,
  pathBelow,
  pathInArchive,
  prunedBaselines,
  shownPath,
  whyUnread,
  writtenBaselines,
} from '../../core/index.ts';
import { MAX_LIST_SIZE } from '../../files/limits.ts';
import type { BaselineResult, ClientRequests, NewBaseline } from '../../protocol.ts';
import type { ConfigStore } from '../config.ts';
import type { WorkspaceFiles } from '../files.ts';
import { fileIn, folderOf, relativePath } from '../uris.ts';
import { checkWholeFolder, type Refused, type WholeFolder, type WholeFolderServices } from './wholeFolder.ts';

interface BaselineServices extends WholeFolderServices {
  readonly config: ConfigStore;
  readonly files: WorkspaceFiles;
}

interface BaselineFile {
  readonly uri: string;
  /** Undefined when there is no such file. */
  readonly entries: readonly BaselineEntry[] | undefined;
}

const refused = (reason: string): Refused => ({ kind: 'refused', reason });

/** `lockkeeper/baseline` */
export async function folderBaselines(
  services: BaselineServices,
  { folder, action }: ClientRequests['lockkeeper/baseline']['params'],
  token: CancellationToken,
): Promise<BaselineResult> {
  const found: (Identified & { readonly key: string })[] = [];
  const whole = await checkWholeFolder(services, folder, token, ({ key, analysis }) => {
    for (const finding of analysis.findings) found.push({ key, ...identified(finding) });
  });
  if ('kind' in whole) return whole;
  const { project } = services;
  for (const [key, all] of project.beside.found())
    if (whole.holds(key)) for (const { finding } of all) found.push({ key, ...identified(finding) });
  const home = fileIn(whole.folder, '-');
  const keys = [home, ...services.diagnostics.results.keys(), ...project.knownFiles()];
  const all = new Baselines(services, whole.folder);
  for (const key of keys) {
    if (key !== home && !whole.holds(key)) continue;
    const problem = await all.load(key, action === 'write');
    if (problem !== undefined) return problem;
  }
  const run = runOf(all, found, whole);
  if (action === 'write')
    return result(
      writtenBaselines(run, all.of(home)).map(({ baseline, entries, findings }) =>
        changed(baseline, entries, findings),
      ),
    );
  if (!all.list().some(({ entries }) => entries !== undefined))
    return refused('There is no baseline in this folder: write one first.');
  return result(prunedBaselines(run).map(({ baseline, left }) => changed(baseline, left, left.length)));
}

const result = (baselines: readonly NewBaseline[]): BaselineResult => ({ kind: 'baselines', baselines });

/** What a baseline needs of a finding: one identity for each of its places. */
interface Identified {
  readonly ruleId: string;
  readonly former?: readonly string[] | undefined;
  readonly places: readonly { readonly uri: string; readonly fingerprint: string }[];
}

function identified(finding: Finding): Identified {
  const { ruleId, fingerprint, former, place } = finding;
  return { ruleId, former, places: filedPlaces(finding) ?? [{ uri: place.uri, fingerprint }] };
}

function runOf(
  all: Baselines,
  findings: readonly (Identified & { readonly key: string })[],
  whole: WholeFolder,
): BaselineRun<BaselineFile> {
  const found = new Map<BaselineFile, (readonly FoundEntry[])[]>();
  for (const { key, ruleId, former, places } of findings) {
    const baseline = all.of(key);
    const entries = places.map(({ uri, fingerprint }) => ({
      ...{ file: shownPath(nameIn(baseline, uri)), rule: ruleId, fingerprint, former },
    }));
    const list = found.get(baseline);
    if (list === undefined) found.set(baseline, [entries]);
    else list.push(entries);
  }
  return { baselines: all.list(), found, isJudged: judging(whole) };
}

/** Which files the editor can speak of: those below the folder that could be read, also when they are gone, and none in an archive. */
function judging({ folder, unread, unknown }: WholeFolder): BaselineRun<BaselineFile>['isJudged'] {
  return (baseline, file) => {
    if (pathInArchive(file) !== file || file.split('/').includes('..')) return false;
    // The paths of a baseline are masked.
    const below = pathBelow(folderOf(baseline.uri), folder);
    const inFolder = below === undefined || file.startsWith(`${shownPath(below)}/`);
    return (
      inFolder &&
      ![...unread.keys(), ...unknown.keys()].some((key) => shownPath(nameIn(baseline, key)) === file)
    );
  };
}

function nameIn({ uri }: BaselineFile, key: string): string {
  return relativePath(folderOf(uri), key);
}

function changed(
  { uri, entries = [] }: BaselineFile,
  now: readonly BaselineEntry[],
  findings: number,
): NewBaseline {
  return { uri, text: baselineText(now), findings, ...changedEntries(entries, now) };
}

/** The baselines that count for files, read once each. */
class Baselines {
  readonly #services: BaselineServices;
  readonly #home: string;
  readonly #byFolder = new Map<string, BaselineFile>();
  readonly #files = new Map<string, BaselineFile>();

  constructor(services: BaselineServices, home: string) {
    this.#services = services;
    this.#home = home;
  }

  list(): readonly BaselineFile[] {
    return [...this.#files.values()];
  }

  /** That of a file whose folder was loaded. */
  of(key: string): BaselineFile {
    return this.#byFolder.get(folderOf(key))!;
  }

  /** Reads the one that counts for a file; says why it cannot be used. `mayBeDamaged`: one that is counts as empty. */
  async load(key: string, mayBeDamaged: boolean): Promise<Refused | undefined> {
    const around = folderOf(key);
    if (this.#byFolder.has(around)) return undefined;
    const uri = await this.#services.config.baselinePlace(key, this.#home);
    const file = this.#files.get(uri) ?? (await this.#read(uri, mayBeDamaged));
    if ('kind' in file) return file;
    this.#files.set(uri, file);
    this.#byFolder.set(around, file);
    return undefined;
  }

  async #read(uri: string, mayBeDamaged: boolean): Promise<BaselineFile | Refused> {
    const { documents, files, folders } = this.#services;
    const name = folders.nameOf(uri);
    if (await files.isThroughLink(uri))
      return refused(`${name} is reached through a link, and Lockkeeper does not write through links.`);
    const open = documents.get(uri)?.getText();
    const read =
      open === undefined ? await files.read(uri, MAX_LIST_SIZE) : ({ kind: 'text', text: open } as const);
    if (read.kind === 'missing') return { uri, entries: undefined };
    if (read.kind !== 'text') return refused(`${name} cannot be read: ${whyUnread(read) ?? ''}.`);
    const { entries, problems } = parseBaseline(read.text);
    if (problems.length > 0 && !mayBeDamaged)
      return refused(`${name} is damaged: repair it, or write the baseline anew.`);
    return { uri, entries };
  }
}
