import { dirname } from 'node:path';
import {
  type ChecklistReport,
  type Config,
  checklistReport,
  flowRulesOf,
  gatherProject,
  nameFromRoot,
  type ReportedFile,
  secretTexts,
} from '../core/index.ts';
import { folderInCheckout } from './checkout.ts';
import type { Environment } from './environment.ts';
import type { Checked } from './runFiles.ts';
import type { Scan } from './scan.ts';
import type { ScanResult } from './scanResult.ts';

/** What reports tell of the flows of a run besides their findings: that they were checked, by which rules, and their six points. */
export class CheckedFlows {
  readonly #scan: Scan;
  readonly #withChecklist: boolean;
  readonly #files = new Map<string, ReportedFile>();
  /** Texts that must not be shown. */
  readonly #secrets = new Map<string, readonly string[]>();
  readonly #rules = new Map<Config, readonly string[]>();

  /** `withChecklist`: for a scan that keeps the lists of findings. */
  constructor(scan: Scan, withChecklist: boolean) {
    this.#scan = scan;
    this.#withChecklist = withChecklist;
  }

  /** A flow of the run; the last call for a file counts. */
  add({ uri, name, file, analysis }: Checked): void {
    this.#files.set(uri, { file: name, rules: this.#rulesFor(dirname(file.path)) });
    if (this.#withChecklist)
      this.#secrets.set(uri, secretTexts(analysis.document.text, this.#scan.secretsIn(analysis)));
  }

  files(): readonly ReportedFile[] {
    return [...this.#files.values()];
  }

  /** Undefined for a scan that kept no lists. Files are named from the root of the repository. */
  async checklist(environment: Environment, result: ScanResult): Promise<ChecklistReport | undefined> {
    if (!this.#withChecklist) return undefined;
    const { project, folder, nameOf } = this.#scan;
    const above = await folderInCheckout(environment);
    const fileOf = (uri: string): string => nameFromRoot(above, nameOf(uri));
    return checklistReport(gatherProject(project, { flows: this.#secrets, folder, fileOf }), {
      tool: { name: 'lockkeeper', version: environment.version },
      date: environment.today(),
      problems: result.problems,
    });
  }

  #rulesFor(folder: string): readonly string[] {
    const { config } = this.#scan.configs.ofFolder(folder);
    let rules = this.#rules.get(config);
    if (rules === undefined) {
      rules = flowRulesOf(config, this.#scan.project.analyzer.rules)
        .map(({ id }) => id)
        .filter((id) => this.#scan.isSelected(id));
      this.#rules.set(config, rules);
    }
    return rules;
  }
}
