// What package.json promises to VS Code and to npm is there.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SIGNS } from '../../client/src/presence/signs.ts';
import { bundles, SHIPPED } from '../../scripts/bundles.mjs';
import { SAMPLE } from '../../scripts/sample.mjs';
import { exists, manifest as manifestOf, read, repoRoot, sourcesBelow } from './sources.ts';

interface Setting {
  readonly type?: string;
  readonly scope?: string;
  readonly order?: number;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly markdownEnumDescriptions?: readonly string[];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly main: string;
  readonly browser: string;
  readonly icon: string;
  readonly categories: readonly string[];
  readonly galleryBanner: { readonly color: string; readonly theme: string };
  readonly license: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: { readonly vscode: string; readonly node: string };
  readonly scripts: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly capabilities: {
    readonly untrustedWorkspaces: { supported: boolean };
    readonly virtualWorkspaces: boolean;
  };
  readonly contributes: {
    readonly commands: readonly { command: string; title: string; category?: string; icon?: unknown }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
    readonly jsonValidation: readonly { fileMatch: readonly string[]; url: string }[];
    readonly snippets: readonly { language: string; path: string }[];
    readonly menus?: Readonly<Record<string, readonly { command?: string }[]>>;
  };
}

const manifest = manifestOf<Manifest>();
const { contributes } = manifest;
const settings = Object.entries(contributes.configuration.properties);
const clientSources = sourcesBelow('client/src').map(read).join('\n');
const serverSources = [...sourcesBelow('server/src/lsp'), 'server/src/protocol.ts'].map(read).join('\n');

describe('files', () => {
  it('bundles that the manifest names are built', () => {
    const build = read('scripts/bundles.mjs');
    for (const file of [manifest.main, manifest.browser, ...Object.values(manifest.bin)]) {
      expect(build).toContain(`'${file.replace(/^\.\//, '')}'`);
    }
    expect(manifest.bin).toEqual({ lockkeeper: 'dist/cli.js' });
  });

  it('bundles all go into a package, and into that of the extension only its own', () => {
    const built = bundles().map(({ outfile }) => outfile!.slice('dist/'.length));
    const shipped = new Set<string>(Object.values(SHIPPED).flat());
    expect([...shipped].sort()).toEqual(built.sort());
    const kept = [...read('.vscodeignore').matchAll(/^!dist\/(.+)$/gm)].map((match) => match[1]!);
    expect(kept.sort()).toEqual([...SHIPPED.extension, SAMPLE].sort());
  });

  it('everything else that it names exists', () => {
    const named = [
      manifest.icon,
      ...contributes.jsonValidation.map(({ url }) => url),
      ...contributes.snippets.map((one) => one.path),
      ...Object.values(manifest.scripts).flatMap((script) => /(?:^|\s)([\w/]+\.mjs)/.exec(script)?.[1] ?? []),
    ];
    expect(named.filter((file) => !exists(file))).toEqual([]);
    // Every `"./..."` of the contributions, also those of kinds to come.
    const paths = [...JSON.stringify(contributes).matchAll(/"(\.\/[^"*]+)"/g)].map((match) => match[1]!);
    expect(paths.filter((file) => !exists(file))).toEqual([]);
  });

  it('every schema and snippet file is contributed or used by one that is', () => {
    const schemas = readdirSync(path.join(repoRoot, 'schemas'));
    const text = JSON.stringify(contributes) + schemas.map((name) => read(`schemas/${name}`)).join('\n');
    const unused = [...schemas, ...readdirSync(path.join(repoRoot, 'snippets'))].filter(
      (name) => !text.includes(name),
    );
    expect(unused).toEqual([]);
  });
});

describe('versions', () => {
  const numbers = (version: string): number[] =>
    version
      .replace(/^[\^~>=\s]+/, '')
      .split('.')
      .map(Number);
  const atLeast = (a: string, b: string): boolean => {
    const [first, second] = [numbers(a), numbers(b)];
    for (const [index, one] of first.entries()) {
      if (one !== second[index]) return one > (second[index] ?? 0);
    }
    return true;
  };

  it('engines.vscode is not older than the types that the client is written against', () => {
    expect(atLeast(manifest.engines.vscode, manifest.devDependencies['@types/vscode']!)).toBe(true);
    const client = JSON.parse(read('node_modules/vscode-languageclient/package.json')) as Manifest;
    expect(atLeast(manifest.engines.vscode, client.engines.vscode)).toBe(true);
  });

  it('packages are pinned, and none is needed at run time: all is bundled', () => {
    expect(manifest.dependencies ?? {}).toEqual({});
    const loose = Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d/.test(version));
    expect(loose).toEqual([]);
  });

  it('the change log knows this version', () => {
    expect(read('CHANGELOG.md')).toContain(manifest.version);
  });
});

describe('commands', () => {
  const declared = contributes.commands.map(({ command }) => command);

  it('are implemented by the client', () => {
    const missing = declared.filter((command) => {
      const short = command.slice(command.indexOf('.') + 1);
      return !clientSources.includes(`'${command}'`) && !clientSources.includes(`'${short}'`);
    });
    expect(missing).toEqual([]);
  });

  it('have a title and the category', () => {
    for (const { command, title, category } of contributes.commands) {
      expect(command).toMatch(/^lockkeeper\.[a-z][A-Za-z]+$/);
      expect(title).toMatch(/^[A-Z][^.]*[^.]$/);
      expect(category, command).toBe('Lockkeeper');
    }
    expect(new Set(declared).size).toBe(declared.length);
  });

  it('that menus name are declared', () => {
    const used = Object.values(contributes.menus ?? {}).flatMap((items) =>
      items.flatMap((one) => one.command ?? []),
    );
    expect(
      used.filter((command) => command.startsWith('lockkeeper.') && !declared.includes(command)),
    ).toEqual([]);
  });
});

describe('settings', () => {
  it.each(settings)('%s says what it does, in order, with scope and default', (name, setting) => {
    expect(name).toMatch(/^lockkeeper\.[a-z]/);
    expect(setting.description, 'Markdown, so that links and code show').toBeUndefined();
    expect(setting.markdownDescription).toMatch(/^[A-Z].*[.]$/s);
    expect(setting.scope).toMatch(/^(?:resource|window|machine|application|machine-overridable)$/);
    expect(setting.order).toBeGreaterThan(0);
    expect(setting).toHaveProperty('default');
    if (setting.enum) expect(setting.enum).toContain(setting.default);
    if (setting.markdownEnumDescriptions)
      expect(setting.markdownEnumDescriptions.length).toBe(setting.enum?.length);
    for (const [, other] of setting.markdownDescription!.matchAll(/`#([^#]+)#`/g)) {
      expect(Object.keys(contributes.configuration.properties)).toContain(other);
    }
  });

  it('stand in different places of the order', () => {
    const orders = settings.map(([, { order }]) => order);
    expect(new Set(orders).size).toBe(orders.length);
  });

  it.each(settings.filter(([name]) => !name.startsWith('lockkeeper.trace.')))('%s is read', (name) => {
    const key = name.split('.').at(-1)!;
    expect(new RegExp(`\\b${key}\\b`).test(serverSources + clientSources)).toBe(true);
  });
});

describe('activation', () => {
  it('does not slow down the start of VS Code, and does not hang on a search that VS Code gives up after seven seconds', () => {
    const broad = manifest.activationEvents.filter(
      (event) => event === '*' || event.startsWith('onLanguage:'),
    );
    expect(broad).toEqual([]);
    expect(manifest.activationEvents).toContain('onStartupFinished');
  });

  it('is early where a search finds what the client looks for', () => {
    const globs = manifest.activationEvents.flatMap((event) => event.split('workspaceContains:')[1] ?? []);
    expect(globs).toEqual(SIGNS);
  });

  it('comes with each panel that a reload of the window brings back', () => {
    const events = manifest.activationEvents.flatMap((event) => event.split('onWebviewPanel:')[1] ?? []);
    const kinds = [...clientSources.matchAll(/\bview: '(lockkeeper\.\w+)'/g)].map(([, view]) => view!);
    expect(kinds).toHaveLength(4);
    expect(events.sort()).toEqual(kinds.sort());
  });

  it('works in folders that are not trusted or not on disk', () => {
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe(true);
    expect(manifest.capabilities.virtualWorkspaces).toBe(true);
  });
});

describe('the page in a gallery', () => {
  it('has an icon of 256 by 256 pixels, drawn from a picture of lines', () => {
    const png = readFileSync(path.join(repoRoot, manifest.icon));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256]);
    expect(read(manifest.icon.replace(/png$/, 'svg'))).toContain('width="256" height="256"');
  });

  it('has categories that galleries know, and a banner', () => {
    const known = ['Linters', 'Programming Languages', 'Visualization', 'Snippets', 'Formatters', 'Testing'];
    expect(manifest.categories.filter((one) => !known.includes(one))).toEqual([]);
    expect(manifest.galleryBanner.color).toMatch(/^#[0-9a-f]{6}$/);
    expect(manifest.galleryBanner.theme).toMatch(/^(?:dark|light)$/);
  });

  it.each(['README.md', 'SECURITY.md'])('says in %s that there is no telemetry', (file) => {
    expect(read(file).replaceAll('*', '')).toMatch(/no telemetry/i);
  });
});
