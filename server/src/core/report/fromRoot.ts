import type { ReportFinding, ReportInput } from './reportInput.ts';

/**
 * What a file below a folder is called from further up. `folder`: where the names start now, relative to the root, with `/`; ''
 * for the root itself. Absolute names stay.
 */
export function nameFromRoot(folder: string, file: string): string {
  if (folder === '' || file === '' || file.startsWith('/') || /^[A-Za-z]:/.test(file)) return file;
  const above = folder.split('/');
  const below = file === '.' ? [] : file.split('/');
  while (below[0] === '..' && above.length > 0) {
    below.shift();
    above.pop();
  }
  return [...above, ...below].join('/') || '.';
}

/** The same report with all files named from the root; `folder` as above. */
export function fromRoot(input: ReportInput, folder: string): ReportInput {
  if (folder === '') return input;
  const named = <T extends { readonly file: string }>(one: T): T => ({
    ...one,
    file: nameFromRoot(folder, one.file),
  });
  const finding = <T extends ReportFinding>(one: T): T => ({
    ...named(one),
    related: one.related.map(named),
    ...(one.places === undefined ? {} : { places: one.places.map(named) }),
  });
  return {
    ...input,
    items: input.items.map(finding),
    problems: input.problems.map(named),
    ...(input.ignored === undefined ? {} : { ignored: input.ignored.map(finding) }),
    ...(input.fixed === undefined ? {} : { fixed: input.fixed.map(finding) }),
    ...(input.checked === undefined ? {} : { checked: input.checked.map(named) }),
    ...(input.configs === undefined
      ? {}
      : { configs: input.configs.map((one) => nameFromRoot(folder, one)) }),
  };
}
