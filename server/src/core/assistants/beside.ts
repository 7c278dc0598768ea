/** A file beside the flows of a solution, as a tool sees it: what is found in it, and how to look at it again. */
import type { Finding } from '../finding.ts';
import { NO_SECRETS, secretsInSolutionFile } from '../report/mask.ts';
import { SolutionFiles } from '../solution/index.ts';
import type { SolutionAnalysis } from '../workspace/analysis.ts';
import type { RepairedTexts } from '../workspace/many/texts.ts';
import type { Project } from '../workspace/project/index.ts';
import { distinctFindings, type FoundInSolution } from '../workspace/solutionFindings.ts';
import type { Checked, FileSubject, Target } from './types.ts';

/** The file with this address; undefined for one that is read with no solution. `file`: what answers call it. */
export function besideIn(project: Project, uri: string, file: string): FileSubject | undefined {
  if (!SolutionFiles.needsText(uri)) return undefined;
  const analyses = project.beside.analyses.filter(({ solution }) => solution.textOf(uri) !== undefined);
  const text = analyses[0]?.solution.textOf(uri);
  if (text === undefined) return undefined;
  const found = project.beside.found().get(uri) ?? [];
  const secrets = secretsInSolutionFile(project.beside.masking(analyses), uri, project.metas);
  const known = new Set(found.flatMap((one) => (one.known === true ? [one.finding] : [])));
  return {
    ...{ project, file, text, known },
    secrets: secrets ?? NO_SECRETS,
    checked: checkedFile(uri, found, analyses),
    target: besideTarget(project, uri),
  };
}

function besideTarget(project: Project, uri: string): Target {
  return {
    uri,
    recheck: (texts, view) => {
      const models = texts.files.solutions().filter((model) => model.textOf(uri) !== undefined);
      if (models.length === 0) return undefined;
      const analyses = models.map((model) => project.beside.analyse(model, view));
      return checkedFile(uri, foundIn(analyses, uri, texts), analyses);
    },
  };
}

function foundIn(
  analyses: readonly SolutionAnalysis[],
  uri: string,
  { files }: RepairedTexts,
): readonly FoundInSolution[] {
  return distinctFindings(analyses, (model) => files.twinsOf(model)).filter(
    ({ finding }) => finding.place.uri === uri,
  );
}

/** A settings file may serve several solutions: each finding belongs to one of their checks. */
function checkedFile(
  uri: string,
  found: readonly FoundInSolution[],
  analyses: readonly SolutionAnalysis[],
): Checked {
  const home = new Map<Finding, SolutionAnalysis>(found.map(({ finding, analysis }) => [finding, analysis]));
  return {
    text: analyses[0]?.solution.textOf(uri) ?? '',
    findings: found.map((one) => one.finding),
    problems: analyses.reduce((sum, one) => sum + one.solution.problems.length + one.failures.length, 0),
    solutionOf: (finding) => home.get(finding)?.solution,
    fixesFor: (finding, texts) => home.get(finding)?.fixesFor(finding, texts) ?? [],
    whyNoRepair: (finding) => home.get(finding)?.whyNoRepair(finding),
  };
}
