// In which order the test files run: whoever is free of the two workers takes the next one.
import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They share what a check of the whole corpus tells (test/corpus/run.ts), which is let go when no test looks at it any more. */
const SHARES_RUN = /\bfrom '(?:\.|\.\.\/corpus)\/(?:run|telling)\.ts'/;

/** What takes longest, for a first run: later ones know the times of the last. None of it is to begin when all others are done. */
const LONG =
  /\/(?:masking\/names|git\/attacks|rules\/(?:growth|hostileNames)|many\/many|cli\/(?:changed\w*|compareBase|cli)|corpus\/(?:repairs|changes|peek)|ci\/\w+|package\/\w+|solution\/corpus|changes\/hostile|lsp\/\w+)\.test\.ts$/;

/** Files that share the run over the corpus one after the other, then the longest first. */
export class SharedFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isTimed = (file: TestSpecification): boolean =>
      this.ctx.cache.getFileTestResults(`${file.project.name}:${this.#relative(file)}`) !== undefined;
    const rank = (file: TestSpecification): number => {
      if (file.moduleId.includes('/test/') && SHARES_RUN.test(readFileSync(file.moduleId, 'utf8'))) return 0;
      return LONG.test(file.moduleId) && !isTimed(file) ? 1 : 2;
    };
    const ranks = new Map(sorted.map((file) => [file, rank(file)]));
    return sorted.sort((a, b) => ranks.get(a)! - ranks.get(b)!);
  }

  #relative({ moduleId }: TestSpecification): string {
    return moduleId.slice(this.ctx.config.root.length + 1);
  }
}
