import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PIPELINE_FILES, repositoryOn, textOf } from './files.ts';

describe('files of pipelines', () => {
  it.each(PIPELINE_FILES.map((one) => [one.label, one] as const))('%s is YAML', (_, file) => {
    expect(Object.keys(parse(textOf(file)) as object).length).toBeGreaterThan(0);
  });

  it('say what to write where the repository is not known, and name it where it is', () => {
    const [github] = PIPELINE_FILES;
    expect(textOf(github!)).toMatch(/^# .*in place of OWNER\.\nname: flows\n/);
    expect(textOf(github!)).toContain('uses: OWNER/lockkeeper@v0');
    const known = textOf(github!, 'contoso/lockkeeper');
    expect(known).toContain('uses: contoso/lockkeeper@v0');
    expect(known).not.toContain('OWNER');
  });

  it('tell the repository by its address, in the forms of manifests', () => {
    const known = ['https://github.com/contoso/lockkeeper', 'git+https://github.com/contoso/lockkeeper.git'];
    for (const url of known) {
      expect(repositoryOn(url)).toBe('contoso/lockkeeper');
      expect(repositoryOn({ type: 'git', url })).toBe('contoso/lockkeeper');
    }
    for (const other of [undefined, {}, 'https://example.com/contoso/lockkeeper', 'https://github.com/a/b/c'])
      expect(repositoryOn(other)).toBeUndefined();
  });
});
