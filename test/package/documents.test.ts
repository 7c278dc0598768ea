// README and CHANGELOG in packages: with an address of the repository their links lead there; without, none leads nowhere.
import { describe, expect, it } from 'vitest';
import { addressesOf, REPOSITORY } from '../../scripts/addresses.mjs';
import { packedDocument } from '../../scripts/packages/documents.mjs';
import { read } from '../meta/sources.ts';

const TEXT = `# One

![A picture](docs/pictures/one.png)

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="docs/pictures/one-dark.png">
  <img alt="One" src="docs/pictures/one-light.png">
</picture>

See [the rules](docs/rules.md#a) and [\`docs/ci.md\`](docs/ci.md), [LICENSE](LICENSE), [below](#one), [a site](https://example.com/x).

\`\`\`md
[not a link](docs/rules.md)
\`\`\`
`;
const at = { repository: 'https://github.com/contoso/lockkeeper', version: '1.2.3', packed: ['LICENSE'] };

describe('documents of a package', () => {
  it('lead to the repository, at the version of the package', () => {
    const packed = packedDocument(TEXT, at);
    const files = 'https://github.com/contoso/lockkeeper';
    expect(packed).toContain(`![A picture](${files}/raw/release/1.2.3/docs/pictures/one.png)`);
    expect(packed).toContain(`srcset="${files}/raw/release/1.2.3/docs/pictures/one-dark.png"`);
    expect(packed).toContain(`src="${files}/raw/release/1.2.3/docs/pictures/one-light.png"`);
    expect(packed).toContain(`[the rules](${files}/blob/release/1.2.3/docs/rules.md#a)`);
    expect(packed).toContain(`[\`docs/ci.md\`](${files}/blob/release/1.2.3/docs/ci.md)`);
    for (const kept of [
      '[LICENSE](LICENSE)',
      '[below](#one)',
      '(https://example.com/x)',
      '[not a link](docs/rules.md)',
    ])
      expect(packed).toContain(kept);
  });

  it('have no pictures and no dead links without a repository', () => {
    const packed = packedDocument(TEXT, { ...at, repository: '' });
    expect(packed).not.toMatch(/<picture|<img|!\[/);
    expect(packed).toContain('See the rules and `docs/ci.md`, [LICENSE](LICENSE), [below](#one), [a site]');
    expect(packed).toContain('[not a link](docs/rules.md)');
  });

  it.each(['README.md', 'CHANGELOG.md'])('hold for %s of this project, both ways', (name) => {
    const without = packedDocument(read(name), { repository: '', version: '1.2.3', packed: [] });
    const links = [
      ...without.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/\]\(([^)\s]+)\)|src(?:set)?="([^"]+)"/g),
    ];
    expect(links.map((link) => link[1] ?? link[2]).filter((link) => !/^(?:https:|#)/.test(link!))).toEqual(
      [],
    );
    const published = packedDocument(read(name), { ...at, packed: [] });
    expect(published).not.toMatch(/\]\((?!https:|#)[^)\s]+\.(?:md|png)/);
  });
});

describe('addresses', () => {
  it('of a manifest follow from that of the repository', () => {
    expect(addressesOf('')).toEqual({});
    expect(addressesOf('https://github.com/contoso/lockkeeper')).toEqual({
      repository: { type: 'git', url: 'https://github.com/contoso/lockkeeper.git' },
      homepage: 'https://github.com/contoso/lockkeeper#readme',
      bugs: { url: 'https://github.com/contoso/lockkeeper/issues' },
    });
  });

  it('stand in one place, and the manifest of the project names none', () => {
    expect(REPOSITORY).toMatch(/^(?:https:\/\/github\.com\/[\w.-]+\/[\w.-]+)?$/);
    const manifest = JSON.parse(read('package.json')) as object;
    for (const key of ['repository', 'homepage', 'bugs']) expect(manifest).not.toHaveProperty(key);
  });
});
