/** Fixes of one file, made one after the other, each on what the one before left. Nothing is written. */
import type { FileChange } from '../finding.ts';
import { onlySecures } from '../fixes/kinds.ts';
import { noteOf } from '../fixes/noteOf.ts';
import type { FlowTexts } from '../solution/flowSummary.ts';
import type { SolutionModel } from '../solution/index.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { countsOf, plannedFor, problemsOf } from '../workspace/many/site.ts';
import { type Change, type ChangedFile, RepairedTexts } from '../workspace/many/texts.ts';
import { RepairedView } from '../workspace/many/view.ts';
import type { Project } from '../workspace/project/index.ts';
import { checkedFlow, checkedOf } from './checkFlow.ts';
import { type Offer, offersOf, offerWith } from './offers.ts';
import { type Checked, type FileSubject, type Subject, type Target, ToolError } from './types.ts';

/** A fix that was made, and what is left to do. */
export interface Made {
  readonly id: string;
  readonly title: string;
  readonly note: string;
}

/** A fix that was not made, and why: a sentence. */
export interface NotMade {
  readonly id: string;
  readonly reason: string;
}

export interface AppliedFixes {
  readonly made: readonly Made[];
  readonly notMade: readonly NotMade[];
  /** All that changed, the file itself among them. */
  readonly files: readonly ChangedFile[];
  /** What is found in the file then. */
  readonly after: Checked;
  /** Of a flow with a text as the fixes left the solution. */
  readonly analyse: (uri: string, text: string) => Analysis;
  readonly texts: RepairedTexts;
}

export interface ApplyOptions {
  /** Ids of fixes; all safe ones when left out. */
  readonly ids: readonly string[] | undefined;
  /** The text of another flow; undefined where there is none to be had. */
  read(uri: string): Promise<string | undefined>;
}

/** In a flow, or in a file beside the flows. @throws ToolError for an id that the file does not have, before anything is made */
export async function applyFixes(
  subject: Subject | FileSubject,
  options: ApplyOptions,
): Promise<AppliedFixes> {
  const run = new Run(subject, options);
  await run.load();
  if (options.ids !== undefined) await run.these([...new Set(options.ids)]);
  else if ('analysis' in subject) run.safe(subject.analysis);
  else await run.safeOnes();
  return run.result();
}

class Run {
  readonly #project: Project;
  readonly #target: Target;
  readonly #texts: RepairedTexts;
  readonly #view: RepairedView;
  readonly #made: Made[] = [];
  readonly #notMade: NotMade[] = [];
  #checked: Checked;

  constructor(subject: Subject | FileSubject, { read }: ApplyOptions) {
    const { project } = subject;
    this.#project = project;
    this.#checked = checkedOf(subject);
    const { text } = this.#checked;
    this.#target = 'target' in subject ? subject.target : this.#flow(subject.analysis.document);
    const { uri } = this.#target;
    this.#texts = new RepairedTexts(project.files, async (one) => (one === uri ? text : read(one)));
    this.#view = new RepairedView(project.flows);
  }

  #flow({ uri, text }: Analysis['document']): Target {
    return {
      uri,
      recheck: (texts) => checkedFlow(this.#analyse(uri, texts.textOf(uri, undefined) ?? text)),
    };
  }

  /** A flow has to be there before anything is tried on it. */
  async load(): Promise<void> {
    if (this.#checked.analysis !== undefined) await this.#texts.load(this.#target.uri);
  }

  result(): AppliedFixes {
    return {
      made: this.#made,
      notMade: this.#notMade,
      files: this.#texts.changed(),
      after: this.#checked,
      analyse: (uri, text) => this.#analyse(uri, text),
      texts: this.#texts,
    };
  }

  /** All safe fixes of a flow: those that do not hold are taken back by fix-all. */
  safe(before: Analysis): void {
    const { uri } = before.document;
    const offers = this.#safeOffers();
    const edits = before.fixAll();
    if (edits.length > 0) {
      const changes = [{ uri, edits }];
      const after = this.#try(changes, before.solution);
      if (after !== undefined) this.#keep(changes, after);
    }
    const left = countsOf(this.#checked.findings);
    const known = countsOf(before.findings);
    for (const offer of offers) {
      const { keys } = plannedFor(offer.finding, offer.fix);
      const isGone = keys.every((key) => (left.get(key) ?? 0) < (known.get(key) ?? 0));
      if (isGone || (edits.length > 0 && offer.fix.cures !== undefined)) this.#applied(offer);
      else this.#refuse(offer.id, 'The finding would still be there, or another one would come up.');
    }
  }

  /** All safe fixes of a file beside the flows, one after the other. */
  async safeOnes(): Promise<void> {
    for (const { id } of this.#safeOffers()) {
      const offer = offerWith(this.#checked, id);
      // What one repair cures as well is done.
      if (offer !== undefined) await this.#one(offer);
    }
  }

  /** Of each finding the preferred one. */
  #safeOffers(): readonly Offer[] {
    const { findings } = this.#checked;
    return findings.flatMap((finding) =>
      finding.fix === 'safe'
        ? offersOf(this.#checked, finding)
            .filter((one) => one.fix.disposition === 'safe')
            .slice(0, 1)
        : [],
    );
  }

  async these(ids: readonly string[]): Promise<void> {
    for (const id of ids)
      if (offerWith(this.#checked, id) === undefined)
        throw new ToolError(
          `This text has no fix "${/^[\w.-]{1,80}$/.test(id) ? id : '…'}": the text may have changed, so call list_fixes again.`,
        );
    for (const id of ids) {
      const offer = offerWith(this.#checked, id);
      if (offer === undefined) this.#refuse(id, 'A fix before it has cured this finding already.');
      else await this.#one(offer);
    }
  }

  async #one(listed: Offer): Promise<void> {
    const offer = await this.#whole(listed);
    const { id, fix } = offer;
    if (fix.refused !== undefined) return this.#refuse(id, fix.refused);
    if (fix.reads !== undefined) return this.#refuse(id, 'A flow that it reaches into cannot be read.');
    const changes = writtenBy(fix.changes);
    if (changes === undefined)
      return this.#refuse(id, 'It removes a file, which is left to people: make it in the editor.');
    if (changes.length === 0) return this.#refuse(id, 'It has nothing to change.');
    const before = this.#checked;
    const others = await this.#othersAmong(changes);
    const after = this.#try(changes, before.solutionOf(offer.finding));
    if (after === undefined) return this.#refuse(id, 'A file that it changes is not as it should be.');
    if (!cures(before, after, offer) || !others.every((one) => this.#holds(one))) {
      this.#texts.putBack();
      return this.#refuse(id, 'It would leave its finding, or damage a file.');
    }
    this.#keep(changes, after);
    this.#applied(offer);
  }

  /** The fix with the texts of the flows that it reaches into. */
  async #whole(listed: Offer): Promise<Offer> {
    const { reads } = listed.fix;
    if (reads === undefined) return listed;
    const texts = new Map<string, string | null>();
    for (const uri of reads) texts.set(uri, (await this.#texts.load(uri)) ?? null);
    const all: FlowTexts = texts;
    const fix = this.#checked.fixesFor(listed.finding, all)[listed.index];
    return fix?.title === listed.fix.title ? { ...listed, fix } : listed;
  }

  /** Other flows among the changed files, as they are before. */
  async #othersAmong(changes: readonly Change[]): Promise<Analysis[]> {
    const { uri: own } = this.#target;
    const found: Analysis[] = [];
    for (const { uri } of changes) {
      if (uri === own || this.#project.flows.flowsAt(uri).length === 0) continue;
      const text = await this.#texts.load(uri);
      if (text !== undefined) found.push(this.#analyse(uri, text));
    }
    return found;
  }

  #holds(before: Analysis): boolean {
    const { uri } = before.document;
    const text = this.#texts.textOf(uri, undefined);
    if (text === undefined) return false;
    const after = this.#analyse(uri, text);
    if (problemsOf(after) > problemsOf(before)) return false;
    this.#view.update(uri, after.summary);
    return true;
  }

  /** The file with the changes in place; undefined, and nothing is changed, where they do not fit. */
  #try(changes: readonly Change[], solution: SolutionModel | undefined): Checked | undefined {
    if (!this.#texts.try(changes, solution)) return undefined;
    const after = this.#target.recheck(this.#texts, this.#view);
    if (after === undefined) this.#texts.putBack();
    return after;
  }

  #keep(changes: readonly Change[], after: Checked): void {
    this.#texts.keep(changes);
    const { analysis } = after;
    if (analysis !== undefined) this.#view.update(this.#target.uri, analysis.summary);
    this.#checked = after;
  }

  #analyse(uri: string, text: string): Analysis {
    const solutionModel = this.#texts.files.solutionOf(uri);
    return this.#project.analyse(uri, text, {
      solution: this.#view,
      ...(solutionModel && { solutionModel }),
    });
  }

  #applied({ id, fix }: Offer): void {
    this.#made.push({ id, title: fix.title, note: noteOf(fix) });
  }

  #refuse(id: string, reason: string): void {
    this.#notMade.push({ id, reason });
  }
}

/** Undefined where a file is to go. */
function writtenBy(changes: readonly FileChange[]): readonly Change[] | undefined {
  const written = changes.flatMap((one) => ('delete' in one ? [] : [one]));
  return written.length === changes.length ? written : undefined;
}

/** The finding is gone, or the part of it that the fix cures, and the file is no more damaged than before. */
function cures(before: Checked, after: Checked, { finding, fix }: Offer): boolean {
  if (after.problems > before.problems) return false;
  const left = countsOf(after.findings);
  const known = countsOf(before.findings);
  const { keys } = plannedFor(finding, fix);
  return (
    keys.every((key) => (left.get(key) ?? 0) < (known.get(key) ?? 0)) ||
    fix.cures !== undefined ||
    onlySecures(fix.kind)
  );
}
