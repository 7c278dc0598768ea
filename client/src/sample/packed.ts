// The sample solution that the package holds (scripts/sample.mjs packs it). Reads by VS Code's file system, so that it works in both hosts.
import { Uri, workspace } from 'vscode';

/** A file of the sample: its name below the folder, with `/`, and its text. */
export type SampleFile = readonly [name: string, text: string];

/**
 * The files of the packed sample.
 * @throws when the package holds none, or one that cannot be read
 */
export async function packedSample(extensionUri: Uri): Promise<SampleFile[]> {
  const bytes = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'sample.bin'));
  return Object.entries(JSON.parse(await unpacked(bytes)) as Record<string, string>);
}

/** The text of gzip data. */
function unpacked(bytes: Uint8Array): Promise<string> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  // What goes wrong here goes wrong for the reader too.
  void writer
    .write(new Uint8Array(bytes))
    .then(() => writer.close())
    .catch(() => undefined);
  return new Response(readable).text();
}
