/** The flow that a call is about. */
import { DEFAULT_CONFIG } from '../config/types.ts';
import { NO_SECRETS, secretsOf } from '../report/mask.ts';
import type { Profile } from '../ruleMeta.ts';
import { hashText } from '../text/hash.ts';
import type { Analysis, Analyzer } from '../workspace/analysis.ts';
import { type CheckedFile, Project } from '../workspace/project/index.ts';
import { type Subject, ToolError } from './types.ts';

/** Address of a text that the caller gave: it lies nowhere. */
const GIVEN = 'untitled:flow.json';

/** Made anew with every start: who comes by a version learns nothing of the text. */
const SALT = Array.from({ length: 4 }, () => Math.random().toString(36).slice(2)).join('');

/** Tells whether a text is still the same. Differs from run to run. */
export function versionOf(text: string): string {
  return hashText(SALT + text);
}

/** A flow that a project has checked. `file`: what answers call it. @throws ToolError where the file holds no flow */
export function subjectIn(project: Project, checked: CheckedFile, file: string): Subject {
  const { analysis, known, unread } = checked;
  if (analysis === undefined)
    throw new ToolError(
      unread === undefined || unread.kind === 'missing'
        ? 'This file holds no flow: pass the path of a flow definition with "triggers" and "actions".'
        : unread.kind === 'tooLarge'
          ? `This file is too large: it has ${unread.size} bytes, and at most ${unread.maxSize} are read.`
          : `This file cannot be read: ${unread.reason}.`,
    );
  if (analysis.document.unread !== undefined)
    throw new ToolError(`This file was not checked: ${analysis.document.unread}.`);
  return { project, analysis, file, known, secrets: secretsIn(project, analysis) };
}

/** A text that the caller gave, alone: no configuration and no solution counts. @throws ToolError where it is no flow */
export function subjectOfText(
  analyzer: Analyzer,
  text: string,
  profile: Profile = DEFAULT_CONFIG.profile,
): Subject {
  // Nothing in the usual configuration expires.
  const project = new Project({ analyzer, today: () => '', keepsLists: true });
  const config = { ...DEFAULT_CONFIG, profile };
  project.configure(GIVEN, { enabled: true, config, base: undefined, maxFileSize: Number.MAX_SAFE_INTEGER });
  project.allListed();
  const { analysis, known } = project.check(GIVEN, { kind: 'text', text });
  if (analysis === undefined)
    throw new ToolError(
      'The text is no flow definition: pass the whole JSON of a flow, with "definition", "triggers" and "actions".',
    );
  return { project, analysis, file: undefined, known, secrets: secretsIn(project, analysis) };
}

/** What must not be shown of a flow, whatever the config says of rules. */
export function secretsIn(project: Project, analysis: Analysis): Subject['secrets'] {
  const masking = project.masking(analysis);
  return masking.document.text === analysis.document.text ? secretsOf(masking, project.metas) : NO_SECRETS;
}
