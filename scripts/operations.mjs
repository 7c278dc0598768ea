// `node scripts/operations.mjs DESCRIPTIONS [FLOWS]`: writes the operation catalogue, the text that the core knows operations of
// connectors from.
//
// DESCRIPTIONS: a JSON file with what the catalogue needs of connector descriptions, `{"shared_office365": {"SendEmailV2": {"s": summary,
// "d": 1 when deprecated, "v": x-ms-visibility, "p": [[path, required, values or null, title or null], ...],
// "o": [property of the body that comes back, ...]}}}`. It is read out of the
// OpenAPI files that github.com/microsoft/Power-Fx (MIT) keeps as test data, at commit 940f3f3c, in
// src/tests/Microsoft.PowerFx.Connectors.Tests.Shared/Swagger. A path is the parameter's name, below a body the names of its properties
// with `/` between, as flows write it; it ends in `/*` where a schema is asked for at design time. Required is what the description requires,
// shows to makers and has no default for.
//
// FLOWS: a folder of flow files. Operations of public connectors that they use and no description has are added: id and names of
// parameters, nothing else. Without it there are none; the corpus of the tests is the folder to name (scripts/corpus.mjs).
//
// What goes in is in packOperations.mjs. The result is the same for the same input.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { TEXT_LOADER } from './bundles.mjs';
import { ensureInstalled, root } from './ensureInstalled.mjs';
import { packOperations } from './packOperations.mjs';

const CATALOGUE = 'server/src/core/platform/catalogue/data/operations.txt';

const log = (/** @type {string} */ line) => process.stdout.write(`${line}\n`);
const [descriptions, flows, ...more] = process.argv.slice(2);
if (descriptions === undefined || more.length > 0) {
  process.stderr.write(
    'Name a file of descriptions, and a folder of flows: node scripts/operations.mjs FILE [FOLDER]\n',
  );
  process.exit(1);
}

ensureInstalled(log);
const core = await loadCore();
const described = JSON.parse(readFileSync(descriptions, 'utf8'));
const text = packOperations(
  described,
  flows === undefined ? [] : usedIn(flows),
  (apiName) => core.connectorInfo(apiName) !== undefined,
);
writeFileSync(path.join(root, CATALOGUE), text);
log(`Wrote ${CATALOGUE}: ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} gzipped.`);

/** @param {string} folder */
function usedIn(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.json$/i.test(name),
  );
  const found = names.sort().flatMap((name) => {
    const file = path.join(folder, name);
    const source = { uri: pathToFileURL(file).href, text: readFileSync(file, 'utf8') };
    return core.openDocument(source).flows;
  });
  return core.operationsOf(found);
}

async function loadCore() {
  const { build } = await import('esbuild');
  const outfile = path.join(root, '.scratch/operations/core.cjs');
  await build({
    absWorkingDir: root,
    stdin: {
      contents: [
        "export { openDocument } from './flow/index.ts';",
        "export { operationsOf } from './platform/catalogue/usedOperations.ts';",
        "export { connectorInfo } from './platform/connectors.ts';",
      ].join('\n'),
      resolveDir: path.join(root, 'server/src/core'),
      loader: 'ts',
    },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    mainFields: ['module', 'main'],
    loader: TEXT_LOADER,
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile);
}
